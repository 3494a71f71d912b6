"""What stands in antwoorden.json: reading it without trusting it, and changing one answer without losing another.

The dossier is a file of the same family, so what differs between the two stands in a FileKind. A file that cannot
be read as a whole is set aside. One damaged answer in a good file stays in it, and moves to "damaged" when that
exercise is answered anew.
"""

import json
import math
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from leergang.answers.entry import Entry, entry_of, same, storable
from leergang.atomic import patiently
from leergang.errors import CourseError

FILE_NAME = "antwoorden.json"
FORMAT = 1
MAX_BYTES = 20_000_000
MAX_EARLIER = 10
_MAX_NESTING = 64  # a value, and the levels around it: what we write we must be able to read
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

Sheet = dict[str, Any]
Stamp = tuple[int, int, int]


class DamagedError(Exception):
    """The file cannot be used; the text is the reason in Dutch, to follow 'want'."""


class UnusableError(CourseError):
    """The file may not be touched: it is something else, or a newer version wrote it. The message says what to do."""


def empty_sheet() -> Sheet:
    """A file without answers."""
    return {"format": FORMAT, "answers": {}}


@dataclass(frozen=True)
class FileKind:
    """What tells one kind of kept file from another. ``sound`` says whether the shape of a sheet is usable."""

    name: str
    what: str  # in Dutch, such as "antwoordenbestand"
    format: int
    empty: Callable[[], Sheet]
    sound: Callable[[Sheet], bool]
    damaged: Callable[[Sheet], list[str]]


def stamp_of(status: os.stat_result) -> Stamp:
    """What tells one version of a file from another."""
    return status.st_mtime_ns, status.st_size, status.st_ino


def current_stamp(path: Path) -> Stamp | None:
    """The stamp of what is there now; None for nothing, or nothing that can be seen."""
    try:
        return stamp_of(os.lstat(path))
    except OSError:
        return None


def read_bytes(path: Path) -> bytes | None:
    """What is in the file; None if there is none. Raises DamagedError (too large), UnusableError or OSError."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return None
    _refuse_special(path, status)
    descriptor = patiently(lambda: os.open(path, _FLAGS))
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise DamagedError(f"het is groter dan {MAX_BYTES // 1_000_000} MB")
    return data


def _refuse_special(path: Path, status: os.stat_result) -> None:
    """A link in handed-in work could point at anything on the instructor's machine, so none is followed."""
    if stat.S_ISREG(status.st_mode):
        return
    what = "geen gewoon bestand"
    if stat.S_ISDIR(status.st_mode):
        what = "een map"
    elif stat.S_ISLNK(status.st_mode):
        what = "een koppeling naar een ander bestand"
    raise UnusableError(
        f"{path.name} in de map {path.parent} is {what}, en daarin bewaart de leergang geen antwoorden. "
        "Geef het een andere naam of zet het ergens anders neer; dan maakt de leergang een nieuw bestand."
    )


def parse(data: bytes, kind: FileKind) -> Sheet:
    """The sheet in these bytes. Raises DamagedError, or UnusableError for the format of a newer version."""
    if not data.strip():
        raise DamagedError("het is leeg")
    try:
        sheet = json.loads(data.decode("utf-8-sig"), parse_constant=_finite, parse_float=_finite)
    except UnicodeDecodeError:
        raise DamagedError("de tekst is geen UTF-8") from None
    except RecursionError:
        raise DamagedError("het is te diep genest") from None
    except ValueError:
        raise DamagedError("het is geen geldige JSON") from None
    _check_shape(sheet, kind)
    return sheet  # type: ignore[no-any-return]  # checked the line before


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)  # JSON has no such number, and we could not write it back
    return number


def _check_shape(sheet: Any, kind: FileKind) -> None:
    version = sheet.get("format") if isinstance(sheet, dict) else None
    if type(version) is not int or version < 1:
        raise DamagedError(f"het is geen {kind.what} van de leergang")
    if version > kind.format:
        raise UnusableError(
            f"{kind.name} is gemaakt met een nieuwere versie van de leergang "
            f"(indeling {version}, hier bekend: {kind.format}). De antwoorden zijn niet getoond en er wordt niets in "
            "veranderd. Werk de leergang bij en open dit notebook opnieuw."
        )
    if not kind.sound(sheet):
        raise DamagedError("de antwoorden staan er niet in zoals het hoort")
    if _too_deep(sheet):
        raise DamagedError("het is te diep genest")


