"""The answers of a notebook folder: what goes in comes out, and nothing that stood there is lost."""

import gc
import json
import math
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leergang.answers import AnswerBook, AnswerNotSaved, Entry, answer_file, book_for

FILE = "antwoorden.json"
AT = "2026-11-21T14:03:22+01:00"


def nested(depth: int) -> Any:
    value: Any = "kern"
    for _ in range(depth):
        value = [value]
    return value


def stored(value: Any) -> dict[str, Any]:
    return {"value": value, "checked": False, "at": AT}


def write(folder: Path, **answers: Any) -> Path:
    path = folder / FILE
    path.write_text(json.dumps({"format": 1, "answers": answers}))
    return path


def content(folder: Path) -> Any:
    return json.loads((folder / FILE).read_bytes())


def aside(folder: Path) -> list[Path]:
    return sorted(folder.glob("antwoorden (beschadigd *).json"))


def value_of(book: AnswerBook, exercise_id: str) -> Any:
    entry = book.get(exercise_id)
    assert entry is not None
    return entry.value


class Widget:
    """Stands for a widget that shows an exercise."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def changed(self, entry: Entry) -> None:
        self.told.append(entry.value)


# Saving and reading back


def test_an_empty_folder_has_no_answers_and_reading_makes_no_file(tmp_path: Path) -> None:
    """Opening a notebook for the first time changes nothing on disk and warns about nothing."""
    book = AnswerBook(tmp_path)
    assert (book.get("keuze"), book.notice, list(tmp_path.iterdir())) == (None, None, [])


def test_a_book_can_be_made_for_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Making a book and reading cannot fail; saving says that the folder is gone, and makes none."""
    book = AnswerBook(tmp_path / "weg")
    assert book.get("keuze") is None
    with pytest.raises(AnswerNotSaved, match="bestaat niet meer"):
        book.put("keuze", 1)
    assert not (tmp_path / "weg").exists()


def test_an_answer_is_in_the_file_as_soon_as_put_returns(tmp_path: Path) -> None:
    """The file holds the documented format, readable for people, with the local time of the change."""
    entry = AnswerBook(tmp_path).put("keuze", {"tekst": "één 😀"}, checked=True)
    expected = {"format": 1, "answers": {"keuze": {"value": {"tekst": "één 😀"}, "checked": True, "at": entry.at}}}
    assert expected == content(tmp_path)
    assert '\n  "keuze": {' in (tmp_path / FILE).read_text("utf-8")
    assert "één 😀" in (tmp_path / FILE).read_text("utf-8")
    moment = datetime.fromisoformat(entry.at)
    assert moment.utcoffset() == moment.astimezone().utcoffset()
    assert abs((datetime.now().astimezone() - moment).total_seconds()) < 60


def test_a_new_process_finds_the_answer_back(tmp_path: Path) -> None:
    """Closing and reopening a notebook restores what was filled in, and whether feedback was asked."""
    entry = AnswerBook(tmp_path).put("keuze", [1, 2.5, None, True, "a"], checked=True)
    assert entry == AnswerBook(tmp_path).get("keuze")


TEXTS = [
    "",
    "\x00\x01\x1b\x7f",
    "a\r\nb\rc\u2028d\u2029",
    "👩‍👩‍👧 🇳🇱 \U0010ffff",
    'aan"haling\\',
    "\ufeffbegin",
    "\ufffe",
]


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_comes_back_character_by_character(tmp_path: Path, text: str) -> None:
    """Control characters, line ends, emoji and quotes survive, also as a name in an answer."""
    AnswerBook(tmp_path).put("tekst", {text: text})
    assert {text: text} == value_of(AnswerBook(tmp_path), "tekst")


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
json_values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@settings(deadline=None, max_examples=150)
@given(values=st.dictionaries(st.text(), json_values, min_size=1, max_size=4))
def test_every_json_value_comes_back_the_same(values: dict[str, Any]) -> None:
    """Whatever JSON a widget saves under whatever id is read back with the same types."""
    with tempfile.TemporaryDirectory() as folder:
        book = AnswerBook(Path(folder))
        for key, value in values.items():
            book.put(key, value)
        again = AnswerBook(Path(folder))
        assert json.dumps(values) == json.dumps({key: value_of(again, key) for key in values})


