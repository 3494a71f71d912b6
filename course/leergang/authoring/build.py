"""``leergang build``: writes every notebook of the course out of its text and content."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leergang.authoring import notebooks
from leergang.authoring.concepts import as_markdown, load_concepts, places
from leergang.authoring.glossary import PAGE, Term, load_glossary
from leergang.authoring.notebooks import Link, module_folders
from leergang.content import Content, load_content
from leergang.errors import ContentError, CourseError
from leergang.locate import checkout


def main(only_check: bool) -> int:
    """Write what changed, or with ``only_check`` say what is out of date. Returns the exit code."""
    root = require_checkout()
    stale = [(path, text) for path, text in built(root) if not _same(path, text)]
    for path, text in stale:
        print(f"{'verouderd' if only_check else 'gemaakt'}: {path.relative_to(root)}")
        if not only_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale and only_check:
        print("Voer ‘leergang build’ uit; de notebooks volgen uit de teksten.")
    return 1 if stale and only_check else 0


def require_checkout() -> Path:
    """The root of the checkout. Raises CourseError when the course was installed from a wheel."""
    root = checkout()
    if root is None:
        raise CourseError("Dit werkt alleen in een checkout van het project, niet in een geïnstalleerde leergang.")
    return root


def built(root: Path) -> Iterator[tuple[Path, str]]:
    """Every file that is made, with its text: notebooks, and the released copies of the assignments."""
    modules = [(folder, load_content(folder)) for folder in module_folders(root / "modules")]
    terms = load_glossary(root / "modules" / "glossary.toml")
    yield from _modules(modules, terms)
    yield root / "modules" / PAGE, notebooks.glossary_notebook(terms)
    yield root / "modules" / "partner.ipynb", notebooks.partner_notebook(_read(root / "modules" / "partner.md"))
    assignments = [(name, *assignment(root, name)) for name in assignment_names(root)]
    order = [folder.name.partition("_")[2] for folder, _ in modules]
    # In the order of the modules that they go with; the one that goes with none closes the course.
    assignments.sort(key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    for name, text, content in assignments:
        yield from _assignment(root / "assignments", name, notebooks.assignment_notebook(name, text, content))
    yield root / "assignments" / "groep.ipynb", notebooks.cohort_notebook(_read(root / "assignments" / "groep.md"))
    yield root / "docs" / "concepts.md", concept_map(root)
    yield (
        root / "modules" / "start.ipynb",
        notebooks.start_notebook(
            _read(root / "modules" / "start.md"),
            [(folder.name, content.module) for folder, content in modules],
            [(name, content.module) for name, _, content in assignments],
        ),
    )


def contents(root: Path) -> tuple[dict[str, Content], dict[str, Content]]:
    """All modules, and all assignments with their keys, by name."""
    modules = {folder.name: load_content(folder) for folder in module_folders(root / "modules")}
    return modules, {name: assignment(root, name)[1] for name in assignment_names(root)}


def concept_map(root: Path) -> str:
    """Where each concept stands in the course, as a page."""
    concepts = load_concepts(root / "modules" / "concepts.toml")
    modules, assignments = contents(root)
    found = {one.id: places(one.id, modules, assignments) for one in concepts}
    return as_markdown(concepts, found)


def assignment_names(root: Path) -> list[str]:
    """The ids of the assignments."""
    return sorted(path.parent.name for path in (root / "assignments" / "source").glob("*/content.toml"))


def assignment(root: Path, name: str) -> tuple[str, Content]:
    """The text of an assignment, and its content with the key laid over it."""
    folder = root / "assignments"
    content = load_content(folder / "source" / name, folder / "keys" / f"{name}.toml")
    return _read(folder / "texts" / f"{name}.md"), content


def _modules(modules: list[tuple[Path, Content]], terms: list[Term]) -> Iterator[tuple[Path, str]]:
    links = [Link(content.module.title, f"../{folder.name}/{folder.name}.ipynb") for folder, content in modules]
    around = zip([None, *links], modules, [*links[1:], None], strict=False)
    for before, (folder, content), after in around:
        text = _read(folder / f"{folder.name}.md")
        yield (
            folder / f"{folder.name}.ipynb",
            notebooks.module_notebook(folder.name, text, content, terms, before, after),
        )


def _assignment(folder: Path, name: str, notebook: str) -> Iterator[tuple[Path, str]]:
    """The source with its mark scheme, and the released copy without it, as nbgrader would make it."""
    source, release = folder / "source" / name, folder / "release" / name
    yield source / f"{name}.ipynb", notebook
    yield release / f"{name}.ipynb", release_text(json.loads(notebook))
    for path in sorted(source.iterdir()):
        if path.suffix in {".toml", ".svg"}:
            yield release / path.name, _read(path)


def release_text(data: dict[str, Any]) -> str:
    """The released notebook of a source notebook: no mark scheme, and nbgrader's checksums."""
    from nbformat import from_dict
    from nbgrader.utils import compute_checksum

    for cell in data["cells"]:
        lines = list(notebooks.released("".join(cell["source"])))
        cell["source"] = "\n".join(lines)
        cell["metadata"]["nbgrader"]["cell_type"] = cell["cell_type"]
        cell["metadata"]["nbgrader"]["checksum"] = compute_checksum(from_dict(cell))  # type: ignore[no-untyped-call]
        cell["source"] = cell["source"].splitlines(keepends=True)
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(f"De tekst ‘{path}’ ontbreekt.") from None
