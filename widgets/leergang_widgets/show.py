"""``exercise``: the one function that a course notebook calls."""

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from ipywidgets import HTML, DOMWidget, VBox

from leergang.answers import Book, book_for
from leergang.content import Content, load_content
from leergang.dossier.book import CourseBook, course_book
from leergang.errors import CourseError
from leergang.kinds import Exercise
from leergang.markdown import to_html
from leergang.readable import answer_html, note_html
from leergang_widgets.base import ExerciseWidget

# A kind's widget is imported when it is first shown: a kernel pays for what its notebook uses.
WIDGETS = {
    "choice": ("choice", "ChoiceWidget"),
    "sort": ("bins", "BinsWidget"),
    "match": ("bins", "BinsWidget"),
    "order": ("order", "OrderWidget"),
    "allocate": ("allocate", "AllocateWidget"),
    "scale": ("scale", "ScaleWidget"),
    "balance": ("balance", "BalanceWidget"),
    "scenario": ("scenario", "ScenarioWidget"),
    "text": ("text", "TextWidget"),
    "loop": ("loop", "LoopWidget"),
    "map": ("map", "MapWidget"),
    "grid": ("grid", "GridWidget"),
}


@dataclass(frozen=True)
class Readable:
    """HTML in the place of a widget: a widget would leave its whole state in the graded copy.

    Its plain form says nothing, because a notebook keeps both forms.
    """

    html: str

    def __repr__(self) -> str:
        return ""

    def _repr_html_(self) -> str:
        return self.html


def exercise(exercise_id: str) -> DOMWidget | Readable:
    """The exercise of this folder's ``content.toml`` with this id, with the answer given before.

    While nbgrader runs the notebook it is the answer in readable form: a copy to be graded needs no widgets.
    A fault in the content or the answers becomes a message; a participant never sees a traceback.
    """
    folder = Path.cwd()
    graded = bool(os.environ.get("NBGRADER_EXECUTION"))
    try:
        content = load_content(folder)
        if graded:
            return readable_answer(exercise_id, content, book_for(folder))
        return build(exercise_id, content, course_book(folder, content))
    except CourseError as error:
        return Readable(note_html(str(error))) if graded else notice(str(error))


def build(exercise_id: str, content: Content, book: Book) -> DOMWidget:
    """The widget of an exercise, below the notice of a damaged answers file when it is the first one."""
    one = _find(content, exercise_id)
    shown = in_own_step(one, content, book) if isinstance(book, CourseBook) else widget_of(one, content, book)
    first = next(iter(content.exercises)) == exercise_id
    return VBox([notice(book.notice), shown]) if book.notice and first else shown


def in_own_step(one: Exercise, content: Content, book: CourseBook) -> DOMWidget:
    """The widget; when it is about the own alliance, below the name of that alliance, and it follows the choice."""
    if not {one.id, one.recall} & book.own:
        return widget_of(one, content, book)
    from leergang_widgets.own import OwnStep  # here, as other notebooks do without

    return OwnStep(one.id, book, lambda chosen: widget_of(one, content, chosen))


def widget_of(one: Exercise, content: Content, book: Book) -> DOMWidget:
    """The widget of an exercise."""
    return widget_class(one)(one, content, book).shown()


def widget_class(one: Exercise) -> type[ExerciseWidget[Exercise]]:
    """The widget class that belongs to the kind of an exercise."""
    module, name = WIDGETS[one.kind]
    found: type[ExerciseWidget[Exercise]] = getattr(import_module(f"leergang_widgets.{module}"), name)
    return found


def readable_answer(exercise_id: str, content: Content, book: Book) -> Readable:
    """An answer as text, for who grades; the first one also says when the answers file was damaged."""
    one = _find(content, exercise_id)
    entry = book.get(exercise_id)
    warning = book.notice if next(iter(content.exercises)) == exercise_id else None
    return Readable(
        (note_html(warning) if warning else "") + answer_html(one, one.clean(entry.value if entry else None))
    )


def notice(text: str) -> HTML:
    """A message to the participant."""
    return HTML(f"<div role='alert' class='lg-notice'>{to_html(text)}</div>")


def _find(content: Content, exercise_id: str) -> Exercise:
    if exercise_id not in content.exercises:
        raise CourseError(
            f"De oefening ‘{exercise_id}’ staat niet in dit onderdeel van de cursus. "
            "Sluit de cursus en open hem opnieuw; blijft dit zo, meld het dan aan je docent."
        )
    return content.exercises[exercise_id]
