"""The mark beside an autograded copy: of what it was made. So grading can be broken off and go on where it was."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from leergang.fingerprint import hash_of
from leergang.grading.submission import Submission

NAME = ".leergang.json"
VERSION = "1"  # raise it when the same submission would get another copy or other points


@dataclass(frozen=True)
class Mark:
    """Hashes of the whole submission with the assignment, and of the answers alone."""

    whole: str
    answers: str


def assignment_hash(files: Iterable[Path]) -> str:
    """The hash of what an assignment is scored with. Raises OSError."""
    return hash_of({VERSION: b"", **{path.name: path.read_bytes() for path in files}})


def mark_of(assignment: str, submission: Submission) -> Mark:
    """The mark of a submission; ``assignment`` is the hash of its assignment."""
    answers = {"answers": submission.answers} if submission.answers is not None else {}
    notebook = {"notebook": submission.notebook} if submission.notebook is not None else {}
    time = {"time": submission.timestamp.encode("utf-8", "surrogatepass")}
    return Mark(hash_of({assignment: b"", **answers, **notebook, **time}), hash_of(answers))


def read_mark(folder: Path) -> Mark | None:
    """The mark in a folder with an autograded copy; None when there is none that can be used."""
    try:
        found = json.loads((folder / NAME).read_bytes())
        return Mark(str(found["whole"]), str(found["answers"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def mark_bytes(mark: Mark) -> bytes:
    """A mark as it stands in its file."""
    return (json.dumps({"whole": mark.whole, "answers": mark.answers}) + "\n").encode()
