"""Measures how fast the course is: ``python tests/benchmark.py [--only kernel|slider|start|grade|…]``.

Each figure is taken beside its peer in the same run, by turns, and the medians are compared. So the ratios mean the
same on any machine; times in themselves, such as the 95th percentile of the slider, are for an idle one. The peers
are what a notebook would use without the course: ipywidgets, a plotly FigureWidget, and JupyterLab as it comes.
"""

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar
from urllib.parse import urlsplit

import nbformat
from course_data import contents, right_answer
from jupyter_client.manager import start_new_kernel
from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from leergang.answers import AnswerBook
from leergang.content import load_content
from leergang.dossier.edits import with_new
from leergang.dossier.portrait import OWN_STEPS, own_exercises
from leergang.dossier.store import DossierStore, store_for
from leergang.locate import released
from leergang.partner.reply import KIND
from leergang.partner.scans import Question, load_questions
from leergang.workspace import prepare
from leergang_widgets.partner import PartnerWidget

T = TypeVar("T")

MODULE = "modules/05_rollenmix"
ROLE_MIX = "rollenmix"
MANY_REPLIES = 500
PROCESSES, KERNELS, BLOCKS, MOVES, STARTS = 7, 5, 6, 10, 6
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 60_000  # milliseconds
FILLED = "2025-06-03T10:00:00+02:00"

PEER_KERNEL = """\
import ipywidgets
import plotly.graph_objects as go
go.FigureWidget(data=[go.Scatterpolar(r=[1, 2, 3, 1], theta=["a", "b", "c", "a"])])
"""
PEER_SLIDER = "import ipywidgets\nipywidgets.IntSlider()"
# As many lines as the role mix has, so that both charts are as much work to draw.
PEER_CHART = """\
import ipywidgets
import plotly.graph_objects as go
axes = ["a", "b", "c", "d", "a"]
lines = [go.Scatterpolar(r=[20, 25, 30, 25, 20], theta=axes, name=name) for name in "xyz"]
figure = go.FigureWidget(data=lines, layout={"height": 360})
slider = ipywidgets.IntSlider(value=20, min=0, max=100, step=5)
def draw(change):
    figure.data[0].r = [change.new, 25, 30, 25, change.new]
slider.observe(draw, "value")
ipywidgets.VBox([slider, figure])
"""
PEER_REPORT = """\
import docx, jinja2
from PIL import Image, ImageDraw, ImageFont
Image.preinit()
"""
REPORT = f"""\
{PEER_REPORT}
from pathlib import Path
from leergang.report import page, word
from leergang.report.files import write_report
began = time.perf_counter()
write_report(Path.cwd())
"""
PLAIN_TIMER = """\
import time
began = time.perf_counter()
{code}
print(time.perf_counter() - began)
"""
# Notes the time from a key to the moment that the lines of the chart are other lines, in milliseconds.
WATCH = """([chart]) => {
  const box = document.querySelector(chart);
  const lines = () => [...box.querySelectorAll("path.js-line")].map((line) => line.getAttribute("d")).join();
  globalThis.watchMove = () => {
    const before = lines();
    globalThis.move = new Promise((done, fail) => {
      let pressed;
      setTimeout(() => fail(new Error(`the chart did not follow the slider: ${chart}`)), 5000);
      addEventListener("keydown", (event) => (pressed = event.timeStamp), { capture: true, once: true });
      const look = new MutationObserver(() => {
        const now = lines();
        if (!now || now === before) return;
        look.disconnect();
        done(performance.now() - pressed);
      });
      look.observe(box, { subtree: true, childList: true, attributes: true, attributeFilter: ["d"] });
    });
  };
}"""
RUN_ALL = """async () => {
  const wait = () => new Promise((wake) => setTimeout(wake, 20));
  const panel = () => globalThis.jupyterapp?.shell.currentWidget;
  while (!panel()?.context?.isReady || !panel().sessionContext?.isReady) await wait();
  await jupyterapp.commands.execute("notebook:run-all-cells");
}"""


@dataclass(frozen=True)
class Row:
    """A line of the table. ``unit`` names what is held against the bound: a ratio unless ``absolute``."""

    what: str
    course: float
    peer: float | None
    unit: str
    bound: float | None
    absolute: bool = False

    def cells(self) -> list[str]:
        """The row as text."""
        ratio = None if self.peer is None else self.course / self.peer
        figure = self.course if self.absolute else ratio
        sign = f" {self.unit}" if self.absolute else "×"
        bound = "–" if self.bound is None else f"≤ {self.bound:g}{sign}"
        holds = "–" if self.bound is None or figure is None else "yes" if figure <= self.bound else "NO"
        return [self.what, *map(self._number, (self.course, self.peer)), _or_dash(ratio, ".3f"), bound, holds]

    def _number(self, number: float | None) -> str:
        return "–" if number is None else f"{number:.3g} {self.unit}" if number < 100 else f"{number:.0f} {self.unit}"


