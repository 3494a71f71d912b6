"""The cohort's notebook in a real browser, opened from the desk as an instructor does."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from browser import Faults, Server, chromium, new_context, program
from course_data import right_answer, wrong_answer
from desk_course import MAIN, hand_in, leergang, released
from grading_course import Course
from payloads import ACTING, NAMES, PAYLOADS
from playwright.sync_api import Page, expect

from leergang.wording import plain

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"),
]

PEOPLE, HOSTILE = 6, PAYLOADS[7].text
EVERYBODY = PEOPLE + 1 + len(PAYLOADS) + len(NAMES)
CARD = ".lg-cohort"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Six participants who handed in an assignment, and others who did not, with names that try to run."""
    course = released(tmp_path_factory.mktemp("groep"), MAIN)
    for number in range(PEOPLE):
        hand_in(course, f"persoon-{number}", wrong_answer if number % 2 else right_answer)
    code, said = leergang(course, "grade", MAIN)
    assert code == 0, said
    with course.gradebook() as gradebook:
        for number in range(PEOPLE + 1):
            gradebook.update_or_create_student(f"persoon-{number}", first_name=HOSTILE, last_name=str(number))
        for one in PAYLOADS:
            gradebook.update_or_create_student(f"aanval-{one.number}", first_name=one.text, email=one.text)
        for name in NAMES:
            gradebook.update_or_create_student(name)
    return course


class Desk(Server):
    """`leergang desk` for a course folder."""

    def __init__(self, course: Course) -> None:
        super().__init__([program("leergang"), "desk", "--no-browser"], course.folder)
        self.address = self.wait_for(r"http://\S+")
        self.token = parse_qs(urlsplit(self.address).query)["token"][0]
        self.wait_until_open(urlsplit(self.address).port or 0)

    def url(self, path: str) -> str:
        """An address on the desk's server."""
        return urlsplit(self.address)._replace(path=path, query="").geturl()


@pytest.fixture(scope="module")
def desk(course: Course) -> Iterator[Desk]:
    """A desk that runs."""
    desk = Desk(course)
    yield desk
    desk.stop()


@pytest.fixture(scope="module")
def page(desk: Desk) -> Iterator[Page]:
    """The notebook, opened by the link in the desk."""
    faults = Faults()
    with chromium() as browser, new_context(browser) as context:
        context.add_init_script("window.__hit = []")
        opened = context.new_page()
        opened.goto(desk.address)
        with context.expect_page() as following:
            opened.get_by_role("link", name="De groep in beeld").click()
        faults.watch(following.value)
        yield following.value
    assert faults.found == []


def test_the_cohort_at_a_glance(page: Page) -> None:
    """Charts without a name; one choice for all questions; names as text, in a table, when asked for."""
    cards = page.locator(CARD)
    expect(cards).to_have_count(6)
    expect(cards.nth(4).locator(".js-plotly-plot .bars path").first).to_be_visible()
    assert "persoon-" not in page.content()

    cards.first.get_by_label("Opdracht").select_option(MAIN)
    expect(cards.nth(2).get_by_label("Opdracht")).to_have_value(MAIN)
    expect(cards.nth(2).get_by_text("Waarom Yusuf?").first).to_be_visible()
    expect(cards.first.get_by_text(f"6 van de {EVERYBODY} deelnemers leverden in")).to_be_visible()

    cards.first.get_by_label("toon namen").check()
    expect(cards.first.get_by_role("cell", name=HOSTILE).first).to_be_visible()
    for one in PAYLOADS:
        expect(cards.first.get_by_role("row", name=f"aanval-{one.number} ").first).to_contain_text(plain(one.text)[:9])
    assert page.evaluate("window.__hit") == []
    assert page.evaluate(ACTING, CARD) == []


def test_what_is_saved_holds_nothing_of_the_cohort(page: Page, course: Course, desk: Desk) -> None:
    """Whatever a browser sends to be kept, the file on disk stays as it was made, without outputs."""
    notebook = json.loads((course.folder / "groep.ipynb").read_text("utf-8"))
    told = {"output_type": "stream", "name": "stdout", "text": "persoon-1"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [told]
    reply = page.request.put(
        desk.url("/api/contents/start.ipynb"),
        data={"type": "notebook", "format": "json", "content": notebook},
        headers={"Authorization": f"token {desk.token}"},
    )
    assert reply.ok
    kept = (course.folder / ".leergang" / "groep" / "start.ipynb").read_text("utf-8")
    assert "persoon" not in kept
    assert json.loads(kept)["cells"]


def test_jupyterlab_does_not_get_to_see_what_was_handed_in(page: Page, desk: Desk) -> None:
    """A handed-in notebook that were opened would run."""
    headers = {"Authorization": f"token {desk.token}"}
    seen = page.request.get(desk.url("/api/contents/"), headers=headers).json()["content"]
    assert ["start.ipynb"] == [one["name"] for one in seen]
    for place in ("submitted", "../../submitted", "..%2F..%2Fsubmitted"):
        assert not page.request.get(desk.url(f"/api/contents/{place}"), headers=headers).ok
