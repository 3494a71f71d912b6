"""The cohort at a glance: counted right from known answers, and without telling on anybody."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from course_data import contents, exercises, right_answer, with_key_only, wrong_answer

from leergang.content import Content
from leergang.errors import CourseError
from leergang.grading.cohort import FEWEST, QUESTIONS
from leergang.grading.cohort.handing_in import arrears, how_late, how_many, statuses
from leergang.grading.cohort.living import Living, living
from leergang.grading.cohort.points import of_assignments, of_concepts, of_items
from leergang.grading.cohort.reading import Cohort, Task
from leergang.grading.cohort.spread import checklists, mixes
from leergang.grading.results import Item, Participant, Result
from leergang.kinds import Exercise
from leergang.kinds.choice import Choice
from leergang.kinds.scenario import Scenario
from leergang.misconceptions import misconceptions, shown_by
from leergang_widgets.bars import Bar, bars
from leergang_widgets.cohort.block import Block, View
from leergang_widgets.cohort.sections import ASKED, Section
from leergang_widgets.cohort.sections import Choice as Chosen

MAIN = "procesmanager"
PAIR, START, QUARTER = "evenknie", "eerste-gesprek", "twintig-uur"  # exercises of that assignment
BEST, RANK, NEAR = "zelfde-taak", "hoogste-met-tijd", "dicht-bij-werk"  # options of the first
DAY = timedelta(days=1)
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "a\u202eb\x1b[31m",
    '"><svg onload=alert(3)>',
)


class Known:
    """A cohort of one assignment with known answers: participants are numbered, files are real."""

    def __init__(self, folder: Path, content: Content, name: str = MAIN) -> None:
        self.folder, self.content, self.name = folder, content, name
        self.results: dict[str, Result] = {}
        self.people: list[Participant] = []
        self.waiting: set[str] = set()
        self.due: datetime | None = None

    def add(self, answers: Mapping[str, Any] | None = None, name: str = "", **more: Any) -> str:
        """Somebody who handed in these answers, graded as they are; None gives no file."""
        who = f"persoon-{len(self.people)}"
        self.people.append(Participant(who, name))
        given = answers or {}
        items = (self._item(one, given.get(one.id)) for one in self.content.exercises.values() if one.points)
        self.results[who] = Result(who, name, self.name, tuple(items), **more)
        if answers is not None:
            self.write(who, {"format": 1, "answers": {key: _entry(value) for key, value in answers.items()}})
        return who

    def _item(self, one: Exercise, value: Any) -> Item:
        points = round(one.score(one.clean(value)) * one.points, 2) if one.has_key else None
        return Item(one.id, points, one.points, by_hand=not one.has_key, unread=points is None)

    def write(self, who: str, data: Any) -> Path:
        """What stands in somebody's graded copy."""
        path = self.folder / who / self.name / "antwoorden.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return path

    @property
    def task(self) -> Task:
        return Task(self.name, self.due, self.content, self.results, frozenset(self.waiting))

    @property
    def cohort(self) -> Cohort:
        return Cohort(self.people, {self.name: self.task}, {}, self.folder)


def _entry(value: Any) -> dict[str, Any]:
    return {"value": value, "checked": True, "at": "2026-11-01T10:00:00+01:00"}


@pytest.fixture
def known(tmp_path: Path) -> Known:
    return Known(tmp_path, contents()[MAIN])


def lives(known: Known) -> dict[str, Living]:
    """What lives in the cohort, by misconception."""
    return {one.name: one for one in living(known.cohort, [known.task])}


# Misconceptions


def test_a_misconception_counts_each_person_once_of_those_who_answered(known: Known) -> None:
    """Two wrong choices of one person are one person; who left it all blank was not asked."""
    for option in (RANK, RANK, NEAR, BEST):
        known.add({PAIR: [option]})
    known.add({PAIR: [RANK], START: ["boete"]})
    known.add({})
    found = lives(known)
    assert found.keys() == {"hierarchie-eerst", "kortste-lijn", "opdrachtgever-reflex"}
    rank = found["hierarchie-eerst"]
    assert (rank.holders, len(rank.asked)) == ({"persoon-0", "persoon-1", "persoon-4"}, 5)
    assert len(found["opdrachtgever-reflex"].asked) == 1
    assert dict(rank.places) == {known.content.exercises[PAIR].title: 3}
    assert rank.text == known.content.misconceptions["hierarchie-eerst"]


