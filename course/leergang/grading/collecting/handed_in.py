"""Makes somebody's submission out of files that belong together: whose it is, of which assignment, and when."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from leergang.answers.answer_file import FILE_NAME
from leergang.grading.collecting.bundle import Bundle
from leergang.grading.collecting.file_names import course_name, without_copy
from leergang.grading.collecting.outcome import UnusableError
from leergang.grading.collecting.unpack import Found, Group
from leergang.grading.nbgrader_exchange import TICKET
from leergang.grading.timestamps import TIMESTAMP, parse_moment
from leergang.handing_in.deliver import SLIP
from leergang.safe_names import safe_name

_SET_ASIDE = re.compile(r"antwoorden \(beschadigd .*\)\.json")
_TICKET = re.compile(rb"[\w-]{1,200}\s*")


@dataclass(frozen=True)
class HandedIn:
    """A submission that can be put in its place. ``number`` tells two people of one name apart; ``typed`` is what the
    participant wrote about themselves; ``guessed`` says that the moment is not to be trusted."""

    person: str
    number: str
    typed: str
    assignment: str
    at: datetime
    files: Mapping[str, bytes]
    source: str
    remarks: tuple[str, ...]
    guessed: bool = False


def handed_in(bundle: Bundle, known: Sequence[str], wanted: Sequence[str], now: datetime, owner: str = "") -> HandedIn:
    """The submission in these files. ``owner`` is who the exchange says it is from. Raises UnusableError.

    ``known`` are the course's assignments; ``wanted`` those that were asked for, and when it is only one, what has no
    name is taken to be that one.
    """
    slip = _slip(bundle.files.get(SLIP))
    assignment = _assignment(bundle, slip, known, wanted)
    person, number = _person(bundle, slip, assignment, known, owner)
    files, remarks = _files(bundle, assignment)
    files |= _ticket(bundle.files.get(TICKET)) if owner else {}
    at = _moment(bundle, slip, files, owner)
    future = at > now
    if future:
        at, remarks = now, [*remarks, "het tijdstip van inleveren lag in de toekomst; genomen is het moment van nu"]
    typed = f"{slip.get('name', '')} {slip.get('number', '')}".strip()
    return HandedIn(person, number, typed, assignment, at, files, bundle.source, tuple(remarks), future)


def _without_zip(name: str) -> str:
    return name[:-4] if name.lower().endswith(".zip") else name


def _slip(found: Found | None) -> dict[str, str]:
    """What the participant's own course told; empty when there is nothing usable."""
    if found is None:
        return {}
    try:
        data: Any = json.loads(found.read()[:100_000])
        return {key: value for key, value in data.items() if isinstance(value, str)} if isinstance(data, dict) else {}
    except (UnusableError, ValueError, RecursionError):
        return {}


def _assignment(bundle: Bundle, slip: Mapping[str, str], known: Sequence[str], wanted: Sequence[str]) -> str:
    named = [slip.get("assignment", ""), *(name.removesuffix(".ipynb") for name in bundle.notebooks)]
    modules = [one for one in map(_module, bundle.notebooks.values()) if one]
    around = [course_name(_without_zip(name)) for name in reversed(bundle.group.trail)]
    found = next((one for one in (*named, *modules, *around) if one in known), "")
    if modules and modules[0] not in known:
        raise UnusableError(f"dit is geen opdracht, maar het notebook ‘{modules[0]}’")
    found = found or (wanted[0] if len(wanted) == 1 else "")
    if not found:
        raise UnusableError(
            "niet te zien van welke opdracht dit is. Geef één opdracht mee, zoals: leergang collect procesmanager …"
        )
    if found not in wanted:
        raise UnusableError(f"dit is opdracht ‘{found}’, en daar is niet om gevraagd")
    return found


def _module(notebook: Found) -> str:
    """The assignment that a notebook with another name says it is."""
    try:
        return str(json.loads(notebook.read())["metadata"]["leergang"]["module"])
    except (UnusableError, ValueError, TypeError, KeyError, RecursionError):
        return ""


