"""Where a participant is, what is next and which questions come back: derived from the answers, each time anew."""

import json
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from course_data import ROOT, contents, right_answer, wrong_answer
from hypothesis import given
from hypothesis import strategies as st

from leergang.content import Module, load_content, load_head
from leergang.errors import ContentError
from leergang.progress import recall, standing
from leergang.progress.progress import (
    AssignmentProgress,
    Mark,
    ModuleProgress,
    Suggestion,
    suggestion,
)
from leergang.progress.recall import Attempt, Question

TODAY = date(2026, 5, 20)
HEAD = Module("Titel", "Lead", 60)
MODULES = ("00_start", "02_netwerker")


def at(days_ago: int) -> str:
    return (datetime.now().astimezone() - timedelta(days=days_ago)).isoformat(timespec="seconds")


def attempts(*given: tuple[int, bool]) -> tuple[Attempt, ...]:
    """Attempts from pairs of days ago and whether it was right."""
    return tuple(Attempt(TODAY - timedelta(days=days), right) for days, right in given)


# How far


@pytest.mark.parametrize(("share", "left"), [(0, 60), (0.01, 60), (0.5, 30), (0.51, 30), (0.99, 5), (1, 0)])
def test_the_time_left_is_told_in_steps_of_five_minutes(share: float, left: int) -> None:
    """Something begun never looks finished, and something finished asks no time."""
    assert left == ModuleProgress("x", HEAD, share).minutes_left


ASSIGNMENT_STATES = [
    ({}, "open"),
    ({"share": 0.5}, "part"),
    ({"share": 1.0}, "full"),
    ({"share": 1.0, "at": at(3), "handed": at(2)}, "handed"),
    ({"share": 1.0, "at": at(1), "handed": at(2)}, "changed"),
    ({"handed": at(2), "mark": Mark(1, 2)}, "graded"),
    ({"share": 1.0, "at": "onzin", "handed": at(2)}, "handed"),
]


@pytest.mark.parametrize(("fields", "state"), ASSIGNMENT_STATES)
def test_an_assignment_has_one_state(fields: dict[str, Any], state: str) -> None:
    """What was handed in and then changed says so."""
    assert state == AssignmentProgress("x", HEAD, **fields).state


def test_the_suggestion_is_what_was_begun_last() -> None:
    """A module or an assignment, whichever was worked on most recently."""
    modules = [ModuleProgress("a", HEAD, 0.5, at(5)), ModuleProgress("b", HEAD, 0.5, at(3)), ModuleProgress("c", HEAD)]
    assert Suggestion("continue", "modules", "b") == suggestion(modules, [])
    assignments = [AssignmentProgress("b", HEAD, 0.3, at(1)), AssignmentProgress("c", HEAD)]
    assert Suggestion("continue", "opdrachten", "b") == suggestion(modules, assignments)
    assert Suggestion("hand_in", "opdrachten", "b") == suggestion(modules, [AssignmentProgress("b", HEAD, 1, at(0))])


def test_without_anything_begun_the_next_module_comes() -> None:
    """An assignment that was never opened waits until all modules are done; then comes the end."""
    new, done = ModuleProgress("b", HEAD), ModuleProgress("a", HEAD, 1, at(2))
    task = AssignmentProgress("t", HEAD)
    assert Suggestion("first", "modules", "b") == suggestion([new, done], [task])
    assert Suggestion("next", "modules", "b") == suggestion([done, new], [task])
    assert Suggestion("assignment", "opdrachten", "t") == suggestion([done], [task])
    assert Suggestion("finished") == suggestion([done], [AssignmentProgress("t", HEAD, 1, at(3), at(1))])


@pytest.mark.parametrize("name", [name for name in contents() if name[:2].isdigit()])
def test_the_head_is_read_alone_as_it_is_read_with_the_rest(name: str) -> None:
    """A module without answers costs only its head."""
    assert contents()[name].module == load_head(ROOT / "modules" / name)


def test_a_damaged_head_is_a_fault_of_its_file(tmp_path: Path) -> None:
    """The error names the file, as when all of it is read."""
    for text in ("format = 1\n[module\n", "format = 1\n"):
        (tmp_path / "content.toml").write_text(text)
        with pytest.raises(ContentError, match=r"content\.toml"):
            load_head(tmp_path)


# What comes back


INTERVALS = [
    ((), None),
    (((5, True),), 1),
    (((5, True), (3, True)), 3),
    (((9, True), (7, True), (3, True)), 7),
    (((9, True), (7, True), (6, True), (3, True)), 16),
    (((90, True), (80, True), (70, True), (60, True), (40, True)), 35),
    (((190, True), (90, True), (80, True), (70, True), (60, True), (40, True)), 35),
    (((9, True), (7, True), (3, False)), 1),
    (((9, True), (7, False), (3, True)), 1),
    (((9, True), (3, False), (3, True), (3, True)), 1),
]