def _or_dash(number: float | None, form: str) -> str:
    return "–" if number is None else format(number, form)


# 1. A kernel's import and first exercise


def kernel_rows(workspace: Path) -> Iterator[Row]:
    """The first exercise of a module against one FigureWidget, in a plain process and in a kernel."""
    folder = workspace / MODULE
    first = next(iter(load_content(folder).exercises))
    codes = [f"from leergang_widgets import exercise\nexercise({first!r})", PEER_KERNEL]
    for what, measure, times in (("process", in_process, PROCESSES), ("kernel", in_kernel, KERNELS)):
        course, peer = by_turns([partial(measure, code, folder) for code in codes], times)
        yield Row(f"first exercise, fresh {what}", median(course), median(peer), "s", 0.5)


def by_turns(measures: Sequence[Callable[[], T]], times: int) -> list[list[T]]:
    """Measure one after the other, so many times; the first round only warms up."""
    rounds = [[measure() for measure in measures] for _ in range(times + 1)][1:]
    return [list(column) for column in zip(*rounds, strict=True)]


def in_process(code: str, folder: Path) -> float:
    """Seconds that the code takes in a fresh process, without the start of Python."""
    program = PLAIN_TIMER.format(code=code)
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return float(done.stdout)


def in_kernel(code: str, folder: Path) -> float:
    """Seconds from sending the code to a fresh kernel until it is idle again."""
    manager, client = start_new_kernel(cwd=str(folder), stderr=subprocess.DEVNULL)
    try:
        began = time.perf_counter()
        reply = client.execute_interactive(code, output_hook=lambda _message: None, timeout=60)
        took = time.perf_counter() - began
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert reply["content"]["status"] == "ok", reply["content"]
    return took


# 2. Bytes over the kernel's websocket


def bytes_rows(workspace: Path) -> Iterator[Row]:
    """Every module, opened, run and with its charts answered, against one FigureWidget."""
    peer_path = write_notebook(workspace, "peer-bytes.ipynb", PEER_KERNEL)
    with course_server(workspace) as address, chromium() as browser:
        peer = count_bytes(browser, address(peer_path), open_peer)
        for folder in sorted((workspace / "modules").iterdir()):
            course = count_bytes(browser, address(notebook_in(workspace, folder)), open_module)
            yield Row(f"websocket, {folder.name}", course, peer, "MB", 1, absolute=True)


def count_bytes(browser: Browser, url: str, use: Callable[[Page], None]) -> float:
    """Megabytes in both directions between the page and its kernel."""
    total = 0

    def add(payload: str | bytes) -> None:
        nonlocal total
        total += len(payload.encode() if isinstance(payload, str) else payload)

    def listen(websocket: WebSocket) -> None:
        if "/api/kernels/" in websocket.url:
            websocket.on("framesent", add)
            websocket.on("framereceived", add)

    with new_page(browser) as page:
        page.on("websocket", listen)
        page.goto(url)
        use(page)
        wait_until_quiet(page, lambda: total)
    return total / 1e6


def wait_until_quiet(page: Page, count: Callable[[], int]) -> None:
    """Wait until nothing was counted for a second."""
    before = -1
    while before != count():
        before = count()
        page.wait_for_timeout(1000)


def open_module(page: Page) -> None:
    """Wait for all exercises, and answer those that draw a chart."""
    wait_for_exercises(page)
    for slider in page.locator(".lg-allocate input[type=range]").all():
        slider.press("PageUp")
    for number, rating in enumerate(page.locator(".lg-scale .lg-rating").all()):
        rating.locator("input").nth(number % 5).check(force=True)
    for box in page.locator(".lg-charted:has([data-sets='3'], .lg-scale)").all():
        box.locator(".lg-chart path.js-line").first.wait_for(state="attached")


def wait_for_exercises(page: Page) -> None:
    """Wait until every code cell of the module shows its exercise."""
    page.wait_for_function(
        "() => { const cells = document.querySelectorAll('.jp-CodeCell').length;"
        " return cells && document.querySelectorAll('.lg-exercise').length === cells; }",
        timeout=PATIENCE,
    )


