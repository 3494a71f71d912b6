"""nbgrader's exchange, through nbgrader's own API: handing assignments out, and fetching what was handed in."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leergang.errors import CourseError
from leergang.grading.course import Course
from leergang.handing_in.exchange import exchange_root

TICKET = "submission_secret.txt"  # which nbgrader puts beside a submission, and by which it gives the feedback back


def exchange_of(course: Course) -> Path | None:
    """The exchange of this course: configured, or in nbgrader's own place and writable. None without one."""
    if sys.platform == "win32":
        return None
    root = exchange_root(course.config)
    configured = "root" in course.config.get("Exchange", {})
    return root if configured or os.access(root, os.W_OK | os.X_OK) else None


def require(course: Course) -> None:
    """Raise CourseError where there is no exchange to collect from."""
    root = exchange_of(course)
    if root is None:
        raise CourseError(
            "Er is geen exchange om uit in te zamelen. Geef de zipbestanden of mappen op die je hebt ontvangen, "
            "bijvoorbeeld: leergang collect ~/Downloads/inleveringen.zip"
        )
    if not (root / course.course_id / "inbound").is_dir():
        raise CourseError(
            f"In de exchange {root} is nog niets van deze cursus. Geef eerst een opdracht uit met ‘leergang release’."
        )


def fetch(course: Course, assignment: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """Fetch the newest submission of each participant into this folder; yields who, and where. Raises CourseError."""
    api = _api(course, submitted_directory=str(folder))
    _succeed(api.collect(assignment), f"Het inzamelen van ‘{assignment}’ uit de exchange is niet gelukt")
    for one in sorted(folder.glob(f"*/{assignment}")):
        yield one.parent.name, one


def generate(course: Course, assignment: str) -> None:
    """Make the participants' copy in ``release/``, and register the assignment. Raises CourseError."""
    made = _api(course).generate_assignment(assignment, force=True, create=True)
    _succeed(made, f"De versie van ‘{assignment}’ voor deelnemers kan niet worden gemaakt")


def hand_out(course: Course, assignment: str, again: bool) -> bool:
    """Put the participants' copy in the exchange; False when it stands there already. Raises CourseError."""
    place = exchange_root(course.config) / course.course_id / "outbound" / assignment
    if place.is_dir() and not again:
        return False
    released = _api(course, again=again).release_assignment(assignment)
    _succeed(released, f"‘{assignment}’ kan niet in de exchange worden gezet")
    return True


def _api(course: Course, again: bool = False, **places: str) -> Any:
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    config = course.config.copy()
    config.CourseDirectory.root = str(course.root)
    config.CourseDirectory.db_url = course.db_url
    config.ExchangeReleaseAssignment.force = again
    for name, value in places.items():
        setattr(config.CourseDirectory, name, value)
    return NbGraderAPI(CourseDirectory(config=config), config=config)


def _succeed(result: dict[str, Any], what: str) -> None:
    if not result["success"]:
        told = (result.get("log") or result.get("error") or "").strip().splitlines()
        raise CourseError(f"{what}. nbgrader meldt: {told[-1] if told else 'niets'}")
