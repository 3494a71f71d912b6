"""Reads of a module only the exercises about the own alliance: reading all of the course takes most of a report's time.

An exercise begins at a line ``[[exercise]]``, so the others can be left out before the file is parsed. Where that does
not work out, for instance since a text holds such a line, the whole file is read as ever.
"""

import re
import tomllib
from pathlib import Path

from leergang.content import FILE_NAME, FORMAT, Content, load_content, parse_content
from leergang.dossier.portrait import OWN_STEPS
from leergang.errors import ContentError

_BEGIN = re.compile(r"^\[\[exercise\]\][ \t]*$", re.MULTILINE)
_OWN = re.compile(rf"^step\s*=\s*[\"'](?:{'|'.join(OWN_STEPS)})[\"']", re.MULTILINE)


def load_own(folder: Path) -> Content:
    """The content of a folder with only its own and plan exercises. Raises ContentError."""
    try:
        head, *exercises = _BEGIN.split((folder / FILE_NAME).read_text(encoding="utf-8"))
        kept = "".join(f"[[exercise]]{one}" for one in exercises if _OWN.search(one))
        data = tomllib.loads(head + kept)
        for one in data.get("exercise", []):
            one.pop("recall", None)  # it may look back on an exercise that is left out
        if data.get("format") == FORMAT:
            return parse_content(data, f"{folder.name}/{FILE_NAME}")
    except (OSError, ValueError, ContentError):
        pass
    return load_content(folder)
