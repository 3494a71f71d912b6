"""Reads the cohort and writes it to the files asked for."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from leergang.atomic import write_atomic
from leergang.content import load_content
from leergang.errors import CourseError
from leergang.grading.course import Course
from leergang.grading.export import Cohort, long_table, tables
from leergang.grading.results import read_participants, read_results
from leergang.grading.spreadsheet import as_csv, as_excel

KINDS = (".csv", ".xlsx")


def export(course: Course, assignments: Sequence[str], files: Sequence[Path]) -> Iterator[str]:
    """Write each file, in the form that its name asks for; tells of each in Dutch.

    Raises CourseError when the gradebook cannot be read, or a file not written.
    """
    for file in files:
        if file.suffix.lower() not in KINDS:
            raise CourseError(f"‘{file.name}’ eindigt niet op .xlsx of .csv. Geef het bestand een van die twee namen.")
    cohort = read_cohort(course, assignments)
    for file in files:
        _write(file, as_csv(long_table(cohort)) if file.suffix.lower() == ".csv" else as_excel(tables(cohort)))
        yield f"{file}: {len(cohort.participants)} deelnemers, {len(cohort.results)} keer ingeleverd."


def read_cohort(course: Course, assignments: Sequence[str]) -> Cohort:
    """Everybody in the gradebook, with their results for these assignments."""
    contents = {name: load_content(course.source / name) for name in assignments}
    titles = {name: {one.id: one.title for one in content.exercises.values()} for name, content in contents.items()}
    return Cohort(read_participants(course), read_results(course, assignments), titles)


def _write(file: Path, data: bytes) -> None:
    try:
        write_atomic(file, data)
    except OSError as error:
        raise CourseError(
            f"{file} is niet te schrijven ({error.strerror or type(error).__name__}). "
            "Sluit het bestand als het in Excel open staat, of kies een andere plek."
        ) from error
