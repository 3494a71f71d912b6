"""Markdown to HTML for exercises. Raw HTML in content or in answers is shown as text, never as markup."""

from functools import cache

import mistune


@cache
def _renderer() -> mistune.Markdown:
    return mistune.create_markdown(escape=True, plugins=["table"])


def to_html(text: str) -> str:
    """A text of one or more paragraphs as HTML."""
    return str(_renderer()(text)).strip() if text else ""


def to_inline_html(text: str) -> str:
    """A single line as HTML, without the paragraph around it."""
    html = to_html(text)
    if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>"):
        return html[3:-4]
    return html
