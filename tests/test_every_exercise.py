"""Every question of the course, tested right, wrong, blank and damaged from its own data."""

import json
from typing import Any

import pytest
from course_data import exercises, right_answer, with_key_only, wrong_answer

from leergang.kinds import Exercise

ALL = exercises()
KEYED = with_key_only(ALL)
GARBAGE = [
    None,
    [],
    {},
    "x",
    3,
    -1,
    1.5,
    True,
    [1, None, {}],
    {"a": {"b": []}},
    [["x"]],
    {"nu": {"x": "y"}},
    "a" * 10000,
]


def _cases(found: list[tuple[str, Exercise]]) -> Any:
    return pytest.mark.parametrize("exercise", [pytest.param(one, id=name) for name, one in found])


@_cases(KEYED)
def test_the_right_answer_earns_everything_and_gets_no_wrong_mark(exercise: Exercise) -> None:
    """What the key calls right is worth the full share, and no remark on it says otherwise."""
    answer = exercise.clean(right_answer(exercise))
    assert exercise.filled(answer) == 1
    assert exercise.score(answer) == 1
    verdicts = {remark.verdict for remark in exercise.feedback(answer).remarks}
    assert "wrong" not in verdicts or exercise.kind == "scenario"


@_cases(KEYED)
def test_a_wrong_answer_earns_less_than_half_and_hears_why(exercise: Exercise) -> None:
    """A poor answer loses most of its points, and its feedback explains."""
    answer = exercise.clean(wrong_answer(exercise))
    assert 0 <= exercise.score(answer) < 0.5
    remarks = exercise.feedback(answer).remarks
    assert remarks
    assert all(remark.text.strip() for remark in remarks)


@_cases(ALL)
def test_a_blank_answer_counts_as_not_filled_in(exercise: Exercise) -> None:
    """Blank is blank: nothing filled, no points, no remark that says wrong."""
    blank = exercise.clean(None)
    assert exercise.filled(blank) == 0
    assert exercise.score(blank) == 0
    assert "wrong" not in {remark.verdict for remark in exercise.feedback(blank).remarks}
    assert exercise.summary(blank) == ""


@_cases(ALL)
def test_a_full_answer_can_be_read_back(exercise: Exercise) -> None:
    """A full answer survives the file, counts as filled in, and reads as text."""
    answer = right_answer(exercise)
    assert exercise.clean(json.loads(json.dumps(answer))) == answer
    assert exercise.filled(answer) == 1
    assert exercise.summary(answer).strip()


@_cases(ALL)
def test_garbage_is_never_an_error_and_never_worth_points(exercise: Exercise) -> None:
    """A damaged answer of any type is cleaned to something that scores nothing."""
    for value in GARBAGE:
        answer = exercise.clean(value)
        assert exercise.score(answer) <= (0.99 if exercise.kind == "balance" and value == 3 else 0)
        exercise.feedback(answer)
        exercise.summary(answer)


@_cases(ALL)
def test_unknown_ids_in_an_answer_are_ignored(exercise: Exercise) -> None:
    """An option that a new version dropped does not disturb the rest of the answer."""
    answer = right_answer(exercise)
    if isinstance(answer, dict):
        assert exercise.clean(answer | {"bestaat-niet": "x"}) == answer
    elif isinstance(answer, list) and exercise.kind != "scenario":
        assert exercise.clean([*answer, "bestaat-niet"]) == answer
