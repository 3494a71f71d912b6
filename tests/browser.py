"""What the browser tests share: a Chromium, a running course, and hands that use the real controls of an exercise.

Nothing here waits for a time. Each wait names the condition that the participant waits for as well.
"""

import contextlib
import html
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect, sync_playwright

from leergang.kinds import Exercise
from leergang.kinds.allocate import Allocate
from leergang.kinds.balance import Balance
from leergang.kinds.bins import Bins
from leergang.kinds.choice import Choice
from leergang.kinds.grid import Grid
from leergang.kinds.loop import Loop
from leergang.kinds.map import Map
from leergang.kinds.order import Order
from leergang.kinds.scale import Scale
from leergang.kinds.scenario import Scenario
from leergang.kinds.text import Text
from leergang.markdown import to_inline_html
from leergang.ui import word

REQUIRED = "LEERGANG_REQUIRE_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 60_000  # milliseconds; only a fault takes this long
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 800, "height": 900}

expect.set_options(timeout=PATIENCE)

SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)"  # the notebook in front; others stay open behind it


# The browser


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium. Without one the test is skipped, or fails where a browser is required."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_executable(playwright), args=ARGUMENTS)
        yield browser
        browser.close()


def _executable(playwright: Playwright) -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    own = Path(playwright.chromium.executable_path)
    if found or own.is_file():
        return found or str(own)
    missing = f"no browser: none of {', '.join(NAMES)} on the path, nor Playwright's own"
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{missing}, while {REQUIRED}=1")
    pytest.skip(missing)


