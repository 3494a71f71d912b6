"""One participant's page, as data and as HTML. Pure: gradebook and files are read elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from leergang.content import Content
from leergang.grading.explained import Explained, explained
from leergang.grading.numbers import dutch
from leergang.grading.results import Item, Result
from leergang.grading.timestamps import lateness
from leergang.kinds import Exercise
from leergang.kinds.text import Text
from leergang.markdown import to_html, to_inline_html


@dataclass(frozen=True)
class Section:
    """One exercise on the page: the question, the answer explained, the points and the instructor's remark."""

    exercise: Exercise
    answer: Explained
    item: Item | None

    @property
    def criteria(self) -> tuple[str, ...]:
        """What a written answer is read for: the participant saw this while writing."""
        return self.exercise.criteria if isinstance(self.exercise, Text) else ()

    @property
    def state(self) -> str:
        """How the points came about."""
        if self.item is None or not self.item.maximum:
            return "telt niet mee"
        if self.item.unread:
            return "leest je docent nog"
        return "gegeven door je docent" if self.item.by_hand else "automatisch nagekeken"


def sections(content: Content, values: dict[str, Any], result: Result) -> list[Section]:
    """Every exercise of the assignment with its key, in the order of the content."""
    items = {item.id: item for item in result.items}
    return [Section(one, explained(one, values[name]), items.get(name)) for name, one in content.exercises.items()]


def render(content: Content, values: dict[str, Any], result: Result, note: str = "") -> str:
    """The page as HTML that needs no script and no network. ``note`` tells of trouble with what was handed in."""
    return str(
        _template().render(
            module=content.module,
            result=result,
            sections=sections(content, values, result),
            note=note,
            late=lateness(result.late),
        )
    )


@cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    # Whatever is not Markdown of ours is escaped, and our Markdown shows raw HTML as text.
    environment = Environment(
        loader=PackageLoader("leergang.grading.feedback"), autoescape=True, undefined=StrictUndefined
    )
    safe: dict[str, Callable[[str], str]] = {"markdown": to_html, "inline": to_inline_html}
    environment.filters.update({name: lambda text, make=make: Markup(make(text)) for name, make in safe.items()})  # noqa: S704
    environment.filters["number"] = dutch
    style = files("leergang.grading.feedback").joinpath("templates", "page.css").read_text(encoding="utf-8")
    environment.globals["style"] = Markup(style)  # noqa: S704  # our own file
    return environment.get_template("page.html.j2")
