"""The cohort's results as tables: one per assignment, one with the totals, and one long one for other programs.

Pure data: cells hold text, numbers or nothing. How they reach a file is the concern of ``spreadsheet``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from leergang.grading.results import Item, Participant, Result
from leergang.grading.timestamps import lateness

Cell = str | float | None

WHO = ("deelnemer", "naam")
LONG = (
    *("opdracht", *WHO, "onderdeel", "titel", "punten", "maximum", "met de hand", "nog beoordelen", "opmerking"),
    *("totaal opdracht", "maximum opdracht", "aftrek", "ingeleverd", "te laat"),
)
YES = "ja"


@dataclass(frozen=True)
class Table:
    """A title, the column headers and the rows; every row has as many cells as there are headers."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Cohort:
    """Everything that an export tells of: all participants, their results and the titles of the exercises."""

    participants: Sequence[Participant]
    results: Sequence[Result]
    titles: Mapping[str, Mapping[str, str]]  # by assignment, by exercise

    def of(self, assignment: str) -> dict[str, Result]:
        """The results of one assignment, by participant."""
        return {one.participant: one for one in self.results if one.assignment == assignment}


def tables(cohort: Cohort) -> list[Table]:
    """The totals, then each assignment that somebody handed in."""
    return [_totals(cohort), *(_assignment(cohort, name) for name in _handed_in(cohort))]


def long_table(cohort: Cohort) -> Table:
    """A row for each item of each participant's assignment."""
    rows = (_long_row(cohort, result, item) for result in cohort.results for item in result.items)
    return Table("Punten per onderdeel", LONG, tuple(rows))


def _handed_in(cohort: Cohort) -> list[str]:
    found = {one.assignment for one in cohort.results}
    return [name for name in cohort.titles if name in found]


def _totals(cohort: Cohort) -> Table:
    names = _handed_in(cohort)
    headers = (*WHO, *names, "totaal", "maximum", "nog beoordelen")
    results = {name: cohort.of(name) for name in names}
    most = {name: max(one.maximum for one in results[name].values()) for name in names}
    rows = []
    for who in cohort.participants:
        own = [results[name].get(who.id) for name in names]
        points = [one.total if one else None for one in own]
        unread = sum(one.unread for one in own if one)
        rows.append(
            (who.id, who.name, *points, round(sum(filter(None, points)), 2), sum(most.values()), unread or None)
        )
    return Table("Totalen", headers, tuple(rows))


def _assignment(cohort: Cohort, name: str) -> Table:
    results, titles = cohort.of(name), cohort.titles[name]
    items = {item.id: item for one in results.values() for item in one.items}
    ids = [*(one for one in titles if one in items), *(one for one in items if one not in titles)]
    points = [f"{titles.get(one, one)} ({items[one].maximum:g})" for one in ids]
    headers = (
        *WHO,
        *points,
        "totaal",
        "maximum",
        "aftrek",
        "nog beoordelen",
        "ingeleverd",
        "te laat",
        "opmerkingen",
    )
    rows = (_row(who, results.get(who.id), ids, titles) for who in cohort.participants)
    return Table(name, headers, tuple(rows))


def _row(who: Participant, result: Result | None, ids: Sequence[str], titles: Mapping[str, str]) -> tuple[Cell, ...]:
    if result is None:
        return (who.id, who.name, *(None for _ in ids), None, None, None, None, "niet ingeleverd", None, None)
    points = {item.id: item.points for item in result.items}
    remarks = [f"{titles.get(item.id, item.id)}: {item.remark}" for item in result.items if item.remark]
    return (
        *(who.id, who.name, *(points.get(one) for one in ids), result.total, result.maximum, result.penalty or None),
        *(
            YES if result.unread else None,
            _moment(result.handed_in),
            lateness(result.late),
            "\n".join(remarks) or None,
        ),
    )


def _long_row(cohort: Cohort, result: Result, item: Item) -> tuple[Cell, ...]:
    title = cohort.titles.get(result.assignment, {}).get(item.id, item.id)
    return (
        *(result.assignment, result.participant, result.name, item.id, title, item.points, item.maximum),
        *(YES if item.by_hand and item.points is not None else None, YES if item.unread else None, item.remark or None),
        *(result.total, result.maximum, result.penalty or None, _moment(result.handed_in), lateness(result.late)),
    )


def _moment(moment: datetime | None) -> str | None:
    """In the time of this computer; the gradebook keeps UTC without saying so."""
    if moment is None:
        return None
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{known.astimezone():%Y-%m-%d %H:%M}"
