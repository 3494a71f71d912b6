"""Puts a report in the workspace. What stands there already is never touched: it may have been worked on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from leergang.content import Content
from leergang.dossier.model import Alliance, Dossier
from leergang.dossier.portrait import outline
from leergang.dossier.store import store_for
from leergang.errors import ContentError, CourseError
from leergang.os_errors import explain_os_error
from leergang.report import FOLDER
from leergang.report.compose import compose
from leergang.report.own import load_own
from leergang.safe_names import safe_name

PAGE, WORD = ".html", ".docx"


@dataclass(frozen=True)
class Written:
    """The two files of a report, and the name of the alliance that it is about."""

    alliance: str
    page: Path
    word: Path


def write_report(root: Path, wanted: str = "", out: Path | None = None, today: date | None = None) -> Written:
    """Write the report of an alliance in a workspace: the one with this name or id, or the chosen one.

    ``out`` is another folder to write in. Raises CourseError.
    """
    from leergang.report.page import page
    from leergang.report.word import word

    alliance = find(store_for(root).usable(), wanted)
    report = compose(alliance, contents_of(root, alliance), today or date.today())
    forms = {PAGE: page(report).encode(), WORD: word(report)}
    folder = out or root / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write(alliance.name, folder, f"{file_name(alliance.name)} {(today or date.today()).isoformat()}", forms)
    except OSError as error:
        raise explain_os_error(error, folder) from error


def find(dossier: Dossier, wanted: str = "") -> Alliance:
    """The alliance that is asked for. Raises CourseError, with the names that there are."""
    if not wanted:
        if dossier.chosen:
            return dossier.chosen
        raise CourseError("Er is nog geen alliantie. Vul in een module eerst een stap ‘Jouw alliantie’ in.")
    named = [one for one in dossier.alliances if wanted in (one.id, one.name)]
    named = named or [one for one in dossier.alliances if one.name.casefold() == wanted.casefold()]
    if len(named) == 1:
        return named[0]
    known = ", ".join(f"‘{one.name}’ ({one.id})" for one in dossier.alliances) or "geen"
    reason = "komt meer dan één keer voor; gebruik de code die erachter staat" if named else "is er niet"
    raise CourseError(f"De alliantie ‘{wanted}’ {reason}. Wel zijn er: {known}.")


def contents_of(root: Path, alliance: Alliance) -> Mapping[str, Content]:
    """The contents that the report needs: those of the modules in which something is filled in.

    A module that the participant broke or threw away costs its own part of the report, and no more.
    """
    placed = {place.exercise for heading in outline().section for place in heading.parts}
    modules = dict.fromkeys(key.partition("/")[0] for key in placed & alliance.answers.keys())
    if alliance.responses:
        from leergang.partner.scans import CHECKLIST, MATURITY

        modules |= dict.fromkeys((CHECKLIST[0], MATURITY[0]))
    return dict(_readable(root, modules))


def _readable(root: Path, modules: Mapping[str, None]) -> Iterator[tuple[str, Content]]:
    for name in modules:
        try:
            yield name, load_own(root / "modules" / name)
        except ContentError:
            continue


def file_name(name: str) -> str:
    """A name that every file system takes, as close to the alliance's own as can be."""
    return f"Rapport {safe_name(name)}".strip()


def _write(alliance: str, folder: Path, name: str, forms: Mapping[str, bytes]) -> Written:
    """Both forms under one name that is still free, the page first."""
    for number in count(1):
        base = folder / (name if number == 1 else f"{name} ({number})")
        paths = [base.with_name(base.name + suffix) for suffix in forms]
        if any(path.exists() for path in paths):
            continue
        try:
            for path, data in zip(paths, forms.values(), strict=True):
                with path.open("xb") as file:  # never over a file that came in between
                    file.write(data)
        except FileExistsError:
            continue
        return Written(alliance, *paths)
    raise AssertionError("count never ends")
