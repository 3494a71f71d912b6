"""Which questions come back, and when. Pure.

A question returns 1, 3, 7, 16 and 35 days after it was last answered right, one step further each time in a row.
Answered wrong, it returns the next day and begins anew. Only the first answer of a day counts: trying on until it is
right is learning, and no proof that it was remembered.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from leergang.kinds import Exercise

INTERVALS = (1, 3, 7, 16, 35)  # days
A_DAY = 3  # questions; a few minutes
RIGHT = 0.8  # of the score: one card of six in the wrong place is still remembered
KINDS = ("choice", "sort", "match", "order")  # what needs no chart and no story of its own


@dataclass(frozen=True)
class Attempt:
    """One answer of which the participant saw whether it was right."""

    day: date
    right: bool


@dataclass(frozen=True)
class Question:
    """A question that can come back, with its attempts, oldest first; ``key`` is ``module folder/exercise id``.

    ``again`` is the last day on which it was answered outside its module.
    """

    key: str
    attempts: tuple[Attempt, ...]
    again: date | None = None

    @property
    def module(self) -> str:
        """The folder of its module."""
        return self.key.partition("/")[0]


def returns(exercise: Exercise) -> bool:
    """Whether an exercise can come back by itself, outside its module."""
    alone = exercise.step == "recall" or exercise.returns
    return alone and exercise.kind in KINDS and exercise.has_key and not exercise.recall


def due(attempts: Sequence[Attempt]) -> date | None:
    """The day on which a question comes back; None when it was never answered."""
    if not attempts:
        return None
    return attempts[-1].day + timedelta(days=INTERVALS[min(max(streak(attempts), 1), len(INTERVALS)) - 1])


def streak(attempts: Sequence[Attempt]) -> int:
    """On how many days in a row, up to the last, it was right at the first attempt."""
    first: dict[date, bool] = {}
    for one in attempts:
        first.setdefault(one.day, one.right)
    return sum(1 for _ in takewhile(bool, reversed(first.values())))


def chosen(questions: Iterable[Question], today: date, most: int = A_DAY) -> list[Question]:
    """The questions for today: those answered today stay, and others come along up to ``most``.

    First what was wrong, then what has waited longest; from different modules as far as that goes.
    """
    known = list(questions)
    done = [one for one in known if one.again == today]
    waiting = [one for one in known if one.again != today and (day := due(one.attempts)) and day <= today]
    waiting.sort(key=lambda one: (streak(one.attempts) > 0, due(one.attempts), one.key))
    seen = Counter(one.module for one in done)
    turns: dict[str, int] = {}
    for one in waiting:
        turns[one.key] = seen[one.module]
        seen[one.module] += 1
    waiting.sort(key=lambda one: turns[one.key])
    return [*done, *waiting[: max(0, most - len(done))]]


def next_day(questions: Iterable[Question], today: date) -> date | None:
    """The first day after today on which a question comes back."""
    days = [max(day, today + timedelta(days=1)) for one in questions if (day := due(one.attempts))]
    return min(days, default=None)
