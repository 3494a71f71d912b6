"""How the points are spread, over items and over concepts, and which misconceptions live."""

from collections.abc import Sequence

from leergang.grading.cohort import FEWEST
from leergang.grading.cohort.living import Living, living
from leergang.grading.cohort.points import CLASSES, Spread, of_assignments, of_concepts, of_items
from leergang_widgets.bars import Bar, Stack, bars, stacked
from leergang_widgets.cohort.block import TOO_FEW, Block, Table, View, people, percent

MOST = 12  # misconceptions in the chart; the table has all
NOTHING = "Er is nog niets nagekeken."


def points(view: View) -> list[Block]:
    """Per item of the assignment, or per assignment: how many earned how much."""
    found = of_items(view.tasks[0]) if view.one else of_assignments(view.tasks)
    shown = [one for one in found if one.shown]
    if not shown:
        return [_nothing(found)]
    stacks = [Stack(f"{one.title} ({one.worth:g})", one.classes, percent(one.mean)) for one in shown]
    line = _extremes(shown)
    lines = [
        line,
        _unread(found),
        _hidden(found, shown),
        "" if view.one else "Kies één opdracht om de onderdelen te zien.",
    ]
    headers = (
        "Onderdeel" if view.one else "Opdracht",
        "Punten",
        "Gemiddeld",
        *map(str.capitalize, CLASSES),
        "Nog te lezen",
    )
    rows = [(one.title, f"{one.worth:g}", percent(one.mean), *map(str, one.classes), str(one.unread)) for one in shown]
    figure = stacked(stacks, CLASSES, view.dark)
    return [Block(list(filter(None, lines)), figure=figure, text=line, table=Table("De getallen", headers, rows))]


def concepts(view: View) -> list[Block]:
    """The mean share of the points for each concept, the lowest first."""
    found = of_concepts(view.cohort, view.tasks)
    shown = [one for one in found if one.shown]
    if not shown:
        return [_nothing(found)]
    line = _extremes(shown)
    figure = bars([Bar(one.title, one.mean, percent(one.mean)) for one in shown], view.dark)
    headers = ("Begrip", "", "Gemiddeld", "Punten te verdienen", "Deelnemers")
    rows = [(one.title, one.id, percent(one.mean), f"{one.worth:g}", str(len(one.shares))) for one in shown]
    lines = [line, "Het gemiddelde deel van de punten voor alle onderdelen die over het begrip gaan."]
    return [Block(lines, figure=figure, text=line, table=Table("De getallen", headers, rows, texts=2))]


def _nothing(found: Sequence[Spread]) -> Block:
    return Block([TOO_FEW if any(one.shares for one in found) else NOTHING])


def _extremes(shown: Sequence[Spread]) -> str:
    low, high = min(shown, key=lambda one: one.mean), max(shown, key=lambda one: one.mean)
    if low is high:
        return f"{low.title}: gemiddeld {percent(low.mean)} van de punten."
    return (
        f"Het laagst: {low.title} (gemiddeld {percent(low.mean)} van de punten). "
        f"Het hoogst: {high.title} ({percent(high.mean)})."
    )


def _unread(found: Sequence[Spread]) -> str:
    unread = sum(one.unread for one in found)
    return f"{unread} keer moet een docent nog iets lezen; dat telt nog niet mee." if unread else ""


def _hidden(found: Sequence[Spread], shown: Sequence[Spread]) -> str:
    hidden = [one.title for one in found if one not in shown]
    return f"Nog geen {FEWEST} keer helemaal nagekeken: {', '.join(hidden)}." if hidden else ""


def misunderstandings(view: View) -> list[Block]:
    """Which misconceptions live, with the sentence that explains each."""
    found = living(view.cohort, view.tasks)
    lines = _unreadable(view)
    shown = [one for one in found if one.shown]
    if not shown:
        return [Block([*lines, TOO_FEW if found else "Uit de nagekeken antwoorden blijkt geen enkel misverstand."])]
    first = shown[0]
    line = f"Het meest verbreid, bij {_of(first)}: {first.text}."
    figure = bars(
        [Bar(one.text, one.share, f"{len(one.holders)} van {len(one.asked)}") for one in shown[:MOST]], view.dark
    )
    rows = [(one.text, _where(one), str(len(one.holders)), str(len(one.asked)), percent(one.share)) for one in shown]
    headers = ("Wat iemand dan denkt", "Waar het blijkt", "Deelnemers", "Gevraagd aan", "Deel")
    more = f"Alle {len(shown)} misverstanden, en waar ze blijken"
    counted = "Een deelnemer telt mee zodra één foute keuze erop wijst."
    return [Block([line, counted, *lines], figure=figure, text=line, table=Table(more, headers, rows, texts=2))]


def _of(one: Living) -> str:
    return f"{len(one.holders)} van de {people(len(one.asked))}"


def _where(one: Living) -> str:
    return ", ".join(f"{title} ({count})" for title, count in one.places.most_common(3))


def _unreadable(view: View) -> list[str]:
    number = sum(view.cohort.answers(task).unreadable for task in view.tasks)
    return [f"Van {people(number)} waren antwoorden niet te lezen; die tellen hier niet mee."] if number else []
