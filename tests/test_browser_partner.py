"""The partner's view as it goes: a page made in the course, filled in from the disk by keyboard, and read in again."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import Course, Faults, chromium, new_context, running
from course_data import ROOT
from playwright.sync_api import Browser, Page, expect

from leergang.dossier.book import AllianceBook
from leergang.dossier.edits import with_new
from leergang.dossier.model import Alliance
from leergang.dossier.store import DossierStore
from leergang.partner.form import Asker, form_page
from leergang.partner.scans import load_questions
from leergang.workspace import prepare

pytestmark = pytest.mark.slow

ASKED = load_questions(ROOT / "modules")
ORDER = [(one.key, statement.id) for one in ASKED for statement in one.scale.statements]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """A page on the disk, with names of every kind."""
    path = tmp_path / "Partnerblik.html"
    asker = Asker("Fatma <b>Öz</b>", "Provincie Oosterland")
    made = form_page(Alliance("0a1b2c3d", "Schoon & water", partners=("Waterschap Vecht", "水利局")), asker, ASKED)
    path.write_text(made, encoding="utf-8")
    return path


def test_filled_in_by_keyboard_and_read_in_again(browser: Browser, tmp_path: Path) -> None:
    """One partner, one file: made by a button, answered with Tab and arrows alone, saved, read in, and compared."""
    workspace = tmp_path / "ws"
    prepare(workspace)
    store = DossierStore(workspace)
    store.save(lambda sheet: with_new(sheet, "0a1b2c3d", "Schoon water", ("Waterschap Vecht",)))
    first = ASKED[0].scale.statements[0]
    AllianceBook(store, "0a1b2c3d").put(ASKED[0].exercise, {"wij": {first.id: 5}})
    with running(workspace, tmp_path) as course, new_context(browser) as context:
        view, faults = context.new_page(), Faults()
        faults.watch(view)
        made = make(view, course, tmp_path)
        form = context.new_page()
        faults.watch(form)
        form.goto(made.as_uri())
        answered = answer_by_keyboard(form, tmp_path)
        view.bring_to_front()
        read_in(view, answered, tmp_path / "kapot.json")
        told = view.locator(".lg-comparison")
        expect(told.get_by_role("heading", name="Een gesprek om mee te beginnen")).to_be_visible()
        talk = told.locator(".lg-talks li")
        expect(talk).to_contain_text(first.text)
        expect(talk).to_contain_text("Wij 5, Waterschap Vecht 1 · verschil 4")
        expect(talk).to_contain_text(first.talk)
        expect(told.get_by_role("img", name=re.compile("Gemiddelden.*Wij 5, Waterschap Vecht 1"))).to_be_visible()
        assert [] == faults.found


def make(view: Page, course: Course, folder: Path) -> Path:
    """The page, as the button of the course makes it."""
    view.goto(course.url(course.workspace / "partner.ipynb"))
    view.get_by_label("Jouw organisatie").fill("Provincie")
    with view.expect_download() as download:
        view.get_by_role("button", name="Maak de pagina").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    assert "Partnerblik Schoon water.html" == path.name
    return path


def answer_by_keyboard(form: Page, folder: Path) -> Path:
    """Every field in the order of the page, with a 1 for each statement; then the button."""
    keys = form.keyboard
    form.locator("h1").click()
    keys.press("Tab")
    keys.press("Space")  # the first organisation
    keys.press("Tab")
    keys.insert_text("Jan 🌊")
    keys.press("Tab")
    keys.press("ArrowDown")  # as the organisation's own answer
    for number in range(len(ORDER)):
        keys.press("Tab")
        keys.press("Space")
        expect(form.locator("#count")).to_have_text(f"{number + 1} van de {len(ORDER)} ingevuld")
    keys.press("Tab")
    with form.expect_download() as download:
        keys.press("Enter")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    assert "antwoord Waterschap Vecht Jan 🌊.json" == path.name
    expect(form.get_by_role("status")).to_contain_text("Bewaard als")
    return path


def read_in(view: Page, answered: Path, broken: Path) -> None:
    """The file of the partner, and one that is damaged."""
    broken.write_text("{", encoding="utf-8")
    with view.expect_file_chooser() as chooser:
        view.get_by_role("button", name="Kies bestanden").press("Enter")
    chooser.value.set_files([str(broken), str(answered)])
    expect(view.get_by_text("Eén antwoord ingelezen. Eén bestand is niet overgenomen")).to_be_visible()
    expect(view.locator(".lg-results")).to_contain_text("kapot.json Het bestand is beschadigd")


def test_what_was_filled_in_waits_for_the_next_time(browser: Browser, page_file: Path) -> None:
    """Opened again, the page is as it was left and makes the same reply; starting anew makes another one."""
    with new_context(browser) as context:
        page = context.new_page()
        page.goto(page_file.as_uri())
        page.get_by_label("水利局").check()
        page.locator(".rating").first.get_by_label("deels", exact=True).check()
        made = written(page)
        reopen(page, page_file)
        kept = written(page)
        assert ("水利局", {ORDER[0][0]: {ORDER[0][1]: 3}}) == (kept["side"], kept["ratings"])
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Begin opnieuw").click()
        expect(page.locator("#count")).to_have_text(f"0 van de {len(ORDER)} ingevuld")
        assert made["id"] == kept["id"] != written(page)["id"]


def reopen(page: Page, file: Path) -> None:
    """Leave the page and come back. Chromium hands what a page stored to the next one's process a moment later."""
    page.goto("about:blank")
    page.goto(file.as_uri())
    for _ in range(50):
        if page.evaluate("localStorage.length"):
            return
        page.reload()


