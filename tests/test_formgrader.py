"""The desk in a real browser: grading by hand as an instructor does it, and handed-in work that tries to run there."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from browser import Faults, Server, chromium, new_context, program
from course_data import right_answer
from desk_course import MAIN, MEMO, TASK, give, hand_in, leergang, released
from grading_course import Course, partly_right
from payloads import ACTING, NAMES, PAYLOADS
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="file names on Windows hold none of these signs"),
    pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"),
]

LIST = f"/formgrader/gradebook/{MAIN}/{MAIN}"
READERS = ("anna-anoniem", "bert-anoniem", "chris-anoniem")
ATTACKER = "aanvaller"
EVERYTHING = "\n\n".join(one.text for one in PAYLOADS)
READY = "Wat is sterk, en wat kan de volgende keer beter?"
REMARK = "Noem bij je voorstel ook een reden."


class Desk(Server):
    """`leergang desk` for a course folder."""

    def __init__(self, course: Course) -> None:
        self.course = course
        super().__init__([program("leergang"), "desk", "--no-browser"], course.folder)
        self.address = self.wait_for(r"http://\S+")
        self.wait_until_open(urlsplit(self.address).port or 0)

    def url(self, path: str) -> str:
        """A page of the desk, with the token that opens it."""
        return urlsplit(self.address)._replace(path=path).geturl()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Three ordinary participants, and a number of others whose work, names and files try to run."""
    course = released(tmp_path_factory.mktemp("bureau"), MAIN)
    for name in READERS:
        hand_in(course, name, partly_right)
    attack(hand_in(course, ATTACKER, right_answer, EVERYTHING))
    for name in NAMES:
        hand_in(course, name, right_answer)
    leergang(course, "grade", MAIN)
    give(course, ATTACKER, 4, EVERYTHING)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student(ATTACKER, first_name=PAYLOADS[7].text, last_name=PAYLOADS[10].text)
        for one in PAYLOADS:
            gradebook.update_or_create_student(f"voornaam-{one.number}", first_name=one.text, email=one.text)
    return course


def attack(folder: Path) -> None:
    """Add cells and files that try to run."""
    path = folder / f"{MAIN}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for number, source in enumerate((EVERYTHING, *(one.text for one in PAYLOADS[:10]))):
        cell = {"cell_type": "markdown", "id": f"eigen-{number}", "metadata": {}, "source": source}
        notebook["cells"].insert(2 + number, cell)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    for one in NAMES:
        (folder / f"{one}.html").write_text(EVERYTHING, encoding="utf-8")
    (folder / "pagina.html").write_text(f"<!doctype html>{EVERYTHING}", encoding="utf-8")


@pytest.fixture(scope="module")
def desk(course: Course) -> Iterator[Desk]:
    """The desk of this course, running."""
    desk = Desk(course)
    try:
        yield desk
    finally:
        desk.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for all tests here."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window without cookies, in which payloads count themselves."""
    with new_context(browser) as context:
        context.add_init_script("window.__hit = []")
        yield context


@pytest.fixture
def page(context: BrowserContext, desk: Desk) -> Page:
    """The list of submissions, as an instructor has just opened it."""
    page = context.new_page()
    page.goto(desk.url(LIST))
    expect(page.locator("a.name-hidden").first).to_be_visible()
    return page


def open_submission(page: Page, desk: Desk, participant: str) -> None:
    """Open the work of this participant, by the address that formgrader has for it."""
    with desk.course.gradebook() as gradebook:
        number = gradebook.find_submission_notebook(MAIN, MAIN, participant).id
    page.goto(desk.url(f"/formgrader/submissions/{number}/"))
    expect(page.locator(f"#{TASK}-comment")).to_have_attribute(
        "placeholder", "Wat is sterk, en wat kan de volgende keer beter?"
    )


