"""``leergang grade``: a cohort with every fault there is, against the gradebook and the real nbgrader."""

import gc
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from course_data import right_answer, wrong_answer
from grading_course import Course, make_course, partly_right
from grading_faults import FAULTS, MAIN, TRACE
from nbformat import read, validate
from tiny_disk import filled, tiny_disk

from leergang.answers import AnswerBook
from leergang.cli import main
from leergang.grading import grade_run, pool, sandbox
from leergang.kinds.text import Text

pytestmark = [
    pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"),
]

OTHER = "rollenmix"
TASK = "beoordeling-memo"
MEMO = "Beste Tessa,\n<script>alert('hoi')</script> & tot donderdag."
NOW = "2026-11-21 10:00:00.123456 UTC"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """A course of which nbgrader has released two assignments, with nothing handed in."""
    course = make_course(tmp_path_factory.mktemp("uitgezet"))
    for name in (MAIN, OTHER):
        course.run("generate_assignment", name)
    yield course
    gc.collect()


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    """A course folder of one's own."""
    shutil.copytree(released.folder, tmp_path / "cursus")
    return Course(tmp_path)


def hand_in(course: Course, participant: str, assignment: str = MAIN, answer: Any = right_answer) -> Path:
    """Hand in an assignment in which every scored item has this answer; None leaves all blank."""
    folder = course.folder / "submitted" / participant / assignment
    shutil.copytree(course.folder / "release" / assignment, folder)
    (folder / "timestamp.txt").write_text(NOW, encoding="utf-8")
    book = AnswerBook(folder)
    for one in course.content(assignment).exercises.values() if answer else ():
        book.put(one.id, {one.fields[0].id: MEMO} if isinstance(one, Text) else answer(one))
    return folder


@dataclass
class Run:
    """What a run of ``leergang grade`` said and returned."""

    code: int
    said: str

    def about(self, participant: str, assignment: str = MAIN) -> str:
        """The lines of the report on one submission."""
        lines = self.said.splitlines()
        start = next(i for i, one in enumerate(lines) if one.startswith(f"{assignment} · {participant} · "))
        rest = lines[start + 1 :]
        end = next((i for i, one in enumerate(rest) if not one.startswith("    ")), len(rest))
        return "\n".join([lines[start], *rest[:end]])