def test_a_partly_right_option_with_a_misconception_counts_too(known: Known) -> None:
    """A quarter of the points is no reason to keep silent about what somebody thinks."""
    known.add({PAIR: [NEAR]})
    assert {"persoon-0"} == lives(known)["kortste-lijn"].holders


def test_the_most_widespread_comes_first(known: Known) -> None:
    """By share, not by number: a question that few were asked is not less of a problem."""
    for _ in range(3):
        known.add({PAIR: [RANK]})
    for _ in range(3):
        known.add({PAIR: [BEST]})
    known.add({START: ["boete"]})
    assert ["opdrachtgever-reflex", "hierarchie-eerst"] == [one.name for one in living(known.cohort, [known.task])]


@pytest.mark.parametrize(
    ("name", "exercise"), with_key_only(exercises()), ids=lambda one: one if isinstance(one, str) else ""
)
def test_right_shows_nothing_and_wrong_shows_what_belongs_to_it(name: str, exercise: Exercise) -> None:
    """Of every exercise with a key in the course."""
    right = exercise.clean(right_answer(exercise))
    if not isinstance(exercise, Scenario):  # its best end may be reached by a lesser decision on the way
        assert shown_by(exercise, right) == set()
    assert shown_by(exercise, exercise.clean(None)) == set()
    shown = shown_by(exercise, exercise.clean(wrong_answer(exercise)))
    assert shown <= set(misconceptions(exercise).values())
    if isinstance(exercise, Choice):
        wrong = {one.id: one for one in exercise.options}[wrong_answer(exercise)[0]]
        assert shown == ({wrong.misconception} - {""})


# Points


def test_a_concept_weighs_each_item_by_its_points(tmp_path: Path) -> None:
    """An item about two concepts counts for both; what nobody graded yet counts for none."""
    content = contents()[MAIN]
    tags = {PAIR: ("R1",), START: ("R1", "C2"), "memo": ("C2",)}
    chosen = {one: replace(content.exercises[one], concepts=concepts) for one, concepts in tags.items()}
    known = Known(tmp_path, replace(content, exercises=chosen))
    for _ in range(FEWEST):
        known.add({PAIR: [BEST], START: ["boete"]})  # 3 of 3 points, and 0 of 3
    found = {one.id: one for one in of_concepts(known.cohort, [known.task])}
    assert {"R1": 0.5, "C2": 0.0} == {name: one.mean for name, one in found.items()}
    assert [one.id for one in of_concepts(known.cohort, [known.task])] == ["C2", "R1"]


def test_points_fall_into_four_classes_and_wait_for_who_reads(known: Known) -> None:
    """Nothing, less than half, half or more, everything; written work without points is in none of them."""
    for option in (BEST, BEST, NEAR, RANK, RANK):
        known.add({PAIR: [option]})
    found = {one.id: one for one in of_items(known.task)}
    assert found[PAIR].classes == (2, 1, 0, 2)
    assert (found["memo"].shares, found["memo"].unread) == ((), 5)
    assert [one.shown for one in of_assignments([known.task])] == [False]  # half graded


# Handing in


def test_everybody_is_in_time_late_waiting_or_missing(known: Known) -> None:
    """Handed in and not graded is not missing; who is in the gradebook alone is."""
    known.add()
    known.add(late=timedelta(hours=3))
    known.add(late=3 * DAY)
    known.people += [Participant("bezig", ""), Participant("weg", "")]
    known.waiting.add("bezig")
    found = statuses(known.cohort, known.task)
    assert ["in time", "late", "late", "waiting", "missing"] == [one.state for one in found]
    assert how_many(found, "late") == 2
    assert [1, 1, 0] == [number for _, number in how_late(found)]


def test_who_owes_most_comes_first(known: Known) -> None:
    """And each participant is told of by assignment."""
    known.add()
    known.add(late=DAY)
    known.people.append(Participant("weg", ""))
    found = arrears(known.cohort, [known.task])
    assert ["weg", "persoon-1", "persoon-0"] == [one.participant.id for one in found]
    assert [(1, 0), (0, 1), (0, 0)] == [(len(one.missing), len(one.late)) for one in found]


