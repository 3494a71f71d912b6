"""scale: rate statements from one or two sides; gives a profile, the gap between the sides, and advice."""

from dataclasses import dataclass
from statistics import fmean
from typing import Any, ClassVar

from leergang.errors import ContentError
from leergang.kinds.base import Exercise, Feedback, as_dict, as_number, by_id, require_known

HIGHEST = 5
UNKNOWN = 0  # "weet ik niet": an answer, but no rating
LOW_MEAN, HIGH_MEAN = 2.5, 3.8
LOW_RATING = 2
GAP = 2  # from this difference between the sides on, it is worth a conversation
MOST = 3  # no more first steps and conversations than a person can start with


@dataclass(frozen=True)
class Side:
    """One point of view."""

    id: str
    text: str


@dataclass(frozen=True)
class Group:
    """Statements that belong together, with advice by their mean rating."""

    id: str
    text: str
    low: str = ""
    middle: str = ""
    high: str = ""


@dataclass(frozen=True)
class Statement:
    """One statement. ``low`` is the first step when it is rated low; ``talk`` is asked when the sides differ."""

    id: str
    text: str
    group: str = ""
    low: str = ""
    talk: str = ""


@dataclass(frozen=True)
class Difference:
    """A statement that the two sides rate differently; ``points`` is the second side minus the first."""

    statement: Statement
    points: int


@dataclass(frozen=True, kw_only=True)
class Scale(Exercise):
    """An answer maps side ids to ratings per statement: 1–5, or 0 for "weet ik niet"."""

    labels: tuple[str, ...]
    statements: tuple[Statement, ...]
    groups: tuple[Group, ...] = ()
    sides: tuple[Side, ...] = (Side("zelf", ""),)
    steps_title: str = ""

    kind: ClassVar[str] = "scale"

    def validate(self) -> None:
        if len(self.labels) != HIGHEST:
            raise ContentError(f"‘labels’ telt precies {HIGHEST} bijschriften.")
        if not 1 <= len(self.sides) <= 2:
            raise ContentError("Er zijn één of twee kanten (‘sides’).")
        by_id(self.sides, "De kant")
        by_id(self.statements, "De stelling")
        groups = by_id(self.groups, "De groep")
        if groups:
            require_known([one.group for one in self.statements], groups, "De groep")

    @property
    def live(self) -> bool:
        return True

    @property
    def has_key(self) -> bool:
        return False

    def clean(self, value: Any) -> dict[str, dict[str, int]]:
        given = as_dict(value)
        sides = {side.id: self._clean_side(given.get(side.id)) for side in self.sides}
        return {name: ratings for name, ratings in sides.items() if ratings}

    def _clean_side(self, value: Any) -> dict[str, int]:
        given = as_dict(value)
        ratings = {one.id: as_number(given.get(one.id), UNKNOWN, HIGHEST) for one in self.statements}
        return {name: rating for name, rating in ratings.items() if rating is not None}

    def filled(self, value: dict[str, dict[str, int]]) -> float:
        return sum(map(len, value.values())) / (len(self.statements) * len(self.sides))

    def score(self, value: dict[str, dict[str, int]]) -> float:
        return 0.0

    def feedback(self, value: dict[str, dict[str, int]]) -> Feedback:
        return Feedback(None, "")

    def mean(self, value: dict[str, dict[str, int]], side: str, group: str) -> float | None:
        """The mean rating of a group by one side, without the unknowns; None while nothing is rated."""
        ratings = value.get(side, {})
        known = [ratings[one.id] for one in self.statements if one.group == group and ratings.get(one.id, UNKNOWN)]
        return fmean(known) if known else None

    def advice(self, value: dict[str, dict[str, int]], group: Group) -> str:
        """The advice that belongs to the mean of the first side, once it rated half of the group."""
        side = self.sides[0].id
        mean = self.mean(value, side, group.id)
        if mean is None or self._rated(value, side, group.id) < 0.5:
            return ""
        return group.low if mean <= LOW_MEAN else group.high if mean >= HIGH_MEAN else group.middle

    def _rated(self, value: dict[str, dict[str, int]], side: str, group: str) -> float:
        members = [one.id for one in self.statements if one.group == group]
        return sum(bool(value.get(side, {}).get(one)) for one in members) / len(members)

    def first_steps(self, value: dict[str, dict[str, int]]) -> tuple[Statement, ...]:
        """The statements rated lowest by the first side, at most three, lowest first."""
        ratings = value.get(self.sides[0].id, {})
        low = [one for one in self.statements if 0 < ratings.get(one.id, UNKNOWN) <= LOW_RATING and one.low]
        return tuple(sorted(low, key=lambda one: ratings[one.id])[:MOST])

    def differences(self, value: dict[str, dict[str, int]]) -> tuple[Difference, ...]:
        """The statements on which two sides differ enough to talk about, at most three, largest first."""
        if len(self.sides) < 2:
            return ()
        ours, theirs = (value.get(side.id, {}) for side in self.sides)
        rated = [one for one in self.statements if ours.get(one.id) and theirs.get(one.id)]
        found = [Difference(one, theirs[one.id] - ours[one.id]) for one in rated]
        large = [one for one in found if abs(one.points) >= GAP]
        return tuple(sorted(large, key=lambda one: -abs(one.points))[:MOST])

    def summary(self, value: dict[str, dict[str, int]]) -> str:
        return "\n\n".join(self._side_summary(side, value[side.id]) for side in self.sides if side.id in value)

    def _side_summary(self, side: Side, ratings: dict[str, int]) -> str:
        words = {UNKNOWN: "weet ik niet"} | dict(enumerate(self.labels, 1))
        lines = (f"- {one.text}: {words[ratings[one.id]]}" for one in self.statements if one.id in ratings)
        return "\n".join([*([f"**{side.text}**", ""] if side.text else []), *lines])
