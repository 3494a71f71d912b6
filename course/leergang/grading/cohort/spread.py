"""Role mixes and checklists of a cohort: how the answers are spread, part by part and statement by statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from leergang.grading.cohort import FEWEST
from leergang.grading.cohort.reading import Cohort, Task
from leergang.kinds.allocate import Allocate
from leergang.kinds.scale import HIGHEST, UNKNOWN, Scale

TWENTIETHS = (2, 5, 10, 15, 18)  # of the cut points between twenty equal groups: 10, 25, 50, 75 and 90 percent


@dataclass(frozen=True)
class Part:
    """What one part of a division got: the points under which 10, 25, 50, 75 and 90 percent of the people stay.

    The lowest and the highest are not told: those are one person's. ``inside`` counts who is within the band.
    """

    text: str
    levels: tuple[float, ...]
    band: tuple[int, int] | None
    inside: int


@dataclass(frozen=True)
class Mix:
    """One division of a role mix: its parts, and how many people divided all points. No parts of too few people."""

    title: str
    people: int
    total: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Rated:
    """One statement: how many gave each rating from 1 to 5, and how many do not know."""

    text: str
    ratings: tuple[int, ...]
    unknown: int


@dataclass(frozen=True)
class Checklist:
    """One side of a checklist, and how many people rated something. No statements of too few people."""

    title: str
    people: int
    labels: tuple[str, ...]
    statements: tuple[Rated, ...]


def mixes(cohort: Cohort, task: Task) -> list[Mix]:
    """The divisions of every role mix in an assignment."""
    exercises = [one for one in task.content.exercises.values() if isinstance(one, Allocate)]
    return [_mix(cohort, task, exercise, one.id) for exercise in exercises for one in exercise.sets]


def _mix(cohort: Cohort, task: Task, exercise: Allocate, name: str) -> Mix:
    given = [value[name] for value in cohort.answers(task).to(exercise) if exercise.complete(value, name)]
    text = next(one.text for one in exercise.sets if one.id == name)
    enough = given if len(given) >= FEWEST else []
    parts = [_part(one.text, one.band, [points.get(one.id, 0) for points in enough]) for one in exercise.parts]
    title = f"{exercise.title} · {text}" if text else exercise.title
    return Mix(title, len(given), exercise.total, tuple(parts) if enough else ())


def _part(text: str, band: tuple[int, int] | None, points: Sequence[int]) -> Part:
    if not points:
        return Part(text, (), band, 0)
    cuts = quantiles(points, n=20, method="inclusive")
    inside = sum(band[0] <= one <= band[1] for one in points) if band else 0
    return Part(text, tuple(round(cuts[one - 1], 1) for one in TWENTIETHS), band, inside)


def checklists(cohort: Cohort, task: Task) -> list[Checklist]:
    """Each side of every checklist in an assignment."""
    exercises = [one for one in task.content.exercises.values() if isinstance(one, Scale)]
    return [_checklist(cohort, task, exercise, one.id) for exercise in exercises for one in exercise.sides]


def _checklist(cohort: Cohort, task: Task, exercise: Scale, side: str) -> Checklist:
    given = [value[side] for value in cohort.answers(task).to(exercise) if value.get(side)]
    text = next(one.text for one in exercise.sides if one.id == side)
    enough = len(given) >= FEWEST
    rated = [_rated(one.text, [own.get(one.id) for own in given]) for one in exercise.statements] if enough else []
    title = f"{exercise.title} · {text}" if text else exercise.title
    return Checklist(title, len(given), exercise.labels, tuple(rated))


def _rated(text: str, ratings: Sequence[int | None]) -> Rated:
    counts = tuple(ratings.count(one) for one in range(1, HIGHEST + 1))
    return Rated(text, counts, ratings.count(UNKNOWN))