# Answers that cannot be trusted


@pytest.mark.parametrize(
    "data",
    ["", "{", "[]", '{"format": 99, "answers": {}}', '{"format": 1, "answers": []}', "[" * 100_000, "\x00"],
    ids=["empty", "cut", "list", "newer", "shape", "deep", "nul"],
)
def test_a_damaged_file_costs_only_that_one(known: Known, data: str) -> None:
    """The others count, and the number of files that were not read is told."""
    known.add({PAIR: [RANK]})
    known.write(known.add({PAIR: [RANK]}), data)
    answers = known.cohort.answers(known.task)
    assert (answers.unreadable, set(answers.values)) == (1, {"persoon-0"})
    assert lives(known)["hierarchie-eerst"].holders == {"persoon-0"}


def test_a_link_to_another_file_is_not_followed(known: Known, tmp_path: Path) -> None:
    """It could lead anywhere on the instructor's machine."""
    first, second = known.add({PAIR: [RANK]}), known.add({PAIR: [RANK]})
    path = known.write(second, "")
    path.unlink()
    try:
        path.symlink_to(known.folder / first / MAIN / path.name)
    except OSError:
        pytest.skip("this system makes no links")
    assert known.cohort.answers(known.task).unreadable == 1


def test_unknown_ids_and_odd_values_count_for_nothing(known: Known) -> None:
    """A cleaned answer holds only what the exercise has."""
    known.add(
        {PAIR: ["bestaat-niet"], START: {"a": 1}, "onbekend": [1], QUARTER: {"kwartaal": {"procesmanager": 10**30}}}
    )
    known.add({PAIR: 7, QUARTER: "x" * 1000})
    assert lives(known) == {}
    assert [0] == [mix.people for mix in mixes(known.cohort, known.task)]


# Distributions


def divided(first: int) -> dict[str, Any]:
    """Role mixes in which the rest goes to the netwerker."""
    return {QUARTER: {"kwartaal": {"procesmanager": first, "netwerker": 100 - first}}}


def test_a_role_mix_tells_of_the_middle_and_not_of_the_extremes(known: Known) -> None:
    """The lowest and the highest are one person's; a division that is not finished does not count."""
    for first in (0, 50, 55, 60, 60, 65, 100):
        known.add(divided(first))
    known.add({QUARTER: {"kwartaal": {"procesmanager": 40}}})
    (mix,) = mixes(known.cohort, known.task)
    part = mix.parts[0]
    assert (mix.people, part.levels[2], part.inside) == (7, 60, 5)
    assert 0 < part.levels[0] < 50 < 65 < part.levels[4] < 100


def test_a_checklist_counts_each_rating_and_who_does_not_know(tmp_path: Path) -> None:
    """Statement by statement, for each side apart."""
    sample = contents()["sample"]
    known = Known(tmp_path, sample, "sample")
    scale = sample.exercises["lijst"]
    statement = scale.statements[0].id  # type: ignore[attr-defined]
    for rating in (1, 1, 5, 0, 3):
        known.add({"lijst": {"wij": {statement: rating}}})
    ours, theirs = checklists(known.cohort, known.task)
    assert (ours.statements[0].ratings, ours.statements[0].unknown) == ((2, 0, 1, 0, 1), 1)
    assert (theirs.people, theirs.statements) == (0, ())


# Privacy


def full(number: int, known: Known) -> Known:
    """A cohort of so many with complete answers and names that mean harm."""
    scored = [one for one in known.content.exercises.values() if one.has_key]
    for place in range(number):
        answers = {one.id: (wrong_answer if place % 2 else right_answer)(one) for one in scored}
        known.add(answers, HOSTILE[place % len(HOSTILE)], late=DAY * (place % 2))
    return known


def blocks(known: Known, question: str, names: bool = False) -> list[Block]:
    """The answer to a question about the one assignment."""
    return ASKED[question].blocks(View(known.cohort, [known.task], True, names, False))


