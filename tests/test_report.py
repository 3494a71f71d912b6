"""The report: what stands in it, what it survives, and that both forms can be read."""

import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from course_data import ROOT, contents, right_answer
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from PIL import Image

from leergang.answers import Entry
from leergang.cli import main
from leergang.content import Content
from leergang.dossier import facts
from leergang.dossier.model import Alliance, Dossier, Response
from leergang.dossier.portrait import outline, own_exercises
from leergang.dossier.store import store_for
from leergang.errors import CourseError
from leergang.kinds.text import Text
from leergang.partner.scans import questions
from leergang.report import summary
from leergang.report.bitmap import png
from leergang.report.blocks import Heading, Picture, Points, Report, Table
from leergang.report.compose import EMPTY, compose
from leergang.report.drawing import WIDTH
from leergang.report.files import file_name, find, write_report
from leergang.report.own import load_own
from leergang.report.page import page
from leergang.report.svg import svg
from leergang.report.word import word
from leergang.report.word_xml import FEW
from leergang.workspace import prepare

TODAY = date(2025, 6, 12)
AT = "2025-06-03T10:00:00+02:00"
FORBIDDEN = "".join(map(chr, [0, 1, 7, 8, 11, 12, 14, 27, 31, 127, 0x85, 0x9F, 0x2028, 0xFFFE, 0xFFFF]))
LETTERS = "Şükrü Ørsted, Łódź, Ægir, Ñandú, ĳsberg, Αθήνα, Київ, 北京, ירושלים, القاهرة, ไทย, 🤝, e\u0301, 𝔘"
EVERY_LETTER = "".join(one for one in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(one)[0] in "LM")
MARKUP = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> & \"'>] ]]> {{ 7 * 7 }} {% raw %} **vet** [x](javascript:1)"
)


def modules() -> dict[str, Content]:
    """The modules of the course."""
    return {name: content for name, content in contents().items() if name[:2].isdigit()}


def alliance(text: str = "", name: str = "Droge voeten", responses: tuple[Response, ...] = ()) -> Alliance:
    """An alliance with an answer to every exercise; ``text`` is written in every field."""
    answers = {}
    for module, content in modules().items():
        for one in own_exercises(content):
            written = isinstance(one, Text) and text
            value = {field.id: text for field in one.fields} if isinstance(one, Text) and written else right_answer(one)
            answers[f"{module}/{one.id}"] = Entry(value, False, AT)
    return Alliance("ab12cd34", name, AT, ("Waterschap", "Gemeente"), answers, responses)


def reply(side: str = "Gemeente", number: int = 0) -> Response:
    """What a partner sent back: a low rating of everything."""
    ratings = {one.key: {statement.id: 1 for statement in one.scale.statements} for one in questions(modules())}
    return Response(f"r{number}", "f", side, "partner", "", AT, ratings, open=True)


def made(one: Alliance) -> Report:
    """The report of an alliance on a fixed day."""
    return compose(one, modules(), TODAY)


def opened(report: Report) -> WordDocument:
    """The Word document, as read back."""
    return Document(BytesIO(word(report)))


def headings(report: Report) -> list[str]:
    """The headings of the report, in their order."""
    return [one.text for one in (*report.summary, *report.body) if isinstance(one, Heading)]


