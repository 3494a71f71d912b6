"""Questions that come back on the start page: real exercises, whose answers stay apart from those of their module."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ipywidgets import DOMWidget

from leergang.answers import AnswerBook, Entry
from leergang.kinds import Exercise
from leergang.progress import recall
from leergang.progress.standing import Standing, day_key, recall_book
from leergang.ui import word
from leergang_widgets.show import widget_class


class RecallBook:
    """The answer of one day to one question. Only the first one that got feedback counts, so only that one is kept."""

    def __init__(self, book: AnswerBook, key: str, live: bool, answered: Callable[[], None]) -> None:
        self._book = book
        self._key = key
        self._live = live
        self._answered = answered

    def get(self, _exercise_id: str) -> Entry | None:
        """The answer of this day."""
        return self._book.get(self._key)

    def put(self, _exercise_id: str, value: Any, checked: bool = False, *, origin: object = None) -> Entry:
        """Save the answer, unless the participant saw already what was right."""
        first = self._book.get(self._key)
        if first and (first.checked or self._live):
            return first
        entry = self._book.put(self._key, value, checked, origin=origin)
        if checked or self._live:
            self._answered()
        return entry

    def subscribe(self, _exercise_id: str, callback: Callable[[Entry], None]) -> None:
        """Call back when another tab answers this question."""
        self._book.subscribe(self._key, callback)

    def places(self, _exercise_id: str) -> tuple[str, ...]:
        """Names for where this answer is kept."""
        return self._book.places(self._key)

    @property
    def notice(self) -> str | None:
        """What the participant must know about the file."""
        return self._book.notice


def question_widgets(root: Path, found: Standing, today: date, answered: Callable[[], None]) -> tuple[DOMWidget, ...]:
    """The questions of this day as exercises, those answered earlier today first."""
    return tuple(_widget(root, one.key, found, today, answered) for one in recall.chosen(found.questions, today))


def _widget(root: Path, key: str, found: Standing, today: date, answered: Callable[[], None]) -> DOMWidget:
    module, _, exercise_id = key.partition("/")
    content = found.contents[module]
    one: Exercise = content.exercises[exercise_id]
    title = word("start", "recall_from", title=one.title, module=content.module.title)
    shown = replace(one, step="recall", title=title)
    book = RecallBook(recall_book(root), day_key(key, today), one.live, answered)
    return widget_class(shown)(shown, content, book).shown()
