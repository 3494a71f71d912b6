"""The participant's answers, saved at once and never lost.

Several notebooks, tabs and programs may write the same file. So each save takes a lock, reads what others wrote,
changes one exercise and replaces the file as a whole. What cannot be saved stays in memory for the next save.
"""

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from leergang.answers import texts
from leergang.answers.answer_file import Sheet, with_answer, without
from leergang.answers.entry import Entry, NotStorableError, answer_value, entry_of, same
from leergang.answers.listeners import Listeners
from leergang.answers.store import AnswerNotSaved, AnswerStore

__all__ = ["AnswerBook", "AnswerNotSaved", "Book", "Entry", "Store", "book_for"]


class Book(Protocol):
    """What a widget asks of a book of answers; see AnswerBook for what each method promises."""

    def get(self, exercise_id: str) -> Entry | None: ...
    def put(self, exercise_id: str, value: Any, checked: bool = False, *, origin: object = None) -> Entry: ...
    def subscribe(self, exercise_id: str, callback: Callable[[Entry], None]) -> None: ...
    def places(self, exercise_id: str) -> tuple[str, ...]: ...
    @property
    def notice(self) -> str | None: ...


class Store(Protocol):
    """Where a book keeps its answers: a sheet with "answers" that is seen, and changed as a whole."""

    @property
    def sheet(self) -> Sheet: ...
    def look(self) -> None: ...
    def save(self, change: Callable[[Sheet], Sheet]) -> None: ...
    def notices(self) -> list[str]: ...


class AnswerBook:
    """The answers of one notebook folder, in antwoorden.json, or in another store."""

    def __init__(self, folder: Path, store: Store | None = None) -> None:
        self.folder = Path(folder)
        self._store: Store = store or AnswerStore(self.folder)
        self._mutex = threading.RLock()  # ipykernel's subshells handle messages in threads
        self._seen: dict[str, Any] = {}  # the entries of the file as this process last showed them
        self._pending: dict[str, Entry] = {}  # not saved yet
        self._listeners: Listeners[Entry] = Listeners()
        self._news: dict[str, Entry] = {}  # what other processes changed, not told yet

    def get(self, exercise_id: str) -> Entry | None:
        """The answer to this exercise, or None."""
        with self._mutex:
            self._look()
            entry = self._current(exercise_id)
        self._tell_news()
        return entry

    def everything(self) -> dict[str, Entry]:
        """All usable answers in the file."""
        with self._mutex:
            self._look()
            found = {key: entry_of(raw) for key, raw in self._store.sheet["answers"].items()}
        return {key: entry for key, entry in found.items() if entry}

    def put(self, exercise_id: str, value: Any, checked: bool = False, *, origin: object = None) -> Entry:
        """Save this answer. Raises AnswerNotSaved; the answer is then kept and goes along with the next save.

        An answer that cannot stand in a file at all, such as NaN, is not kept. Listeners to this exercise are called,
        except the one that is, or is a method of, `origin`.
        """
        entry = Entry(_checked_value(exercise_id, value), bool(checked), _now())
        try:
            with self._mutex:
                self._pending[exercise_id] = entry
                self._save()
        finally:  # also when it was not saved: what this kernel shows must agree
            self._tell_news()
            self._listeners.tell(exercise_id, entry.copy(), origin)
        return entry

    def flush(self) -> None:
        """Save what could not be saved before; raises AnswerNotSaved when it still cannot."""
        try:
            with self._mutex:
                if self._pending:
                    self._save()
        finally:
            self._tell_news()

    def subscribe(self, exercise_id: str, callback: Callable[[Entry], None]) -> None:
        """Call back when another widget or another process has changed this answer. Methods are held weakly."""
        with self._mutex:
            self._look()  # from here on a difference is a change
            self._listeners.add(exercise_id, callback)
        self._tell_news()

    def places(self, exercise_id: str) -> tuple[str, ...]:
        """Names for where this answer is kept, unlike those of any other answer on this computer."""
        return (f"{self.folder}:{exercise_id}",)

    def hand_over(self, exercise_ids: Iterable[str], receive: Callable[[Mapping[str, Any]], None]) -> None:
        """Give usable answers, as they stand in the file, to another keeper; once it has them they leave "answers".

        They stay in the file under "moved". Raises what `receive` raises, and AnswerNotSaved.
        """
        with self._mutex:
            self._look()
            given = {key: raw for key in exercise_ids if entry_of(raw := self._store.sheet["answers"].get(key))}
            if given:
                receive(given)
                self._store.save(lambda sheet: without(sheet, given))

    @property
    def notice(self) -> str | None:
        """What the participant must know about the file, in Dutch."""
        with self._mutex:
            self._look()
            notice = "\n".join(self._store.notices())
        self._tell_news()
        return notice or None

    def _current(self, exercise_id: str) -> Entry | None:
        if exercise_id in self._pending:
            return self._pending[exercise_id].copy()
        self._seen[exercise_id] = raw = self._store.sheet["answers"].get(exercise_id)
        return entry_of(raw)

    def _look(self) -> None:
        before = self._store.sheet
        self._store.look()
        self._gather_news(before)

    def _save(self) -> None:
        before = self._store.sheet
        try:
            self._store.save(self._with_pending)
        finally:
            self._gather_news(before)
        self._seen.update((key, self._store.sheet["answers"][key]) for key in self._pending)
        self._pending.clear()

    def _with_pending(self, sheet: Sheet) -> Sheet:
        for exercise_id, entry in self._pending.items():
            sheet = with_answer(sheet, exercise_id, entry, self._seen.get(exercise_id))
        return sheet

    def _gather_news(self, before: Sheet) -> None:
        """Note what differs from before. An own answer that is not in the file yet is newer than what is."""
        answers = self._store.sheet["answers"]
        if answers is before["answers"]:
            return
        for key in self._listeners.wanted():
            entry = entry_of(answers.get(key))
            if entry and key not in self._pending and not same(answers[key], before["answers"].get(key)):
                self._news[key] = entry

    def _tell_news(self) -> None:
        with self._mutex:
            news, self._news = self._news, {}
        for key, entry in news.items():
            self._listeners.tell(key, entry)


_books: dict[str, AnswerBook] = {}
_books_mutex = threading.Lock()


def book_for(folder: Path) -> AnswerBook:
    """The one book of this folder in this process, however the folder is written."""
    real = os.path.realpath(folder)
    with _books_mutex:
        return _books.setdefault(os.path.normcase(real), AnswerBook(Path(real)))


def _checked_value(exercise_id: str, value: Any) -> Any:
    try:
        answer_value(exercise_id)
        return answer_value(value)
    except NotStorableError as error:
        raise AnswerNotSaved(texts.not_storable(exercise_id, str(error))) from error


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
