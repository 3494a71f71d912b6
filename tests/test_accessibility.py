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
    Course,
    chromium,
    new_context,
    running,
    wait_until_run,
)
from course_data import contents, right_answer, wrong_answer
from playwright.sync_api import Page, expect

from leergang.answers import AnswerBook
from leergang.kinds import Exercise
from leergang.locate import released
from leergang.workspace import prepare

pytestmark = pytest.mark.slow

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
# What JupyterLab itself breaks on a page of the course, by rule: the selectors of its elements.
JUPYTERLAB: dict[str, tuple[str, ...]] = {}
# What axe leaves to people: the contrast of a button with one sign. It is that of the text beside it.
UNDECIDED = {"color-contrast": (".lg-move",)}

MODULES = [name for name in contents() if name[:2].isdigit()]
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
        book = AnswerBook(workspace / folder)
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


@pytest.mark.parametrize("name", ["start", "begrippen", ANSWERED, BY_KEYBOARD, *MODULES])
def test_axe_finds_nothing_of_ours(course: Course, page: Page, name: str) -> None:
    """In the light theme by all rules of WCAG 2.2 AA, in the dark one by those about colour; with all feedback shown."""
    page.emulate_media(color_scheme="light")
    open_page(course, page, name)
    violations, seen = axe(page, RULES)
    assert [] == violations
    assert seen > (5 if name == "start" else 50), "axe has not seen the texts"
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    assert [] == axe(page, COLOURS)[0]


def open_page(course: Course, page: Page, name: str) -> None:
    """Open a page of the course as high as it is, so that axe sees all of it."""
    notebook = place(course, name)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(course.url(notebook))
    wait_until_run(page, notebook)
    page.add_style_tag(content="body { min-height: 100vh }")
    page.set_viewport_size({"width": 1280, "height": page.evaluate("look.height()")})
    page.wait_for_function("look.isLaidOut()")


def place(course: Course, name: str) -> Path:
    """The notebook of a page of the course."""
    if name in ("start", "begrippen"):
        return course.workspace / f"{name}.ipynb"
    return course.notebook(f"modules/{name}" if name in MODULES else f"opdrachten/{name}")


def axe(page: Page, rules: list[str]) -> tuple[list[str], int]:
    """What axe finds that is ours, or cannot decide; and of how many texts it saw the contrast."""
    page.evaluate(Axe().axe_script)
    found, seen = page.evaluate("([rules, known]) => look.judge(rules, known)", [rules, JUPYTERLAB | UNDECIDED])
    return found, seen
