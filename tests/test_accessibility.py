"""The course for who does not see, does not use a mouse, or enlarges the page: WCAG 2.2 AA, in the real JupyterLab.

axe checks what a program can check. What it cannot, such as whether the keyboard reaches everything and what is read
out, stands in the tests after it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import (
    SHOWN,
    Course,
    as_shown,
    box,
    chromium,
    new_context,
    plain,
    reachable,
    running,
    shown,
    wait_until_run,
)
from course_data import contents, put_sample, right_answer, wrong_answer
from keyboard import press, tab_to, type_answer
from playwright.sync_api import Page, expect

from leergang.cli import main
from leergang.dossier.book import course_book
from leergang.kinds import Exercise
from leergang.kinds.text import Text
from leergang.locate import released
from leergang.workspace import prepare

pytestmark = pytest.mark.slow

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
# What JupyterLab itself breaks on a page of the course, by rule: the selectors of its elements.
JUPYTERLAB: dict[str, tuple[str, ...]] = {}
# What axe leaves to people: the contrast of a button with one sign. It is that of the text beside it.
UNDECIDED = {"color-contrast": (".lg-move",)}

PAGES = ["start", "begrippen", "partner"]
MODULES = [name for name in contents() if name[:2].isdigit()]
ASSIGNMENTS = [name for name in contents() if name not in {"sample", *MODULES}]
BY_KEYBOARD = "rollenmix"
ANSWERED = "procesmanager"


def answer(one: Exercise, number: int) -> Any:
    """Right and wrong by turns, so that every sort of feedback is on the page."""
    return wrong_answer(one) if one.has_key and number % 2 else right_answer(one)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """A running course in which all modules and one assignment are filled in and looked at."""
    home = tmp_path_factory.mktemp("thuis")
    workspace = home / "leergang"
    prepare(workspace, released())
    for name, folder in [(one, f"modules/{one}") for one in MODULES] + [(ANSWERED, f"opdrachten/{ANSWERED}")]:
        book = course_book(workspace / folder, contents()[name])
        for number, one in enumerate(contents()[name].exercises.values()):
            book.put(one.id, answer(one, number), checked=True)
    with running(workspace, home) as found:
        yield found


@pytest.fixture(scope="module")
def page(course: Course) -> Iterator[Page]:
    """A tab that the tests share: JupyterLab is loaded once more for each page, from its cache."""
    with chromium() as browser, new_context(browser) as context:
        yield context.new_page()


# What a program can check


@pytest.mark.parametrize("name", [*PAGES, *ASSIGNMENTS, *MODULES])
def test_axe_finds_nothing_of_ours(course: Course, page: Page, name: str) -> None:
    """By all rules of WCAG 2.2 AA in the light theme, by those about colour in the dark one; all feedback is shown."""
    page.emulate_media(color_scheme="light")
    open_page(course, page, name)
    assert [] == axe(page, RULES)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    assert [] == axe(page, COLOURS)


def test_axe_finds_nothing_in_the_pages_that_open_without_the_course(course: Course, page: Page) -> None:
    """The partner's page and the report, also when enlarged to 400 percent, at which nothing sticks out."""
    folder, out = str(course.workspace), course.workspace.parent / "los"
    out.mkdir()
    assert 0 == main(["partner", "--folder", folder, "make", "--out", str(out / "partner.html")])
    assert 0 == main(["report", folder, "--out", str(out)])
    page.emulate_media(color_scheme="light")
    for made in sorted(out.glob("*.html")):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(made.as_uri())
            assert [] == axe(page, RULES), made.name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, made.name


def open_page(course: Course, page: Page, name: str) -> None:
    """Open a page of the course, so that axe sees all of it."""
    notebook = place(course, name)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(course.url(notebook))
    wait_until_run(page, notebook)
    page.evaluate("look.unroll()")


def place(course: Course, name: str) -> Path:
    """The notebook of a page of the course."""
    if name in PAGES:
        return course.workspace / f"{name}.ipynb"
    return course.notebook(f"modules/{name}" if name in MODULES else f"opdrachten/{name}")


def axe(page: Page, rules: list[str]) -> list[str]:
    """What axe finds that is ours, or cannot decide."""
    page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate("([rules, known]) => look.judge(rules, known)", [rules, JUPYTERLAB | UNDECIDED])
    return found


def test_axe_sees_the_whole_page(course: Course, page: Page) -> None:
    """A faint text at the end and a field without a name are found: axe takes nothing for hidden."""
    page.emulate_media(color_scheme="light")
    open_page(course, page, ANSWERED)
    page.locator(f"{SHOWN} .jp-MarkdownCell p").last.evaluate("(one) => (one.style.color = '#bbb')")
    page.locator(f"{SHOWN} textarea").last.evaluate("(one) => { one.id = ''; one.placeholder = ''; }")
    assert {"color-contrast", "label"} == {one.partition(":")[0] for one in axe(page, RULES)}


# What only use can show


@pytest.fixture
def proof(course: Course, page: Page) -> str:
    """The folder of a module with a blank exercise of every kind, open in the tab."""
    folder = put_sample(course.workspace)
    open_in_window(course, page, folder)
    return folder


def sample(kind: str) -> Any:
    """The first exercise of this kind in that module."""
    return next(one for one in contents()["sample"].exercises.values() if one.kind == kind)


def open_in_window(course: Course, page: Page, folder: str, width: int = 1280) -> None:
    """Open a notebook in a window of an ordinary height, in the light theme."""
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.set_viewport_size({"width": width, "height": 900})
    course.open(page, folder)


