"""What is asked of everyone: the success-factor checklist, and the maturity scan about each of two houses."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from leergang.content import Content, load_content
from leergang.errors import ContentError
from leergang.kinds.scale import Scale

CHECKLIST = ("10_succesfactoren", "succesfactoren")
MATURITY = ("12_obstakels", "volwassenheid")

About = Literal["alliance", "own", "other"]


@dataclass(frozen=True)
class Question:
    """A scale to rate once: about the alliance as a whole, the own house, or the other's house.

    ``key`` is its name among the ratings of a reply. ``exercise`` is the course's own, as ``module/exercise``, and
    ``side`` is the side of that exercise where the participant rated the same.
    """

    key: str
    exercise: str
    side: str
    about: About
    scale: Scale


def load_questions(modules: Path) -> tuple[Question, ...]:
    """The questions in a folder with the modules. Raises ContentError."""
    return questions({name: load_content(modules / name) for name, _ in (CHECKLIST, MATURITY)})


def questions(contents: Mapping[str, Content]) -> tuple[Question, ...]:
    """What is asked, in order. ``contents`` maps module folders to contents. Raises ContentError."""
    checklist, maturity = (_scale(contents, *place) for place in (CHECKLIST, MATURITY))
    first, second = "/".join(CHECKLIST), "/".join(MATURITY)
    return (
        Question(first, first, "wij", "alliance", checklist),
        Question(second, second, "wij", "own", maturity),
        Question(f"{second}/ander", second, "partner", "other", maturity),
    )


def _scale(contents: Mapping[str, Content], module: str, name: str) -> Scale:
    found = contents[module].exercises.get(name) if module in contents else None
    if not isinstance(found, Scale):
        raise ContentError(
            f"De oefening ‘{name}’ van de module ‘{module}’ ontbreekt, en de partnerblik vraagt ernaar. "
            "Open de cursus opnieuw met ‘leergang start’."
        )
    return found


def own_ratings(question: Question, answers: Mapping[str, Any], side: str = "") -> dict[str, int]:
    """What the participant answered in the course; ``side`` asks for another side of the same exercise."""
    entry = answers.get(question.exercise)
    value = question.scale.clean(entry.value) if entry else {}
    return dict(value.get(side or question.side, {}))
