"""A step for the own alliance: whose it is stands above it, and it changes along when another alliance is chosen."""

from collections.abc import Callable
from typing import Any
from weakref import WeakSet

import anywidget
import traitlets
from ipywidgets import DOMWidget, VBox

from leergang.dossier.book import CourseBook, alliance_book
from leergang.dossier.edits import chosen
from leergang.errors import CourseError
from leergang.ui import word
from leergang_widgets.front_end import read
from leergang_widgets.sheet import sheet_id


class AllianceBar(anywidget.AnyWidget):
    """ "Voor: <name>", with a list to choose from when there is more than one. ``chosen`` is an id."""

    _esm = read("sheet.js") + read("make.js") + read("own.js")

    label = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    alliances: traitlets.List[Any] = traitlets.List().tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)
    sheet = traitlets.Unicode().tag(sync=True)


class OwnStep(VBox):  # type: ignore[misc]  # ipywidgets has no types
    """The bar with the exercise below it. ``make`` gives the exercise's widget for a book."""

    def __init__(self, exercise_id: str, book: CourseBook, make: Callable[[CourseBook], DOMWidget]) -> None:
        self.exercise_id = exercise_id
        self.book = book
        self._make = make
        self.bar = AllianceBar(label=word("dossier", "for"), hint=word("dossier", "for_hint"), sheet=sheet_id())
        super().__init__([self.bar, make(book)])
        self.add_class("lg-own")
        self.refresh()
        self.bar.observe(self._choose, "chosen")
        self.bar.on_msg(self._returned)
        book.subscribe(exercise_id, self.refresh)  # the first answer of all makes an alliance
        _shown.add(self)

    def refresh(self, _entry: Any = None) -> None:
        """Show the names as they are now, and the alliance that this step belongs to."""
        store = self.book.alliance.store
        found = store.dossier.load().alliances
        with self.bar.hold_trait_notifications():
            self.bar.alliances = [{"id": one.id, "name": one.name} for one in found]
            self.bar.chosen = store.alliance_id

    def show(self, alliance_id: str) -> None:
        """Show the exercise as it was answered for this alliance."""
        if alliance_id and alliance_id != self.book.alliance.store.alliance_id:
            self.book = self.book.for_alliance(alliance_book(self.book.alliance.store.dossier, alliance_id))
            self.children = (self.bar, self._make(self.book))
            self.book.subscribe(self.exercise_id, self.refresh)
        self.refresh()

    def _returned(self, _bar: Any, _message: Any, _buffers: Any) -> None:
        """The page came into sight again: nobody is typing here now, so it can follow what was chosen elsewhere."""
        self.show(self.book.alliance.store.dossier.load().current)

    def _choose(self, change: Any) -> None:
        wanted, store = change["new"], self.book.alliance.store
        if wanted == store.alliance_id:
            return
        try:
            store.dossier.save(lambda sheet: chosen(sheet, wanted))
        except (CourseError, KeyError):  # not to be written, or removed elsewhere: stay with what is shown
            self.refresh()
            return
        for step in list(_shown):
            step.show(wanted)


_shown: WeakSet[OwnStep] = WeakSet()
