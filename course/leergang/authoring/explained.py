"""Which parts of an exercise do not explain themselves."""

from collections.abc import Iterator

from leergang.kinds import Exercise
from leergang.kinds.allocate import Allocate
from leergang.kinds.balance import Balance
from leergang.kinds.bins import Bins
from leergang.kinds.choice import Choice
from leergang.kinds.grid import Grid
from leergang.kinds.loop import Loop
from leergang.kinds.map import Map
from leergang.kinds.order import Order
from leergang.kinds.scale import Scale
from leergang.kinds.scenario import Scenario


def unexplained(exercise: Exercise) -> Iterator[str]:
    """The parts without the explanation that their kind asks for, such as ``optie ‘a’: ‘why’``."""
    match exercise:
        case Choice():
            yield from _without("optie", [(one.id, {"why": one.why}) for one in exercise.options])
        case Bins() | Order():
            yield from _without("item", [(one.id, {"why": one.why}) for one in exercise.items])
        case Allocate() if exercise.has_key:
            parts = [(one.id, {"why": one.why, "low": one.low, "high": one.high}) for one in exercise.parts]
            yield from _without("deel", parts)
        case Balance() if exercise.has_key:
            texts = {"why": exercise.why, "low": exercise.low, "high": exercise.high}
            yield from (f"‘{field}’" for field, text in texts.items() if not text.strip())
        case Scenario():
            moves = [
                (f"{node.id}/{move.id}", {"effect": move.effect}) for node in exercise.nodes for move in node.choices
            ]
            yield from _without("keuze", moves)
        case Loop():
            yield from _without("item", [(one.id, {"why": one.why}) for one in exercise.items])
            yield from _without("ingreep", [(one.id, {"why": one.why}) for one in exercise.breaks])
        case Map():
            yield from _without("veld", [(one.id, {"none": one.none, "weak": one.weak}) for one in exercise.fields])
        case Grid():
            lines = [*exercise.rows, *exercise.columns]
            yield from _without("regel", [(one.id, {"low": one.low}) for one in lines])
        case Scale():
            yield from _without("stelling", [(one.id, {"low": one.low}) for one in exercise.statements])
            if len(exercise.sides) > 1:
                yield from _without("stelling", [(one.id, {"talk": one.talk}) for one in exercise.statements])


def _without(what: str, parts: list[tuple[str, dict[str, str]]]) -> Iterator[str]:
    for name, texts in parts:
        yield from (f"{what} ‘{name}’: ‘{field}’" for field, text in texts.items() if not text.strip())
