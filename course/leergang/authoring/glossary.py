"""The glossary: a page with every term, and a link with its meaning at the first use in each module."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leergang.content import read_toml
from leergang.kinds.base import by_id
from leergang.reading import read_table

PAGE = "begrippen.ipynb"
# Headings, HTML, tables and quotes of code stay as they are.
_UNTOUCHED = re.compile(r"^\s*([#<|]|\{\{|!\[)")


@dataclass(frozen=True)
class Term:
    """A term with one meaning. ``forms`` are the words in a text that stand for it; ``source`` says whose it is."""

    id: str
    term: str
    text: str
    source: str
    forms: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """How the term stands above its meaning."""
        return self.term[:1].upper() + self.term[1:]

    @property
    def anchor(self) -> str:
        """Where JupyterLab finds that heading."""
        return self.heading.replace(" ", "-")


def load_glossary(path: Path) -> list[Term]:
    """The terms of a file. Raises ContentError when one is wrong or double."""
    tables: list[Any] = read_toml(path).get("term", [])
    terms = [read_table(Term, one, f"{path.name}, begrip ‘{one.get('id')}’") for one in tables]
    by_id(terms, f"{path.name}: het begrip")
    return terms


def linked(text: str, terms: Sequence[Term], address: str, seen: set[str]) -> str:
    """The text with a link at the first use of each term not in ``seen``; the ids found are added to it."""
    lines = text.split("\n")
    for term in sorted(terms, key=lambda one: -len(one.term)):
        if term.id not in seen and term.forms and _link_first(lines, term, address):
            seen.add(term.id)
    return "\n".join(lines)


def _link_first(lines: list[str], term: Term, address: str) -> bool:
    words = "|".join(re.escape(one) for one in sorted(term.forms, key=len, reverse=True))
    # Not inside a longer word, a link or the help text of another term.
    pattern = re.compile(rf"(?<![\w\[-])({words})(?![\w-])(?![^\[\]]*\])(?![^()]*\"\))", flags=re.IGNORECASE)
    for number, line in enumerate(lines):
        if _UNTOUCHED.match(line):
            continue
        found = next((one for one in pattern.finditer(line) if not _quoted(line[: one.start()])), None)
        if found:
            link = f'[{found[0]}]({address}#{term.anchor} "{term.text}")'
            lines[number] = line[: found.start()] + link + line[found.end() :]
            return True
    return False


def _quoted(before: str) -> bool:
    """Whether a quotation is still open at the end of this text: a title or somebody's words stay as they are."""
    opened = before.rpartition("‘")
    return bool(opened[1]) and not re.search(r"’(?!\w)", opened[2])


def page(terms: Sequence[Term]) -> str:
    """The text of the glossary's page, in alphabetical order."""
    entries = "\n\n".join(
        f'### {one.heading}\n\n{one.text}\n\n<p class="lg-meta">{one.source}</p>'
        for one in sorted(terms, key=lambda one: one.term)
    )
    return (
        '<div class="lg-title lg-accent-leergang">\n\n# Begrippen\n\nElk woord betekent in deze leergang één ding. '
        "In de modules leidt een woord met een stippellijn hierheen.\n\n</div>\n\n"
        f"{entries}\n\n"
        '<div class="lg-nav">\n\n[Overzicht](start.ipynb)\n\n</div>'
    )
