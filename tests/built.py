"""The course as it is installed: the wheel, built once for all tests of a run."""

import atexit
import importlib.util
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from course_data import ROOT


@cache
def built_wheel() -> Path:
    """The wheel of this checkout. Uses the hatchling that is there, or lets the builder fetch it."""
    folder = Path(mkdtemp(prefix="leergang-wheel-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    here = importlib.util.find_spec("hatchling") is not None
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), *(["--no-isolation"] if here else [])]
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", str(folder)]
    pip += ["--no-build-isolation"] if here else []
    command = build if importlib.util.find_spec("build") else pip
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel
