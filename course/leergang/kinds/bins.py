"""sort and match: put each item in one place. They score alike and look different."""

from dataclasses import dataclass
from typing import Any, ClassVar

from leergang.errors import ContentError
from leergang.kinds.base import Exercise, Feedback, Remark, as_dict, by_id, count, require_known


@dataclass(frozen=True)
class Bin:
    """A place where items can go: a category or a target."""

    id: str
    text: str


@dataclass(frozen=True)
class Item:
    """One item. ``right`` holds the ids of the places that fit; empty means content without its key."""

    id: str
    text: str
    right: tuple[str, ...] = ()
    why: str = ""
    misconception: str = ""


@dataclass(frozen=True, kw_only=True)
class Bins(Exercise):
    """An answer maps item ids to the id of the place they were put in."""

    items: tuple[Item, ...]

    @property
    def bins(self) -> tuple[Bin, ...]:
        """The places, whatever this kind calls them."""
        raise NotImplementedError

    def validate(self) -> None:
        by_id(self.items, "Het item")
        places = by_id(self.bins, "Het vak")
        if len(places) < 2:
            raise ContentError("Er zijn minstens twee vakken of antwoorden nodig.")
        for item in self.items:
            require_known(item.right, places, f"Item ‘{item.id}’: het vak")
        if len({bool(item.right) for item in self.items}) > 1:
            raise ContentError("Geef elk item ‘right’, of geen enkel.")

    @property
    def has_key(self) -> bool:
        return bool(self.items[0].right)

    def clean(self, value: Any) -> dict[str, str]:
        places = {one.id for one in self.bins}
        given = as_dict(value)
        return {
            item.id: given[item.id]
            for item in self.items
            if isinstance(given.get(item.id), str) and given[item.id] in places
        }

    def filled(self, value: dict[str, str]) -> float:
        return len(value) / len(self.items)

    def score(self, value: dict[str, str]) -> float:
        return self._hits(value) / len(self.items)

    def _hits(self, value: dict[str, str]) -> int:
        return sum(value.get(item.id) in item.right for item in self.items)

    def feedback(self, value: dict[str, str]) -> Feedback:
        remarks = tuple(
            Remark(item.id, "right" if value[item.id] in item.right else "wrong", item.why)
            for item in self.items
            if item.id in value
        )
        return Feedback(self.score(value), count(self._hits(value), len(self.items)), remarks)

    def summary(self, value: dict[str, str]) -> str:
        places = {one.id: one.text for one in self.bins}
        return "\n".join(f"- {item.text} → **{places[value[item.id]]}**" for item in self.items if item.id in value)


@dataclass(frozen=True, kw_only=True)
class Sort(Bins):
    """Few categories, many cards."""

    categories: tuple[Bin, ...]
    kind: ClassVar[str] = "sort"

    @property
    def bins(self) -> tuple[Bin, ...]:
        return self.categories


@dataclass(frozen=True, kw_only=True)
class Match(Bins):
    """Pairs; there may be more targets than items."""

    targets: tuple[Bin, ...]
    kind: ClassVar[str] = "match"

    @property
    def bins(self) -> tuple[Bin, ...]:
        return self.targets
