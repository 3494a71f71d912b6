"""The section on the partner's view: what each party rates, where they differ, and which conversations come first.

What may be shown of a party, and what would give one person away, is decided in ``leergang.partner``.
"""

from collections.abc import Iterator, Sequence

from leergang.partner.comparison import Comparison, Row, Topic
from leergang.partner.talks import Talk, first_talks
from leergang.report.blocks import Block, Cell, Heading, Item, Paragraph, Picture, Points, Table, readable
from leergang.report.drawing import STYLES
from leergang.report.dutch import number, points
from leergang.report.parts import compared, listed
from leergang.report.pictures import Series

TITLE = "Het beeld van de partner naast dat van ons"


def gap_blocks(comparison: Comparison, labels: Sequence[str]) -> Iterator[Block]:
    """The section, with its heading; nothing while no partner's ratings can be shown."""
    topics = [one for one in comparison.topics if any(row.gap is not None for row in one.rows)]
    if not topics:
        return
    yield Heading(2, TITLE)
    yield Paragraph(_who(comparison))
    talks = first_talks(comparison)
    if talks:
        yield Paragraph("Deze gesprekken gaan voor", lead=True)
        yield Points(tuple(map(talk_item, talks)), ordered=True)
    for place, topic in enumerate(topics):
        # As in every section, a picture comes first and the tables say the rest.
        yield from (one for one in _topic(topic, labels) if not (place and isinstance(one, Picture)))
    yield from _same(comparison.same)


def _who(comparison: Comparison) -> str:
    others = comparison.parties[1:]
    names = listed([readable(party.name) for party in others])
    replies = sum(len(party.people) for party in others)
    if replies == 1:
        return f"Naast ons eigen oordeel staat hier één reactie, van {names}."
    return f"Naast ons eigen oordeel staan hier {replies} reacties, van {names}."


def talk_item(talk: Talk) -> Item:
    """A conversation: the statement, what the parties gave it, and the question to begin with."""
    row = talk.row
    why = f"{_known(row)}; verschil {points(row.gap or 0)}" if talk.why == "gap" else f"{_known(row)}; allemaal laag"
    return Item(f"{row.statement.text.rstrip('.')} ({why})", row.statement.talk)


def _known(row: Row) -> str:
    return " en ".join(number(one) for one in row.known)


def _topic(topic: Topic, labels: Sequence[str]) -> Iterator[Block]:
    yield Heading(3, readable(topic.title))
    means = [(group, values) for group, values in topic.means() if any(one is not None for one in values)]
    names = [readable(one) for one in topic.parties]
    if means and len(names) <= len(STYLES):
        series = [Series(name, [values[place] for _, values in means]) for place, name in enumerate(names)]
        yield from compared([group.text for group, _ in means], series, labels)
    apart = sorted((row for row in topic.rows if (row.gap or 0) >= 1), key=lambda row: -(row.gap or 0))
    if apart:
        yield _apart(names, apart)


def _apart(names: Sequence[str], apart: Sequence[Row]) -> Table:
    rows = tuple((Cell(row.statement.text), *(Cell(number(one)) for one in (*row.values, row.gap))) for row in apart)
    first = max(0.3, 0.7 - 0.12 * len(names))
    rest = (1 - first) / (len(names) + 1)
    caption = "Stellingen waarop de partijen een punt of meer verschillen"
    return Table(caption, ("Stelling", *names, "Verschil"), rows, (first, *[rest] * (len(names) + 1)), figures=True)


def _same(rows: Sequence[Row]) -> Iterator[Block]:
    high = [row for row in rows if row.level == "high" and row.gap is not None]
    if high:
        yield Paragraph("Hier zien de partijen hetzelfde, en het gaat goed", lead=True)
        yield Points(tuple(Item(row.statement.text) for row in high[:5]))
