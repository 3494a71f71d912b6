"""Reads what is known of a cohort: from the gradebook at once, and the answers of an assignment when asked for."""

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from leergang.answers.answer_file import ANSWERS, FILE_NAME, DamagedError, UnusableError, parse, read_bytes
from leergang.answers.entry import entry_of
from leergang.content import Content, load_content, read_toml
from leergang.errors import ContentError
from leergang.grading.course import Course
from leergang.grading.results import Participant, Result, read_due, read_participants, read_results
from leergang.kinds import Exercise
from leergang.locate import released


@dataclass(frozen=True)
class Task:
    """An assignment that was handed out. ``waiting`` holds who handed in what nobody graded yet."""

    name: str
    due: datetime | None
    content: Content
    results: Mapping[str, Result]
    waiting: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """For example ‘De rollenmix’: a list of assignments need not say each time what they are."""
        title = self.content.module.title.removeprefix("Opdracht: ")
        return title[:1].upper() + title[1:]


@dataclass(frozen=True)
class Answers:
    """The cleaned answers of an assignment, by participant and exercise; ``unreadable`` counts the files without."""

    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unreadable: int = 0

    def to(self, exercise: Exercise) -> list[Any]:
        """Every answer to an exercise in which something is filled in."""
        given = (own[exercise.id] for own in self.values.values() if exercise.id in own)
        return [value for value in given if exercise.filled(value)]


@dataclass(frozen=True)
class Cohort:
    """Everybody, the assignments in the order of the course, and the names of the concepts."""

    participants: Sequence[Participant]
    tasks: Mapping[str, Task]
    concepts: Mapping[str, str]
    autograded: Path
    _read: dict[str, Answers] = field(default_factory=dict, compare=False)

    def answers(self, task: Task) -> Answers:
        """The answers to an assignment; read once."""
        if task.name not in self._read:
            self._read[task.name] = read_answers(self.autograded, task)
        return self._read[task.name]


@contextmanager
def _much_at_once() -> Iterator[None]:
    """Thousands of submissions are millions of objects that all stay: looking for garbage meanwhile takes a quarter."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_much_at_once()
def read_cohort(course: Course) -> Cohort:
    """Everything but the answers. Raises CourseError when the gradebook or the content cannot be read."""
    due = read_due(course)
    names = sorted(set(course.assignments()) & due.keys(), key=_place)
    results: dict[str, dict[str, Result]] = {name: {} for name in names}
    for one in read_results(course, names):
        results[one.assignment][one.participant] = one
    tasks = {name: _task(course, name, due[name], results[name]) for name in names}
    known = {one.id: one for one in read_participants(course)}
    unknown = sorted({who for task in tasks.values() for who in task.waiting} - known.keys())
    everybody = (*known.values(), *(Participant(who, "") for who in unknown))
    return Cohort(everybody, tasks, _concepts(), course.autograded)


def _task(course: Course, name: str, due: datetime | None, results: Mapping[str, Result]) -> Task:
    key = course.key(name)
    content = load_content(course.source / name, key if key.is_file() else None)
    return Task(name, due, content, results, _handed_in(course.submitted, name) - results.keys())


def _handed_in(submitted: Path, name: str) -> frozenset[str]:
    """Who has a folder with this assignment; what is hidden is earlier work that was set aside."""
    found = submitted.glob(f"*/{name}")
    return frozenset(path.parent.name for path in found if not path.parent.name.startswith(".") and path.is_dir())


@_much_at_once()
def read_answers(autograded: Path, task: Task) -> Answers:
    """The answers in the graded copies of those whom the gradebook knows. What cannot be read counts as absent."""
    found: dict[str, Mapping[str, Any]] = {}
    for who in task.results:
        try:
            data = read_bytes(autograded / who / task.name / FILE_NAME)
            answers = {} if data is None else parse(data, ANSWERS)["answers"]
            found[who] = _cleaned(task.content.exercises.values(), answers)
        except (DamagedError, UnusableError, OSError, ValueError):
            continue
    return Answers(found, len(task.results) - len(found))


def _cleaned(exercises: Collection[Exercise], answers: Mapping[str, Any]) -> dict[str, Any]:
    entries = {one.id: entry_of(answers[one.id]) for one in exercises if one.id in answers}
    return {one.id: one.clean(entry.value) for one in exercises if (entry := entries.get(one.id))}


def _place(name: str) -> tuple[int, str]:
    """The assignments follow their modules; one without a module closes the course."""
    order = [path.name.partition("_")[2] for path in sorted(released().modules.glob("[0-9][0-9]_*"))]
    return (order.index(name) if name in order else len(order)), name


def _concepts() -> dict[str, str]:
    """The names of the concepts; without them the charts show their ids."""
    try:
        tables = read_toml(released().modules / "concepts.toml").get("concept", [])
        return {one["id"]: one["name"] for one in tables}
    except (ContentError, KeyError, TypeError):
        return {}
