"""Dates, numbers and short texts as a Dutch reader expects them."""

from collections.abc import Sequence
from datetime import date, datetime

MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
)


def day(one: date) -> str:
    """For example ‘3 juni 2025’."""
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}"


def day_of(at: str) -> date | None:
    """The day of a moment as it stands in a file; None when it cannot be read."""
    try:
        return datetime.fromisoformat(at).date()
    except ValueError:
        return None


def filled_in(moments: Sequence[str]) -> str:
    """When something was filled in, as a sentence; empty when that is not known."""
    days = sorted(one for at in moments if (one := day_of(at)))
    if not days:
        return ""
    if days[0] == days[-1]:
        return f"Ingevuld op {day(days[0])}."
    return f"Ingevuld tussen {day(days[0])} en {day(days[-1])}."


def number(value: float | None) -> str:
    """For example ‘2,5’ or ‘3’; a dash for nothing."""
    return "–" if value is None else f"{value:.1f}".removesuffix(".0").replace(".", ",")


def signed(value: int) -> str:
    """For example ‘+15’ or ‘−10’."""
    return f"{value:+d}".replace("-", "−")


def points(value: float) -> str:
    """For example ‘1 punt’ or ‘2,5 punten’."""
    return f"{number(value)} punt" if value == 1 else f"{number(value)} punten"


def shortened(text: str, most: int) -> str:
    """The text on one line, cut off after a sentence or else after a word when it is longer than this."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    sentence = max(cut.rfind(f"{mark} ") for mark in ".?!") + 1
    whole = cut[:sentence] if sentence > most / 2 else (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.–-")
    return f"{whole} …"
