"""The bootstrap: what it decides, what it says, and one real set-up in a folder with an awkward name."""

import ast
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", ".hypothesis")


@pytest.fixture
def run(tmp_path: Path) -> ModuleType:
    """Return run.py as a module that works on an empty project."""
    for name in ("run.py", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return load(tmp_path / "run.py")


def load(path: Path) -> ModuleType:
    """Import a file by its path."""
    spec = importlib.util.spec_from_file_location("run", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def installed(run: ModuleType, extra: str = "") -> dict[str, str]:
    """Pretend that a set-up was completed."""
    for name in ("python", "leergang"):
        path = Path(run.program(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    run.LOG.touch()
    stamp: dict[str, str] = run.describe(extra)
    run.STAMP.write_text(json.dumps(stamp), encoding="utf-8")
    return stamp


# An old Python


@pytest.mark.parametrize("version", [(3, 6), (3, 10)])
def test_an_old_python_is_told_what_it_lacks(version: tuple[int, int]) -> None:
    """The message comes before anything that an old Python would stumble over."""
    pretend = f"import runpy, sys; sys.version_info = {version}; runpy.run_path({str(ROOT / 'run.py')!r})"
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, encoding="utf-8")
    assert 1 == done.returncode
    assert f"heeft Python 3.11 of nieuwer nodig; dit is Python {version[0]}.{version[1]}." in done.stderr
    assert "Traceback" not in done.stderr


def test_an_old_python_can_read_the_file() -> None:
    """A syntax error would hide the message."""
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


# The command line


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], ("start", [])),
        (["--no-browser", "--port", "8899"], ("start", ["--no-browser", "--port", "8899"])),
        (["~/map"], ("start", ["~/map"])),
        (["./test"], ("start", ["./test"])),
        (["start", "map"], ("start", ["map"])),
        (["test", "-k", "run"], ("test", ["-k", "run"])),
        (["build", "--check"], ("build", ["--check"])),
        (["--help"], ("--help", [])),
    ],
)
def test_arguments_without_a_verb_start_the_course(
    run: ModuleType, args: list[str], expected: tuple[str, list[str]]
) -> None:
    """Whatever follows is passed through as it is."""
    assert expected == run.parse(args)


