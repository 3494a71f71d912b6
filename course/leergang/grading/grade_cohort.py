"""What `leergang grade` does: one run over a course folder, with a progress bar and a report."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path

from leergang.atomic import write_atomic
from leergang.errors import CourseError
from leergang.grading import sandbox
from leergang.grading.assignment import Assignment, open_assignment
from leergang.grading.course import Course, open_course
from leergang.grading.grade_report import lines
from leergang.grading.grade_run import Bookkeeper, Outcome, tasks
from leergang.grading.gradebook import Gradebook, open_gradebook
from leergang.grading.pool import Graded, Task, grade_all
from leergang.locate import PACKAGE

REPORTS = "verslagen"


def grade_cohort(names: list[str], students: list[str], jobs: int | None, again: bool) -> int:
    """Grade, print the report and keep it as a file. Returns the exit code. Raises CourseError before it begins."""
    course = open_course()
    with _alone(course.root), open_gradebook(course) as gradebook:
        assignments = _opened(course, gradebook, course.chosen(names), bool(names))
        work = list(
            chain.from_iterable(tasks(course, one, set(one.book.handed_in), students, again) for one in assignments)
        )
        if not sandbox.confines():
            print("Let op: de werkers draaien zonder afscherming (bubblewrap ontbreekt). Er wordt niets uitgevoerd.")
        outcomes = _graded(course, gradebook, work, jobs or os.cpu_count() or 1)
    report = list(lines(outcomes))
    print("\n".join(report))
    print(f"Het verslag staat in {_keep(course.root, report)}")
    return 1 if any(one.points is None and not one.done for one in outcomes) else 0


def _opened(course: Course, gradebook: Gradebook, names: tuple[str, ...], asked: bool) -> list[Assignment]:
    """The assignments to grade. One that cannot be graded stops the run when it was asked for, and is told if not."""
    found = []
    for name in names if asked else [one for one in names if any(course.submitted.glob(f"*/{one}"))]:
        try:
            found.append(open_assignment(course, gradebook, name))
        except CourseError as error:
            if asked:
                raise
            print(error)
    return found


def _graded(course: Course, gradebook: Gradebook, work: list[Task], jobs: int) -> list[Outcome]:
    """Grade with a progress bar. What was booked before an interruption stays booked."""
    from tqdm import tqdm

    bookkeeper = Bookkeeper(course, gradebook, {one.student for one in work})
    readable = [PACKAGE, course.source, course.root / "keys"]
    bar = "{desc} {percentage:3.0f}% |{bar}| {n_fmt} van {total_fmt}, nog {remaining}"
    results: Iterator[Graded] = grade_all(work, max(1, min(jobs, len(work))), readable)
    try:
        shown = tqdm(results, "Nakijken", len(work), False, disable=None, bar_format=bar)
        return [bookkeeper.take(one) for one in shown]
    finally:
        bookkeeper.save()


def _keep(root: Path, report: list[str]) -> Path:
    folder = root / REPORTS
    file = folder / f"nakijken {datetime.now().astimezone():%Y-%m-%d %H.%M.%S}.txt"
    try:
        folder.mkdir(exist_ok=True)
        write_atomic(file, "\n".join([*report, ""]).encode("utf-8", "replace"))
    except OSError as error:
        raise CourseError(
            f"Het verslag is niet bewaard in {folder}: {error.strerror}. De punten zijn geboekt."
        ) from error
    return file


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let one run at a time write in a course folder. Raises CourseError when another one does."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(root / ".nakijken.lock", timeout=0):
            yield
    except Timeout:
        raise CourseError("Er wordt in deze map al nagekeken, in een ander venster. Wacht tot dat klaar is.") from None
