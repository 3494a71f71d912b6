"""What a participant changed in the notebook: told to the instructor, and never executed.

A participant's copy should hold the released cells and nothing else. Cells are recognised by their nbgrader id, or by
their own id; a copied cell, which loses its metadata, by its text.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leergang.authoring.notebooks import released
from leergang.wording import listed, plain

Cell = dict[str, Any]


@dataclass(frozen=True)
class Foreign:
    """A cell that is not the course's. ``after`` is the id of the course's cell above it ('' for none)."""

    after: str
    changed: bool
    text: str

    @property
    def what(self) -> str:
        """What this cell is, for above its text."""
        return f"De deelnemer wijzigde cel ‘{self.after}’ in" if self.changed else "De deelnemer voegde een cel toe"


@dataclass(frozen=True)
class Compared:
    """What differs from the released notebook: foreign cells to show, and remarks in Dutch."""

    foreign: tuple[Foreign, ...] = ()
    remarks: tuple[str, ...] = ()


def compare(submitted: bytes | None, source_cells: list[Cell]) -> Compared:
    """Compare a notebook as it was handed in with the course's own. Never raises."""
    if submitted is None:
        return Compared()
    try:
        notebook = json.loads(submitted)
    except (ValueError, RecursionError):
        return _unreadable("is geen JSON")
    if not isinstance(notebook, dict):
        return _unreadable("is geen notebook")
    cells = _cells(notebook)
    if cells is None:
        return _unreadable("heeft een onbekende indeling")
    own = {cell["id"]: "\n".join(released(_text(cell))) for cell in source_cells}
    return _compared(cells, own, _about(notebook))


def _unreadable(why: str) -> Compared:
    return Compared(remarks=(f"Het notebook {why}. De antwoorden zijn nagekeken.",))


def _cells(notebook: dict[str, Any]) -> list[Cell] | None:
    found = notebook.get("cells")
    if found is None and isinstance(notebook.get("worksheets"), list):  # nbformat 3
        sheets = [one.get("cells") for one in notebook["worksheets"] if isinstance(one, dict)]
        found = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    return [cell for cell in found if isinstance(cell, dict)] if isinstance(found, list) else None


def _about(notebook: dict[str, Any]) -> list[str]:
    remarks = []
    if notebook.get("nbformat") != 4:
        remarks.append(f"Het notebook heeft indeling {plain(str(notebook.get('nbformat')))} in plaats van 4.")
    if not isinstance(notebook.get("metadata"), dict) or not notebook["metadata"]:
        remarks.append("Het notebook had geen metagegevens.")
    return remarks


def _compared(cells: list[Cell], own: dict[str, str], remarks: list[str]) -> Compared:
    foreign, seen = [], set()
    last, copies = "", []
    texts = {text.strip(): name for name, text in own.items()}
    for cell in cells:
        name, text = _name(cell), _text(cell)
        if name in own and name not in seen:
            seen.add(name)
            last = name
            if text.strip() != own[name].strip():
                foreign.append(Foreign(last, True, text))
        elif name in own or text.strip() in texts:
            copies.append(name if name in own else texts[text.strip()])
        elif text.strip():
            foreign.append(Foreign(last, False, text))
    return Compared(tuple(foreign), (*remarks, *_told(foreign, copies, [name for name in own if name not in seen])))


def _told(foreign: list[Foreign], copies: list[str], missing: list[str]) -> Iterator[str]:
    changed = [one.after for one in foreign if one.changed]
    added = len(foreign) - len(changed)
    if changed:
        yield f"Gewijzigd, en vervangen door de eigen cel van de cursus: {listed(changed)}."
    if added:
        yield f"{added} toegevoegde {'cel' if added == 1 else 'cellen'}, niet uitgevoerd."
    if copies:
        yield f"Dubbel, één keer geteld: {listed(copies)}."
    if missing:
        yield f"Verwijderd, teruggezet: {listed(missing)}."


def _name(cell: Cell) -> str:
    metadata = cell.get("metadata")
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = mark.get("grade_id") if isinstance(mark, dict) else None
    found = name if isinstance(name, str) else cell.get("id")
    return found if isinstance(found, str) else ""


def _text(cell: Cell) -> str:
    source = cell.get("source", cell.get("input", ""))
    parts = source if isinstance(source, list) else [source]
    return "".join(one for one in parts if isinstance(one, str))
