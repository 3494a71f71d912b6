"""Composes the report of an alliance out of what stands in its dossier. Pure: the same dossier, the same report."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from leergang.content import Content
from leergang.dossier.model import Alliance
from leergang.dossier.portrait import Part, Section, outline, portrait
from leergang.errors import ContentError
from leergang.kinds.text import Text
from leergang.partner.comparison import Comparison, compare
from leergang.partner.scans import questions
from leergang.report.blocks import Block, Cell, Heading, Paragraph, Picture, Report, Table, readable
from leergang.report.dutch import day, day_of, filled_in
from leergang.report.gap import gap_blocks
from leergang.report.parts import blocks
from leergang.report.summary import summary

EMPTY = (
    "Over deze alliantie is nog niets ingevuld. In elke module staat een stap ‘Jouw alliantie’; "
    "wat je daar invult, komt in dit rapport."
)
OWN_VIEW = (
    "Dit rapport is het oordeel van wie het invulde. Waar cijfers van een partner staan zonder dat die zelf "
    "antwoordde, zijn het verwachtingen. Er is geen groep om mee te vergelijken. De raad bij de cijfers komt uit de "
    "leergang en spreekt de opsteller aan."
)
AFTER_PROFILE = ("profile", "goal")  # the partner's view comes after these


def compose(alliance: Alliance, contents: Mapping[str, Content], today: date) -> Report:
    """The report of an alliance. ``contents`` maps module folders to contents."""
    sections = portrait(alliance, contents)
    comparison = _comparison(alliance, contents)
    made = f"Opgesteld op {day(today)}"
    first = tuple(summary(alliance, sections, comparison))
    if not sections and not first:
        return Report(readable(alliance.name), made, (Paragraph(EMPTY),), ())
    body = tuple(_body(sections, comparison, contents))
    return Report(readable(alliance.name), made, (*first, Paragraph(OWN_VIEW, note=True)), body)


def _comparison(alliance: Alliance, contents: Mapping[str, Content]) -> Comparison | None:
    """The partner's view; None without replies, or when the workspace misses the exercises that it asks about."""
    if not alliance.responses:
        return None
    try:
        return compare(alliance, questions(contents))
    except ContentError:
        return None


def _body(
    sections: Sequence[Section], comparison: Comparison | None, contents: Mapping[str, Content]
) -> Iterator[Block]:
    before = [one for one in sections if one.id in AFTER_PROFILE]
    for one in before:
        yield from _section(one)
    if comparison:
        yield from gap_blocks(comparison, questions(contents)[0].scale.labels)
    for one in sections:
        if one not in before:
            yield from _section(one)


def _section(section: Section) -> Iterator[Block]:
    yield Heading(2, section.title)
    if all(_is_plan(part) for part in section.parts):
        yield _plans(section.parts)
        return
    note = filled_in([part.at for part in section.parts])
    if note:
        yield Paragraph(note, note=True)
    for number, part in enumerate(section.parts):
        if len(section.parts) > 1 or not _is_main(section, part):
            yield Heading(3, part.title)
        # A section opens with a picture; in what follows the tables say enough, and the report stays readable.
        yield from (one for one in blocks(part) if not (number and isinstance(one, Picture)))


def _is_main(section: Section, part: Part) -> bool:
    """Whether the section's own title says what this part is; one that stands further down needs its own."""
    return any(one.id == section.id and one.parts[0].exercise == part.key for one in outline().section)


def _is_plan(part: Part) -> bool:
    return part.exercise.step == "plan" and isinstance(part.exercise, Text)


def _plans(parts: Sequence[Part]) -> Table:
    """All if-then plans in one table, in the order of the modules."""
    rows = tuple(_plan(part) for part in parts)
    return Table(
        "In de volgorde van de modules", ("Als …", "dan …", "Opgeschreven op"), rows, (0.38, 0.42, 0.2), row_heads=False
    )


def _plan(part: Part) -> tuple[Cell, ...]:
    """When, then, and the day on which it was written down; what else was asked stands below ‘then’."""
    texts = {name: readable(text) for name, text in part.value.items()}
    more = [f"({text})" for name, text in texts.items() if name not in ("als", "dan") and text]
    written = day_of(part.at)
    then = "\n".join(filter(None, (texts.get("dan"), *more)))
    return Cell(texts.get("als") or "…"), Cell(then or "…"), Cell(day(written) if written else "–")
