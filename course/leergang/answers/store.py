"""A file that is kept, such as the answers: what it holds, seeing that others changed it, and changing it safely."""

from collections.abc import Callable
from pathlib import Path

from leergang.answers import answer_file, texts
from leergang.answers.answer_file import ANSWERS, DamagedError, FileKind, Sheet, Stamp
from leergang.atomic import remove_leftovers, write_atomic
from leergang.errors import CourseError
from leergang.locking import BusyError, locked


class AnswerNotSaved(CourseError):  # noqa: N818  # the widgets' word for it
    """An answer is not in the file. The message says why and what to do, in Dutch."""


class AnswerStore:
    """The file as last read or written. If it goes away, what was known stays, and goes along with the next save."""

    def __init__(self, folder: Path, kind: FileKind = ANSWERS) -> None:
        self.sheet = kind.empty()
        self._kind = kind
        self._folder = folder
        self._path = folder / kind.name
        self._data: bytes | None = None  # what the sheet was read from or written as
        self._stamp: Stamp | None = None  # the file as last looked at
        self._damaged: list[str] = []
        self._aside: list[str] = []
        self._trouble = ""
        self._swept = False

    def look(self) -> None:
        """Take in what others wrote. A fault becomes a notice: the participant can still read and work."""
        stamp = answer_file.current_stamp(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp  # also after a fault, so that thirty widgets do not each try again
        try:
            self._read_patiently()
        except BusyError:
            self._trouble = texts.busy(self._kind.name)
        except OSError as error:
            self._trouble = f"{self._kind.name} is niet te lezen. {self._explained(error)}"
        except CourseError as error:
            self._trouble = str(error)

    def save(self, change: Callable[[Sheet], Sheet]) -> None:
        """Apply a change to what the file holds now, as the only one. Raises AnswerNotSaved."""
        try:
            with locked(self._folder):
                self._read_or_set_aside()
                self._write(change(self.sheet))
        except BusyError:
            raise AnswerNotSaved(f"{texts.UNSAVED} {texts.busy(self._kind.name)}") from None
        except OSError as error:
            raise AnswerNotSaved(f"{texts.UNSAVED} {self._explained(error)}") from error
        except answer_file.UnusableError as error:
            raise AnswerNotSaved(f"{texts.UNSAVED} {error}") from error

    def notices(self) -> list[str]:
        """What the participant must know about the file."""
        return [text for text in (*self._aside, texts.damaged(self._kind.name, self._damaged), self._trouble) if text]

    def _explained(self, error: OSError) -> str:
        return texts.explained(error, self._folder, self._kind.name)

    def _aside_text(self, reason: str, name: str) -> str:
        return texts.set_aside(self._kind.name, self._kind.what, reason, name, self.sheet == self._kind.empty())

    def _write(self, sheet: Sheet) -> None:
        data = answer_file.encode(sheet)
        if len(data) > answer_file.MAX_BYTES:
            raise answer_file.UnusableError(texts.too_large(self._kind.name))
        if not self._swept:
            remove_leftovers(self._path)
            self._swept = True
        written = write_atomic(self._path, data)
        if self._damaged:
            self._damaged = self._kind.damaged(sheet)
        self.sheet, self._data, self._stamp = sheet, data, answer_file.stamp_of(written)

    def _read_patiently(self) -> None:
        try:
            self._read()
        except DamagedError:
            with locked(self._folder):  # only now is it sure that nobody is replacing it
                self._read_or_set_aside()

    def _read_or_set_aside(self) -> None:
        try:
            self._read()
        except DamagedError as damage:
            name = answer_file.set_aside(self._path)
            self._aside.append(self._aside_text(str(damage), name))

    def _read(self) -> None:
        """Make the sheet what is in the file. Compares all bytes: stamps can agree for two versions within one tick."""
        data = answer_file.read_bytes(self._path)
        if data is not None and data != self._data:
            self.sheet = answer_file.parse(data, self._kind)
            self._damaged = self._kind.damaged(self.sheet)
        self._data, self._trouble = data, ""