def open_peer(page: Page) -> None:
    """Run the one cell of a notebook that is not of the course."""
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(state="attached", timeout=PATIENCE)
    page.locator(".jp-CodeCell .cm-content").first.click()
    while page.locator(".jp-CodeCell .jp-InputPrompt").first.inner_text().strip("[]: \xa0") == "":
        page.keyboard.press("Control+Enter")  # JupyterLab drops it while the kernel gets ready
        page.wait_for_timeout(1000)
    page.locator(".js-plotly-plot path.js-line").first.wait_for(state="attached", timeout=PATIENCE)


# 3. Slider to redrawn chart


def slider_rows(workspace: Path) -> Iterator[Row]:
    """The role-mix slider and its radar against an IntSlider and a FigureWidget, in the same JupyterLab."""
    fill_role_mix(workspace / MODULE)
    peer_path = write_notebook(workspace, "peer-slider.ipynb", PEER_CHART)
    box = f".lg-charted:has([data-exercise='{ROLE_MIX}'])"
    with (
        course_server(workspace) as address,
        chromium() as browser,
        new_page(browser) as ours,
        new_page(browser) as bare,
    ):
        ours.goto(address(notebook_in(workspace, workspace / MODULE)))
        wait_for_exercises(ours)
        watch(ours, f"{box} .lg-chart", f"{box} input[data-set=nu]")
        bare.goto(address(peer_path))
        open_peer(bare)
        watch(bare, ".jp-OutputArea", ".noUi-handle")
        blocks = by_turns([partial(move, ours), partial(move, bare)], BLOCKS)
    course, peer = ([one for block in column for one in block] for column in blocks)
    yield Row("slider to chart, median", median(course), median(peer), "ms", 1.2)
    yield Row("slider to chart, 95th percentile", percentile(course), percentile(peer), "ms", 100, absolute=True)


def fill_role_mix(folder: Path) -> None:
    """Answer the role mix, with five points left for the slider that moves."""
    exercise = load_content(folder).exercises[ROLE_MIX]
    points = dict(zip([part.id for part in exercise.parts], (20, 25, 30, 20), strict=True))
    AnswerBook(folder).put(ROLE_MIX, {one.id: points for one in exercise.sets})


def watch(page: Page, chart: str, slider: str) -> None:
    """Put the focus on the slider, and watch the chart."""
    page.locator(f"{chart} path.js-line").first.wait_for(state="attached", timeout=PATIENCE)
    page.evaluate(WATCH, [chart])
    page.locator(slider).first.focus()


def move(page: Page) -> list[float]:
    """Move the slider to and fro; milliseconds per move."""
    page.bring_to_front()
    times = []
    for number in range(MOVES):
        page.wait_for_timeout(250)
        page.evaluate("watchMove()")
        page.keyboard.press("ArrowLeft" if number % 2 else "ArrowRight")
        times.append(page.evaluate("move"))
    return times


