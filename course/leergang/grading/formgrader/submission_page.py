"""The page on which an instructor reads one submission and gives points and remarks.

formgrader asks an exporter for it with the autograded notebook. The page is made from the answers, the content and its
key instead: what was answered, in words, with the rubric beside it. Saving is nbgrader's.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from leergang.content import load_content
from leergang.grading.cells import cell_name
from leergang.grading.course import Course
from leergang.grading.explained import Explained, explained
from leergang.grading.foreign_text import told
from leergang.grading.formgrader.lists import environment
from leergang.grading.numbers import dutch
from leergang.grading.results import Item, read_remarks, read_results
from leergang.grading.scoring import Scored, score
from leergang.grading.submission import read_submission
from leergang.kinds import Exercise
from leergang.kinds.text import Text
from leergang.markdown import to_html, to_inline_html


@dataclass(frozen=True)
class Work:
    """One exercise of the submission. ``cell`` is the name under which nbgrader keeps its points and remark."""

    exercise: Exercise
    answer: Explained
    cell: str
    item: Item | None
    remarks: tuple[str, ...]

    @property
    def written(self) -> bool:
        """Whether an instructor reads it; the rest was scored by itself."""
        return isinstance(self.exercise, Text)


class SubmissionPage:
    """In the place of nbconvert's exporter in formgrader's settings."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._template = environment()
        self._template.filters.update(markdown=_safe(to_html), inline=_safe(to_inline_html), dutch=dutch)

    def from_filename(self, filename: str, resources: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """The page for the submission with this autograded notebook. Called by nbgrader's handler."""
        path, assignment = Path(filename), resources["assignment_id"]
        content = load_content(self._course.source / assignment, self._course.key(assignment))
        scored = score(content, read_submission(path.parent, assignment).answers)
        works = list(self._works(content.exercises, scored, resources))
        page = self._template.get_template("submission.html.j2").render(
            resources=resources,
            module=content.module,
            written=[one for one in works if one.written],
            scored=[one for one in works if not one.written],
            notes=(*scored.remarks, *self._foreign(path, assignment)),
        )
        return page, resources

    def _works(self, exercises: Any, scored: Scored, resources: dict[str, Any]) -> Iterator[Work]:
        assignment, participant = resources["assignment_id"], resources["student"]
        results = read_results(self._course, [assignment], [participant])
        items = {item.id: item for item in results[0].items} if results else {}
        remarks = read_remarks(self._course, assignment)
        for name, one in exercises.items():
            cell = cell_name(name, not isinstance(one, Text))
            yield Work(one, explained(one, scored.values[name]), cell, items.get(name), tuple(remarks.get(name, ())))

    def _foreign(self, path: Path, assignment: str) -> list[str]:
        """What the graded copy tells beside the course's own cells."""
        source = self._course.source / assignment / f"{assignment}.ipynb"
        own = {cell["id"] for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]}
        return told(path.read_bytes(), own)


def _safe(make: Any) -> Any:
    """Markdown of the course, in which raw HTML is text."""
    return lambda text: Markup(make(text))  # noqa: S704
