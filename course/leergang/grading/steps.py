"""The steps that ``nbgrader_config.py`` adds to nbgrader's own: a grade is never a guess, and a rubric stays here.

Answers are data, in antwoorden.json. The notebook that is handed in holds nothing but the cells that were released,
while nbgrader would execute whatever cells it holds, and book 0 for an error and full marks for anything odd.
"""

from pathlib import Path
from typing import Any

from leergang.authoring.notebooks import released
from leergang.errors import CourseError
from leergang.grading.keys import course_folder


def own_cells(notebook: Any, resources: Any) -> tuple[Any, Any]:
    """Replace the notebook that was handed in by the course's own; comes before all other sanitizing.

    Cells that a participant added are not executed, and deleted or duplicated ones do no harm.
    """
    from nbformat import NO_CONVERT, read

    names = resources["nbgrader"]
    course = course_folder(Path.cwd())  # nbgrader converts with the course folder as its working directory
    if course is None:
        raise CourseError("De cursusmap met nbgrader_config.py is niet gevonden. Geef het commando in die map.")
    return read(course / "source" / names["assignment"] / f"{names['notebook']}.ipynb", NO_CONVERT), resources  # type: ignore[no-untyped-call]


def require_points(notebook: Any, resources: Any) -> tuple[Any, Any]:
    """Stop when a grade cell gave anything but a number; comes right after the execution, before booking.

    No cell is a participant's, so an error (a missing key, a timeout) is the course's fault and nobody's zero.
    """
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            fault = _fault(cell.outputs)
            if fault is not None:
                raise CourseError(f"Cel ‘{cell.metadata.nbgrader.grade_id}’ gaf geen punten: {fault}")
    return notebook, resources


def without_rubric(notebook: Any, resources: Any) -> tuple[Any, Any]:
    """Leave the rubric out of the feedback, as out of the release; a participant gets the points and the comment."""
    for cell in notebook.cells:
        cell.source = "\n".join(released(cell.source))
    return notebook, resources


def _fault(outputs: list[Any]) -> str | None:
    """What is wrong with the outputs of a grade cell; None when they are one number."""
    if len(outputs) == 1 and outputs[0].output_type == "execute_result":
        text = outputs[0].data.get("text/plain", "")
        return None if _is_number(text) else text
    return "; ".join(one.get("evalue") or one.get("text") or one.output_type for one in outputs) or "geen uitvoer"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
