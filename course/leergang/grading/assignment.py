"""What it takes to grade one assignment: its questions with the key, and its place in the gradebook."""

from dataclasses import dataclass
from pathlib import Path

from leergang.content import Content, load_content
from leergang.errors import CourseError
from leergang.grading.cells import cell_name
from leergang.grading.course import Course
from leergang.grading.gradebook import Book, Gradebook
from leergang.grading.marks import assignment_hash


@dataclass(frozen=True)
class Assignment:
    """An assignment that can be graded. ``hash`` changes with anything that it is scored with."""

    name: str
    source: Path
    key: Path
    content: Content
    book: Book
    hash: str

    def cells(self) -> dict[str, str]:
        """The gradebook's name of the cell with the points, by exercise id."""
        return {name: cell_name(name, one.has_key) for name, one in self.content.exercises.items()}


def open_assignment(course: Course, gradebook: Gradebook, name: str) -> Assignment:
    """Read an assignment with its key. Raises CourseError, in Dutch, when it cannot be graded."""
    source, key = course.source / name, course.key(name)
    if not key.is_file():
        raise CourseError(f"De sleutel van opdracht ‘{name}’ ontbreekt: verwacht {key}. Zet haar terug.")
    try:
        hash_ = assignment_hash((source / f"{name}.ipynb", source / "content.toml", key))
        found = Assignment(name, source, key, load_content(source, key), gradebook.assignment(name), hash_)
    except OSError as error:
        raise CourseError(f"De opdracht ‘{name}’ is niet te lezen: {error}. Haal haar terug uit de cursus.") from error
    if set(found.cells().values()) != set(found.book.graded):
        raise CourseError(
            f"De opdracht ‘{name}’ heeft andere onderdelen dan toen zij werd uitgezet. "
            "Zet de oude versie terug in source/ en keys/, of zet de opdracht onder een nieuwe naam uit."
        )
    return found
