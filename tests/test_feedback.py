"""``leergang feedback``: what a participant gets back, and what never."""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from course_data import exercises, right_answer, with_key_only, wrong_answer
from desk_course import MAIN, MEMO, give, hand_in, leergang, released
from grading_course import Course, found_in, partly_right, secrets

from leergang.grading.explained import explained
from leergang.grading.feedback.page import render
from leergang.grading.results import Item, Result
from leergang.kinds import Exercise
from leergang.kinds.choice import Choice
from leergang.kinds.text import Text
from leergang.markdown import to_html

pytestmark = [
    pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:unclosed file .*timestamp.txt:ResourceWarning"),
]

REMARK = "Sterk voorstel; noem ook wat je **zelf** beter kunt doen."
COHORT = {"alles-goed": right_answer, "alles-fout": wrong_answer, "deels": partly_right, "blanco": None}
SECRET = "geheim-van-de-inlevering"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A cohort that was graded, of which one was read, and that got its feedback."""
    course = released(tmp_path_factory.mktemp("terugkoppeling"), MAIN)
    for participant, answer in COHORT.items():
        folder = hand_in(course, participant, answer)
        (folder / "submission_secret.txt").write_text(SECRET, encoding="utf-8")
    damaged = hand_in(course, "beschadigd", right_answer)
    (damaged / "antwoorden.json").write_text('{"format": 1, "answers": {"evenknie', encoding="utf-8")
    assert leergang(course, "grade", MAIN)[0] == 0
    give(course, "alles-goed", 7, REMARK)
    assert leergang(course, "feedback", MAIN)[0] == 0
    return course


def page(course: Course, participant: str) -> str:
    """The page as HTML."""
    return path(course, participant).read_text(encoding="utf-8")


def path(course: Course, participant: str) -> Path:
    return course.folder / "feedback" / participant / MAIN / f"{MAIN}.html"


def text(html: str) -> str:
    """What a page says, on one line."""
    return plain(html.partition("<body")[2].partition(">")[2])


def plain(html: str) -> str:
    """HTML without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_each_participant_gets_a_page_with_total_and_points(course: Course) -> None:
    """The total, the maximum and the points of each item, in Dutch notation."""
    said = text(page(course, "alles-goed"))
    assert "47 van de 50 punten" in said
    assert "gegeven door je docent" in said
    for one in course.content(MAIN).exercises.values():
        assert f"{one.title} {7 if one.id == 'memo' else one.points} van {one.points}" in said
    assert re.search(r"\b0,75 van 3\b", text(page(course, "deels")))


def test_the_page_holds_the_answer_the_question_the_remark_and_the_criteria(course: Course) -> None:
    """What was asked, what was written and what the instructor said of it; the text exactly as typed."""
    html = page(course, "alles-goed")
    memo = course.content(MAIN).exercises["memo"]
    assert isinstance(memo, Text)
    assert "Welkom &amp; tot donderdag." in html
    assert "&lt;script&gt;alert(" in html
    assert to_html(REMARK) in html
    assert all(plain(to_html(one)) in text(html) for one in (memo.prompt, *memo.criteria))


def test_what_still_has_to_be_read_says_so(course: Course) -> None:
    """Points that nobody gave yet are no zero."""
    said = text(page(course, "deels"))
    assert "Dit is nog niet je eindstand: je docent leest een onderdeel nog." in said
    assert "Aan Tessa nog te geven (hoogstens 10)" in said
    assert "Dit is nog niet" not in text(page(course, "alles-goed"))


def test_a_blank_answer_is_called_blank(course: Course) -> None:
    """Nobody is told what an answer that was not given would have meant."""
    said = text(page(course, "blanco"))
    assert said.count("Nog niet ingevuld.") == len(course.content(MAIN).exercises)
    assert "Past" not in said


def test_a_damaged_file_is_told(course: Course) -> None:
    """Who gets zero points for a file that cannot be read, reads why."""
    assert "antwoorden.json deugt niet" in text(page(course, "beschadigd"))


@pytest.mark.parametrize("participant", COHORT)
def test_only_the_explanations_of_the_own_answer_are_told(course: Course, participant: str) -> None:
    """Of the key a page holds what belongs to this answer, and no other text: no level, sample or misconception."""
    own = {" ".join(one.split()) for one in explanations(course, participant)}
    allowed = {one for one in secrets(MAIN) if any(one in given for given in own)}
    assert found_in(path(course, participant), secrets(MAIN)) <= allowed
    assert bool(allowed) == (participant != "blanco")


def explanations(course: Course, participant: str) -> Iterator[str]:
    answer = COHORT[participant]
    for one in course.content(MAIN).exercises.values():
        if answer and not isinstance(one, Text):
            yield from (remark.text for remark in one.feedback(one.clean(answer(one))).remarks)


def test_the_search_for_secrets_can_fail(course: Course, tmp_path: Path) -> None:
    """A page with a text of the rubric is found."""
    memo = course.content(MAIN).exercises["memo"]
    assert isinstance(memo, Text)
    leak = tmp_path / "lek.html"
    leak.write_text(f"<p>{memo.levels[1].text}</p>", encoding="utf-8")
    assert found_in(leak, secrets(MAIN))


