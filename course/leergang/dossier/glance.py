"""An alliance at a glance: the few facts that fit on the start page, out of its portrait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leergang.content import Content
from leergang.dossier.model import Alliance
from leergang.dossier.portrait import Part, Section, portrait
from leergang.kinds.allocate import Allocate
from leergang.kinds.scale import Scale
from leergang.kinds.text import Text

# Where a fact is looked for: the first of these fields that holds something.
PARTNERS = (("00_start/zes-regels", "partners"),)
GOAL = (
    ("10_succesfactoren/doelwerkplaats", "zin"),
    ("06_formeren/missie-eigen", "zin"),
    ("13_afronding/profiel", "waarvoor"),
    ("00_start/zes-regels", "waarvoor"),
)
PHASE = (("13_afronding/profiel", "fase"),)
CYCLE = "06_formeren/eigen-cyclus"
ROLES = ("05_rollenmix/rollenmix",)
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
    parts = {part.key: part for section in sections for part in section.parts}
    return Glance(
        partners=", ".join(alliance.partners) or _written(sections, PARTNERS),
        goal=_written(sections, GOAL),
        phase=_written(sections, PHASE) or _phase(parts.get(CYCLE)),
        mixes=next((found for key in ROLES if (found := _mixes(parts.get(key)))), ()),
        answers=len(parts),
    )


def _written(sections: Sequence[Section], places: Sequence[tuple[str, str]]) -> str:
    """The first of these fields that holds something, in one line."""
    given = [part for section in sections for part in section.parts if isinstance(part.exercise, Text)]
    texts = (" ".join(part.value.get(name, "").split()) for key, name in places for part in given if part.key == key)
    return _short(next(filter(None, texts), ""))


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition(" ")[0] + " …" if " " in text[:LONGEST] else text[:LONGEST] + "…"


def _phase(part: Part | None) -> str:
    """The phases that ask most by the participant's own rating; nothing when more than two stand out."""
    if part is None or not isinstance(part.exercise, Scale):
        return ""
    side = part.exercise.sides[0].id
    means = {group.text: part.exercise.mean(part.value, side, group.id) or 0 for group in part.exercise.groups}
    highest = max(means.values(), default=0)
    names = [name for name, mean in means.items() if mean == highest]
    return " en ".join(names) if highest and len(names) < 3 else ""


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
