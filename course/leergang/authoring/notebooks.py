"""Composes the notebooks of modules, assignments and the start page out of texts and content."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leergang.authoring import cells
from leergang.authoring.cells import Cell
from leergang.authoring.glossary import PAGE, Term, linked, page
from leergang.authoring.text import Piece, Place, Prose, ReportButton, pieces
from leergang.content import Content, Module
from leergang.errors import ContentError
from leergang.kinds import Exercise
from leergang.kinds.text import Text

# Without the course's own extension a notebook does not run by itself; with it, this line is hidden.
HELP = (
    '<p class="lg-noext"><strong>Zie je hieronder alleen tekst en geen oefeningen?</strong> '
    "Klik boven in het scherm op ⏩ (alle cellen uitvoeren).</p>"
)
_CARDS = '<div class="lg-cards">'


@dataclass(frozen=True)
class Link:
    """A neighbour in the course: its title and the address from this notebook."""

    title: str
    address: str


def module_notebook(
    name: str, text: str, content: Content, terms: Sequence[Term], before: Link | None, after: Link | None
) -> str:
    """The notebook of a module, with its title above, the way on below, and its terms linked to the glossary."""
    body = [_title(content.module), *_body(text, f"{name}.md", content, terms), _navigation(before, after)]
    return cells.notebook(body, name)


def assignment_notebook(name: str, text: str, content: Content) -> str:
    """The notebook of an assignment: every cell locked, a grade cell after each exercise."""
    taken: set[str] = {"titel", "overzicht"}
    body: list[Cell] = [cells.graded(_title(content.module))]
    for piece in _placed(text, f"{name}.md", content):
        if isinstance(piece, Prose):
            body.append(cells.graded(_prose(piece, taken)))
        elif isinstance(piece, Place):
            body += _assessed(content.exercises[piece.exercise_id])
        else:
            body.append(cells.graded(cells.code("overzicht", cells.OVERVIEW)))
    return cells.notebook(body, name)


def start_notebook(text: str, modules: Sequence[tuple[str, Module]], assignments: Sequence[tuple[str, Module]]) -> str:
    """The start page: its text, the widget that shows where the participant is, and the same as cards.

    The cards are for who sees no widgets; the widget hides them, and follows their links.
    """
    filled = text.replace("{{ modules }}", _cards(modules, "modules"))
    filled = filled.replace("{{ opdrachten }}", _cards(assignments, "opdrachten"))
    above, _, below = filled.partition("{{ start }}")
    taken: set[str] = {"overzicht"}
    title, rest = ([_prose(piece, taken) for piece in _only_prose(part)] for part in (above, below))
    return cells.notebook([*title, cells.code("overzicht", cells.START), *map(_static, rest)], "start")


def _only_prose(text: str) -> Iterator[Prose]:
    return (Prose(piece.text) for piece in pieces(text, "start.md") if isinstance(piece, Prose))


def _static(cell: Cell) -> Cell:
    """A cell with cards marked as what the widget shows as well."""
    text = cell["source"]
    return {**cell, "source": f'<div class="lg-static">\n\n{text}\n\n</div>'} if _CARDS in text else cell


def partner_notebook(text: str) -> str:
    """The page on which the partner's view is asked for and shown; its text stands around the one widget."""
    before, _, after = text.partition("{{ partner }}")
    body = [
        cells.markdown("titel", before.strip()),
        cells.code("partnerblik", cells.PARTNER),
        cells.markdown("navigatie", after.strip()),
    ]
    return cells.notebook(body, "partner")


def glossary_notebook(terms: Sequence[Term]) -> str:
    """The page with all terms."""
    return cells.notebook([cells.markdown("begrippen", page(terms))], "begrippen")


def cohort_notebook(text: str) -> str:
    """The instructor's notebook about a cohort: its text with the questions in it."""
    taken: set[str] = set()
    body: list[Cell] = []
    for piece in pieces(text, "groep.md"):
        if isinstance(piece, Prose):
            body.append(_prose(piece, taken))
        elif isinstance(piece, Place):
            body.append(cells.code(f"vraag-{piece.exercise_id}", cells.call(cells.COHORT, piece.exercise_id)))
    return cells.notebook(body, "groep")


def released(source: str) -> Iterator[str]:
    """The lines of a cell's source without the mark scheme, as nbgrader releases it."""
    hidden = False
    for line in source.split("\n"):
        if "BEGIN MARK SCHEME" in line:
            hidden = True
        elif "END MARK SCHEME" in line:
            hidden = False
        elif not hidden:
            yield line