def test_changing_a_list_afterwards_does_not_change_the_answer(tmp_path: Path) -> None:
    """The book shares nothing with the widget: not what was put, what was returned, or what was got."""
    given_value, book = [1], AnswerBook(tmp_path)
    returned = book.put("rij", given_value)
    given_value.append(2)
    returned.value.append(3)
    value_of(book, "rij").append(4)
    book.put("ander", 0)
    assert [1] == value_of(book, "rij") == content(tmp_path)["answers"]["rij"]["value"]


def test_what_this_version_does_not_know_is_kept(tmp_path: Path) -> None:
    """Unknown top-level keys, unknown exercises and unknown keys inside an entry survive a save, in place."""
    sheet = {
        "plan": [1],
        "format": 1,
        "answers": {"oud": {**stored(1), "noot": "x"}, "keuze": {**stored(2), "kleur": "y"}},
    }
    (tmp_path / FILE).write_text(json.dumps(sheet))
    entry = AnswerBook(tmp_path).put("keuze", 2)
    sheet["answers"]["keuze"]["at"] = entry.at  # type: ignore[index]
    assert json.dumps(sheet) == json.dumps(content(tmp_path))


def test_half_characters_in_the_part_of_another_do_not_stop_saving(tmp_path: Path) -> None:
    """A lone surrogate that another program wrote as an escape is kept as it is."""
    (tmp_path / FILE).write_text('{"format": 1, "answers": {}, "vreemd": "\\ud800"}')
    AnswerBook(tmp_path).put("keuze", "é")
    assert (content(tmp_path)["vreemd"], content(tmp_path)["answers"]["keuze"]["value"]) == ("\ud800", "é")


def cyclic() -> list[Any]:
    loop: list[Any] = []
    loop += [loop, loop]
    return loop


REFUSED = {
    "nan": (math.nan, "getal dat niet bestaat"),
    "infinity": ({"a": [math.inf]}, "getal dat niet bestaat"),
    "surrogate": ("a\ud800", "half teken"),
    "surrogate in a name": ({"\udfff": 1}, "half teken"),
    "huge number": ([10**400], "te groot getal"),
    "deep": (nested(51), "te diep genest"),
    "very deep": (nested(100_000), "te diep genest"),
    "cyclic": (cyclic(), "te diep genest"),
    "a set": ({1, 2}, "niet in het bestand past"),
    "a name that is no text": ({1: 2}, "geen tekst"),
    "long": ("x" * 1_000_001, "groter dan 1 MB"),
}


