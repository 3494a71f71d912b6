"""An answer with what the course says about it, part by part: what a participant reads in the feedback.

Only what belongs to this answer is told. What an option that nobody chose would have meant stays in the key.
"""

from dataclasses import dataclass
from typing import Any

from leergang.kinds import Exercise
from leergang.kinds.allocate import Allocate
from leergang.kinds.base import Remark, Verdict
from leergang.kinds.bins import Bins
from leergang.kinds.choice import Choice
from leergang.kinds.loop import Loop
from leergang.kinds.map import Map
from leergang.kinds.order import Order
from leergang.kinds.scenario import Scenario
from leergang.kinds.text import Text
from leergang.ui import word


@dataclass(frozen=True)
class Part:
    """One part of an answer in Markdown, the word for how it fits, and why."""

    text: str
    verdict: Verdict
    says: str
    why: str


@dataclass(frozen=True)
class Written:
    """What somebody typed: text and nothing but text."""

    label: str
    text: str


@dataclass(frozen=True)
class Explained:
    """An answer as ``written`` texts, as ``parts`` with an explanation each, or as a ``whole`` in Markdown."""

    written: tuple[Written, ...] = ()
    parts: tuple[Part, ...] = ()
    whole: str = ""
    summary: str = ""
    open: str = ""  # what is not filled in, in words; empty when all is


def explained(exercise: Exercise, value: Any) -> Explained:
    """A cleaned answer to this exercise, explained with the key that it was read with."""
    filled = exercise.filled(value)
    still = "" if filled == 1 else word("status", "part" if filled else "blank")
    if isinstance(exercise, Text):
        return Explained(written=_written(exercise, value), open=word("status", "blank") if not filled else "")
    if isinstance(exercise, Map):
        return Explained(written=(Written("", exercise.summary(value)),) if filled else (), open=still)
    said = exercise.feedback(value)
    parts = tuple(_part(exercise, value, one) for one in said.remarks)
    whole = "" if parts else exercise.summary(value)
    return Explained(parts=parts, whole=whole, summary=said.summary if filled else "", open=still)


def _written(exercise: Text, value: dict[str, str]) -> tuple[Written, ...]:
    several = len(exercise.fields) > 1
    texts = ((one.label if several else "", value.get(one.id, "").strip()) for one in exercise.fields)
    return tuple(Written(label, text) for label, text in texts if text)


def _part(exercise: Exercise, value: Any, remark: Remark) -> Part:
    sequence = isinstance(exercise, Order) or (isinstance(exercise, Loop) and remark.target in value.get("order", []))
    says = word("sequence" if sequence and remark.verdict != "none" else "verdicts", remark.verdict)
    return Part(_label(exercise, value, remark.target), remark.verdict, says, remark.text)


def _label(exercise: Exercise, value: Any, target: str) -> str:
    """The part of the answer that a remark is about."""
    match exercise:
        case Choice():
            text = next(one.text for one in exercise.options if one.id == target)
            return text if target in value else f"{text} *(niet gekozen)*"
        case Bins():
            places = {one.id: one.text for one in exercise.bins}
            return f"{_text(exercise.items, target)} → **{places[value[target]]}**"
        case Order():
            return f"{value.index(target) + 1}\\. {_text(exercise.items, target)}"
        case Allocate():
            return f"{_text(exercise.parts, target)}: **{value[exercise.sets[0].id].get(target, 0)}**"
        case Scenario():
            return next(move.text for node, move in exercise.steps(value) if f"{node.id}/{move.id}" == target)
        case Loop() if target in value.get("order", []):
            return f"{value['order'].index(target) + 1}\\. {_text(exercise.items, target)}"
        case Loop():
            return f"Doorbreken: **{_text(exercise.breaks, target)}**"
    return exercise.summary(value)


def _text(parts: Any, wanted: str) -> str:
    return next(str(one.text) for one in parts if one.id == wanted)
