"""The one way to nbgrader's gradebook, for reading and for writing, with what can go wrong told in Dutch."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from leergang.errors import CourseError
from leergang.grading.course import Course

PATIENCE = 30  # seconds that SQLite waits for another program
ABSENT = "Er is nog geen cijferboek. Voer eerst uit: leergang release"


@contextmanager
def connected(course: Course) -> Iterator[Connection]:
    """A connection to a course's gradebook; what was not saved is undone. Raises CourseError, also when it is absent.

    SQLite would make an empty gradebook where there is none.
    """
    url = make_url(course.db_url)
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite and url.database and not (course.root / url.database).is_file():
        raise CourseError(ABSENT)
    engine = create_engine(url, **({"connect_args": {"timeout": PATIENCE}} if sqlite else {}))
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise CourseError(_explained(str(getattr(error, "orig", error)), url.render_as_string())) from error
    finally:
        engine.dispose()


def _explained(reason: str, url: str) -> str:
    if "locked" in reason:
        return "Het cijferboek is in gebruik door een ander programma. Sluit dat, en probeer het opnieuw."
    if "full" in reason:
        return "De schijf is vol. Maak ruimte vrij en probeer het opnieuw; wat al was geboekt, blijft staan."
    if "available in" in reason or "no such table" in reason:
        return ABSENT
    return f"Het cijferboek ({url}) is niet te gebruiken: {reason}. Zet een kopie terug, of vraag om hulp."
