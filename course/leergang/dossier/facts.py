"""The few facts of an alliance that stand first, on the start page and in the report: partners, goal and phase."""

from collections.abc import Sequence
from dataclasses import dataclass

from leergang.dossier.model import Alliance
from leergang.dossier.portrait import Part, Section
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


@dataclass(frozen=True)
class Known:
    """The facts, as they were written; each is empty when nothing was filled in.

    ``cycle`` holds the phases that the participant rates highest, with ``rating`` (1–5), when no more than two do.
    """

    partners: str
    goal: str
    phase: str
    cycle: tuple[str, ...]
    rating: float


def known(alliance: Alliance, sections: Sequence[Section]) -> Known:
    """The facts of an alliance, out of its portrait."""
    parts = [part for section in sections for part in section.parts]
    cycle, rating = _cycle(next((one for one in parts if one.key == CYCLE), None))
    partners = ", ".join(alliance.partners) or _written(parts, PARTNERS)
    return Known(partners, _written(parts, GOAL), _written(parts, PHASE), cycle, rating)


def _written(parts: Sequence[Part], places: Sequence[tuple[str, str]]) -> str:
    """The first of these fields that holds something; a section may show only some fields of an exercise."""
    given = [part for part in parts if isinstance(part.exercise, Text)]
    texts = (part.value.get(name, "").strip() for key, name in places for part in given if part.key == key)
    return next(filter(None, texts), "")


def _cycle(part: Part | None) -> tuple[tuple[str, ...], float]:
    if part is None or not isinstance(part.exercise, Scale):
        return (), 0
    side = part.exercise.sides[0].id
    means = {group.text: part.exercise.mean(part.value, side, group.id) or 0 for group in part.exercise.groups}
    highest = max(means.values(), default=0)
    names = tuple(name for name, mean in means.items() if mean == highest)
    return (names, highest) if highest and len(names) < 3 else ((), 0)
