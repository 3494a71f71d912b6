"""Which misconceptions live in an answer: what was chosen wrongly, and the misconception that its key puts with it."""

from collections.abc import Iterator
from typing import Any

from leergang.kinds import Exercise
from leergang.kinds.allocate import Allocate
from leergang.kinds.bins import Bins
from leergang.kinds.choice import Choice
from leergang.kinds.loop import Loop
from leergang.kinds.order import Order
from leergang.kinds.scenario import Scenario

WRONG = {"partly", "wrong"}


def misconceptions(exercise: Exercise) -> dict[str, str]:
    """The misconceptions of an exercise by the part that stands for them, as its feedback calls that part."""
    return {target: name for target, name in _tagged(exercise) if name}


def shown_by(exercise: Exercise, value: Any) -> set[str]:
    """The misconceptions that a cleaned answer shows. Needs the key; a blank answer shows none."""
    tagged = misconceptions(exercise)
    if not tagged or not exercise.filled(value):
        return set()
    wrong = {one.target for one in exercise.feedback(value).remarks if one.verdict in WRONG}
    return {name for target, name in tagged.items() if target in wrong}


def _tagged(exercise: Exercise) -> Iterator[tuple[str, str]]:
    match exercise:
        case Choice():
            yield from ((one.id, one.misconception) for one in exercise.options)
        case Bins() | Order():
            yield from ((one.id, one.misconception) for one in exercise.items)
        case Allocate():
            yield from ((one.id, one.misconception) for one in exercise.parts)
        case Loop():
            yield from ((one.id, one.misconception) for one in exercise.items)
            yield from ((one.id, one.misconception) for one in exercise.breaks)
        case Scenario():
            yield from (
                (f"{node.id}/{move.id}", move.misconception) for node in exercise.nodes for move in node.choices
            )