def _person(
    bundle: Bundle, slip: Mapping[str, str], assignment: str, known: Sequence[str], owner: str
) -> tuple[str, str]:
    """Who handed in, as a folder's name. Whoever signed in somewhere counts for more than what was typed."""
    if owner:
        return owner, ""
    if bundle.named:
        names = [bundle.named.person]
    else:
        names = [slip.get("number", ""), slip.get("name", ""), *_folder_names(bundle.group, known)]
    found = next(filter(None, map(safe_name, names)), "")
    if not found:
        raise UnusableError(
            "niet te zien van wie dit is. Noem het zipbestand naar de deelnemer, of zet het in een map met die naam"
        )
    return found, bundle.named.number if bundle.named else ""


def _folder_names(group: Group, known: Sequence[str]) -> list[str]:
    """The names around the files that may be a person's: folders first, then zip files, the innermost first.

    The folder that the instructor pointed at is nobody's.
    """
    pairs = list(zip(group.trail, group.zips, strict=True))
    inside = pairs if pairs[0][1] else pairs[1:]
    folders = [name for name, is_zip in reversed(inside) if not is_zip]
    zips = [without_copy(_without_zip(name)) for name, is_zip in reversed(inside) if is_zip]
    return [name for name in (*folders, *zips) if course_name(name) not in known]


def _files(bundle: Bundle, assignment: str) -> tuple[dict[str, bytes], list[str]]:
    """What is kept of it: the answers, the notebook under its own name, and answers that were set aside."""
    chosen = {name: one for name, one in bundle.files.items() if name == FILE_NAME or _SET_ASIDE.fullmatch(name)}
    own = f"{assignment}.ipynb"
    notebook = bundle.notebooks.get(own) or next(iter(bundle.notebooks.values()), None)
    if notebook:
        chosen[own] = notebook
    remarks = [text for text, one in (("geen antwoorden", bundle.answers), ("geen notebook", notebook)) if one is None]
    if not chosen:
        raise UnusableError("er zitten geen antwoorden in en geen notebook")
    return {name: one.read() for name, one in chosen.items()}, remarks


def _ticket(found: Found | None) -> dict[str, bytes]:
    """What nbgrader needs to give feedback back; nothing where it is not as nbgrader makes it."""
    data = found.read() if found else b""
    return {TICKET: data} if _TICKET.fullmatch(data) else {}


def _moment(bundle: Bundle, slip: Mapping[str, str], files: Mapping[str, bytes], owner: str) -> datetime:
    """When it was handed in: as the learning system says, or the participant's computer, or else its newest file."""
    noted = _stamp(bundle.files.get(TIMESTAMP))
    told = [bundle.named.at if bundle.named else None, _iso(slip.get("at", "")), noted]
    if owner:
        told.insert(0, noted)
    found = next(filter(None, told), None) or _newest_answer(files) or _newest_file(bundle)
    return found.astimezone(UTC)


def _stamp(found: Found | None) -> datetime | None:
    try:
        return stamp(found.read()) if found else None
    except UnusableError:
        return None


def stamp(data: bytes) -> datetime | None:
    """The moment in a timestamp.txt as nbgrader writes it: ``2026-11-03 09:15:00.000000 UTC``; None without one."""
    found = parse_moment(data[:100].decode("utf-8", errors="replace"))
    return found.replace(tzinfo=UTC) if found else None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _newest_answer(files: Mapping[str, bytes]) -> datetime | None:
    try:
        answers = json.loads(files[FILE_NAME])["answers"].values()
        moments = [_iso(one["at"]) for one in answers if isinstance(one, dict) and isinstance(one.get("at"), str)]
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return max(filter(None, moments), default=None)


def _newest_file(bundle: Bundle) -> datetime:
    return max(one.modified for one in bundle.files.values())
