"""The start page: what it shows of a workspace, and that it works without a widget as well."""

import contextlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from browser import SHOWN, Course, Faults, chromium, new_context
from course_data import ROOT, contents, right_answer, wrong_answer
from playwright.sync_api import Browser, expect

from leergang.dossier.store import store_for
from leergang.progress.standing import day_key
from leergang_widgets.start import StartPage, start

MODULE, QUESTION = "02_netwerker", "02_netwerker/terug-evenknie"


def at(days_ago: int) -> str:
    return (datetime.now().astimezone() - timedelta(days=days_ago)).isoformat(timespec="seconds")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace, as the kernel of its start page sees it."""
    (tmp_path / ".leergang").mkdir()
    for name in ("00_start", MODULE):
        (tmp_path / "modules" / name).mkdir(parents=True)
        shutil.copy(ROOT / "modules" / name / "content.toml", tmp_path / "modules" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answer(root: Path, **values: Any) -> None:
    stored = {key: {"value": value, "checked": True, "at": at(3)} for key, value in values.items()}
    (root / "modules" / MODULE / "antwoorden.json").write_text(json.dumps({"format": 1, "answers": stored}))


def question(root: Path) -> Any:
    return contents()[MODULE].exercises[QUESTION.partition("/")[2]]


def ask(page: StartPage, **message: Any) -> list[str]:
    """What the front end sends, and what the participant is told."""
    told: list[str] = []
    page.alliances.send = lambda content, buffers=None: told.append(content.get("message", ""))
    page.alliances._told(None, message, message.pop("buffers", []))
    return told


def test_an_empty_workspace_shows_where_to_begin(root: Path) -> None:
    """One suggestion, all modules, no alliance; what has nothing to show yet is not there."""
    page = start()
    assert "Begin met ‘Start" in page.next.view["title"]
    assert page.next.view["path"] == "modules/00_start/00_start.ipynb"
    assert ["55 minuten", "60 minuten"] == [one["text"] for one in page.courses.view["modules"]]
    assert ("none", "none") == (page.recall.layout.display, page.report.layout.display)
    assert page.alliances.view["alliances"] == []


def test_a_question_that_comes_back_leaves_the_modules_answer_alone(root: Path) -> None:
    """The first answer of the day counts: what is tried after the feedback is not kept, and not shown on reopening."""
    one = question(root)
    answer(root, **{one.id: right_answer(one)})
    before = (root / "modules" / MODULE / "antwoorden.json").read_bytes()
    page = start()
    page._show_questions()
    (shown,) = page.questions.children
    assert not shown.value
    shown.value = wrong_answer(one)
    shown.value = right_answer(one)
    assert before == (root / "modules" / MODULE / "antwoorden.json").read_bytes()
    kept = json.loads((root / "antwoorden.json").read_bytes())["answers"]
    assert {day_key(QUESTION, date.today()): wrong_answer(one)} == {key: raw["value"] for key, raw in kept.items()}
    assert "Voor vandaag klaar" in page.recall.view["text"]
    again = start()
    assert again.recall.view["action"] == "Bekijk ze nog eens"


def test_alliances_are_added_named_chosen_and_removed(root: Path) -> None:
    """Each is in the file at once, and the page shows it."""
    page = start()
    assert "gemaakt" in ask(page, do="new", name="  Waterketen \n", partners=["Schalkerland", " "])[0]
    ask(page, do="new", name="<b>آب</b>")
    first, second = store_for(root).load().alliances
    assert (first.name, first.partners, second.name) == ("Waterketen", ("Schalkerland",), "<b>آب</b>")
    assert page.alliances.view["chosen"] == second.id
    ask(page, do="choose", id=first.id)
    ask(page, do="edit", id=first.id, name="Waterkring", partners=["A", "B"])
    assert page.alliances.view["facts"] == [["Partners", "A, B"]]
    assert "verwijderde allianties/" in ask(page, do="remove", id=first.id)[0]
    assert ["<b>آب</b>"] == [one["name"] for one in page.alliances.view["alliances"]]
    assert "verwijderd" in ask(page, do="choose", id=first.id)[0]
    (copy,) = (root / "verwijderde allianties").iterdir()
    assert (
        "1 alliantie toegevoegd" in ask(page, do="import", name=copy.name, buffers=[memoryview(copy.read_bytes())])[0]
    )
    assert "geen geldige JSON" in ask(page, do="import", name="x.json", buffers=[memoryview(b"{")])[0]


def test_the_alliance_is_shown_at_a_glance(root: Path) -> None:
    """Partners and goal come out of what was written in the modules."""
    answer(root)
    raw = {"value": {"partners": "Wij\nen  zij", "waarvoor": "x" * 999}, "checked": False, "at": at(1)}
    dossier = {"format": 1, "alliances": [{"id": "aa", "name": "A", "answers": {"00_start/zes-regels": raw}}]}
    (root / "dossier.json").write_text(json.dumps(dossier))
    page = start()
    assert page.report.layout.display is None
    facts = dict(page.alliances.view["facts"])
    assert facts["Partners"] == "Wij en zij"
    assert len(facts["Doel"]) < 250


def test_a_damaged_dossier_is_told_above_the_page(root: Path) -> None:
    """The page itself still works."""
    (root / "dossier.json").write_text("{")
    told, page = start().children
    assert "beschadigd" in told.value
    assert page.courses.view["modules"]


def test_the_page_can_be_used_without_widgets() -> None:
    """Each module and assignment is a link in the text of the page."""
    cells = json.loads((ROOT / "modules" / "start.ipynb").read_bytes())["cells"]
    text = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    links = set(re.findall(r"\]\((?:modules|opdrachten)/([\w-]+)/", text))
    assert {name for name in contents() if name != "sample"} == links
    assert text.count("lg-static") == 2


def test_nothing_heavy_is_loaded_to_open_it(root: Path) -> None:
    """No chart is drawn on the page, so plotly's figures stay where they are."""
    loaded = "print([name for name in sys.modules if 'plotly' in name])"
    code = f"import sys; from leergang_widgets.start import start; start(); {loaded}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


