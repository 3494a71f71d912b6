"""The house style of the Word document: its styles, language, header, footer and properties."""

from datetime import UTC, datetime
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from leergang.report.blocks import Report

COURSE = "Leergang Alliantiemanagement"
FONT = "Arial"
LANGUAGE = "nl-NL"
INK, SOFT, ACCENT = RGBColor(0x1F, 0x29, 0x33), RGBColor(0x52, 0x60, 0x6D), RGBColor(0x24, 0x3B, 0x53)
TEXT_WIDTH = Cm(16.4)

# Style: size, bold, colour, room before and after, stays with the next paragraph.
STYLES = {
    "Normal": (10.5, False, INK, 0, 6, False),
    "Subtitle": (11, True, SOFT, 0, 0, True),
    "Title": (24, True, ACCENT, 0, 4, True),
    "Made": (10, False, SOFT, 0, 12, False),
    "Heading 1": (16, True, ACCENT, 20, 6, True),
    "Heading 2": (12, True, INK, 14, 4, True),
    "Lead": (10.5, True, INK, 8, 3, True),
    "Note": (9, False, SOFT, 4, 6, True),
    "Caption": (9, False, SOFT, 2, 8, False),
    "Table Caption": (9, False, SOFT, 8, 3, True),
    "Picture": (10.5, False, INK, 8, 0, True),
    "List Bullet": (10.5, False, INK, 0, 5, False),
    "List Number": (10.5, False, INK, 0, 5, False),
    "Header": (9, False, SOFT, 0, 0, False),
    "Footer": (9, False, SOFT, 0, 0, False),
    "Legend": (9.5, False, INK, 8, 2, True),
    "Cell": (9.5, False, INK, 2, 2, False),
    "Gap": (4, False, INK, 0, 0, False),
}


def dress(document: Document, report: Report) -> dict[str, str]:
    """Give an empty document the house style; returns the ids of the styles by their names."""
    known: dict[str | None, Any] = {one.name: one for one in document.styles}
    styles = {name: _style(document, name, known) for name in STYLES}
    _language(document)
    _page(document, report)
    _properties(document, report)
    return styles


def _style(document: Document, name: str, known: dict[str | None, Any]) -> str:
    size, bold, color, before, after, keep = STYLES[name]
    style = known.get(name)
    if style is None:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = known["Normal"]
    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.color.rgb = Pt(size), bold, False, color
    _font(style)
    form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keep
    form.keep_together = name.startswith("List")
    form.line_spacing = 1.0 if name in ("Title", "Cell", "Picture", "Gap") else 1.15
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)
    return str(style.style_id)


def _font(style: Any) -> None:
    """The font itself: the template's styles take theirs from a theme."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)


def _language(document: Document) -> None:
    """Dutch for the spelling checker, in the defaults of all styles and for the theme's fonts."""
    for one in document.styles.element.iter(qn("w:lang")):
        one.set(qn("w:val"), LANGUAGE)
    for one in document.settings.element.iter(qn("w:themeFontLang")):
        one.set(qn("w:val"), LANGUAGE)


def _page(document: Document, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    section.header_distance = section.footer_distance = Cm(1)
    _line(section.header.paragraphs[0], report.title, COURSE)
    foot = section.footer.paragraphs[0]
    _line(foot, report.made, "pagina ")
    _page_number(foot, "PAGE")
    foot.add_run(" van ")
    _page_number(foot, "NUMPAGES")


def _line(paragraph: Paragraph, left: str, right: str) -> None:
    """One line with a text at either side."""
    stops: Any = paragraph.paragraph_format.tab_stops
    for name in list(paragraph.style.paragraph_format.tab_stops if paragraph.style else ()):
        stops.add_tab_stop(name.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left if len(left) <= 60 else left[:59] + '…'}\t{right}")


def _page_number(paragraph: Paragraph, field: str) -> None:
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), field)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    element.append(run)
    paragraph._p.append(element)


def _properties(document: Document, report: Report) -> None:
    about = document.core_properties
    about.title, about.subject = f"{report.title[:200]} – alliantierapport", "Alliantierapport"
    about.author = about.last_modified_by = COURSE
    about.comments = about.keywords = ""
    about.language = LANGUAGE
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None)


def new_numbering(document: Document) -> int:
    """A numbering that begins at one again."""
    numbering: Any = document.part.numbering_part.numbering_definitions._numbering
    style: Any = document.styles["List Number"].element
    abstract = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    new = numbering.add_num(abstract)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)
