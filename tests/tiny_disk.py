"""A disk with next to no room, for tests of what happens when it is full."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def tiny_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of its own in this folder, such as of ``64k``; skips the test where none can be made."""
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        pytest.skip("mounting a tiny disk needs Linux")
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting a tiny disk is not permitted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextlib.contextmanager
def filled(disk: Path, room: int = 0) -> Iterator[None]:
    """Leave this many bytes free, for a while."""
    ballast = disk / "ballast"
    status = os.statvfs(disk)
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        file.write(bytes(max(1, status.f_bavail * status.f_frsize - room)))
    try:
        yield
    finally:
        ballast.unlink()
