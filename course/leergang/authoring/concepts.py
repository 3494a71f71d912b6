"""The concept map: where each concept is explained, practised, applied and assessed.

The places are not written down anywhere: they follow from the tags ``concepts`` in the content, so that the map cannot
say anything else than the course does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leergang.content import CONCEPTS, Content, read_toml
from leergang.errors import ContentError
from leergang.reading import read_table

PRACTISED, APPLIED = {"practice", "decide"}, {"own", "plan"}


@dataclass(frozen=True)
class Concept:
    """A concept of the sources. ``not_applied`` and ``not_assessed`` say why a place is meant to stay empty."""

    id: str
    name: str
    not_applied: str = ""
    not_assessed: str = ""


@dataclass(frozen=True)
class Places:
    """Where a concept stands in the course: names of modules, and exercises as ``module/id``."""

    explained: tuple[str, ...]
    practised: tuple[str, ...]
    applied: tuple[str, ...]
    assessed: tuple[str, ...]


def load_concepts(path: Path) -> list[Concept]:
    """The concepts of a file. Raises ContentError when one is missing, unknown or double."""
    tables: list[Any] = read_toml(path).get("concept", [])
    found = [read_table(Concept, one, f"{path.name}, begrip ‘{one.get('id')}’") for one in tables]
    ids = [one.id for one in found]
    if sorted(ids) != sorted(CONCEPTS):
        odd = sorted({one for one in ids if ids.count(one) > 1} | set(ids) ^ set(CONCEPTS))
        raise ContentError(f"{path.name}: elk begrip hoort er precies één keer te staan; kijk naar {', '.join(odd)}.")
    return found


def places(concept: str, modules: Mapping[str, Content], assignments: Mapping[str, Content]) -> Places:
    """Where a concept stands in these modules and assignments, each by name."""
    return Places(
        tuple(name for name, content in modules.items() if concept in content.module.concepts),
        tuple(_tagged(concept, modules, PRACTISED)),
        tuple(_tagged(concept, modules, APPLIED)),
        tuple(_tagged(concept, assignments, None)),
    )


def _tagged(concept: str, contents: Mapping[str, Content], steps: set[str] | None) -> Iterator[str]:
    for name, content in contents.items():
        for one in content.exercises.values():
            if concept in one.concepts and (steps is None or one.step in steps):
                yield f"{name}/{one.id}"


def gaps(concept: Concept, found: Places) -> Iterator[str]:
    """The places that are empty without a reason."""
    if not found.explained:
        yield "wordt in geen module uitgelegd (concepts in [module])"
    if not found.practised:
        yield "wordt nergens geoefend (concepts in een oefening)"
    if not found.applied and not concept.not_applied:
        yield "wordt niet op de eigen alliantie toegepast; tag een oefening of geef ‘not_applied’ een reden"
    if not found.assessed and not concept.not_assessed:
        yield "wordt in geen opdracht getoetst; tag een oefening of geef ‘not_assessed’ een reden"


def as_markdown(concepts: list[Concept], found: Mapping[str, Places]) -> str:
    """The map as a page to read."""
    rows = "\n".join(_row(one, found[one.id]) for one in concepts)
    return (
        "# Begrippenkaart\n\nGemaakt door `leergang build` uit de tags in de modules en opdrachten; niet met de hand "
        "wijzigen.\n\n| begrip | uitgelegd | geoefend | toegepast | getoetst |\n|---|---|---|---|---|\n" + rows + "\n"
    )


def _row(concept: Concept, found: Places) -> str:
    cells = [
        f"**{concept.id}** {concept.name}",
        ", ".join(found.explained),
        ", ".join(found.practised),
        ", ".join(found.applied) or concept.not_applied,
        ", ".join(found.assessed) or concept.not_assessed,
    ]
    return "| " + " | ".join(cells) + " |"