def percentile(times: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(times, n=20)[-1]


# 4. Start to first exercise


def start_rows(workspace: Path) -> Iterator[Row]:
    """`leergang start` with a module against JupyterLab with a notebook of one slider."""
    with chromium() as browser, tempfile.TemporaryDirectory() as home:
        write_notebook(Path(home), "peer.ipynb", PEER_SLIDER)
        starts = [partial(start_course, workspace, browser), partial(start_bare, Path(home), browser)]
        course, peer = by_turns(starts, STARTS)
    yield Row("start to first exercise", median(course), median(peer), "s", 1.3)


def start_course(workspace: Path, browser: Browser) -> float:
    """Seconds from `leergang start` to an exercise that can be answered."""
    began = time.perf_counter()
    with course_server(workspace) as address, new_page(browser) as page:
        page.goto(address(notebook_in(workspace, workspace / MODULE)))
        page.locator(".lg-exercise").locator("input, textarea").locator("visible=true").first.focus(timeout=PATIENCE)
        return time.perf_counter() - began


def start_bare(home: Path, browser: Browser) -> float:
    """Seconds from `jupyter lab` to a slider, with all cells run as soon as the page allows."""
    began = time.perf_counter()
    with bare_server(home) as url, new_page(browser) as page:
        page.goto(url)
        page.evaluate(RUN_ALL)
        page.locator(".noUi-handle").first.focus(timeout=PATIENCE)
        return time.perf_counter() - began


# 5. The start page


def page_rows(workspace: Path) -> Iterator[Row]:
    """The start page of a participant who filled in everything, against an ordinary module of the same one."""
    fill_dossier(workspace)
    for folder in (workspace / "modules").iterdir():
        fill_answers(folder)
    module = notebook_in(workspace, workspace / MODULE)
    with chromium() as browser:
        opened = [
            partial(open_fresh, workspace, browser, "start.ipynb", ".lg-panel-courses .lg-tile a"),
            partial(open_fresh, workspace, browser, module, ".lg-exercise :is(input, textarea):visible"),
        ]
        course, peer = by_turns(opened, STARTS)
    yield Row("start page, against a module", median(course), median(peer), "s", 1.2)


def fill_answers(folder: Path) -> None:
    """Answer everything in a module that is not about the own alliance."""
    given = [one for one in contents()[folder.name].exercises.values() if one.step not in OWN_STEPS]
    answers = {one.id: {"value": right_answer(one), "checked": True, "at": FILLED} for one in given}
    (folder / "antwoorden.json").write_text(json.dumps({"format": 1, "answers": answers}), encoding="utf-8")


def open_fresh(workspace: Path, browser: Browser, notebook: str, usable: str) -> float:
    """Seconds from the address to something that can be used, with a new kernel and an empty cache."""
    with course_server(workspace) as address, new_page(browser) as page:
        began = time.perf_counter()
        page.goto(address(notebook))
        page.locator(usable).first.focus(timeout=PATIENCE)
        return time.perf_counter() - began


# 6. The report


def report_rows(workspace: Path) -> Iterator[Row]:
    """Reading a full dossier and writing both forms of its report, against the import of the libraries for that."""
    fill_dossier(workspace)
    codes = [REPORT, PEER_REPORT]
    course, peer = by_turns([partial(in_process, code, workspace) for code in codes], PROCESSES)
    yield Row("report in both forms", median(course), median(peer), "s", 3)


def fill_dossier(workspace: Path) -> None:
    """Give an alliance an answer to every exercise about it."""
    modules = {name: content for name, content in contents().items() if (workspace / "modules" / name).is_dir()}
    found = {
        f"{name}/{one.id}": right_answer(one) for name, content in modules.items() for one in own_exercises(content)
    }
    answers = {key: {"value": value, "checked": False, "at": FILLED} for key, value in found.items()}
    alliance = {"id": "ab12cd34", "name": "Alliantie", "made": FILLED, "answers": answers}
    store_for(workspace).save(lambda sheet: {**sheet, "alliances": [alliance], "current": alliance["id"]})


# What they share


def write_notebook(folder: Path, name: str, code: str) -> str:
    """A notebook with one cell; its path."""
    cells = [nbformat.v4.new_code_cell(code)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / name)
    return name


def notebook_in(workspace: Path, folder: Path) -> str:
    """The path of a module's notebook in the workspace."""
    return next(folder.glob("*.ipynb")).relative_to(workspace).as_posix()


@contextmanager
def course_server(workspace: Path) -> Iterator[Callable[[str], str]]:
    """`leergang start`; gives the function from a notebook's path to its address."""
    command = [program("leergang"), "start", str(workspace), "--no-browser"]
    with running(command, dict(os.environ)) as process:
        found = next(filter(None, (re.search(r"http://\S+", line) for line in process.stdout or ())))
        start_page = urlsplit(found[0])
        yield lambda path: start_page._replace(path=f"/doc/tree/{path}").geturl()


@contextmanager
def bare_server(home: Path) -> Iterator[str]:
    """JupyterLab as it comes, with nothing of the user's and without nbgrader; gives the notebook's address."""
    port = free_port()
    leave_out_grading(home / ".jupyter")
    options = ["--no-browser", f"--port={port}", "--expose-app-in-browser", "--allow-root", "--log-level=ERROR"]
    command = [program("jupyter"), "lab", *options, "--IdentityProvider.token=peer", f"--ServerApp.root_dir={home}"]
    with running(command, bare_environment(home)):
        wait_for_port(port)
        yield f"http://127.0.0.1:{port}/lab/tree/peer.ipynb?token=peer"


def leave_out_grading(config: Path) -> None:
    """Turn off what only an instructor's environment holds: a participant's, and a bare JupyterLab, have none of it."""
    parts = ("formgrader", "validate_assignment", "assignment_list", "course_list")
    extensions = dict.fromkeys(["notebook", *(f"nbgrader.server_extensions.{part}" for part in parts)], False)
    disabled = dict.fromkeys(("@jupyter/nbgrader", "@jupyter-notebook/lab-extension"), True)
    (config / "labconfig").mkdir(parents=True, exist_ok=True)
    settings = {"ServerApp": {"jpserver_extensions": extensions}}
    (config / "jupyter_server_config.json").write_text(json.dumps(settings), encoding="utf-8")
    (config / "labconfig" / "page_config.json").write_text(
        json.dumps({"disabledExtensions": disabled}), encoding="utf-8"
    )


def bare_environment(home: Path) -> dict[str, str]:
    """The environment of this process, without a place that holds Jupyter settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    return kept | {"HOME": str(home), "USERPROFILE": str(home)}


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A server, stopped afterwards."""
    output, quiet = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=output, stderr=quiet, encoding="utf-8") as process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate()


