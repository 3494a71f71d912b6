"""The widget that all kinds share: it shows an exercise, saves each change and responds to it."""

from datetime import datetime
from typing import Any, Generic, TypeVar

import anywidget
import traitlets
from ipywidgets import DOMWidget

from leergang.answers import Book, Entry
from leergang.content import Content
from leergang.errors import CourseError
from leergang.kinds import Exercise, Feedback
from leergang.markdown import to_html, to_inline_html
from leergang.ui import word, words
from leergang_widgets.sheet import sheet_id

E = TypeVar("E", bound=Exercise)

# The words that the front end of an exercise needs; all of them would travel to the browser with each exercise.
SECTIONS = ("verdicts", "sequence", "status", "actions", "labels")


class ExerciseWidget(anywidget.AnyWidget, Generic[E]):
    """One exercise. ``value`` is the answer as JSON, in the form that its kind describes.

    ``view`` is what stands still, ``response`` what the course answers, ``status`` what became of saving, and
    ``recall`` the answer to an earlier exercise that this one looks back on. ``sheet`` leads to the shared style.
    The front end counts its changes in ``change`` and reads in ``status`` up to which one was saved.
    """

    view = traitlets.Dict().tag(sync=True)
    value = traitlets.Any(None, allow_none=True).tag(sync=True)
    checked = traitlets.Bool(False).tag(sync=True)
    change = traitlets.Int(0).tag(sync=True)
    response = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    recall = traitlets.Dict().tag(sync=True)
    sheet = traitlets.Unicode().tag(sync=True)

    def __init__(self, exercise: E, content: Content, book: Book) -> None:
        self.exercise = exercise
        self.content = content
        self.book = book
        entry = book.get(exercise.id)
        value = exercise.clean(entry.value) if entry else None
        super().__init__(value=value, checked=bool(entry and entry.checked), sheet=sheet_id())
        self.view = self._frame() | self.body()
        self._refresh_recall()
        self._respond()
        self.status = self._saved(entry)
        self.observe(self._changed, ["value", "checked", "change"])
        book.subscribe(exercise.id, self._changed_elsewhere)
        if exercise.recall:
            book.subscribe(exercise.recall, self._refresh_recall)

    def shown(self) -> DOMWidget:
        """What a notebook shows for this exercise: this widget, or a box with this widget in it."""
        return self

    def body(self) -> dict[str, Any]:
        """The fields of the view that belong to this kind, with Markdown turned into HTML."""
        raise NotImplementedError

    def more(self, value: Any) -> dict[str, Any]:
        """The fields of the response that belong to this kind."""
        return {}

    def _frame(self) -> dict[str, Any]:
        exercise = self.exercise
        return {
            "id": exercise.id,
            "stores": [f"leergang:{one}" for one in self.book.places(exercise.id)],
            "accent": self.content.module.accent,
            "step": exercise.points_text or word("steps", exercise.step),
            "graded": bool(exercise.points),
            "title": to_inline_html(exercise.title),
            "prompt": to_html(exercise.prompt),
            "source": to_inline_html(exercise.source),
            "check": self._check_word(),
            "ui": {section: words()[section] for section in SECTIONS},
        }

    def _check_word(self) -> str:
        exercise = self.exercise
        return "" if exercise.live or not exercise.has_key else word("actions", "check")

    def _refresh_recall(self, _entry: Entry | None = None) -> None:
        """Show what was answered to the earlier exercise, as it is now."""
        if not self.exercise.recall:
            return
        earlier = self.content.exercises[self.exercise.recall]
        entry = self.book.get(earlier.id)
        summary = earlier.summary(earlier.clean(entry.value)) if entry else ""
        name = "recall" if summary else "recall_blank"
        self.recall = {"label": word("labels", name, title=earlier.title), "answer": to_html(summary)}

    def _changed(self, _change: Any) -> None:
        with self.hold_sync():
            self._respond()
            self.status = self._save()

    def _save(self) -> dict[str, Any]:
        try:
            return self._saved(self.book.put(self.exercise.id, self.value, self.checked, origin=self))
        except CourseError as error:
            return {"ok": False, "text": str(error), "change": self.change, "at": ""}

    def _saved(self, entry: Entry | None) -> dict[str, Any]:
        text = word("status", "saved", time=datetime.fromisoformat(entry.at).strftime("%H:%M")) if entry else ""
        return {"ok": True, "text": text, "change": self.change, "at": entry.at if entry else ""}

    def _changed_elsewhere(self, entry: Entry) -> None:
        """Another tab changed this exercise: show what it saved."""
        self.unobserve(self._changed, ["value", "checked", "change"])
        with self.hold_sync():
            self.value = self.exercise.clean(entry.value)
            self.checked = entry.checked
            self._respond()
            self.status = self._saved(entry)
        self.observe(self._changed, ["value", "checked", "change"])

    def _respond(self) -> None:
        value = self.exercise.clean(self.value)
        show = self.exercise.live or (self.checked and bool(self._check_word()))  # nothing to show without a key
        feedback = self.exercise.feedback(value) if show else Feedback(None, "")
        self.response = {
            "shown": show,
            "summary": to_inline_html(feedback.summary),
            "remarks": [
                {"target": one.target, "verdict": one.verdict, "html": to_html(one.text)} for one in feedback.remarks
            ],
            "filled": self.exercise.filled(value),
            "after": to_html(self._after(value)) if show else "",
        } | self.more(value)

    def _after(self, value: Any) -> str:
        return self.exercise.after if self.exercise.filled(value) == 1 else ""  # a half answer is not yet debriefed
