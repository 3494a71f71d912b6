"""formgrader's lists: nbgrader's templates, or ours by the same name, with every value escaped."""

import re
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from jinja2.ext import Extension
from markupsafe import Markup

from leergang.grading.formgrader.guard import NONCE

TEMPLATES = Path(__file__).parent / "templates"
FEEDBACK = Path(__file__).parents[1] / "feedback" / "templates"  # which shows answers in the same way
_QUOTED = re.compile(r'= "\{\{ (\w+) \}\}";')
_ON_CLICK = re.compile(r'onclick="(\w+)\(\);?"', re.IGNORECASE)


class Guarded(Extension):
    """Makes nbgrader's templates fit for the policy that guards them.

    Each script gets the number without which no browser runs it, and each value in a script its escapes. What happens
    on a click moves from an attribute, which no browser runs here, to lists.js.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Called by Jinja for each template, ours and nbgrader's."""
        source = _ON_CLICK.sub(r'data-call="\1"', _QUOTED.sub(r"= {{ \1|tojson }};", source))
        return source.replace("<script", '<script nonce="{{ nonce }}"')


def environment() -> Environment:
    """The templates of all of formgrader's pages."""
    import nbgrader.server_extensions.formgrader.handlers as nbgrader

    theirs = FileSystemLoader(nbgrader.template_path)
    ours = FileSystemLoader([TEMPLATES, FEEDBACK])
    places = [ours, theirs, PrefixLoader({"nbgrader": theirs})]
    made = Environment(loader=ChoiceLoader(places), autoescape=True, extensions=[Guarded])
    made.globals.update(nonce=NONCE, own=own)
    return made


def own(name: str) -> Any:
    """A style sheet or script of ours, to stand in a page."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704  # our own file
