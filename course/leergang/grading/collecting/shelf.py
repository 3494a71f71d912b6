"""Puts a submission in its place, ``submitted/<participant>/<assignment>/``, whole or not at all.

It is written in a folder beside it, which then takes the place; an earlier one moves to ``.eerder`` in the
participant's folder. Whatever a kill leaves behind, the next run completes or clears away.
"""

import json
import os
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from leergang.answers.answer_file import FILE_NAME
from leergang.atomic import patiently, write_atomic
from leergang.fingerprint import hash_of
from leergang.grading.collecting.handed_in import HandedIn, stamp
from leergang.grading.collecting.outcome import NEW, OLDER, REPLACED, SAME, Outcome, UnusableError
from leergang.grading.timestamps import TIMESTAMP
from leergang.handing_in.deliver import SLIP
from leergang.safe_names import folded

EARLIER = ".eerder"
_MAKING = ".bezig-"
_FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"  # as nbgrader writes and reads it


@dataclass(frozen=True)
class Kept:
    """What stands in a place now."""

    at: datetime
    hash: str
    number: str


def put(one: HandedIn, submitted: Path) -> Outcome:
    """Put a submission in its place, unless what is there is the same or newer. Raises UnusableError or OSError."""
    folder = _folder(one.person, submitted)
    target = folder / one.assignment
    if folder.is_symlink() or target.is_symlink() or (target.exists() and not target.is_dir()):
        raise UnusableError(f"{target} is een koppeling of een bestand. Haal dat weg en zamel dan opnieuw in")
    kept = _kept(target, one)
    if kept and kept.number and one.number and kept.number != one.number:
        return _put_apart(one, submitted)
    status = _compared(one, kept)
    if status in {NEW, REPLACED}:
        _write(one, folder, target)
    return Outcome(status, one.source, folder.name, one.assignment, "; ".join(one.remarks))


def recover(submitted: Path) -> None:
    """Complete or clear away what a killed run left behind."""
    for making in submitted.glob(f"*/{_MAKING}*"):
        target = making.with_name(making.name.removeprefix(_MAKING))
        if (making / SLIP).is_file() and not target.exists():  # the slip is written last
            os.replace(making, target)
        else:
            shutil.rmtree(making)


def _folder(person: str, submitted: Path) -> Path:
    """The participant's folder; the one that is there when the names differ in capitals or form of Unicode only."""
    if (submitted / person).is_dir():
        return submitted / person
    names = (one for one in os.listdir(submitted) if folded(one) == folded(person))
    return submitted / next(names, person)


def _put_apart(one: HandedIn, submitted: Path) -> Outcome:
    """Two people of one name: the learning system's number tells them apart."""
    remark = f"er is al iemand die {one.person} heet; dit is een ander, met nummer {one.number}"
    name = f"{one.person} ({one.number})"
    return put(replace(one, person=name, number="", remarks=(*one.remarks, remark)), submitted)


def _compared(one: HandedIn, kept: Kept | None) -> str:
    if kept is None:
        return NEW
    if kept.hash == hash_of(one.files) and (one.guessed or kept.at >= one.at):
        return SAME
    if one.at == kept.at:
        raise UnusableError("er is al ander werk ingezameld met precies dit tijdstip. Kijk zelf welk van de twee telt")
    return REPLACED if one.at > kept.at else OLDER


def _kept(target: Path, one: HandedIn) -> Kept | None:
    if not target.is_dir():
        return None
    names = [name for name in os.listdir(target) if name in one.files or name in {FILE_NAME, f"{one.assignment}.ipynb"}]
    files = {name: (target / name).read_bytes() for name in names if (target / name).is_file()}
    try:
        slip = json.loads((target / SLIP).read_bytes())
        number = str(slip.get("lms", ""))
    except (OSError, ValueError, AttributeError, RecursionError):
        number = ""
    return Kept(_time(target), hash_of(files), number)


def _time(target: Path) -> datetime:
    try:
        found = stamp((target / TIMESTAMP).read_bytes())
    except OSError:
        found = None
    return found.astimezone(UTC) if found else datetime.fromtimestamp(target.stat().st_mtime, UTC)


def _write(one: HandedIn, folder: Path, target: Path) -> None:
    making = folder / f"{_MAKING}{one.assignment}"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    for name, data in one.files.items():
        write_atomic(making / name, data)
    write_atomic(making / TIMESTAMP, one.at.strftime(_FORMAT).encode())
    write_atomic(making / SLIP, _slip(one))
    if target.exists():
        aside = _free(folder / EARLIER / f"{one.assignment} {_time(target):%Y-%m-%d %H.%M.%S}")
        aside.parent.mkdir(exist_ok=True)
        patiently(lambda: os.replace(target, aside))
    patiently(lambda: os.replace(making, target))


def _slip(one: HandedIn) -> bytes:
    told = {"format": 1, "assignment": one.assignment, "at": one.at.isoformat(timespec="seconds")}
    told |= {"hash": hash_of(one.files), "typed": one.typed, "lms": one.number, "source": one.source}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="replace")


def _free(path: Path) -> Path:
    names = (path.with_name(f"{path.name} ({number})") for number in range(2, 10_000))
    return next(one for one in (path, *names) if not one.exists())
