"""Who hands in: asked once, kept in the workspace."""

import json
from dataclasses import dataclass
from pathlib import Path

from leergang.atomic import write_atomic
from leergang.errors import CourseError

_LONGEST = 100


@dataclass(frozen=True)
class Person:
    """A participant as typed: a name, and an e-mail address or number by which the instructor knows them."""

    name: str
    number: str

    @property
    def shown(self) -> str:
        """Both, for people to read."""
        return f"{self.name} ({self.number})"


def person(name: str, number: str) -> Person:
    """A participant from what was typed. Raises CourseError when one of the two is empty."""
    found = Person(_clean(name), _clean(number))
    if not found.name:
        raise CourseError("Vul je naam in, zodat je docent weet van wie dit werk is.")
    if not found.number:
        raise CourseError("Vul je e-mailadres of deelnemersnummer in, zodat je docent je terugvindt op de lijst.")
    return found


def known_person(path: Path) -> Person | None:
    """The participant that this file names; None when there is no such file, or nothing useful in it."""
    try:
        data = json.loads(path.read_bytes())
        return person(str(data["name"]), str(data["number"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError, CourseError):
        return None


def keep_person(one: Person, path: Path) -> None:
    """Remember the participant. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, json.dumps({"format": 1, "name": one.name, "number": one.number}, ensure_ascii=False).encode())


def _clean(text: str) -> str:
    shown = "".join(one if one.isprintable() else " " for one in text)
    return " ".join(shown.split())[:_LONGEST].strip()
