"""An answer in words, for who grades: what stands in the graded copy in the place of a widget."""

from html import escape
from typing import Any

from leergang.kinds import Exercise
from leergang.kinds.text import Text
from leergang.markdown import to_html
from leergang.ui import word
from leergang.wording import harmless

FOREIGN = '<div class="lg-foreign">'  # frames what is not the course's own in a graded copy
LONGEST = 50_000  # characters of one text in a copy; the whole text stays in antwoorden.json


def answer_html(exercise: Exercise, value: Any) -> str:
    """The title and a cleaned answer. A written answer stands in the cell below, so here stands its question."""
    if isinstance(exercise, Text):
        return _framed(f"**{exercise.title}**\n\n{exercise.prompt}")
    return _framed(f"**{exercise.title}**\n\n{shortened(exercise.summary(value)) or '*niet ingevuld*'}")


def written_html(exercise: Exercise, value: Any) -> str:
    """A written answer exactly as it was typed; nothing in it is read as markup."""
    text = shortened(exercise.summary(value)) or word("status", "blank")
    return f'<div class="lg-shown" style="white-space: pre-wrap">{escape(text)}</div>'


def foreign_html(what: str, text: str) -> str:
    """A participant's own cell as text. On one line, without a sign that Markdown or formulas give a meaning."""
    shown = escape(shortened(text, 2_000)).replace("\n", "&#10;").replace("$", "&#36;").replace("\\", "&#92;")
    return f"{FOREIGN}<p><em>{escape(what)}; niet uitgevoerd.</em></p><pre>{shown}</pre></div>"


def note_html(text: str) -> str:
    """What the grader found, above the answers."""
    return f"{FOREIGN}<p><strong>Bij het nakijken.</strong> {escape(text)}</p></div>"


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text without control characters, cut off when it is too long to read."""
    kept = harmless(text[:longest])
    return kept if len(text) <= longest else f"{kept} […] (ingekort; het geheel telt {len(text)} tekens)"


def _framed(text: str) -> str:
    return f'<div class="lg-shown">{to_html(text)}</div>'
