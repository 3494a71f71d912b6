"""`leergang start`: a real server in a home folder of its own. It opens the course and leaves no trace elsewhere."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

COMMAND = [sys.executable, "-W", "ignore", "-c", "from leergang.cli import main; raise SystemExit(main())"]
WORKSPACE = "Leergang Alliantiemanagement"
ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/doc/tree/start\.ipynb\?token=(\w+)")
PATIENCE = 60


@dataclass
class Course:
    """A running course: its process, its address and everything it said until it was open."""

    process: "subprocess.Popen[str]"
    url: str
    token: str
    said: str

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The reply of the server: parsed when it is JSON, else its text."""
        place = urlsplit(self.url)
        connection = HTTPConnection(str(place.hostname), place.port, timeout=PATIENCE)
        headers = {"Authorization": f"token {self.token}"}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        reply = connection.getresponse()
        text = reply.read().decode()
        connection.close()
        assert reply.status < 400, f"{method} {path}: {reply.status} {text[:300]}"
        return json.loads(text) if "json" in reply.headers.get("Content-Type", "") else text

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()


def surroundings(home: Path) -> dict[str, str]:
    """An environment in which `home` is the home folder on every system, with no settings for Jupyter."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "XDG"))}
    return kept | {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")}


def launch(home: Path, *arguments: str) -> "subprocess.Popen[str]":
    command = [*COMMAND, "start", "--no-browser", *arguments]
    pipe = subprocess.PIPE
    heed: Any = _heed_ctrl_c if os.name == "posix" else None
    places = {"env": surroundings(home), "cwd": home}
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, preexec_fn=heed, **places)  # type: ignore[call-overload]


def _heed_ctrl_c() -> None:
    """A shell that runs the tests in the background has them ignore Ctrl+C, and so what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(home: Path, *arguments: str) -> Course:
    """Start the course and wait until it answers."""
    process = launch(home, *arguments)
    said = ""
    assert process.stdout
    while line := process.stdout.readline():
        said += line
        if "Ctrl+C" in line:
            break
    found = ADDRESS.search(said)
    if not found:
        process.kill()
        raise AssertionError(f"not started: {said}\n{process.communicate()[1]}")
    course = Course(process, found[1], found[2], said)
    wait_until(lambda: _answers(course))  # the address is said just before the server listens
    return course


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _answers(course: Course) -> bool:
    try:
        course.ask("GET", "/api/status")
    except ConnectionError:
        return False
    return True


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder whose own Jupyter configuration would break any server that reads it."""
    folder = tmp_path_factory.mktemp("thuis")
    for own in (folder / ".jupyter", folder / ".ipython" / "profile_default"):
        own.mkdir(parents=True)
    (folder / ".jupyter" / "jupyter_server_config.py").write_text("raise SystemExit('gelezen')", encoding="utf-8")
    (folder / ".jupyter" / "jupyter_lab_config.py").write_text("raise SystemExit('gelezen')", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def course(home: Path) -> Iterator[Course]:
    running = start(home)
    yield running
    running.stop()


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_it_makes_the_workspace_and_says_in_dutch_where_it_is(course: Course, home: Path) -> None:
    """Three lines: the folder, the address, and how to stop."""
    lines = course.said.splitlines()
    assert f"Je leergang staat in {home / WORKSPACE}" == lines[0]
    assert lines[1].startswith("De leergang is open: http://127.0.0.1:")
    assert lines[2] == "Laat dit venster open zolang je werkt. Stoppen: Ctrl+C."
    assert (home / WORKSPACE / "start.ipynb").is_file()


def test_nothing_is_written_outside_the_workspace(course: Course, home: Path) -> None:
    """Not by the server, not by JupyterLab's page, and not by a kernel."""
    course.ask("GET", "/doc/tree/start.ipynb")
    course.ask("PUT", "/lab/api/workspaces/default", {"data": {}, "metadata": {"id": "default"}})
    kernel = course.ask("POST", "/api/kernels", {"name": "python3"})
    profile = home / WORKSPACE / ".leergang" / "ipython" / "profile_default"
    wait_until((profile / "startup").is_dir)  # made by the kernel when it is up
    course.ask("DELETE", f"/api/kernels/{kernel['id']}")
    outside = {name for name in tree(home) if not name.startswith(WORKSPACE)}
    own = {".jupyter", ".jupyter/jupyter_server_config.py", ".jupyter/jupyter_lab_config.py"}
    assert own | {".ipython", ".ipython/profile_default"} == outside


