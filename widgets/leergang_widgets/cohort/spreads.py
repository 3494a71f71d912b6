"""Role mixes and checklists of the cohort, as distributions."""

from leergang.grading.cohort.reading import Task
from leergang.grading.cohort.spread import Checklist, Mix, checklists, mixes
from leergang_widgets.bars import Box, Stack, boxes, stacked
from leergang_widgets.cohort.block import TOO_FEW, Block, Table, View, number, people

READING = (
    "De balk is de middelste helft van de groep, de streep erin de middelste deelnemer; "
    "de lijnen lopen van 10% tot 90%."
)
LEVELS = ("10% zit onder", "25% onder", "Middelste", "75% onder", "90% onder")


def spreads(view: View) -> list[Block]:
    """Every role mix and checklist of the assignments chosen."""
    found = [block for task in view.tasks for block in _of(view, task)]
    return found or [Block(["Hier is geen rollenmix of checklist in te vullen."])]


def _of(view: View, task: Task) -> list[Block]:
    before = "" if view.one else f"{task.title} · "
    shown = [_mix(one, before, view.dark) for one in mixes(view.cohort, task)]
    return shown + [_checklist(one, before, view.dark) for one in checklists(view.cohort, task)]


def _mix(mix: Mix, before: str, dark: bool) -> Block:
    heading = before + mix.title
    if not mix.parts:
        return Block([_too_few(mix.people)], heading)
    lines = [f"{people(mix.people)} verdeelden {mix.total} punten. {READING}"]
    outside = min((part for part in mix.parts if part.band), key=lambda part: part.inside, default=None)
    if outside:
        lines.append(f"Het vaakst buiten de marge: {outside.text} ({mix.people - outside.inside} van {mix.people}).")
    figure = boxes([Box(part.text, part.levels, part.band) for part in mix.parts], mix.total, dark)
    headers = ("Deel", *LEVELS, "Marge", "Binnen de marge")
    rows = [(part.text, *map(number, part.levels), *_band(part.band, part.inside)) for part in mix.parts]
    text = "; ".join(f"{part.text}: de middelste deelnemer gaf {number(part.levels[2])} punten" for part in mix.parts)
    return Block(lines, heading, figure, text, Table("De getallen", headers, rows))


def _band(band: tuple[int, int] | None, inside: int) -> tuple[str, str]:
    return (f"{band[0]} tot {band[1]}", str(inside)) if band else ("geen", "")


def _checklist(one: Checklist, before: str, dark: bool) -> Block:
    heading = before + one.title
    if not one.statements:
        return Block([_too_few(one.people)], heading)
    stacks = [Stack(rated.text, rated.ratings) for rated in one.statements]
    rows = [(rated.text, *map(str, rated.ratings), str(rated.unknown)) for rated in one.statements]
    lines = [f"{people(one.people)} beoordeelden de stellingen."]
    table = Table("De getallen", ("Stelling", *one.labels, "weet ik niet"), rows)
    return Block(lines, heading, stacked(stacks, one.labels, dark), lines[0], table)


def _too_few(given: int) -> str:
    if not given:
        return "Nog niemand vulde dit in, of het is nog niet nagekeken."
    return f"{people(given)} vulde{'n' if given != 1 else ''} dit in. {TOO_FEW}"
