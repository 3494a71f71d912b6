"""choice: pick one or several options."""

from dataclasses import dataclass
from typing import Any, ClassVar

from leergang.errors import ContentError
from leergang.kinds.base import Exercise, Feedback, Remark, as_choices, by_id, verdict


@dataclass(frozen=True)
class Option:
    """One option. ``credit`` is the share it earns (None: an opinion, or content without its key)."""

    id: str
    text: str
    why: str = ""
    credit: float | None = None
    misconception: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice(Exercise):
    """An answer is the list of the chosen option ids."""

    options: tuple[Option, ...]
    multiple: bool = False

    kind: ClassVar[str] = "choice"

    def validate(self) -> None:
        by_id(self.options, "De optie")
        if len(self.options) < 2:
            raise ContentError("Een keuze heeft minstens twee opties nodig.")
        credits = [option.credit for option in self.options if option.credit is not None]
        if not credits:
            return
        if len(credits) != len(self.options):
            raise ContentError("Geef elke optie ‘credit’, of geen enkele.")
        if not all(0 <= credit <= 1 for credit in credits):
            raise ContentError("‘credit’ ligt tussen 0 en 1.")
        if max(credits) < 1 or min(credits) == 1:
            raise ContentError("Minstens één optie heeft ‘credit = 1’ en minstens één minder.")
        if self.multiple and any(0 < credit < 1 for credit in credits):
            raise ContentError("Bij ‘multiple = true’ is ‘credit’ 0 of 1.")

    @property
    def live(self) -> bool:
        return not self.multiple

    @property
    def has_key(self) -> bool:
        return self.options[0].credit is not None

    def clean(self, value: Any) -> list[str]:
        chosen = as_choices(value, {option.id: option for option in self.options})
        return chosen if self.multiple or len(chosen) < 2 else []

    def filled(self, value: list[str]) -> float:
        return 1.0 if value else 0.0

    def score(self, value: list[str]) -> float:
        credits = {option.id: option.credit or 0.0 for option in self.options}
        if not self.multiple:
            return credits[value[0]] if value else 0.0
        right = sum(credits.values())
        hits = sum(credits[one] for one in value)
        misses = sum(1 for one in value if credits[one] == 0)
        return max(0.0, (hits - misses) / right)

    def feedback(self, value: list[str]) -> Feedback:
        if not value:
            return Feedback(None, "")
        share = self.score(value) if self.has_key else None
        # Who found all that fits also learns why the rest does not.
        explained = self.options if self.multiple and share == 1 else [one for one in self.options if one.id in value]
        remarks = tuple(self._remark(one, one.id in value) for one in explained)
        return Feedback(share, self._summary(value) if self.has_key else "", remarks)

    @staticmethod
    def _remark(one: Option, chosen: bool) -> Remark:
        return Remark(one.id, verdict(one.credit) if chosen and one.credit is not None else "none", one.why)

    def _summary(self, value: list[str]) -> str:
        if not self.multiple:
            return ""
        right, chosen = {option.id for option in self.options if option.credit}, set(value)
        return f"{_on_missing(len(right - chosen))} {_on_wrong(len(chosen - right))}".strip()

    def summary(self, value: list[str]) -> str:
        return " · ".join(option.text for option in self.options if option.id in value)


def _on_missing(number: int) -> str:
    if number == 0:
        return "Je hebt alle passende antwoorden aangekruist."
    if number == 1:
        return "Er ontbreekt nog één passend antwoord."
    return f"Er ontbreken nog {number} passende antwoorden."


def _on_wrong(number: int) -> str:
    if number == 0:
        return ""
    if number == 1:
        return "Eén aangekruist antwoord past niet."
    return f"{number} aangekruiste antwoorden passen niet."