def test_a_mistyped_verb_makes_no_folder(run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare word is a folder only when it exists."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(run.SetUpError, match=r"Onbekende opdracht 'tset'.*\./tset"):
        run.parse(["tset"])
    (tmp_path / "tset").mkdir()
    assert ("start", ["tset"]) == run.parse(["tset"])


def test_help_installs_nothing(run: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """It names every verb."""
    assert 0 == run.main(["--help"])
    shown = capsys.readouterr().out
    assert not run.VENV.exists()
    assert [] == [verb for verb in run.VERBS if verb != "start" and verb not in shown]


@pytest.mark.parametrize(
    ("windows", "name", "expected"),
    [
        (False, "leergang", ("bin", "leergang")),
        (True, "leergang", ("Scripts", "leergang.exe")),
        (True, "python", ("Scripts", "python.exe")),
    ],
)
def test_programs_are_found_on_each_system(
    run: ModuleType, windows: bool, name: str, expected: tuple[str, str]
) -> None:
    """Windows keeps them elsewhere and under another name."""
    venv = Path("mijn map é") / ".venv"
    assert str(venv.joinpath(*expected)) == run.program(name, venv, windows)


def test_on_windows_the_course_is_waited_for(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C reaches the course itself, and its exit code is passed on."""

    class Interrupted:
        waits = iter([KeyboardInterrupt, KeyboardInterrupt])

        def __init__(self, command: list[str]) -> None:
            self.command = command

        def wait(self) -> int:
            for interrupt in self.waits:
                raise interrupt
            return 7

    monkeypatch.setattr(run, "WINDOWS", True)
    monkeypatch.setattr(run.subprocess, "Popen", Interrupted)
    assert 7 == run.hand_over(["leergang.exe", "start"])


# What is installed already


def test_a_finished_set_up_is_ready(run: ModuleType) -> None:
    """The second start installs nothing."""
    stamp = installed(run)
    assert ("ready", stamp) == run.plan(run.read_stamp(), run.describe(""))


@pytest.mark.parametrize(
    ("has", "asked", "action", "extra"),
    [
        ("", "dev", "update", "dev"),
        ("dev", "", "ready", "dev"),
        ("dev", "grading", "ready", "dev"),
        ("grading", "dev", "update", "dev"),
    ],
)
def test_an_extra_is_added_and_never_lost(run: ModuleType, has: str, asked: str, action: str, extra: str) -> None:
    """Starting the course after the tests must not undo the tests' set-up."""
    installed(run, has)
    assert (action, run.describe(extra)) == run.plan(run.read_stamp(), run.describe(asked))


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_is_an_update(run: ModuleType, name: str) -> None:
    """New versions are installed over the old ones, with the extra that was there."""
    installed(run, "dev")
    with (run.ROOT / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert ("update", run.describe("dev")) == run.plan(run.read_stamp(), run.describe(""))


def test_another_place_or_python_starts_afresh(run: ModuleType) -> None:
    """An environment holds absolute paths and one Python's packages."""
    stamp = installed(run, "dev")
    for place in ("linux 3.99 " + str(run.ROOT), stamp["place"] + " verhuisd"):
        assert ("fresh", run.describe("")) == run.plan({**stamp, "place": place}, run.describe(""))


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"extra": "?"}', "\x00"])
def test_a_missing_or_damaged_stamp_starts_afresh(run: ModuleType, text: str | None) -> None:
    """A set-up broken off is done again, whatever it left."""
    installed(run)
    run.STAMP.unlink() if text is None else run.STAMP.write_text(text, encoding="utf-8")
    assert "fresh" == run.plan(run.read_stamp(), run.describe(""))[0]


@pytest.mark.parametrize("name", ["python", "leergang"])
def test_a_program_that_is_gone_starts_afresh(run: ModuleType, name: str) -> None:
    """Updating the system may take the environment's Python away."""
    installed(run)
    Path(run.program(name)).unlink()
    assert "fresh" == run.plan(run.read_stamp(), run.describe(""))[0]


def test_an_environment_of_someone_else_is_left_alone(run: ModuleType) -> None:
    """Only a folder with our log is emptied."""
    mine = run.VENV / "bin" / "eigen"
    mine.parent.mkdir(parents=True)
    mine.touch()
    with pytest.raises(run.SetUpError, match="niet door de cursus gemaakt"):
        run.prepare("")
    assert mine.exists()


# Installing


def fake(run: ModuleType, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let the set-up consist of one small Python program."""
    monkeypatch.setattr(run, "uv_route", lambda extra: [])
    monkeypatch.setattr(run, "pip_route", lambda extra: [[sys.executable, "-c", script]])


def test_a_failed_set_up_says_why_and_leaves_no_stamp(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole output stays in the log."""
    installed(run)
    run.STAMP.write_text("{}", encoding="utf-8")
    fake(run, monkeypatch, "import sys; sys.exit('OSError: [Errno 28] No space left on device')")
    with pytest.raises(run.SetUpError, match="schijf is vol"):
        run.prepare("")
    assert not run.STAMP.exists()
    assert "Errno 28" in run.LOG.read_text(encoding="utf-8")


def test_a_set_up_afresh_empties_the_folder_and_stamps_it(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a broken set-up left is gone, except the log's place."""
    leftover = run.VENV / "lib" / "half"
    leftover.mkdir(parents=True)
    run.LOG.write_text("oud verslag", encoding="utf-8")
    fake(run, monkeypatch, "")
    run.prepare("")
    assert not leftover.exists()
    assert run.describe("") == json.loads(run.STAMP.read_text(encoding="utf-8"))
    assert "oud verslag" not in run.LOG.read_text(encoding="utf-8")


def test_pip_takes_over_where_uv_fails(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken or outdated uv must not stop anyone."""
    fake(run, monkeypatch, "print('pip was hier')")
    monkeypatch.setattr(run, "uv_route", lambda extra: [[sys.executable, "-c", "raise SystemExit(2)"]])
    run.prepare("")
    assert "pip was hier" in run.LOG.read_text(encoding="utf-8")


def test_without_uv_and_venv_it_says_what_to_install(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian packs venv apart."""
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(run.SetUpError, match="sudo apt install python3-venv"):
        run.prepare("")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no flock")
def test_a_second_set_up_waits_for_the_first(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pip that outlived a killed run.py still writes in the environment."""
    run.VENV.mkdir()
    hold = "import fcntl, sys, time; fcntl.flock(sys.stdout, fcntl.LOCK_EX); print('x', flush=True); time.sleep(1)"
    with run.LOG.open("w") as log:
        first = subprocess.Popen([sys.executable, "-c", hold], stdout=log)
    while not run.LOG.read_text():
        time.sleep(0.01)
    fake(run, monkeypatch, "")
    run.prepare("")
    assert 0 == first.wait(timeout=0.5)


def test_paths_in_the_environment_hold_no_accents(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python before 3.13 on Windows would misread them; relative paths are plain ASCII."""
    root = run.ROOT / "café"
    monkeypatch.setattr(run, "VENV", root / ".venv")
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    site = run.VENV / "Lib" / "site-packages" if os.name == "nt" else run.VENV / "lib" / version / "site-packages"
    site.mkdir(parents=True)
    pth = site / "_editable_impl_leergang.pth"
    pth.write_text(f"{root / 'course'}\n{root / 'widgets'}", encoding="utf-8")
    for _ in range(2):
        run.make_paths_relative()
        lines = pth.read_text(encoding="ascii").splitlines()
        assert [root / "course", root / "widgets"] == [Path(os.path.normpath(site / line)) for line in lines]


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "schijf is vol"),
        ("error: failed to write (os error 112)", "schijf is vol"),
        ("ProxyError('Cannot connect to proxy.')\nERROR: No matching distribution found for x", "HTTPS_PROXY"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "beveiligde verbinding"),
        ("cause: invalid peer certificate: UnknownIssuer", "beveiligde verbinding"),
        ("NewConnectionError('[Errno -3]')\nERROR: No matching distribution", "verbinding met internet"),
        ("ReadTimeoutError: Read timed out.", "verbinding met internet"),
        ("cause: dns error: failed to lookup address information", "verbinding met internet"),
        ("PermissionError: [WinError 32] in gebruik: leergang.exe", "Sluit eerst de cursus"),
        ("[Errno 13] Permission denied: '.venv'", "in je eigen map"),
        ("Enable Long Paths to address this", "te lang"),
        ("ERROR: Could not find a version\nERROR: No matching distribution found for pyzmq", "Gebruik Python 3.11"),
        ("Downloading mypy (407 kB)\nERROR: iets onbekends\n\n", "ERROR: iets onbekends"),
        ("", "niet gelukt"),
    ],
)
def test_a_cause_is_told_with_what_to_do(run: ModuleType, log: str, expected: str) -> None:
    """An unknown cause shows the last line of the log."""
    assert expected in run.explain(log)


# The test command


def test_every_check_runs_and_the_last_line_names_what_failed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The arguments go to pytest only."""
    seen = []

    def note(step: str, args: list[str]) -> bool:
        seen.append((step, args))
        return step not in ("mypy", "leergang check")

    monkeypatch.setattr(run, "passes", note)
    assert 1 == run.test(["-k", "run"])
    assert [(step, ["-k", "run"] if step == run.PYTEST else []) for step in run.STEPS] == seen
    assert "Mislukt: mypy, leergang check (" in capsys.readouterr().out.splitlines()[-1]


def test_all_is_well_when_every_check_passes(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code is zero only then."""
    monkeypatch.setattr(run, "passes", lambda step, args: True)
    assert 0 == run.test([])
    assert "Alles is goed" in capsys.readouterr().out


# The pinned versions


def test_the_constraints_belong_to_no_machine() -> None:
    """No index, path or address; every line pins one version."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [] == [line for line in pins if "==" not in line or "/" in line or "@" in line]
    assert [] == [line for line in lines if "http" in line.replace("httpcore", "").replace("httpx", "")]


# For real


def start(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the README's command as a user would, outside this environment."""
    return subprocess.run(
        [BASE_PYTHON, "run.py", *args], cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=600
    )


@pytest.mark.slow
def test_a_clean_copy_sets_itself_up_once(tmp_path: Path) -> None:
    """In a folder with a space and an accent; the second start adds next to nothing."""
    folder = tmp_path / "mijn café"
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    first = start(folder, "start", "--help")
    if "geen verbinding met internet" in first.stderr and not os.environ.get("LEERGANG_REQUIRE_BROWSER"):
        pytest.skip("no connection to the package index")
    assert (0, "") == (first.returncode, first.stderr)
    assert "Eenmalig klaarzetten" in first.stdout
    stamped = (folder / ".venv" / "klaar.json").stat().st_mtime_ns

    second = start(folder, "start", "--help")
    assert 0 == second.returncode
    assert second.stdout.startswith("gebruik: leergang start")
    assert stamped == (folder / ".venv" / "klaar.json").stat().st_mtime_ns

    program = load(folder / "run.py").program("leergang")
    shown = subprocess.run([program, "--help"], capture_output=True, text=True, encoding="utf-8")
    assert 0 == shown.returncode
    assert "start" in shown.stdout