@pytest.mark.parametrize(("value", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_back_is_never_written(tmp_path: Path, value: Any, reason: str) -> None:
    """Such an answer is refused with the reason; the previous one stays and later saves are not held up by it."""
    book = AnswerBook(tmp_path)
    book.put("keuze", "vorige")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(AnswerNotSaved, match=reason):
        book.put("keuze", value)
    assert before == (tmp_path / FILE).read_bytes()
    book.put("ander", 1)
    assert value_of(AnswerBook(tmp_path), "keuze") == "vorige"


def test_the_deepest_answer_can_be_read_again_also_when_replaced(tmp_path: Path) -> None:
    """What may be written is never taken for damaged later, not even two levels deeper under "earlier"."""
    AnswerBook(tmp_path).put("diep", nested(50))
    AnswerBook(tmp_path).put("diep", "nieuw")
    AnswerBook(tmp_path).put("ander", 1)
    assert AnswerBook(tmp_path).notice is None
    assert nested(50) == content(tmp_path)["answers"]["diep"]["earlier"][0]["value"]


# Damaged files


DAMAGED = {
    "empty": b"",
    "white space": b" \n ",
    "zeros": b"\0" * 4096,
    "half": b'{"format": 1, "answers": {"keuze": {"val',
    "not utf-8": b'{"format": 1, "answers": {"a": "\xff"}}',
    "utf-16": '{"format": 1, "answers": {}}'.encode("utf-16"),
    "a list": b"[]",
    "a number": b"7",
    "no format": b'{"answers": {}}',
    "format is text": b'{"format": "1", "answers": {}}',
    "format is true": b'{"format": true, "answers": {}}',
    "format zero": b'{"format": 0, "answers": {}}',
    "no answers": b'{"format": 1}',
    "answers is a list": b'{"format": 1, "answers": []}',
    "damaged is a list": b'{"format": 1, "answers": {}, "damaged": []}',
    "deep": b'{"format": 1, "answers": {"a": ' + b"[" * 70 + b"]" * 70 + b"}}",
    "very deep": b'{"format": 1, "answers": ' + b"[" * 200_000,
    "nan": b'{"format": 1, "answers": {}, "a": NaN}',
    "infinite": b'{"format": 1, "answers": {}, "a": 1e999}',
    "huge number": b'{"format": 1, "answers": {}, "a": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
@pytest.mark.parametrize("read_first", [True, False])
def test_a_damaged_file_is_set_aside_and_the_course_goes_on(tmp_path: Path, data: bytes, read_first: bool) -> None:
    """It keeps every byte under a name that the notice tells, and the next answer is saved in a new file."""
    (tmp_path / FILE).write_bytes(data)
    book = AnswerBook(tmp_path)
    if read_first:
        assert book.get("keuze") is None
    book.put("keuze", 1)
    (kept,) = aside(tmp_path)
    assert data == kept.read_bytes()
    assert kept.name in str(book.notice)
    assert "leeg antwoordenbestand" in str(book.notice)
    assert "Er is niets weggegooid" in str(book.notice)
    assert value_of(AnswerBook(tmp_path), "keuze") == 1
    assert AnswerBook(tmp_path).notice is None


def test_a_file_of_50_mb_is_set_aside_without_reading_it_all(tmp_path: Path) -> None:
    """A file that no course can have written costs no memory and is kept."""
    with (tmp_path / FILE).open("wb") as file:
        file.truncate(50_000_000)
    book = AnswerBook(tmp_path)
    assert "groter dan 20 MB" in str(book.notice)
    assert [path.stat().st_size for path in aside(tmp_path)] == [50_000_000]


def test_a_sheet_never_grows_so_large_that_it_counts_as_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save that would pass the limit is refused, and the file stays as it was."""
    book = AnswerBook(tmp_path)
    book.put("a", "kort")
    monkeypatch.setattr(answer_file, "MAX_BYTES", 300)
    with pytest.raises(AnswerNotSaved, match="te groot"):
        book.put("b", "x" * 300)
    book.put("b", "korter")
    assert [entry["value"] for entry in content(tmp_path)["answers"].values()] == ["kort", "korter"]


def test_two_damaged_files_within_a_second_are_both_kept(tmp_path: Path) -> None:
    """A file that was set aside is never overwritten by the next."""
    book = AnswerBook(tmp_path)
    for data in (b"een", b"twee", b"drie"):
        (tmp_path / FILE).write_bytes(data)
        book.get("keuze")
    assert {b"een", b"twee", b"drie"} == {path.read_bytes() for path in aside(tmp_path)}


def test_answers_known_here_survive_damage_of_the_file_by_another(tmp_path: Path) -> None:
    """When a running notebook finds its file damaged, its own knowledge goes into the new file."""
    book = AnswerBook(tmp_path)
    book.put("a", "lang verhaal")
    (tmp_path / FILE).write_bytes(b"kapot")
    book.put("b", 2)
    assert {key: raw["value"] for key, raw in content(tmp_path)["answers"].items()} == {"a": "lang verhaal", "b": 2}
    assert "de antwoorden die dit notebook al kende" in str(book.notice)


def test_answers_known_here_survive_removal_of_the_file(tmp_path: Path) -> None:
    """What a notebook shows as saved is saved again when the file has gone."""
    book = AnswerBook(tmp_path)
    book.put("a", 1)
    (tmp_path / FILE).unlink()
    assert value_of(book, "a") == 1
    book.put("b", 2)
    assert list(content(tmp_path)["answers"]) == ["a", "b"]


BAD_ENTRIES = {
    "a list": [1],
    "null": None,
    "no value": {"checked": False, "at": AT},
    "no time": {"value": 1, "checked": False},
    "time is a number": {"value": 1, "checked": False, "at": 5},
    "time is no time": {"value": 1, "checked": False, "at": "gisteren"},
    "time without offset": {"value": 1, "checked": False, "at": "2026-11-21T14:03:22"},
    "checked is text": {"value": 1, "checked": "ja", "at": AT},
    "earlier is text": {**stored(1), "earlier": "vorige"},
    "half character": stored("\ud800"),
    "huge number": stored(10**400),
    "deep": stored(nested(55)),
}


@pytest.mark.parametrize("raw", BAD_ENTRIES.values(), ids=BAD_ENTRIES)
def test_one_damaged_answer_is_kept_and_the_others_are_used(tmp_path: Path, raw: Any) -> None:
    """That exercise starts empty, the notice names it, and answering it anew moves the damaged one to "damaged"."""
    write(tmp_path, goed=stored("blijft"), stuk=raw)
    book = AnswerBook(tmp_path)
    assert (book.get("stuk"), value_of(book, "goed")) == (None, "blijft")
    assert "'stuk'" in str(book.notice)
    assert aside(tmp_path) == []
    book.put("goed", "anders")
    assert json.dumps(raw) == json.dumps(content(tmp_path)["answers"]["stuk"])
    book.put("stuk", "nieuw")
    assert json.dumps({"stuk": raw}) == json.dumps(content(tmp_path)["damaged"])
    assert (value_of(AnswerBook(tmp_path), "stuk"), book.notice) == ("nieuw", None)


def test_damaged_answers_to_one_exercise_pile_up(tmp_path: Path) -> None:
    """The second damaged one does not take the place of the first."""
    (tmp_path / FILE).write_text('{"format": 1, "answers": {"a": 2}, "damaged": {"a": 1}}')
    AnswerBook(tmp_path).put("a", 3)
    assert content(tmp_path)["damaged"] == {"a": 1, "a (2)": 2}


@pytest.mark.parametrize("rest", ['"answers": {"a": 1}', '"answers": []', '"bladen": ' + "[" * 70 + "]" * 70])
def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path, rest: str) -> None:
    """Whatever its shape, nothing is written to it; the participant hears to update the course."""
    (tmp_path / FILE).write_text('{"format": 2, ' + rest + "}")
    before = (tmp_path / FILE).read_bytes()
    book = AnswerBook(tmp_path)
    assert "nieuwere versie" in str(book.notice)
    with pytest.raises(AnswerNotSaved, match="Werk de leergang bij"):
        book.put("a", 1)
    assert (before, []) == ((tmp_path / FILE).read_bytes(), aside(tmp_path))
    assert value_of(book, "a") == 1


def test_a_fault_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of thirty exercises does not read an unusable file thirty times."""
    (tmp_path / FILE).write_text('{"format": 2}')
    reads, real = [], answer_file.read_bytes

    def counted(path: Path) -> bytes | None:
        reads.append(path)
        return real(path)

    monkeypatch.setattr(answer_file, "read_bytes", counted)
    book = AnswerBook(tmp_path)
    assert [book.get(str(number)) for number in range(30)] == [None] * 30
    assert len(reads) == 1


# More than one writer


def test_another_book_sees_what_one_wrote(tmp_path: Path) -> None:
    """Two tabs read each other's answers without reopening, in both directions."""
    one, other = AnswerBook(tmp_path), AnswerBook(tmp_path)
    one.put("a", 1)
    assert value_of(other, "a") == 1
    other.put("a", 2)
    assert value_of(one, "a") == 2


def test_a_change_within_one_tick_and_of_the_same_size_is_seen_by_put(tmp_path: Path) -> None:
    """A save looks at the file's bytes: time, size and inode can agree for two versions."""
    one = AnswerBook(tmp_path)
    one.put("a", 1)
    path = tmp_path / FILE
    status = path.stat()
    data = path.read_bytes().replace(b'"value": 1', b'"value": 7')
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    one.put("b", 2)
    assert content(tmp_path)["answers"]["a"]["value"] == 7


def test_an_answer_that_was_not_seen_here_is_kept_when_replaced(tmp_path: Path) -> None:
    """When two tabs answer the same exercise, the last one stands and the other is under "earlier"."""
    one, other = AnswerBook(tmp_path), AnswerBook(tmp_path)
    one.put("a", "eerst", checked=True)
    theirs = content(tmp_path)["answers"]["a"]
    other.put("a", "laatst")
    assert [theirs] == content(tmp_path)["answers"]["a"]["earlier"]
    assert value_of(one, "a") == "laatst"
    one.put("a", "gezien en vervangen")
    assert [theirs] == content(tmp_path)["answers"]["a"]["earlier"]


def test_an_own_answer_is_replaced_without_a_trace(tmp_path: Path) -> None:
    """Moving a slider does not fill the file with every position it had."""
    book = AnswerBook(tmp_path)
    for value in range(5):
        book.put("a", value)
    assert "earlier" not in content(tmp_path)["answers"]["a"]


def test_the_last_ten_unseen_answers_are_kept(tmp_path: Path) -> None:
    """The newest comes first, and the eleventh goes."""
    for value in range(12):
        AnswerBook(tmp_path).put("a", value)
    assert list(range(10, 0, -1)) == [old["value"] for old in content(tmp_path)["answers"]["a"]["earlier"]]


def test_other_widgets_hear_of_a_change_and_the_putter_does_not(tmp_path: Path) -> None:
    """Two widgets with one exercise in a notebook follow each other without an echo."""
    book, putter, other, elsewhere = AnswerBook(tmp_path), Widget(), Widget(), Widget()
    book.subscribe("a", putter.changed)
    book.subscribe("a", other.changed)
    book.subscribe("b", elsewhere.changed)
    book.put("a", 1, origin=putter)
    assert (putter.told, other.told, elsewhere.told) == ([], [1], [])
    book.put("a", 2)
    assert (putter.told, other.told) == ([2], [1, 2])


def test_a_widget_that_is_gone_is_not_kept_alive(tmp_path: Path) -> None:
    """A method is held weakly, a function is not."""
    book, told = AnswerBook(tmp_path), []
    widget = Widget()
    seen = widget.told
    book.subscribe("a", widget.changed)
    book.subscribe("a", lambda entry: told.append(entry.value))
    del widget
    gc.collect()
    book.put("a", 1)
    assert (seen, told) == ([], [1])


def test_a_widget_that_fails_does_not_keep_the_news_from_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer is saved and told on, and the fault is logged for whoever maintains the widget."""
    book, widget = AnswerBook(tmp_path), Widget()

    def fail(entry: Entry) -> None:
        raise RuntimeError("kapotte widget")

    book.subscribe("a", fail)
    book.subscribe("a", widget.changed)
    book.put("a", 1)
    assert (widget.told, content(tmp_path)["answers"]["a"]["value"]) == ([1], 1)
    assert "kapotte widget" in caplog.text


def test_a_widget_may_put_and_get_when_it_is_called(tmp_path: Path) -> None:
    """A callback that saves in its turn neither hangs nor goes round for ever."""
    book = AnswerBook(tmp_path)

    def follow(entry: Entry) -> None:
        book.put("b", [entry.value, value_of(book, "a")])

    book.subscribe("a", follow)
    book.put("a", 1)
    assert content(tmp_path)["answers"]["b"]["value"] == [1, 1]


def test_a_widget_hears_what_another_process_changed_and_only_that(tmp_path: Path) -> None:
    """News comes with the next get or put of any exercise, once, and what stood there before is no news."""
    write(tmp_path, a=stored(0), b=stored(0))
    book, other, widget, bystander = AnswerBook(tmp_path), AnswerBook(tmp_path), Widget(), Widget()
    book.subscribe("a", widget.changed)
    book.subscribe("b", bystander.changed)
    other.put("a", 1)
    book.get("c")
    other.put("a", 2)
    book.put("c", 1)
    book.get("a")
    assert (widget.told, bystander.told) == ([1, 2], [])


def test_one_and_true_are_different_news(tmp_path: Path) -> None:
    """In Python 1 == True; a widget must hear of it all the same."""
    write(tmp_path, a=stored(1))
    book, widget = AnswerBook(tmp_path), Widget()
    book.subscribe("a", widget.changed)
    write(tmp_path, a=stored(True))
    book.get("a")
    assert json.dumps(widget.told) == "[true]"


def test_one_folder_has_one_book_in_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the folder is written, its widgets share their answers."""
    (tmp_path / "map").mkdir()
    monkeypatch.chdir(tmp_path)
    assert book_for(tmp_path / "map") is book_for(Path("map")) is book_for(tmp_path / "map" / ".." / "map")
    assert book_for(tmp_path / "map") is not book_for(tmp_path)


# What it needs


def test_importing_is_cheap() -> None:
    """A kernel that only shows a page does not pay for filelock, which imports asyncio."""
    code = "import sys, leergang.answers; print([m for m in ('asyncio', 'filelock', 'numpy') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


@pytest.mark.parametrize(
    "absent", ["sys.platform = 'emscripten'", "sys.modules.update(fcntl=None, filelock=None, multiprocessing=None)"]
)
def test_it_runs_in_a_browser_without_locks(tmp_path: Path, absent: str) -> None:
    """Where no locks exist, or filelock is not installed, answers are saved without one."""
    code = f"""
import sys
from pathlib import Path
{absent}
from leergang.answers import AnswerBook
AnswerBook(Path(sys.argv[1])).put("a", "é")
print(ascii(AnswerBook(Path(sys.argv[1])).get("a").value))
"""
    command = [sys.executable, "-W", "error", "-c", code, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("'\\xe9'\n", "")
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
