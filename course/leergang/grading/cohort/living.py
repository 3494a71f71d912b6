"""Which misconceptions live in a cohort: what was chosen wrongly, counted by person."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leergang.grading.cohort import FEWEST
from leergang.grading.cohort.reading import Cohort, Task
from leergang.kinds import Exercise
from leergang.misconceptions import misconceptions, shown_by


@dataclass
class Living:
    """One misconception: who shows it, of whom it was asked, and in which exercises it showed how often."""

    name: str
    texts: Counter[str] = field(default_factory=Counter)
    holders: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    places: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """The share of those asked who show it."""
        return len(self.holders) / len(self.asked) if self.asked else 0.0

    @property
    def text(self) -> str:
        """The sentence that says what they think: of the assignment in which it showed most."""
        return max(self.texts, key=lambda one: self.texts[one], default=self.name.replace("-", " "))

    @property
    def shown(self) -> bool:
        """Whether enough people were asked for a share that gives nobody away."""
        return len(self.asked) >= FEWEST


def living(cohort: Cohort, tasks: Iterable[Task]) -> list[Living]:
    """Every misconception that somebody shows in these assignments, the most widespread first."""
    found: dict[str, Living] = {}
    for task in tasks:
        for exercise in task.content.exercises.values():
            if exercise.has_key and (tagged := set(misconceptions(exercise).values())):
                for name in tagged:
                    found.setdefault(name, Living(name))
                _count(found, tagged, exercise, task, cohort.answers(task).values)
    return sorted((one for one in found.values() if one.holders), key=lambda one: (-one.share, one.name))


def _count(
    found: Mapping[str, Living],
    tagged: Iterable[str],
    exercise: Exercise,
    task: Task,
    values: Mapping[str, Mapping[str, Any]],
) -> None:
    """Add the answers to one exercise. Equal answers are looked at once: a cohort gives the same few."""
    people: dict[str, list[str]] = defaultdict(list)
    answers: dict[str, Any] = {}
    for who, own in values.items():
        if exercise.filled(value := own.get(exercise.id)) if exercise.id in own else False:
            text = json.dumps(value)
            people[text].append(who)
            answers[text] = value
    for name in tagged:
        found[name].asked.update(*people.values())
    for text, holders in people.items():
        for name in shown_by(exercise, answers[text]):
            one = found[name]
            one.holders.update(holders)
            one.places[exercise.title] += len(holders)
            one.texts[task.content.misconceptions.get(name, name.replace("-", " "))] += len(holders)
