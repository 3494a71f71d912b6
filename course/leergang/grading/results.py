"""What stands in the gradebook, as plain data: each participant's points and remarks, item by item.

Feedback and export read it in two queries; nbgrader's own objects would ask the gradebook again for every grade.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any

from leergang.content import load_content
from leergang.grading.cells import READ, exercise_of
from leergang.grading.course import Course
from leergang.grading.result_rows import comments, fetched, grades
from leergang.grading.timestamps import how_late


@dataclass(frozen=True)
class Item:
    """One exercise that earns points. ``points`` is None while nobody gave any; ``unread`` waits for an instructor."""

    id: str
    points: float | None
    maximum: float
    by_hand: bool
    unread: bool
    remark: str = ""


@dataclass(frozen=True)
class Result:
    """One participant's assignment. ``name`` is empty where the gradebook knows none."""

    participant: str
    name: str
    assignment: str
    items: tuple[Item, ...]
    handed_in: datetime | None = None
    late: timedelta = timedelta()
    penalty: float = 0.0

    @cached_property
    def total(self) -> float:
        """The points so far, after the penalty for lateness; never below nothing, as nbgrader counts."""
        return max(0.0, round(sum(item.points or 0.0 for item in self.items) - self.penalty, 2))

    @cached_property
    def maximum(self) -> float:
        """The most that can be earned."""
        return sum(item.maximum for item in self.items)

    @cached_property
    def unread(self) -> bool:
        """Whether an instructor still has to read something."""
        return any(item.unread for item in self.items)


@dataclass(frozen=True)
class Participant:
    """Somebody in the gradebook, with or without work."""

    id: str
    name: str


def read_participants(course: Course) -> list[Participant]:
    """Everybody in the gradebook, by id. Raises CourseError when it cannot be read."""
    from nbgrader.api import Student

    rows = fetched(course, Student.__table__.select().order_by(Student.id))
    return [Participant(row.id, _name(row)) for row in rows]


def read_due(course: Course) -> dict[str, datetime | None]:
    """The assignments that were handed out, with the moment (UTC) by which they are expected, if any.

    Raises CourseError when the gradebook cannot be read.
    """
    from nbgrader.api import Assignment

    return {row.name: row.duedate for row in fetched(course, Assignment.__table__.select())}


def read_results(course: Course, assignments: Collection[str], participants: Collection[str] = ()) -> list[Result]:
    """The results for these assignments, by assignment and participant, the items in the order of the content.

    Of everybody, or of these participants.

    Raises CourseError when the gradebook is absent or cannot be read.
    """
    remarks = {(row.notebook, row.cell): row.manual_comment for row in fetched(course, comments(assignments))}
    found = []
    rows = sorted(fetched(course, grades(assignments, participants)), key=lambda row: (row.assignment, row.student))
    for assignment, group in groupby(rows, key=lambda row: row.assignment):
        place = _places(course, assignment)
        found += [_result(list(own), remarks, place) for _, own in groupby(group, key=lambda row: row.student)]
    return found


def read_remarks(course: Course, assignment: str) -> dict[str, list[str]]:
    """The remarks that were given before, by exercise: those given most often first."""
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in fetched(course, comments([assignment])):
        if (row.manual_comment or "").strip():
            counted[exercise_of(row.cell)][row.manual_comment.strip()] += 1
    return {name: sorted(texts, key=lambda one: (-texts[one], one)) for name, texts in counted.items()}


def _places(course: Course, assignment: str) -> dict[str, int]:
    content = load_content(course.source / assignment)
    return {name: number for number, name in enumerate(content.exercises)}


def _result(rows: list[Any], remarks: dict[tuple[str, str], str | None], place: dict[str, int]) -> Result:
    first = rows[0]
    items = [_item(row, remarks.get((row.notebook, row.cell)) or "") for row in rows]
    penalties = {row.notebook: row.late_submission_penalty or 0.0 for row in rows}
    return Result(
        participant=first.student,
        name=_name(first),
        assignment=first.assignment,
        items=tuple(sorted(items, key=lambda one: place.get(one.id, len(place)))),
        handed_in=first.timestamp,
        late=how_late(first.timestamp, first.duedate, first.extension),
        penalty=sum(penalties.values()),
    )


def _item(row: Any, remark: str) -> Item:
    given = row.auto_score if row.manual_score is None else row.manual_score
    return Item(
        id=exercise_of(row.cell),
        points=None if given is None else round(given + (row.extra_credit or 0.0), 2),
        maximum=row.maximum or 0.0,
        by_hand=row.manual_score is not None or row.cell.startswith(READ),
        unread=bool(row.needs_manual_grade),
        remark=remark.strip(),
    )


def _name(row: Any) -> str:
    return " ".join(filter(None, (row.first_name, row.last_name)))
