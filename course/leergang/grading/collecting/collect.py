"""Collects from the exchange, or from the zip files and folders that the instructor names."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from leergang.errors import CourseError
from leergang.grading.collecting.bundle import bundles
from leergang.grading.collecting.file_names import compiled
from leergang.grading.collecting.handed_in import handed_in
from leergang.grading.collecting.outcome import UNUSED, Outcome, UnusableError
from leergang.grading.collecting.shelf import put, recover
from leergang.grading.collecting.unpack import Group, Walk, groups, source
from leergang.grading.course import Course
from leergang.locking import BusyError, locked
from leergang.os_errors import explain_os_error

_MOST_NAMED = 5


def sorted_out(course: Course, what: Sequence[str]) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """Which assignments, and which places. Raises CourseError on what is neither."""
    known = course.assignments()
    places = tuple(Path(one).expanduser() for one in what if one not in known)
    for place in places:
        if not place.exists():
            raise CourseError(
                f"‘{place}’ is geen zipbestand of map, en ook geen opdracht. De opdrachten zijn: {', '.join(known)}."
            )
    return course.chosen([one for one in what if one in known]), places


def collect(course: Course, assignments: Sequence[str], places: Sequence[Path]) -> list[Outcome]:
    """Collect all of it; what cannot be used becomes an outcome with the reason. Raises CourseError."""
    try:
        course.submitted.mkdir(exist_ok=True)
        with locked(course.submitted):
            recover(course.submitted)
            if places:
                return [one for place in places for one in _from_place(course, assignments, place)]
            return list(_from_exchange(course, assignments))
    except BusyError as error:
        raise CourseError("Er wordt al ingezameld, in een ander venster. Wacht tot dat klaar is.") from error
    except OSError as error:
        raise explain_os_error(error, course.submitted) from error


def _from_place(course: Course, assignments: Sequence[str], place: Path) -> Iterator[Outcome]:
    walk, patterns = Walk(), _patterns(course)
    for group in groups(place.resolve(), walk):
        yield from _from_group(course, assignments, group, patterns)
    yield from walk.faults


def _from_group(
    course: Course, assignments: Sequence[str], group: Group, patterns: list[re.Pattern[str]], owner: str = ""
) -> Iterator[Outcome]:
    for bundle in bundles(group, patterns):
        if not bundle.useful:
            yield from _strange(group.trail, bundle.strange)
            continue
        try:
            one = handed_in(bundle, course.assignments(), assignments, datetime.now(UTC), owner)
            yield put(one, course.submitted)
        except UnusableError as error:
            yield Outcome(UNUSED, bundle.source, text=str(error))
        except OSError as error:
            yield Outcome(UNUSED, bundle.source, text=f"niet te bewaren: {error.strerror or type(error).__name__}")


def _strange(trail: tuple[str, ...], names: list[str]) -> Iterator[Outcome]:
    reason = "dit hoort niet bij een opdracht: geen antwoorden.json en geen notebook"
    for name in names[:_MOST_NAMED]:
        yield Outcome(UNUSED, source((*trail, name)), text=reason)
    if (rest := len(names) - _MOST_NAMED) > 0:
        yield Outcome(UNUSED, source(trail), text=f"en nog {rest} andere bestanden die er niet bij horen")


def _patterns(course: Course) -> list[re.Pattern[str]]:
    own = str(course.config.get("FileNameCollectorPlugin", {}).get("named_regexp", ""))
    try:
        return compiled(own)
    except re.error as error:
        message = (
            f"c.FileNameCollectorPlugin.named_regexp in nbgrader_config.py is geen patroon: {error}. Verbeter het."
        )
        raise CourseError(message) from error


def _from_exchange(course: Course, assignments: Sequence[str]) -> Iterator[Outcome]:
    """nbgrader fetches the newest of each participant into a folder of our own, and from there all goes as ever."""
    from leergang.grading import nbgrader_exchange

    nbgrader_exchange.require(course)
    for assignment in assignments:
        with tempfile.TemporaryDirectory(prefix="leergang-") as made:
            for owner, folder in nbgrader_exchange.fetch(course, assignment, Path(made)):
                walk = Walk()
                group = next(groups(folder, walk), Group((owner,), (False,), ()))  # what is deeper, does not count
                yield from _from_group(course, [assignment], replace(group, trail=("exchange", owner)), [], owner)
                yield from walk.faults
