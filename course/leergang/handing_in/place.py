"""Where a participant hands in from: the workspace, and the folder of one assignment in it."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePath

from leergang.errors import CourseError
from leergang.workspace import ASSIGNMENTS, HIDDEN

SHELF = "ingeleverd"
EARLIER = "eerder"


@dataclass(frozen=True)
class Place:
    """The folder of an assignment, and the workspace that it belongs to."""

    root: Path
    folder: Path

    @property
    def assignment(self) -> str:
        """The assignment's name, also in the folder of a newer version that was put beside the first."""
        return assignment_name(self.folder)

    @property
    def shelf(self) -> Path:
        """Where what was handed in is kept."""
        return self.root / SHELF

    @property
    def person_file(self) -> Path:
        """Where the participant's name is kept: hidden in a workspace, and on the shelf where there is none."""
        return (self.root / HIDDEN if (self.root / HIDDEN).is_dir() else self.shelf) / "deelnemer.json"


def assignment_name(folder: PurePath) -> str:
    """The name of the assignment whose copy stands in this folder."""
    return folder.name.partition(" (nieuwe versie ")[0]


def place_of(folder: Path) -> Place:
    """The place of an assignment's own folder; without a workspace, the folder around it takes that part."""
    return Place(workspace_above(folder) or folder.parent, folder)


def find_place(assignment: str | None, here: Path, fallback: Path) -> Place:
    """The assignment with this name, or the one whose folder we are in.

    ``fallback`` is the workspace to take when ``here`` is not in one. Raises CourseError.
    """
    root = workspace_above(here) or (fallback if (fallback / HIDDEN).is_dir() else None)
    if assignment is None:
        return _current(here, root)
    if root is None:
        raise CourseError(
            "De map van de leergang is niet gevonden. Ga naar je eigen map met de leergang en geef het commando daar."
        )
    folder = root / ASSIGNMENTS / assignment
    if assignment not in _known(root):
        raise CourseError(f"De opdracht ‘{assignment}’ staat niet in {root / ASSIGNMENTS}. {_choose(root, assignment)}")
    return Place(root, folder)


def workspace_above(folder: Path) -> Path | None:
    """The workspace that this folder is in, recognised by its hidden folder; None outside one."""
    return next((one for one in (folder, *folder.parents) if (one / HIDDEN).is_dir()), None)


def _current(here: Path, root: Path | None) -> Place:
    folders = [one for one in (here, *here.parents) if (one / f"{assignment_name(one)}.ipynb").is_file()]
    if folders and (folders[0] / "content.toml").is_file() and folders[0].parent.name != "modules":
        return Place(root or folders[0].parent, folders[0])
    advice = _choose(root, "") if root else "Ga naar de map van een opdracht en geef daar ‘leergang submit’."
    raise CourseError(f"Welke opdracht wil je inleveren? {advice}")


def _known(root: Path) -> list[str]:
    return sorted(path.parent.name for path in (root / ASSIGNMENTS).glob("*/content.toml"))


def _choose(root: Path, wanted: str) -> str:
    near = get_close_matches(wanted, _known(root), n=1)
    return f"Bedoel je ‘{near[0]}’?" if near else f"Kies uit: {', '.join(_known(root))}."
