"""The cells and the frame of a course notebook, as plain JSON of nbformat 4.5."""

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

Cell = dict[str, Any]

NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
EXERCISE = "from leergang_widgets import exercise\nexercise({id!r})"
GRADE = "from leergang.grading import grade\ngrade({id!r})"
PARTNER = "from leergang_widgets.partner import partner_view\npartner_view()"
OVERVIEW = "from leergang_widgets import overview\noverview()"
COHORT = "from leergang_widgets.cohort import cohort\ncohort({id!r})"
START = "from leergang_widgets.start import start\nstart()"
REPORT = "from leergang_widgets.report import report\nreport()"
SHOW = "from leergang.grading import show\nshow({id!r})"


def markdown(cell_id: str, text: str) -> Cell:
    """A text that nobody can change by accident."""
    metadata = {"deletable": False, "editable": False}
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": text}


def code(cell_id: str, source: str) -> Cell:
    """One call, with its code hidden."""
    metadata = {"deletable": False, "editable": False, "jupyter": {"source_hidden": True}}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def exercise_cell(exercise_id: str) -> Cell:
    """The cell that shows an exercise."""
    return code(f"oefening-{exercise_id}"[:64], call(EXERCISE, exercise_id))


def call(template: str, exercise_id: str) -> str:
    return template.format(id=exercise_id).replace("'", '"')


def graded(cell: Cell, points: int | None = None, task: bool = False) -> Cell:
    """The same cell as nbgrader knows it: read-only, or with points, or a task for the instructor."""
    mark: dict[str, Any] = {"grade": points is not None and not task, "grade_id": cell["id"], "locked": True}
    if points is not None:
        mark["points"] = points
    mark |= {"schema_version": 3, "solution": False, "task": task}
    return {**cell, "metadata": {**cell["metadata"], "nbgrader": mark}}


def notebook(cells: Iterable[Cell], name: str) -> str:
    """A notebook as it stands on disk. ``name`` marks it as part of the course."""
    metadata = {**NOTEBOOK_METADATA, "leergang": {"format": 1, "module": name}}
    data = {"cells": [_on_disk(cell) for cell in cells], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _on_disk(cell: Cell) -> Cell:
    return {**cell, "source": cell["source"].splitlines(keepends=True)}


def slug(text: str, taken: set[str]) -> str:
    """A cell id out of a heading, unique among those taken; it is added to them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "tekst"
    name = next(one for one in (base, *(f"{base}-{number}" for number in range(2, 999))) if one not in taken)
    taken.add(name)
    return name
