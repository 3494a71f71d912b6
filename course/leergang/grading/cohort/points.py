"""How points are spread: over the items of an assignment, over assignments, and over concepts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from leergang.grading.cohort import FEWEST
from leergang.grading.cohort.reading import Cohort, Task

CLASSES = ("geen punten", "minder dan de helft", "de helft of meer", "alle punten")


@dataclass(frozen=True)
class Spread:
    """The shares (0–1) that were earned of something. ``unread`` counts what an instructor still has to read.

    ``worth`` is how many points can be earned.
    """

    id: str
    title: str
    worth: float
    shares: tuple[float, ...]
    unread: int = 0

    @property
    def shown(self) -> bool:
        """Whether there are enough people for a distribution."""
        return len(self.shares) >= FEWEST

    @property
    def mean(self) -> float:
        """The mean share; only of what is ``shown``."""
        return fmean(self.shares)

    @property
    def classes(self) -> tuple[int, ...]:
        """How many earned nothing, less than half, half or more, and everything."""
        low, half, full = (sum(one <= 0 for one in self.shares), *_from(self.shares, 0.5, 1))
        return low, len(self.shares) - low - half, half - full, full


def _from(shares: Sequence[float], *bounds: float) -> list[int]:
    return [sum(one >= bound for one in shares) for bound in bounds]


def of_items(task: Task) -> list[Spread]:
    """Each item of an assignment, in the order of the content."""
    shares: dict[str, list[float]] = defaultdict(list)
    unread: dict[str, int] = defaultdict(int)
    for result in task.results.values():
        for item in result.items:
            unread[item.id] += item.unread
            if item.points is not None and item.maximum:
                shares[item.id].append(item.points / item.maximum)
    return [
        Spread(one.id, one.title, one.points, tuple(shares[one.id]), unread[one.id])
        for one in task.content.exercises.values()
        if one.points
    ]


def of_assignments(tasks: Iterable[Task]) -> list[Spread]:
    """Each assignment as a whole; what an instructor still has to read does not count yet."""
    return [_whole(task) for task in tasks]


def _whole(task: Task) -> Spread:
    done = [one for one in task.results.values() if not one.unread and one.maximum]
    worth = sum(one.points for one in task.content.exercises.values())
    shares = tuple(one.total / one.maximum for one in done)
    return Spread(task.name, task.title, worth, shares, sum(one.unread for one in task.results.values()))


def of_concepts(cohort: Cohort, tasks: Iterable[Task]) -> list[Spread]:
    """Each concept that these assignments ask about: of everybody the share of the points for it, lowest mean first.

    An item about two concepts counts for both.
    """
    earned: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    worth: dict[str, float] = defaultdict(float)
    for task in tasks:
        concepts = {one.id: one.concepts for one in task.content.exercises.values()}
        for one in task.content.exercises.values():
            for concept in one.concepts:
                worth[concept] += one.points
        for result in task.results.values():
            for item in result.items:
                for concept in concepts.get(item.id, ()) if item.points is not None else ():
                    sums = earned[concept][result.participant]
                    sums[0], sums[1] = sums[0] + (item.points or 0), sums[1] + item.maximum
    found = [
        Spread(one, cohort.concepts.get(one, one), points, tuple(a / b for a, b in earned[one].values() if b))
        for one, points in worth.items()
    ]
    return sorted(found, key=lambda one: (one.mean if one.shown else 2, one.id))
