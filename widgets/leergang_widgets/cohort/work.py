"""Who handed in, and what is late or missing. Only here can names be asked for, and then in a table."""

from collections import Counter
from collections.abc import Sequence

from leergang.grading.cohort import handing_in
from leergang.grading.cohort.handing_in import Arrears, State, Status, how_many, statuses
from leergang.grading.cohort.reading import Task
from leergang.grading.results import Participant
from leergang.grading.timestamps import lateness
from leergang.wording import plain
from leergang_widgets.bars import Bar, Stack, bars, stacked
from leergang_widgets.cohort.block import Block, Table, View, people, percent

STATES: dict[State, str] = {
    "missing": "niet ingeleverd",
    "waiting": "ingeleverd, nog niet nagekeken",
    "late": "te laat",
    "in time": "op tijd",
}
WHO = ("Deelnemer", "Naam")


def handed_in(view: View) -> list[Block]:
    """Per assignment how many handed in, in time or late; with names, who."""
    if not view.cohort.participants:
        return [Block(["Er staan nog geen deelnemers in het cijferboek, en er is nog niets ingeleverd."])]
    found = {task.name: statuses(view.cohort, task) for task in view.tasks}
    rows = [(task, [how_many(found[task.name], state) for state in STATES]) for task in view.tasks]
    stacks = [Stack(task.title, counts, f"{sum(counts[1:])} van {sum(counts)}") for task, counts in rows]
    headers = ("Opdracht", *(one.capitalize() for one in STATES.values()), "Nog te lezen", "Uiterste moment (UTC)")
    numbers = [
        (task.title, *map(str, counts), str(sum(one.unread for one in found[task.name])), _due(task))
        for task, counts in rows
    ]
    lines = [_told(task, counts) for task, counts in rows] if view.one else []
    text = " ".join(_told(task, counts) for task, counts in rows)
    chart = Block(
        [*lines, *_without_due(view)],
        figure=stacked(stacks, list(STATES.values()), view.dark),
        text=text,
        table=Table("De getallen", headers, numbers),
    )
    return [chart, *([Block(table=_who(view, found))] if view.names else [])]


def _told(task: Task, counts: Sequence[int]) -> str:
    missing, waiting, late, _ = counts
    told = f"{task.title}: {sum(counts) - missing} van de {people(sum(counts))} leverden in, {late} te laat."
    return told + (f" Van {waiting} is het werk nog niet nagekeken." if waiting else "")


def _due(task: Task) -> str:
    return task.due.strftime("%Y-%m-%d %H:%M") if task.due else "geen"


def _without_due(view: View) -> list[str]:
    without = [task.title for task in view.tasks if task.due is None]
    if not without:
        return []
    where = "Je stelt het in op de pagina Manage Assignments."
    return [f"Zonder uiterste moment telt niets als te laat: {', '.join(without)}. {where}"]


def _who(view: View, found: dict[str, list[Status]]) -> Table:
    columns = [found[task.name] for task in view.tasks]
    rows = [(*_names(own[0].participant), *map(_state, own)) for own in zip(*columns, strict=True)]
    return Table("Wie", (*WHO, *(task.title for task in view.tasks)), rows, texts=99, open=True)


def _state(one: Status) -> str:
    late = lateness(one.late)
    return f"{late} te laat" if late else STATES[one.state]


def _names(one: Participant) -> tuple[str, str]:
    return plain(one.id), plain(one.name)


def arrears(view: View) -> list[Block]:
    """How late work came, and how many participants owe how much; with names, who owes what."""
    found = handing_in.arrears(view.cohort, view.tasks)
    if not found:
        return [Block(["Er staan nog geen deelnemers in het cijferboek."])]
    late = [one for task in view.tasks for one in statuses(view.cohort, task)]
    return [
        _owed(view, found),
        _lateness(view, late),
        *([Block(table=_who_owes(found))] if view.names else []),
    ]


def _owed(view: View, found: Sequence[Arrears]) -> Block:
    counts = Counter(len(one.missing) for one in found)
    everything = len(view.tasks)
    shown = [
        Bar(_number(number, everything), counts[number] / len(found), people(counts[number]))
        for number in sorted(counts)
    ]
    behind = len(found) - counts[0]
    line = f"{people(behind)} van de {len(found)} {'mist' if behind == 1 else 'missen'} één opdracht of meer."
    if view.one:
        return Block(
            [f"{people(behind)} van de {len(found)} leverde{'' if behind == 1 else 'n'} deze opdracht niet in."]
        )
    return Block([line], "Hoeveel opdrachten ontbreken", bars(shown, view.dark), line)


def _number(number: int, everything: int) -> str:
    if not number:
        return "niets ontbreekt"
    return "alles ontbreekt" if number == everything else f"{number} ontbre{'ekt' if number == 1 else 'ken'}"


def _lateness(view: View, found: Sequence[Status]) -> Block:
    late = how_many(found, "late")
    if not late:
        return Block(["Geen ingeleverd werk was te laat."])
    handed = sum(one.state in {"late", "in time"} for one in found)
    line = f"{late} van de {handed} keer was het werk te laat ({percent(late / handed)})."
    shown = [Bar(text, count / late, f"{count} keer") for text, count in handing_in.how_late(found)]
    return Block([line], "Hoe laat het te late werk kwam", bars(shown, view.dark), line)


def _who_owes(found: Sequence[Arrears]) -> Table:
    rows = [
        (
            *_names(one.participant),
            ", ".join(own.task.title for own in one.missing),
            ", ".join(f"{own.task.title} ({lateness(own.late)})" for own in one.late),
        )
        for one in found
        if one.missing or one.late
    ]
    return Table("Wie", (*WHO, "Niet ingeleverd", "Te laat"), rows, texts=99, open=True)
