#!/usr/bin/env python3
"""Set the course up in ``.venv`` beside this file and open it: ``python3 run.py``.

Only the standard library, because nothing else is there yet, and only syntax that Python 3.6 can read: an older Python
must get as far as the message that it is too old.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python does come here
    sys.exit(
        f"Deze cursus heeft Python 3.11 of nieuwer nodig; dit is Python {sys.version_info[0]}.{sys.version_info[1]}.\n"
        "Haal een nieuwere versie op https://www.python.org/downloads/ en start daarmee opnieuw."
    )

import hashlib
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import TextIO

WINDOWS = os.name == "nt"
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
PYTHON = getattr(sys, "_base_executable", None) or sys.executable  # this may run in the environment it renews
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOG = VENV / "klaarzetten.log"  # also marks the folder as ours, and holds the lock
STAMP = VENV / "klaar.json"  # written last: a set-up broken off leaves none
EXTRAS = ("", "grading", "dev")  # each includes the one before
VERBS = dict.fromkeys(("start", "submit", "partner", "report"), "")
VERBS |= dict.fromkeys(("release", "collect", "grade", "desk", "feedback", "export", "check", "build"), "grading")
VERBS.update(test="dev", bench="dev")
PYTEST = "pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile"  # the browser tests wait more than they work
STEPS = ("ruff check", "ruff format --check", "mypy", "leergang check", "leergang build --check", PYTEST)
USAGE = """\
python3 run.py [map] [--no-browser] [--port N]   de cursus klaarzetten en openen
python3 run.py report [map] [--alliance NAAM]    het rapport van je alliantie maken
python3 run.py partner make | import bestand …   de pagina voor je partner, en wat je terugkrijgt
python3 run.py test [argumenten voor pytest]     alle tests en controles
python3 run.py bench                             de snelheid meten
python3 run.py submit [opdracht]                 een opdracht inleveren bij je docent
python3 run.py check | build                     de gelijknamige opdracht van leergang
python3 run.py release | collect | grade | desk | feedback | export
                                                 voor docenten: een groep beoordelen
Wat de cursus nodig heeft, komt in de map .venv; de rest van de computer verandert niet."""
NO_VENV = """\
Deze Python mist het onderdeel 'venv', dat nodig is om de cursus klaar te zetten.
Debian of Ubuntu: sudo apt install python3-venv
Anders: installeer Python opnieuw, van https://www.python.org/downloads/"""
CAUSES = {  # the first that occurs in the log counts: a failing network also ends in "No matching distribution"
    r"No space left|(Errno|os error) 28\b|(WinError|os error) 112\b|quota": "De schijf is vol. Maak 2 GB vrij.",
    r"Proxy": "De proxy weigert de verbinding. Controleer de instelling HTTPS_PROXY.",
    r"certificate|UnknownIssuer|SSLError": "De beveiligde verbinding met de pakketbron wordt geweigerd.\n"
    "Op een bedrijfsnetwerk: vraag de systeembeheerder om toegang, of gebruik een ander netwerk.",
    r"NewConnection|NameResolution|name resolution|Time(d )?out|dns error|error sending request|unreachable"
    r"|Connection ?(refused|reset|aborted|broken|error)": "Er is geen verbinding met internet of de pakketbron.",
    r"Long Path|WinError 206": "Het pad van deze map is te lang. Zet haar bijvoorbeeld in C:\\leergang.",
    r"(WinError|os error) (5|32)\b": "Een bestand is in gebruik. Sluit eerst de cursus die nog open staat.",
    r"Permission denied|Read-only": "In deze map mag niet worden geschreven. Zet haar in je eigen map.",
    r"No matching|No solution|(Failed|Could not).{1,9}build": "Een pakket past niet bij deze Python "
    f"({VERSION}). Gebruik Python 3.11, 3.12, 3.13 of 3.14.",
}


class SetUpError(Exception):
    """Something the user can mend; the message says how."""


def say(text: str, end: str = "\n") -> None:
    """Print at once, so that the order stays right among the output of other programs."""
    print(text, end=end, flush=True)


