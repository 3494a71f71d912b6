"""``leergang check``: reads all content and every notebook, and reports each fault with its file and id."""

from collections.abc import Iterator
from pathlib import Path

from leergang.authoring import build
from leergang.authoring.complete import assignment_faults, leaked, module_faults
from leergang.authoring.concepts import gaps, load_concepts, places
from leergang.authoring.explained import unexplained
from leergang.authoring.giveaways import giveaways
from leergang.authoring.glossary import PAGE
from leergang.authoring.guide import guide_faults
from leergang.authoring.hygiene import dead_links, notebook_faults
from leergang.authoring.notebooks import module_folders
from leergang.authoring.text import Overview, pieces
from leergang.content import FILE_NAME, Content, load_content, read_toml
from leergang.dossier.portrait import FILE_NAME as DOSSIER
from leergang.dossier.portrait import load_outline, outline_faults
from leergang.errors import ContentError
from leergang.grading.cohort import QUESTIONS


def main() -> int:
    """Check the checkout; prints the faults. Returns the exit code."""
    faults = list(all_faults(build.require_checkout()))
    for fault in faults:
        print(fault)
    print(f"{len(faults)} {'fout' if len(faults) == 1 else 'fouten'} gevonden." if faults else "Alles in orde.")
    return 1 if faults else 0


def all_faults(root: Path) -> Iterator[str]:
    """Every fault of the course below ``root``, as ``file: what and what to do``."""
    yield from file_faults(root)
    yield from whole_faults(root)


def file_faults(root: Path) -> Iterator[str]:
    """The faults of each module and assignment by itself, and of the files made from them."""
    for folder in module_folders(root / "modules"):
        yield from _named(f"modules/{folder.name}", _module(folder))
    for name in build.assignment_names(root):
        yield from _named(f"assignments/{name}", _assignment(root, name))
    cohort = root / "assignments" / "groep.ipynb"
    yield from (f"assignments/groep.ipynb: {fault}" for fault in notebook_faults(cohort, QUESTIONS))
    yield from _stray_answers(root)
    yield from _stale(root)
    yield from _links(root)


def whole_faults(root: Path) -> Iterator[str]:
    """What the course as a whole lacks: places of concepts, and pages of the instructor's guide."""
    yield from _concepts(root)
    yield from _named(f"modules/{DOSSIER}", _dossier(root))
    graded = build.assignment_names(root)
    for folder in module_folders(root / "modules"):
        yield from guide_faults(root, folder.name, folder.name.partition("_")[2] in graded)


def _named(name: str, faults: Iterator[str]) -> Iterator[str]:
    try:
        yield from (f"{name}: {fault}" for fault in faults)
    except ContentError as error:
        yield f"{name}: {error}"


def _module(folder: Path) -> Iterator[str]:
    content = load_content(folder)
    text = folder / f"{folder.name}.md"
    yield from module_faults(folder.name, content, text.read_text(encoding="utf-8") if text.is_file() else "")
    yield from _exercises(content)
    yield from _notebook(folder / f"{folder.name}.ipynb", content)


def _assignment(root: Path, name: str) -> Iterator[str]:
    folder = root / "assignments"
    source, key = folder / "source" / name, folder / "keys" / f"{name}.toml"
    if not key.is_file():
        yield f"de sleutel keys/{name}.toml ontbreekt"
        return
    content = load_content(source, key)
    yield from assignment_faults(name, content)
    if Overview() not in pieces(build.assignment(root, name)[0], f"{name}.md"):
        yield "de tekst heeft geen ‘{{ overzicht }}’, waarin een deelnemer ziet wat nog open is"
    yield from _exercises(content)
    for field in leaked(read_toml(source / FILE_NAME), read_toml(key)):
        yield f"source/{name}/{FILE_NAME} verraadt de sleutel: {field}"
    for path in (source / f"{name}.ipynb", folder / "release" / name / f"{name}.ipynb"):
        yield from _notebook(path, content)


def _exercises(content: Content) -> Iterator[str]:
    for one in content.exercises.values():
        if not one.source.strip() and not one.points:
            yield f"oefening ‘{one.id}’: ‘source’ ontbreekt; noem de bron of ‘redactionele uitwerking’"
        yield from (f"oefening ‘{one.id}’: {part} ontbreekt; leg uit waarom" for part in unexplained(one))
    for exercise_id, fault in giveaways(content.exercises.values()):
        yield f"oefening ‘{exercise_id}’: {fault}" if exercise_id else fault


def _notebook(path: Path, content: Content) -> Iterator[str]:
    place = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    yield from (f"{place}: {fault}" for fault in notebook_faults(path, content.exercises))


def _concepts(root: Path) -> Iterator[str]:
    try:
        modules, assignments = build.contents(root)
        for concept in load_concepts(root / "modules" / "concepts.toml"):
            found = places(concept.id, modules, assignments)
            yield from (f"begrip {concept.id} ({concept.name}) {gap}" for gap in gaps(concept, found))
    except ContentError as error:
        yield f"modules/concepts.toml: {error}"


def _dossier(root: Path) -> Iterator[str]:
    modules = {folder.name: load_content(folder) for folder in module_folders(root / "modules")}
    yield from outline_faults(load_outline(root / "modules" / DOSSIER), modules)


def _stray_answers(root: Path) -> Iterator[str]:
    """nbgrader overwrites a participant's file with its namesake in source/: an answers file there erases answers."""
    for part in ("modules", "assignments/source", "assignments/release"):
        for path in sorted((root / part).rglob("antwoorden*.json")):
            yield f"{path.relative_to(root)}: een antwoordenbestand hoort niet in de cursus; haal het weg"


def _stale(root: Path) -> Iterator[str]:
    try:
        for path, text in build.built(root):
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                yield f"{path.relative_to(root)}: volgt niet meer uit zijn tekst; voer ‘leergang build’ uit"
    except ContentError as error:
        yield str(error)


def _links(root: Path) -> Iterator[str]:
    delivered = {place: path for place, path in _workspace(root) if path.is_file()}
    for place, path in delivered.items():
        if path.suffix == ".ipynb":
            yield from (f"{place}: {fault}" for fault in dead_links(path, place.parent, delivered.keys()))


def _workspace(root: Path) -> Iterator[tuple[Path, Path]]:
    """Where each delivered file stands in a workspace, and in the checkout."""
    for name in ("start.ipynb", "partner.ipynb", PAGE):
        yield Path(name), root / "modules" / name
    for folder, place in ((root / "modules", "modules"), (root / "assignments" / "release", "opdrachten")):
        for path in folder.glob("*/*"):
            yield Path(place) / path.relative_to(folder), path
