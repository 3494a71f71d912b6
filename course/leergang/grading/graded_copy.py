"""Makes the autograded copy: the course's own cells with what they would show, and a participant's cells as text.

The same as what nbgrader makes by executing the course's notebook, without a kernel.
"""

import json
from collections.abc import Iterator
from typing import Any

from leergang.content import Content
from leergang.grading.foreign import Foreign
from leergang.grading.foreign_text import NOTE
from leergang.grading.scoring import Scored
from leergang.readable import answer_html, foreign_html, note_html, written_html

Cell = dict[str, Any]
MOST_FOREIGN = 20


def graded_copy(source: dict[str, Any], content: Content, scored: Scored, foreign: tuple[Foreign, ...]) -> str:
    """The notebook as text. ``source`` is the course's own notebook as JSON; it is not changed."""
    below: dict[str, list[Cell]] = {}
    for number, one in enumerate(foreign[:MOST_FOREIGN], 1):
        below.setdefault(one.after, []).append(_markdown(f"deelnemer-{number}", foreign_html(one.what, one.text)))
    first, *rest = source["cells"]
    cells = [first, *_notes(scored, foreign), *below.get("", []), *below.get(first["id"], [])]
    for cell in rest:
        cells += [_filled(cell, content, scored), *below.get(cell["id"], [])]
    # Without white space: nobody compares copies by line, and it is a fifth of their size.
    return json.dumps({**source, "cells": cells}, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def _notes(scored: Scored, foreign: tuple[Foreign, ...]) -> list[Cell]:
    remarks = list(scored.remarks)
    if len(foreign) > MOST_FOREIGN:
        remarks.append(f"Van de {len(foreign)} cellen van de deelnemer staan er hier {MOST_FOREIGN}.")
    return [_markdown(NOTE, note_html(" ".join(remarks)))] if remarks else []


def _filled(cell: Cell, content: Content, scored: Scored) -> Cell:
    if cell["cell_type"] != "code":
        return cell
    outputs = [_output(data) for data in _data(cell["id"], content, scored)]
    return {**cell, "outputs": outputs}


def _data(cell_id: str, content: Content, scored: Scored) -> Iterator[dict[str, str]]:
    role, _, name = cell_id.partition("-")
    if cell_id.startswith("tekst-van-"):
        role, name = "tekst", cell_id.removeprefix("tekst-van-")
    exercise = content.exercises.get(name)
    if exercise is None:
        return
    value = scored.values[name]
    if role == "oefening":
        yield {"text/html": answer_html(exercise, value)}
    elif role == "tekst":
        yield {"text/html": written_html(exercise, value)}
    elif role == "punten" and scored.points[name] is not None:
        yield {"text/plain": str(scored.points[name])}


def _output(data: dict[str, str]) -> dict[str, Any]:
    return {"data": data, "execution_count": None, "metadata": {}, "output_type": "execute_result"}


def _markdown(cell_id: str, source: str) -> Cell:
    metadata = {"deletable": False, "editable": False}
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": source}
