"""Confines a worker: no network, nothing to write, and to read only Python, the course's code and one course's keys.

With bubblewrap, which Linux has as a package; elsewhere a worker runs unconfined, with limits on time and memory.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

import leergang

_SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache", "/etc/localtime")


def command(program: list[str], readable: list[Path]) -> list[str]:
    """The command that runs a Python program, confined to these folders where the system allows."""
    start = [sys.executable, *program]
    return [*_bubblewrap(readable), "--", *start] if confines() else start


@cache
def confines() -> bool:
    """Whether this system can confine a worker: tried, because a container may have bubblewrap and forbid it."""
    if sys.platform != "linux" or not shutil.which("bwrap"):
        return False
    trial = [*_bubblewrap([]), "--", sys.executable, "-c", "pass"]
    return subprocess.run(trial, capture_output=True, timeout=20).returncode == 0  # noqa: S603


def environment() -> dict[str, str]:
    """What a worker gets to know of its surroundings: where the code is, and nothing of the user."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    return {**kept, "PYTHONPATH": str(_package().parent), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}


def _bubblewrap(readable: list[Path]) -> list[str]:
    found = [Path(one) for one in (*_SYSTEM, *_python()) if Path(one).exists()]
    places = [part for path in (*found, _package(), *readable) for part in ("--ro-bind", str(path), str(path))]
    return ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", *places, "--proc", "/proc", "--dev", "/dev"]


def _python() -> list[str]:
    """Where Python itself stands, and the environment with its packages."""
    paths = {sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib"), sysconfig.get_path("purelib")}
    return sorted({one for path in paths for one in (path, os.path.realpath(path))})


def _package() -> Path:
    return Path(leergang.__file__).resolve().parent
