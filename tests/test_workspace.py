"""The participant's workspace: made, updated and refused. Answers and own changes survive everything."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leergang import cli, workspace
from leergang.errors import CourseError
from leergang.locate import Released, checkout, released
from leergang.workspace import Prepared, prepare

MODULE = "modules/01_een/01_een.ipynb"
CONTENT = "modules/01_een/content.toml"
IMAGE = "modules/01_een/beeld.svg"
TASK = "opdrachten/taak/taak.ipynb"
DELIVERED = {"start.ipynb", MODULE, CONTENT, IMAGE, TASK, "opdrachten/taak/content.toml"}


def notebook(*sources: str) -> str:
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": [one], "outputs": [], "execution_count": None}
        for n, one in enumerate(sources)
    ]
    metadata = {"leergang": {"format": 1, "module": "01_een"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def release(root: Path, text: str = "een") -> Released:
    """A release with one module and one assignment, whose every file holds `text`."""
    source = Released(root / "modules", root / "assignments")
    files = {
        source.modules / "start.ipynb": notebook(text),
        source.modules / "README.md": "niet voor deelnemers",
        source.modules / "01_een/01_een.ipynb": notebook(text),
        source.modules / "01_een/01_een.md": "de tekst voor makers",
        source.modules / "01_een/content.toml": f'titel = "{text}"',
        source.modules / "01_een/beeld.svg": f"<svg>{text}</svg>",
        source.modules / "01_een/.ipynb_checkpoints/01_een.ipynb": "oud",
        source.modules / ".verborgen/x.ipynb": "oud",
        source.assignments / "taak/taak.ipynb": notebook(text),
        source.assignments / "taak/content.toml": f'titel = "{text}"',
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return source


@pytest.fixture
def old(tmp_path: Path) -> Released:
    return release(tmp_path / "oud")


@pytest.fixture
def new(tmp_path: Path) -> Released:
    return release(tmp_path / "nieuw", "twee")


@pytest.fixture
def folder(tmp_path: Path, old: Released) -> Path:
    """A workspace of version 1."""
    return prepare(tmp_path / "werk", old, "1").folder


def seen(folder: Path) -> dict[str, str]:
    """Every file that the participant sees, with its text."""
    paths = [path for path in folder.rglob("*") if path.is_file() and workspace.HIDDEN not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def edit(path: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")


def test_new_workspace_holds_the_released_files_and_nothing_else(folder: Path) -> None:
    """Notebooks, content and images; no texts for authors, no checkpoints, no hidden folders."""
    assert set(seen(folder)) == DELIVERED


def test_second_run_changes_nothing_and_says_nothing(folder: Path, old: Released) -> None:
    """Starting again with the same release leaves every file as it is."""
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.*") if workspace.HIDDEN not in path.parts}
    again = prepare(folder, old, "1")
    assert Prepared(folder, created=False, updated=0, beside=()) == again
    assert workspace.messages(again) == []
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_new_versions_replace_what_was_not_changed(folder: Path, new: Released) -> None:
    """All delivered files follow the new release."""
    made = prepare(folder, new, "2")
    assert len(DELIVERED) == made.updated
    assert all("twee" in text for text in seen(folder).values())
    assert workspace.messages(made) == ["De leergang is bijgewerkt; je antwoorden zijn niet veranderd."]


def test_answers_are_never_touched(folder: Path, new: Released) -> None:
    """Answers, set-aside answers and the dossier keep their bytes."""
    names = ["modules/01_een/antwoorden.json", "modules/01_een/antwoorden (beschadigd).json", "dossier.json"]
    for name in names:
        (folder / name).write_text("van mij", encoding="utf-8")
    prepare(folder, new, "2")
    assert [seen(folder)[name] for name in names] == ["van mij"] * 3


def test_a_notebook_that_was_only_run_counts_as_unchanged(folder: Path, new: Released) -> None:
    """Outputs, counters, widget state and kernel details do not stop an update."""

    def run(data: dict[str, Any]) -> None:
        data["cells"][0] |= {"outputs": [{"output_type": "stream", "text": "x"}], "execution_count": 3}
        data["cells"][0]["metadata"]["execution"] = {"iopub.status.busy": "nu"}
        data["metadata"] |= {
            "widgets": {"state": {}},
            "language_info": {"version": "3.11"},
            "kernelspec": {"name": "p"},
        }

    edit(folder / MODULE, run)
    assert prepare(folder, new, "2").beside == ()
    assert "twee" in (folder / MODULE).read_text(encoding="utf-8")


def test_a_changed_notebook_stays_and_the_new_one_is_put_beside_it(folder: Path, new: Released) -> None:
    """The participant's notebook keeps its bytes; content and images are renewed; it is said, once."""
    edit(folder / MODULE, lambda data: data["cells"].append(data["cells"][0] | {"source": "mijn notitie"}))
    mine = seen(folder)[MODULE]
    made = prepare(folder, new, "2")
    beside = "modules/01_een/01_een (nieuwe versie 2).ipynb"
    assert ((MODULE, beside),) == made.beside
    files = seen(folder)
    assert mine == files[MODULE]
    assert "twee" in files[beside]
    assert "twee" in files[CONTENT]
    assert f"Je hebt {MODULE} zelf gewijzigd. De nieuwe versie staat ernaast: {beside}" in workspace.messages(made)
    assert prepare(folder, new, "2").beside == ()
    assert files == seen(folder)


