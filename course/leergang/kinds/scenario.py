"""scenario: decide in a case that branches, and be debriefed."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from leergang.errors import ContentError
from leergang.kinds.base import Exercise, Feedback, Remark, by_id, require_known, verdict

HIGHEST_CREDIT = 3


@dataclass(frozen=True)
class Move:
    """One decision: where it leads, what it brings about, and how well it works here (0–3)."""

    id: str
    text: str
    to: str
    effect: str = ""
    credit: int | None = None
    misconception: str = ""


@dataclass(frozen=True)
class Node:
    """A moment at which the participant decides."""

    id: str
    text: str
    choices: tuple[Move, ...]


@dataclass(frozen=True)
class Ending:
    """How it turns out."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Scenario(Exercise):
    """An answer lists the ids of the decisions taken, in order from the start."""

    start: str
    nodes: tuple[Node, ...]
    endings: tuple[Ending, ...]

    kind: ClassVar[str] = "scenario"

    def validate(self) -> None:
        nodes, endings = by_id(self.nodes, "De knoop"), by_id(self.endings, "Het einde")
        require_known([self.start], nodes, "‘start’: de knoop")
        for node in self.nodes:
            by_id(node.choices, f"Knoop ‘{node.id}’: de keuze")
            require_known([move.to for move in node.choices], {**nodes, **endings}, f"Knoop ‘{node.id}’: ‘to’")
            if len(node.choices) < 2:
                raise ContentError(f"Knoop ‘{node.id}’ heeft minstens twee keuzes nodig.")
        self._validate_credits()
        self._validate_paths()

    def _validate_credits(self) -> None:
        credits = [move.credit for node in self.nodes for move in node.choices]
        if None in credits and set(credits) != {None}:
            raise ContentError("Geef elke keuze ‘credit’, of geen enkele.")
        if any(credit is not None and not 0 <= credit <= HIGHEST_CREDIT for credit in credits):
            raise ContentError(f"‘credit’ ligt tussen 0 en {HIGHEST_CREDIT}.")

    def _validate_paths(self) -> None:
        seen: set[str] = set()
        self._walk(self.start, (), seen)
        for name in [*(node.id for node in self.nodes), *(ending.id for ending in self.endings)]:
            if name not in seen:
                raise ContentError(f"‘{name}’ is vanaf de start niet te bereiken.")

    def _walk(self, name: str, trail: tuple[str, ...], seen: set[str]) -> None:
        if name in trail:
            raise ContentError(f"De keuzes lopen in een kring via ‘{name}’. Een scenario moet eindigen.")
        seen.add(name)
        for move in self._nodes[name].choices if name in self._nodes else ():
            self._walk(move.to, (*trail, name), seen)

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    @property
    def has_key(self) -> bool:
        return self.nodes[0].choices[0].credit is not None

    @property
    def live(self) -> bool:
        return True

    def steps(self, value: list[str]) -> list[tuple[Node, Move]]:
        """The moments passed and the decisions taken there; stops at the first that does not fit."""
        taken: list[tuple[Node, Move]] = []
        node = self._nodes.get(self.start)
        for one in value:
            move = next((move for move in node.choices if move.id == one), None) if node else None
            if node is None or move is None:
                break
            taken.append((node, move))
            node = self._nodes.get(move.to)
        return taken

    def position(self, value: list[str]) -> Node | Ending:
        """Where a path has led to."""
        taken = self.steps(value)
        name = taken[-1][1].to if taken else self.start
        return self._nodes.get(name) or next(one for one in self.endings if one.id == name)

    def clean(self, value: Any) -> list[str]:
        given = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
        return [move.id for _, move in self.steps(given)]

    def filled(self, value: list[str]) -> float:
        if not value:
            return 0.0
        return 1.0 if isinstance(self.position(value), Ending) else 0.5

    def score(self, value: list[str]) -> float:
        earned = sum(move.credit or 0 for _, move in self.steps(value))
        return earned / (self._best(self.start) or 1)

    def _best(self, name: str) -> int:
        node = self._nodes.get(name)
        return max((move.credit or 0) + self._best(move.to) for move in node.choices) if node else 0

    def feedback(self, value: list[str]) -> Feedback:
        if not self.has_key:
            return Feedback(None, "")
        remarks = tuple(
            Remark(f"{node.id}/{move.id}", verdict((move.credit or 0) / HIGHEST_CREDIT), move.effect)
            for node, move in self.steps(value)
        )
        return Feedback(self.score(value) if self.filled(value) == 1 else None, "", remarks)

    def summary(self, value: list[str]) -> str:
        lines = [f"{number}. {move.text}" for number, (_, move) in enumerate(self.steps(value), 1)]
        end = self.position(value)
        return "\n".join([*lines, *([f"\nAfloop: **{end.title}**"] if isinstance(end, Ending) else [])])
