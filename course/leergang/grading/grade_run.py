"""Grades a cohort: finds what was handed in, has it scored, books it, and writes the copies to read.

The order makes it safe to stop at any moment: first the gradebook, then the copy, and last the mark that says that
this submission is done. What was broken off is done again the next time, with the same result.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from leergang.answers.answer_file import FILE_NAME
from leergang.atomic import write_whole
from leergang.errors import CourseError
from leergang.grading import marks
from leergang.grading.assignment import Assignment
from leergang.grading.course import Course
from leergang.grading.gradebook import Booking, Gradebook
from leergang.grading.pool import Graded, Task
from leergang.grading.timestamps import TIMESTAMP, lateness, parse_moment

BATCH = 25  # submissions per transaction: what a kill costs at most


@dataclass(frozen=True)
class Outcome:
    """One submission in the report. ``points`` is None when it could not be graded, or was graded before."""

    student: str
    assignment: str
    points: float | None
    most: int
    by_hand: int
    done: bool
    remarks: tuple[str, ...]


def tasks(course: Course, assignment: Assignment, booked: set[str], students: list[str], again: bool) -> Iterator[Task]:
    """What there is to grade of an assignment, of all participants or of those asked for."""
    for name in _participants(course.submitted, students):
        folder = course.submitted / name / assignment.name
        if folder.is_dir() and not folder.is_symlink():
            before = marks.read_mark(course.autograded / name / assignment.name)
            yield Task(name, folder, assignment, before, again or name not in booked)


def _participants(submitted: Path, students: list[str]) -> list[str]:
    try:
        found = sorted(one.name for one in os.scandir(submitted) if one.is_dir(follow_symlinks=False))
    except OSError:
        return []
    return [name for name in found if name in students] if students else found


class Bookkeeper:
    """Takes in results and books them, a batch at a time."""

    def __init__(self, course: Course, gradebook: Gradebook, students: set[str]) -> None:
        self._course = course
        self._gradebook = gradebook
        self._listed = gradebook.listed()
        self._names = Counter(one.casefold() for one in students)
        self._batch: list[Graded] = []

    def take(self, graded: Graded) -> Outcome:
        """Book one result; it is safe after the next ``save``."""
        remarks = [*graded.remarks, *self._about(graded.task.student)]
        if graded.done:
            return self._outcome(graded, remarks)
        try:
            late = lateness(self._book(graded))
            remarks += [f"Te laat ingeleverd: {late}."] if late else []
        except UnicodeEncodeError:
            return self._outcome(graded, ["Niet nagekeken: de naam van de map is niet leesbaar. Hernoem haar."], False)
        self._batch.append(graded)
        if len(self._batch) >= BATCH:
            self.save()
        return self._outcome(graded, remarks, bool(graded.copy))

    def save(self) -> None:
        """Make the gradebook last, then write the copies, then their marks. Raises CourseError when that fails."""
        self._gradebook.save()
        for graded in self._batch:
            if graded.copy:
                self._write(graded)
        self._batch.clear()

    def _book(self, graded: Graded) -> timedelta:
        task = graded.task
        cells = task.assignment.cells()
        same = task.before is not None and task.before.answers == graded.mark.answers
        points = {cells[name]: points for name, points in graded.points.items()}
        moment = parse_moment(graded.submission.timestamp)
        booking = Booking(task.student, moment, points, review=not graded.usable, same=same)
        return self._gradebook.book(task.assignment.book, booking)

    def _about(self, student: str) -> Iterator[str]:
        if self._names[student.casefold()] > 1:
            yield "Een andere inlevering heeft deze naam met andere hoofdletters; beide zijn apart nagekeken."
        if self._listed and student not in self._listed:
            yield "Deze deelnemer staat niet op de lijst."

    def _write(self, graded: Graded) -> None:
        name = graded.task.assignment.name
        folder = self._course.autograded / graded.task.student / name
        files = {
            f"{name}.ipynb": graded.copy.encode(),
            FILE_NAME: graded.answers.encode(),
            TIMESTAMP: f"{graded.submission.timestamp}\n".encode(),
            marks.NAME: marks.mark_bytes(graded.mark),
        }
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _remove_others(folder, set(files))
            for file, data in files.items():
                write_whole(folder / file, data)
        except OSError as error:
            raise CourseError(
                f"Het lukt niet om in {folder} te schrijven ({error.strerror}). De punten staan in het cijferboek. "
                "Maak ruimte of geef schrijfrechten, en geef het commando opnieuw."
            ) from error

    def _outcome(self, graded: Graded, remarks: list[str], scored: bool = False) -> Outcome:
        exercises = graded.task.assignment.content.exercises.values()
        given = [one for one in graded.points.values() if one is not None]
        return Outcome(
            student=graded.task.student,
            assignment=graded.task.assignment.name,
            points=round(sum(given), 2) if scored else None,
            most=sum(one.points for one in exercises if one.has_key),
            by_hand=sum(not one.has_key for one in exercises),
            done=graded.done,
            remarks=tuple(remarks),
        )


def _remove_others(folder: Path, ours: set[str]) -> None:
    """Leave nothing of a participant among what an instructor's server serves."""
    for path in folder.iterdir():
        if path.name not in ours and not path.is_dir():
            with suppress(FileNotFoundError):
                path.unlink()
