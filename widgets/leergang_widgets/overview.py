"""``overview``: what is filled in so far, at the end of an assignment; it follows each answer."""

import os
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from ipywidgets import DOMWidget, VBox

from leergang.answers import AnswerBook, book_for
from leergang.content import Content, load_content
from leergang.errors import CourseError
from leergang.grading.keys import course_folder
from leergang.kinds import Exercise
from leergang.markdown import to_inline_html
from leergang.ui import word
from leergang_widgets.front_end import read
from leergang_widgets.sheet import sheet_id
from leergang_widgets.show import Readable, notice


class OverviewWidget(anywidget.AnyWidget):
    """A row per exercise with its points and whether it is filled in; ``rows`` follows the answers of this kernel."""

    _esm = read("sheet.js") + read("overview.js")

    heading = traitlets.Unicode().tag(sync=True)
    sheet = traitlets.Unicode().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, content: Content, book: AnswerBook) -> None:
        self.content = content
        self.book = book
        super().__init__(heading=word("labels", "overview"), sheet=sheet_id())
        self._refresh()
        for exercise_id in content.exercises:
            book.subscribe(exercise_id, self._refresh)

    def _refresh(self, _entry: Any = None) -> None:
        self.rows = [self._row(one) for one in self.content.exercises.values()]

    def _row(self, exercise: Exercise) -> dict[str, Any]:
        entry = self.book.get(exercise.id)
        filled = exercise.filled(exercise.clean(entry.value if entry else None))
        return {"title": to_inline_html(exercise.title), "points": exercise.points_text, **filled_state(filled)}


def filled_state(filled: float) -> dict[str, str]:
    """The state of an answer of which this share is filled in, for the style sheet and in words."""
    state = "full" if filled == 1 else "part" if filled else "blank"
    return {"state": state, "stateText": word("status", state)}


def overview() -> Any:
    """What is filled in of this folder's exercises, and handing in. A fault becomes a message, as in ``exercise``."""
    folder = Path.cwd()
    if os.environ.get("NBGRADER_EXECUTION"):
        return Readable("")  # who grades has the gradebook
    try:
        content, book = load_content(folder), book_for(folder)
        return VBox([OverviewWidget(content, book), *_submit(folder, book)])
    except CourseError as error:
        return notice(str(error))


def _submit(folder: Path, book: AnswerBook) -> list[DOMWidget]:
    """The button for handing in; an instructor, in the course folder, has nothing to hand in."""
    if course_folder(folder):
        return []
    from leergang_widgets.submit import SubmitWidget

    return [SubmitWidget(folder, book)]
