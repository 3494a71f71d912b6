"""The neutral tree of a report. It knows neither HTML nor Word, and holds nothing but plain text and pictures.

Every text passes through ``readable`` on its way in, so that no renderer meets a character that it cannot hold.
"""

import re
from dataclasses import dataclass, field

from leergang.report.drawing import Drawing

# What XML 1.0 cannot hold: most control characters, halves of surrogate pairs, and two that are no characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def storable(text: str) -> str:
    """A text with one kind of line end and without what cannot stand in XML."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def readable(text: str) -> str:
    """The same without the white space around it."""
    return storable(text).strip()


def lines(text: str) -> list[str]:
    """The lines of a text that hold something."""
    return [line for one in readable(text).split("\n") if (line := one.strip())]


@dataclass(frozen=True)
class Heading:
    """A heading: 2 for a section of the report, 3 for a part of it."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text: ``note`` is small, for what is said about the report itself; ``lead`` opens a list."""

    text: str
    note: bool = False
    lead: bool = False


@dataclass(frozen=True)
class Item:
    """One point of a list: what it is about, and what there is to say of it."""

    head: str
    text: str = ""


@dataclass(frozen=True)
class Points:
    """A list; ``ordered`` when the order says what comes first."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Cell:
    """What a table shows in one place. ``tone`` (1 low – 5 high) shades it; the text says the same."""

    text: str
    tone: int | None = None


@dataclass(frozen=True)
class Table:
    """A table with a header row. ``shares`` are the widths of the columns, which add up to 1.

    ``row_heads``: the first column names the row. ``figures``: the other columns hold short values, set in the middle.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]
    row_heads: bool = True
    figures: bool = False


@dataclass(frozen=True)
class Facts:
    """Names with their values, such as the fields that a participant wrote in."""

    facts: tuple[Item, ...]


@dataclass(frozen=True)
class Picture:
    """A drawing. ``alt`` describes it; its figures stand in a table too. ``legend`` names the marks, in their order."""

    drawing: Drawing = field(repr=False)
    caption: str
    alt: str
    legend: tuple[str, ...] = ()


Block = Heading | Paragraph | Points | Table | Facts | Picture


@dataclass(frozen=True)
class Report:
    """A report: its title page with the summary, and what follows on the next page."""

    title: str
    made: str
    summary: tuple[Block, ...]
    body: tuple[Block, ...]