def booked(course: Course, participant: str) -> tuple[Any, str]:
    """The points and the remark for the written item in the gradebook."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(TASK, MAIN, MAIN, participant)
        return grade.manual_score, gradebook.find_comment(TASK, MAIN, MAIN, participant).manual_comment


def test_points_and_remarks_are_given_with_a_click_and_kept(page: Page, desk: Desk) -> None:
    """The text, the rubric and the samples are at hand; a level and a remark are saved, and given again."""
    faults = Faults()
    faults.watch(page)
    memo: Any = desk.course.content(MAIN).exercises["memo"]
    open_submission(page, desk, READERS[0])
    expect(page.locator(".reading .written")).to_have_text(MEMO)
    expect(page.locator(".levels button")).to_have_count(len(memo.levels))
    expect(page.locator(".sample")).to_have_count(len(memo.samples))
    assert "from leergang" not in page.content()
    page.locator(".levels button[data-points='7']").click()
    expect(page.locator(f"#{TASK}")).to_have_value("7")
    expect(page.locator(".levels [aria-pressed='true']")).to_have_attribute("data-points", "7")
    with page.expect_response("**/formgrader/api/comment/*"):
        page.locator(".comment").fill(REMARK)
        page.keyboard.press("Escape")
    assert booked(desk.course, READERS[0]) == (7, REMARK)

    open_submission(page, desk, READERS[1])
    page.locator(".comment").fill("Helder.")
    place = page.locator(".bank button").all_text_contents().index(REMARK) + 1
    with page.expect_response("**/formgrader/api/comment/*"):
        page.locator(".comment").press(f"Alt+Digit{place}")
    expect(page.locator(".comment")).to_have_value(f"Helder.\n\n{REMARK}")
    assert booked(desk.course, READERS[1]) == (None, f"Helder.\n\n{REMARK}")
    assert faults.found == []


def test_names_are_hidden_until_asked_for(page: Page, desk: Desk) -> None:
    """Neither the list nor a submission shows, in its text, title or address, who wrote it; a button does."""
    assert not [one for one in READERS if one in page.locator("body").inner_text()]
    page.get_by_role("button", name="Toon alle namen").click()
    expect(page.get_by_role("link", name=READERS[0])).to_be_visible()
    open_submission(page, desk, READERS[2])
    assert not [one for one in READERS if one in page.locator("body").inner_text() + page.title() + page.url]
    page.get_by_role("button", name="Toon naam").click()
    expect(page.get_by_role("button", name=READERS[2])).to_be_visible()


def test_automatic_points_can_be_overruled(page: Page, desk: Desk) -> None:
    """Each scored item shows question, answer and explanation in words, and takes points by hand."""
    open_submission(page, desk, READERS[2])
    item = page.locator("details.item").first
    item.locator("summary").click()
    expect(item.locator(".part").first).to_be_visible()
    with page.expect_response("**/formgrader/api/grade/*"):
        item.get_by_role("button", name="Alles").click()
    with desk.course.gradebook() as gradebook:
        assert gradebook.find_grade("punten-evenknie", MAIN, MAIN, READERS[2]).manual_score == 3


def test_the_pages_fit_a_narrow_window(page: Page, desk: Desk) -> None:
    """At 800 pixels nothing of a submission runs out of sight."""
    page.set_viewport_size({"width": 800, "height": 900})
    open_submission(page, desk, READERS[2])
    assert page.evaluate("document.documentElement.scrollWidth") <= 800


def test_the_button_for_feedback_makes_our_pages(page: Page, desk: Desk) -> None:
    """formgrader's own button gives the participant the page that ``leergang feedback`` makes."""
    page.goto(desk.url(f"/formgrader/manage_submissions/{MAIN}"))
    row = page.locator("tr", has=page.locator(".student-id", has_text=READERS[0]))
    row.locator(".generate-feedback a").click()
    expect(page.locator(".modal-content")).to_be_visible()
    made = desk.course.folder / "feedback" / READERS[0] / MAIN / f"{MAIN}.html"
    assert "Terugkoppeling voor anna-anoniem" in made.read_text(encoding="utf-8")


# What somebody handed in does not run


def test_each_payload_runs_where_nothing_protects(browser: Browser) -> None:
    """The tests below can fail: every payload, as it stands in a bare page, tells its number."""
    with browser.new_context() as context:
        context.add_init_script("window.__hit = []")
        page = context.new_page()
        silent = []
        for one in PAYLOADS:
            page.goto("about:blank")
            page.set_content(f"<!doctype html><html><body>{one.text}")
            if one.clicked:
                page.locator(".lok").click(force=True, no_wait_after=True)
            if not hit(page):
                silent.append(one.text)
        assert silent == []
        assert len(PAYLOADS) >= 30


def hit(page: Page) -> bool:
    """Whether a payload runs within a moment."""
    return bool(
        page.evaluate("""new Promise((tell) => {
        const began = performance.now();
        const over = () => window.__hit.length || performance.now() - began > 3000;
        const look = () => over() ? tell(window.__hit.length) : setTimeout(look, 10);
        look();
    })""")
    )


