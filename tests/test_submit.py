"""Handing in as a participant: what goes along, where it goes, and what the participant is told."""

import errno
import hashlib
import json
import os
import re
import shutil
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from course_data import ROOT, contents, right_answer

from leergang import cli
from leergang.answers import AnswerBook
from leergang.errors import CourseError
from leergang.fingerprint import hash_of
from leergang.handing_in import receipts
from leergang.handing_in.deliver import hand_in
from leergang.handing_in.draft import Draft, draft
from leergang.handing_in.person import Person, known_person, person
from leergang.handing_in.place import Place, assignment_name, find_place, place_of
from leergang.handing_in.telling import open_items, remarks
from leergang_widgets import overview
from leergang_widgets.submit import SubmitWidget

NAME = "procesmanager"
TITLE = "Opdracht: de procesmanager"
JOSE = Person("José Şahin", "jose@voorbeeld.nl")
MORNING = datetime(2026, 11, 3, 9, 15, 7, tzinfo=UTC)
NOON = datetime(2026, 11, 3, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """The assignment in a new workspace, on a machine without an exchange."""
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    root = tmp_path / "Mijn leergang"
    for name in (NAME, "netwerker"):
        shutil.copytree(ROOT / "assignments" / "release" / name, root / "opdrachten" / name)
    (root / ".leergang").mkdir()
    return Place(root, root / "opdrachten" / NAME)


def answer(place: Place, number: int = 1) -> None:
    """Answer so many items."""
    book = AnswerBook(place.folder)
    for one in list(contents()[NAME].exercises.values())[:number]:
        book.put(one.id, right_answer(one))


def only_zip(place: Place) -> Path:
    """The one zip that is ready to be sent."""
    (path,) = place.shelf.glob("*.zip")
    return path


def unzipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_zip_holds_the_notebook_the_answers_and_a_slip(place: Place) -> None:
    """What is sent is exactly what stood in the folder, with whose it is, of what, when, and one code over it all."""
    answer(place)
    receipt, remark = hand_in(draft(place), JOSE, MORNING)
    files = unzipped(only_zip(place))
    slip = json.loads(files.pop("inlevering.json"))
    assert {name: (place.folder / name).read_bytes() for name in ("antwoorden.json", f"{NAME}.ipynb")} == files
    assert {"format": 1, "assignment": NAME, "at": receipt.at, "hash": hash_of(files)} | {
        "name": JOSE.name,
        "number": JOSE.number,
    } == slip
    assert ("", MORNING) == (remark, datetime.fromisoformat(receipt.at))


def test_the_hash_is_over_names_lengths_and_contents() -> None:
    """Whoever has the files can compute the code: sha256 over each name, its length and its bytes, by name."""
    expected = hashlib.sha256(b"a\x002\x00xyb\x000\x00").hexdigest()
    assert expected == hash_of({"b": b"", "a": b"xy"})
    assert expected != hash_of({"a": b"x", "b": b"y"})


def test_the_receipt_says_what_when_how_much_and_where(place: Place) -> None:
    """The start page finds the receipt by assignment; the zip that it names is there."""
    answer(place, 3)
    receipt, _ = hand_in(draft(place), JOSE, MORNING)
    assert {NAME: receipt} == receipts(place.root)
    assert (TITLE, 3, len(contents()[NAME].exercises)) == (receipt.title, receipt.filled, receipt.total)
    assert only_zip(place).name == receipt.file
    assert re.fullmatch(r"[0-9a-f]{4} [0-9a-f]{4}", receipt.code)


def test_what_is_open_is_told_before(place: Place) -> None:
    """Blank and half filled items are named; a blank assignment is told in one sentence."""
    assert [("Je hebt nog niets ingevuld.", ())] == list(open_items(draft(place)))
    items = list(contents()[NAME].exercises.values())
    answer(place, len(items) - 1)
    found = draft(place)
    assert [("Nog niet ingevuld:", (items[-1].title,))] == list(open_items(found))
    assert len(items) - 1 == found.filled
    answer(place, len(items))
    assert not draft(place).questions


def test_an_earlier_handing_in_is_told_and_kept(place: Place) -> None:
    """Before replacing, the participant reads when and with which code; the earlier zip and receipt move aside."""
    answer(place)
    first, _ = hand_in(draft(place), JOSE, MORNING)
    again = draft(place)
    assert not again.changed
    assert any(first.code in line and first.when in line for line in remarks(again))
    answer(place, 2)
    assert draft(place).changed
    second, _ = hand_in(draft(place), JOSE, NOON)
    assert {NAME: second} == receipts(place.root)
    assert second.file == only_zip(place).name
    kept = {path.suffix: path for path in (place.shelf / "eerder").iterdir()}
    assert first.file == kept[".zip"].name
    assert first.hash == json.loads(kept[".json"].read_bytes())["hash"]


def test_handing_in_twice_in_one_second_loses_nothing(place: Place) -> None:
    """The same moment gives the same name; the zip that counts is the last, and the receipt belongs to it."""
    answer(place)
    hand_in(draft(place), JOSE, MORNING)
    answer(place, 2)
    second, _ = hand_in(draft(place), JOSE, MORNING)
    assert second.hash == hash_of({k: v for k, v in unzipped(only_zip(place)).items() if k != "inlevering.json"})


BAD_ANSWERS = {
    "leeg": b"",
    "geen JSON": b'{"format": 1, "answers": {"evenknie": {"val',
    "geen UTF-8": b"\xff\xfe\x00",
    "te diep": b'{"format": 1, "answers": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "nieuwere versie": b'{"format": 99, "answers": {}}',
    "een beschadigd antwoord": b'{"format": 1, "answers": {"evenknie": 3}}',
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_damaged_answers_are_told_and_go_along(place: Place, name: str) -> None:
    """A damaged file costs nothing: it is said, it is handed in as it is, and it stays where it was."""
    path = place.folder / "antwoorden.json"
    path.write_bytes(BAD_ANSWERS[name])
    found = draft(place)
    assert found.warnings
    hand_in(found, JOSE, MORNING)
    assert BAD_ANSWERS[name] == unzipped(only_zip(place))["antwoorden.json"] == path.read_bytes()


def test_without_answers_the_notebook_goes_alone(place: Place) -> None:
    """Handing in nothing filled in is possible, after a warning."""
    found = draft(place)
    assert found.questions
    hand_in(found, JOSE, MORNING)
    assert {f"{NAME}.ipynb", "inlevering.json"} == unzipped(only_zip(place)).keys()


def test_a_renamed_notebook_goes_along_under_its_own_name(place: Place) -> None:
    """The instructor's side knows the notebook by its name."""
    (place.folder / f"{NAME}.ipynb").rename(place.folder / "mijn opdracht.ipynb")
    assert f"{NAME}.ipynb" in draft(place).files


def test_a_folder_instead_of_answers_is_told(place: Place) -> None:
    """Something else under the name of the answers stops nothing."""
    (place.folder / "antwoorden.json").mkdir()
    found = draft(place)
    assert "map" in found.warnings[0]
    hand_in(found, JOSE, MORNING)


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() == 0, reason="whoever is root may write anywhere")
def test_a_place_that_cannot_be_written_is_an_explained_error(place: Place) -> None:
    """Nothing was handed in, and that is what the message says."""
    place.shelf.mkdir()
    place.shelf.chmod(0o500)
    with pytest.raises(CourseError, match="Er is niets ingeleverd"):
        hand_in(draft(place), JOSE, MORNING)


def test_a_shelf_that_is_a_file_is_an_explained_error(place: Place) -> None:
    """The same, wherever the fault lies."""
    place.shelf.write_text("iets anders", encoding="utf-8")
    with pytest.raises(CourseError, match="Er is niets ingeleverd"):
        hand_in(draft(place), JOSE, MORNING)


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"assignment": 3}', '{"assignment": "x", "at": "gisteren", "hash": ""}', "[" * 9000]
)
def test_a_damaged_receipt_counts_as_none(place: Place, damage: str) -> None:
    """A receipt that somebody edited stops neither the start page nor a new handing in."""
    place.shelf.mkdir()
    (place.shelf / f"{NAME}.json").write_text(damage, encoding="utf-8")
    assert {} == receipts(place.root)
    hand_in(draft(place), JOSE, MORNING)
    assert [NAME] == list(receipts(place.root))


