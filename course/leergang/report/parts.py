"""What a report shows of one answer: a picture where that says more than words, and always the same as text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from leergang.dossier.portrait import Part
from leergang.kinds.allocate import Allocate, Gap
from leergang.kinds.base import Exercise
from leergang.kinds.grid import Grid
from leergang.kinds.map import STRONGEST, Map
from leergang.kinds.scale import Difference, Scale
from leergang.kinds.text import Text
from leergang.report import pictures
from leergang.report.blocks import Block, Cell, Facts, Item, Paragraph, Picture, Points, Table, lines, readable
from leergang.report.dutch import number, points, signed
from leergang.report.pictures import Series, Spot
from leergang.ui import word

FEWEST_AXES = 3
LOWEST_TOP = 50  # the edge of a radar of points, unless a part gets more


def blocks(part: Part) -> Iterator[Block]:
    """The blocks of one answer. A kind without a form of its own is shown as its summary."""
    show: Callable[[Any, Any], Iterator[Block]] = SHOWN.get(type(part.exercise), summary)
    yield from show(part.exercise, part.value)


def summary(exercise: Exercise, value: Any) -> Iterator[Block]:
    """The answer in a few lines."""
    yield from (Paragraph(line.replace("**", "")) for line in lines(exercise.summary(value)))


def text(exercise: Text, value: dict[str, str]) -> Iterator[Block]:
    """Each field that holds something, under its label."""
    written = [(_subject(one.label), readable(value.get(one.id, ""))) for one in exercise.fields]
    yield Facts(tuple(Item(label, answer) for label, answer in written if answer))


def _subject(label: str) -> str:
    """‘Waarvoor: wat willen jullie?’ asks the participant something; who reads the answer needs only the subject."""
    subject, colon, _ = label.partition(": ")
    return subject if colon and label.endswith("?") else label


# allocate


def allocate(exercise: Allocate, value: dict[str, dict[str, int]]) -> Iterator[Block]:
    """The divisions beside each other, as a radar and in a table, with the advice on what differs."""
    sets = [one for one in exercise.sets if exercise.complete(value, one.id)]
    if not sets:
        return
    names, axes = [one.text or exercise.title for one in sets], [one.text for one in exercise.parts]
    series = [Series(name, _values(exercise, value[one.id])) for name, one in zip(names, sets, strict=True)]
    if len(axes) >= FEWEST_AXES and len(sets) > 1:
        highest = max([LOWEST_TOP, *(v or 0 for one in series for v in one.values)])
        alt = f"Radargrafiek met {len(axes)} assen: {listed(axes)}. Getekend zijn {listed(names)}. {AS_TABLE}"
        drawing = pictures.radar(axes, series, highest)
        yield Picture(drawing, f"Verdeling van {exercise.total} punten", alt, tuple(names))
    yield figures(f"Punten per rol, samen {exercise.total}", "Rol", axes, series)
    yield from pointed(Item(_gap_head(exercise, one), one.text) for one in _large_gaps(exercise, value))


def _values(exercise: Allocate, given: dict[str, int]) -> list[float | None]:
    return [given.get(part.id, 0) for part in exercise.parts]


def _large_gaps(exercise: Allocate, value: dict[str, dict[str, int]]) -> list[Gap]:
    """What differs enough for advice; what is about the same needs no line in a report."""
    least = {one.title: one.threshold for one in exercise.compare}
    return [one for one in exercise.gaps(value) if abs(one.difference) >= least[one.title]]


def _gap_head(exercise: Allocate, gap: Gap) -> str:
    name = next(part.text for part in exercise.parts if part.id == gap.part)
    return f"{name}, {gap.title[:1].lower()}{gap.title[1:]}: {signed(gap.difference)}"


# scale


def scale(exercise: Scale, value: dict[str, dict[str, int]]) -> Iterator[Block]:
    """The mean of each group from each side, and what to begin with."""
    sides = [side for side in exercise.sides if any(value.get(side.id, {}).values())]
    if not sides:
        return
    groups = [one for one in exercise.groups if any(exercise.mean(value, side.id, one.id) for side in sides)]
    names = [one.text for one in groups]
    series = [Series(side.text, [exercise.mean(value, side.id, one.id) for one in groups]) for side in sides]
    if groups:
        yield from compared(names, series, exercise.labels)
    steps = (Item(one.text, one.low) for one in exercise.first_steps(value))
    yield from pointed(steps, exercise.steps_title or "Waar we kunnen beginnen")
    talks = (_talk(one) for one in exercise.differences(value))
    yield from pointed(talks, "Waar de twee kanten volgens ons uiteenlopen")


def _talk(one: Difference) -> Item:
    return Item(f"{one.statement.text.rstrip('.')} (verschil {points(abs(one.points))})", one.statement.talk)


def compared(names: Sequence[str], series: Sequence[Series], labels: Sequence[str]) -> Iterator[Block]:
    """Means on a scale, as a picture and in a table."""
    alt = (
        f"Grafiek met een rij voor {listed(names)}. Op elke rij staat het gemiddelde"
        f" van {listed([one.name for one in series]) if len(series) > 1 else 'de stellingen'},"
        f" van 1 ({labels[0]}) tot {len(labels)} ({labels[-1]}). {AS_TABLE}"
    )
    legend = tuple(one.name for one in series) if len(series) > 1 else ()
    yield Picture(pictures.marks(names, series, labels), "Gemiddelde per onderdeel", alt, legend)
    yield figures(f"Gemiddelden van 1 ({labels[0]}) tot {len(labels)} ({labels[-1]})", "Onderdeel", names, series)


# grid


def grid(exercise: Grid, value: dict[str, dict[str, int]]) -> Iterator[Block]:
    """The heat map as a table: the shade says the same as the number in it."""
    rows = [row for row in exercise.rows if value.get(row.id)]
    columns = [one for one in exercise.columns if any(one.id in value[row.id] for row in rows)]
    cells = tuple((Cell(row.text), *(_rated(value[row.id].get(one.id)) for one in columns)) for row in rows)
    caption = f"Van 1 ({exercise.labels[0]}) tot {len(exercise.labels)} ({exercise.labels[-1]})"
    yield Table(caption, ("", *(one.text for one in columns)), cells, shares(len(columns)), figures=True)
    yield from pointed(Item(one.text, one.low) for one in exercise.low_rows(value))
    yield from pointed(Item(one.text, one.low) for one in exercise.low_columns(value))


def _rated(rating: int | None) -> Cell:
    return Cell("–") if rating is None else Cell(str(rating), rating) if rating else Cell(word("labels", "unknown"))


# map


def network(exercise: Map, value: list[dict[str, Any]]) -> Iterator[Block]:
    """The network as a picture with numbers, the contacts by number, and its gaps."""
    places = {one.id: place for place, one in enumerate(exercise.fields)}
    contacts = sorted(value, key=lambda one: (places[one["field"]], -one["tie"]))
    spots = [Spot(number, places[one["field"]], STRONGEST - one["tie"]) for number, one in enumerate(contacts, 1)]
    sectors = [one.text for one in exercise.fields]
    alt = (
        f"Netwerkkaart met {exercise.center} in het midden en {len(spots)} genummerde contacten in de richtingen "
        f"{listed(sectors)}. Hoe dichter bij het midden, hoe sterker de band. {AS_TABLE}"
    )
    drawing = pictures.network(sectors, spots, exercise.center, exercise.ties)
    yield Picture(drawing, "Hoe dichter bij het midden, hoe sterker de band; de namen staan in de tabel", alt)
    rows = tuple(_contact(exercise, number, one) for number, one in enumerate(contacts, 1))
    yield Table("De contacten", ("Nummer", "Naam", "Veld", "Band"), rows, (0.13, 0.37, 0.35, 0.15))
    yield from pointed(
        (Item(one.sector.text, one.text) for one in exercise.holes(value)), "Waar het netwerk gaten heeft"
    )


def _contact(exercise: Map, place: int, one: dict[str, Any]) -> tuple[Cell, ...]:
    sector = next(sector.text for sector in exercise.fields if sector.id == one["field"])
    return Cell(str(place)), Cell(readable(one["name"])), Cell(sector), Cell(exercise.ties[one["tie"] - 1])


# What they share

AS_TABLE = "De cijfers staan in de tabel eronder."


def figures(caption: str, corner: str, names: Sequence[str], series: Sequence[Series]) -> Table:
    """A table with a row per name and a column per series, and the difference where there are two."""
    apart = len(series) == 2
    head = (corner, *(one.name or "Gemiddelde" for one in series), *(("Verschil",) if apart else ()))
    rows = tuple(_figure_row(name, [one.values[place] for one in series], apart) for place, name in enumerate(names))
    return Table(caption, head, rows, shares(len(head) - 1), figures=True)


def _figure_row(name: str, values: Sequence[float | None], apart: bool) -> tuple[Cell, ...]:
    found = [Cell(name), *(Cell(number(one)) for one in values)]
    if apart:
        first, second = values
        found.append(Cell(number(None if first is None or second is None else abs(round(second, 1) - round(first, 1)))))
    return tuple(found)


def shares(count: int) -> tuple[float, ...]:
    """The widths of a column with names and this many columns with figures."""
    first = max(0.22, 1 - 0.18 * count)
    return (first, *([(1 - first) / count] * count))


def pointed(items: Iterable[Item], title: str = "") -> Iterator[Block]:
    """A list under its title; nothing when it is empty."""
    found = tuple(items)
    if found and title:
        yield Paragraph(title, lead=True)
    if found:
        yield Points(found)


def listed(names: Sequence[str]) -> str:
    """For example ‘a, b en c’."""
    return " en ".join(filter(None, (", ".join(names[:-1]), names[-1])))


SHOWN: dict[type[Exercise], Callable[[Any, Any], Iterator[Block]]] = {
    Allocate: allocate,
    Scale: scale,
    Grid: grid,
    Map: network,
    Text: text,
}