ABOUT_ANSWERS = [one for one in QUESTIONS if one not in {"ingeleverd", "achterstand"}]


@pytest.mark.parametrize("question", ABOUT_ANSWERS)
def test_below_five_no_distribution_is_shown(known: Known, question: str) -> None:
    """Of four people a chart or a table tells what one of them did; it says so instead."""
    found = blocks(full(FEWEST - 1, known), question)
    assert [None] * len(found) == [one.figure or one.table for one in found]
    assert f"Vanaf {FEWEST} deelnemers" in " ".join(line for one in found for line in one.lines)


@pytest.mark.parametrize("question", ABOUT_ANSWERS)
def test_from_five_on_it_is(known: Known, question: str) -> None:
    """With the same numbers in a table, and in words."""
    found = blocks(full(FEWEST, known), question)
    assert all(one.figure and one.table and one.text for one in found)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_chart_and_no_sentence_ever_names_anybody(known: Known, question: str) -> None:
    """Not even when names are asked for: those stand in a table, which is absent otherwise."""
    full(6, known)
    for names in (False, True):
        for one in blocks(known, question, names):
            shown = json.dumps([one.figure, list(one.lines), one.heading, one.text])
            assert not any(bad in shown for bad in (*_parts(HOSTILE), "persoon-"))
    assert not any(bad in text for bad in (*_parts(HOSTILE), "persoon-") for text in cells(blocks(known, question)))


def test_asked_for_names_stand_in_the_table_as_they_are(known: Known) -> None:
    """Markup as text; what would turn a line around or act in a terminal is replaced."""
    texts = list(cells(blocks(full(6, known), "ingeleverd", names=True)))
    assert HOSTILE[0] in texts
    assert "a�b�[31m" in texts
    assert "persoon-0" in texts


def _parts(names: Sequence[str]) -> list[str]:
    return [json.dumps(name)[1:-1] for name in names]


def cells(found: Sequence[Block]) -> Iterator[str]:
    """Every text in the tables."""
    for one in found:
        for row in one.table.rows if one.table else ():
            yield from row


# The widgets


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_plotly_accepts_every_chart(known: Known, question: str, dark: bool) -> None:
    """For one assignment and for all."""
    full(6, known)
    for one in (True, False):
        for block in ASKED[question].blocks(View(known.cohort, [known.task], one, False, dark)):
            if block.figure:
                go.Figure(block.figure)


def test_two_bars_of_one_name_stay_two() -> None:
    """Two exercises may have one title; plotly knows a bar by its label."""
    figure = bars([Bar("Drie weken", 0.5, "een"), Bar("Drie weken", 0.1, "twee")], dark=False)
    assert len(set(figure["data"][0]["y"])) == 2


def test_the_notebook_can_ask_what_there_is_to_answer() -> None:
    """`leergang check` knows the questions without importing a widget."""
    assert tuple(ASKED) == QUESTIONS


def test_all_questions_follow_one_choice_and_a_notebook_keeps_nothing(known: Known) -> None:
    """What JupyterLab keeps of an output is its plain text, so there is none."""
    chosen = Chosen()
    first, second = (Section(ASKED[one], full(6, known).cohort, chosen) for one in ("ingeleverd", "punten"))
    first.head.assignment = MAIN
    assert second.head.assignment == MAIN
    first.head.names = True
    assert second.head.names is False
    assert repr(first) == ""
    assert "persoon" not in json.dumps(first._repr_mimebundle_())


def test_without_participants_or_assignments_it_says_what_to_do(tmp_path: Path) -> None:
    """Nothing handed out, and nobody in the gradebook."""
    empty = Cohort((), {}, {}, tmp_path)
    section = Section(ASKED["punten"], empty, Chosen())
    assert "leergang release" in section.children[1].view["lines"][0]
    nobody = Known(tmp_path, contents()[MAIN])
    assert all(one.figure is None and one.lines for name in QUESTIONS for one in blocks(nobody, name))


def test_an_unknown_question_is_told(tmp_path: Path) -> None:
    """With the questions there are."""
    from leergang_widgets.cohort.sections import section

    with pytest.raises(CourseError, match="ingeleverd, achterstand"):
        section("wie-is-het", tmp_path)
