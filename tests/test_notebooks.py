"""Every notebook of the course is executed with the real kernel, and the texts become the notebooks they should."""

import json
import shutil
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from course_data import ROOT, contents
from nbclient import NotebookClient

from leergang.authoring import notebooks
from leergang.authoring.text import Place, Prose, pieces
from leergang.errors import ContentError

NOTEBOOKS = [*sorted(ROOT.glob("modules/[0-9][0-9]_*/*.ipynb")), *sorted(ROOT.glob("assignments/release/*/*.ipynb"))]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_participant_can_run_the_notebook(path: Path, tmp_path: Path) -> None:
    """No cell fails or warns, and each exercise shows a widget instead of a message."""
    folder = tmp_path / path.stem
    shutil.copytree(path.parent, folder)
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    client.execute()
    exercises = [cell for cell in notebook.cells if "import exercise" in cell.source]
    assert len(exercises) == len(contents()[path.stem].exercises)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output["output_type"] == "execute_result", output
    for cell in exercises:
        assert "application/vnd.jupyter.widget-view+json" in cell.outputs[0]["data"]


def test_a_text_is_cut_at_its_headings_and_exercises() -> None:
    """Each section becomes a cell of its own, so that a reader can find it."""
    found = pieces("Intro.\n\n## Een\n\nTekst.\n\n{{ oefening a }}\n\nNa.\n\n## Twee\n", "x.md")
    assert found == [Prose("Intro."), Prose("## Een\n\nTekst."), Place("a"), Prose("Na."), Prose("## Twee")]


def test_a_box_becomes_html_with_markdown_inside() -> None:
    """The text in a box stays Markdown; what is ours is marked by itself."""
    (box,) = pieces("::: redactie\nVan *ons*.\n:::", "x.md")
    assert isinstance(box, Prose)
    assert box.text.startswith('<div class="lg-redactie">\n\n')
    assert "Redactionele uitwerking" in box.text
    assert box.text.endswith("Van *ons*.\n\n</div>")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("::: casus\n", "niet gesloten"),
        (":::\n", "niet geopend"),
        ("::: casus\n::: bron\n", "staat nog open"),
        ("::: casus\n{{ oefening a }}\n:::", "kan niet in een kader"),
        ("{{ oefening }}", "is niet begrepen"),
    ],
)
def test_a_fault_in_a_text_names_its_line(text: str, part: str) -> None:
    """The author can go straight to the line."""
    with pytest.raises(ContentError, match=r"x\.md") as caught:
        pieces(text, "x.md")
    assert part in str(caught.value)


def test_the_rubric_and_samples_stay_with_the_instructor() -> None:
    """The task cell of the source holds levels and samples; the released one only says how many points there are."""
    content = contents()["procesmanager"]
    text = (ROOT / "assignments" / "texts" / "procesmanager.md").read_text(encoding="utf-8")
    data = json.loads(notebooks.assignment_notebook("procesmanager", text, content))
    task = next(cell for cell in data["cells"] if cell["metadata"]["nbgrader"]["task"])
    source = "".join(task["source"])
    assert "BEGIN MARK SCHEME" in source
    assert "Voorbeeldantwoord" in source
    released = "\n".join(notebooks.released(source))
    assert "Voorbeeldantwoord" not in released
    assert "| punten |" not in released
    assert "maximaal 10 punten" in released


def test_modules_lead_to_each_other() -> None:
    """Each module links to the one before and after it and to the start page."""
    paths = [path for path in NOTEBOOKS if path.parent.parent.name == "modules"]
    for before, after in pairwise(paths):
        assert f"../{after.parent.name}/{after.name}" in before.read_text(encoding="utf-8")
        assert f"../{before.parent.name}/{before.name}" in after.read_text(encoding="utf-8")
    start = (ROOT / "modules" / "start.ipynb").read_text(encoding="utf-8")
    assert all(f"modules/{path.parent.name}/{path.name}" in start for path in paths)
