"""The HTML of advice: a heading, and entries with what they are about and what to do."""

from collections.abc import Iterable

from leergang.markdown import to_inline_html


def entry(head: str, text: str, note: str = "") -> str:
    """What it is about in bold, a small note beside it, and the advice on the next line. All three are Markdown."""
    small = f" <span class='lg-small'>{to_inline_html(note)}</span>" if note else ""
    return f"<strong>{to_inline_html(head)}</strong>{small}<br>{to_inline_html(text)}"


def section(heading: str, entries: Iterable[str], ordered: bool = False) -> str:
    """A list of entries under a heading; nothing when there are none."""
    items = "".join(f"<li>{one}</li>" for one in entries)
    tag = "ol" if ordered else "ul"
    return f"<h4>{to_inline_html(heading)}</h4><{tag}>{items}</{tag}>" if items else ""
