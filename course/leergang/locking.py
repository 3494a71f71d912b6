"""One writer at a time over all processes: two tabs with one notebook are two kernels with one answers file."""

import contextlib
import errno
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_NAME = ".antwoorden.lock"
LOCK_SECONDS = 5.0
_POLL_SECONDS = 0.01  # a save takes a few ms; filelock's own 50 ms would be felt in a slider
_CANNOT_LOCK = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK}


class BusyError(Exception):
    """Another process held the lock for all of the time that we were willing to wait."""


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises BusyError after five seconds, or OSError where no lock file can be made."""
    if not folder.is_dir():  # older versions of filelock would make the folder
        raise FileNotFoundError(errno.ENOENT, "map bestaat niet", str(folder))
    lock = _acquire(folder / LOCK_NAME)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _acquire(path: Path) -> "BaseFileLock | None":
    """The held lock, or None where locks do not exist: saving unlocked is better there than not saving."""
    if sys.platform == "emscripten":  # the browser: one process, and no flock
        return None
    try:  # here, as filelock costs 0.1 s (it imports asyncio) and a reader needs no lock
        from filelock import FileLock, Timeout
    except ImportError:
        return None
    lock = FileLock(path)
    try:
        with warnings.catch_warnings():  # it warns where it falls back to a marker file, which is fine
            warnings.simplefilter("ignore")
            lock.acquire(timeout=LOCK_SECONDS, poll_interval=_POLL_SECONDS)
    except Timeout:
        raise BusyError from None
    except OSError as error:
        if error.errno in _CANNOT_LOCK:
            return None
        raise
    return lock
