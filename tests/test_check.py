"""``leergang check`` finds nothing in the course as it is, and finds each fault that is put into a copy of it."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from course_data import ROOT

from leergang.authoring import build, check
from leergang.authoring.concepts import Concept, Places, gaps, load_concepts
from leergang.authoring.guide import GRADED, PARTS, guide_faults
from leergang.errors import ContentError

MODULE = "modules/01_procesmanager"
SOURCE = "assignments/source/procesmanager"
KEY = "assignments/keys/procesmanager.toml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of a part of the course: one module with its assignment."""
    shutil.copytree(ROOT / MODULE, tmp_path / MODULE)
    for name in ("start.md", "glossary.toml", "concepts.toml"):
        shutil.copy(ROOT / "modules" / name, tmp_path / "modules")
    # The page itself leads to modules that this copy has not.
    (tmp_path / "modules" / "partner.md").write_text("# De partnerblik\n\n{{ partner }}\n", encoding="utf-8")
    for part in ("source/{}", "release/{}", "keys/{}.toml", "texts/{}.md"):
        path = Path("assignments") / part.format("procesmanager")
        (tmp_path / path).parent.mkdir(parents=True)
        (shutil.copytree if (ROOT / path).is_dir() else shutil.copy)(ROOT / path, tmp_path / path)
    shutil.copy(ROOT / "assignments" / "groep.md", tmp_path / "assignments")
    (tmp_path / "docs").mkdir()
    _build(tmp_path)
    assert list(check.file_faults(tmp_path)) == []
    return tmp_path


def _build(root: Path) -> None:
    for path, text in build.built(root):
        path.write_text(text, encoding="utf-8")


def _in_text(pattern: str, replacement: str) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        changed = re.sub(pattern, replacement, text, count=1, flags=re.MULTILINE)
        assert changed != text
        path.write_text(changed, encoding="utf-8")

    return edit


