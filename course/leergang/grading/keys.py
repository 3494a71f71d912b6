"""Finds the key of an assignment: in the instructor's course folder, and nowhere else."""

from pathlib import Path

CONFIG = "nbgrader_config.py"
FOLDER = "keys"


def course_folder(folder: Path) -> Path | None:
    """The nbgrader course folder above a folder, recognised by its configuration; None outside one."""
    return next((one for one in (folder, *folder.parents) if (one / CONFIG).is_file()), None)


def find_key(folder: Path) -> Path | None:
    """The key of the assignment whose copy stands in this folder; None on a participant's machine."""
    course = course_folder(folder)
    key = course / FOLDER / f"{folder.name}.toml" if course else None
    return key if key and key.is_file() else None
