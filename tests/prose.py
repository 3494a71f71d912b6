"""All Dutch that the course shows, as plain text by file: for the spelling and style checks."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course_data import ROOT

# Fields that hold ids and settings, no prose.
CODES = {
    "id", "kind", "step", "concepts", "right", "accent", "group", "to", "start", "from", "set", "at", "recall",
    "misconception", "forms", "chart", "exercise", "private",
}  # fmt: skip
# Names of tables in a module, and lists of ids in the outline of the dossier.
EITHER = {"exercise", "fields", "private"}


def prose() -> Iterator[tuple[str, str]]:
    """(file, text) for every text that a participant or instructor reads."""
    for path in [*ROOT.glob("modules/**/*.md"), *ROOT.glob("assignments/**/*.md"), ROOT / "README.md"]:
        if path.name != "concepts.md":
            yield str(path.relative_to(ROOT)), plain(path.read_text(encoding="utf-8"))
    form = ROOT / "course" / "leergang" / "partner" / "form.html"
    yield str(form.relative_to(ROOT)), plain(re.sub(r"\{%.*?%\}", " ", form.read_text(encoding="utf-8")))
    tables = [*ROOT.glob("modules/**/*.toml"), *ROOT.glob("assignments/*/**/*.toml")]
    for path in [*tables, ROOT / "course" / "leergang" / "ui.toml"]:
        yield str(path.relative_to(ROOT)), plain("\n".join(_strings(_read(path))))


def _read(path: Path) -> Any:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _strings(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key in EITHER and not any(isinstance(part, dict) for part in one):
                continue
            # In a balance ‘right’ is the text of a pole, and then it starts with a capital.
            if key not in CODES or (key == "right" and isinstance(one, str) and one[:1].isupper()):
                yield from _strings(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one, name)
    elif isinstance(value, str):
        yield value


def plain(text: str) -> str:
    """Text without code, addresses, places of exercises and markup."""
    text = re.sub(r"```.*?```", " ", text, flags=re.DOTALL)
    text = re.sub(r"`[^`]*`|\{\{[^}]*\}\}|^:::.*$|<[^>]+>", " ", text, flags=re.MULTILINE)
    text = re.sub(r"\]\([^)]*\)|https?://\S+|\{\w+\}", " ", text)
    text = re.sub(r"(?<=\w)’(?=\w)", "'", text)
    return re.sub(r"[*_#|\[\]‘’“”]", " ", text)


def words(text: str) -> set[str]:
    """The words of a plain text, with their inner hyphens and apostrophes."""
    return set(re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text))