class Alarm:
    """Notices whatever runs: a payload that counted itself, a dialog, or a script that the browser had to refuse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heard: list[str] = []
        page.on("dialog", lambda dialog: (self.heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda said: "Content Security Policy" in said.text and self.heard.append(said.text))
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))

    def quiet(self) -> None:
        """Nothing ran, nothing was refused, and nothing in the page could act."""
        self.page.wait_for_load_state("networkidle")
        assert self.page.evaluate("window.__hit") == []
        assert self.page.evaluate(ACTING) == []
        assert self.heard == []


@pytest.mark.parametrize(
    "address",
    [
        "/formgrader/gradebook",
        f"/formgrader/gradebook/{MAIN}",
        LIST,
        "/formgrader/manage_assignments",
        f"/formgrader/manage_submissions/{MAIN}",
        "/formgrader/manage_students",
        *(f"/formgrader/manage_students/{quote(one, safe='')}" for one in NAMES),
        *(f"/formgrader/manage_students/{quote(one, safe='')}/{MAIN}" for one in NAMES),
        "/formgrader/api/students",
        "/formgrader/manage_students/%5C/%3Balert(1)%2F%2F",
    ],
)
def test_nothing_runs_in_the_lists(context: BrowserContext, desk: Desk, address: str) -> None:
    """Names, addresses and ids of participants are text in every list, shown or hidden."""
    page = context.new_page()
    alarm = Alarm(page)
    page.goto(desk.url(address))
    alarm.quiet()
    if address == LIST:
        page.get_by_role("button", name="Toon alle namen").click()
        alarm.quiet()


@pytest.mark.parametrize("participant", [ATTACKER, *NAMES])
def test_nothing_runs_in_a_submission(context: BrowserContext, desk: Desk, participant: str) -> None:
    """Answers, added cells, file names, remarks and the name are text on the page of a submission."""
    page = context.new_page()
    alarm = Alarm(page)
    open_submission(page, desk, participant)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.locator("#name").click()
    alarm.quiet()
    if participant == ATTACKER:
        assert EVERYTHING in page.locator(".reading .written").text_content()  # type: ignore[operator]
        assert "De deelnemer voegde een cel toe" in page.locator(".notes").inner_text()
        page.locator(".bank button").first.click()
        alarm.quiet()


@pytest.mark.parametrize("participant", [ATTACKER, *NAMES])
def test_nothing_runs_in_the_feedback(context: BrowserContext, desk: Desk, participant: str) -> None:
    """Nor in the page that a participant gets, with the same texts and a remark that holds them all."""
    leergang(desk.course, "feedback", MAIN, "--student", participant)
    page = context.new_page()
    alarm = Alarm(page)
    page.goto((desk.course.folder / "feedback" / participant / MAIN / f"{MAIN}.html").as_uri())
    alarm.quiet()


@pytest.mark.parametrize("name", ["pagina.html", f"{NAMES[0]}.html", "../aanvaller/procesmanager.ipynb"])
def test_handed_in_files_are_not_served(page: Page, desk: Desk, name: str) -> None:
    """A page in a submission never comes from the instructor's own server."""
    folder = desk.course.folder / "autograded" / ATTACKER / MAIN
    (folder / "pagina.html").write_text(EVERYTHING, encoding="utf-8")
    with desk.course.gradebook() as gradebook:
        number = gradebook.find_submission_notebook(MAIN, MAIN, ATTACKER).id
    answer = page.request.get(desk.url(f"/formgrader/submissions/{number}/{quote(name)}"))
    assert answer.status in {403, 404}
    assert "__hit" not in answer.text()


# Puts an image in the page and waits until it has failed: only then would its own script have run.
INSERT = """(text) => new Promise((failed) => {
  document.body.insertAdjacentHTML("beforeend", text);
  document.body.lastElementChild.addEventListener("error", () => failed());
})"""


def test_a_script_that_slips_through_is_refused_by_the_browser(page: Page, desk: Desk) -> None:
    """The last line: markup that gets into a page of the desk does not run there."""
    refused = Alarm(page)
    page.evaluate(INSERT, "<img src=x onerror=__hit.push(1)>")
    assert page.evaluate("window.__hit") == []
    assert any("Content Security Policy" in one for one in refused.heard)