def test_a_whole_assignment_is_made_with_the_keyboard_alone(course: Course, page: Page) -> None:
    """From the header to the last text field and out of it: every item is filled in, and nothing was clicked."""
    folder, questions = f"opdrachten/{BY_KEYBOARD}", contents()[BY_KEYBOARD].exercises
    open_in_window(course, page, folder)
    given = {name: typeable(one) for name, one in questions.items()}
    for name, one in questions.items():
        type_answer(page, one, given[name])
    saved = course.saved(folder)
    assert given == saved
    assert [] == [name for name, one in questions.items() if one.filled(one.clean(saved[name])) < 1]
    press(page, "Tab")
    expect(page.locator("textarea:focus")).to_have_count(0)


def typeable(one: Exercise) -> Any:
    """A full answer that the controls can give; a text with letters that are shortcuts of JupyterLab."""
    if isinstance(one, Text):
        return {field.id: "Ik bel Nel, en a b d d x. " * (one.min_words // 9 + 1) for field in one.fields}
    return reachable(one, right_answer(one))


def test_every_kind_is_answered_with_the_keyboard_alone(course: Course, page: Page, proof: str) -> None:
    """What was chosen with the keys is shown and saved."""
    for one in contents()["sample"].exercises.values():
        type_answer(page, one, typeable(one))
        assert as_shown(one, typeable(one)) == shown(box(page, one.id), one), one.id
    assert {one.id: typeable(one) for one in contents()["sample"].exercises.values()} == course.saved(proof)


def test_the_focus_is_seen_at_every_stop(page: Page, proof: str) -> None:
    """Tab goes through the whole module and out of it again; each stop has a ring, and nothing covers it."""
    stops, unseen = 0, []
    page.locator(f"{SHOWN} .lg-exercise input").first.focus()
    while page.evaluate("Boolean(document.activeElement.closest('.lg-exercise, .lg-course a'))"):
        stops += 1
        if not page.evaluate("look.focusIsVisible()"):
            unseen.append(page.evaluate("document.activeElement.outerHTML"))
        press(page, "Tab")
        assert stops < 500, "the focus goes round"
    assert [] == unseen
    assert stops > 60


def test_each_control_has_a_name_of_its_own(page: Page, proof: str) -> None:
    """Two controls of an exercise are never called the same, also not in rows that a participant adds."""
    add = page.locator(f"{SHOWN} .lg-map .lg-button")
    for _ in range(2):
        add.click()
    twins = {one: page.evaluate("(one) => look.twins(one)", one) for one in contents()["sample"].exercises}
    assert {} == {one: found for one, found in twins.items() if found}


def test_changes_are_told_once(page: Page, proof: str) -> None:
    """A screen reader hears the reaction to a choice and the points that are left, and not each letter being saved."""
    choice, mix, text = (sample(kind) for kind in ("choice", "allocate", "text"))
    page.evaluate("look.listen()")
    box(page, text.id).locator("textarea").first.press_sequentially("Een zin van dertig aanslagen.")
    page.wait_for_function("told.length")
    assert 1 == len(page.evaluate("told"))
    assert page.evaluate("told[0]").startswith("opgeslagen om ")

    box(page, choice.id).locator("input").first.check()
    page.wait_for_function("(text) => told.some((one) => one.includes(text))", arg=plain(choice.options[0].why))

    slider = box(page, mix.id).locator("input[type=range]").first
    slider.press("Home")
    press(page, "ArrowRight", 4)
    left = 100 - 4 * mix.step_size
    page.wait_for_function("(left) => told.some((one) => one.endsWith(`nog te verdelen: ${left}`))", arg=left)
    assert 1 == len([one for one in page.evaluate("told") if "nog te verdelen" in one])


@pytest.mark.parametrize("name", ["start", "begrippen", "00_start", BY_KEYBOARD])
def test_an_enlarged_page_needs_no_scrolling_sideways(course: Course, page: Page, name: str) -> None:
    """At 200 and at 400 percent of 1280 wide nothing sticks out; only a heat map, a table, scrolls in its own place."""
    notebook = place(course, name)
    page.goto(course.url(notebook))
    wait_until_run(page, notebook)
    for width in (640, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function("look.isLaidOut()")
        assert [] == [one for one in page.evaluate("look.sideways()") if not one.startswith("DIV lg-grid ")], width


def test_colours_of_the_system_show_what_is_chosen(page: Page, proof: str) -> None:
    """With forced colours a chosen chip still differs from the others."""
    chips = page.locator(f"{SHOWN} .lg-chips").first.locator(".lg-chip")
    chips.first.click()
    page.emulate_media(forced_colors="active")
    look = "(one) => getComputedStyle(one).backgroundColor"
    assert chips.first.evaluate(look) != chips.last.evaluate(look)


def test_escape_closes_the_meaning_of_a_term(course: Course, page: Page) -> None:
    """The meaning shows when its link has the focus, until Escape, and again the next time."""
    open_in_window(course, page, "modules/01_procesmanager")
    term = page.locator(f"{SHOWN} .jp-MarkdownCell a[title]").first
    meaning = "(one) => getComputedStyle(one, '::after').content"
    page.get_by_role("link", name="Leergang Alliantiemanagement").focus()
    tab_to(term)
    assert term.get_attribute("title") in term.evaluate(meaning)
    press(page, "Escape")
    assert "none" == term.evaluate(meaning)
    press(page, "Shift+Tab")
    press(page, "Tab")
    assert "none" != term.evaluate(meaning)
