"""order: put items in sequence; items that may swap share a rank."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar

from leergang.errors import ContentError
from leergang.kinds.base import Exercise, Feedback, Remark, as_choices, by_id, count, require_known


@dataclass(frozen=True)
class Step:
    """One item of the sequence."""

    id: str
    text: str
    why: str = ""
    misconception: str = ""


@dataclass(frozen=True, kw_only=True)
class Order(Exercise):
    """An answer lists all item ids in the chosen order; an untouched list is blank.

    ``right`` is the sequence of ranks; a rank holds the ids that may swap.
    """

    items: tuple[Step, ...]
    right: tuple[tuple[str, ...], ...] = ()
    first: str = "eerst"
    last: str = "laatst"

    kind: ClassVar[str] = "order"

    def validate(self) -> None:
        known = by_id(self.items, "Het item")
        if len(known) < 3:
            raise ContentError("Een volgorde heeft minstens drie items nodig.")
        ranked = [one for rank in self.right for one in rank]
        require_known(ranked, known, "‘right’: het item")
        if self.right and sorted(ranked) != sorted(known):
            raise ContentError("‘right’ noemt elk item precies één keer.")
        if self.right and self.score([item.id for item in self.items]) == 1:
            raise ContentError("De items staan al in de goede volgorde. Zet ze in het bestand anders neer.")

    @property
    def has_key(self) -> bool:
        return bool(self.right)

    def clean(self, value: Any) -> list[str]:
        chosen = as_choices(value, {item.id: item for item in self.items})
        return chosen if len(chosen) == len(self.items) else []

    def filled(self, value: list[str]) -> float:
        return 1.0 if value else 0.0

    def score(self, value: list[str]) -> float:
        """1 minus twice the share of wrongly ordered pairs: a random order earns about nothing."""
        if not value:
            return 0.0
        rank = self._ranks()
        pairs = [(one, two) for one, two in combinations(value, 2) if rank[one] != rank[two]]
        wrong = sum(rank[one] > rank[two] for one, two in pairs)
        return max(0.0, 1 - 2 * wrong / len(pairs))

    def _ranks(self) -> dict[str, int]:
        return {one: number for number, rank in enumerate(self.right) for one in rank}

    def feedback(self, value: list[str]) -> Feedback:
        if not value:
            return Feedback(None, "")
        why = {item.id: item.why for item in self.items}
        settled = self._settled(value)
        remarks = tuple(Remark(one, "right" if one in settled else "wrong", why[one]) for one in value)
        right = sum(remark.verdict == "right" for remark in remarks)
        return Feedback(self.score(value), count(right, len(remarks), "in de goede volgorde"), remarks)

    def _settled(self, value: list[str]) -> set[str]:
        """The most items that already stand in the right order among each other: one misplaced item is one fault."""
        rank = self._ranks()
        chains: list[list[str]] = [[]]
        for one in value:
            fitting = [chain for chain in chains if not chain or rank[chain[-1]] <= rank[one]]
            chains.append([*_longest(fitting), one])
        return set(_longest(chains))

    def summary(self, value: list[str]) -> str:
        text = {item.id: item.text for item in self.items}
        return "\n".join(f"{number}. {text[one]}" for number, one in enumerate(value, 1))


def _longest(chains: list[list[str]]) -> list[str]:
    return max(chains, key=len)
