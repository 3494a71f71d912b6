"""What learning systems put in the names of the files that an instructor downloads: whose it is, and when.

Each pattern has the named groups of nbgrader's FileNameCollectorPlugin. An instructor whose system names files in
another way sets ``c.FileNameCollectorPlugin.named_regexp`` in nbgrader_config.py; that one is tried first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

_TIME = r"(?P<timestamp>\S+ \S+ \d{4},? \S+(?: [AP]M)?)"
PATTERNS = (
    # Moodle: Naam Achternaam_123456_assignsubmission_file_werk.zip, or a folder with such a name
    r"(?P<student_id>.+)_(?P<number>\d+)_assignsubmission_file_?(?P<file_id>.*)",
    # Blackboard: Opdracht_s123_attempt_2026-11-03-10-15-00_werk.zip
    r".+?_(?P<student_id>[^_]+)_attempt_(?P<timestamp>\d{4}(?:-\d\d){5})(?P<file_id>_.*|\.txt)?",
    # Brightspace: 123-456 - Naam Achternaam - Nov 3, 2026 1015 AM - werk.zip
    rf"(?P<number>\d+)-\d+ ?- (?P<student_id>.+?) ?- {_TIME}(?: ?- (?P<file_id>.+))?",
    # Canvas: achternaamvoornaam_12345_67890_werk.zip, with LATE for work that came too late
    r"(?P<student_id>[^_]+)(?:_LATE)?_(?P<number>\d+)_\d+_(?P<file_id>.+)",
)
_MONTHS = ("jan", "feb", "m[aä]?[a]?r", "apr", "ma[yi]|mei", "jun", "jul", "aug", "sep", "o[kc]t", "nov", "dec")
_COPY = re.compile(r" ?\(\d+\)(?=\.\w+$|$)")  # what browsers add to a second file of one name
_CANVAS_COPY = re.compile(r"-\d+(?=\.\w+$|$)")  # and what Canvas adds


@dataclass(frozen=True)
class Named:
    """What a name says. ``file`` is the name that the participant gave the file; empty for a folder."""

    person: str
    number: str
    at: datetime | None
    file: str


def read_name(name: str, patterns: Sequence[re.Pattern[str]]) -> Named | None:
    """What the name of a download says; None when it is not one of these patterns."""
    match = next(filter(None, (pattern.fullmatch(name) for pattern in patterns)), None)
    if match is None:
        return None
    found = {key: value or "" for key, value in match.groupdict().items()}
    person = found.get("student_id", "").strip()
    at = moment(found.get("timestamp", ""))
    return Named(person, found.get("number", ""), at, found.get("file_id", "").lstrip("_")) if person else None


def compiled(own: str = "") -> list[re.Pattern[str]]:
    """The patterns, an instructor's own first. Raises re.error when that is no regular expression."""
    mine = [re.compile(f"(?:{own})(?:.*)", re.DOTALL)] if own else []
    return mine + [re.compile(one, re.DOTALL) for one in PATTERNS]


def without_copy(name: str) -> str:
    """A file's name without what a browser adds to a second file of that name: ``werk (1).zip`` is ``werk.zip``."""
    return _COPY.sub("", name)


def course_name(name: str) -> str:
    """The name that a file of the course had: ``antwoorden-1.json`` is a second ``antwoorden.json``."""
    return _CANVAS_COPY.sub("", without_copy(name))


def moment(text: str) -> datetime | None:
    """The moment that a name tells, in the time of this computer; None when it cannot be read."""
    numbers = re.fullmatch(r"\d{4}(-\d\d){5}", text)
    parts = [int(one) for one in text.split("-")] if numbers else _in_words(text)
    try:
        return datetime(*parts).astimezone() if parts else None  # type: ignore[arg-type]
    except (ValueError, OverflowError, OSError):
        return None


def _in_words(text: str) -> list[int]:
    """Such as ‘Nov 3, 2026 1015 AM’ or ‘3 november 2026 10:15’: Windows allows no colon, so it may be absent."""
    day = re.search(r"\b(\d{1,2})\b,?(?=[ ])", text)
    year, time = re.search(r"\b(\d{4}),? (\d{1,2})[:.]?(\d\d)\b", text), re.search(r"\b([AP])M$", text, re.IGNORECASE)
    words = re.findall(r"[^\W\d_]{3,}", text)
    month = next((number for number, one in enumerate(_MONTHS, 1) if words and re.match(one, words[0], re.I)), None)
    if not (day and year and month):
        return []
    hour = int(year[2])
    if time:
        hour = hour % 12 + (12 if time[1].upper() == "P" else 0)
    return [int(year[1]), month, int(day[1]), hour, int(year[3])]
