"""``grade`` and ``show``: what an assignment's notebook calls, on the participant's and the instructor's machine."""

import os
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from leergang.answers import book_for
from leergang.content import Content, load_content
from leergang.errors import CourseError
from leergang.grading.keys import find_key
from leergang.kinds import Exercise
from leergang.readable import written_html
from leergang.ui import word


@dataclass(frozen=True)
class Shown:
    """A text, with its form in HTML that shows it as it is."""

    text: str
    html: str = ""

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html or f'<div class="lg-shown">{escape(self.text)}</div>'


def grade(exercise_id: str) -> float | Shown:
    """The points for this answer, from 0 to the exercise's points: what nbgrader books.

    Without a key (on a participant's machine) it says whether the answer is filled in. While nbgrader grades,
    a missing key is an error, because nbgrader would book full marks for anything that is not a number.
    """
    folder = Path.cwd()
    key = find_key(folder)
    if key is None and os.environ.get("NBGRADER_EXECUTION") == "autograde":
        raise CourseError(
            f"De sleutel van opdracht ‘{folder.name}’ ontbreekt: verwacht keys/{folder.name}.toml in de cursusmap."
        )
    exercise, value = _answer(folder, key, exercise_id)
    return _stand(exercise, value) if key is None else _points(exercise, value)


def show(exercise_id: str) -> Shown:
    """The written answer as it was typed, for the instructor who reads it."""
    exercise, value = _answer(Path.cwd(), None, exercise_id)
    return Shown(exercise.summary(value) or word("status", "blank"), written_html(exercise, value))


def _answer(folder: Path, key: Path | None, exercise_id: str) -> tuple[Exercise, Any]:
    exercise = _exercise(load_content(folder, key), exercise_id)
    entry = book_for(folder).get(exercise_id)
    return exercise, exercise.clean(entry.value if entry else None)


def _exercise(content: Content, exercise_id: str) -> Exercise:
    if exercise_id not in content.exercises:
        raise CourseError(f"De oefening ‘{exercise_id}’ staat niet in content.toml van deze opdracht.")
    return content.exercises[exercise_id]


def _points(exercise: Exercise, value: Any) -> float:
    return round(exercise.score(value) * exercise.points, 2)


def _stand(exercise: Exercise, value: Any) -> Shown:
    filled = exercise.filled(value)
    return Shown(word("status", "full" if filled == 1 else "part" if filled else "blank"))
