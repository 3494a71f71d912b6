"""Writes scores into nbgrader's gradebook as nbgrader does, over one connection and in few transactions.

It knows nbgrader's tables by reflection: importing nbgrader's own API takes longer than grading a cohort. What an
instructor gave (points, extra credit, remarks) is never written to.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import MetaData, Table, create_engine, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, NoSuchTableError, OperationalError, SQLAlchemyError

from leergang.errors import CourseError

_TABLES = (
    "assignment",
    "notebook",
    "base_cell",
    "grade_cells",
    "task_cells",
    "student",
    "submitted_assignment",
    "submitted_notebook",
    "grade",
    "comment",
)


@dataclass(frozen=True)
class Book:
    """What the gradebook knows of one assignment: ids of its rows, and its cells by name."""

    assignment_id: str
    notebook_id: str
    due: datetime | None
    cells: Mapping[str, str]
    remarked: tuple[str, ...]


@dataclass(frozen=True)
class Booking:
    """What to write for one submission. ``points`` is by cell name; None is for an instructor to give.

    ``review`` marks points that an instructor must look at; ``same`` says that nothing changed since the last time.
    """

    student: str
    timestamp: datetime | None
    points: Mapping[str, float | None]
    review: bool = False
    same: bool = False


class Gradebook:
    """An open gradebook; only one process at a time may hold one to write."""

    def __init__(self, connection: Connection, tables: Mapping[str, Table]) -> None:
        self._connection = connection
        self._tables = tables

    def assignment(self, name: str) -> Book:
        """What is known of an assignment. Raises CourseError when it was never released."""
        row = self._one("assignment", name=name)
        notebook = self._one("notebook", name=name, assignment_id=row.id) if row else None
        if row is None or notebook is None:
            raise CourseError(
                f"De opdracht ‘{name}’ staat nog niet in het cijferboek. Voer eerst uit: leergang release {name}"
            )
        cells = self._tables["base_cell"]
        found = self._connection.execute(select(cells).where(cells.c.notebook_id == notebook.id)).all()
        graded = {one.name: one.id for one in found if one.type in ("GradeCell", "TaskCell")}
        remarked = tuple(one.id for one in found if one.type in ("SolutionCell", "TaskCell"))
        return Book(row.id, notebook.id, row.duedate, graded, remarked)

    def listed(self) -> set[str]:
        """The participants on the instructor's list: those with a name or an address, whom grading does not add."""
        table = self._tables["student"]
        rows = self._connection.execute(select(table)).all()
        return {one.id for one in rows if one.first_name or one.last_name or one.email}

    def booked(self, book: Book) -> set[str]:
        """The participants of whom a submission of this assignment was booked."""
        table = self._tables["submitted_assignment"]
        found = self._connection.execute(select(table.c.student_id).where(table.c.assignment_id == book.assignment_id))
        return set(found.scalars())

    def book(self, book: Book, booking: Booking) -> float:
        """Write the points of one submission, as nbgrader's SaveAutoGrades does; returns the seconds it is late."""
        self._ensure("student", {"id": booking.student}, id=booking.student)
        keys = {"assignment_id": book.assignment_id, "student_id": booking.student}
        submitted = self._ensure("submitted_assignment", {"id": _new_id()}, **keys)
        if booking.timestamp:
            self._update("submitted_assignment", submitted.id, timestamp=booking.timestamp)
        keys = {"notebook_id": book.notebook_id, "assignment_id": submitted.id}
        notebook = self._ensure("submitted_notebook", {"id": _new_id(), "flagged": False}, **keys)
        for cell, cell_id in book.cells.items():
            self._book_cell(cell_id, notebook.id, booking, booking.points.get(cell))
        for cell_id in book.remarked:
            self._ensure("comment", {"id": _new_id()}, cell_id=cell_id, notebook_id=notebook.id)
        return _seconds_late(booking.timestamp or submitted.timestamp, book.due, submitted.extension)

    def save(self) -> None:
        """Make what was booked last, whatever happens next."""
        self._connection.commit()

    def _book_cell(self, cell_id: str, notebook_id: str, booking: Booking, points: float | None) -> None:
        grade = self._ensure(
            "grade", {"id": _new_id(), "needs_manual_grade": True}, cell_id=cell_id, notebook_id=notebook_id
        )
        review = booking.review or points is None or grade.manual_score is not None
        if booking.same and grade.manual_score is not None:
            review = grade.needs_manual_grade  # the instructor has seen this very answer
        self._update("grade", grade.id, auto_score=points, needs_manual_grade=review)

    def _one(self, kind: str, **keys: Any) -> Any:
        table = self._tables[kind]
        return self._connection.execute(select(table).filter_by(**keys)).first()

    def _ensure(self, name: str, values: dict[str, Any], **keys: Any) -> Any:
        """The row with these keys; made when it is not there."""
        found = self._one(name, **keys)
        if found is None:
            self._connection.execute(self._tables[name].insert().values(**{**values, **keys}))
            found = self._one(name, **keys)
        return found

    def _update(self, name: str, row: str, **values: Any) -> None:
        table = self._tables[name]
        self._connection.execute(table.update().where(table.c.id == row).values(**values))


@contextmanager
def open_gradebook(url: str) -> Iterator[Gradebook]:
    """Open the gradebook at SQLAlchemy's address; what was not saved is undone. Raises CourseError in Dutch."""
    options = {"connect_args": {"timeout": 30}} if url.startswith("sqlite") else {}
    engine = create_engine(url, **options)
    try:
        metadata = MetaData()
        metadata.reflect(engine, only=_TABLES)
        with engine.connect() as connection:
            yield Gradebook(connection, metadata.tables)
    except (NoSuchTableError, OperationalError, DBAPIError, SQLAlchemyError) as error:
        raise CourseError(_explained(str(getattr(error, "orig", error)), url)) from error
    finally:
        engine.dispose()


def _explained(reason: str, url: str) -> str:
    if "locked" in reason:
        return "Het cijferboek is in gebruik door een ander programma. Sluit dat, en geef de opdracht opnieuw."
    if "full" in reason:
        return "De schijf is vol. Maak ruimte vrij en geef de opdracht opnieuw; wat al was geboekt, blijft staan."
    if "available in" in reason or "no such table" in reason:
        return "Er is nog geen cijferboek. Voer eerst uit: leergang release"
    return f"Het cijferboek ({url}) is niet te gebruiken: {reason}. Zet een kopie terug, of vraag om hulp."


def _seconds_late(handed_in: datetime | None, due: datetime | None, extension: Any) -> float:
    if handed_in is None or due is None:
        return 0.0
    deadline = due + extension if extension else due
    return max(0.0, (handed_in - deadline).total_seconds())


def _new_id() -> str:
    return uuid4().hex
