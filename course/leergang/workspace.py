"""Makes and updates a participant's workspace out of the released course.

A workspace belongs to the participant. Answers are never touched, and neither is a file that the participant
changed. What an update does with one folder of the course (a notebook, its content.toml and its images):

- nothing changed by the participant: the new versions take the place of the old ones;
- a notebook changed: it stays, and the new notebook is put beside it in the same folder. Content and images are
  renewed; the old notebook keeps working with them, since the ids of exercises never change;
- content.toml or an image changed: the folder is left alone as a whole, because a new notebook may not work with
  the old content. The complete new version is put in a folder beside it.

Each file is written atomically and the manifest goes first, so after a kill at any point a second run finishes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from itertools import count
from pathlib import Path, PurePosixPath

from leergang import manifest as manifests
from leergang.atomic import remove_leftovers, write_atomic
from leergang.errors import CourseError
from leergang.fingerprint import fingerprint
from leergang.locate import Released, released
from leergang.locking import BusyError, locked
from leergang.manifest import Manifest
from leergang.os_errors import explain_os_error

START_PAGE = "start.ipynb"
ASSIGNMENTS = "opdrachten"
HIDDEN = ".leergang"

_DELIVERED_KINDS = {".ipynb", ".toml", ".svg", ".png"}
_LEFT_BY_SYSTEM = {".DS_Store", "desktop.ini", "Thumbs.db"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """The outcome: where the workspace is, whether it is new, and where new versions were put beside changed files."""

    folder: Path
    created: bool
    updated: int
    beside: tuple[tuple[str, str], ...]


def chosen_folder(given: str | None) -> Path:
    """The folder the participant asked for, or the default one in the home folder."""
    if given is None:
        return Path.home() / "Leergang Alliantiemanagement"
    try:
        return Path(given).expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise CourseError(f"De naam {given!r} kan geen map zijn. Kies een andere naam.") from error


def prepare(folder: Path, source: Released | None = None, version: str | None = None) -> Prepared:
    """Make or update the workspace in `folder`. Raises CourseError when that cannot be done."""
    version = version or installed_version("leergang-alliantiemanagement")
    try:
        files = _released_files(source or released())
    except OSError as error:
        message = f"De inhoud van de leergang is niet te lezen ({error}). Installeer de leergang opnieuw."
        raise CourseError(message) from error
    try:
        created = _claim(folder)
        with locked(folder / HIDDEN):
            return _update(folder, files, version, created)
    except BusyError as error:
        raise CourseError("De leergang wordt al in een ander venster gestart. Probeer het zo opnieuw.") from error
    except OSError as error:
        raise explain_os_error(error, folder) from error


def messages(made: Prepared) -> list[str]:
    """What to tell the participant about the outcome, in Dutch."""
    lines = []
    if made.created:
        lines.append(f"Je leergang staat in {made.folder}")
    elif made.updated:
        lines.append("De leergang is bijgewerkt; je antwoorden zijn niet veranderd.")
    lines += [f"Je hebt {kept} zelf gewijzigd. De nieuwe versie staat ernaast: {new}" for kept, new in made.beside]
    return lines


def _released_files(source: Released) -> dict[str, bytes]:
    """Everything a participant receives, by its path in the workspace."""
    start = source.modules / START_PAGE
    if not start.is_file():
        raise CourseError(f"De startpagina ontbreekt ({start}). Voer eerst uit: leergang build")
    files = {path.name: path.read_bytes() for path in sorted(source.modules.glob("*.ipynb"))}
    for base, name in ((source.modules, "modules"), (source.assignments, ASSIGNMENTS)):
        for path in sorted(base.glob("*/*")):
            if path.suffix in _DELIVERED_KINDS and path.is_file() and not path.parent.name.startswith("."):
                files[f"{name}/{path.parent.name}/{path.name}"] = path.read_bytes()
    return files


def _claim(folder: Path) -> bool:
    """Make sure that `folder` is a workspace; True when it is a new one."""
    if (folder / HIDDEN).is_dir():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    if any(path.name not in _LEFT_BY_SYSTEM for path in folder.iterdir()):
        raise CourseError(
            f"In {folder} staat al iets anders dan de leergang. Kies een nieuwe of lege map, "
            'bijvoorbeeld: leergang start "Mijn leergang"'
        )
    (folder / HIDDEN).mkdir()
    return True


def _update(folder: Path, files: Mapping[str, bytes], version: str, created: bool) -> Prepared:
    """Bring the workspace up to this version; only for one who holds the lock."""
    place = folder / HIDDEN / "manifest.json"
    for name in files:
        remove_leftovers(folder / name)
    remove_leftovers(place)
    manifest = manifests.load(place)
    manifest.version = version
    in_place, beside = _plan(folder, files, manifest)
    manifests.save(manifest, place)
    for path, content in in_place.items():
        _write(folder / path, content)
    told = _put_beside(folder, beside, files, manifest)
    if told:
        manifests.save(manifest, place)
    return Prepared(folder, created, len(in_place), tuple(told))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, content)


def _plan(folder: Path, files: Mapping[str, bytes], manifest: Manifest) -> tuple[dict[str, bytes], list[str]]:
    """What to write in place, and which paths (notebooks or folders) get a new version beside them.

    Records in the manifest what will stand in place after this run.
    """
    in_place: dict[str, bytes] = {}
    beside: list[str] = []
    for unit, paths in _units(files).items():
        states = {path: _state(folder / path, files[path], manifest.delivered.get(path, [])) for path in paths}
        if any(state == "changed" and not path.endswith(".ipynb") for path, state in states.items()):
            beside += [unit] if any(_is_news(path, files[path], manifest) for path in paths) else []
            continue
        for path, state in states.items():
            if state == "changed":
                beside += [path] if _is_news(path, files[path], manifest) else []
                continue
            manifest.record(path, fingerprint(path, files[path]))
            if state == "old":
                in_place[path] = files[path]
    return in_place, beside


def _units(files: Iterable[str]) -> dict[str, list[str]]:
    """The files per folder: a notebook, its content and its images belong together."""
    units: dict[str, list[str]] = {}
    for path in files:
        units.setdefault(str(PurePosixPath(path).parent), []).append(path)
    return units


def _state(path: Path, content: bytes, delivered: list[str]) -> str:
    """How the file stands against the release: "same", "old" (also: absent) or "changed" by the participant."""
    try:
        present = fingerprint(path.name, path.read_bytes())
    except FileNotFoundError:
        return "old"
    if present == fingerprint(path.name, content):
        return "same"
    return "old" if present in delivered else "changed"


def _is_news(path: str, content: bytes, manifest: Manifest) -> bool:
    """Whether this version was neither delivered nor put beside a changed file before."""
    print_ = fingerprint(path, content)
    return print_ not in manifest.delivered.get(path, []) and manifest.offered.get(path) != print_


def _put_beside(
    folder: Path, beside: list[str], files: Mapping[str, bytes], manifest: Manifest
) -> list[tuple[str, str]]:
    """Write new versions beside what the participant changed; returns pairs (what stays, where the new one is)."""
    told = []
    for kept in beside:
        wanted = {kept: files[kept]} if kept in files else {p: files[p] for p in _units(files)[kept]}
        new = _free_name(folder, kept, wanted, manifest.version)
        for path, content in wanted.items():
            _write(folder / (new + path.removeprefix(kept)), content)
            manifest.offered[path] = fingerprint(path, content)
        told.append((kept, new))
    return told


def _free_name(folder: Path, kept: str, wanted: Mapping[str, bytes], version: str) -> str:
    """A name beside `kept` that is free, or that a killed run began to fill with exactly this version."""
    path = PurePosixPath(kept)
    stem, suffix = (path.stem, path.suffix) if kept in wanted else (path.name, "")
    for number in count(1):
        extra = f" {number}" if number > 1 else ""
        new = str(path.with_name(f"{stem} (nieuwe versie {version}{extra}){suffix}"))
        targets = {folder / (new + one.removeprefix(kept)): content for one, content in wanted.items()}
        if all(_state(target, content, []) == "same" or not target.exists() for target, content in targets.items()):
            return new
    raise AssertionError("count() never ends")
