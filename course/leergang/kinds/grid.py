"""grid: a heat map of ratings, such as skills by department."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import Any, ClassVar

from leergang.errors import ContentError
from leergang.kinds.base import Exercise, Feedback, as_dict, as_number, by_id
from leergang.kinds.scale import HIGHEST, LOW_MEAN, MOST, UNKNOWN


@dataclass(frozen=True)
class Line:
    """A row or a column, with advice when it is rated low on the whole."""

    id: str
    text: str
    low: str = ""


@dataclass(frozen=True, kw_only=True)
class Grid(Exercise):
    """An answer maps row ids to ratings per column id: 1–5, or 0 for "weet ik niet"."""

    labels: tuple[str, ...]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]

    kind: ClassVar[str] = "grid"

    def validate(self) -> None:
        if len(self.labels) != HIGHEST:
            raise ContentError(f"‘labels’ telt precies {HIGHEST} bijschriften.")
        by_id(self.rows, "De rij")
        by_id(self.columns, "De kolom")
        if len(self.rows) < 2 or len(self.columns) < 2:
            raise ContentError("Een warmtekaart heeft minstens twee rijen en twee kolommen nodig.")

    @property
    def live(self) -> bool:
        return True

    @property
    def has_key(self) -> bool:
        return False

    def clean(self, value: Any) -> dict[str, dict[str, int]]:
        given = as_dict(value)
        rows = {row.id: self._clean_row(given.get(row.id)) for row in self.rows}
        return {name: ratings for name, ratings in rows.items() if ratings}

    def _clean_row(self, value: Any) -> dict[str, int]:
        given = as_dict(value)
        ratings = {one.id: as_number(given.get(one.id), UNKNOWN, HIGHEST) for one in self.columns}
        return {name: rating for name, rating in ratings.items() if rating is not None}

    def filled(self, value: dict[str, dict[str, int]]) -> float:
        return sum(map(len, value.values())) / (len(self.rows) * len(self.columns))

    def score(self, value: dict[str, dict[str, int]]) -> float:
        return 0.0

    def feedback(self, value: dict[str, dict[str, int]]) -> Feedback:
        return Feedback(None, "")

    def low_rows(self, value: dict[str, dict[str, int]]) -> tuple[Line, ...]:
        """The rows with a low mean, lowest first, at most three."""
        return _lowest((one, list(value.get(one.id, {}).values())) for one in self.rows)

    def low_columns(self, value: dict[str, dict[str, int]]) -> tuple[Line, ...]:
        """The columns with a low mean, lowest first, at most three."""
        ratings = value.values()
        return _lowest((one, [row[one.id] for row in ratings if one.id in row]) for one in self.columns)

    def summary(self, value: dict[str, dict[str, int]]) -> str:
        words = {UNKNOWN: "weet ik niet"} | dict(enumerate(self.labels, 1))
        lines = (
            f"- {row.text}, {column.text}: {words[value[row.id][column.id]]}"
            for row in self.rows
            for column in self.columns
            if column.id in value.get(row.id, {})
        )
        return "\n".join(lines)


def _lowest(lines: Iterable[tuple[Line, list[int]]]) -> tuple[Line, ...]:
    """Those of which at least two cells are rated and the mean is low; the unknown do not count."""
    known = [(line, [one for one in ratings if one]) for line, ratings in lines]
    means = [(fmean(ratings), line) for line, ratings in known if len(ratings) > 1 and line.low]
    low = sorted((one for one in means if one[0] <= LOW_MEAN), key=lambda one: one[0])
    return tuple(line for _, line in low[:MOST])
