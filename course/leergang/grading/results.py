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
from leergang.errors import CourseError
from leergang.grading.course import Course

SCORED, READ = "punten-", "beoordeling-"  # what the grade cell of an exercise is called before its id


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

    rows = _rows(course, Student.__table__.select().order_by(Student.id))
    return [Participant(row.id, _name(row)) for row in rows]


def read_due(course: Course) -> dict[str, datetime | None]:
    """The assignments that were handed out, with the moment (UTC) by which they are expected, if any.

    Raises CourseError when the gradebook cannot be read.
    """
    from nbgrader.api import Assignment

    return {row.name: row.duedate for row in _rows(course, Assignment.__table__.select())}


def read_results(course: Course, assignments: Collection[str], participants: Collection[str] = ()) -> list[Result]:
    """The results for these assignments, by assignment and participant, the items in the order of the content.

    Of everybody, or of these participants.

    Raises CourseError when the gradebook is absent or cannot be read.
    """
    remarks = {(row.notebook, row.cell): row.manual_comment for row in _rows(course, _comments(assignments))}
    found = []
    rows = sorted(_rows(course, _grades(assignments, participants)), key=lambda row: (row.assignment, row.student))
    for assignment, group in groupby(rows, key=lambda row: row.assignment):
        place = _places(course, assignment)
        found += [_result(list(own), remarks, place) for _, own in groupby(group, key=lambda row: row.student)]
    return found


def read_remarks(course: Course, assignment: str) -> dict[str, list[str]]:
    """The remarks that were given before, by exercise: those given most often first."""
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in _rows(course, _comments([assignment])):
        if (row.manual_comment or "").strip():
            counted[exercise_of(row.cell)][row.manual_comment.strip()] += 1
    return {name: sorted(texts, key=lambda one: (-texts[one], one)) for name, texts in counted.items()}


def exercise_of(cell: str) -> str:
    """The id of the exercise that a grade cell belongs to."""
    return cell.removeprefix(SCORED).removeprefix(READ)


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
        late=_late(first),
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


def _late(row: Any) -> timedelta:
    if not (row.timestamp and row.duedate):
        return timedelta()
    late: timedelta = row.timestamp - row.duedate - (row.extension or timedelta())
    return max(timedelta(), late)


def _name(row: Any) -> str:
    return " ".join(filter(None, (row.first_name, row.last_name)))


def _grades(assignments: Collection[str], participants: Collection[str]) -> Any:
    """The grades, with whose it is and what can be earned."""
    from nbgrader import api
    from sqlalchemy import func

    grade, cell, task = api.Grade.__table__, api.GradeCell.__table__, api.TaskCell.__table__
    student, handed_in = api.Student.__table__, api.SubmittedAssignment.__table__
    joined = (
        _joined(grade)
        .outerjoin(cell, cell.c.id == grade.c.cell_id)
        .outerjoin(task, task.c.id == grade.c.cell_id)
        .join(student, student.c.id == handed_in.c.student_id)
    )
    query = joined.select().with_only_columns(
        *_whose(),
        *(grade.c[name] for name in ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")),
        *(student.c[name] for name in ("first_name", "last_name")),
        *(handed_in.c[name] for name in ("timestamp", "extension")),
        api.Assignment.__table__.c.duedate,
        api.SubmittedNotebook.__table__.c.late_submission_penalty,
        func.coalesce(cell.c.max_score, task.c.max_score).label("maximum"),
    )
    query = query.where(api.Assignment.name.in_(assignments))
    return query.where(student.c.id.in_(participants)) if participants else query


def _comments(assignments: Collection[str]) -> Any:
    from nbgrader import api

    comment = api.Comment.__table__
    query = _joined(comment).select().with_only_columns(*_whose(), comment.c.manual_comment)
    return query.where(api.Assignment.name.in_(assignments))


def _whose() -> list[Any]:
    from nbgrader import api

    return [
        api.SubmittedAssignment.__table__.c.student_id.label("student"),
        api.Assignment.__table__.c.name.label("assignment"),
        api.SubmittedNotebook.__table__.c.id.label("notebook"),
        api.BaseCell.__table__.c.name.label("cell"),
    ]


def _joined(table: Any) -> Any:
    """A table of grades or comments with the cell, the notebook and the assignment that each row belongs to."""
    from nbgrader import api

    notebook, handed_in = api.SubmittedNotebook.__table__, api.SubmittedAssignment.__table__
    assignment, cell = api.Assignment.__table__, api.BaseCell.__table__
    return (
        table.join(cell, cell.c.id == table.c.cell_id)
        .join(notebook, notebook.c.id == table.c.notebook_id)
        .join(handed_in, handed_in.c.id == notebook.c.assignment_id)
        .join(assignment, assignment.c.id == handed_in.c.assignment_id)
    )


def _rows(course: Course, query: Any) -> list[Any]:
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import SQLAlchemyError

    url = make_url(course.db_url)
    if url.get_backend_name() == "sqlite" and url.database and not (course.root / url.database).is_file():
        raise CourseError(f"Er is nog geen gradebook ({url.database}). Kijk eerst werk na met ‘leergang grade’.")
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return list(connection.execute(query))
    except SQLAlchemyError as error:
        raise CourseError(f"Het gradebook {url.render_as_string()} is niet te lezen: {error}") from error
    finally:
        engine.dispose()
