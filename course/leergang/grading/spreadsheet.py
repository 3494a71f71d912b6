"""Writes tables as CSV or Excel, in such a way that no text in them can act as a formula.

Names and remarks come from people. A spreadsheet program runs a text that begins with =, +, - or @ as a formula, which
can send data away; in CSV such a text gets an apostrophe, in Excel its cell is marked as text.
"""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from leergang.grading.export import Cell, Table

LONGEST = 32_767  # what a cell of Excel can hold
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_NOT_IN_EXCEL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]']")
_CUT = " … (afgebroken)"


def as_csv(table: Table) -> bytes:
    """Comma-separated UTF-8 with a byte order mark, by which Excel knows the accents."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.headers)
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def as_excel(tables: Sequence[Table]) -> bytes:
    """A workbook with a sheet for each table; the headers stay in view."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    titles: set[str] = set()
    for table in tables:
        _fill(book.create_sheet(_title(table.title, titles)), table)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _title(wanted: str, taken: set[str]) -> str:
    """A name that Excel accepts for a sheet, and that no other sheet has."""
    base = _NOT_IN_TITLES.sub("-", wanted)[:31] or "blad"
    title, number = base, 1
    while title.casefold() in taken:
        number += 1
        title = f"{base[:27]} {number}"
    taken.add(title.casefold())
    return title


def _fill(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for place, row in enumerate((table.headers, *table.rows), 1):
        for column, cell in enumerate(row, 1):
            _put(sheet.cell(place, column), cell)
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    for column, header in enumerate(table.headers, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _width(
            header, [row[column - 1] for row in table.rows]
        )


def _put(place: Any, cell: Cell) -> None:
    if not isinstance(cell, str):
        place.value = cell
        return
    text = _NOT_IN_EXCEL.sub("�", cell)
    place.value = text if len(text) <= LONGEST else text[: LONGEST - len(_CUT)] + _CUT
    place.data_type = "s"  # openpyxl would make a formula of a text that begins with =
    place.quotePrefix = bool(_FORMULA.match(text))  # and Excel would, as soon as somebody edits the cell


def _width(header: str, cells: Sequence[Cell]) -> float:
    longest = max((len(line) for one in cells if isinstance(one, str) for line in one.split("\n")), default=0)
    return min(60, max(10, longest + 2, len(header) / 2 + 2))
