"""The whole way of a new participant: from the first command to a report with the partner's view in it.

What each part does is tested elsewhere. This test tells that the parts lead to each other.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import SHOWN, Course, Faults, box, chromium, give, new_context, running, wait_until_run
from course_data import contents, right_answer
from docx import Document
from playwright.sync_api import Browser, Download, Locator, Page, expect

from leergang.dossier.portrait import OWN_STEPS
from leergang.kinds import Exercise
from leergang.kinds.allocate import Allocate
from leergang.kinds.scale import Scale
from leergang.kinds.text import Text

pytestmark = pytest.mark.slow

FIRST, SECOND = "Warmtenet & <b>Öost</b>", "Jeugdteam"
PARTNER = "Woonstede"
MODULES = {
    "00_start": "vacatures",
    "05_rollenmix": "terug-proces",
    "10_succesfactoren": "terug-missie",
    "13_afronding": "",
}
HEADINGS = [
    "In het kort",
    "Wat nu aandacht vraagt",
    "De eerste stappen",
    "De alliantie en haar partners",
    "Het gezamenlijke doel",
    "Het beeld van de partner naast dat van ons",
    "De rollen, nu en nodig",
    "De succesfactoren",
    "De volwassenheid",
    "De evenwichten",
    "De obstakels",
    "De afspraken",
    "De voornemens",
    "De eerste stappen",
]
FEWEST_PAGES = 6


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def test_from_the_first_command_to_a_report(browser: Browser, tmp_path: Path) -> None:
    """Two alliances, four modules, a partner's page from the disk, the comparison, and a report in both forms."""
    with running(tmp_path / "leergang", tmp_path) as course, new_context(browser) as context:
        page, faults = context.new_page(), Faults()
        faults.watch(page)
        page.goto(course.address)
        name_alliances(page)
        for module, practice in MODULES.items():
            work_through(course, page, module, practice)
        expect(panel(page, "recall")).to_contain_text("De volgende komt morgen.")
        expect(page.locator(f"{SHOWN} .lg-tile[data-state='begun']")).to_have_count(len(MODULES))
        the_other_is_blank(course, page)
        asked = ask_the_partner(course, page, tmp_path)
        answered = answer_as_the_partner(context.new_page(), asked, tmp_path)
        page.bring_to_front()
        compare(page, answered)
        page.get_by_role("link", name="Leergang Alliantiemanagement").click()
        html, word = make_the_report(page, tmp_path)
        is_for_a_director(html, word, tmp_path)
        assert [] == faults.found


def panel(page: Page, kind: str) -> Locator:
    """A part of the start page."""
    return page.locator(f"{SHOWN} .lg-panel-{kind}")


def name_alliances(page: Page) -> None:
    """Two of them, of which the first is chosen again. Nothing is offered yet that has nothing to show."""
    expect(panel(page, "next")).to_contain_text("Begin met ‘Start")
    expect(panel(page, "recall")).to_be_hidden()
    for button, name, partner in (
        ("Geef je alliantie een naam", FIRST, PARTNER),
        ("Nieuwe alliantie", SECOND, "GGD\nPolitie"),
    ):
        page.get_by_role("button", name=button).click()
        page.get_by_label("Naam van de alliantie").fill(name)
        page.get_by_label("Partners").fill(partner)
        page.get_by_role("button", name="Bewaar", exact=True).click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(panel(page, "alliances").locator("dd")).to_have_text("GGD, Politie")
    expect(page.get_by_role("button", name="Maak je rapport")).to_be_hidden()
    choose(page, FIRST)


def choose(page: Page, name: str) -> None:
    """Choose an alliance on the start page."""
    page.get_by_label("De modules gaan over").select_option(label=name)
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def work_through(course: Course, page: Page, module: str, practice: str) -> None:
    """Open the module from the start page, do every own step and one question, and come back."""
    page.locator(f"{SHOWN} .lg-tile a[href*='{module}']").click()
    wait_until_run(page, course.notebook(f"modules/{module}"))
    exercises = contents()[module].exercises
    for one in exercises.values():
        if one.step in OWN_STEPS:
            give(box(page, one.id), one, own_answer(one))
    if practice:
        question = box(page, practice)
        give(question, exercises[practice], right_answer(exercises[practice]))
        if (ready := question.get_by_role("button", name="Kijk na")).is_visible():  # one option is checked at once
            ready.click()
        expect(question.locator(".lg-verdict").first).to_be_visible()
    page.get_by_role("link", name="Leergang Alliantiemanagement").click()
    expect(panel(page, "next")).to_contain_text(f"Ga verder met ‘{contents()[module].module.title}’")


