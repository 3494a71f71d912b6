"""The first page: what the alliance is, what asks attention, and what happens first."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import TypeVar

from leergang.dossier.facts import Known, known
from leergang.dossier.model import Alliance
from leergang.dossier.portrait import Part, Section
from leergang.kinds.allocate import Allocate
from leergang.kinds.map import Map
from leergang.kinds.scale import Scale
from leergang.kinds.text import Text
from leergang.partner.comparison import Comparison
from leergang.partner.talks import first_talks
from leergang.report.blocks import Block, Cell, Facts, Heading, Item, Points, Table, readable
from leergang.report.dutch import number, points, shortened, signed

MOST = 3
FACT, POINT, STEP = 260, 220, 210  # letters; more would not leave it at one page

TWO_SIDED = ("10_succesfactoren/succesfactoren", "12_obstakels/volwassenheid")
ROLES = ("05_rollenmix/rollenmix",)
NETWORKS = ("02_netwerker/netwerkkaart", "11_netwerken/netwerk-op-tijd")
STEPS = "13_afronding/drie-stappen"

Parts = Mapping[str, Part]
E = TypeVar("E")


def summary(alliance: Alliance, sections: Sequence[Section], comparison: Comparison | None) -> Iterator[Block]:
    """The blocks of the first page; only what was filled in."""
    parts = {part.key: part for section in sections for part in section.parts}
    facts = tuple(_facts(alliance, sections))
    if facts:
        yield Heading(2, "In het kort")
        yield Facts(facts)
    found = tuple(attention(parts, comparison))
    if found:
        yield Heading(2, "Wat nu aandacht vraagt")
        yield Points(found, ordered=True)
    yield from _first_steps(parts, sections)


def _facts(alliance: Alliance, sections: Sequence[Section]) -> Iterator[Item]:
    facts = known(alliance, sections)
    phase = readable(facts.phase) or _cycle(facts)
    for name, text in (("Partners", readable(facts.partners)), ("Doel", readable(facts.goal)), ("Fase", phase)):
        if text:
            yield Item(name, shortened(text, FACT))


def _cycle(facts: Known) -> str:
    return f"{' en '.join(facts.cycle)} vraagt nu het meest ({number(facts.rating)} van 5)." if facts.cycle else ""


# What asks attention


def attention(parts: Parts, comparison: Comparison | None) -> Iterator[Item]:
    """The three points that matter most: one of each kind before a second of any."""
    kinds = (_views(parts, comparison), _low(parts), _roles(parts), _holes(parts))
    return islice((one for row in zip_longest(*kinds) for one in row if one), MOST)


def _views(parts: Parts, comparison: Comparison | None) -> Iterator[Item]:
    """Where partners see it apart: by their own ratings if there are any, and else as the participant thinks."""
    talks = [one for one in first_talks(comparison) if one.why == "gap"] if comparison else []
    for talk in talks:
        head = f"Partners zien dit verschillend ({points(talk.row.gap or 0)}): {_quoted(talk.row.statement.text)}"
        yield Item(head, shortened(f"Vraag voor het gesprek: {talk.row.statement.talk}", POINT))
    if talks:
        return
    for exercise, part in _of(Scale, parts, TWO_SIDED):
        for one in exercise.differences(part.value):
            gap = points(abs(one.points))
            head = f"Hier verwachten wij een verschil met de partner ({gap}): {_quoted(one.statement.text)}"
            yield Item(head, shortened(f"Vraag voor het gesprek: {one.statement.talk}", POINT))


def _low(parts: Parts) -> Iterator[Item]:
    """What the own organisation rates lowest on the success factors."""
    for exercise, part in _of(Scale, parts, TWO_SIDED[:1]):
        for one in exercise.first_steps(part.value):
            rating = part.value[exercise.sides[0].id][one.id]
            yield Item(f"Laag beoordeeld ({rating} van 5): {_quoted(one.text)}", shortened(one.low, POINT))


def _roles(parts: Parts) -> Iterator[Item]:
    for exercise, part in _of(Allocate, parts, ROLES):
        least = {one.title: one.threshold for one in exercise.compare}
        names = {one.id: one.text for one in exercise.parts}
        for gap in exercise.gaps(part.value):
            if abs(gap.difference) >= least[gap.title]:
                title = f"{gap.title[:1].lower()}{gap.title[1:]}"
                head = f"De rol van {names[gap.part].lower()} verschuift: {signed(gap.difference)} punten, {title}"
                yield Item(head, shortened(gap.text, POINT))


def _holes(parts: Parts) -> Iterator[Item]:
    for exercise, part in _of(Map, parts, NETWORKS):
        if exercise.filled(part.value) == 1:
            for one in exercise.holes(part.value):
                yield Item(f"Gat in het netwerk: {one.sector.text}", shortened(one.text, POINT))


def _of(kind: type[E], parts: Parts, keys: Sequence[str]) -> Iterator[tuple[E, Part]]:
    found = (parts[key] for key in keys if key in parts)
    return ((part.exercise, part) for part in found if isinstance(part.exercise, kind))


def _quoted(text: str) -> str:
    return f"‘{text.rstrip('.')}’"


# The first steps


def _first_steps(parts: Parts, sections: Sequence[Section]) -> Iterator[Block]:
    part = parts.get(STEPS)
    if part and isinstance(part.exercise, Text):
        written = [(one.label, readable(part.value.get(one.id, ""))) for one in part.exercise.fields]
        rows = tuple((Cell(label), Cell(shortened(text, STEP))) for label, text in written if text)
        yield Heading(2, "De eerste stappen")
        yield Table("De eerste stappen, met hun dag", ("Stap", "Wat, en wanneer"), rows, (0.3, 0.7))
        return
    plans = [one for section in sections for one in section.parts if one.exercise.step == "plan"]
    if plans:
        latest = sorted(plans, key=lambda one: one.at, reverse=True)[:MOST]
        yield Heading(2, "De eerste voornemens")
        yield Points(tuple(Item(_if_then(one)) for one in latest))


def _if_then(part: Part) -> str:
    when, then = (readable(part.value.get(name, "")) for name in ("als", "dan"))
    return shortened(f"Als {when or '…'}, dan {then or '…'}", STEP)
