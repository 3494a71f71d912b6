"""Which three conversations to have first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from leergang.partner.comparison import SAME, Comparison, Row

MOST = 3

Why = Literal["gap", "low"]


@dataclass(frozen=True)
class Talk:
    """A statement to talk about, and why: the sides see it apart, or all see that it is poor."""

    row: Row
    why: Why

    @property
    def weight(self) -> float:
        """The gap, when that is the reason."""
        return self.row.gap or 0.0 if self.why == "gap" else 0.0


def first_talks(comparison: Comparison) -> tuple[Talk, ...]:
    """At most three: the largest gaps first, then what all rate low. A statement comes up once.

    Of equal gaps goes first the one from a group that is not among them yet, as three talks about one theme are one
    talk; then the one where someone rates lowest, as that is who has been waiting; then the order of the course.
    What all rate low fills the places that gaps leave: there is nothing to explain to each other, only to do.
    """
    rows = [row for row in comparison.rows if row.gap is not None and row.statement.talk]
    gaps = _chosen([Talk(row, "gap") for row in rows if (row.gap or 0) > SAME], ())
    return _chosen([Talk(row, "low") for row in rows if (row.gap or 0) <= SAME and row.level == "low"], gaps)


def _chosen(found: Sequence[Talk], taken: tuple[Talk, ...]) -> tuple[Talk, ...]:
    """Fill up to three with the best of what is left, one at a time."""
    while len(taken) < MOST:
        known = {(one.row.exercise, one.row.statement.id) for one in taken}
        themes = {one.row.group for one in taken}
        left = [one for one in found if (one.row.exercise, one.row.statement.id) not in known]
        if not left:
            break
        best = min(left, key=lambda one: (-one.weight, one.row.group in themes, min(one.row.known)))
        taken = (*taken, best)
    return taken