def _in_first_code_cell(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        data = json.loads(path.read_text(encoding="utf-8"))
        change(next(cell for cell in data["cells"] if cell["cell_type"] == "code"))
        path.write_text(json.dumps(data), encoding="utf-8")

    return edit


def _faults(root: Path) -> str:
    return "\n".join(check.file_faults(root))


def test_the_course_has_no_faults() -> None:
    """What is in the repository passes its own check."""
    assert list(check.all_faults(ROOT)) == []


CONTENT = f"{MODULE}/content.toml"
TEXT = f"{MODULE}/01_procesmanager.md"
NOTEBOOK = f"{MODULE}/01_procesmanager.ipynb"


@pytest.mark.parametrize(
    ("place", "edit", "expected"),
    [
        pytest.param(CONTENT, _in_text(r"^kind = .choice.$", 'kind = "keuze"'), "de soort 'keuze' bestaat niet", id="unknown-kind"),
        pytest.param(CONTENT, _in_text(r"^title = .*\n", ""), "veld ‘title’ ontbreekt", id="missing-field"),
        pytest.param(CONTENT, _in_text(r"^\[module\]", "[module"), "geen geldig TOML", id="syntax"),
        pytest.param(CONTENT, _in_text(r'^why = "[^"]+"', 'why = ""'), "‘why’ ontbreekt", id="unexplained"),
        pytest.param(CONTENT, _in_text(r"^source = .*\n", ""), "‘source’ ontbreekt", id="no-source"),
        pytest.param(TEXT, _in_text(r"oefening voorspelling", "oefening anders"), "staat niet in content.toml", id="unknown-exercise"),
        pytest.param(CONTENT, _in_text(r"^step = .predict.$", 'step = "practice"'), "begint niet met een voorspelling", id="no-prediction"),
        pytest.param(CONTENT, _in_text(r"^step = .plan.$", 'step = "own"'), "geen als-danplan", id="no-plan"),
        pytest.param(TEXT, _in_text(r"^\{\{ oefening voorspelling \}\}$", ""), "heeft geen plaats", id="no-place"),
        pytest.param(TEXT, _in_text(r"^\{\{ oefening voorspelling \}\}$", "{{ oefening voorspelling }}\n\n{{ oefening voorspelling }}"), "meer dan één plaats", id="two-places"),
        pytest.param(TEXT, _in_text(r"^\{\{ oefening", "{{ exercise"), "is niet begrepen", id="misspelt-place"),
        pytest.param(TEXT, _in_text(r"^:::$", ""), "kader", id="open-box"),
        pytest.param(TEXT, _in_text(r"^::: casus$", "::: verhaal"), "het kader ‘verhaal’ bestaat niet", id="unknown-box"),
        pytest.param(TEXT, _in_text(r"^## Bronnen", "## Literatuur"), "‘## Bronnen’", id="no-sources"),
        pytest.param(TEXT, _in_text(r"^## ", "Nieuwe zin.\n\n## "), "volgt niet meer uit zijn tekst", id="stale"),
        pytest.param(NOTEBOOK, _in_first_code_cell(lambda cell: cell["outputs"].append({"output_type": "stream"})), "bevat uitvoer", id="outputs"),
        pytest.param(NOTEBOOK, _in_first_code_cell(lambda cell: cell.update(execution_count=3)), "volgnummer", id="execution-count"),
        pytest.param(NOTEBOOK, _in_first_code_cell(lambda cell: cell["metadata"].pop("jupyter")), "toont code", id="visible-code"),
        pytest.param(NOTEBOOK, _in_first_code_cell(lambda cell: cell["metadata"].pop("editable")), "per ongeluk", id="editable"),
        pytest.param(NOTEBOOK, _in_first_code_cell(lambda cell: cell.update(source=['x = 1'])), "één aanroep", id="other-code"),
        pytest.param(NOTEBOOK, _in_first_code_cell(lambda cell: cell.update(source=['from leergang_widgets import exercise\n', 'exercise("weg")'])), "‘weg’ aan, en die bestaat niet", id="unknown-id"),
        pytest.param(NOTEBOOK, lambda path: path.write_text("{", encoding="utf-8"), "geen leesbaar notebook", id="no-json"),
        pytest.param(NOTEBOOK, _in_text(r"start\.ipynb", "begin.ipynb"), "leidt nergens heen", id="dead-link"),
        pytest.param("assignments/texts/procesmanager.md", _in_text(r"^\{\{ overzicht \}\}$", ""), "overzicht", id="no-overview"),
        pytest.param(
            KEY,
            _in_text(r"^kortste-lijn .*\n", ""),
            "het misverstand ‘kortste-lijn’ heeft geen zin in [misconceptions]",
            id="misconception-unexplained",
        ),
        pytest.param(
            KEY,
            _in_text(r"^\[misconceptions\]\n", '[misconceptions]\nnooit-gekozen = "een zin"\n'),
            "het misverstand ‘nooit-gekozen’ staat in [misconceptions], en geen enkele keuze verwijst ernaar",
            id="misconception-unused",
        ),
        pytest.param(
            KEY,
            _in_text(r"^kortste-lijn .*\n", 'kortste-lijn = ""\n'),
            "[misconceptions]: schrijf elk misverstand als naam",
            id="misconception-empty",
        ),
        pytest.param(KEY, lambda path: path.unlink(), "de sleutel keys/procesmanager.toml ontbreekt", id="no-key"),
        pytest.param(KEY, _in_text(r"^misconception = .*\n", ""), "misverstand", id="no-misconception"),
        pytest.param(KEY, _in_text(r"^\[\[exercise\.levels\]\]\npoints = .*\ntext = .*\n", ""), "niveaus", id="no-rubric"),
        pytest.param(KEY, _in_text(r'^id = "', 'id = "weg-'), "bestaat niet", id="key-without-question"),
        pytest.param(f"{SOURCE}/content.toml", _in_text(r"^points = \d+$", "points = 0"), "geen punten", id="no-points"),
        pytest.param(f"{SOURCE}/content.toml", _in_text(r"^\[\[exercise\.options\]\]$", "[[exercise.options]]\ncredit = 1"), "verraadt de sleutel", id="leaked-credit"),
        pytest.param(f"{SOURCE}/antwoorden.json", lambda path: path.write_text("{}", encoding="utf-8"), "antwoordenbestand", id="stray-answers"),
        pytest.param("assignments/release/procesmanager/content.toml", lambda path: path.unlink(), "volgt niet meer", id="stale-release"),
    ],
)  # fmt: skip
def test_each_fault_is_reported_with_its_file(
    copy: Path, place: str, edit: Callable[[Path], None], expected: str
) -> None:
    """A fault put into the copy is found, and its report names the module or assignment."""
    edit(copy / place)
    found = _faults(copy)
    assert expected in found
    name = "01_procesmanager" if place.startswith("modules") else "procesmanager"
    assert any(name in line and expected in line for line in found.splitlines())


QUESTION = """
[[exercise]]
id = "proef-{number}"
kind = "choice"
title = "T"
prompt = "P"
source = "redactionele uitwerking"
"""
OPTION = '[[exercise.options]]\nid = "{id}"\ntext = "{text}"\ncredit = {credit}\nwhy = "w"\n'


def _questions(options: Callable[[int], list[tuple[str, int]]], count: int = 12) -> str:
    """Questions with the given (text, credit) per option."""
    return "".join(
        QUESTION.format(number=number)
        + "".join(
            OPTION.format(id=f"o{place}", text=text, credit=credit)
            for place, (text, credit) in enumerate(options(number))
        )
        for number in range(count)
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(lambda _: [("Kort", 0), ("Een veel langer antwoord", 1)], "veel langer", id="much-longer"),
        pytest.param(
            lambda number: [("Even lang", 0), ("Even lange", 1)][:: 1 if number % 2 else -1], "de langste", id="longest"
        ),
        pytest.param(lambda _: [("Even lang", 0), ("Even lang", 1)], "op plaats 2", id="same-place"),
    ],
)
def test_a_right_answer_that_gives_itself_away_is_reported(
    copy: Path, options: Callable[[int], list[tuple[str, int]]], expected: str
) -> None:
    """Neither its length nor its place may betray the right option."""
    with (copy / CONTENT).open("a", encoding="utf-8") as file:
        file.write(_questions(options))
    assert expected in _faults(copy)


