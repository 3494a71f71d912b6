"""text: write, with the criteria in view. A rubric when an instructor reads it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from leergang.kinds.base import Exercise, Feedback, as_dict, by_id


@dataclass(frozen=True)
class Field:
    """One place to write. ``rows`` is its height in lines."""

    id: str
    label: str
    hint: str = ""
    rows: int = 4


@dataclass(frozen=True)
class Anchor:
    """One level of the rubric: its points, and how an instructor recognises it."""

    points: int
    text: str


@dataclass(frozen=True)
class Sample:
    """A sample answer for the instructor, with the points it deserves and why."""

    points: int
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Text(Exercise):
    """An answer maps field ids to text. Nobody but an instructor scores it."""

    fields: tuple[Field, ...] = (Field("tekst", "Jouw antwoord", rows=8),)
    criteria: tuple[str, ...] = ()
    min_words: int = 0
    example: str = ""
    levels: tuple[Anchor, ...] = ()
    samples: tuple[Sample, ...] = ()

    kind: ClassVar[str] = "text"

    def validate(self) -> None:
        by_id(self.fields, "Het veld")

    @property
    def has_key(self) -> bool:
        return False

    def clean(self, value: Any) -> dict[str, str]:
        given = as_dict(value)
        return {one.id: given[one.id] for one in self.fields if isinstance(given.get(one.id), str)}

    def filled(self, value: dict[str, str]) -> float:
        """Which share of the fields is filled in; far fewer words than asked for is half an answer."""
        share = sum(bool(text.strip()) for text in value.values()) / len(self.fields)
        return share / 2 if self.words(value) * 2 < self.min_words else share

    def score(self, value: dict[str, str]) -> float:
        return 0.0

    def feedback(self, value: dict[str, str]) -> Feedback:
        return Feedback(None, "")

    def words(self, value: dict[str, str]) -> int:
        """How many words the fields hold together."""
        return sum(len(text.split()) for text in value.values())

    def summary(self, value: dict[str, str]) -> str:
        if len(self.fields) == 1:
            return "".join(value.values()).strip()
        return "\n\n".join(
            f"**{one.label}**\n\n{value[one.id].strip()}" for one in self.fields if value.get(one.id, "").strip()
        )
