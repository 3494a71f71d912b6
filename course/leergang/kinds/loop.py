"""loop: build a causal loop, and choose where to break it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from leergang.errors import ContentError
from leergang.kinds.base import Exercise, Feedback, Remark, as_choices, as_dict, by_id, count, require_known, verdict


@dataclass(frozen=True)
class Link:
    """One link of the loop. ``short`` is its name in the picture."""

    id: str
    text: str
    short: str
    why: str = ""
    misconception: str = ""


@dataclass(frozen=True)
class Break:
    """One way to break the loop, after the link ``at``. ``credit`` is the share it earns (None: no key)."""

    id: str
    at: str
    text: str
    credit: float | None = None
    why: str = ""
    misconception: str = ""


@dataclass(frozen=True, kw_only=True)
class Loop(Exercise):
    """An answer holds ``order``, all link ids from any beginning, and ``break``, the id of the chosen break.

    ``right`` is the circle of ranks; the links of one rank may swap.
    """

    items: tuple[Link, ...]
    breaks: tuple[Break, ...]
    right: tuple[tuple[str, ...], ...] = ()

    kind: ClassVar[str] = "loop"

    def validate(self) -> None:
        known = by_id(self.items, "Het item")
        by_id(self.breaks, "De ingreep")
        if len(known) < 4 or len(self.breaks) < 2:
            raise ContentError("Een kring heeft minstens vier items en twee ingrepen (breaks) nodig.")
        require_known([one.at for one in self.breaks], known, "‘at’: het item")
        ranked = [one for rank in self.right for one in rank]
        require_known(ranked, known, "‘right’: het item")
        if self.right and sorted(ranked) != sorted(known):
            raise ContentError("‘right’ noemt elk item precies één keer.")
        if len({one.credit is None for one in self.breaks} | {not self.right}) > 1:
            raise ContentError("Geef ‘right’ en elke ‘credit’, of geen van beide.")
        if self.right and self._hits([item.id for item in self.items]) == len(known):
            raise ContentError("De items staan al in de goede kring. Zet ze in het bestand anders neer.")

    @property
    def has_key(self) -> bool:
        return bool(self.right)

    def clean(self, value: Any) -> dict[str, Any]:
        given = as_dict(value)
        order = as_choices(given.get("order"), {item.id: item for item in self.items})
        chosen = given.get("break")
        answer = {"order": order} if len(order) == len(self.items) else {}
        known = isinstance(chosen, str) and chosen in {one.id for one in self.breaks}
        return answer | ({"break": chosen} if known else {})

    def filled(self, value: dict[str, Any]) -> float:
        return len(value) / 2

    def score(self, value: dict[str, Any]) -> float:
        """Half for the loop (the share of links with the right follower), half for the break."""
        credits = {one.id: one.credit or 0.0 for one in self.breaks}
        order = value.get("order", [])
        loop = self._hits(order) / len(self.items) if order else 0.0
        return (loop + credits.get(value.get("break", ""), 0.0)) / 2

    def _hits(self, order: list[str]) -> int:
        return sum(self._follows(one, two) for one, two in _around(order))

    def _follows(self, one: str, two: str) -> bool:
        """Whether ``two`` may come right after ``one``: in the same rank, or in the next."""
        rank = {name: number for number, names in enumerate(self.right) for name in names}
        return bool(rank) and (rank[two] - rank[one]) % len(self.right) in (0, 1)

    def feedback(self, value: dict[str, Any]) -> Feedback:
        order = value.get("order", [])
        remarks = [self._link_remark(one, two) for one, two in _around(order)]
        remarks += [self._break_remark(one) for one in self.breaks if one.id == value.get("break")]
        summary = count(self._hits(order), len(self.items), "schakels op hun plaats") if order else ""
        return Feedback(self.score(value), summary, tuple(remarks))

    def _link_remark(self, one: str, two: str) -> Remark:
        link = next(item for item in self.items if item.id == one)
        return Remark(one, "right" if self._follows(one, two) else "wrong", link.why)

    @staticmethod
    def _break_remark(one: Break) -> Remark:
        return Remark(one.id, "none" if one.credit is None else verdict(one.credit), one.why)

    def summary(self, value: dict[str, Any]) -> str:
        texts = {item.id: item.text for item in self.items}
        lines = [f"{number}. {texts[one]}" for number, one in enumerate(value.get("order", []), 1)]
        broken = [f"\nDoorbreken: **{one.text}**" for one in self.breaks if one.id == value.get("break")]
        return "\n".join([*lines, *broken])


def _around(order: list[str]) -> list[tuple[str, str]]:
    """Each link with the one after it; the last is followed by the first."""
    return list(zip(order, [*order[1:], *order[:1]], strict=True))
