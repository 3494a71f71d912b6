"""The built wheel, outside the checkout: what a participant installs opens the course and holds all of it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from built import built_wheel
from course_data import ROOT

FIND = "import leergang, leergang_widgets; print(leergang.__file__); print(leergang_widgets.__file__)"
START = "from leergang.cli import main; raise SystemExit(main(['start', 'map', '--no-browser']))"
SHOW = "from leergang_widgets import exercise; print(type(exercise('voorspelling')).__name__)"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the wheel comes before the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(built_wheel()) as wheel:
        wheel.extractall(folder)
    home = tmp_path_factory.mktemp("thuis")
    names = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home))
    return {**os.environ, **names, "PYTHONPATH": str(folder), "PYTHONWARNINGS": "ignore"}


def _python(code: str, folder: Path, environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_is_what_is_tested(installed: dict[str, str], tmp_path: Path) -> None:
    """Both packages come out of the wheel, not out of the checkout."""
    assert all(line.startswith(installed["PYTHONPATH"]) for line in _python(FIND, tmp_path, installed).splitlines())


def test_the_course_starts_from_the_wheel(installed: dict[str, str], tmp_path: Path) -> None:
    """The workspace holds every module and assignment, the server opens, and an exercise shows."""
    command = [sys.executable, "-c", START]
    with subprocess.Popen(command, cwd=tmp_path, env=installed, stdout=subprocess.PIPE, text=True) as process:
        said = _until_open(process)
        process.terminate()
    assert "/doc/tree/start.ipynb" in said
    for notebook in [*ROOT.glob("modules/*_*/*.ipynb"), *ROOT.glob("assignments/release/*/*.ipynb")]:
        part = "modules" if notebook.parent.parent.name == "modules" else "opdrachten"
        assert (tmp_path / "map" / part / notebook.parent.name / notebook.name).is_file()
    module = tmp_path / "map" / "modules" / "01_procesmanager"
    assert _python(SHOW, module, installed).strip() == "ChoiceWidget"


def _until_open(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    for line in iter(process.stdout.readline, ""):
        if "http://" in line:
            return line
    return ""
