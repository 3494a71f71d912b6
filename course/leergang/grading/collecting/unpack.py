"""Walks through folders, zip files and zip files in them, and reads what may be somebody's work.

Nothing is written, no link is followed, and how much is read is limited: a zip of some kilobytes can hold gigabytes.
"""

import contextlib
import io
import lzma
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from leergang.grading.collecting.outcome import UNUSED, Outcome, UnusableError
from leergang.wording import plain

MAX_FILE = 20_000_000  # of answers or a notebook
MAX_ZIP = 200_000_000  # of a zip in a zip, which is read whole
MAX_MEMBERS = 50_000  # in all zips of one place together
MAX_BYTES = 2_000_000_000  # read from one place
MAX_DEPTH = 3
_MAX_DIRECTORY = 8_000_000  # bytes of a zip's table of contents
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    RuntimeError,  # also a way of packing that Python does not know
    OSError,
    ValueError,
    struct.error,
)
_NOISE = re.compile(r"__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|\.ipynb_checkpoints|__pycache__|\._.*|\.git", re.I)


@dataclass(frozen=True)
class Found:
    """A file, not read yet. ``read`` raises UnusableError."""

    name: str
    read: Callable[[], bytes]
    modified: datetime


@dataclass(frozen=True)
class Group:
    """The files of one folder. ``trail`` leads there, with zip files as folders; ``zips`` says which of it are."""

    trail: tuple[str, ...]
    zips: tuple[bool, ...]
    files: tuple[Found, ...]


@dataclass
class Walk:
    """One walk through one place: what is left of the limits, and what could not be used."""

    members: int = field(default_factory=lambda: MAX_MEMBERS)
    bytes: int = field(default_factory=lambda: MAX_BYTES)
    faults: list[Outcome] = field(default_factory=list)

    def fault(self, trail: tuple[str, ...], reason: str) -> None:
        """Report something that cannot be used."""
        self.faults.append(Outcome(UNUSED, source(trail), text=reason))

    @contextlib.contextmanager
    def reporting(self, trail: tuple[str, ...]) -> Iterator[None]:
        """Turn a fault into a report, so that the rest goes on."""
        try:
            yield
        except UnusableError as error:
            self.fault(trail, str(error))


def source(trail: tuple[str, ...]) -> str:
    """A trail for people to read, on one line and without tricks."""
    return " › ".join(map(plain, trail))


def groups(place: Path, walk: Walk) -> Iterator[Group]:
    """Every folder with files in this folder or zip file. Faults are reported to ``walk``, and the rest goes on.

    Use what a group holds before asking for the next: a zip is closed then.
    """
    if place.is_dir():
        yield from _in_folder(place, walk)
    elif place.is_file():
        with walk.reporting((place.name,)), place.open("rb") as file:
            yield from _in_zip(file, (place.name,), (True,), walk)
    else:
        walk.fault((str(place),), "dit bestaat niet, of is geen bestand en geen map")


def _in_folder(place: Path, walk: Walk) -> Iterator[Group]:
    for base, folders, names in os.walk(place, followlinks=False):
        inside = Path(base).relative_to(place).parts
        trail, zips = (place.name, *inside), (False,) * (len(inside) + 1)
        linked = [name for name in folders if (Path(base) / name).is_symlink()]
        for name in linked:
            walk.fault((*trail, name), "dit is een koppeling naar een andere map; die wordt niet gevolgd")
        folders[:] = sorted(one for one in folders if one not in linked and not _NOISE.fullmatch(one))
        files = [Path(base) / name for name in sorted(names) if not _NOISE.fullmatch(name)]
        loose = [path for path in files if not _is_zip(path.name)]
        if loose:
            yield Group(trail, zips, tuple(_found_on_disk(path, walk) for path in loose))
        for path in files:
            if _is_zip(path.name):
                yield from _zip_on_disk(path, (*trail, path.name), (*zips, True), walk)


def _found_on_disk(path: Path, walk: Walk) -> Found:
    status = path.lstat()
    return Found(path.name, lambda: _read_on_disk(path, walk), datetime.fromtimestamp(status.st_mtime).astimezone())


def _read_on_disk(path: Path, walk: Walk) -> bytes:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise UnusableError("dit is een koppeling of een ander bijzonder bestand")
        with path.open("rb") as file:
            return _limited(file, MAX_FILE, walk)
    except OSError as error:
        raise UnusableError(f"niet te lezen: {error.strerror}") from error


