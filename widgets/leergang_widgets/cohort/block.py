"""What an answer to a question consists of: sentences, a chart, and a table with the numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from leergang.grading.cohort import FEWEST
from leergang.grading.cohort.reading import Cohort, Task

TOO_FEW = f"Vanaf {FEWEST} deelnemers verschijnt hier een grafiek; met minder zou je zien wat één deelnemer deed."


@dataclass(frozen=True)
class Table:
    """Rows of text under headers, folded away under ``summary``. Columns after the first ``texts`` are numbers."""

    summary: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: int = 1
    open: bool = False


@dataclass(frozen=True)
class Block:
    """A part of an answer. ``text`` says what the chart shows, for who does not see it."""

    lines: Sequence[str] = ()
    heading: str = ""
    figure: dict[str, Any] | None = None
    text: str = ""
    table: Table | None = None


@dataclass(frozen=True)
class View:
    """What is asked: the cohort, the assignments chosen (``one`` when it is one), and how to show them."""

    cohort: Cohort
    tasks: Sequence[Task]
    one: bool
    names: bool
    dark: bool


@dataclass(frozen=True)
class Question:
    """A question about a cohort. ``names`` says whether its table can tell who."""

    id: str
    title: str
    blocks: Callable[[View], list[Block]]
    names: bool = False


def percent(share: float) -> str:
    """For example ‘64%’."""
    return f"{round(100 * share)}%"


def people(number: int) -> str:
    """For example ‘1 deelnemer’."""
    return f"{number} deelnemer{'' if number == 1 else 's'}"


def number(value: float) -> str:
    """For example ‘36,5’."""
    return f"{value:g}".replace(".", ",")
