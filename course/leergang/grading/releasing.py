"""Hands assignments out: through the exchange where there is one, otherwise as a zip file for each assignment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from leergang.atomic import write_atomic
from leergang.errors import CourseError
from leergang.grading import nbgrader_exchange
from leergang.grading.course import Course
from leergang.handing_in.deliver import zipped
from leergang.os_errors import explain_os_error

SHELF = "uitgegeven"


@dataclass(frozen=True)
class Released:
    """What became of one assignment, in Dutch."""

    ok: bool
    text: str


def release(course: Course, assignments: Sequence[str], again: bool) -> Iterator[Released]:
    """Make the participants' copy of each assignment, register it, and hand it out; a fault stops no other."""
    for name in assignments:
        try:
            nbgrader_exchange.generate(course, name)
            yield _hand_out(course, name, again)
        except CourseError as error:
            yield Released(False, str(error))
        except OSError as error:
            yield Released(False, str(explain_os_error(error, course.root)))


def _hand_out(course: Course, name: str, again: bool) -> Released:
    exchange = nbgrader_exchange.exchange_of(course)
    if exchange is None:
        return Released(True, f"{name}: staat klaar in {_zip(course.root, name)}; geef dit aan de deelnemers.")
    if nbgrader_exchange.hand_out(course, name, again):
        return Released(True, f"{name}: uitgegeven via de exchange {exchange}.")
    return Released(True, f"{name}: stond al in de exchange. Met --again vervang je wat daar staat.")


def _zip(root: Path, name: str) -> Path:
    """Everything that a participant needs, in a folder of its own."""
    files = {f"{name}/{path.name}": path for path in sorted((root / "release" / name).iterdir()) if path.is_file()}
    newest = max(path.stat().st_mtime for path in files.values())
    made = root / SHELF / f"{name}.zip"
    made.parent.mkdir(exist_ok=True)
    data = {inside: path.read_bytes() for inside, path in files.items()}
    write_atomic(made, zipped(data, datetime.fromtimestamp(newest).astimezone()))
    return made
