"""A graded assignment as a participant makes it, in JupyterLab, and as the real nbgrader grades what was handed in."""

import gc
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from browser import SHOWN, Course, Faults, box, chromium, expect_saved, give, new_context, plain, reachable, running
from course_data import contents, right_answer
from grading_course import Course as GradingCourse
from grading_course import make_course, output_text, secrets
from playwright.sync_api import Page, WebSocket, expect

from leergang.grading.collecting.collect import collect
from leergang.grading.course import open_course
from leergang.kinds import Exercise
from leergang.kinds.text import Text

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange does not run on Windows"),
    # The same three of nbgrader 0.9.6 as in test_grading_round.py.
    pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:unclosed file .*timestamp.txt:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"),
]

NAME = "procesmanager"
FOLDER = f"opdrachten/{NAME}"
STUDENT = "jan@voorbeeld.nl"
LINE = "Welkom & tot donderdag. Neem het blad met de drie kopjes mee, dan lopen we samen de wijk in."
MEMO = "\n".join(["Beste Tessa,", "", *[LINE] * 20])  # as long as is asked for


@dataclass
class Seen:
    """What reached the participant's browser, by eye and over the wire."""

    traffic: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    feedback: int = 0
    buttons: list[str] = field(default_factory=list)
    overview_before: set[str] = field(default_factory=set)
    overview_after: set[str] = field(default_factory=set)
    asked: str = ""
    zips: list[str] = field(default_factory=list)
    receipt: str = ""
    download: bytes = b""
    faults: Faults = field(default_factory=Faults)

    def listen(self, websocket: WebSocket) -> None:
        websocket.on("framereceived", self._keep)

    def _keep(self, payload: str | bytes) -> None:
        self.traffic.append(payload if isinstance(payload, str) else payload.decode(errors="replace"))

    def everything(self) -> str:
        """All of it on one line, as `secrets` has the texts of the key."""
        return " ".join("\n".join([*self.traffic, *self.pages]).replace("\\n", " ").replace('\\"', '"').split())


def questions() -> dict[str, Exercise]:
    """The exercises with their key, which only the instructor has."""
    return contents()[NAME].exercises


def answer(one: Exercise) -> Any:
    """The answer that earns everything, as far as the controls go."""
    return {one.fields[0].id: MEMO} if isinstance(one, Text) else reachable(one, right_answer(one))


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Seen]:
    """The folder of a participant who answered everything in the browser, and what could be seen meanwhile.

    The browser is gone after this: nbgrader needs the event loop for itself.
    """
    home, seen = tmp_path_factory.mktemp("deelnemer"), Seen()
    with chromium() as browser, running(home / "leergang", home) as course, new_context(browser) as context:
        page = context.new_page()
        page.on("websocket", seen.listen)
        seen.faults.watch(page)
        make(course, page, seen)
    return home / "leergang" / FOLDER, seen


def make(course: Course, page: Page, seen: Seen) -> None:
    """Answer the whole assignment with its own controls, from top to bottom."""
    course.open(page, FOLDER)
    seen.overview_before = overview(page)
    ask_to_hand_in(page, seen)
    for one in questions().values():
        give(box(page, one.id), one, answer(one))
        expect(box(page, one.id).locator(".lg-state")).to_have_text("ingevuld")
    expect(page.locator(f"{SHOWN} .lg-overview [data-state=full]")).to_have_count(len(questions()))
    seen.overview_after = overview(page)
    seen.feedback = page.locator(f"{SHOWN} :is(.lg-remark, .lg-summary:not(:empty), .lg-after:not([hidden]))").count()
    seen.buttons = page.locator(f"{SHOWN} [data-exercise] .lg-actions button").all_text_contents()
    seen.pages.append(page.content())
    page.reload()
    for one in questions().values():
        expect_saved(box(page, one.id))
    seen.pages.append(page.content())
    hand_in(course, page, seen)


def ask_to_hand_in(page: Page, seen: Seen) -> None:
    """With the keyboard: type who it is, read what is open, and think better of it."""
    where = page.locator(f"{SHOWN} .lg-submit")
    where.get_by_label("Je naam").fill("Jan Jansen")
    page.keyboard.press("Tab")
    page.keyboard.type("jan@voorbeeld.nl")
    page.keyboard.press("Enter")
    expect(where.get_by_role("group")).to_be_focused()
    seen.asked = where.inner_text()
    where.get_by_role("button", name="Nog niet").press("Enter")
    expect(where.get_by_role("button", name="Lever in")).to_be_focused()


