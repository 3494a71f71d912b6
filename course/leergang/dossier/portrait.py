"""What stands in the dossier of an alliance, by section: report, start page and partner's view read it through this."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from leergang.content import Content, read_toml
from leergang.dossier.model import Alliance
from leergang.kinds import Exercise
from leergang.kinds.text import Text
from leergang.locate import released
from leergang.reading import read_table

FILE_NAME = "dossier.toml"
OWN_STEPS = ("own", "plan")


@dataclass(frozen=True)
class Place:
    """An exercise of a section, as ``module/exercise``; ``fields`` limits a written one to some of its fields.

    ``title`` names it for who reads the report: the exercise's own speaks to the participant.
    """

    exercise: str
    fields: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Heading:
    """A section as the content defines it."""

    id: str
    title: str
    parts: tuple[Place, ...]


@dataclass(frozen=True)
class Outline:
    """The sections in their order, and the exercises that stay with the participant."""

    section: tuple[Heading, ...]
    private: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """An answer in a section: ``key`` is module/exercise, ``value`` is cleaned, ``at`` is when it was given.

    The exercise has only the fields that belong in the section, so that its own ``summary`` tells no more.
    """

    key: str
    exercise: Exercise
    value: Any
    at: str
    title: str = ""


@dataclass(frozen=True)
class Section:
    """A section in which something is filled in."""

    id: str
    title: str
    parts: tuple[Part, ...]


def load_outline(path: Path) -> Outline:
    """The outline in a file. Raises ContentError."""
    data = {name: value for name, value in read_toml(path).items() if name != "format"}
    return read_table(Outline, data, path.name)


@cache
def outline() -> Outline:
    """The outline of the course."""
    return load_outline(released().modules / FILE_NAME)


def portrait(
    alliance: Alliance, contents: Mapping[str, Content], sections: tuple[Heading, ...] | None = None
) -> tuple[Section, ...]:
    """The sections that hold something. ``contents`` maps module folders to contents; a missing one is left out."""
    headings = outline().section if sections is None else sections
    found = (Section(one.id, one.title, tuple(_parts(one, alliance, contents))) for one in headings)
    return tuple(one for one in found if one.parts)


def _parts(heading: Heading, alliance: Alliance, contents: Mapping[str, Content]) -> Iterator[Part]:
    for place in heading.parts:
        exercise, entry = _exercise(place, contents), alliance.answers.get(place.exercise)
        if exercise is None or entry is None:
            continue
        value = exercise.clean(entry.value)
        if exercise.filled(value):
            yield Part(place.exercise, exercise, value, entry.at, place.title or exercise.title)


def _exercise(place: Place, contents: Mapping[str, Content]) -> Exercise | None:
    """The exercise of a place, cut down to its fields; None when this workspace does not have it."""
    module, _, name = place.exercise.partition("/")
    found = contents[module].exercises.get(name) if module in contents else None
    if isinstance(found, Text) and place.fields:
        # A minimum of words is meant for the whole.
        return replace(found, fields=tuple(one for one in found.fields if one.id in place.fields), min_words=0)
    return found


def outline_faults(found: Outline, contents: Mapping[str, Content]) -> Iterator[str]:
    """What is wrong with an outline: places that do not exist, and own exercises that have no place."""
    own = {f"{name}/{one.id}" for name, content in contents.items() for one in own_exercises(content)}
    placed = [place for heading in found.section for place in heading.parts]
    named = [*(place.exercise for place in placed), *found.private]
    for key in dict.fromkeys(named):
        if key not in own:
            yield f"de oefening ‘{key}’ bestaat niet, of is geen stap voor de eigen alliantie"
        elif named.count(key) > 1:
            yield f"de oefening ‘{key}’ staat er meer dan één keer"
    for key in sorted(own - set(named)):
        yield f"de oefening ‘{key}’ ontbreekt; zet haar in een onderdeel of bij ‘private’"
    for place in placed:
        yield from _field_faults(place, contents)


def _field_faults(place: Place, contents: Mapping[str, Content]) -> Iterator[str]:
    whole = _exercise(Place(place.exercise), contents)
    known = [one.id for one in whole.fields] if isinstance(whole, Text) else []
    yield from (f"de oefening ‘{place.exercise}’ heeft geen veld ‘{one}’" for one in place.fields if one not in known)


def own_exercises(content: Content) -> Iterator[Exercise]:
    """The exercises of a module that are about the participant's own alliance."""
    return (one for one in content.exercises.values() if one.step in OWN_STEPS)
