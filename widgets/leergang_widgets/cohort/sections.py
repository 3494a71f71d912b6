"""A question about the cohort in the notebook. All questions share one choice of assignment."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets
from ipywidgets import VBox

from leergang.errors import CourseError
from leergang.grading.cohort.reading import Cohort, read_cohort
from leergang.grading.course import Course, open_course
from leergang_widgets.charts import Chart
from leergang_widgets.cohort.block import Block, Question, View
from leergang_widgets.cohort.results import concepts, misunderstandings, points
from leergang_widgets.cohort.spreads import spreads
from leergang_widgets.cohort.work import arrears, handed_in
from leergang_widgets.front_end import read
from leergang_widgets.sheet import sheet_id

ALL = ""
ASKED = {
    one.id: one
    for one in (
        Question("ingeleverd", "Wie heeft ingeleverd?", handed_in, names=True),
        Question("achterstand", "Wat ontbreekt er, en wat kwam te laat?", arrears, names=True),
        Question("punten", "Wat ging goed, en wat niet?", points),
        Question("begrippen", "Welke begrippen beheerst de groep?", concepts),
        Question("misverstanden", "Welke misverstanden leven er?", misunderstandings),
        Question("verdelingen", "Hoe verdeelt en beoordeelt de groep?", spreads),
    )
}


class Choice(traitlets.HasTraits):
    """What the instructor chose to see: an assignment, or all. One for all questions of a notebook."""

    assignment = traitlets.Unicode(ALL)


class Part(anywidget.AnyWidget):
    """A heading, sentences and a table. Everything in it is shown as text."""

    _esm = read("cohort_part.js")
    view = traitlets.Dict().tag(sync=True)


class Head(anywidget.AnyWidget):
    """The question, with the choice of an assignment; and of names, which no other question follows."""

    _esm = read("sheet.js") + read("theme.js") + read("cohort_head.js")
    view = traitlets.Dict().tag(sync=True)
    assignment = traitlets.Unicode(ALL).tag(sync=True)
    names = traitlets.Bool(False).tag(sync=True)
    dark = traitlets.Bool(False).tag(sync=True)
    sheet = traitlets.Unicode().tag(sync=True)


class Place:
    """Where a block is shown: its sentences, its chart and its table."""

    def __init__(self) -> None:
        self.chart = Chart()
        self.chart.add_class("lg-chart")
        self.above, self.below = Part(), Part()
        self.widgets = (self.above, self.chart, self.below)

    def show(self, block: Block) -> None:
        """Show a block instead of what was here."""
        self.above.view = {"heading": block.heading, "lines": list(block.lines)}
        self.chart.draw(block.figure or {"data": [], "layout": {}}, block.text)
        table = block.table
        self.below.view = {"table": _table(table)} if table else {}


def _table(table: Any) -> dict[str, Any]:
    return {**vars(table), "headers": list(table.headers), "rows": [list(row) for row in table.rows]}


class Section(VBox):  # type: ignore[misc]  # ipywidgets has no types
    """One question with its answer. It says nothing in plain text: a notebook would keep that."""

    def __init__(self, question: Question, cohort: Cohort, choice: Choice) -> None:
        self.question, self.cohort, self.choice = question, cohort, choice
        self.places: list[Place] = []
        choices = [[ALL, "Alle opdrachten"], *([one.name, one.title] for one in cohort.tasks.values())]
        view = {"title": question.title, "choices": choices, "names": question.names}
        self.head = Head(view=view, assignment=choice.assignment, sheet=sheet_id())
        super().__init__()
        self.add_class("lg-charted")
        self.add_class("lg-cohort")
        self._link = traitlets.link((choice, "assignment"), (self.head, "assignment"))
        self.head.observe(self._answer, ["assignment", "names", "dark"])
        self._answer()

    def __repr__(self) -> str:
        return ""

    def _answer(self, _change: Any = None) -> None:
        blocks = self.question.blocks(self._view()) if self.cohort.tasks else [Block([NOTHING_RELEASED])]
        self.places += [Place() for _ in blocks[len(self.places) :]]
        shown = self.places[: len(blocks)]
        for place, block in zip(shown, blocks, strict=True):
            place.show(block)
        self.children = (self.head, *(one for place in shown for one in place.widgets))

    def _view(self) -> View:
        one = self.cohort.tasks.get(self.head.assignment)
        tasks = [one] if one else list(self.cohort.tasks.values())
        return View(self.cohort, tasks, one is not None, self.head.names, self.head.dark)


NOTHING_RELEASED = "Er is nog geen opdracht uitgegeven. Dat doe je met ‘leergang release’."
_choice = Choice()
_read: dict[Path, tuple[Any, Cohort]] = {}


def section(question: str, folder: Path) -> Section:
    """The answer to a question about the course in or above a folder. Raises CourseError."""
    if question not in ASKED:
        raise CourseError(f"De vraag ‘{question}’ bestaat niet. Kies uit: {', '.join(ASKED)}.")
    return Section(ASKED[question], _cohort(open_course(folder)), _choice)


def _cohort(course: Course) -> Cohort:
    """Read once for all questions of a notebook, and again when the gradebook has changed."""
    stamp = _stamp(course)
    if course.root not in _read or _read[course.root][0] != stamp:
        _read[course.root] = stamp, read_cohort(course)
    return _read[course.root][1]


def _stamp(course: Course) -> Any:
    """What changes with what is read."""
    places = (Path(course.db_url.removeprefix("sqlite:///")), course.submitted, course.autograded)
    return [one.stat().st_mtime_ns for one in places if one.exists()]