@contextlib.contextmanager
def new_context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A browser with an empty cache and without drafts."""
    context = browser.new_context(**({"viewport": WIDE} | options))
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=Path(__file__).with_name("browser.js"))
    yield context
    context.close()


@dataclass
class Faults:
    """What went wrong in a page: errors of scripts, and what was written to the console as an error."""

    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.found.append(f"page error: {error}"))
        page.on("console", lambda message: message.type == "error" and self.found.append(f"console: {message.text}"))


# The course


def surroundings(home: Path) -> dict[str, str]:
    """An environment with this home folder and without settings for Jupyter."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "XDG"))}
    return kept | {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")}


def program(name: str) -> str:
    """A program of the environment that runs the tests."""
    found = shutil.which(name, path=os.path.dirname(sys.executable)) or shutil.which(name)
    assert found, f"{name} is not installed beside {sys.executable}"
    return found


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server in a home folder of its own, in a process group of its own, so that it can be killed as a whole."""

    def __init__(self, command: list[str], home: Path) -> None:
        self.log = home / "server.log"
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=log,
                env=surroundings(home),
                cwd=home,
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )

    def wait_for(self, wanted: str) -> str:
        """The text that this pattern finds in what the server says."""
        said = ""
        for line in self.process.stdout or ():
            said += line
            if found := re.search(wanted, line):
                return found[0]
        raise AssertionError(f"the server ended: {said}{self.log.read_text(encoding='utf-8')}")

    def wait_until_open(self, port: int) -> None:
        """The address is said just before the server listens."""
        while self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return
            time.sleep(0.02)
        raise AssertionError(f"the server ended: {self.log.read_text(encoding='utf-8')}")

    def kill(self) -> None:
        """What a crash or an empty battery does: no process gets to say goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self._close()

    def stop(self) -> None:
        """An orderly end, kernels included."""
        if self.process.poll() is None:
            self.process.terminate()
        self._close()

    def _close(self) -> None:
        self.process.wait(PATIENCE / 1000)
        if self.process.stdout:
            self.process.stdout.close()


class Course(Server):
    """`leergang start` for a workspace."""

    def __init__(self, workspace: Path, home: Path, port: int | None = None) -> None:
        self.workspace = workspace
        options = [] if port is None else [f"--port={port}"]
        super().__init__([program("leergang"), "start", str(workspace), "--no-browser", *options], home)
        self.address = self.wait_for(r"http://\S+")
        self.wait_until_open(urlsplit(self.address).port or 0)

    def url(self, notebook: Path) -> str:
        """The address of a notebook in the workspace."""
        path = notebook.relative_to(self.workspace).as_posix()
        return urlsplit(self.address)._replace(path=f"/doc/tree/{path}").geturl()

    def notebook(self, folder: str) -> Path:
        """The notebook in a folder of the workspace."""
        (found,) = (self.workspace / folder).glob("*.ipynb")
        return found

    def open(self, page: Page, folder: str) -> None:
        """Open the notebook of this folder, and wait until it has run."""
        notebook = self.notebook(folder)
        page.goto(self.url(notebook))
        wait_until_run(page, notebook)

    def saved(self, folder: str) -> dict[str, Any]:
        """The values of a folder by exercise: those in its answers file, and those in the dossier."""
        path = self.workspace / folder / "antwoorden.json"
        answers = json.loads(path.read_text(encoding="utf-8"))["answers"] if path.exists() else {}
        return {name: entry["value"] for name, entry in (answers | self._own(folder)).items()}

    def _own(self, folder: str) -> dict[str, Any]:
        path = self.workspace / "dossier.json"
        alliances = json.loads(path.read_text(encoding="utf-8"))["alliances"] if path.exists() else []
        own = {key.partition("/")[::2]: entry for one in alliances for key, entry in one["answers"].items()}
        return {name: entry for (module, name), entry in own.items() if folder == f"modules/{module}"}


@contextlib.contextmanager
def running(workspace: Path, home: Path, port: int | None = None) -> Iterator[Course]:
    """A course that is stopped afterwards."""
    course = Course(workspace, home, port)
    try:
        yield course
    finally:
        course.stop()


def wait_until_run(page: Page, notebook: Path) -> None:
    """Wait until every cell of this notebook has run and every exercise in it is shown."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    exercises = sum("exercise(" in "".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    page.wait_for_function("(exercises) => look.hasRun(exercises)", arg=exercises)


# Exercises


def box(page: Page, exercise_id: str) -> Locator:
    """The exercise with this id in the notebook in front."""
    return page.locator(f"{SHOWN} [data-exercise='{exercise_id}']")


def expect_saved(where: Locator) -> None:
    """Wait until the exercise says that its last change is saved, and when."""
    status = where.locator(".lg-status")
    expect(status).to_have_attribute("data-state", "saved")
    expect(status).to_have_text(re.compile(r"^opgeslagen om \d\d:\d\d$"))


def give(where: Locator, exercise: Exercise, value: Any) -> None:
    """Answer a blank exercise with its own controls, and wait until that is saved."""
    match exercise:
        case Choice():
            for option in value:
                where.locator(f"input[value='{option}']").check()
        case Bins():
            _give_bins(where, exercise, value)
        case Order():
            _give_order(where, [item.id for item in exercise.items], value)
        case Allocate():
            for group, points in value.items():
                for part, number in points.items():
                    slide(where.locator(f"[data-set='{group}'][data-part='{part}']"), number // exercise.step_size)
        case Balance():
            slide(where.locator("input[type=range]"), value // 5)
        case Scale():
            for number, rating in enumerate(_ratings(exercise, value)):
                where.locator(".lg-rating").nth(number).locator(f"input[value='{rating}']").check()
        case Scenario():
            _give_scenario(where, exercise, value)
        case Loop():
            _give_order(where, [item.id for item in exercise.items], value["order"])
            where.locator(f"input[value='{value['break']}']").check()
        case Map():
            for contact in value:
                _give_contact(where, contact)
        case Grid():
            cells = [value[row.id][one.id] for row in exercise.rows for one in exercise.columns]
            for select, rating in zip(where.locator("select").all(), cells, strict=True):
                select.select_option(str(rating))
        case Text():
            for one, area in zip(exercise.fields, where.locator("textarea").all(), strict=True):
                area.fill(value[one.id])
        case _:
            raise AssertionError(f"no hands for {exercise.kind}")
    expect_saved(where)


def slide(slider: Locator, steps: int) -> None:
    """Put a slider so many steps above its lowest value, with the keyboard."""
    slider.press("Home")
    for _ in range(steps):
        slider.press("ArrowRight")


def _ratings(exercise: Scale, value: dict[str, dict[str, int]]) -> list[int]:
    """The ratings in the order of the page: by group, by statement, by side."""
    groups = [one.id for one in exercise.groups] or [""]
    statements = [one for group in groups for one in exercise.statements if not exercise.groups or one.group == group]
    return [value[side.id][one.id] for one in statements for side in exercise.sides]


def _give_bins(where: Locator, exercise: Bins, value: dict[str, str]) -> None:
    for item, row in zip(exercise.items, where.locator(".lg-item").all(), strict=True):
        if row.locator("select").count():
            row.locator("select").select_option(value[item.id])
        else:
            row.locator(f"input[value='{value[item.id]}']").check()


def _give_order(where: Locator, now: list[str], value: list[str]) -> None:
    """Bring each item up to its place, from the first place on. The focus goes along with the item."""
    assert value != now, "an untouched list is blank"
    for place, wanted in enumerate(value):
        from_place = now.index(wanted)
        where.locator(".lg-order > li").nth(from_place).get_by_role("button", name="Omhoog").focus()
        for _ in range(from_place - place):
            where.page.keyboard.press("Enter")
        now.insert(place, now.pop(from_place))


def _give_contact(where: Locator, contact: dict[str, Any]) -> None:
    where.get_by_role("button", name=word("labels", "add")).click()
    row = where.locator(".lg-contacts > li").last
    row.locator("input").fill(contact["name"])
    row.locator("select").nth(0).select_option(contact["field"])
    row.locator("select").nth(1).select_option(str(contact["tie"]))


def _give_scenario(where: Locator, exercise: Scenario, value: list[str]) -> None:
    for number, (node, move) in enumerate(exercise.steps(value)):
        where.locator(".lg-move-choice").nth(node.choices.index(move)).click()
        expect(where.locator(".lg-passed")).to_have_count(number + 1)


def shown(where: Locator, exercise: Exercise) -> Any:
    """The answer that the controls of an exercise show."""
    match exercise:
        case Choice():
            return _values(where, "input:checked")
        case Bins():
            rows = [_values(row, "input:checked, select") for row in where.locator(".lg-item").all()]
            return {item.id: "".join(row) for item, row in zip(exercise.items, rows, strict=True)}
        case Order():
            return _shown_order(where, exercise)
        case Allocate():
            sliders = [(one.id, part.id) for one in exercise.sets for part in exercise.parts]
            points = {key: where.locator(f"[data-set='{key[0]}'][data-part='{key[1]}']") for key in sliders}
            return {
                one.id: {part.id: int(points[one.id, part.id].input_value()) for part in exercise.parts}
                for one in exercise.sets
            }
        case Balance():
            return int(where.locator("input[type=range]").input_value())
        case Scale():
            return [int(one) for one in _values(where, "input:checked")]
        case Scenario():
            return where.locator(".lg-decision span:last-child").all_text_contents()
        case Loop():
            return {"order": _shown_order(where, exercise), "break": "".join(_values(where, "input:checked"))}
        case Map():
            rows = [_values(row, "input, select") for row in where.locator(".lg-contacts > li").all()]
            return [{"name": name, "field": field_, "tie": int(tie)} for name, field_, tie in rows]
        case Grid():
            cells = iter(_values(where, "select"))
            return {row.id: {one.id: int(next(cells)) for one in exercise.columns} for row in exercise.rows}
        case Text():
            areas = where.locator("textarea").all()
            return {one.id: area.input_value() for one, area in zip(exercise.fields, areas, strict=True)}
    raise AssertionError(f"no eyes for {exercise.kind}")


def _shown_order(where: Locator, exercise: Order | Loop) -> list[str]:
    ids = {plain(item.text): item.id for item in exercise.items}
    return [ids[text] for text in where.locator(".lg-order .lg-card-text").all_text_contents()]


def as_shown(exercise: Exercise, value: Any) -> Any:
    """An answer in the form in which `shown` reads it from the page."""
    if isinstance(exercise, Scale):
        return _ratings(exercise, value)
    if isinstance(exercise, Scenario):
        return [plain(move.text) for _, move in exercise.steps(value)]
    return value


def reachable(exercise: Exercise, value: Any) -> Any:
    """The answer nearest to this one that the controls can give: a balance goes in steps of five."""
    return 5 * round(value / 5) if isinstance(exercise, Balance) else value


def _values(where: Locator, selector: str) -> list[str]:
    return list(where.locator(selector).evaluate_all("(found) => found.map((one) => one.value)"))


def plain(text: str) -> str:
    """Markdown as the text that a page shows."""
    return html.unescape(re.sub(r"<[^>]*>", "", to_inline_html(text)))
