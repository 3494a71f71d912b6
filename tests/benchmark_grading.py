"""The grading part of the benchmark: ``leergang grade`` beside ``nbgrader autograde``, and how it grows.

Both grade the same submissions of two assignments, each as a whole process, one after the other in the same run;
afterwards every score of every participant must be equal.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from course_data import right_answer, wrong_answer
from grading_course import Course, make_course, partly_right

from leergang.answers import AnswerBook
from leergang.kinds.text import Text

ASSIGNMENTS = ("procesmanager", "rollenmix")
COHORT, FEW, MANY = 20, 100, 2_000
MEMO = "Beste Tessa, zoals besproken stuur ik je hierbij mijn voorstel voor de komende drie dagen. " * 15
GRADE = [sys.executable, "-c", "import sys; from leergang.cli import main; sys.exit(main(['grade', *sys.argv[1:]]))"]


def against_nbgrader(root: Path) -> tuple[float, float, float]:
    """The seconds that ``leergang grade`` and ``nbgrader autograde`` take, and the size of a copy as a ratio."""
    ours = released(root / "leergang")
    for number in range(COHORT):
        for assignment in ASSIGNMENTS:
            hand_in(ours, f"deelnemer-{number:02}", assignment, (right_answer, wrong_answer, partly_right)[number % 3])
    theirs = Course(root / "nbgrader")
    shutil.copytree(ours.folder, theirs.folder)
    program = str(Path(sys.executable).with_name("nbgrader"))
    fast = seconds(GRADE, ours.folder)
    slow = sum(seconds([program, "autograde", assignment], theirs.folder) for assignment in ASSIGNMENTS)
    assert scores(ours) == scores(theirs), "nbgrader books other scores"
    return fast, slow, copy_ratio(ours)


def growth(root: Path) -> tuple[float, float, float, float]:
    """Seconds per submission at a hundred and at two thousand, and the megabytes that the grader needs at most."""
    found = []
    for number in (FEW, MANY):
        course = released(root / str(number))
        first = hand_in(course, "deelnemer-0000", ASSIGNMENTS[0], partly_right)
        for participant in range(1, number):
            shutil.copytree(first, course.folder / "submitted" / f"deelnemer-{participant:04}" / ASSIGNMENTS[0])
        found.append((seconds(GRADE, course.folder) / number, peak_of(course)))
    (few, small), (many, large) = found
    return few, many, small, large


def released(root: Path) -> Course:
    """A course folder in which nbgrader released the assignments."""
    course = make_course(root)
    for assignment in ASSIGNMENTS:
        course.run("generate_assignment", assignment)
    return course


def hand_in(course: Course, participant: str, assignment: str, answer: Callable[[Any], Any]) -> Path:
    """One submission, with every item answered."""
    folder = course.folder / "submitted" / participant / assignment
    shutil.copytree(course.folder / "release" / assignment, folder)
    (folder / "timestamp.txt").write_text("2026-11-21 10:00:00.000000 UTC", encoding="utf-8")
    book = AnswerBook(folder)
    for one in course.content(assignment).exercises.values():
        book.put(one.id, {one.fields[0].id: MEMO} if isinstance(one, Text) else answer(one))
    return folder


def seconds(command: list[str], folder: Path) -> float:
    """How long a whole process takes."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return time.perf_counter() - began


def peak_of(course: Course) -> float:
    """The most memory that grading all again takes in the grader itself, in MB."""
    before = os.fork()
    if not before:
        os.chdir(course.folder)
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        os.execv(GRADE[0], [*GRADE, "--again"])
    _, status, usage = os.wait4(before, 0)
    assert status == 0
    return usage.ru_maxrss / (1 if sys.platform == "darwin" else 1000) / (1e6 if sys.platform == "darwin" else 1)


def scores(course: Course) -> dict[str, Any]:
    """Every score in the gradebook, by assignment, participant and item."""
    with course.gradebook() as gradebook:
        return {
            f"{assignment}/{one.student.id}": {grade.name: grade.auto_score for grade in one.notebooks[0].grades}
            for assignment in ASSIGNMENTS
            for one in gradebook.find_assignment(assignment).submissions
        }


def copy_ratio(course: Course) -> float:
    """The size of the largest autograded copy against its released notebook."""
    return max(
        path.stat().st_size / (course.folder / "release" / path.parent.name / path.name).stat().st_size
        for path in course.folder.glob("autograded/*/*/*.ipynb")
    )