def _zip_on_disk(path: Path, trail: tuple[str, ...], zips: tuple[bool, ...], walk: Walk) -> Iterator[Group]:
    if not stat.S_ISREG(path.lstat().st_mode):
        walk.fault(trail, "dit is een koppeling of een ander bijzonder bestand")
        return
    with walk.reporting(trail), _readable(path) as file:
        yield from _in_zip(file, trail, zips, walk)


@contextlib.contextmanager
def _readable(path: Path) -> Iterator[IO[bytes]]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnusableError(f"niet te lezen: {error.strerror}") from error
    with file:
        yield file


def _in_zip(file: IO[bytes], trail: tuple[str, ...], zips: tuple[bool, ...], walk: Walk) -> Iterator[Group]:
    archive = _opened(file)
    with archive:
        folders: dict[tuple[str, ...], list[tuple[str, zipfile.ZipInfo]]] = {}
        for info in archive.infolist():
            walk.members -= 1
            if walk.members < 0:
                raise UnusableError(f"er zitten meer dan {MAX_MEMBERS} bestanden in")
            parts = _parts(info)
            if info.is_dir() or any(_NOISE.fullmatch(part) for part in parts):
                continue
            if reason := _refused(info, parts):
                walk.fault((*trail, *parts), reason)
            else:
                folders.setdefault(parts[:-1], []).append((parts[-1], info))
        for inside, members in folders.items():
            here, kinds = (*trail, *inside), (*zips, *(False,) * len(inside))
            loose = [one for one in members if not _is_zip(one[0])]
            if loose:
                yield Group(here, kinds, tuple(_found_in_zip(archive, name, info, walk) for name, info in loose))
            for name, info in members:
                if _is_zip(name):
                    yield from _zip_in_zip(archive, info, (*here, name), (*kinds, True), walk)


def _zip_in_zip(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, trail: tuple[str, ...], zips: tuple[bool, ...], walk: Walk
) -> Iterator[Group]:
    with walk.reporting(trail):
        if sum(zips) > MAX_DEPTH:
            raise UnusableError("dit zipbestand zit te diep in andere zipbestanden")
        yield from _in_zip(io.BytesIO(_read_member(archive, info, MAX_ZIP, walk)), trail, zips, walk)


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        if _directory_size(file) > _MAX_DIRECTORY:
            raise UnusableError("de inhoudsopgave is te groot. Pak het zelf uit en geef de map op")
        return zipfile.ZipFile(file)
    except _FAULTS as error:
        raise UnusableError("dit is geen zipbestand, of het is beschadigd") from error


def _directory_size(file: IO[bytes]) -> int:
    """The size of the table of contents as the end of the file tells it; reading it whole takes memory."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    end = tail.rfind(b"PK\5\6")
    return int(struct.unpack_from("<I", tail, end + 12)[0]) if end >= 0 else 0


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """The names in a member's path. Old programs write UTF-8 without saying so, and Windows' own a backslash."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return tuple(re.split(r"[\\/]", name.rstrip("\\/")))


def _refused(info: zipfile.ZipInfo, parts: tuple[str, ...]) -> str:
    """Why a member is not even looked at; empty when it may be."""
    if ".." in parts or "" in parts or re.match(r"[A-Za-z]:", parts[0]):
        return "de naam leidt naar een plek buiten het zipbestand"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "dit is een koppeling naar een ander bestand"
    return ""


def _found_in_zip(archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, walk: Walk) -> Found:
    try:
        modified = datetime(*info.date_time).astimezone()
    except (ValueError, OverflowError, OSError):
        modified = datetime.fromtimestamp(0).astimezone()
    return Found(name, lambda: _read_member(archive, info, MAX_FILE, walk), modified)


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, walk: Walk) -> bytes:
    if info.flag_bits & 1:
        raise UnusableError("dit is met een wachtwoord beveiligd. Vraag om een bestand zonder wachtwoord")
    try:
        with archive.open(info) as file:
            return _limited(file, limit, walk)
    except _FAULTS as error:
        raise UnusableError("dit is beschadigd: het zipbestand kan niet worden uitgepakt") from error


def _limited(file: IO[bytes], limit: int, walk: Walk) -> bytes:
    data = file.read(min(limit, walk.bytes) + 1)
    walk.bytes -= len(data)
    if walk.bytes < 0:
        raise UnusableError("alles bij elkaar is te groot. Geef kleinere delen op")
    if len(data) > limit:
        raise UnusableError(f"groter dan {limit // 1_000_000} MB")
    return data


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")
