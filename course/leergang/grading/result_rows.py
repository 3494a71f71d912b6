"""What `results` asks of the gradebook: three queries over nbgrader's tables."""

from collections.abc import Collection
from typing import Any

from leergang.grading.course import Course


def grades(assignments: Collection[str], participants: Collection[str]) -> Any:
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


def comments(assignments: Collection[str]) -> Any:
    """The remarks for these assignments, with whose they are."""
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


def fetched(course: Course, query: Any) -> list[Any]:
    """The answer of the gradebook, which is only read. Raises CourseError when it is absent or cannot be read."""
    from leergang.grading.database import connected

    with connected(course) as connection:
        return list(connection.execute(query))