def own_answer(exercise: Exercise) -> Any:
    """An answer as of someone with an alliance, rather than one that is right."""
    if isinstance(exercise, Text):
        return {one.id: f"Dit schreven wij bij {exercise.id} over {one.id}." for one in exercise.fields}
    if isinstance(exercise, Allocate):
        points = [[55, 15, 10, 20], [30, 20, 25, 25], [60, 20, 5, 15]]
        parts = [one.id for one in exercise.parts]
        return {one.id: dict(zip(parts, points[place], strict=True)) for place, one in enumerate(exercise.sets)}
    if isinstance(exercise, Scale):
        ratings = {one.id: 1 + place % 5 for place, one in enumerate(exercise.statements)}
        return {side.id: ratings for side in exercise.sides}
    return right_answer(exercise)


def the_other_is_blank(course: Course, page: Page) -> None:
    """What was written for one alliance is not in the other."""
    choose(page, SECOND)
    expect(page.get_by_role("button", name="Maak je rapport")).to_be_hidden()
    course.open(page, "modules/00_start")
    area = box(page, "zes-regels").locator("textarea").first
    expect(area).to_have_value("")
    page.get_by_role("link", name="Leergang Alliantiemanagement").click()
    choose(page, FIRST)


def saved(download: Download, folder: Path) -> Path:
    """A download under its own name."""
    path = folder / download.suggested_filename
    download.save_as(path)
    return path


def ask_the_partner(course: Course, page: Page, folder: Path) -> Path:
    """The page for the partner, as the course makes it. The names are filled in already."""
    page.locator(f"{SHOWN} a[href*='partner.ipynb']").first.click()
    expect(page.get_by_label("Naam van de alliantie")).to_have_value(FIRST)
    page.get_by_label("Jouw organisatie").fill("Gemeente")
    with page.expect_download() as download:
        page.get_by_role("button", name="Maak de pagina").click()
    return saved(download.value, folder)


def answer_as_the_partner(page: Page, asked: Path, folder: Path) -> Path:
    """The lowest rating everywhere, shown as the organisation's answer; the page is opened from the disk."""
    page.goto(asked.as_uri())
    page.get_by_label(PARTNER).check()
    page.get_by_label("Als antwoord van mijn organisatie").check()
    for rating in page.locator(".rating").all():
        rating.get_by_label("helemaal niet", exact=True).check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar je antwoorden").click()
    return saved(download.value, folder)


def compare(page: Page, answered: Path) -> None:
    """The file is read in, and three conversations are told."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Kies bestanden").click()
    chooser.value.set_files(str(answered))
    told = page.locator(f"{SHOWN} .lg-comparison")
    expect(told.get_by_role("heading", name="Drie gesprekken om mee te beginnen")).to_be_visible()
    expect(told.locator(".lg-talks li")).to_have_text([re.compile(f"Wij 5, {PARTNER} 1 · verschil 4")] * 3)


def make_the_report(page: Page, folder: Path) -> tuple[Path, Path]:
    """Both forms by the button on the start page; the page opens in the browser, the document is downloaded."""
    page.get_by_role("button", name="Maak je rapport").click()
    expect(page.get_by_text(f"Het rapport over ‘{FIRST}’ staat in de map")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open de pagina").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(FIRST)
    opened.value.close()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download het document voor Word").click()
    (html,) = (folder / "leergang" / "rapport").glob("*.html")
    return html, saved(download.value, folder)


def is_for_a_director(html: Path, word: Path, folder: Path) -> None:
    """All sections and nothing of the other alliance; Word's document becomes pages with the alliance's name."""
    document = Document(str(word))
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert HEADINGS == headings
    text = html.read_text(encoding="utf-8")
    assert "Dit schreven wij bij zes-regels over waarvoor." in text
    assert SECOND not in text
    assert "<b>Öost" not in text
    pages = as_pages(word, folder)
    if pages:
        assert len(pages) >= FEWEST_PAGES
        assert all(FIRST in one for one in pages)


def as_pages(word: Path, folder: Path) -> list[str]:
    """The text of each page, by LibreOffice; none where that is not installed."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not (office and reader):
        return []
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, check=True, capture_output=True)
    pdf = word.with_suffix(".pdf")
    text = subprocess.run([reader, str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return text.rstrip("\f").split("\f")
