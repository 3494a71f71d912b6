"""A drawing: a few shapes, without a word of how they become a picture; ``svg`` and ``bitmap`` do that.

Distances are in units of which a page without its margins is ``WIDTH`` wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

WIDTH = 680
INK, SOFT, LINE, PAPER = "#1f2933", "#52606d", "#c5ced8", "#ffffff"
SIZE = 13.0
# Each series differs in line and mark as well as in colour, so that a picture reads in grey too.
STYLES = (("#243b53", (), "circle"), ("#c2571a", (9, 5), "square"), ("#2f7d5b", (3, 4), "diamond"))
MARKS = ("●", "■", "◆")  # the same in text, for a legend
_LETTER = 0.53  # how wide a letter is for its size, on the wide side

Place = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Line:
    """A straight line; ``dash`` gives the lengths of its strokes and gaps."""

    start: Place
    end: Place
    color: str = LINE
    width: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Polygon:
    """A filled form with an edge."""

    corners: tuple[Place, ...]
    fill: str
    edge: str


@dataclass(frozen=True)
class Circle:
    """A circle; without ``fill`` it is open."""

    center: Place
    radius: float
    fill: str = ""
    edge: str = LINE


@dataclass(frozen=True)
class Words:
    """One line of text; ``place`` is the middle of its height at its anchor."""

    place: Place
    text: str
    anchor: Anchor = "start"
    color: str = INK
    size: float = SIZE


Shape = Line | Polygon | Circle | Words


@dataclass
class Drawing:
    """Shapes in the order in which they are drawn."""

    height: float
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Draw these over what is there."""
        self.shapes.extend(shapes)

    def loop(self, places: Sequence[Place], color: str, width: float = 1, dash: tuple[float, ...] = ()) -> None:
        """A closed line through these places."""
        self.add(*(Line(a, b, color, width, dash) for a, b in zip(places, [*places[1:], places[0]], strict=True)))

    def mark(self, place: Place, number: int, size: float = 6) -> None:
        """The mark of a series, in its own form and colour, with a white edge that keeps two marks apart."""
        color, _, form = STYLES[number % len(STYLES)]
        if form == "circle":
            self.add(Circle(place, size, color, PAPER))
            return
        corners = [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]
        if form == "diamond":
            corners = [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)]
        self.add(Polygon(tuple((place[0] + size * x, place[1] + size * y) for x, y in corners), color, PAPER))

    def words(
        self, place: Place, lines: Sequence[str], anchor: Anchor = "start", color: str = INK, size: float = SIZE
    ) -> None:
        """Lines of text; the place is the middle of all of them."""
        gap = size * 1.25
        first = place[1] - gap * (len(lines) - 1) / 2
        for number, text in enumerate(lines):
            self.add(Words((place[0], first + number * gap), text, anchor, color, size))


def text_width(text: str, size: float = SIZE) -> float:
    """About how wide a text is."""
    return len(text) * size * _LETTER


def wrapped(text: str, room: float, size: float = SIZE) -> list[str]:
    """The text in lines that fit in this room; a word that is too long stays whole."""
    found: list[str] = []
    for one in text.split():
        if found and text_width(f"{found[-1]} {one}", size) <= room:
            found[-1] = f"{found[-1]} {one}"
        else:
            found.append(one)
    return found