def test_a_receipt_cannot_lead_out_of_the_shelf(place: Place) -> None:
    """A file named in an edited receipt is only ever looked for on the shelf."""
    hand_in(draft(place), JOSE, MORNING)
    path = place.shelf / f"{NAME}.json"
    data = json.loads(path.read_bytes()) | {"file": "../opdrachten/procesmanager/procesmanager.ipynb"}
    path.write_text(json.dumps(data), encoding="utf-8")
    hand_in(draft(place), JOSE, NOON)
    assert (place.folder / f"{NAME}.ipynb").is_file()


@pytest.mark.parametrize(("name", "number"), [("", "1"), ("   ", "1"), ("Jan", ""), ("\u202e\x00", "1")])
def test_a_name_and_a_number_are_both_needed(name: str, number: str) -> None:
    """Work of nobody knows helps nobody."""
    with pytest.raises(CourseError):
        person(name, number)


def test_the_participant_is_asked_once(place: Place) -> None:
    """What was typed is kept in the workspace's hidden folder, and a damaged file is as none."""
    hand_in(draft(place), JOSE, MORNING)
    path = place.root / ".leergang" / "deelnemer.json"
    assert JOSE == known_person(path)
    path.write_text('{"name": 3', encoding="utf-8")
    assert known_person(path) is None


