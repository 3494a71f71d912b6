"""Reads what a participant handed in, and trusts nothing of it: no link is followed, nothing large is read.

Only two things count: the answers, and the notebook, of which is told what was changed in it.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from leergang.answers.answer_file import FILE_NAME
from leergang.grading.nbgrader_exchange import TICKET
from leergang.grading.timestamps import TIMESTAMP
from leergang.handing_in.deliver import SLIP
from leergang.locking import LOCK_NAME
from leergang.wording import listed, plain

MAX_BYTES = 20_000_000
_OURS = {FILE_NAME, TIMESTAMP, "content.toml", TICKET, SLIP, LOCK_NAME}
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass
class Submission:
    """What was handed in: bytes as they are (None: not there, or not read), and what is to be told about them.

    ``unread`` says that there are answers which could not be read: their zero is not the participant's.
    """

    answers: bytes | None = None
    notebook: bytes | None = None
    timestamp: str = ""
    unread: bool = False
    remarks: list[str] = field(default_factory=list)


def read_submission(folder: Path, assignment: str) -> Submission:
    """Read a submission's folder. Never raises: what cannot be read becomes a remark in Dutch."""
    found = Submission()
    with _telling(found, "De map"):
        names = sorted(os.listdir(folder))
        found.answers = _read(folder, FILE_NAME, names, found)
        found.unread = FILE_NAME in names and found.answers is None
        found.notebook = _notebook(folder, assignment, names, found)
        time = _read(folder, TIMESTAMP, names, found) or b""
        found.timestamp = time[:100].decode("utf-8", errors="replace").strip()
        _tell_others(folder, names, found)
    return found


def _notebook(folder: Path, assignment: str, names: list[str], found: Submission) -> bytes | None:
    own = f"{assignment}.ipynb"
    others = [name for name in names if name.endswith(".ipynb") and name != own]
    if own in names:
        found.remarks += [f"Ook het notebook ‘{plain(name)}’ was ingeleverd; het telt niet mee." for name in others]
        return _read(folder, own, names, found)
    if not others:
        found.remarks.append("Het notebook ontbrak. De antwoorden zijn nagekeken.")
        return None
    found.remarks.append(f"Het notebook heette ‘{plain(others[0])}’ in plaats van ‘{own}’.")
    return _read(folder, others[0], names, found)


def _read(folder: Path, name: str, names: list[str], found: Submission) -> bytes | None:
    if name not in names:
        return None
    with _telling(found, f"‘{plain(name)}’"):
        path = folder / name
        if not stat.S_ISREG(os.lstat(path).st_mode):
            found.remarks.append(f"‘{plain(name)}’ is geen gewoon bestand maar een koppeling of map, en niet gelezen.")
            return None
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) <= MAX_BYTES:
            return data
        found.remarks.append(f"‘{plain(name)}’ is groter dan {MAX_BYTES // 1_000_000} MB en niet gelezen.")
    return None


def _tell_others(folder: Path, names: list[str], found: Submission) -> None:
    """Other files stay where they are: they are neither executed nor copied."""
    others = [name for name in names if name not in _OURS and not name.endswith(".ipynb")]
    if others:
        found.remarks.append(f"Andere bestanden tellen niet mee: {listed(others)}.")


@contextlib.contextmanager
def _telling(found: Submission, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        found.remarks.append(f"{what} is niet te lezen ({error.strerror or type(error).__name__}).")
