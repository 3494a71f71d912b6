"""Cuts the text of a module or assignment into pieces: Markdown per section, and places of exercises."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leergang.errors import ContentError

BOXES = {
    "casus": "",
    "bron": '<p class="lg-mark"><em>Uit de bron</em></p>\n\n',
    "redactie": '<p class="lg-mark"><em>Redactionele uitwerking</em></p>\n\n',
    "kern": "",
}
_PLACE = re.compile(r"^\{\{\s*(?:oefening|vraag)\s+(?P<id>\S+)\s*\}\}$")
_OVERVIEW = re.compile(r"^\{\{\s*overzicht\s*\}\}$")
_REPORT = re.compile(r"^\{\{\s*rapport\s*\}\}$")
_BOX = re.compile(r"^:::\s*(?P<kind>\S+)?\s*$")


@dataclass(frozen=True)
class Prose:
    """Markdown that becomes one cell."""

    text: str


@dataclass(frozen=True)
class Place:
    """Where an exercise stands; in the instructor's notebook a question."""

    exercise_id: str


@dataclass(frozen=True)
class Overview:
    """Where an assignment shows what is filled in."""


@dataclass(frozen=True)
class ReportButton:
    """Where a module offers the report of the own alliance."""


Piece = Prose | Place | Overview | ReportButton


def pieces(text: str, name: str) -> list[Piece]:
    """Cut a text; each heading ``## `` begins a new piece. Raises ContentError, naming the file and line."""
    found: list[Piece] = []
    lines: list[str] = []

    def close() -> None:
        prose = "\n".join(lines).strip()
        if prose:
            found.append(Prose(prose))
        lines.clear()

    for line, place in _boxed_lines(text, name):
        if place:
            close()
            found.append(place)
            continue
        if line.startswith("## "):
            close()
        lines.append(line)
    close()
    return found


def _boxed_lines(text: str, name: str) -> Iterator[tuple[str, Place | Overview | ReportButton | None]]:
    """Each line with its boxes turned into HTML, and the exercise or overview that stands there, if any."""
    box = ""
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{name}, regel {number}"
        if match := _BOX.match(line):
            kind = match["kind"] or ""
            yield _box_line(kind, box, where), None
            box = kind
        elif match := _PLACE.match(line):
            if box:
                raise ContentError(
                    f"{where}: een oefening kan niet in een kader staan. Sluit eerst het kader met ‘:::’."
                )
            yield "", Place(match["id"])
        elif _OVERVIEW.match(line):
            yield "", Overview()
        elif _REPORT.match(line):
            yield "", ReportButton()
        elif line.lstrip().startswith("{{"):
            raise ContentError(f"{where}: ‘{line.strip()}’ is niet begrepen. Schrijf ‘{{{{ oefening id }}}}’.")
        else:
            yield line, None
    if box:
        raise ContentError(f"{name}: het laatste kader ‘{box}’ is niet gesloten. Zet er ‘:::’ onder.")


def _box_line(kind: str, box: str, where: str) -> str:
    if not kind:
        if not box:
            raise ContentError(f"{where}: hier sluit een kader dat niet geopend is.")
        return "\n</div>"
    if box:
        raise ContentError(f"{where}: het kader ‘{box}’ staat nog open. Sluit het eerst met ‘:::’.")
    if kind not in BOXES:
        raise ContentError(f"{where}: het kader ‘{kind}’ bestaat niet. Kies uit {', '.join(BOXES)}.")
    return f'<div class="lg-{kind}">\n\n{BOXES[kind]}'.rstrip("\n") + "\n"