# Where


def test_the_folder_we_are_in_is_the_default(place: Place) -> None:
    """Inside an assignment no name is needed; elsewhere the message lists the names."""
    assert place == find_place(None, place.folder, Path("nergens"))
    assert place == find_place(NAME, place.root / "modules", Path("nergens"))
    assert place == find_place(NAME, Path("/"), place.root)
    with pytest.raises(CourseError, match=r"Kies uit: .*procesmanager"):
        find_place(None, place.root, Path("nergens"))
    with pytest.raises(CourseError, match="Bedoel je ‘procesmanager’"):
        find_place("procesmanger", place.root, Path("nergens"))
    with pytest.raises(CourseError, match="niet gevonden"):
        find_place(NAME, Path("/"), Path("nergens"))


@pytest.mark.parametrize("name", ["../opdrachten/procesmanager", "", ".", "/etc"])
def test_a_name_is_a_name_and_no_path(place: Place, name: str) -> None:
    """Nothing outside the assignments can be handed in."""
    with pytest.raises(CourseError):
        find_place(name, place.root, Path("nergens"))


def test_a_newer_version_beside_the_first_is_the_same_assignment() -> None:
    """Also on Windows."""
    assert NAME == assignment_name(PureWindowsPath(rf"C:\Mijn leergang\opdrachten\{NAME} (nieuwe versie 0.2)"))
    assert NAME == assignment_name(PureWindowsPath(rf"C:\Mijn leergang\opdrachten\{NAME}"))


def test_without_a_workspace_the_folder_around_it_takes_its_part(tmp_path: Path) -> None:
    """An assignment that was fetched from an exchange can be handed in as well; nothing is made a workspace."""
    folder = tmp_path / NAME
    folder.mkdir()
    for path in (ROOT / "assignments" / "release" / NAME).iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    place = place_of(folder)
    hand_in(draft(place), JOSE, MORNING)
    assert only_zip(place).parent == tmp_path / "ingeleverd"
    assert not (tmp_path / ".leergang").exists()
    assert JOSE == known_person(place.person_file)