@pytest.mark.parametrize(("given_", "days"), INTERVALS)
def test_a_question_comes_back_at_growing_intervals(given_: tuple[tuple[int, bool], ...], days: int | None) -> None:
    """A step further each day that it was right at once; from the start again after a wrong answer."""
    found = attempts(*given_)
    assert recall.due(found) == (None if days is None else found[-1].day + timedelta(days=days))


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=1))
def test_a_question_comes_back_within_the_longest_interval(days: list[tuple[int, bool]]) -> None:
    """Whatever was answered, it is due after the last attempt and within 35 days."""
    found = attempts(*sorted(days, key=lambda one: -one[0]))
    day = recall.due(found)
    assert day is not None
    assert 1 <= (day - found[-1].day).days <= recall.INTERVALS[-1]


def test_a_few_come_at_a_time_the_wrong_ones_first_and_from_several_modules() -> None:
    """At most three, and of one module a second only when no other module has one."""
    wrong = Question("a/1", attempts((2, False)))
    old = Question("a/2", attempts((30, True)))
    others = [
        Question("b/1", attempts((9, True))),
        Question("c/1", attempts((8, True))),
        Question("d/1", attempts((0, True))),
    ]
    assert ["a/1", "b/1", "c/1"] == [one.key for one in recall.chosen([old, *others, wrong], TODAY)]
    assert ["a/1", "a/2"] == [one.key for one in recall.chosen([old, wrong], TODAY)]


def test_what_was_answered_today_stays_and_makes_no_room_for_more() -> None:
    """Three a day, also for who reloads the page after each."""
    done = [Question(f"a/{n}", attempts((5, True), (0, True)), TODAY) for n in range(2)]
    waiting = [Question(f"b/{n}", attempts((5, True))) for n in range(4)]
    assert ["a/0", "a/1", "b/0"] == [one.key for one in recall.chosen([*waiting, *done], TODAY)]
    assert TODAY + timedelta(days=1) == recall.next_day([*waiting, *done], TODAY)
    assert recall.next_day([], TODAY) is None


def test_every_module_has_questions_that_come_back() -> None:
    """They have a key, need no chart, and look back on nothing: they stand by themselves."""
    for name, content in contents().items():
        if name[:2].isdigit():
            found = [one for one in content.exercises.values() if recall.returns(one)]
            assert found, name
    assert not [
        one for _, content in contents().items() for one in content.exercises.values() if one.returns and one.recall
    ]


# Reading a workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with two modules and two assignments."""
    (tmp_path / ".leergang").mkdir()
    for name in MODULES:
        _copy(ROOT / "modules" / name, tmp_path / "modules" / name)
    for name in ("netwerker", "alliantieplan"):
        _copy(ROOT / "assignments" / "release" / name, tmp_path / "opdrachten" / name)
    return tmp_path


def _copy(source: Path, target: Path) -> None:
    target.mkdir(parents=True)
    shutil.copy(source / "content.toml", target)


def answer(folder: Path, days_ago: int, share: float = 1.0, wrong: bool = False) -> None:
    """Answer this share of a folder's exercises."""
    given_ = list(load_content(folder).exercises.values())
    values = {
        one.id: wrong_answer(one) if wrong and one.kind in ("choice", "sort") and one.has_key else right_answer(one)
        for one in given_[: round(share * len(given_))]
    }
    stored = {key: {"value": value, "checked": True, "at": at(days_ago)} for key, value in values.items()}
    (folder / "antwoorden.json").write_text(json.dumps({"format": 1, "answers": stored}))


def test_an_untouched_workspace_is_all_new(root: Path) -> None:
    """Everything is there with its minutes, nothing is due, and nothing is written."""
    before = sorted(path.name for path in root.rglob("*"))
    found = standing.standing(root)
    assert [*MODULES] == [one.name for one in found.modules]
    assert {("new", 0.0)} == {(one.state, one.share) for one in found.modules}
    assert ["netwerker", "alliantieplan"] == [one.name for one in found.assignments]
    assert (found.questions, found.alliance, dict(found.contents)) == ((), None, {})
    assert before == sorted(path.name for path in root.rglob("*"))