class Seen(HTMLParser):
    """The tags of a page, its attributes and its text outside the style sheet; refuses tags that do not match."""

    VOID = frozenset(("meta", "br", "col", "img"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += "" if "style" in self._open else data


@pytest.fixture(scope="module")
def full() -> Report:
    """The report of a dossier in which everything is filled in, with a partner's reply."""
    return made(alliance(responses=(reply(),)))


def test_an_empty_dossier_gives_a_page_that_says_so() -> None:
    """No empty headings: one sentence on what to do, in both forms."""
    report = made(Alliance("x", "Nieuw"))
    assert [] == headings(report)
    assert EMPTY in Seen(page(report)).text
    assert EMPTY in [one.text for one in opened(report).paragraphs]


def test_only_what_was_filled_in_has_a_heading() -> None:
    """One answer gives its own section, the facts that follow from it, and nothing else.

    It is named within its section when the section's title is about another part.
    """
    answers = {"13_afronding/profiel": Entry({"waarvoor": "Samen droog.", "fase": " "}, False, AT)}
    report = made(Alliance("x", "Nieuw", answers=answers))
    assert ["In het kort", "De alliantie en haar partners", "De alliantie nu"] == headings(report)
    assert "Mijn plek" not in page(report)


def test_the_sections_stand_in_the_order_of_the_dossier(full: Report) -> None:
    """Summary first, then every section of the outline, with the partner's view after profile and goal."""
    titles = [one.title for one in outline().section]
    expected = [*titles[:2], "Het beeld van de partner naast dat van ons", *titles[2:]]
    assert expected == [one.text for one in full.body if isinstance(one, Heading) and one.level == 2]


def test_what_is_private_stays_out(full: Report) -> None:
    """Exercises that the outline calls private are in neither form."""
    answers = {key: Entry({"moment": "GEHEIM", "als": "GEHEIM"}, False, AT) for key in outline().private}
    report = made(replace(alliance(), answers=answers))
    assert "GEHEIM" not in page(report)
    assert "GEHEIM" not in "".join(one.text for one in opened(report).paragraphs)


def test_the_summary_finds_its_facts_in_the_course() -> None:
    """Every field that the first page looks for exists."""
    for key, field in (*facts.PARTNERS, *facts.GOAL, *facts.PHASE):
        name, _, exercise = key.partition("/")
        found = modules()[name].exercises[exercise]
        assert isinstance(found, Text)
        assert field in [one.id for one in found.fields]
    for key in (facts.CYCLE, *summary.TWO_SIDED, *summary.ROLES, *summary.NETWORKS, summary.STEPS):
        name, _, exercise = key.partition("/")
        assert exercise in modules()[name].exercises


def test_three_points_ask_attention(full: Report) -> None:
    """At most three, the partner's own view before anything that the participant only thinks."""
    points = next(one for one in full.summary if isinstance(one, Points))
    assert 3 == len(points.items)
    assert points.items[0].head.startswith("Partners zien dit verschillend (3 punten)")


def test_the_partners_words_come_from_ratings_that_may_be_shown() -> None:
    """A single reply that may only be shown in a group leaves no trace of its ratings."""
    hidden = replace(reply(), open=False)
    assert "Het beeld van de partner naast dat van ons" not in headings(made(alliance(responses=(hidden,))))


def test_plans_have_the_day_on_which_they_were_written(full: Report) -> None:
    """Dates are in Dutch."""
    plans = next(one for one in full.body if isinstance(one, Table) and one.head[0] == "Als …")
    assert {"3 juni 2025"} == {row[2].text for row in plans.rows}
    assert "Opgesteld op 12 juni 2025" == full.made


# The page


def test_the_page_needs_nothing_else(full: Report) -> None:
    """No script, no address, no handler; a policy that would stop them; and tags that match."""
    seen = Seen(page(full))
    assert not {"script", "iframe", "object", "link", "form", "base"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name in ("src", "href")]
    policy = next(value for name, value in seen.attributes if name == "content" and value and "default-src" in value)
    assert policy.startswith("default-src 'none'")
    assert ("lang", "nl") in seen.attributes


def test_the_page_has_one_title_and_no_skipped_level(full: Report) -> None:
    """Who reads with a screen reader walks through the headings."""
    levels = [int(tag[1]) for tag in Seen(page(full)).tags if re.fullmatch("h[1-6]", tag)]
    assert 1 == levels[0]
    assert 1 == levels.count(1)
    assert all(low <= high + 1 for high, low in pairwise(levels))


def test_every_picture_is_described_in_both_forms(full: Report) -> None:
    """The same sentence, in the page and in Word."""
    described = [one.alt for one in full.body if isinstance(one, Picture)]
    assert len(described) > 5
    seen = Seen(page(full))
    assert described == [value for name, value in seen.attributes if name == "aria-label" and value in described]
    inlines = opened(full).element.body.iter(qn("wp:docPr"))
    assert described == [one.get("descr") for one in inlines]


# Word


def test_word_has_real_headings_lists_and_tables(full: Report) -> None:
    """What a screen reader and a table of contents go by: styles, header rows, language, properties."""
    document = opened(full)
    styles = [one.style.name for one in document.paragraphs if one.style]
    assert "Title" == styles[1]
    shown = [one.text for one in document.paragraphs if one.style and one.style.name.startswith("Heading")]
    assert headings(full) == shown
    assert {"List Number", "List Bullet", "Caption"} <= set(styles)
    tables = [one for one in (*full.summary, *full.body) if isinstance(one, Table)]
    heads = [one for one in document.tables if one.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    assert len(tables) == len(heads)
    assert "nl-NL" == document.core_properties.language
    assert {"nl-NL"} == {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert "Droge voeten – alliantierapport" == document.core_properties.title


def test_a_short_table_stays_on_one_page(full: Report) -> None:
    """Each of its rows stays with the next; a long table may go on on the next page."""
    kept = set()
    for table in opened(full).tables:
        held = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]
        assert not held[-1]
        kept.add((len(held) <= FEW, all(held[:-1])))
    assert (True, True) in kept
    assert (False, True) not in kept


def test_each_list_that_counts_begins_at_one(full: Report) -> None:
    """Two numbered lists are two numberings."""
    lists = [one for one in (*full.summary, *full.body) if isinstance(one, Points) and one.ordered]
    found = [one.val for one in opened(full).element.body.iter(qn("w:numId"))]
    assert len(lists) > 1
    assert len(lists) == len(set(found))


def test_pages_are_numbered(full: Report) -> None:
    """The name above, the day and the page below."""
    section = opened(full).sections[0]
    assert "Droge voeten" in section.header.paragraphs[0].text
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert ["PAGE", "NUMPAGES"] == fields


# What it survives


@pytest.mark.parametrize(
    "text", [FORBIDDEN + "tekst", LETTERS, EVERY_LETTER, MARKUP, "woord " * 17_000, "x" * 100_000], ids=range(6)
)
def test_any_text_comes_through(text: str) -> None:
    """In names and answers, of the participant and of a partner; nothing is lost but what XML cannot hold."""
    report = made(alliance(text, name=text[:200], responses=(reply(text[:200]),)))
    kept = "".join(letter for letter in text if letter not in FORBIDDEN).strip()
    seen = Seen(page(report))
    assert kept in seen.text
    assert "script" not in seen.tags
    cells = {cell.text for table in opened(report).tables for cell in table._cells}
    assert kept in cells


def test_a_line_end_stays_a_line_end() -> None:
    """In Word as paragraphs of the cell, in the page as breaks."""
    report = made(alliance("eerst\r\ndan\vlaatst"))
    assert "eerst\ndan\nlaatst" in {cell.text for table in opened(report).tables for cell in table._cells}
    assert "eerst<br>dan<br>laatst" in page(report)


def test_names_typed_by_others_are_in_no_picture() -> None:
    """A picture has the letters of one font only; the names stand in its legend, as text."""
    report = made(alliance(responses=(reply("北京"),)))
    pictures = [one for one in report.body if isinstance(one, Picture)]
    assert any("北京" in one.legend for one in pictures)
    assert "北京" not in "".join(svg(one.drawing) for one in pictures)


def test_pictures_are_whole_in_both_forms(full: Report) -> None:
    """Valid SVG, and a PNG of twice that size on white, with a mark in it."""
    for one in (one for one in full.body if isinstance(one, Picture)):
        root = ElementTree.fromstring(svg(one.drawing))
        assert str(WIDTH) == root.get("width")
        image = Image.open(BytesIO(png(one.drawing))).convert("RGB")
        assert (2 * WIDTH, round(2 * one.drawing.height)) == image.size
        assert (255, 255, 255) == image.getpixel((0, 0))
        assert len(image.getcolors(1000) or ()) > 5


def test_no_word_of_a_picture_falls_off_it(full: Report) -> None:
    """Every text in a picture ends within its width, also the long names of the course."""
    font = Path(png.__code__.co_filename).parent / "font" / "LeergangSans.ttf"
    from PIL import ImageFont

    for one in (one for one in full.body if isinstance(one, Picture)):
        for text in ElementTree.fromstring(svg(one.drawing)):
            if text.tag != "text":
                continue
            length = ImageFont.truetype(str(font), float(text.get("font-size", 0))).getlength(text.text or "")
            x, anchor = float(text.get("x", 0)), text.get("text-anchor")
            left = x - {"start": 0.0, "middle": length / 2, "end": length}[str(anchor)]
            assert left >= 0, text.text
            assert left + length <= WIDTH, text.text


# Files and the command


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one alliance in its dossier."""
    root = tmp_path / "map"
    prepare(root, version="1")
    one = {
        "id": "ab12cd34",
        "name": "Zorg: Ş/Ø?",
        "made": AT,
        "answers": _raw({"13_afronding/profiel": {"fase": "Funderen"}}),
    }
    store_for(root).save(
        lambda sheet: {**sheet, "alliances": [one, {"id": "2", "name": "Andere"}], "current": "ab12cd34"}
    )
    return root


def _raw(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: {"value": value, "checked": False, "at": AT} for key, value in values.items()}


def test_a_report_never_takes_the_place_of_another(workspace: Path) -> None:
    """A second report of the day gets a new name, also when only one form of the first is still there."""
    first = write_report(workspace, today=TODAY)
    first.page.write_text("door mij bewerkt")
    first.word.unlink()
    second = write_report(workspace, today=TODAY)
    assert "Rapport Zorg- Ş-Ø- 2025-06-12.html" == first.page.name
    assert ("Rapport Zorg- Ş-Ø- 2025-06-12 (2).html", "Rapport Zorg- Ş-Ø- 2025-06-12 (2).docx") == (
        second.page.name,
        second.word.name,
    )
    assert "door mij bewerkt" == first.page.read_text()


def test_the_command_says_where_the_report_is(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the chosen alliance, of another, or in another folder."""
    assert 0 == main(["report", str(workspace)])
    named = [Path(line) for line in capsys.readouterr().out.splitlines()[1:]]
    assert [".html", ".docx"] == [one.suffix for one in named]
    assert all(one.is_file() and one.parent == workspace / "rapport" for one in named)
    assert 0 == main(["report", str(workspace), "--alliance", "andere", "--out", str(workspace / "elders")])
    assert 2 == len(list((workspace / "elders").glob("Rapport Andere *")))


def test_the_command_says_what_is_wrong(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown alliance, a folder that is no workspace, and a place where a file stands."""
    assert 2 == main(["report", str(workspace), "--alliance", "Bestaat niet"])
    assert "Wel zijn er: ‘Zorg: Ş/Ø?’ (ab12cd34), ‘Andere’ (2)" in capsys.readouterr().err
    assert 2 == main(["report", str(tmp_path)])
    assert "staat geen leergang" in capsys.readouterr().err
    (workspace / "rapport").write_text("")
    assert 2 == main(["report", str(workspace)])
    assert "staat een bestand" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["report", "partner"])
@pytest.mark.parametrize(
    ("text", "reason"), [("{", "beschadigd"), ('{"format": 99, "alliances": []}', "nieuwere versie")]
)
def test_a_dossier_that_cannot_be_read_is_told(
    workspace: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    verb: str,
    text: str,
    reason: str,
) -> None:
    """Who filled in a great deal does not hear that there is no alliance yet."""
    monkeypatch.setattr("leergang.dossier.store._stores", {})  # as in a new process
    (workspace / "dossier.json").write_text(text)
    assert 2 == main([verb, str(workspace)] if verb == "report" else [verb, "--folder", str(workspace), "make"])
    assert reason in capsys.readouterr().err
    assert [] == list(workspace.glob("rapport/*")) + list(workspace.glob("Partnerblik*"))


def test_an_alliance_is_found_by_name_or_id() -> None:
    """The exact name comes before one in other capitals; two of a name need the id."""
    one, other = Alliance("1", "Zorg"), Alliance("2", "zorg")
    dossier = Dossier("1", (one, other))
    assert (one, other, other) == (find(dossier), find(dossier, "zorg"), find(dossier, "2"))
    with pytest.raises(CourseError, match="meer dan één keer"):
        find(dossier, "ZORG")
    with pytest.raises(CourseError, match="nog geen alliantie"):
        find(Dossier())


@pytest.mark.parametrize("name", ["../../etc", "con", "a" * 500, "北京" * 100, ". .", "", "x\ny\0", "NUL.txt"])
def test_any_name_becomes_a_file_name(name: str, tmp_path: Path) -> None:
    """One that every file system takes, within its folder."""
    found = file_name(name)
    (tmp_path / f"{found} 2025-06-12 (10).html").write_text("")
    assert 1 == len(list(tmp_path.iterdir()))
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', found)
    assert found.startswith("Rapport")


def test_a_broken_module_costs_only_its_own_part(workspace: Path) -> None:
    """The report is made of the rest."""
    shutil.rmtree(workspace / "modules" / "13_afronding")
    assert EMPTY in write_report(workspace, today=TODAY).page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", modules())
def test_the_quick_reading_finds_what_the_whole_reading_finds(name: str) -> None:
    """Every own exercise of a module, the same in all but what it looks back on."""
    whole = {one.id: replace(one, recall="") for one in own_exercises(modules()[name])}
    assert whole == load_own(ROOT / "modules" / name).exercises


def test_what_cannot_be_read_quickly_is_read_whole(tmp_path: Path) -> None:
    """A line in a text that looks like the beginning of an exercise does no harm."""
    odd = '[[exercise]]\nid = "x"\nkind = "text"\nstep = "own"\ntitle = "T"\nprompt = """\n[[exercise]]\n"""\n'
    head = 'format = 1\n[module]\ntitle = "M"\nlead = "L"\nminutes = 1\n'
    (tmp_path / "content.toml").write_text(head + odd, encoding="utf-8")
    assert ["x"] == list(load_own(tmp_path).exercises)


def test_a_module_does_not_wait_for_word() -> None:
    """The widget imports neither python-docx nor Pillow until the button is used."""
    code = "import sys, leergang_widgets.report; print({'docx', 'PIL', 'lxml'} & set(sys.modules))"
    import sys

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "set()" == done.stdout.strip()


def test_the_widget_leads_to_both_files(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The paths are from the workspace and fit in an address; a fault is told in the same place."""
    from leergang_widgets.report import report

    monkeypatch.chdir(workspace / "modules" / "13_afronding")
    widget = report()
    widget.make()
    files = widget.status["files"]
    assert ["page", "word"] == [one["kind"] for one in files]
    assert all(one["path"].startswith("rapport/Rapport%20Zorg-%20%C5%9E-%C3%98-%20") for one in files)
    shutil.rmtree(workspace / "rapport")
    (workspace / "rapport").write_text("")
    widget.make()
    assert widget.status["fault"]


@pytest.mark.slow
def test_word_turns_into_pages(full: Report, tmp_path: Path) -> None:
    """LibreOffice opens it and makes a decent number of pages, the first of which is the summary."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not (office and reader):
        pytest.skip("needs LibreOffice and pdftotext")
    (tmp_path / "r.docx").write_bytes(word(full))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "r.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    text = subprocess.run([reader, str(tmp_path / "r.pdf"), "-"], check=True, capture_output=True, text=True).stdout
    pages = text.rstrip("\f").split("\f")
    assert 8 < len(pages) < 60
    assert "De eerste stappen" in pages[0]
    assert "De alliantie en haar partners" in pages[1]
