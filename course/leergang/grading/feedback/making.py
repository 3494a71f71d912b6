"""Makes the pages of a cohort, where nbgrader expects them; what goes wrong for one does not stop the others."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from leergang.atomic import write_atomic
from leergang.content import Content, load_content
from leergang.errors import CourseError
from leergang.grading.course import Course
from leergang.grading.feedback.page import render
from leergang.grading.foreign_text import note
from leergang.grading.nbgrader_exchange import TICKET
from leergang.grading.results import Result, read_results
from leergang.grading.scoring import score
from leergang.grading.submission import read_submission
from leergang.grading.timestamps import TIMESTAMP
from leergang.wording import listed, plain

FOR_RELEASE = (TIMESTAMP, TICKET)  # `nbgrader release_feedback` reads these beside the page


@dataclass
class Report:
    """What was made, and what not and why."""

    pages: list[Path] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unread: int = 0

    def lines(self) -> Iterator[str]:
        """The report in Dutch."""
        yield f"{len(self.pages)} {'pagina' if len(self.pages) == 1 else 'pagina’s'} gemaakt."
        if self.unread:
            yield f"Bij {self.unread} daarvan is nog niet alles beoordeeld; dat staat op de pagina."
        yield from self.faults


def make_feedback(course: Course, assignments: Sequence[str], participants: Collection[str] = ()) -> Report:
    """Write feedback/<participant>/<assignment>/<assignment>.html for all that was graded.

    Raises CourseError when the gradebook, the content or a key cannot be read, or nobody handed this in.
    """
    results = read_results(course, assignments, participants)
    if not results:
        who = f" van {listed(list(participants))}" if participants else ""
        raise CourseError(f"Er is nog geen werk{who} nagekeken. Geef eerst ‘leergang grade’.")
    contents = {name: _content(course, name) for name in {one.assignment for one in results}}
    report = Report()
    for result in results:
        try:
            report.pages.append(_make(course, contents[result.assignment], result))
            report.unread += result.unread
        except Exception as error:  # one participant's trouble is not everybody's
            report.faults.append(f"{plain(result.participant)}, {result.assignment}: geen pagina. {_reason(error)}")
    return report


def _content(course: Course, assignment: str) -> Content:
    key = course.key(assignment)
    if not key.is_file():
        raise CourseError(f"De sleutel van opdracht ‘{assignment}’ ontbreekt: verwacht {key}.")
    return load_content(course.source / assignment, key)


def _make(course: Course, content: Content, result: Result) -> Path:
    graded, made = (_below(place, result) for place in (course.autograded, course.feedback))
    if not graded.is_dir():
        raise CourseError(f"De map {graded} ontbreekt. Kijk dit werk opnieuw na met ‘leergang grade’.")
    copy = read_submission(graded, result.assignment)
    scored = score(content, copy.answers)
    notes = note(copy.notebook or b"") or ("" if scored.usable else " ".join(scored.remarks))
    page = render(content, scored.values, result, notes)
    made.mkdir(parents=True, exist_ok=True)
    _copy_for_release(course, result, made)
    path = made / f"{result.assignment}.html"
    write_atomic(path, page.encode("utf-8", errors="replace"))
    return path


def _copy_for_release(course: Course, result: Result, made: Path) -> None:
    """Each file from the graded copy, or else as it was handed in; work that came by mail has no secret."""
    folders = [_below(place, result) for place in (course.autograded, course.submitted)]
    for name in FOR_RELEASE:
        found = [one / name for one in folders if (one / name).is_file() and not (one / name).is_symlink()]
        if found:
            write_atomic(made / name, found[0].read_bytes())


def _below(place: Path, result: Result) -> Path:
    """The participant's own folder. Names come from folders that others made, so they may not lead elsewhere."""
    folder = place / result.participant / result.assignment
    if folder.resolve().parent.parent != place.resolve():
        raise CourseError("De naam van de deelnemer is geen naam van een map.")
    return folder


def _reason(error: Exception) -> str:
    if isinstance(error, CourseError):
        return str(error)
    return f"{getattr(error, 'strerror', None) or type(error).__name__}: {plain(str(error))}"
