"""Where the released content lives: beside the package in a wheel, at the root of an editable checkout.

This is the only place that knows; everything else asks here.
"""

from dataclasses import dataclass
from pathlib import Path

from leergang.errors import CourseError

PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Released:
    """The folders with what a participant receives."""

    modules: Path
    assignments: Path


def checkout(package: Path = PACKAGE) -> Path | None:
    """The root of the checkout that the package runs from, or None when it was installed from a wheel."""
    root = package.parent.parent
    is_checkout = package.parent.name == "course" and (root / "pyproject.toml").is_file()
    return root if is_checkout else None


def released(package: Path = PACKAGE) -> Released:
    """The released modules and assignments; a CourseError when neither layout holds them."""
    root = checkout(package)
    found = (
        Released(root / "modules", root / "assignments" / "release")
        if root
        else Released(package / "released" / "modules", package / "released" / "assignments")
    )
    if not found.modules.is_dir():
        raise CourseError(
            f"De inhoud van de leergang ontbreekt (verwacht in {found.modules}). Installeer de leergang opnieuw."
        )
    return found
