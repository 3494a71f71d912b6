"""Who handed in: in time, late, or not yet; and what each participant still owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from leergang.grading.cohort.reading import Cohort, Task
from leergang.grading.results import Participant

State = Literal["in time", "late", "waiting", "missing"]
DAY = timedelta(days=1)
LATE = (("tot een dag", DAY), ("een dag tot een week", 7 * DAY), ("langer dan een week", timedelta.max))


@dataclass(frozen=True)
class Status:
    """How it stands with one participant's assignment. ``waiting``: handed in, not graded. ``unread``: half graded."""

    participant: Participant
    task: Task
    state: State
    late: timedelta = timedelta()
    unread: bool = False


@dataclass(frozen=True)
class Arrears:
    """What one participant did not hand in, and what came late."""

    participant: Participant
    missing: tuple[Status, ...]
    late: tuple[Status, ...]


def statuses(cohort: Cohort, task: Task) -> list[Status]:
    """How it stands with everybody's assignment."""
    return [_status(one, task) for one in cohort.participants]


def _status(participant: Participant, task: Task) -> Status:
    result = task.results.get(participant.id)
    if result is None:
        return Status(participant, task, "waiting" if participant.id in task.waiting else "missing")
    return Status(participant, task, "late" if result.late else "in time", result.late, result.unread)


def how_many(found: Sequence[Status], state: State) -> int:
    """How many have this state."""
    return sum(one.state == state for one in found)


def how_late(found: Sequence[Status]) -> list[tuple[str, int]]:
    """How many came how late, from a little to much."""
    late = [one.late for one in found if one.state == "late"]
    lows = (timedelta(), *(high for _, high in LATE))
    return [(text, sum(low < one <= high for one in late)) for low, (text, high) in zip(lows, LATE, strict=False)]


def arrears(cohort: Cohort, tasks: Sequence[Task]) -> list[Arrears]:
    """Of everybody what is missing or late in these assignments; who owes most comes first."""
    own: dict[str, list[Status]] = {one.id: [] for one in cohort.participants}
    for task in tasks:
        for one in statuses(cohort, task):
            own[one.participant.id].append(one)
    found = [_arrears(one, own[one.id]) for one in cohort.participants]
    return sorted(found, key=lambda one: (-len(one.missing), -len(one.late), one.participant.id))


def _arrears(participant: Participant, own: Sequence[Status]) -> Arrears:
    missing = tuple(one for one in own if one.state == "missing")
    return Arrears(participant, missing, tuple(one for one in own if one.state == "late"))
