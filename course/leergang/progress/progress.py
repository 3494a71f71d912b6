"""How far each module and assignment is, and what is next. Pure: what was read goes in, what is shown comes out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from leergang.answers import Entry
from leergang.content import Content, Module

State = Literal["new", "begun", "done"]
AssignmentState = Literal["open", "part", "full", "handed", "changed", "graded"]
STEP_MINUTES = 5  # more exact would be a pretence


@dataclass(frozen=True)
class ModuleProgress:
    """A module by its folder: which share (0–1) is filled in, and when it was last worked on ("" for never)."""

    name: str
    module: Module
    share: float = 0.0
    at: str = ""

    @property
    def state(self) -> State:
        """In one word. What has nothing left to fill in is done, whether it is right or not."""
        return "done" if self.share >= 1 else "begun" if self.share else "new"

    @property
    def minutes_left(self) -> int:
        """The study time that is left, in steps of five minutes."""
        return STEP_MINUTES * math.ceil(self.module.minutes * (1 - self.share) / STEP_MINUTES - 1e-9)


@dataclass(frozen=True)
class Receipt:
    """That an assignment was handed in."""

    assignment: str
    at: str


@dataclass(frozen=True)
class Mark:
    """The points that an instructor gave."""

    points: float
    most: float


@dataclass(frozen=True)
class AssignmentProgress:
    """An assignment by its folder, with the last time that it was handed in and its points, if any."""

    name: str
    module: Module
    share: float = 0.0
    at: str = ""
    handed: str = ""
    mark: Mark | None = None

    @property
    def state(self) -> AssignmentState:
        """In one word; "changed" is handed in, and changed afterwards."""
        if self.mark:
            return "graded"
        if self.handed:
            return "changed" if later(self.at, self.handed) else "handed"
        return "full" if self.share >= 1 else "part" if self.share else "open"


@dataclass(frozen=True)
class Suggestion:
    """The one thing to do next: ``kind`` is a word for why, ``name`` the module or assignment ("" for none)."""

    kind: Literal["first", "continue", "next", "hand_in", "assignment", "finished"]
    folder: Literal["modules", "opdrachten", ""] = ""
    name: str = ""


def filled(content: Content, entries: Mapping[str, Entry]) -> tuple[float, str]:
    """Which share of a module is filled in, and the time of the newest answer."""
    exercises = content.exercises
    shares = [one.filled(one.clean(entries[one.id].value if one.id in entries else None)) for one in exercises.values()]
    times = sorted((one.at for one in entries.values()), key=moment)
    return (sum(shares) / len(shares) if shares else 0.0), (times[-1] if times else "")


def suggestion(modules: Sequence[ModuleProgress], assignments: Sequence[AssignmentProgress]) -> Suggestion:
    """What is next: what was begun last, else the next new module, else an assignment that is still open.

    Who never began an assignment is not reminded of it until all modules are done: not everyone has an instructor.
    """
    begun = [(moment(one.at), _of_module(one)) for one in modules if one.state == "begun"]
    begun += [(moment(one.at), _of_assignment(one)) for one in assignments if one.state in ("part", "full")]
    if begun:
        return max(begun, key=lambda one: one[0])[1]
    fresh = next((one for one in modules if one.state == "new"), None)
    if fresh:
        return Suggestion("first" if fresh is modules[0] else "next", "modules", fresh.name)
    left = next((one for one in assignments if one.state == "open"), None)
    return Suggestion("assignment", "opdrachten", left.name) if left else Suggestion("finished")


def _of_module(one: ModuleProgress) -> Suggestion:
    return Suggestion("continue", "modules", one.name)


def _of_assignment(one: AssignmentProgress) -> Suggestion:
    return Suggestion("hand_in" if one.state == "full" else "continue", "opdrachten", one.name)


def later(one: str, other: str) -> bool:
    """Whether one moment is after the other; a moment that cannot be read is never."""
    return bool(one and other) and moment(one) > moment(other)


def moment(at: str) -> float:
    """A moment as a number to compare; 0 for what is none."""
    try:
        return datetime.fromisoformat(at).astimezone().timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
