"""The answers of one alliance as a book, so that a widget need not know in which file its answer goes.

A notebook holds on to the alliance that it shows: when another one is chosen in another tab, what is typed here still
goes to the alliance whose name stands above it.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from leergang.answers import AnswerBook, AnswerNotSaved, Entry, book_for
from leergang.answers.answer_file import Sheet, UnusableError, merged_answers
from leergang.content import Content
from leergang.dossier.edits import new_id, tidy, with_new
from leergang.dossier.model import FIRST_NAME, read_dossier, with_alliance
from leergang.dossier.portrait import own_exercises
from leergang.dossier.store import DossierStore, store_for, workspace_of
from leergang.kinds.base import as_dict

GONE = (
    "Deze alliantie is in een ander venster verwijderd. Herlaad de pagina en kies een andere, "
    "of haal haar op de startpagina terug uit de map ‘verwijderde allianties’."
)


class AllianceStore:
    """One alliance within the dossier, as a store of answers. Without an id: the chosen one, or else a first one."""

    def __init__(self, dossier: DossierStore, alliance_id: str = "") -> None:
        self.dossier = dossier
        self.alliance_id = alliance_id
        self._new_id = new_id()
        self._raw: Any = None
        self._sheet: Sheet = {"answers": {}}

    @property
    def sheet(self) -> Sheet:
        """The alliance's own table; the same object while nothing in it changed."""
        alliances = self.dossier.sheet.get("alliances", [])
        raw = next((one for one in alliances if as_dict(one).get("id") == self.alliance_id), None)
        if raw is not None and raw is not self._raw:
            self._raw, self._sheet = raw, tidy(raw)
        return self._sheet

    def look(self) -> None:
        """Take in what others wrote."""
        self.alliance_id = self.alliance_id or self.dossier.load().current
        self.dossier.load()

    def save(self, change: Callable[[Sheet], Sheet]) -> None:
        """Change the alliance. Raises AnswerNotSaved, also when another window removed it."""
        self.dossier.save(lambda sheet: self._changed(sheet, change))
        self.alliance_id = self.alliance_id or self.dossier.load().current

    def notices(self) -> list[str]:
        """What the participant must know about the file."""
        return self.dossier.notices()

    def _changed(self, sheet: Sheet, change: Callable[[Sheet], Sheet]) -> Sheet:
        wanted = self.alliance_id or read_dossier(sheet).current
        if not wanted:
            wanted, sheet = self._new_id, with_new(sheet, self._new_id, FIRST_NAME)
        try:
            return with_alliance(sheet, wanted, lambda raw: change(tidy(raw)))
        except KeyError:
            raise UnusableError(GONE) from None


class AllianceBook(AnswerBook):
    """The answers of one alliance, keyed ``module folder/exercise id``."""

    def __init__(self, dossier: DossierStore, alliance_id: str = "") -> None:
        self.store = AllianceStore(dossier, alliance_id)
        super().__init__(dossier.root, self.store)

    def places(self, exercise_id: str) -> tuple[str, ...]:
        """What was typed for one alliance may not turn up in another; before there was any, it is for this one."""
        before_any, own = f"{self.folder}::{exercise_id}", f"{self.folder}:{self.store.alliance_id}:{exercise_id}"
        return (own, before_any) if self.store.alliance_id else (before_any,)


class CourseBook:
    """The answers of one module: the steps for the own alliance in the dossier, all others in antwoorden.json."""

    def __init__(self, answers: AnswerBook, alliance: AllianceBook, module: str, own: frozenset[str]) -> None:
        self.answers = answers
        self.alliance = alliance
        self.own = own
        self._module = module

    def for_alliance(self, alliance: AllianceBook) -> "CourseBook":
        """The same module's book for another alliance."""
        return CourseBook(self.answers, alliance, self._module, self.own)

    def get(self, exercise_id: str) -> Entry | None:
        """The answer. One of an older version that could not be moved to the dossier is still shown."""
        book, key = self._of(exercise_id)
        return book.get(key) or (self.answers.get(exercise_id) if exercise_id in self.own else None)

    def put(self, exercise_id: str, value: Any, checked: bool = False, *, origin: object = None) -> Entry:
        """Save an answer where it belongs. Raises AnswerNotSaved."""
        book, key = self._of(exercise_id)
        return book.put(key, value, checked, origin=origin)

    def subscribe(self, exercise_id: str, callback: Callable[[Entry], None]) -> None:
        """Call back when this answer changes elsewhere."""
        book, key = self._of(exercise_id)
        book.subscribe(key, callback)

    def places(self, exercise_id: str) -> tuple[str, ...]:
        """Names for where this answer is kept, the present one first."""
        book, key = self._of(exercise_id)
        return book.places(key)

    @property
    def notice(self) -> str | None:
        """What the participant must know about the two files."""
        return "\n\n".join(filter(None, (self.answers.notice, self.alliance.notice))) or None

    def _of(self, exercise_id: str) -> tuple[AnswerBook, str]:
        if exercise_id in self.own:
            return self.alliance, f"{self._module}/{exercise_id}"
        return self.answers, exercise_id


def course_book(folder: Path, content: Content, alliance_id: str = "") -> AnswerBook | CourseBook:
    """The book of a module in a workspace, for this alliance or the chosen one; elsewhere one file holds all."""
    answers, root = book_for(folder), workspace_of(folder)
    if root is None:
        return answers
    own = frozenset(one.id for one in own_exercises(content))
    adopt(answers, store_for(root), folder.name, own)
    return CourseBook(answers, alliance_book(store_for(root), alliance_id), folder.name, own)


def adopt(answers: AnswerBook, dossier: DossierStore, module: str, own: frozenset[str]) -> None:
    """Move answers that an older version kept beside the notebook to the dossier; those not moved are still shown.

    They go to the chosen alliance, or to a first one. A kill in between leaves them in both files, and is mended here.
    """

    def receive(given: Any) -> None:
        theirs = {f"{module}/{key}": raw for key, raw in given.items()}
        AllianceStore(dossier).save(lambda alliance: merged_answers(alliance, theirs))

    try:
        answers.hand_over(sorted(own), receive)
    except AnswerNotSaved:
        return


_books: list[AllianceBook] = []
_books_mutex = threading.Lock()


def alliance_book(dossier: DossierStore, alliance_id: str = "") -> AllianceBook:
    """The one book of this alliance in this process; without an id, of the chosen one."""
    wanted = alliance_id or dossier.load().current
    with _books_mutex:
        for book in _books:
            if book.store.dossier is dossier and book.store.alliance_id == wanted:
                return book
        _books.append(AllianceBook(dossier, wanted))
        return _books[-1]