def parse(args: list[str]) -> tuple[str, list[str]]:
    """Return the verb and its arguments; without a verb the course is started."""
    first = args[0] if args else ""
    if first in VERBS or first in ("-h", "--help"):
        return first, args[1:]
    if re.fullmatch(r"\w+", first) and not os.path.isdir(first):
        raise SetUpError(f"Onbekende opdracht '{first}'. Is het een nieuwe map? Schrijf dan ./{first}\n\n{USAGE}")
    return "start", args


def program(name: str, venv: Path = VENV, windows: bool = WINDOWS) -> str:
    """Return the path of a program in the environment."""
    return str(venv / "Scripts" / f"{name}.exe" if windows else venv / "bin" / name)


def describe(extra: str) -> dict[str, str]:
    """Return what an environment has to agree with; it holds absolute paths, so its place counts."""
    files = b"\0".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
    return {"place": f"{sys.platform} {VERSION} {ROOT}", "files": hashlib.sha256(files).hexdigest(), "extra": extra}


def read_stamp() -> dict[str, str]:
    """Return what was installed; nothing when a set-up was broken off or its Python is gone."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(stamp, dict) and stamp.get("extra") in EXTRAS
    return stamp if whole and all(os.path.exists(program(name)) for name in ("python", "leergang")) else {}


def plan(stamp: dict[str, str], wanted: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Decide between ``ready``, ``update`` and ``fresh``, keeping an extra that is there already."""
    if stamp.get("place") != wanted["place"]:
        return "fresh", wanted
    goal = {**wanted, "extra": max(stamp["extra"], wanted["extra"], key=EXTRAS.index)}
    return "ready" if stamp == goal else "update", goal


def prepare(extra: str) -> None:
    """Make sure that the environment is there; when it is, this only reads three small files."""
    wanted = describe(extra)
    if plan(read_stamp(), wanted)[0] == "ready":
        return
    if VENV.is_dir() and not LOG.exists() and any(VENV.iterdir()):
        raise SetUpError(f"De map {VENV} is niet door de cursus gemaakt. Hernoem of verwijder haar eerst.")
    VENV.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8", errors="replace") as log:
        take_turn(log)
        action, goal = plan(read_stamp(), wanted)  # another window may have done it meanwhile
        if action != "ready":
            set_up(action, goal, log)


def take_turn(log: TextIO) -> None:
    """Wait for another set-up, also for a pip that outlived its killed run.py: its output still holds the lock."""
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Er wordt al iets klaargezet; even wachten …")
        fcntl.flock(log, fcntl.LOCK_EX)
    except OSError:
        pass  # a file system without locks


def set_up(action: str, goal: dict[str, str], log: TextIO) -> None:
    """Install with uv where it is present, with venv and pip where it is not or fails, and write the stamp last."""
    routes = [route for route in (uv_route(goal["extra"]), pip_route(goal["extra"])) if route]
    if not routes:
        raise SetUpError(NO_VENV)
    say("Eenmalig klaarzetten; dit duurt een paar minuten …" if action == "fresh" else "De cursus bijwerken …", end=" ")
    began = time.monotonic()
    STAMP.unlink(missing_ok=True)
    if action == "fresh":
        clear(VENV)
    log.truncate(0)
    if not any(all(succeeds(command, log) for command in route) for route in routes):
        raise SetUpError(explain(LOG.read_text(encoding="utf-8", errors="replace")))
    make_paths_relative()
    part = STAMP.with_suffix(".part")
    part.write_text(json.dumps(goal), encoding="utf-8")
    part.replace(STAMP)
    say(f" klaar ({time.monotonic() - began:.0f} s).")


def clear(folder: Path) -> None:
    """Empty the environment, but for the log."""
    for child in folder.iterdir():
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        elif child != LOG:
            child.unlink()


def packages(extra: str) -> list[str]:
    """Return what to install, relative to the project's folder: its path may hold anything."""
    return ["-c", "constraints.txt", "-e", f".[{extra}]" if extra else "."]


