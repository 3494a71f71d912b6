"""The report as one HTML page that needs nothing else: no script, no network, no other file."""

from functools import cache
from importlib.resources import files
from typing import Any

from leergang.report.blocks import Report, readable
from leergang.report.drawing import MARKS, STYLES
from leergang.report.svg import svg


def page(report: Report) -> str:
    """The whole page. Every text in it is escaped by the template; only drawings of our own go in as they are."""
    style = files("leergang.report").joinpath("page.css").read_text(encoding="utf-8")
    return str(_template().render(report=report, style=style))


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["lines"] = lambda text: readable(text).split("\n")
    environment.filters["svg"] = lambda picture: Markup(svg(picture.drawing))  # noqa: S704  # escaped by ElementTree
    environment.globals["marks"] = [(mark, style[0]) for mark, style in zip(MARKS, STYLES, strict=True)]
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment.from_string(files("leergang.report").joinpath("page.html").read_text(encoding="utf-8"))