def _body(text: str, name: str, content: Content, terms: Sequence[Term]) -> Iterator[Cell]:
    taken: set[str] = {"titel", "navigatie", "rapport"}
    seen: set[str] = set()
    for piece in _placed(text, name, content):
        if isinstance(piece, Prose):
            yield _prose(Prose(linked(piece.text, terms, f"../../{PAGE}", seen)), taken)
        elif isinstance(piece, Place):
            yield cells.exercise_cell(piece.exercise_id)
        elif isinstance(piece, ReportButton):
            yield cells.code("rapport", cells.REPORT)
        else:
            yield cells.code("overzicht", cells.OVERVIEW)


def _placed(text: str, name: str, content: Content) -> list[Piece]:
    """The pieces of a text in which every exercise has exactly one place."""
    found = pieces(text, name)
    places = [piece.exercise_id for piece in found if isinstance(piece, Place)]
    for one in places:
        if one not in content.exercises:
            raise ContentError(f"{name}: de oefening ‘{one}’ staat niet in content.toml.")
        if places.count(one) > 1:
            raise ContentError(f"{name}: de oefening ‘{one}’ heeft meer dan één plaats. Laat er één staan.")
    for one in content.exercises:
        if one not in places:
            raise ContentError(
                f"{name}: de oefening ‘{one}’ heeft geen plaats. Zet ‘{{{{ oefening {one} }}}}’ in de tekst."
            )
    return found


def _title(module: Module) -> Cell:
    minutes = f"Ongeveer {module.minutes} minuten. Wat je invult, wordt meteen bewaard."
    text = (
        f'<div class="lg-title lg-accent-{module.accent}">\n\n# {module.title}\n\n{module.lead}\n\n'
        f'<p class="lg-meta">{minutes}</p>\n\n{HELP}\n\n</div>'
    )
    return cells.markdown("titel", text)


def _prose(piece: Prose, taken: set[str]) -> Cell:
    heading = piece.text.lstrip("# ").split("\n", 1)[0] if piece.text.startswith("#") else "tekst"
    return cells.markdown(cells.slug(heading, taken), piece.text)


def _navigation(before: Link | None, after: Link | None) -> Cell:
    links = [
        f"[← {before.title}]({before.address})" if before else "",
        "[Overzicht](../../start.ipynb)",
        f"[Begrippen](../../{PAGE})",
        f"[{after.title} →]({after.address})" if after else "",
    ]
    return cells.markdown("navigatie", '<div class="lg-nav">\n\n' + "\n".join(filter(None, links)) + "\n\n</div>")


def _assessed(exercise: Exercise) -> list[Cell]:
    shown = cells.graded(cells.exercise_cell(exercise.id))
    if not isinstance(exercise, Text):
        grade = cells.code(f"punten-{exercise.id}", cells.call(cells.GRADE, exercise.id))
        return [shown, cells.graded(grade, exercise.points)]
    written = cells.code(f"tekst-van-{exercise.id}", cells.call(cells.SHOW, exercise.id))
    task = cells.markdown(f"beoordeling-{exercise.id}", _rubric(exercise))
    return [shown, cells.graded(written), cells.graded(task, exercise.points, task=True)]


def _rubric(exercise: Text) -> str:
    levels = "\n".join(f"| {level.points} | {level.text} |" for level in exercise.levels)
    samples = "\n\n".join(
        f"**Voorbeeldantwoord, {sample.points} punten**\n\n{sample.text.strip()}\n\n*{sample.why.strip()}*"
        for sample in exercise.samples
    )
    return (
        f"**Beoordeling van ‘{exercise.title}’.** Je docent leest dit onderdeel en geeft maximaal "
        f"{exercise.points} punten.\n\n=== BEGIN MARK SCHEME ===\n\n"
        f"| punten | niveau |\n|---|---|\n{levels}\n\n{samples}\n\n=== END MARK SCHEME ==="
    )


def _cards(entries: Sequence[tuple[str, Module]], folder: str) -> str:
    cards = (
        f'<div class="lg-card lg-accent-{module.accent}">\n\n'
        f"### [{module.title}]({folder}/{name}/{name}.ipynb)\n\n{module.lead}\n\n"
        f'<p class="lg-meta">{module.minutes} minuten</p>\n\n</div>'
        for name, module in entries
    )
    return f"{_CARDS}\n\n" + "\n\n".join(cards) + "\n\n</div>"


def module_folders(root: Path) -> list[Path]:
    """The folders of the modules, in the order of the course."""
    return sorted(path.parent for path in root.glob("[0-9][0-9]_*/content.toml"))