def _too_deep(value: Any) -> bool:
    """Level by level: recursion would fail on what this is to keep out."""
    level = [value]
    for _ in range(_MAX_NESTING + 1):
        level = [child for node in level if isinstance(node, dict | list) for child in _children(node)]
    return bool(level)


def _children(node: Any) -> Any:
    return node.values() if isinstance(node, dict) else node


def damaged_ids(sheet: Sheet) -> list[str]:
    """The exercises whose answer in the file cannot be used."""
    return [key for key, raw in sheet["answers"].items() if entry_of(raw) is None]


def _sound(sheet: Sheet) -> bool:
    return isinstance(sheet.get("answers"), dict) and isinstance(sheet.get("damaged", {}), dict)


ANSWERS = FileKind(FILE_NAME, "antwoordenbestand", FORMAT, empty_sheet, _sound, damaged_ids)


def with_answer(sheet: Sheet, exercise_id: str, entry: Entry, seen: Any) -> Sheet:
    """The sheet with this answer. A replaced one that the participant has not seen here is kept in "earlier".

    `seen` is the entry as this process last showed it, None for none.
    """
    answers, old = sheet["answers"], sheet["answers"].get(exercise_id)
    before = entry_of(old)
    new = dict(old) if before is not None else {}
    new.update(value=storable(entry.value), checked=entry.checked, at=entry.at)
    changed = {"answers": {**answers, exercise_id: new}}
    if before is None and exercise_id in answers:
        changed["damaged"] = _added(sheet.get("damaged", {}), exercise_id, old)
    elif before is not None and not same(old, seen) and not same(before.value, entry.value):
        kept = {"value": before.value, "checked": before.checked, "at": before.at}
        new["earlier"] = [kept, *old.get("earlier", [])][:MAX_EARLIER]
    return {**sheet, **changed}


def without(sheet: Sheet, given: Mapping[str, Any]) -> Sheet:
    """The sheet with these answers under "moved", except those that were changed since they were read."""
    gone = {key: raw for key, raw in given.items() if same(sheet["answers"].get(key), raw)}
    answers = {key: raw for key, raw in sheet["answers"].items() if key not in gone}
    moved = sheet.get("moved")
    return {**sheet, "answers": answers, "moved": {**(moved if isinstance(moved, dict) else {}), **gone}}


def merged_answers(sheet: Sheet, theirs: Mapping[str, Any]) -> Sheet:
    """The sheet with another file's answers. Of two for one exercise the newest counts; the other becomes earlier."""
    answers, damaged = dict(sheet["answers"]), sheet.get("damaged", {})
    for key, raw in theirs.items():
        if entry_of(raw) is None:
            continue
        if key in answers and entry_of(answers[key]) is None:
            damaged = _added(damaged, key, answers.pop(key))
        answers[key] = _merged(answers[key], raw) if key in answers else raw
    return {**sheet, "answers": answers, **({"damaged": damaged} if damaged else {})}


def _merged(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    if _moment(theirs) > _moment(ours):
        ours, theirs = theirs, ours
    kept = {"value": theirs["value"], "checked": theirs["checked"], "at": theirs["at"]}
    earlier = ours.get("earlier", [])
    if same(ours["value"], theirs["value"]) or kept in earlier:
        return ours
    return {**ours, "earlier": [kept, *earlier][:MAX_EARLIER]}


def _moment(raw: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(raw["at"])


def _added(damaged: dict[str, Any], exercise_id: str, raw: Any) -> dict[str, Any]:
    key, number = exercise_id, 1
    while key in damaged:
        number += 1
        key = f"{exercise_id} ({number})"
    return {**damaged, key: raw}


def encode(sheet: Sheet) -> bytes:
    """The file's bytes, for people to read. Half characters, which only another's part can hold, are escaped."""
    try:
        return (json.dumps(sheet, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(sheet, indent=1, allow_nan=False) + "\n").encode()


def set_aside(path: Path) -> str:
    """Give a damaged file a name of its own, untouched, and return that name. Only for one who holds the lock."""
    moment = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    name, number = f"{path.stem} (beschadigd {moment}){path.suffix}", 1
    while os.path.lexists(path.with_name(name)):
        number += 1
        name = f"{path.stem} (beschadigd {moment}, {number}){path.suffix}"
    patiently(lambda: os.rename(path, path.with_name(name)))
    return name