def test_changed_content_keeps_its_whole_folder_and_the_new_folder_is_put_beside_it(
    folder: Path, new: Released
) -> None:
    """A new notebook may not work with old content, so the folder stays as it was and the new one is complete."""
    (folder / CONTENT).write_text("van mij", encoding="utf-8")
    before = seen(folder)
    made = prepare(folder, new, "2")
    beside = "modules/01_een (nieuwe versie 2)"
    files = seen(folder)
    assert (("modules/01_een", beside),) == made.beside
    assert {name: files[name] for name in (MODULE, CONTENT, IMAGE)} == {
        name: before[name] for name in (MODULE, CONTENT, IMAGE)
    }
    assert {f"{beside}/01_een.ipynb", f"{beside}/content.toml", f"{beside}/beeld.svg"} < set(files)
    assert "twee" in files[TASK]
    assert prepare(folder, new, "2").beside == ()
    assert files == seen(folder)


def test_an_own_change_without_a_new_version_is_left_alone(folder: Path, old: Released) -> None:
    """Nothing is put beside a changed file while the release is the same."""
    (folder / MODULE).write_text("kapot", encoding="utf-8")
    (folder / CONTENT).write_text("van mij", encoding="utf-8")
    assert prepare(folder, old, "1").beside == ()
    assert seen(folder)[MODULE] == "kapot"


def test_each_newer_version_gets_its_own_name(folder: Path, new: Released, tmp_path: Path) -> None:
    """An offered version is never overwritten: the participant may work in it."""
    (folder / MODULE).write_text("van mij", encoding="utf-8")
    prepare(folder, new, "2")
    made = prepare(folder, release(tmp_path / "derde", "drie"), "2")
    assert made.beside == ((MODULE, "modules/01_een/01_een (nieuwe versie 2 2).ipynb"),)


def test_a_deleted_file_comes_back(folder: Path, old: Released) -> None:
    """Deleting a notebook is the way to get a fresh one."""
    (folder / MODULE).unlink()
    assert prepare(folder, old, "1").updated == 1
    assert set(seen(folder)) == DELIVERED


def test_a_damaged_manifest_loses_nothing(folder: Path, new: Released) -> None:
    """Without a memory of what was delivered, every file counts as the participant's own."""
    manifest = folder / workspace.HIDDEN / "manifest.json"
    manifest.write_text("{kapot", encoding="utf-8")
    before = seen(folder)
    made = prepare(folder, new, "2")
    assert before == {name: seen(folder)[name] for name in before}
    assert {kept for kept, _ in made.beside} == {"start.ipynb", "modules/01_een", "opdrachten/taak"}
    assert (folder / workspace.HIDDEN / "manifest-beschadigd.json").read_text(encoding="utf-8") == "{kapot"


def test_own_files_and_notebooks_stay(folder: Path, new: Released) -> None:
    """Whatever the participant adds is not the course's business."""
    (folder / "aantekeningen.ipynb").write_text("van mij", encoding="utf-8")
    prepare(folder, new, "2")
    assert seen(folder)["aantekeningen.ipynb"] == "van mij"


