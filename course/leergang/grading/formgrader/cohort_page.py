"""The notebook about the cohort on the desk's server: JupyterLab as participants know it, with this one notebook.

It stands in a folder of its own. JupyterLab never gets to see what was handed in: a notebook of the course runs as soon
as it is opened, and a handed-in one may hold anything.
"""

from pathlib import Path
from typing import Any

from leergang.atomic import write_whole
from leergang.grading.course import Course
from leergang.lab import configuration, keep_as_delivered
from leergang.workspace import HIDDEN, START_PAGE

PAGE = f"/doc/tree/{START_PAGE}"
NOTEBOOK = "groep.ipynb"
EXTENSION = {"jupyterlab": True}


def settings(course: Course) -> dict[str, dict[str, Any]]:
    """What the server has to know for this page, by class; lays the notebook ready."""
    folder = course.root / HIDDEN / "groep"
    _lay_ready(course.root / NOTEBOOK, folder)
    lab = configuration(course.root, browser=False, port=None)
    return {
        "LabApp": lab["LabApp"],
        "ServerApp": {"tornado_settings": lab["ServerApp"]["tornado_settings"]},
        "FileContentsManager": {"root_dir": str(folder)},
        "MappingKernelManager": {"root_dir": str(folder)},
    }


def keep_empty(server: Any) -> None:
    """Let nothing of the cohort be saved in the notebook."""
    server.contents_manager.register_pre_save_hook(keep_as_delivered)


def _lay_ready(notebook: Path, folder: Path) -> None:
    """A course folder that was made earlier has no such notebook; then the page is absent, and grading goes on."""
    folder.mkdir(parents=True, exist_ok=True)
    if notebook.is_file():
        write_whole(folder / START_PAGE, notebook.read_bytes())