# In the browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@contextlib.contextmanager
def _running(home: Path) -> Iterator[Course]:
    course = Course(home / "werkmap", home)
    try:
        yield course
    finally:
        course.stop()


@pytest.mark.slow
def test_a_participant_works_from_the_start_page(browser: Browser, tmp_path: Path) -> None:
    """Names an alliance, sees that name above an own step, answers it, and finds the progress on coming back."""
    with _running(tmp_path) as course, new_context(browser) as context:
        page = context.new_page()
        faults = Faults()
        faults.watch(page)
        page.goto(course.address)
        expect(page.locator(f"{SHOWN} .lg-tile")).to_have_count(14)
        expect(page.locator(f"{SHOWN} .lg-static").first).to_be_hidden()
        page.get_by_role("button", name="Geef je alliantie een naam").click()
        page.get_by_label("Naam van de alliantie").fill("Çağlar & <b>zoon</b>")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Çağlar & <b>zoon</b>")).to_be_visible()
        page.locator(f"{SHOWN} .lg-tile a[href*='00_start']").click()
        own = page.locator(f"{SHOWN} [data-exercise='zes-regels']")
        expect(page.locator(f"{SHOWN} .lg-for").first).to_have_text("Voor: Çağlar & <b>zoon</b>")
        own.locator("textarea").first.fill("Wij en zij")
        expect(own.locator(".lg-status")).to_contain_text("opgeslagen")
        page.get_by_role("link", name="Leergang Alliantiemanagement").click()
        expect(page.locator(f"{SHOWN} .lg-panel-next h2")).to_have_text(re.compile("Ga verder met ‘Start"))
        expect(page.locator(f"{SHOWN} dd")).to_have_text("Wij en zij")
        with page.expect_download() as download:
            page.get_by_role("button", name="Bewaar als bestand").click()
        assert "Wij en zij" in Path(download.value.path()).read_text("utf-8")
        assert faults.found == []
