"""A graded cohort for the tests of what comes after grading: feedback, export and the desk."""

import contextlib
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grading_course import Course, make_course

from leergang.answers import AnswerBook
from leergang.cli import main
from leergang.kinds import Exercise
from leergang.kinds.text import Text

MAIN = "procesmanager"
TASK = "beoordeling-memo"
MEMO = "Beste Tessa,\n\nWelkom & tot donderdag.\n<script>alert('hoi')</script>"

Answer = Callable[[Exercise], Any]


def released(root: Path, *assignments: str) -> Course:
    """A course of which these assignments are released, with nothing handed in."""
    course = make_course(root)
    for name in assignments:
        course.run("generate_assignment", name)
    return course


def hand_in(course: Course, participant: str, answer: Answer | None, memo: str = MEMO, assignment: str = MAIN) -> Path:
    """Hand in an assignment; without an answer all is left blank."""
    folder = course.folder / "submitted" / participant / assignment
    shutil.copytree(course.folder / "release" / assignment, folder)
    (folder / "timestamp.txt").write_text("2026-11-03 10:00:00 UTC", encoding="utf-8")
    book = AnswerBook(folder)
    for one in course.content(assignment).exercises.values() if answer else ():
        book.put(one.id, {one.fields[0].id: memo} if isinstance(one, Text) else answer(one))  # type: ignore[misc]
    return folder


def leergang(course: Course, *arguments: str) -> tuple[int, str]:
    """Run a command of ours in the course folder; returns the exit code and what it said."""
    said = io.StringIO()
    with contextlib.chdir(course.folder), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(arguments)
    return code, said.getvalue()


def give(course: Course, participant: str, points: float, remark: str, assignment: str = MAIN) -> None:
    """Grade the written item by hand."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(TASK, assignment, assignment, participant)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.find_comment(TASK, assignment, assignment, participant).manual_comment = remark
        gradebook.db.commit()
