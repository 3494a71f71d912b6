"""The report as a Word document, with real headings, lists and tables, that a secretary can work on."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Emu

from leergang.report import word_style, word_xml
from leergang.report.bitmap import png
from leergang.report.blocks import Block, Facts, Heading, Paragraph, Picture, Points, Report, Table, lines
from leergang.report.drawing import MARKS, STYLES, WIDTH


def word(report: Report) -> bytes:
    """The whole document."""
    with ThreadPoolExecutor() as pool:  # pictures take about half of the time, and little of Python's own
        drawn = {id(one): pool.submit(png, one.drawing) for one in report.body if isinstance(one, Picture)}
        return _document(report, drawn)


def _document(report: Report, drawn: Mapping[int, Future[bytes]]) -> bytes:
    document = Document()
    writer = _Writer(document, word_style.dress(document, report), drawn)
    writer.text("Subtitle", "Alliantierapport")
    writer.text("Title", report.title)
    writer.text("Made", report.made)
    for block in report.summary:
        writer.add(block)
    writer.on_next_page()
    for block in report.body:
        writer.add(block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


class _Writer:
    """Adds blocks at the end of a document.

    ``styles`` gives the id of a style by its name, ``drawn`` the picture of a block by the block's identity.
    """

    def __init__(self, document: WordDocument, styles: dict[str, str], drawn: Mapping[int, Future[bytes]]) -> None:
        self.styles = styles
        self._drawn = drawn
        self._document = document
        self._body = document.element.body
        self._breaks = False
        self._ways: dict[type, Callable[[Any], Iterator[Any]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Points: self._points,
            Facts: self._facts,
            Table: self._table,
            Picture: self._picture,
        }

    def add(self, block: Block) -> None:
        """One block."""
        for element in self._ways[type(block)](block):
            self.put(element)

    def put(self, element: Any) -> None:
        """One element, before the properties of the page, which stand last."""
        if self._breaks:
            word_xml.break_before(element)
            self._breaks = False
        self._body.insert(len(self._body) - 1, element)

    def on_next_page(self) -> None:
        """Let what follows begin on a new page."""
        self._breaks = True

    def text(self, style: str, text: str) -> None:
        """A paragraph of plain text."""
        self.put(self._plain(style, text))

    def _plain(self, style: str, text: str) -> Any:
        return word_xml.paragraph(self.styles[style], word_xml.run(text))

    def _heading(self, block: Heading) -> Iterator[Any]:
        yield self._plain(f"Heading {block.level - 1}", block.text)

    def _paragraph(self, block: Paragraph) -> Iterator[Any]:
        style = "Note" if block.note else "Lead" if block.lead else "Normal"
        return (self._plain(style, line) for line in lines(block.text))

    def _points(self, block: Points) -> Iterator[Any]:
        numbering = word_style.new_numbering(self._document) if block.ordered else None
        style = self.styles["List Number" if block.ordered else "List Bullet"]
        return (word_xml.point(style, item, numbering) for item in block.items)

    def _facts(self, block: Facts) -> Iterator[Any]:
        yield word_xml.facts(block, self.styles["Cell"], word_style.TEXT_WIDTH.twips)
        yield self._plain("Gap", "")

    def _table(self, block: Table) -> Iterator[Any]:
        yield self._plain("Table Caption", block.caption)
        yield word_xml.table(block, self.styles["Cell"], word_style.TEXT_WIDTH.twips)
        yield self._plain("Gap", "")  # without a paragraph between them two tables would become one

    def _picture(self, block: Picture) -> Iterator[Any]:
        if block.legend:
            yield word_xml.paragraph(self.styles["Legend"], *_legend(block.legend))
        width, height = word_style.TEXT_WIDTH, word_style.TEXT_WIDTH * block.drawing.height / WIDTH
        inline: Any = self._document.part.new_pic_inline(
            BytesIO(self._drawn[id(block)].result()), Emu(width), Emu(round(height))
        )
        inline.docPr.set("descr", block.alt)
        holder = word_xml.made("r")
        holder.add_drawing(inline)
        yield word_xml.paragraph(self.styles["Picture"], holder)
        yield self._plain("Caption", block.caption)


def _legend(names: tuple[str, ...]) -> Iterator[Any]:
    for mark, (color, *_), name in zip(MARKS, STYLES, names, strict=False):
        yield word_xml.run(mark, color=color.removeprefix("#"))
        yield word_xml.run(f"\u00a0{name}\u2003")
