"""Paragraphs and tables of the Word document as XML.

python-docx looks up a style anew for each paragraph and all cells for each cell; a long report would take seconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

from leergang.report.blocks import Facts, Item, Table, readable, storable

TONES = {
    1: ("7a2e12", "ffffff"),
    2: ("9c5a31", "ffffff"),
    3: ("d9a066", "1f2933"),
    4: ("e7c5a0", "1f2933"),
    5: ("f4ead9", "1f2933"),
}
HEAD = ("243b53", "ffffff")
LINE = "c5ced8"
MARGIN = "70"  # twentieths of a point beside the text in a cell
SHORT = 400  # letters; a row with more may go on on the next page
FEW = 6  # rows; a table with no more stays on one page
FACT_SHARES = (0.32, 0.68)
_SPACE = {"w": nsmap["w"]}
_KEEP = "{http://www.w3.org/XML/1998/namespace}space"  # an attribute that keeps white space


def made(tag: str, **attributes: str) -> Any:
    """An element of Word's own kind with these attributes."""
    element = oxml_parser.makeelement(_name(tag), nsmap=_SPACE)
    for name, value in attributes.items():
        element.set(_name(name), value)
    return element


@cache
def _name(tag: str) -> str:
    return qn(f"w:{tag}")


def paragraph(style: str, *runs: Any, middle: bool = False) -> Any:
    """A paragraph of these runs; ``style`` is the id of its style."""
    element, about = made("p"), made("pPr")
    about.append(made("pStyle", val=style))
    if middle:
        about.append(made("jc", val="center"))
    element.append(about)
    element.extend(runs)
    return element


def run(text: str, bold: bool = False, color: str = "") -> Any:
    """A run of text; a line end in it becomes one in Word."""
    element, look = made("r"), made("rPr")
    if bold:
        look.append(made("b"))
    if color:
        look.append(made("color", val=color))
    if len(look):
        element.append(look)
    for number, line in enumerate(storable(text).expandtabs(4).split("\n")):
        if number:
            element.append(made("br"))
        words = made("t")
        words.text = line
        words.set(_KEEP, "preserve")
        element.append(words)
    return element


def point(style: str, item: Item, numbering: int | None) -> Any:
    """One point of a list, in a numbering of its own or with a bullet."""
    head, *rest = [run(item.head, bold=bool(item.text)), *([_break(), run(item.text)] if item.text else [])]
    element = paragraph(style, head, *rest)
    if numbering is not None:
        number = made("numPr")
        number.extend([made("ilvl", val="0"), made("numId", val=str(numbering))])
        element.pPr.append(number)
    return element


def _break() -> Any:
    element = made("r")
    element.append(made("br"))
    return element


def break_before(paragraph: Any) -> None:
    """Let a paragraph begin a page."""
    paragraph.get_or_add_pPr().append(made("pageBreakBefore"))


def table(block: Table, style: str, width: int) -> Any:
    """A table; its header row comes back on each page."""
    element = _begun(block.shares, width, block.caption, {"firstRow": "1", "firstColumn": str(int(block.row_heads))})
    head = (_cell(name, style, block.figures and place > 0, HEAD, True) for place, name in enumerate(block.head))
    element.append(_row(head, made("cantSplit"), made("tblHeader")))
    for row in block.rows:
        look = ((one, block.figures and place > 0) for place, one in enumerate(row))
        cells = (_cell(one.text, style, middle, TONES.get(one.tone or 0)) for one, middle in look)
        element.append(_row(cells, *_whole([one.text for one in row])))
    return _together(element)


def facts(block: Facts, style: str, width: int) -> Any:
    """Names and their values in two columns."""
    element = _begun(FACT_SHARES, width, "", {"firstRow": "0", "firstColumn": "1"})
    for one in block.facts:
        cells = (_cell(one.head, style, bold=True), _cell(one.text, style))
        element.append(_row(cells, *_whole([one.head, one.text])))
    return _together(element)


def _together(table: Any) -> Any:
    """Keep a short table on one page: each row stays with the next."""
    rows = table.tr_lst
    if len(rows) <= FEW and not any(len(text.text or "") > SHORT for text in table.iter(_name("t"))):
        for row in rows[:-1]:
            for about in row.iter(_name("pPr")):
                about.get_or_add_keepNext()
    return table


def _whole(texts: Sequence[str]) -> list[Any]:
    """Keep a short row on one page."""
    return [made("cantSplit")] if all(len(text) < SHORT for text in texts) else []


def _begun(shares: Sequence[float], width: int, caption: str, look: Mapping[str, str]) -> Any:
    """A table without rows yet. The order of what is said about it is fixed."""
    element, about, grid = made("tbl"), made("tblPr"), made("tblGrid")
    borders = made("tblBorders")
    borders.extend(made(side, val="single", sz="4", space="0", color=LINE) for side in ("top", "bottom", "insideH"))
    margins = made("tblCellMar")
    margins.extend(made(side, w=MARGIN, type="dxa") for side in ("left", "right"))
    about.extend([made("tblW", w=str(width), type="dxa"), borders, made("tblLayout", type="fixed"), margins])
    about.append(made("tblLook", **look, noHBand="1", noVBand="1"))
    if caption:
        about.append(made("tblCaption", val=caption))
    grid.extend(made("gridCol", w=str(round(width * share))) for share in shares)
    element.extend([about, grid])
    return element


def _row(cells: Iterable[Any], *about: Any) -> Any:
    row, properties = made("tr"), made("trPr")
    properties.extend(about)
    row.append(properties)
    row.extend(cells)
    return row


def _cell(
    text: str, style: str, middle: bool = False, colors: tuple[str, str] | None = None, bold: bool = False
) -> Any:
    cell, about = made("tc"), made("tcPr")
    if colors:
        about.append(made("shd", val="clear", color="auto", fill=colors[0]))
    cell.append(about)
    color = colors[1] if colors else ""
    cell.extend(paragraph(style, run(line, bold, color), middle=middle) for line in readable(text).split("\n"))
    return cell