KILLED = """
import os, sys
from pathlib import Path
from leergang import atomic, workspace
from leergang.locate import Released
steps = iter(range(int(sys.argv[3])))
real = os.replace
def replace(*args):
    if next(steps, None) is None:
        os.kill(os.getpid(), 9)
    real(*args)
os.replace = replace
source = Path(sys.argv[2])
workspace.prepare(Path(sys.argv[1]), Released(source / "modules", source / "assignments"), "2")
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a process by signal")
@pytest.mark.parametrize("steps", range(7))
def test_a_kill_between_any_two_writes_is_mended_by_a_second_run(
    steps: int, folder: Path, new: Released, tmp_path: Path
) -> None:
    """An update that was killed leaves whole files, and the next run finishes it without false alarms."""
    command = [sys.executable, "-c", KILLED, str(folder), str(tmp_path / "nieuw"), str(steps)]
    assert subprocess.run(command, check=False).returncode == -9
    assert all("een" in text or "twee" in text for text in seen(folder).values())
    assert prepare(folder, new, "2").beside == ()
    assert set(seen(folder)) == DELIVERED
    assert all("twee" in text for text in seen(folder).values())


def test_a_kill_right_after_the_folder_was_made_is_mended(tmp_path: Path, old: Released) -> None:
    """A folder with nothing but the hidden folder in it is a workspace that was not finished."""
    (tmp_path / "werk" / workspace.HIDDEN).mkdir(parents=True)
    assert set(seen(prepare(tmp_path / "werk", old, "1").folder)) == DELIVERED


def test_a_folder_with_something_else_is_refused_and_untouched(tmp_path: Path, old: Released) -> None:
    """Nobody's other work ends up between course files."""
    (tmp_path / "werk").mkdir()
    (tmp_path / "werk" / "begroting.xlsx").write_text("x", encoding="utf-8")
    with pytest.raises(CourseError, match=r"staat al iets anders dan de leergang.*leergang start"):
        prepare(tmp_path / "werk", old, "1")
    assert os.listdir(tmp_path / "werk") == ["begroting.xlsx"]


def test_an_empty_folder_is_accepted(tmp_path: Path, old: Released) -> None:
    """Also when the system left its own invisible file in it."""
    (tmp_path / "werk").mkdir()
    (tmp_path / "werk" / ".DS_Store").write_text("", encoding="utf-8")
    assert prepare(tmp_path / "werk", old, "1").created


def test_a_path_that_is_a_file_is_refused(tmp_path: Path, old: Released) -> None:
    """The message says that a file is in the way, also when it is a parent of the folder."""
    (tmp_path / "werk").write_text("x", encoding="utf-8")
    for path in (tmp_path / "werk", tmp_path / "werk" / "dieper"):
        with pytest.raises(CourseError, match="staat een bestand"):
            prepare(path, old, "1")


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "vol. Maak ruimte vrij"),
        (errno.EACCES, "niet beschrijfbaar"),
        (errno.EROFS, "niet beschrijfbaar"),
        (errno.EIO, "Probeer het opnieuw"),
    ],
)
def test_trouble_with_the_disk_is_told_in_dutch(
    number: int, says: str, folder: Path, new: Released, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk or a folder without rights gives a sentence, and the files stay as they were."""
    before = seen(folder)

    def refuse(*_: object) -> None:
        raise OSError(number, "nee")

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr("leergang.atomic._PAUSES", ())
    with pytest.raises(CourseError, match=says):
        prepare(folder, new, "2")
    assert before == seen(folder)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_permission_is_told(tmp_path: Path, old: Released) -> None:
    """The real thing, where the tests do not run as root."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(CourseError, match="niet beschrijfbaar"):
            prepare(tmp_path / "werk", old, "1")
    finally:
        tmp_path.chmod(0o700)


def test_a_release_without_start_page_is_told(tmp_path: Path) -> None:
    """An unfinished build says what to run."""
    (tmp_path / "modules").mkdir()
    with pytest.raises(CourseError, match="leergang build"):
        prepare(tmp_path / "werk", Released(tmp_path / "modules", tmp_path / "assignments"), "1")


def test_released_content_is_found_in_a_checkout_and_in_a_wheel(tmp_path: Path) -> None:
    """At the checkout's root above course/, or in `released` beside the package."""
    package = tmp_path / "course" / "leergang"
    (tmp_path / "modules").mkdir()
    (tmp_path / "pyproject.toml").touch()
    assert Released(tmp_path / "modules", tmp_path / "assignments" / "release") == released(package)
    installed = tmp_path / "site-packages" / "leergang"
    (installed / "released" / "modules").mkdir(parents=True)
    assert checkout(installed) is None
    assert Released(installed / "released" / "modules", installed / "released" / "assignments") == released(installed)
    with pytest.raises(CourseError, match="Installeer de leergang opnieuw"):
        released(tmp_path / "elders" / "leergang")


def test_the_command_line_says_errors_without_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 and one Dutch sentence."""
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "iets").touch()
    assert cli.main(["start", str(tmp_path / "vol")]) == 2
    assert capsys.readouterr().err.startswith(f"In {tmp_path / 'vol'} staat al iets anders")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc", "8888.0", "٨٨٨٨"])
def test_a_port_that_is_no_port_is_told(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Only whole numbers from 1 to 65535 are ports."""
    with pytest.raises(SystemExit, match="2"):
        cli.main(["start", f"--port={port}"])
    assert "een poort is een getal van 1 tot en met 65535" in capsys.readouterr().err
