"""Reading content: what an author gets to see when something is wrong, and how a key is laid over questions."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from course_data import SAMPLE

from leergang.content import load_content, overlay, parse_content
from leergang.errors import ContentError
from leergang.kinds import KINDS

HEAD: dict[str, Any] = {"format": 1, "module": {"title": "T", "lead": "L", "minutes": 5}}
OPTIONS = [
    {"id": "a", "text": "A", "credit": 1, "why": "x"},
    {"id": "b", "text": "B", "credit": 0, "why": "y"},
]


def _choice(**changes: Any) -> dict[str, Any]:
    return {"id": "vraag", "kind": "choice", "title": "V", "prompt": "?", "options": OPTIONS} | changes


def _message(*exercises: dict[str, Any]) -> str:
    with pytest.raises(ContentError) as caught:
        parse_content(HEAD | {"exercise": list(exercises)}, "content.toml")
    return str(caught.value)


def test_a_missing_field_is_named_with_its_file_exercise_and_field() -> None:
    """The author can go straight to the place."""
    message = _message(_choice(options=[{"id": "a"}]))
    assert "content.toml" in message
    assert "oefening ‘vraag’" in message
    assert "veld ‘text’ ontbreekt" in message


def test_a_misspelt_field_gets_the_right_spelling() -> None:
    """A near miss is answered with what was probably meant."""
    assert "Bedoel je ‘prompt’?" in _message(_choice(promt="?"))


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"kind": "keuze"}, "de soort 'keuze' bestaat niet"),
        ({"multiple": "ja"}, "hier hoort true of false te staan"),
        ({"points": 1.5}, "hier hoort een geheel getal te staan"),
        ({"options": "a"}, "hier hoort een lijst te staan"),
        ({"options": [OPTIONS[0], OPTIONS[0]]}, "‘a’ komt twee keer voor"),
        ({"options": [OPTIONS[0]]}, "minstens twee opties"),
        ({"options": [OPTIONS[0], {"id": "b", "text": "B"}]}, "Geef elke optie ‘credit’, of geen enkele"),
        ({"step": "lezen"}, "‘lezen’ bestaat niet"),
        ({"concepts": ["Z9"]}, "het begrip ‘Z9’ bestaat niet"),
        ({"recall": "weg"}, "‘recall’ ‘weg’ bestaat niet"),
    ],
)
def test_a_fault_in_an_exercise_is_said_in_dutch(changes: dict[str, Any], part: str) -> None:
    """Every kind of fault has its own sentence, with the exercise in it."""
    message = _message(_choice(**changes))
    assert "‘vraag’" in message
    assert part in message


def test_two_exercises_with_one_id_are_refused() -> None:
    """An id addresses an answer; it cannot stand for two exercises."""
    assert "‘vraag’ komt twee keer voor" in _message(_choice(), _choice())


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("format = 1\n[module\n", "geen geldig TOML"),
        ("", "format = 1"),
        ("format = 2\n", "format = 1"),
        ("format = 1\n", "[module] ontbreekt"),
        ("format = 1\n[modul]\n", "‘modul’ bestaat niet"),
    ],
)
def test_a_damaged_file_is_explained(tmp_path: Path, text: str, part: str) -> None:
    """A file that cannot be read says which file it is and what is the matter."""
    (tmp_path / "content.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"content\.toml") as caught:
        load_content(tmp_path)
    assert part in str(caught.value)


def test_bytes_that_are_no_text_are_explained(tmp_path: Path) -> None:
    """A file in another encoding is refused, not guessed at."""
    (tmp_path / "content.toml").write_bytes(b"format = 1 # \xff\xfe")
    with pytest.raises(ContentError, match="niet te lezen"):
        load_content(tmp_path)


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    """Without its content a notebook says what to do."""
    with pytest.raises(ContentError, match="ontbreekt"):
        load_content(tmp_path)


def test_the_sample_holds_every_kind() -> None:
    """The sample is what the other tests lean on."""
    content = load_content(SAMPLE)
    kinds = {one.kind for one in content.exercises.values()}
    assert kinds == set(KINDS)


def test_a_key_is_laid_over_questions_by_id() -> None:
    """Tables merge, lists of tables merge by id whatever their order, and nothing else changes."""
    base = {"exercise": [{"id": "x", "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]}]}
    key = {"exercise": [{"id": "x", "options": [{"id": "b", "credit": 1}, {"id": "a", "credit": 0}]}]}
    laid = overlay(base, key, "key.toml")
    assert laid["exercise"][0]["options"] == [
        {"id": "a", "text": "A", "credit": 0},
        {"id": "b", "text": "B", "credit": 1},
    ]


def test_a_key_for_an_unknown_id_is_refused() -> None:
    """A key that no longer fits its questions is a fault, not a silent loss of points."""
    with pytest.raises(ContentError, match="‘weg’ bestaat niet"):
        overlay({"exercise": [{"id": "x"}]}, {"exercise": [{"id": "weg"}]}, "key.toml")


def test_a_scenario_must_end_and_be_reachable(tmp_path: Path) -> None:
    """Decisions that run in a circle, and scenes that nobody can reach, are faults."""
    shutil.copy(SAMPLE / "content.toml", tmp_path)
    path = tmp_path / "content.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('to = "goed"', 'to = "maandag"'), encoding="utf-8")
    with pytest.raises(ContentError, match="kring"):
        load_content(tmp_path)
    path.write_text(text.replace('to = "goed"', 'to = "mis"'), encoding="utf-8")
    with pytest.raises(ContentError, match="‘goed’ is vanaf de start niet te bereiken"):
        load_content(tmp_path)
