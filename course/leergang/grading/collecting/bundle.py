"""Sorts the files of one folder into bundles: what one person handed in at one time."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from leergang.answers.answer_file import FILE_NAME
from leergang.grading.collecting.file_names import Named, course_name, read_name
from leergang.grading.collecting.unpack import Found, Group, source
from leergang.grading.nbgrader_exchange import TICKET
from leergang.grading.timestamps import TIMESTAMP
from leergang.handing_in.deliver import SLIP
from leergang.locking import LOCK_NAME

_KNOWN = {"content.toml", TICKET, TIMESTAMP, SLIP, LOCK_NAME}
_KNOWN_KINDS = {".svg", ".png", ".lock"}


@dataclass(frozen=True)
class Bundle:
    """Files that belong together, by the names that the participant gave them. ``loose``: among those of others."""

    group: Group
    named: Named | None
    files: Mapping[str, Found]
    loose: bool

    @property
    def source(self) -> str:
        """Where it came from; with a file when those of several people stand in one folder."""
        first = [one.name for one in self.files.values()][: int(self.loose)]
        return source((*self.group.trail, *first))

    @property
    def answers(self) -> Found | None:
        """The file with the answers."""
        return self.files.get(FILE_NAME)

    @property
    def notebooks(self) -> dict[str, Found]:
        """The notebooks by name."""
        return {name: one for name, one in self.files.items() if name.lower().endswith(".ipynb")}

    @property
    def useful(self) -> bool:
        """Whether somebody may have handed this in."""
        return bool(self.answers or self.notebooks or SLIP in self.files)

    @property
    def strange(self) -> list[str]:
        """The files that do not belong to this course, when nothing here does."""
        names = [one.name for name, one in self.files.items() if not _known(name)]
        note = self.named is not None and self.named.file == ".txt"  # which Blackboard puts beside each file
        return [] if note else names


def bundles(group: Group, patterns: Sequence[re.Pattern[str]]) -> Iterator[Bundle]:
    """The files of one folder, sorted by person: a learning system may put those of all participants in one folder.

    The outermost name that a learning system gave counts: what is inside it, the participant made.
    """
    given = group.trail if group.zips[0] else group.trail[1:]  # the folder that was pointed at is nobody's
    outer = next(filter(None, (read_name(name, patterns) for name in given)), None)
    found: dict[tuple[str, str, datetime | None], tuple[Named | None, dict[str, Found]]] = {}
    for one in sorted(group.files, key=lambda file: file.name != course_name(file.name)):  # second copies come last
        named = outer or read_name(one.name, patterns)
        inner = named.file if named and not outer and named.file else one.name
        key = (named.person, named.number, named.at) if named else ("", "", None)
        found.setdefault(key, (named, {}))[1].setdefault(_own_name(inner), one)
    for named, files in found.values():
        yield Bundle(group, named, files, loose=bool(named and not outer))


def _known(name: str) -> bool:
    return name in _KNOWN or PurePath(name).suffix.lower() in _KNOWN_KINDS


def _own_name(name: str) -> str:
    """The name as the course gave it; other names stay as they are."""
    plain = course_name(name)
    return plain if plain in {FILE_NAME, SLIP} or plain.lower().endswith(".ipynb") else name