def test_progress_follows_the_answers(root: Path) -> None:
    """A full module is done, with the answers in the dossier counted in."""
    answer(root / "modules" / "00_start", 4)
    answer(root / "modules" / "02_netwerker", 2, share=0.5)
    answer(root / "opdrachten" / "netwerker", 1)
    found = standing.standing(root)
    assert ["done", "begun"] == [one.state for one in found.modules]
    assert ["full", "open"] == [one.state for one in found.assignments]
    assert found.alliance is not None
    assert "00_start/zes-regels" in found.alliance.answers


def test_a_module_by_its_dossier_alone_is_begun(root: Path) -> None:
    """An own step that was answered counts, also without a file beside the notebook."""
    entry = {"value": right_answer(contents()["00_start"].exercises["zes-regels"]), "checked": False, "at": at(1)}
    dossier = {"format": 1, "alliances": [{"id": "aa", "answers": {"00_start/zes-regels": entry}}]}
    (root / "dossier.json").write_text(json.dumps(dossier))
    assert standing.standing(root).modules[0].state == "begun"


def test_receipts_and_marks_of_others_are_read_without_trust(root: Path) -> None:
    """The last receipt counts; a damaged one, or one of another shape, is passed over."""
    answer(root / "opdrachten" / "netwerker", 5)
    folder = root / "ingeleverd"
    folder.mkdir()
    for number, text in enumerate(
        [
            json.dumps({"assignment": "netwerker", "at": at(3), "hash": "x"}),
            json.dumps({"assignment": "netwerker", "at": at(1)}),
            json.dumps({"assignment": "netwerker", "at": "gisteren"}),
            json.dumps({"assignment": ["netwerker"], "at": 3}),
            "[" * 100_000,
            "{",
            "[]",
        ]
    ):
        (folder / f"{number}.json").write_text(text)
    assert (at(1)[:10], "handed") == (
        standing.standing(root).assignments[0].handed[:10],
        standing.standing(root).assignments[0].state,
    )


PAGE = "<style>x</style><h4>netwerker (Score: 17.5 / 24.0)</h4><li>Test (Score: 3.0 / 3.0)</li>"


def test_points_come_from_the_feedback(root: Path) -> None:
    """From the page that nbgrader fetches beside the notebook, or from a file of the course's own."""
    page = root / "opdrachten" / "netwerker" / "feedback" / "2026-01-01 10_00_00 UTC" / "netwerker.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE)
    assert Mark(17.5, 24) == standing.standing(root).assignments[0].mark
    (root / "feedback").mkdir()
    (root / "feedback" / "netwerker.json").write_text('{"points": 20, "max": 24}')
    assert Mark(20, 24) == standing.standing(root).assignments[0].mark
    (root / "feedback" / "netwerker.json").write_text('{"points": "veel"}')
    page.write_text("<h4>iets anders</h4>")
    assert standing.standing(root).assignments[0].mark is None


def test_a_damaged_content_file_costs_only_its_own_module(root: Path) -> None:
    """The other module is still shown."""
    answer(root / "modules" / "02_netwerker", 1)
    (root / "modules" / "02_netwerker" / "content.toml").write_text("format = 1\n[module")
    assert ["00_start"] == [one.name for one in standing.standing(root).modules]


def test_questions_come_from_what_was_answered_and_seen(root: Path) -> None:
    """An answer without feedback proves nothing; a wrong one is a question as well as a right one."""
    answer(root / "modules" / "02_netwerker", 3, wrong=True)
    found = {one.key: one for one in standing.standing(root).questions}
    assert not found["02_netwerker/terug-vormen"].attempts[0].right
    assert found["02_netwerker/terug-borden"].attempts[0].right
    path = root / "modules" / "02_netwerker" / "antwoorden.json"
    path.write_text(path.read_text().replace("true", "false"))
    assert "02_netwerker/terug-vormen" not in {one.key for one in standing.standing(root).questions}


def test_an_answer_of_a_later_day_adds_an_attempt(root: Path) -> None:
    """It stands in the workspace's own file, apart from the module's answer."""
    answer(root / "modules" / "02_netwerker", 3)
    key = "02_netwerker/terug-borden"
    standing.standing(root)  # the own steps move to the dossier
    before = (root / "modules" / "02_netwerker" / "antwoorden.json").read_bytes()
    standing.recall_book(root).put(standing.day_key(key, date.today()), {}, True)
    standing.recall_book(root).put(
        standing.day_key(key, date.today()), right_answer(contents()["02_netwerker"].exercises["terug-borden"]), True
    )
    found = {one.key: one for one in standing.standing(root).questions}[key]
    assert [True, True] == [one.right for one in found.attempts]
    assert found.again == date.today()
    assert before == (root / "modules" / "02_netwerker" / "antwoorden.json").read_bytes()
