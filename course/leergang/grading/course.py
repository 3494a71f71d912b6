"""The nbgrader course folder as its own configuration describes it: where things stand, and which gradebook.

Read with traitlets alone: nbgrader's own reading of it costs seconds of imports.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leergang.errors import CourseError
from leergang.grading.keys import CONFIG, FOLDER, course_folder

OWN = "assignments"  # the course folder in the project's folder


@dataclass(frozen=True)
class Course:
    """An instructor's course folder. The paths are absolute; ``db_url`` is SQLAlchemy's address of the gradebook."""

    root: Path
    course_id: str
    db_url: str
    source: Path
    submitted: Path
    autograded: Path
    feedback: Path
    config: Any

    def key(self, assignment: str) -> Path:
        """Where the key of an assignment stands."""
        return self.root / FOLDER / f"{assignment}.toml"

    def assignments(self) -> tuple[str, ...]:
        """The assignments of this course, by name."""
        return tuple(sorted(path.parent.name for path in self.source.glob("*/content.toml")))

    def chosen(self, names: list[str]) -> tuple[str, ...]:
        """The assignments asked for, or all. Raises CourseError on one that this course does not have."""
        known = self.assignments()
        for name in names:
            if name not in known:
                raise CourseError(f"De opdracht ‘{name}’ staat niet in {self.source}. Kies uit: {', '.join(known)}.")
        return tuple(dict.fromkeys(names)) or known


def open_course(folder: Path | None = None) -> Course:
    """The course folder in or above this folder (default: where the command is given), or the project's own in it.

    Raises CourseError outside a course folder, or when its configuration cannot be read.
    """
    here = (folder or Path.cwd()).resolve()
    root = course_folder(here) or course_folder(here / OWN)
    if root is None:
        raise CourseError(
            f"Hier is geen cursusmap: {CONFIG} ontbreekt. Ga naar de map van het project of naar je "
            "eigen cursusmap, en geef het commando daar."
        )
    config = _config(root)
    told = config.get("CourseDirectory", {})
    places = {name: root / told.get(f"{name}_directory", name) for name in ("source", "submitted", "autograded")}
    return Course(
        root=root,
        course_id=told.get("course_id", "default_course"),
        db_url=told.get("db_url", f"sqlite:///{root / 'gradebook.db'}"),
        feedback=root / told.get("feedback_directory", "feedback"),
        config=config,
        **places,
    )


def _config(root: Path) -> Any:
    from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

    try:
        return PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    except (ConfigFileNotFound, OSError, SyntaxError, ValueError, NameError, ImportError) as error:
        raise CourseError(f"{root / CONFIG} is niet te lezen: {error}. Herstel het bestand.") from error
