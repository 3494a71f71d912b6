"""balance: a slider between two poles, with what it brings about on both sides."""

from dataclasses import dataclass
from typing import Any, ClassVar

from leergang.errors import ContentError
from leergang.kinds.base import Exercise, Feedback, Remark, as_number, band_share, verdict

SLOPE = 30  # this far outside the band a position earns nothing; an extreme never earns anything


@dataclass(frozen=True)
class Level:
    """What is seen up to and including a position, on either side."""

    upto: int
    left_text: str
    right_text: str


@dataclass(frozen=True, kw_only=True)
class Balance(Exercise):
    """An answer is a position from 0 (left pole) to 100 (right pole); None is blank."""

    left: str
    right: str
    levels: tuple[Level, ...]
    band: tuple[int, int] | None = None
    why: str = ""
    low: str = ""
    high: str = ""

    kind: ClassVar[str] = "balance"

    def validate(self) -> None:
        bounds = [level.upto for level in self.levels]
        if bounds != sorted(set(bounds)) or not bounds or bounds[-1] != 100:
            raise ContentError("De standen (‘upto’) lopen op en de laatste is 100.")
        if self.band and not 0 < self.band[0] < self.band[1] < 100:
            raise ContentError("‘band’ ligt tussen 0 en 100 en laat aan beide kanten ruimte: een uiterste past nooit.")

    @property
    def has_key(self) -> bool:
        return self.band is not None

    def clean(self, value: Any) -> int | None:
        return as_number(value, 0, 100)

    def filled(self, value: int | None) -> float:
        return 0.0 if value is None else 1.0

    def score(self, value: int | None) -> float:
        if value is None or self.band is None:
            return 0.0
        low, high = self.band
        room = low if value < low else 100 - high
        return band_share(value, self.band, min(SLOPE, room))

    def feedback(self, value: int | None) -> Feedback:
        if value is None or self.band is None:
            return Feedback(None, "")
        share = self.score(value)
        text = self.low if value < self.band[0] else self.high if value > self.band[1] else ""
        return Feedback(share, "", (Remark("", verdict(share), f"{text}\n\n{self.why}".strip()),))

    def level(self, value: int) -> Level:
        """The consequences that belong to a position."""
        return next(level for level in self.levels if value <= level.upto)

    def summary(self, value: int | None) -> str:
        return "" if value is None else f"{value} op de schaal van ‘{self.left}’ (0) tot ‘{self.right}’ (100)"