def program(name: str) -> str:
    """A program of the environment that runs this."""
    found = shutil.which(name, path=os.path.dirname(sys.executable))
    assert found, f"{name} is not in {os.path.dirname(sys.executable)}"
    return found


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int) -> None:
    """Wait until the server accepts connections."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or else the one that Playwright installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def new_page(browser: Browser) -> Iterator[Page]:
    """A page without anything in its cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


# 5. Grading a cohort


def grade_rows(folder: Path) -> Iterator[Row]:
    """``leergang grade`` against ``nbgrader autograde``, and what two thousand submissions cost against a hundred."""
    import benchmark_grading as grading  # here, as it needs nbgrader

    ours, theirs, copy = grading.against_nbgrader(folder / "nbgrader")
    yield Row("grading two assignments of twenty", ours, theirs, "s", 1 / 25)
    yield Row("an autograded copy, per released notebook", copy, None, "×", 1.5, absolute=True)
    few, many, small, large = grading.growth(folder / "growth")
    yield Row("grading one of 2,000, against one of 100", many * 1000, few * 1000, "ms", 1.2)
    yield Row("memory of the grader, 2,000 against 100", large, small, "MB", 1.1)


# 6. Files of partners


def partner_rows(workspace: Path) -> Iterator[Row]:
    """Five hundred replies, taken in and shown by the partner's page, against one."""
    asked = load_questions(workspace / "modules")
    many, one = by_turns([partial(take_in, workspace, asked, count) for count in (MANY_REPLIES, 1)], PROCESSES)
    yield Row(f"{MANY_REPLIES} partner files read and shown", median(many) * 1000, median(one) * 1000, "ms", 20)


def take_in(workspace: Path, asked: tuple[Question, ...], count: int) -> float:
    """Seconds from the message with so many files until the comparison stands on the page, in a new dossier."""
    with tempfile.TemporaryDirectory(dir=workspace) as folder:
        store = DossierStore(Path(folder))
        store.save(lambda sheet: with_new(sheet, "0a1b2c3d", "Schoon water"))
        page = PartnerWidget(store, asked)
        files = [{"name": f"{number}.json", "buffer": number} for number in range(count)]
        replies = [partner_reply(asked, number) for number in range(count)]
        began = time.perf_counter()
        page._received(page, {"kind": "files", "files": files}, replies)
        took = time.perf_counter() - began
    assert f"({count})" in page.people, page.status
    return took


def partner_reply(asked: tuple[Question, ...], number: int) -> bytes:
    """A whole reply, as the partner's page saves it."""
    ratings = {one.key: {each.id: 1 + number % 5 for each in one.scale.statements} for one in asked}
    fixed = {
        "kind": KIND,
        "format": 1,
        "form": "0a1b2c3d-1",
        "id": f"{number:032x}",
        "role": "partner",
        "side": "Vecht",
    }
    return json.dumps(fixed | {"name": "", "open": True, "at": "2026-03-01T10:00:00Z", "ratings": ratings}).encode()


BENCHMARKS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "kernel": kernel_rows,
    "bytes": bytes_rows,
    "slider": slider_rows,
    "start": start_rows,
    "grade": grade_rows,
    "page": page_rows,
    "report": report_rows,
    "partner": partner_rows,
}


def report(rows: list[Row]) -> None:
    """Print the table."""
    table = [["", "course", "peer", "ratio", "bound", "holds"], *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        first, *others = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        print("  ".join([first, *others]).rstrip())


def main() -> None:
    """Measure what was asked for, each in a workspace of its own, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=BENCHMARKS)
    only = parser.parse_args().only
    rows = []
    for name in [only] if only else BENCHMARKS:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            prepare(Path(folder), released())
            rows += BENCHMARKS[name](Path(folder))
    report(rows)
    if hasattr(os, "getloadavg"):
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        print(f"\nload in the last 1, 5 and 15 minutes: {load}; processors: {os.cpu_count()}")


if __name__ == "__main__":
    main()
