"""allocate: divide a number of points, such as the role mix; bands instead of one right answer."""

from dataclasses import dataclass
from itertools import chain
from typing import Any, ClassVar

from leergang.errors import ContentError
from leergang.kinds.base import (
    Exercise,
    Feedback,
    Remark,
    as_dict,
    as_number,
    band_share,
    by_id,
    require_known,
    verdict,
)

SLOPE = 20  # this many points outside the band a part earns nothing


@dataclass(frozen=True)
class Set:
    """One division: now, needed, or what the diary shows."""

    id: str
    text: str


@dataclass(frozen=True)
class Part:
    """What points go to. ``band`` is the range that fits the case."""

    id: str
    text: str
    hint: str = ""
    band: tuple[int, int] | None = None
    low: str = ""
    high: str = ""
    why: str = ""
    misconception: str = ""


@dataclass(frozen=True)
class Advice:
    """What to say of one part when it must go up, down, or stay."""

    id: str
    up: str
    down: str
    same: str = ""


@dataclass(frozen=True)
class Comparison:
    """Advice on the difference between two sets, from ``threshold`` points on."""

    # 'from' is a Python keyword, so the content reader renames it.
    start: str
    to: str
    title: str
    texts: tuple[Advice, ...]
    threshold: int = 10


@dataclass(frozen=True)
class Even:
    """What to say when the points of a set are spread nearly evenly."""

    set: str
    within: int
    text: str


@dataclass(frozen=True)
class Gap:
    """The difference between two sets for one part, with the advice that belongs to it."""

    title: str
    part: str
    difference: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Allocate(Exercise):
    """An answer maps set ids to the points per part. A set counts when its points add up to ``total``."""

    parts: tuple[Part, ...]
    sets: tuple[Set, ...] = (Set("verdeling", ""),)
    total: int = 100
    step_size: int = 5
    compare: tuple[Comparison, ...] = ()
    even: Even | None = None

    kind: ClassVar[str] = "allocate"

    def validate(self) -> None:
        parts, sets = by_id(self.parts, "Het deel"), by_id(self.sets, "De verdeling")
        if len({part.band is None for part in self.parts}) > 1:
            raise ContentError("Geef elk deel een ‘band’, of geen enkel.")
        if self.has_key and len(sets) > 1:
            raise ContentError("Banden horen bij één verdeling, niet bij meer.")
        for one in self.compare:
            require_known((one.start, one.to), sets, "‘compare’: de verdeling")
            require_known([text.id for text in one.texts], parts, "‘compare’: het deel")
        if self.even:
            require_known([self.even.set], sets, "‘even’: de verdeling")
        self._validate_bands()

    def _validate_bands(self) -> None:
        bands = [part.band for part in self.parts if part.band]
        if any(low > high or low < 0 or high > self.total for low, high in bands):
            raise ContentError(f"Een ‘band’ loopt van laag naar hoog, tussen 0 en {self.total}.")
        if bands and not sum(low for low, _ in bands) <= self.total <= sum(high for _, high in bands):
            raise ContentError("Geen enkele verdeling past binnen alle banden tegelijk. Maak ze ruimer.")

    @property
    def live(self) -> bool:
        return not self.has_key

    @property
    def has_key(self) -> bool:
        return self.parts[0].band is not None

    def clean(self, value: Any) -> dict[str, dict[str, int]]:
        given = as_dict(value)
        sets = {one.id: self._clean_set(given.get(one.id)) for one in self.sets}
        return {name: points for name, points in sets.items() if points}

    def _clean_set(self, value: Any) -> dict[str, int]:
        given = as_dict(value)
        points = {part.id: as_number(given.get(part.id), 0, self.total) for part in self.parts}
        known = {name: number for name, number in points.items() if number is not None}
        return known if sum(known.values()) <= self.total else {}

    def complete(self, value: dict[str, dict[str, int]], name: str) -> bool:
        """Whether all points of a set are divided."""
        return sum(value.get(name, {}).values()) == self.total

    def filled(self, value: dict[str, dict[str, int]]) -> float:
        return sum(self.complete(value, one.id) for one in self.sets) / len(self.sets)

    def score(self, value: dict[str, dict[str, int]]) -> float:
        name = self.sets[0].id
        if not self.complete(value, name):
            return 0.0
        return sum(self._share(part, value[name]) for part in self.parts) / len(self.parts)

    @staticmethod
    def _share(part: Part, points: dict[str, int]) -> float:
        return band_share(points.get(part.id, 0), part.band, SLOPE) if part.band else 0.0

    def feedback(self, value: dict[str, dict[str, int]]) -> Feedback:
        if self.has_key:
            return self._band_feedback(value)
        even = [Remark("even", "none", self.even.text)] if self.even and self._is_even(value) else []
        return Feedback(None, "", tuple(even))

    def _band_feedback(self, value: dict[str, dict[str, int]]) -> Feedback:
        name = self.sets[0].id
        if not self.complete(value, name):
            return Feedback(None, f"Verdeel eerst alle {self.total} punten.")
        remarks = tuple(self._remark(part, value[name]) for part in self.parts)
        inside = sum(remark.verdict == "right" for remark in remarks)
        return Feedback(self.score(value), f"{inside} van de {len(remarks)} binnen de marge", remarks)

    def _remark(self, part: Part, points: dict[str, int]) -> Remark:
        number = points.get(part.id, 0)
        low, high = part.band or (0, self.total)
        text = part.low if number < low else part.high if number > high else ""
        return Remark(part.id, verdict(self._share(part, points)), f"{text} {part.why}".strip())

    def _is_even(self, value: dict[str, dict[str, int]]) -> bool:
        assert self.even
        points = [value.get(self.even.set, {}).get(part.id, 0) for part in self.parts]
        return self.complete(value, self.even.set) and max(points) - min(points) <= self.even.within

    def gaps(self, value: dict[str, dict[str, int]]) -> tuple[Gap, ...]:
        """The differences worth advice, largest first within each comparison."""
        return tuple(chain.from_iterable(self._gaps(one, value) for one in self.compare))

    def _gaps(self, one: Comparison, value: dict[str, dict[str, int]]) -> list[Gap]:
        if not (self.complete(value, one.start) and self.complete(value, one.to)):
            return []
        found = [self._gap(one, text, value) for text in one.texts]
        return sorted((gap for gap in found if gap.text), key=lambda gap: -abs(gap.difference))

    @staticmethod
    def _gap(one: Comparison, advice: Advice, value: dict[str, dict[str, int]]) -> Gap:
        difference = value[one.to].get(advice.id, 0) - value[one.start].get(advice.id, 0)
        if abs(difference) < one.threshold:
            return Gap(one.title, advice.id, difference, advice.same)
        return Gap(one.title, advice.id, difference, advice.up if difference > 0 else advice.down)

    def summary(self, value: dict[str, dict[str, int]]) -> str:
        lines = (self._line(one, value[one.id]) for one in self.sets if one.id in value)
        return "\n".join(lines)

    def _line(self, one: Set, points: dict[str, int]) -> str:
        shares = ", ".join(f"{part.text} {points.get(part.id, 0)}" for part in self.parts)
        return f"- {one.text}: {shares}" if one.text else shares
