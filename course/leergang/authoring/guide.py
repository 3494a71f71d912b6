"""The instructor's guide: a page per module in ``assignments/guide/``, which no participant gets."""

from collections.abc import Iterator
from pathlib import Path

FOLDER = Path("assignments") / "guide"
PARTS = ("Doel", "Tijd", "Bijeenkomst", "Vragen voor de nabespreking", "Misvattingen", "Na zes weken")
GRADED = "Het geschreven onderdeel beoordelen"


def guide_faults(root: Path, module: str, graded: bool) -> Iterator[str]:
    """What the guide to a module lacks. ``graded`` says whether an assignment goes with the module."""
    path = root / FOLDER / f"{module}.md"
    if not path.is_file():
        yield f"de handleiding voor de docent ontbreekt: {FOLDER.as_posix()}/{module}.md"
        return
    text = path.read_text(encoding="utf-8")
    for part in (*PARTS, *([GRADED] if graded else [])):
        if f"\n## {part}\n" not in text:
            yield f"{path.name} in de handleiding heeft geen deel ‘## {part}’"
