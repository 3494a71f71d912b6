"""Writes scores into nbgrader's gradebook as nbgrader does, over one connection and in few transactions.

It knows nbgrader's tables by reflection: importing nbgrader's own API takes longer than grading a cohort. What an
instructor gave (points, extra credit, remarks) is never written to.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import BindParameter, MetaData, Table, bindparam, select
from sqlalchemy.engine import Connection

from leergang.errors import CourseError
from leergang.grading.course import Course
from leergang.grading.database import connected
from leergang.grading.timestamps import how_late

_WRITTEN = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment")  # parents first
_TABLES = ("assignment", "notebook", "base_cell", *_WRITTEN)
_CELLS: BindParameter[Any] = bindparam(
    "cells", expanding=True
)  # with the cells, since nbgrader indexes grades by cell first


@dataclass(frozen=True)
class Handed:
    """What the gradebook has of one submission: the ids of its rows, and when it was handed in."""

    id: str
    notebook_id: str
    timestamp: datetime | None
    extension: timedelta | None


@dataclass(frozen=True)
class Book:
    """What the gradebook knows of one assignment: ids of its rows, its cells by name, its submissions by participant.

    ``graded`` has the cells with points, ``remarked`` the ids of those with remarks.
    """

    assignment_id: str
    notebook_id: str
    due: datetime | None
    graded: Mapping[str, str]
    remarked: tuple[str, ...]
    handed_in: dict[str, Handed]


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
    """An open gradebook; only one process at a time may hold one to write.

    Bookings wait for ``save``, which writes all of them in one transaction: row by row would take longer than scoring.
    """

    def __init__(self, connection: Connection, tables: Mapping[str, Table]) -> None:
        self._connection = connection
        self._tables = tables
        self._students: dict[str, Any] = {one.id: one for one in connection.execute(select(tables["student"]))}
        self._new: dict[str, list[dict[str, Any]]] = {name: [] for name in _WRITTEN}
        self._moments: list[dict[str, Any]] = []
        self._points: list[dict[str, Any]] = []
        grade = tables["grade"]
        self._given = select(grade).where(grade.c.notebook_id == bindparam("notebook"), grade.c.cell_id.in_(_CELLS))

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
        return Book(row.id, notebook.id, row.duedate, graded, remarked, self._handed_in(row.id, notebook.id))

    def listed(self) -> set[str]:
        """The participants on the instructor's list: those with a name or an address, whom grading does not add."""
        return {one.id for one in self._students.values() if one and (one.first_name or one.last_name or one.email)}

    def book(self, book: Book, booking: Booking) -> timedelta:
        """Book the points of one submission, as nbgrader's SaveAutoGrades does; returns how late it is."""
        booking.student.encode()  # a name of half characters cannot stand in a database
        handed = book.handed_in.get(booking.student)
        if handed is None:
            handed = self._hand_in(book, booking)
        elif booking.timestamp:
            self._moments.append({"row": handed.id, "timestamp": booking.timestamp})
        self._book_points(book, booking, handed)
        return how_late(booking.timestamp or handed.timestamp, book.due, handed.extension)

    def save(self) -> None:
        """Write what was booked, and make it last whatever happens next."""
        for name, rows in self._new.items():
            if rows:
                self._connection.execute(self._tables[name].insert(), rows)
        self._update("submitted_assignment", self._moments, "timestamp")
        self._update("grade", self._points, "auto_score", "needs_manual_grade")
        self._connection.commit()
        for done in (*self._new.values(), self._moments, self._points):
            done.clear()

    def _handed_in(self, assignment_id: str, notebook_id: str) -> dict[str, Handed]:
        whole, part = self._tables["submitted_assignment"], self._tables["submitted_notebook"]
        joined = (part.c.assignment_id == whole.c.id) & (part.c.notebook_id == notebook_id)
        wanted = select(whole, part.c.id.label("part")).join(part, joined).where(whole.c.assignment_id == assignment_id)
        rows = self._connection.execute(wanted)
        return {one.student_id: Handed(one.id, one.part, one.timestamp, one.extension) for one in rows}

    def _hand_in(self, book: Book, booking: Booking) -> Handed:
        """Add a submission with everything in it, as nbgrader's add_submission does."""
        handed = Handed(_new_id(), _new_id(), booking.timestamp, None)
        if booking.student not in self._students:
            self._students[booking.student] = None
            self._new["student"].append({"id": booking.student})
        keys = {"assignment_id": book.assignment_id, "student_id": booking.student}
        self._new["submitted_assignment"].append({"id": handed.id, "timestamp": booking.timestamp, **keys})
        keys = {"assignment_id": handed.id, "notebook_id": book.notebook_id}
        self._new["submitted_notebook"].append({"id": handed.notebook_id, "flagged": False, **keys})
        for cell in book.remarked:
            self._new["comment"].append({"id": _new_id(), "cell_id": cell, "notebook_id": handed.notebook_id})
        book.handed_in[booking.student] = handed
        return handed

    def _book_points(self, book: Book, booking: Booking, handed: Handed) -> None:
        keys = {"notebook": handed.notebook_id, "cells": list(book.graded.values())}
        there = {one.cell_id: one for one in self._connection.execute(self._given, keys)}
        for name, cell in book.graded.items():
            points, grade = booking.points.get(name), there.get(cell)
            values = {"auto_score": points, "needs_manual_grade": _to_review(booking, points, grade)}
            if grade:
                self._points.append({"row": grade.id, **values})
            else:
                self._new["grade"].append(
                    {"id": _new_id(), "cell_id": cell, "notebook_id": handed.notebook_id, **values}
                )

    def _one(self, kind: str, **keys: Any) -> Any:
        table = self._tables[kind]
        return self._connection.execute(select(table).filter_by(**keys)).first()

    def _update(self, name: str, rows: list[dict[str, Any]], *columns: str) -> None:
        table = self._tables[name]
        values: dict[str, Any] = {one: bindparam(one) for one in columns}
        if rows:
            self._connection.execute(table.update().where(table.c.id == bindparam("row")).values(**values), rows)


def _to_review(booking: Booking, points: float | None, grade: Any) -> bool:
    """Whether an instructor must look: there are no points, or points by hand that are older than the answer."""
    if grade and grade.manual_score is not None:
        return bool(grade.needs_manual_grade) if booking.same else True
    return booking.review or points is None


@contextmanager
def open_gradebook(course: Course) -> Iterator[Gradebook]:
    """Open a course's gradebook to write in; what was not saved is undone. Raises CourseError in Dutch."""
    with connected(course) as connection:
        metadata = MetaData()
        metadata.reflect(connection, only=_TABLES)
        yield Gradebook(connection, metadata.tables)


def _new_id() -> str:
    return uuid4().hex