@pytest.mark.parametrize("participant", COHORT)
def test_no_machinery_shows(course: Course, participant: str) -> None:
    """No slug of a misconception, no JSON, no cell name and no word of nbgrader."""
    html = page(course, participant)
    keys = (course.folder / "keys" / f"{MAIN}.toml").read_text(encoding="utf-8")
    slugs = {one for one in re.findall(r'^misconception = "(.+)"', keys, re.MULTILINE) if "-" in one}
    assert slugs
    assert {
        one for one in (*slugs, "MARK SCHEME", "punten-", "beoordeling-", '"value"', "nbgrader") if one in html
    } == set()


def test_a_page_needs_nothing_else(course: Course) -> None:
    """No script, no network: one file that can be mailed, printed and kept."""
    html = page(course, "alles-goed")
    assert "default-src 'none'" in html
    assert not re.search(r"<script|<link|<iframe|\bsrc=|https?://|\son\w+=", html)
    assert set(re.findall(r'href="(.)', html)) == {"#"}
    assert len(html.encode()) < 100_000


def test_one_fault_does_not_stop_the_others(course: Course) -> None:
    """A page that cannot be written is told by name; all others are made anew."""
    blocked = path(course, "deels")
    before = blocked.read_bytes()
    blocked.unlink()
    blocked.mkdir()
    try:
        code, said = leergang(course, "feedback", MAIN)
    finally:
        blocked.rmdir()
        blocked.write_bytes(before)
    assert code == 1
    assert "4 pagina’s gemaakt." in said
    assert re.search(rf"^deels, {MAIN}: geen pagina\. ", said, re.MULTILINE)


def test_one_participant_is_enough(course: Course) -> None:
    """``--student`` makes one page, and says so when nobody of that name was graded."""
    assert leergang(course, "feedback", MAIN, "--student", "deels") == (
        0,
        "1 pagina gemaakt.\nBij 1 daarvan is nog niet alles beoordeeld; dat staat op de pagina.\n",
    )
    code, said = leergang(course, "feedback", "--student", "niemand")
    assert code == 2
    assert "Er is nog geen werk van ‘niemand’ nagekeken." in said


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange does not run on Windows")
def test_nbgrader_releases_these_pages(course: Course) -> None:
    """`nbgrader release_feedback` puts our page in the exchange, under the name that the participant asks for."""
    (course.root / "exchange").mkdir(mode=0o777, exist_ok=True)
    (course.root / "exchange").chmod(0o777)
    course.run("release_feedback", MAIN, "--student=alles-goed")
    (sent,) = (course.root / "exchange").rglob("*.html")
    assert sent.read_bytes() == path(course, "alles-goed").read_bytes()


def test_lateness_and_its_price_are_told(course: Course) -> None:
    """How late, and what it cost."""
    item = Item("evenknie", 3.0, 3.0, by_hand=False, unread=False)
    late = Result("p", "Noor Özdemir", MAIN, (item,), late=timedelta(days=2, hours=3), penalty=1.5)
    content = course.content(MAIN)
    values = {name: one.clean(None) for name, one in content.exercises.items()}
    said = text(render(content, values, late))
    assert "Terugkoppeling voor Noor Özdemir" in said
    assert "Te laat ingeleverd: 2 dagen 3 uur; daarvoor gaat 1,5 van je punten af." in said
    assert "Te laat" not in text(render(content, values, replace(late, late=timedelta())))


@pytest.mark.parametrize(
    ("name", "exercise"), with_key_only(exercises()), ids=lambda one: one if isinstance(one, str) else ""
)
def test_every_kind_explains_each_part_of_an_answer(name: str, exercise: Exercise) -> None:
    """Right, wrong and blank: each remark stands with the words of the part that it is about."""
    for answer in (right_answer(exercise), wrong_answer(exercise), None):
        value = exercise.clean(answer)
        said = explained(exercise, value)
        remarks = exercise.feedback(value).remarks
        assert [one.why for one in said.parts] == [one.text for one in remarks]
        assert all(one.text for one in said.parts), name
        assert bool(said.open) == (exercise.filled(value) < 1)


def test_an_option_that_was_not_chosen_is_marked_as_such() -> None:
    """Who found all that fits also reads why the rest does not, without the look of having chosen it."""
    several: Any = next(one for _, one in exercises() if isinstance(one, Choice) and one.multiple and one.has_key)
    parts = explained(several, right_answer(several)).parts
    chosen = [one for one in parts if one.verdict == "right"]
    assert len(chosen) == len(right_answer(several))
    assert all(one.text.endswith("*(niet gekozen)*") for one in parts if one not in chosen)


def test_what_was_typed_is_never_markup() -> None:
    """A written answer goes to the page as text; nothing of it passes through Markdown."""
    memo = next(one for name, one in exercises() if name == f"{MAIN}/memo")
    assert isinstance(memo, Text)
    assert [one.text for one in explained(memo, {memo.fields[0].id: MEMO}).written] == [MEMO]
