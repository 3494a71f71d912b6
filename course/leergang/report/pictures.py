"""The pictures of the report: a radar, marks on a scale, and a network.

They are drawn here because nothing that draws plotly figures works without a browser. They hold words of the course
alone: the names that a participant or a partner typed stand in the legend and in the tables, in any script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from leergang.report.drawing import (
    INK,
    LINE,
    PAPER,
    SOFT,
    STYLES,
    WIDTH,
    Anchor,
    Circle,
    Drawing,
    Line,
    Place,
    Polygon,
    text_width,
    wrapped,
)

RADIUS = 125
ROW = 38
LEFT = 250  # the room for the names of the rows
RINGS = (60, 115, 170)  # the distances of a strong, a middling and a weak tie
SPOT = 11


@dataclass(frozen=True)
class Series:
    """One line or one kind of mark: its name, and a value per axis or row; None leaves it out."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Spot:
    """A numbered contact on a network: the number of its sector, and its ring (0 near – 2 far)."""

    number: int
    sector: int
    ring: int


def radar(axes: Sequence[str], series: Sequence[Series], highest: float) -> Drawing:
    """A radar from 0 to ``highest``, with an axis per name and a closed line per series."""
    center = (WIDTH / 2, RADIUS + 34.0)
    drawing = Drawing(center[1] + RADIUS + 34)
    count = len(axes)
    for step in range(1, 6):
        drawing.loop([_around(center, RADIUS * step / 5, place / count) for place in range(count)], LINE)
    for place, name in enumerate(axes):
        drawing.add(Line(center, _around(center, RADIUS, place / count)))
        _name_around(drawing, center, RADIUS + 18, place / count, name)
    for number, one in enumerate(series):
        reach = [RADIUS * (value or 0) / highest for value in one.values]
        _loop(drawing, [_around(center, radius, place / count) for place, radius in enumerate(reach)], number)
    for step in range(1, 6):
        drawing.words((center[0] + 7, center[1] - RADIUS * step / 5 + 7), [f"{highest * step / 5:g}"], "start", SOFT, 9)
    return drawing


def _loop(drawing: Drawing, places: Sequence[Place], number: int) -> None:
    color, dash, _ = STYLES[number % len(STYLES)]
    drawing.loop(places, color, 2.5, dash)
    for place in places:
        drawing.mark(place, number, 5)


def _around(center: Place, radius: float, share: float) -> Place:
    """The place at this share of a turn, clockwise from the top."""
    return center[0] + radius * sin(2 * pi * share), center[1] - radius * cos(2 * pi * share)


def _name_around(drawing: Drawing, center: Place, radius: float, share: float, name: str) -> None:
    """A name at the edge of a circle, outside it on its own side."""
    x, y = _around(center, radius, share)
    beside = abs(x - center[0]) > 20
    anchor: Anchor = "middle" if not beside else "start" if x > center[0] else "end"
    room = (WIDTH - x if x > center[0] else x) if beside else WIDTH / 2
    drawing.words((x, y), wrapped(name, room), anchor)


def marks(rows: Sequence[str], series: Sequence[Series], scale: Sequence[str]) -> Drawing:
    """A row per name with the mark of each series on a scale from 1; a bar between them shows how far they differ."""
    top = 34.0
    drawing = Drawing(top + ROW * len(rows) + 4)
    for number, label in enumerate(scale):
        x = _on_scale(number + 1, len(scale))
        drawing.add(Line((x, top), (x, top + ROW * len(rows))))
        drawing.words((x, top - 17), wrapped(label, 96, 11), "middle", SOFT, 11)
    for number, name in enumerate(rows):
        y = top + ROW * (number + 0.5)
        drawing.words((4, y), wrapped(name, LEFT - 30))
        _row(drawing, y, [one.values[number] for one in series], len(scale))
    return drawing


def _row(drawing: Drawing, y: float, values: Sequence[float | None], highest: int) -> None:
    known = [(number, value) for number, value in enumerate(values) if value is not None]
    ends = [_on_scale(value, highest) for _, value in known]
    if len(ends) > 1:
        drawing.add(Line((min(ends), y), (max(ends), y), SOFT, 3))
    together = len(ends) > 1 and max(ends) - min(ends) < 8  # marks in one place: one above the other
    for number, value in known:
        shift = (number - (len(values) - 1) / 2) * 13 if together else 0
        drawing.mark((_on_scale(value, highest), y + shift), number)


def _on_scale(value: float, highest: int) -> float:
    return LEFT + 40 + (WIDTH - LEFT - 80) * (value - 1) / (highest - 1)


def network(sectors: Sequence[str], spots: Sequence[Spot], center: str, ties: Sequence[str]) -> Drawing:
    """Numbered contacts around a centre: the direction is the sector, the nearness the strength of the tie.

    ``ties`` runs from weak to strong. Names would lie over each other; the report lists them by number.
    """
    middle = (WIDTH / 2, RINGS[-1] + 44.0)
    drawing = Drawing(middle[1] * 2)
    count = len(sectors)
    drawing.add(*(Circle(middle, radius) for radius in RINGS))
    for place, name in enumerate(sectors):
        border = (place - 0.5) / count
        drawing.add(Line(_around(middle, 34, border), _around(middle, RINGS[-1], border)))
        _name_around(drawing, middle, RINGS[-1] + 22, place / count, name)
    for radius, tie in zip(RINGS, reversed(ties), strict=True):
        _ring_name(drawing, _around(middle, radius, 0.5 / count), tie)
    drawing.add(Circle(middle, 32, PAPER, INK))
    drawing.words(middle, wrapped(center, 60, 12), "middle", INK, 12)
    for spot, (share, shift) in zip(spots, _spread(count, spots), strict=True):
        at = _around(middle, RINGS[spot.ring] + shift, share)
        drawing.add(Circle(at, SPOT, STYLES[0][0], PAPER))
        drawing.words(at, [str(spot.number)], "middle", PAPER, 11)
    return drawing


def _ring_name(drawing: Drawing, place: Place, name: str) -> None:
    """The name of a ring, on a white ground that keeps the lines behind it off."""
    x, y = place
    width = text_width(name, 10) / 2 + 2
    drawing.add(Polygon(((x - width, y - 6), (x + width, y - 6), (x + width, y + 6), (x - width, y + 6)), PAPER, PAPER))
    drawing.words(place, [name], "middle", SOFT, 10)


def _spread(count: int, spots: Sequence[Spot]) -> list[tuple[float, float]]:
    """The direction of each contact, and how far it stands off its ring.

    Those of one sector on one ring are spread over most of the sector, and by turns inside and outside when it is full.
    """
    found: list[tuple[float, float]] = []
    for number, spot in enumerate(spots):
        mates = [place for place, one in enumerate(spots) if (one.sector, one.ring) == (spot.sector, spot.ring)]
        turn = mates.index(number)
        share = (turn + 1) / (len(mates) + 1) - 0.5
        room = 2 * pi * RINGS[spot.ring] / count * 0.8 / (len(mates) + 1)
        shift = 0 if room > 2 * SPOT else -SPOT if turn % 2 else SPOT
        found.append(((spot.sector + share * 0.8) / count, shift))
    return found