@pytest.fixture
def grade(course: Course, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run ``leergang grade`` in the course folder, in this process; its workers are processes as ever."""
    monkeypatch.chdir(course.folder)

    def run(*arguments: str) -> Run:
        code = main(["grade", *arguments])
        said = capsys.readouterr()
        return Run(code, said.out + said.err)

    return run


def points(course: Course, participant: str, assignment: str = MAIN) -> dict[str, Any]:
    return course.points(participant, assignment)


def full(course: Course, assignment: str = MAIN) -> dict[str, Any]:
    """Full marks, as the gradebook has them."""
    items = course.content(assignment).exercises.values()
    return {f"punten-{one.id}": float(one.points) for one in items if one.has_key} | {TASK: None}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_costs_only_what_it_must(course: Course, grade: Any, fault: str) -> None:
    """A submission with a fault gets the points that can be given, and the report says what happened."""
    FAULTS[fault].damage(hand_in(course, fault))
    hand_in(course, "buurman")
    run = grade(MAIN)
    check_fault(course, run, fault)
    assert points(course, "buurman") == full(course)
    assert run.code == 0


def check_fault(course: Course, run: Run, fault: str) -> None:
    """The report tells of the fault, the points are as they should be, and the copy is a notebook to be read."""
    assert re.search(FAULTS[fault].told, run.about(fault), re.DOTALL), run.about(fault)
    booked = points(course, fault)
    if FAULTS[fault].keeps_points:
        assert booked == full(course)
    elif fault == "halve-antwoorden":
        assert booked == full(course) | {"punten-evenknie": 0.0}
    else:
        assert booked == dict.fromkeys(full(course), 0.0) | {TASK: None}
    assert all(one == "\n" or one.isprintable() for one in run.said)
    copy = course.folder / "autograded" / fault / MAIN / f"{MAIN}.ipynb"
    validate(read(copy, as_version=4))  # type: ignore[no-untyped-call]
    assert "\x1b" not in copy.read_text(encoding="utf-8")


def test_all_faults_together_in_one_cohort(course: Course, grade: Any) -> None:
    """Every fault at once, two assignments, and the others do not notice; nothing of a participant was executed."""
    for fault in FAULTS:
        FAULTS[fault].damage(hand_in(course, fault))
    for participant in ("buurman", "zij"):
        hand_in(course, participant)
        hand_in(course, participant, OTHER)
    (course.folder / "submitted" / "los bestand.txt").write_text("?", encoding="utf-8")
    os.symlink(course.folder / "submitted" / "zij", course.folder / "submitted" / "spook")
    run = grade()
    for fault in FAULTS:
        check_fault(course, run, fault)
    for participant in ("buurman", "zij"):
        assert points(course, participant) == full(course)
        assert points(course, participant, OTHER) == full(course, OTHER)
    assert f"{len(FAULTS) + 4} nagekeken" in run.said
    assert "spook" not in run.said
    assert not list(course.root.rglob(TRACE))
    assert not (course.root / "x").exists()


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        ("geen-antwoorden", False),
        ("leeg-bestand", True),
        ("beschadigd", True),
        ("vijftig-mb", True),
        ("koppeling", True),
    ],
)
def test_a_zero_that_is_nobodys_fault_waits_for_an_instructor(
    course: Course, grade: Any, fault: str, waits: bool
) -> None:
    """Answers that cannot be read are looked at by a person; who answered nothing has earned nothing."""
    FAULTS[fault].damage(hand_in(course, fault))
    grade()
    with course.gradebook() as gradebook:
        grades = gradebook.find_submission_notebook(MAIN, MAIN, fault).grades
        assert {one.needs_manual_grade for one in grades if one.name != TASK} == {waits}


def test_the_copy_shows_a_participants_cells_as_text(course: Course, grade: Any) -> None:
    """Added and changed cells stay in the copy to be read: as text, and marked as not executed."""
    FAULTS["eeuwige-lus"].damage(hand_in(course, "lus"))
    FAULTS["gewijzigde-cel"].damage(hand_in(course, "punten"))
    grade()
    added = course.graded("lus", MAIN)["deelnemer-1"]
    assert added["cell_type"] == "markdown"
    assert "while True: pass" in added["source"]
    assert "niet uitgevoerd" in added["source"]
    changed = course.graded("punten", MAIN)
    assert "3000" in changed["deelnemer-1"]["source"]
    assert "3000" not in changed["punten-evenknie"]["source"]


def test_no_markup_of_a_participant_reaches_the_copy(course: Course, grade: Any) -> None:
    """Text, ids, names and cells with HTML come out escaped."""
    folder = hand_in(course, "html")
    path = folder / f"{MAIN}.ipynb"
    data = json.loads(path.read_text(encoding="utf-8"))
    cell = {"cell_type": "markdown", "id": "kwaad", "metadata": {}}
    data["cells"].append({**cell, "source": "</pre>\n\n<img src=x onerror=alert(1)>\n\n$\\unicode{<script>}$"})
    path.write_text(json.dumps(data), encoding="utf-8")
    FAULTS["onbekende-ids"].damage(folder)
    FAULTS["vreemde-namen"].damage(folder)
    grade()
    text = (course.folder / "autograded" / "html" / MAIN / f"{MAIN}.ipynb").read_text(encoding="utf-8")
    assert not re.search(r"<(script|img|b)\b", text)
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def test_only_files_of_the_course_stand_beside_the_copy(course: Course, grade: Any) -> None:
    """Nothing that a participant added lands where the instructor's server could serve it."""
    FAULTS["vreemde-namen"].damage(hand_in(course, "namen"))
    beside = course.folder / "autograded" / "namen" / MAIN
    beside.mkdir(parents=True)
    (beside / "oud.html").write_text("<script>", encoding="utf-8")
    grade()
    assert {one.name for one in beside.iterdir()} == {
        f"{MAIN}.ipynb",
        "antwoorden.json",
        "timestamp.txt",
        ".leergang.json",
    }


def test_nbgrader_comes_to_the_same(course: Course, grade: Any, tmp_path: Path) -> None:
    """Every grade, comment and moment in the gradebook equals what ``nbgrader autograde`` books."""
    for name, answer in {"goed": right_answer, "fout": wrong_answer, "deels": partly_right, "blanco": None}.items():
        hand_in(course, name, answer=answer)
    for fault in ("beschadigd", "verkeerde-soort", "eeuwige-lus"):
        FAULTS[fault].damage(hand_in(course, fault))
    shutil.copytree(course.folder, tmp_path / "nbgrader" / "cursus")
    theirs = Course(tmp_path / "nbgrader")
    theirs.run("autograde", MAIN)
    grade(MAIN)
    assert rows(course) == rows(theirs)


def rows(course: Course) -> dict[str, Any]:
    """What the gradebook holds of every participant."""
    with course.gradebook() as gradebook:
        return {
            one.student.id: (
                one.timestamp,
                one.score,
                one.max_score,
                {
                    grade.name: (grade.auto_score, grade.manual_score, grade.extra_credit)
                    for grade in one.notebooks[0].grades
                },
                {comment.name: (comment.auto_comment, comment.manual_comment) for comment in one.notebooks[0].comments},
            )
            for one in gradebook.find_assignment(MAIN).submissions
        }


def by_hand(course: Course, participant: str) -> tuple[Any, ...]:
    """What an instructor gave: points, extra credit and a remark, and whether it still waits."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(TASK, MAIN, MAIN, participant)
        item = gradebook.find_grade("punten-evenknie", MAIN, MAIN, participant)
        comment = gradebook.find_comment(TASK, MAIN, MAIN, participant)
        return (
            grade.manual_score,
            grade.extra_credit,
            comment.manual_comment,
            item.manual_score,
            grade.needs_manual_grade,
        )


def give_by_hand(course: Course, participant: str) -> None:
    """Grade as an instructor does in formgrader, also an item that was scored already."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(TASK, MAIN, MAIN, participant)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 7, 1, False
        gradebook.find_grade("punten-evenknie", MAIN, MAIN, participant).manual_score = 1
        gradebook.find_comment(TASK, MAIN, MAIN, participant).manual_comment = "Sterk."
        gradebook.db.commit()


def test_what_was_given_by_hand_survives(course: Course, grade: Any) -> None:
    """Grading again changes nothing that an instructor gave; new work under old points asks to be read again."""
    folder = hand_in(course, "anna")
    grade()
    give_by_hand(course, "anna")
    given = (7, 1, "Sterk.", 1, False)
    grade("--again")
    assert by_hand(course, "anna") == given
    AnswerBook(folder).put("memo", {"tekst": "Opnieuw geschreven."})
    grade()
    assert by_hand(course, "anna") == (*given[:-1], True)


def test_what_is_done_is_not_done_again(course: Course, grade: Any) -> None:
    """A second run grades only what is new or changed; --again does all; a lost gradebook is filled anew."""
    first = hand_in(course, "anna")
    hand_in(course, "bert")
    assert "2 nagekeken." in grade().said
    assert "0 nagekeken, 2 al nagekeken en niet veranderd" in grade().said
    AnswerBook(first).put("evenknie", [])
    assert "1 nagekeken, 1 al nagekeken en niet veranderd" in grade().said
    assert "2 nagekeken." in grade("--again").said
    assert "1 nagekeken." in grade("--again", "--student=bert").said
    with sqlite3.connect(course.folder / "gradebook.db") as db:
        db.executescript("delete from grade; delete from submitted_notebook; delete from submitted_assignment")
    db.close()
    assert "2 nagekeken." in grade().said


def test_names_lists_and_deadlines(course: Course, grade: Any) -> None:
    """Names that differ in case stay two people; a stranger and a late one are graded, and told."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("anna", first_name="Anna")
        gradebook.update_or_create_assignment(MAIN, duedate=datetime(2026, 11, 19, 9, 0))
    for name in ("Anna", "anna"):
        hand_in(course, name)
    run = grade()
    assert "deze naam met andere hoofdletters" in run.about("anna")
    assert "staat niet op de lijst" in run.about("Anna")
    assert "staat niet op de lijst" not in run.about("anna")
    assert "Te laat ingeleverd: 2 dagen" in run.about("anna")
    assert points(course, "Anna") == points(course, "anna") == full(course)


def test_a_name_that_is_no_text(course: Course, grade: Any) -> None:
    """A folder whose name cannot be read is told and left; the others are graded."""
    if sys.platform != "linux":
        pytest.skip("only Linux has such names")
    hand_in(course, "anna")
    odd = os.fsdecode(os.fsencode(course.folder / "submitted") + b"/\xff\xfe")
    shutil.copytree(course.folder / "submitted" / "anna", odd)
    run = grade()
    assert "de naam van de map is niet leesbaar" in run.said
    assert points(course, "anna") == full(course)
    assert run.code == 1


def test_the_report_is_kept(course: Course, grade: Any) -> None:
    """What the terminal says of each submission stands in a file as well."""
    FAULTS["hernoemd"].damage(hand_in(course, "anna"))
    said = grade().about("anna")
    (file,) = (course.folder / "verslagen").iterdir()
    assert said in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [1, 2, 3, 5, 8])
def test_a_full_disk_stops_with_a_sentence_and_goes_on_later(
    course: Course, grade: Any, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a write fails, the run says so; the next one finishes, and no point was lost or booked twice."""
    for name in ("anna", "bert"):
        hand_in(course, name)
    real, calls = grade_run.write_whole, iter(range(1, 99))

    def full_disk(path: Path, data: bytes) -> Any:
        if next(calls) == number:
            raise OSError(28, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(grade_run, "write_whole", full_disk)
    run = grade()
    assert run.code == 2
    assert "Maak ruimte" in run.said
    monkeypatch.setattr(grade_run, "write_whole", real)
    assert grade().code == 0
    for name in ("anna", "bert"):
        assert points(course, name) == full(course)


def test_a_truly_full_disk(
    released: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever room there is left, from none to some: a sentence, nothing half booked, and with room all is well."""
    with tiny_disk(tmp_path / "schijf", "12m") as disk:
        shutil.copytree(released.folder, disk / "cursus")
        course = Course(disk)
        for name in ("anna", "bert"):
            hand_in(course, name)
        monkeypatch.chdir(course.folder)
        for room in (0, 8_000, 40_000, 90_000):
            with filled(disk, room):
                assert main(["grade", "--again"]) == 2, room
                assert "Traceback" not in capsys.readouterr().err
        assert main(["grade"]) == 0
        for name in ("anna", "bert"):
            assert points(course, name) == full(course)
            assert (course.folder / "autograded" / name / MAIN / f"{MAIN}.ipynb").stat().st_size
        monkeypatch.chdir(tmp_path)
        gc.collect()


def test_killed_at_any_moment(course: Course) -> None:
    """SIGKILL again and again: the last run finishes, all points are right, and those given by hand are there."""
    names = [f"deelnemer-{number:02}" for number in range(30)]
    for name in names:
        hand_in(course, name)
    began = time.perf_counter()
    subprocess.run(GRADE, cwd=course.folder, check=True, capture_output=True)
    whole = time.perf_counter() - began
    give_by_hand(course, names[0])
    killed = 0
    for part in (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        shutil.rmtree(course.folder / "autograded", ignore_errors=True)  # so that each run has all to do
        with subprocess.Popen(GRADE, cwd=course.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            time.sleep(part * whole)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        killed += process.returncode == -signal.SIGKILL
    assert killed > 3  # a run may be faster than the first one
    done = subprocess.run(GRADE, cwd=course.folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert by_hand(course, names[0])[:-1] == (7, 1, "Sterk.", 1)  # without its copy it asks to be read again
    with course.gradebook() as gradebook:
        assert len(gradebook.find_assignment(MAIN).submissions) == len(names)
    for name in names:
        assert points(course, name) == full(course)
        assert (course.folder / "autograded" / name / MAIN / ".leergang.json").is_file()


GRADE = [sys.executable, "-c", "import sys; from leergang.cli import main; sys.exit(main(['grade', *sys.argv[1:]]))"]


def test_two_at_once(course: Course, grade: Any) -> None:
    """A second run in the same folder is refused while the first one works."""
    from filelock import FileLock

    hand_in(course, "anna")
    with FileLock(course.folder / ".nakijken.lock"):
        run = grade()
    assert run.code == 2
    assert "in een ander venster" in run.said


def test_a_worker_that_hangs_costs_one_submission(course: Course, grade: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time is up: that submission waits for an instructor with no points booked, and the run ends."""
    hand_in(course, "anna")
    monkeypatch.setattr(pool, "SECONDS", 0.01)
    run = grade()
    assert "kostte te veel tijd" in run.about("anna")
    assert run.code == 1
    assert set(points(course, "anna").values()) == {None}
    monkeypatch.undo()


def test_a_worker_is_confined(tmp_path: Path) -> None:
    """A worker can neither reach the network, nor write, nor read what it was not given."""
    if not sandbox.confines():
        pytest.skip("no bubblewrap that works here")
    (tmp_path / "geheim").write_text("x", encoding="utf-8")
    tries = {
        "network": "import socket; socket.create_connection(('127.0.0.1', PORT), 2)",
        "read": f"open({str(tmp_path / 'geheim')!r})",
        "write": "open('/usr/x', 'w')",
        "gradebook": "import os; assert os.listdir('/home') or os.listdir('/root')",
    }
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        for name, code in tries.items():
            code = code.replace("PORT", str(server.getsockname()[1]))
            free = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
            confined = subprocess.run(sandbox.command(["-c", code], []), capture_output=True, text=True)
            assert confined.returncode == 1, name
            assert "Error" in confined.stderr, name
            assert free.returncode == 0 or name == "gradebook", name
    Path("/usr/x").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["bestaat-niet"], "staat niet in .*Kies uit: .*procesmanager"),
        (["netwerker"], "nog niet in het cijferboek. Voer eerst uit: leergang release netwerker"),
    ],
)
def test_an_assignment_that_cannot_be_graded(course: Course, grade: Any, arguments: list[str], told: str) -> None:
    """A name that is wrong, or an assignment that was never released, is a sentence that says what to do."""
    run = grade(*arguments)
    assert run.code == 2
    assert re.search(told, run.said, re.DOTALL)


def test_a_missing_key_books_nothing(course: Course, grade: Any) -> None:
    """Without its key an assignment is not graded; nobody gets zero."""
    hand_in(course, "anna")
    (course.folder / "keys" / f"{MAIN}.toml").unlink()
    run = grade(MAIN)
    assert run.code == 2
    assert "sleutel" in run.said
    assert not (course.folder / "autograded").exists()


def test_outside_a_course_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Elsewhere the command says where it belongs."""
    monkeypatch.chdir(tmp_path)
    assert main(["grade"]) == 2
    assert "Hier is geen cursusmap" in capsys.readouterr().err


def test_a_copy_is_small(course: Course, grade: Any) -> None:
    """An autograded copy is at most one and a half times the released notebook."""
    for assignment in (MAIN, OTHER):
        hand_in(course, "anna", assignment)
    grade()
    for assignment in (MAIN, OTHER):
        copy = course.folder / "autograded" / "anna" / assignment / f"{assignment}.ipynb"
        notebook = course.folder / "release" / assignment / f"{assignment}.ipynb"
        assert copy.stat().st_size <= 1.5 * notebook.stat().st_size
