"""Write a file whole or not at all, so that a crash, a full disk or a power cut leaves the old or the new version."""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_PAUSES = (0.01, 0.03, 0.1, 0.2, 0.4)  # seconds; together well under one, as a participant waits for it
_NO_FSYNC = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}  # file systems that cannot, such as some network ones


def write_atomic(path: Path, data: bytes) -> os.stat_result:
    """Replace the file by these bytes, or leave it as it was and raise OSError.

    The result describes the new file as it was written: asking afterwards could describe another's.
    """
    return _replace(path, data, path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp"))


def write_whole(path: Path, data: bytes) -> None:
    """The same without waiting for the disk: for what can be made again, since a power cut may leave it empty."""
    _replace(path, data, path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp"), lasting=False)


def remove_leftovers(path: Path) -> None:
    """Remove the temporary files of writers that were killed. Only for one who holds the lock on this file."""
    for leftover in path.parent.glob(f".{path.name}.????????.tmp"):
        with contextlib.suppress(OSError):
            leftover.unlink()


def patiently(action: Callable[[], T]) -> T:
    """Do this, trying again for a moment: on Windows a virus scanner that reads the file keeps others off it."""
    for pause in _PAUSES:
        try:
            return action()
        except PermissionError:
            time.sleep(pause)
    return action()


def _replace(path: Path, data: bytes, temporary: Path, lasting: bool = True) -> os.stat_result:
    try:
        written = _write_new(temporary, data, _mode_of(path), lasting)
        patiently(lambda: os.replace(temporary, path))
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    if lasting:
        _sync_folder(path.parent)
    return written


def _write_new(path: Path, data: bytes, mode: int | None, lasting: bool) -> os.stat_result:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666)
    try:
        if mode is not None and hasattr(os, "fchmod"):
            with contextlib.suppress(OSError):
                os.fchmod(descriptor, mode)
        _write_all(descriptor, data)
        if lasting:
            _sync(descriptor)
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _mode_of(path: Path) -> int | None:
    """The rights on the present file: a new version must stay readable for whoever could read the old one."""
    try:
        return stat.S_IMODE(os.lstat(path).st_mode)
    except OSError:
        return None


def _sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FSYNC:
            raise


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut. Windows cannot open a folder, and does not need this."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
