"""Reads from a workspace what the start page needs, each file once; a module without answers costs only its head."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from leergang.answers import AnswerBook, Book, Entry, book_for
from leergang.content import FILE_NAME, Content, load_content, load_head
from leergang.dossier.book import course_book
from leergang.dossier.model import Alliance
from leergang.dossier.store import store_for
from leergang.errors import ContentError
from leergang.kinds import Exercise
from leergang.progress import recall
from leergang.progress.progress import AssignmentProgress, Mark, ModuleProgress, Receipt, filled, moment
from leergang.progress.recall import Attempt, Question

ANSWERS = "antwoorden.json"
RECEIPTS, FEEDBACK = "ingeleverd", "feedback"
_SCORE = re.compile(rb"<h4>[^<]*\(Score: ([0-9.]+) / ([0-9.]+)\)</h4>")  # nbgrader's own page of feedback


@dataclass(frozen=True)
class Standing:
    """Everything that the start page shows. ``contents`` holds the modules that have answers."""

    modules: tuple[ModuleProgress, ...] = ()
    assignments: tuple[AssignmentProgress, ...] = ()
    questions: tuple[Question, ...] = ()
    alliances: tuple[Alliance, ...] = ()
    alliance: Alliance | None = None
    contents: Mapping[str, Content] = field(default_factory=dict)


def standing(root: Path) -> Standing:
    """Where the participant is. A folder whose content is damaged is left out: its own notebook says what to do."""
    store = store_for(root)
    dossier = store.load()
    in_dossier = {key.partition("/")[0] for one in dossier.alliances for key in one.answers}
    contents: dict[str, Content] = {}
    modules = tuple(_modules(root, in_dossier, contents))
    receipts = {one.assignment: one for one in _receipts(root)}
    order = [one.name.partition("_")[2] for one in modules]
    assignments = tuple(_assignments(root, receipts, order))
    dossier = store.load()  # answers of an older version may have moved to it meanwhile
    questions = tuple(_questions(root, contents))
    return Standing(modules, assignments, questions, dossier.alliances, dossier.chosen, contents)


@lru_cache(maxsize=64)
def _read(folder: Path, _version: tuple[int, int]) -> Content:
    return load_content(folder)


def _content(folder: Path) -> Content:
    """The content of a folder, parsed anew only when its file changed: the page is refreshed often."""
    status = (folder / FILE_NAME).stat()
    return _read(folder, (status.st_mtime_ns, status.st_size))


# Modules


def _modules(root: Path, in_dossier: set[str], contents: dict[str, Content]) -> Iterator[ModuleProgress]:
    for folder in sorted(path.parent for path in root.glob(f"modules/[0-9][0-9]_*/{FILE_NAME}")):
        try:
            if folder.name not in in_dossier and not (folder / ANSWERS).exists():
                yield ModuleProgress(folder.name, load_head(folder))
                continue
            content = contents[folder.name] = _content(folder)
        except (ContentError, OSError):
            continue
        share, at = filled(content, entries(course_book(folder, content), content))
        yield ModuleProgress(folder.name, content.module, share, at)


def entries(book: Book, content: Content) -> dict[str, Entry]:
    """The answers to the exercises of a module."""
    found = {one: book.get(one) for one in content.exercises}
    return {key: one for key, one in found.items() if one}


# Assignments


def _assignments(root: Path, receipts: Mapping[str, Receipt], order: Sequence[str]) -> Iterator[AssignmentProgress]:
    """In the order of the modules that they go with; one that goes with none closes the course."""
    folders = {path.parent.name: path.parent for path in sorted(root.glob(f"opdrachten/*/{FILE_NAME}"))}
    known = [name for name in order if name in folders]
    for folder in map(folders.__getitem__, dict.fromkeys((*known, *folders))):
        try:
            yield _assignment(root, folder, receipts.get(folder.name))
        except (ContentError, OSError):
            continue


def _assignment(root: Path, folder: Path, receipt: Receipt | None) -> AssignmentProgress:
    share, at, module = 0.0, "", None
    if (folder / ANSWERS).exists():
        content = _content(folder)
        module = content.module
        share, at = filled(content, entries(book_for(folder), content))
    handed = receipt.at if receipt else ""
    return AssignmentProgress(folder.name, module or load_head(folder), share, at, handed, _mark(root, folder))


def _receipts(root: Path) -> Iterator[Receipt]:
    """The receipts of what was handed in, oldest first, so that the last of an assignment counts."""
    found = [_table(path) for path in sorted(root.glob(f"{RECEIPTS}/*.json"))]
    texts = [(one.get("assignment"), one.get("at")) for one in found]
    usable = [Receipt(name, at) for name, at in texts if isinstance(name, str) and isinstance(at, str) and moment(at)]
    yield from sorted(usable, key=lambda one: moment(one.at))


def _when(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone()


def _mark(root: Path, folder: Path) -> Mark | None:
    """The points in the feedback on an assignment: a file of the course's own, or the page that nbgrader fetches."""
    own = _table(root / FEEDBACK / f"{folder.name}.json")
    points, most = own.get("points"), own.get("max")
    if isinstance(points, int | float) and isinstance(most, int | float):
        return Mark(points, most)
    pages = sorted(folder.glob(f"{FEEDBACK}/*/*.html")) or sorted(folder.glob(f"{FEEDBACK}/*.html"))
    found = _SCORE.search(_bytes(pages[-1])) if pages else None
    return Mark(float(found[1]), float(found[2])) if found else None


def _table(path: Path) -> dict[str, Any]:
    """The JSON object in a file that another program wrote; an empty one when it cannot be used."""
    try:
        data = json.loads(_bytes(path).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(5_000_000)
    except OSError:
        return b""


# Questions that come back


def recall_book(root: Path) -> AnswerBook:
    """The answers to questions that came back: in the workspace's own folder, so no module's answer is overwritten."""
    return book_for(root)


def day_key(key: str, day: date) -> str:
    """Under what name the answer of a day is kept."""
    return f"{key}@{day.isoformat()}"


def _questions(root: Path, contents: Mapping[str, Content]) -> Iterator[Question]:
    again = _again(root)
    for name, content in contents.items():
        book = book_for(root / "modules" / name)
        for one in filter(recall.returns, content.exercises.values()):
            later_ones = again.get(f"{name}/{one.id}", [])
            given = sorted(filter(None, (book.get(one.id), *later_ones)), key=lambda entry: _when(entry.at))
            attempts = tuple(attempt for entry in given if (attempt := _attempt(one, entry)))
            if attempts:
                yield Question(f"{name}/{one.id}", attempts, _when(later_ones[-1].at).date() if later_ones else None)


def _again(root: Path) -> dict[str, list[Entry]]:
    """The answers of later days by question, oldest first."""
    found: dict[str, list[Entry]] = {}
    for key, entry in recall_book(root).everything().items():
        question, at, _day = key.rpartition("@")
        if at:
            found.setdefault(question, []).append(entry)
    return {key: sorted(some, key=lambda one: _when(one.at)) for key, some in found.items()}


def _attempt(exercise: Exercise, entry: Entry) -> Attempt | None:
    """What an answer proves; None for one on which no feedback was seen."""
    if not (entry.checked or exercise.live):
        return None
    value = exercise.clean(entry.value)
    if not exercise.filled(value):
        return None
    return Attempt(_when(entry.at).date(), exercise.score(value) >= recall.RIGHT)