def test_the_page_is_dutch_and_loads_only_what_the_course_needs(course: Course) -> None:
    """No nbgrader, no classic notebook, no news; Dutch as the language."""
    page = course.ask("GET", "/doc/tree/start.ipynb")
    found = re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    config = json.loads(found[1])
    names = {extension["name"] for extension in config["federated_extensions"]}
    assert {"leergang", "anywidget", "jupyterlab-plotly", "@jupyter-widgets/jupyterlab-manager"} <= names
    assert not {"@jupyter/nbgrader", "@jupyter-notebook/lab-extension"} & names
    assert "@jupyterlab/apputils-extension:announcements" in config["disabledExtensions"]
    language = course.ask("GET", "/lab/api/settings/@jupyterlab/translation-extension:plugin")
    assert language["schema"]["properties"]["locale"]["default"] == "nl_NL"


def test_the_extension_is_served(course: Course) -> None:
    """Every file of the extension, and each file that one of them imports."""
    static = "/lab/extensions/leergang/static"
    assert "_JUPYTERLAB.leergang" in course.ask("GET", f"{static}/remoteEntry.js")
    assert ".lg-course" in course.ask("GET", f"{static}/style.css")
    for name in re.findall(r'from "\./(\w+\.js)"', course.ask("GET", f"{static}/plugins.js")):
        assert "export function" in course.ask("GET", f"{static}/{name}")


def test_a_saved_course_notebook_stays_as_delivered(course: Course) -> None:
    """Outputs, counters and widget state are not kept; in the participant's own notebook they are."""
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "1", "execution_count": 1}
    cell |= {"outputs": [{"output_type": "stream", "name": "stdout", "text": "1"}]}
    for metadata, kept in ({"leergang": {"format": 1}, "widgets": {}}, False), ({}, True):
        content = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        course.ask("PUT", "/api/contents/proef.ipynb", {"type": "notebook", "format": "json", "content": content})
        saved = course.ask("GET", "/api/contents/proef.ipynb")["content"]
        assert kept == bool(saved["cells"][0]["outputs"])
        assert kept == (saved["cells"][0]["execution_count"] == 1)
        assert "widgets" not in saved["metadata"]


def test_hidden_files_are_not_served(course: Course) -> None:
    """The hidden folder holds the key to the server; the file browser's own address does not give it."""
    with pytest.raises(AssertionError, match="404"):
        course.ask("GET", "/api/contents/.leergang/manifest.json")


def test_the_log_holds_warnings_only(course: Course, home: Path) -> None:
    """JupyterLab's own lines go to a file for whoever helps: a request for what is not there is one of them."""
    with pytest.raises(AssertionError, match="404"):
        course.ask("GET", "/api/contents/bestaat-niet.ipynb")
    log = home / WORKSPACE / ".leergang" / "logboek.txt"
    wait_until(lambda: log.is_file() and "bestaat-niet.ipynb" in log.read_text(encoding="utf-8"))
    assert not re.search(" (DEBUG|INFO) ", log.read_text(encoding="utf-8"))


def test_starting_again_reuses_the_running_course(course: Course, home: Path) -> None:
    """The second command says that the course runs already, gives the same address and ends."""
    second = launch(home)
    out, err = second.communicate(timeout=PATIENCE)
    assert (second.returncode, err) == (0, "")
    assert out.splitlines()[-1] == f"De leergang draait al: {course.url}/doc/tree/start.ipynb?token={course.token}"


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    """With --port there is no second choice: a Dutch sentence and exit code 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = launch(tmp_path, f"--port={port}")
        _, err = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 2
    assert (
        err
        == f"Poort {port} is in gebruik. Noem een andere, of laat --port weg: dan zoekt de leergang een vrije poort.\n"
    )


def test_without_port_the_next_free_one_is_taken(course: Course, tmp_path: Path) -> None:
    """A second workspace opens beside the first, and says nothing about ports."""
    other = start(tmp_path, "eigen map")
    try:
        assert course.url != other.url
        assert (tmp_path / "eigen map" / "start.ipynb").is_file()
    finally:
        other.process.kill()
        _, err = other.process.communicate(timeout=PATIENCE)
    assert err == ""


@pytest.mark.skipif(os.name != "posix", reason="sends POSIX signals")
def test_after_a_kill_it_starts_again_and_ctrl_c_stops_it_without_a_question(tmp_path: Path) -> None:
    """The files of the killed server do not hinder, and answers are found back."""
    first = start(tmp_path)
    answers = tmp_path / WORKSPACE / "antwoorden.json"
    answers.write_text("van mij", encoding="utf-8")
    first.stop()
    assert list((tmp_path / WORKSPACE / ".leergang" / "runtime").glob("jpserver-*.json"))
    again = start(tmp_path)
    try:
        assert "De leergang is open" in again.said
        assert answers.read_text(encoding="utf-8") == "van mij"
        again.process.send_signal(signal.SIGINT)
        out, err = again.process.communicate(timeout=PATIENCE)
        assert (again.process.returncode, err) == (0, "")
        assert out.strip() == "De leergang is gestopt. Je antwoorden zijn bewaard."
    finally:
        again.stop()
