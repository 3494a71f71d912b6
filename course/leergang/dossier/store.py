"""The dossier on disk: dossier.json at the workspace's root, kept as safely as the answers are."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from leergang.answers.answer_file import FileKind, Sheet
from leergang.answers.entry import entry_of
from leergang.answers.store import AnswerStore
from leergang.dossier.model import FORMAT, Dossier, raw_alliances, read_dossier
from leergang.errors import CourseError
from leergang.kinds.base import as_dict

FILE_NAME = "dossier.json"
_ROOT_MARKS = (".leergang", "start.ipynb", FILE_NAME)


def _empty() -> Sheet:
    return {"format": FORMAT, "alliances": []}


def _sound(sheet: Sheet) -> bool:
    return isinstance(sheet.get("alliances", []), list)


def _damaged(sheet: Sheet) -> list[str]:
    """The answers that cannot be used, for the notice."""
    answers = [as_dict(as_dict(one).get("answers")) for one in raw_alliances(sheet)]
    return [key for some in answers for key, raw in some.items() if entry_of(raw) is None]


DOSSIER = FileKind(FILE_NAME, "dossier", FORMAT, _empty, _sound, _damaged)


class DossierStore:
    """The dossier as last read or written. ``save`` takes a function from the file's table to the new one."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)
        self._store = AnswerStore(self.root, DOSSIER)
        self._mutex = threading.RLock()
        self._read: tuple[Sheet, Dossier] | None = None

    @property
    def sheet(self) -> Sheet:
        """The table as last read or written. Not to be changed: give ``save`` a function instead."""
        return self._store.sheet

    def load(self) -> Dossier:
        """What the file holds now. A fault in the file becomes a notice."""
        with self._mutex:
            self._store.look()
            if self._read is None or self._read[0] is not self.sheet:
                self._read = (self.sheet, read_dossier(self.sheet))
            return self._read[1]

    def usable(self) -> Dossier:
        """As ``load``. Raises CourseError with the reason when the file turned out to be of no use."""
        found = self.load()
        if not found.alliances and (told := self.notices()):
            raise CourseError("\n\n".join(told))
        return found

    def save(self, change: Callable[[Sheet], Sheet]) -> None:
        """Apply a change to what the file holds now, as the only writer. Raises AnswerNotSaved."""
        with self._mutex:
            self._store.save(change)

    def notices(self) -> list[str]:
        """What the participant must know about the file, in Dutch."""
        with self._mutex:
            self._store.look()
            return self._store.notices()


_stores: dict[str, DossierStore] = {}
_stores_mutex = threading.Lock()


def store_for(root: Path) -> DossierStore:
    """The one store of this workspace in this process, however its folder is written."""
    real = os.path.realpath(root)
    with _stores_mutex:
        return _stores.setdefault(os.path.normcase(real), DossierStore(Path(real)))


def workspace_of(folder: Path) -> Path | None:
    """The workspace that a module's folder belongs to; None outside one, such as in a checkout of the project."""
    root = folder.parent.parent
    inside = folder.parent.name == "modules" and any((root / name).exists() for name in _ROOT_MARKS)
    return root if inside else None
