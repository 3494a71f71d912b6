"""Scores the answers of one submission: pure, without files, kernels or notebooks."""

import json
from dataclasses import dataclass
from typing import Any

from leergang.answers.answer_file import ANSWERS, FORMAT, DamagedError, UnusableError, parse
from leergang.answers.entry import Entry, entry_of
from leergang.content import Content
from leergang.kinds import Exercise
from leergang.wording import listed


@dataclass(frozen=True)
class Scored:
    """Points per exercise id (None: for an instructor to give), the cleaned answers, and remarks in Dutch.

    ``usable`` is False when there were answers that could not be read: a zero that an instructor must look at.
    """

    points: dict[str, float | None]
    values: dict[str, Any]
    answers: str
    remarks: tuple[str, ...]
    usable: bool


def score(content: Content, data: bytes | None) -> Scored:
    """Score the bytes of an answers file (None: there is none). Never raises."""
    answers, remarks, usable = _read(data)
    entries = {name: entry_of(answers[name]) for name in content.exercises if name in answers}
    values = {name: _value(one, entries.get(name)) for name, one in content.exercises.items()}
    points = {name: points_for(one, values[name]) for name, one in content.exercises.items()}
    return Scored(points, values, _kept(entries, values), (*remarks, *_faults(answers, content, entries)), usable)


def points_for(exercise: Exercise, value: Any) -> float | None:
    """The points for a cleaned answer, to the hundredth; None where an instructor gives them."""
    return round(exercise.score(value) * exercise.points, 2) if exercise.has_key else None


def _read(data: bytes | None) -> tuple[dict[str, Any], tuple[str, ...], bool]:
    if data is None:
        return {}, ("Er zijn geen antwoorden gevonden (antwoorden.json ontbreekt of is niet gelezen).",), True
    try:
        return parse(data, ANSWERS)["answers"], (), True
    except DamagedError as damage:
        return {}, (f"De antwoorden zijn niet te lezen, want antwoorden.json deugt niet: {damage}.",), False
    except UnusableError:
        return {}, ("De antwoorden zijn gemaakt met een nieuwere versie van de leergang. Werk deze bij.",), False


def _value(exercise: Exercise, entry: Entry | None) -> Any:
    return exercise.clean(entry.value if entry else None)


def _faults(answers: dict[str, Any], content: Content, entries: dict[str, Entry | None]) -> tuple[str, ...]:
    unknown = [name for name in answers if name not in content.exercises]
    damaged = [name for name, entry in entries.items() if entry is None]
    told = []
    if unknown:
        told.append(f"Antwoorden op onbekende oefeningen tellen niet mee: {listed(unknown)}.")
    if damaged:
        told.append(f"Beschadigd, en dus als leeg geteld: {listed(damaged)}.")
    return tuple(told)


def _kept(entries: dict[str, Entry | None], values: dict[str, Any]) -> str:
    """The answers as they were understood, in the form of an answers file."""
    answers = {
        name: {"value": values[name], "checked": entry.checked, "at": entry.at}
        for name, entry in entries.items()
        if entry
    }
    return json.dumps({"format": FORMAT, "answers": answers}, indent=1) + "\n"