def hand_in(course: Course, page: Page, seen: Seen) -> None:
    """Finished work goes with one press; the receipt has the focus, and the zip can be downloaded."""
    where = page.locator(f"{SHOWN} .lg-submit")
    for label, text in (("Je naam", "Jan Jansen"), ("Je e-mailadres of deelnemersnummer", "jan@voorbeeld.nl")):
        where.get_by_label(label).fill(text)
    where.get_by_role("button", name="Lever in").press("Enter")
    expect(where.get_by_role("group")).to_be_focused()
    seen.receipt = where.inner_text()
    seen.zips = [path.name for path in (course.workspace / "ingeleverd").glob("*.zip")]
    with page.expect_download() as downloading:
        where.get_by_role("link", name="Download het zipbestand").click()
    seen.download = Path(downloading.value.path()).read_bytes()


def overview(page: Page) -> set[str]:
    """The states in the overview at the end."""
    return set(page.locator(f"{SHOWN} .lg-overview > li .lg-state").all_text_contents())


@pytest.fixture(scope="module")
def graded(work: tuple[Path, Seen], tmp_path_factory: pytest.TempPathFactory) -> Iterator[GradingCourse]:
    """The instructor's course folder, in which the zip was collected and autograded."""
    course = make_course(tmp_path_factory.mktemp("beoordelen"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.defpath)  # as for an instructor who did not activate the environment
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(course.root / name))
        course.run("generate_assignment", NAME)
        (zip_file,) = (work[0].parent.parent / "ingeleverd").glob("*.zip")
        opened = open_course(course.folder)
        assert [STUDENT] == [one.participant for one in collect(opened, [NAME], [zip_file])]
        course.run("autograde", NAME)
        yield course
    gc.collect()  # here, and not while another module's test runs


def test_the_course_says_what_is_filled_in_and_nothing_more(work: tuple[Path, Seen]) -> None:
    """The overview goes from blank to filled in; no verdict, explanation or button for feedback is shown."""
    seen = work[1]
    assert ({"nog niet ingevuld"}, {"ingevuld"}) == (seen.overview_before, seen.overview_after)
    assert (0, []) == (seen.feedback, seen.buttons)
    assert [] == seen.faults.found


def test_the_button_hands_in(work: tuple[Path, Seen]) -> None:
    """With the keyboard alone: what is open is told first, and the receipt names the zip that can be downloaded."""
    seen = work[1]
    assert "Je hebt nog niets ingevuld." in seen.asked
    assert f"{len(questions())} van {len(questions())} onderdelen" in seen.receipt
    assert [True] == [name in seen.receipt for name in seen.zips]
    assert (work[0].parent.parent / "ingeleverd" / seen.zips[0]).read_bytes() == seen.download


def test_no_text_of_the_key_reaches_the_browser(work: tuple[Path, Seen]) -> None:
    """Neither on the page nor in what the kernel sends; the search does find the questions."""
    everything, wanted = work[1].everything(), secrets(NAME)
    assert len(wanted) > 50
    assert [] == [text for text in wanted if text in everything or plain(text) in everything]
    assert [] == [one.id for one in questions().values() if " ".join(one.prompt.split())[:40] not in everything]


def test_work_made_in_the_browser_earns_all_points(graded: GradingCourse) -> None:
    """nbgrader books full marks for every item with a key, and leaves the written one to the instructor."""
    most = {f"punten-{one.id}": float(one.points) for one in questions().values() if one.has_key}
    assert most | {"beoordeling-memo": None} == graded.points(STUDENT, NAME)


def test_the_instructor_reads_what_was_written_in_the_browser(graded: GradingCourse) -> None:
    """The autograded copy holds the written text to the letter, and every answer in words."""
    cells = graded.graded(STUDENT, NAME)
    assert MEMO == "".join(cells["tekst-van-memo"]["outputs"][0]["data"]["text/plain"])
    assert [] == [one for one in questions() if "niet ingevuld" in output_text(cells[f"oefening-{one}"])]