# The command


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = cli.main(["submit", *arguments])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_the_command_hands_in_and_says_what_to_do_now(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole of it, from what is open to where the zip is."""
    answer(place)
    given = [NAME, f"--folder={place.root}", f"--name={JOSE.name}", f"--number={JOSE.number}"]
    code, said = run(capsys, *given, "--yes")
    assert 0 == code
    assert str(only_zip(place)) in said
    assert "stuur dit zipbestand naar je docent" in said
    assert "Nog niet ingevuld:" in said


def test_the_command_needs_a_yes_where_it_cannot_ask(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal nothing is handed in unasked, and the message names the option."""
    code, said = run(capsys, NAME, f"--folder={place.root}", "--name=Jan", "--number=1")
    assert 2 == code
    assert "--yes" in said
    assert not list(place.shelf.glob("*"))


def test_the_command_asks_and_takes_no_for_an_answer(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a terminal the participant may decline."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter(["Jan", "s123", "n"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    code, said = run(capsys, NAME, f"--folder={place.root}")
    assert (1, True) == (code, "Er is niets ingeleverd." in said)


def test_handing_in_imports_no_nbgrader() -> None:
    """A participant waits for nothing that only an instructor needs."""
    import subprocess

    code = (
        "import sys; import leergang.handing_in.deliver as d; from leergang.handing_in import exchange;"
        "exchange.available('x'); print([one for one in sys.modules if one.startswith(('nbgrader', 'sqlalchemy'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()


def test_a_draft_is_read_without_changing_anything(place: Place) -> None:
    """Looking at what would be handed in leaves every file as it was."""
    (place.folder / "antwoorden.json").write_bytes(b"{beschadigd")
    before = {path: path.stat().st_mtime_ns for path in place.root.rglob("*")}
    found: Draft = draft(place)
    after: dict[Path, Any] = {path: path.stat().st_mtime_ns for path in place.root.rglob("*")}
    assert found.warnings
    assert before == after


# The button in the notebook


@pytest.fixture
def button(place: Place, monkeypatch: pytest.MonkeyPatch) -> SubmitWidget:
    """The widget at the end of the assignment, as a kernel makes it."""
    monkeypatch.chdir(place.folder)
    shown: Any = overview()
    (widget,) = [one for one in shown.children if isinstance(one, SubmitWidget)]
    return widget


def press(button: SubmitWidget, step: str, one: Person = JOSE) -> dict[str, Any]:
    """What the front end does when a button is pressed, and what it then has to show."""
    button._handle_custom_msg({"do": step, "name": one.name, "number": one.number}, [])
    return dict(button.state)


def test_the_button_asks_before_it_hands_in_what_is_not_finished(button: SubmitWidget, place: Place) -> None:
    """First the open items, then on a yes the receipt."""
    assert "ready" == button.state["stage"]
    state = press(button, "ask")
    assert ("confirm", "Je hebt nog niets ingevuld.") == (state["stage"], state["items"][0]["text"])
    assert not list(place.shelf.glob("*"))
    state = press(button, "submit")
    assert "done" == state["stage"]
    assert receipts(place.root)[NAME].code in str(state["receipt"])
    assert f"ingeleverd/{only_zip(place).name}" == state["receipt"]["download"]


def test_finished_work_goes_at_once(button: SubmitWidget, place: Place) -> None:
    """Nothing open and nothing to replace: one press is enough. A second one asks."""
    for one in contents()[NAME].exercises.values():
        button.book.put(one.id, right_answer(one))
    assert "done" == press(button, "ask")["stage"]
    assert "confirm" == press(button, "ask")["stage"]
    assert "ready" == press(button, "cancel")["stage"]


def test_a_later_answer_is_told(button: SubmitWidget, place: Place) -> None:
    """Who goes on after handing in reads that the answers changed since."""
    press(button, "submit")
    assert not button.state["changed"]
    one = next(iter(contents()[NAME].exercises.values()))
    button.book.put(one.id, right_answer(one))
    assert ("ready", True) == (button.state["stage"], button.state["changed"])


def test_a_name_that_is_missing_is_asked_for(button: SubmitWidget) -> None:
    """A sentence, and nothing was handed in."""
    assert "naam" in press(button, "ask", Person("", ""))["error"]


def test_an_answer_that_was_not_saved_is_saved_first(
    button: SubmitWidget, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers that wait in memory go along; when they cannot be saved, nothing is handed in and the reason is told."""
    one = next(iter(contents()[NAME].exercises.values()))
    with monkeypatch.context() as broken:
        broken.setattr("leergang.answers.store.write_atomic", _full)
        with pytest.raises(CourseError):
            button.book.put(one.id, right_answer(one))
        assert "schijf is vol" in press(button, "submit")["error"]
        assert not list(place.shelf.glob("*"))
    press(button, "submit")
    assert one.id in json.loads(unzipped(only_zip(place))["antwoorden.json"])["answers"]


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("message", [None, {}, {"do": "submit"}, {"do": "ask", "name": 3, "number": []}, "submit"])
def test_a_strange_message_does_nothing(button: SubmitWidget, place: Place, message: Any) -> None:
    """Only the front end's own messages count."""
    button._handle_custom_msg(message, [])
    assert ("ready", []) == (button.state["stage"], list(place.shelf.glob("*")))


@pytest.mark.parametrize("mode", ["autograde", "validate"])
def test_a_graded_copy_has_no_button(place: Place, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    """While nbgrader runs the notebook there is nothing to press and nothing to see."""
    monkeypatch.chdir(place.folder)
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    assert "" == repr(overview())


def test_an_instructor_has_nothing_to_hand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the course folder the overview stands alone."""
    monkeypatch.chdir(ROOT / "assignments" / "release" / NAME)
    shown: Any = overview()
    assert [] == [one for one in shown.children if isinstance(one, SubmitWidget)]