def test_the_command_says_how_many_faults_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing wrong: one line and exit code 0."""
    assert check.main() == 0
    assert capsys.readouterr().out == "Alles in orde.\n"


def test_a_concept_with_an_empty_place_is_reported() -> None:
    """A concept must be explained, practised, applied and assessed; a reason may stand in for the last two."""
    nowhere = Places((), (), (), ())
    assert len(list(gaps(Concept("A1", "Naam"), nowhere))) == 4
    assert len(list(gaps(Concept("A1", "Naam", not_applied="daarom", not_assessed="daarom"), nowhere))) == 2
    assert list(gaps(Concept("A1", "Naam"), Places(("m",), ("m/a",), ("m/b",), ("o/c",)))) == []


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('id = "A1"', 'id = "A9"', "A1, A9"),
        ('id = "A1"', 'id = "A2"', "A1, A2"),
        ('name = "Hard en zacht"\n', "", "‘name’"),
    ],
)
def test_the_list_of_concepts_is_complete_and_known(tmp_path: Path, old: str, new: str, part: str) -> None:
    """A missing, unknown or double concept is a fault of the list itself."""
    text = (ROOT / "modules" / "concepts.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "concepts.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=part):
        load_concepts(tmp_path / "concepts.toml")


def test_each_module_needs_its_page_in_the_guide(tmp_path: Path) -> None:
    """A missing page is a fault, and so is a missing part of it."""
    assert "ontbreekt" in next(guide_faults(tmp_path, "01_proef", graded=True))
    folder = tmp_path / "assignments" / "guide"
    folder.mkdir(parents=True)
    parts = [f"\n## {part}\n\nTekst.\n" for part in (*PARTS, GRADED)]
    (folder / "01_proef.md").write_text("".join(parts), encoding="utf-8")
    assert list(guide_faults(tmp_path, "01_proef", graded=True)) == []
    (folder / "01_proef.md").write_text("".join(parts[:-1]), encoding="utf-8")
    assert list(guide_faults(tmp_path, "01_proef", graded=False)) == []
    assert GRADED in next(guide_faults(tmp_path, "01_proef", graded=True))
