"""What may not stand in a course notebook: outputs, visible code, more than one call, unknown ids, dead links."""

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from leergang.authoring.cells import OVERVIEW, REPORT

_CALL = re.compile(
    r'^from leergang(?:_widgets|\.grading) import (?P<name>exercise|grade|show)\n(?P=name)\("(?P<id>[^"]+)"\)$'
)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)[^)]*\)")


def notebook_faults(path: Path, known: Collection[str]) -> Iterator[str]:
    """The faults of a notebook, each with its cell. ``known`` holds the ids of the exercises that exist."""
    cells = _cells(path)
    if cells is None:
        yield "is geen leesbaar notebook; maak het opnieuw met ‘leergang build’"
    for cell in cells or ():
        for fault in _cell_faults(cell, known):
            yield f"cel ‘{cell.get('id', '?')}’: {fault}"


def _cells(path: Path) -> list[dict[str, Any]] | None:
    try:
        cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return cells


def _cell_faults(cell: dict[str, Any], known: Collection[str]) -> Iterator[str]:
    metadata = cell.get("metadata", {})
    if metadata.get("editable") is not False or metadata.get("deletable") is not False:
        yield "kan per ongeluk worden gewijzigd of gewist (editable en deletable horen false te zijn)"
    if cell["cell_type"] != "code":
        return
    if cell.get("outputs") or cell.get("execution_count") is not None:
        yield "bevat uitvoer of een volgnummer; een notebook in de cursus is leeg"
    if metadata.get("jupyter", {}).get("source_hidden") is not True:
        yield "toont code"
    source = "".join(cell["source"])
    call = _CALL.match(source)
    if source in (OVERVIEW, REPORT):
        return
    if not call:
        yield 'hoort één aanroep te zijn, zoals exercise("id")'
    elif call["id"] not in known:
        yield f"roept de oefening ‘{call['id']}’ aan, en die bestaat niet"


def dead_links(path: Path, root: Path, delivered: Collection[Path]) -> Iterator[str]:
    """The links in a notebook that lead nowhere. ``delivered`` holds the files of a workspace, relative to it."""
    for cell in _cells(path) or ():
        for link in _LINK.findall("".join(cell["source"])) if cell["cell_type"] == "markdown" else ():
            target = _resolved(root / link)
            if target not in delivered:
                yield f"cel ‘{cell['id']}’: de link ‘{link}’ leidt nergens heen"


def _resolved(path: Path) -> Path:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return Path(*parts)
