"""An alliance at a glance: the few facts that fit on the start page, out of its portrait."""

from collections.abc import Mapping
from dataclasses import dataclass

from leergang.content import Content
from leergang.dossier.facts import known
from leergang.dossier.model import Alliance
from leergang.dossier.portrait import Part, portrait
from leergang.kinds.allocate import Allocate

ROLES = "05_rollenmix/rollenmix"
LONGEST = 240


@dataclass(frozen=True)
class Share:
    """The points of one role in one division, such as now or needed."""

    id: str
    text: str
    points: int


@dataclass(frozen=True)
class Mix:
    """One division of the role mix."""

    text: str
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Glance:
    """The facts; each is empty when nothing was filled in. ``answers`` counts what stands in the portrait."""

    partners: str = ""
    goal: str = ""
    phase: str = ""
    mixes: tuple[Mix, ...] = ()
    answers: int = 0


def glance(alliance: Alliance, contents: Mapping[str, Content]) -> Glance:
    """The facts of an alliance."""
    sections = portrait(alliance, contents)
    facts = known(alliance, sections)
    parts = {part.key: part for section in sections for part in section.parts}
    return Glance(
        partners=_short(facts.partners),
        goal=_short(facts.goal),
        phase=_short(facts.phase) or " en ".join(facts.cycle),
        mixes=_mixes(parts.get(ROLES)),
        answers=len(parts),
    )


def _short(text: str) -> str:
    """On one line, cut off after a word."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition(" ")[0] + " …" if " " in text[:LONGEST] else text[:LONGEST] + "…"


def _mixes(part: Part | None) -> tuple[Mix, ...]:
    """The divisions of which all points are divided."""
    if part is None or not isinstance(part.exercise, Allocate):
        return ()
    exercise, value = part.exercise, part.value
    return tuple(
        Mix(one.text, tuple(Share(role.id, role.text, value[one.id].get(role.id, 0)) for role in exercise.parts))
        for one in exercise.sets
        if exercise.complete(value, one.id)
    )