def uv_route(extra: str) -> list[list[str]]:
    """Return the commands that install with uv; none without uv."""
    uv = shutil.which("uv")
    create = ["venv", "--allow-existing", "--python", PYTHON, str(VENV)]
    return [[uv, *create], [uv, "pip", "install", "--python", program("python"), *packages(extra)]] if uv else []


def pip_route(extra: str) -> list[list[str]]:
    """Return the commands that install with pip; none without ensurepip, which Debian packs apart."""
    from importlib.util import find_spec

    pip = [program("python"), "-m", "pip", "--disable-pip-version-check", "install", *packages(extra)]
    return [[PYTHON, "-m", "venv", str(VENV)], pip] if find_spec("ensurepip") else []


def succeeds(command: list[str], log: TextIO) -> bool:
    """Run one command of the set-up, with its output in the log and dots as a sign of life."""
    print("\n$", *command, file=log, flush=True)
    settings = {"UV_SYSTEM_CERTS": "1", **os.environ}  # a company's network may sign with its own certificate
    process = subprocess.Popen(command, cwd=ROOT, env=settings, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        while process.poll() is None:
            try:
                process.wait(timeout=3)
            except subprocess.TimeoutExpired:
                say(".", end="")
    finally:
        process.kill()
    return process.returncode == 0


def make_paths_relative() -> None:
    """Keep accents out of the .pth file: before Python 3.13, Windows does not read it as UTF-8."""
    import sysconfig

    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
    for pth in site.glob("*leergang*.pth"):
        lines = pth.read_text(encoding="utf-8").splitlines()
        pth.write_text("".join(os.path.relpath(site / line, site) + "\n" for line in lines), encoding="utf-8")


def explain(log: str) -> str:
    """Tell the likely cause of a failed set-up, and what to do."""
    found = (advice for pattern, advice in CAUSES.items() if re.search(pattern, log, re.IGNORECASE))
    cause = next(found, log.strip().rpartition("\n")[2])
    report = f" Het hele verslag staat in {LOG}" if LOG.exists() else ""
    return f"Het klaarzetten is niet gelukt.\n{cause}\nProbeer het daarna opnieuw.{report}"


def test(args: list[str]) -> int:
    """Run every check, also after one that fails, and say which failed."""
    began = time.monotonic()
    failed = [step for step in STEPS if not passes(step, args if step == PYTEST else [])]
    verdict = "Mislukt: " + ", ".join(failed) if failed else "Alles is goed"
    say(f"\n{verdict} ({time.monotonic() - began:.0f} s).")
    return 1 if failed else 0


def passes(step: str, args: list[str]) -> bool:
    """Run one check under its name."""
    say(f"\n== {step}")
    name, *rest = step.split()
    return subprocess.run([program(name), *rest, *args], cwd=ROOT).returncode == 0


def hand_over(command: list[str]) -> int:
    """Become the command, so that signals reach it; on Windows, which cannot, wait for it."""
    sys.stdout.flush()
    if not WINDOWS:
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            pass  # the console has sent Ctrl+C to the command as well


def main(args: list[str]) -> int:
    """Do what the command line asks for."""
    verb, rest = parse(args)
    if verb not in VERBS:
        say(USAGE)
        return 0
    prepare(VERBS[verb])
    if verb == "test":
        return test(rest)
    if verb == "bench":
        return hand_over([program("python"), str(ROOT / "tests" / "benchmark.py"), *rest])
    return hand_over([program("leergang"), verb, *rest])


def entry() -> None:
    """Run free of another Python's settings, with every error as a message."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # an old console knows no "…"
    for name in ("PYTHONHOME", "PYTHONPATH"):
        os.environ.pop(name, None)
    try:
        sys.exit(main(sys.argv[1:]))
    except SetUpError as problem:
        sys.exit(f"\n{problem}")
    except OSError as error:
        sys.exit(f"\n{explain(str(error))}")
    except KeyboardInterrupt:
        say("\nAfgebroken. Met dezelfde opdracht begin je opnieuw.")
        sys.exit(130)


if __name__ == "__main__":
    entry()