def written(page: Page) -> dict[str, object]:
    """What would be in the file."""
    if not page.locator("#preview").is_visible():
        page.get_by_text("Wat staat er in het bestand?").click()
    expect(page.locator("#preview")).not_to_have_value("")
    found: dict[str, object] = json.loads(page.locator("#preview").input_value())
    return found


def test_what_is_missing_is_said_at_its_place(browser: Browser, page_file: Path) -> None:
    """The focus goes to the first field that is missing, with the reason; a choice for others asks for their name."""
    with new_context(browser) as context:
        page = context.new_page()
        page.goto(page_file.as_uri())
        save = page.get_by_role("button", name="Bewaar je antwoorden")
        save.click()
        expect(page.locator("#party-error")).to_have_text("Kies namens welke organisatie je kijkt.")
        expect(page.locator("[name=party]").first).to_be_focused()
        page.get_by_label("Een andere organisatie").check()
        save.click()
        expect(page.get_by_label("Naam van je organisatie")).to_be_focused()
        page.get_by_label("Naam van je organisatie").fill("Drieoever")
        save.click()
        expect(page.locator("#shown-error")).to_have_text("Kies hoe je antwoorden getoond mogen worden.")
        page.get_by_label("Alleen in een groep").check()
        save.click()
        expect(page.locator("#save-error")).to_have_text("Beantwoord eerst een of meer stellingen.")
        expect(page.get_by_text("Bij Provincie Oosterland").first).to_be_visible()
        page.get_by_label("ik ben een collega").check()
        expect(page.get_by_text("Bij de partner").first).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_the_page_is_accessible_at_any_width(browser: Browser, page_file: Path, width: int, scheme: str) -> None:
    """axe finds nothing, and nothing sticks out; 320 wide is 1280 at 400 %."""
    with new_context(browser, viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        page, faults = context.new_page(), Faults()
        faults.watch(page)
        page.goto(page_file.as_uri())
        page.locator(".rating").first.get_by_label("deels", exact=True).check()
        page.get_by_role("button", name="Bewaar je antwoorden").click()
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [] == [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
        assert width == page.evaluate("document.documentElement.scrollWidth")
        assert [] == faults.found
