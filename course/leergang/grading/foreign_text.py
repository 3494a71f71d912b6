"""The cells in a graded copy that are not the course's, as text: notes of the grader, and what a participant added."""

import json
from html.parser import HTMLParser

from leergang.readable import FOREIGN

NOTE = "opmerking"  # the id of the cell with what the grader noted
MOST = 20
LONGEST = 5_000


def told(notebook: bytes, own: set[str]) -> list[str]:
    """The text of each cell whose id is not among the course's own. Never raises."""
    try:
        cells = json.loads(notebook)["cells"]
        foreign = [cell for cell in cells if cell.get("id") not in own]
        return [_text("".join(cell.get("source", ""))) for cell in foreign[:MOST]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ["Het nagekeken notebook is niet te lezen; de antwoorden hieronder komen uit antwoorden.json."]


def note(notebook: bytes) -> str:
    """What the grader noted above the answers; empty when there was nothing to note. Never raises."""
    try:
        return next((_text("".join(one["source"])) for one in json.loads(notebook)["cells"] if one["id"] == NOTE), "")
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def _text(source: str) -> str:
    """What the grader framed, without its markup; anything else is somebody's own source."""
    return (_Plain(source).text if source.startswith(FOREIGN) else source)[:LONGEST].strip()


class _Plain(HTMLParser):
    """What a browser would show of HTML, paragraphs on lines of their own."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(source)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        self.text += "\n" if tag in {"p", "pre"} else ""
