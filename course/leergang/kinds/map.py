"""map: draw a network around oneself, and see its gaps."""

from dataclasses import dataclass
from typing import Any, ClassVar

from leergang.errors import ContentError
from leergang.kinds.base import Exercise, Feedback, as_number, by_id

WEAKEST, STRONGEST = 1, 3
ENOUGH = 5  # a map with this many contacts shows something
MOST = 40  # more would be unreadable, and a file edited by hand must not choke the chart


@dataclass(frozen=True)
class Sector:
    """One part of the world around the centre, with advice when it is empty or holds only the weakest ties."""

    id: str
    text: str
    hint: str = ""
    none: str = ""
    weak: str = ""


@dataclass(frozen=True)
class Hole:
    """A sector that lacks something, and the advice."""

    sector: Sector
    text: str


@dataclass(frozen=True, kw_only=True)
class Map(Exercise):
    """An answer lists contacts: ``name``, ``field`` (a sector id) and ``tie`` (1 weak – 3 strong)."""

    fields: tuple[Sector, ...]
    ties: tuple[str, ...]
    center: str = "Jij"

    kind: ClassVar[str] = "map"

    def validate(self) -> None:
        by_id(self.fields, "Het veld")
        if not 3 <= len(self.fields) <= 8:
            raise ContentError("Een kaart heeft drie tot acht velden (fields).")
        if len(self.ties) != STRONGEST:
            raise ContentError("‘ties’ telt drie woorden, van zwak naar sterk.")

    @property
    def live(self) -> bool:
        return True

    @property
    def has_key(self) -> bool:
        return False

    def clean(self, value: Any) -> list[dict[str, Any]]:
        given = value if isinstance(value, list) else []
        contacts = (self._clean_contact(one) for one in given)
        return [one for one in contacts if one][:MOST]

    def _clean_contact(self, value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            return None
        name, field, tie = value.get("name"), value.get("field"), as_number(value.get("tie"), WEAKEST, STRONGEST)
        known = isinstance(field, str) and field in {one.id for one in self.fields}
        if not (isinstance(name, str) and name.strip() and known and tie):
            return None
        return {"name": name, "field": field, "tie": tie}

    def filled(self, value: list[dict[str, Any]]) -> float:
        return min(1.0, len(value) / ENOUGH)

    def score(self, value: list[dict[str, Any]]) -> float:
        return 0.0

    def feedback(self, value: list[dict[str, Any]]) -> Feedback:
        return Feedback(None, "")

    def holes(self, value: list[dict[str, Any]]) -> tuple[Hole, ...]:
        """The sectors without contacts or with only the weakest ties, in the order of the content."""
        return tuple(hole for one in self.fields if (hole := self._hole(one, value)).text)

    @staticmethod
    def _hole(sector: Sector, value: list[dict[str, Any]]) -> Hole:
        ties = [one["tie"] for one in value if one["field"] == sector.id]
        if not ties:
            return Hole(sector, sector.none)
        return Hole(sector, sector.weak if max(ties) == WEAKEST else "")

    def summary(self, value: list[dict[str, Any]]) -> str:
        names = {one.id: one.text for one in self.fields}
        return "\n".join(f"- {one['name']}: {names[one['field']]}, {self.ties[one['tie'] - 1]}" for one in value)
