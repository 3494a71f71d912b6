"""scale in the notebook: statements to rate, a profile, the gap between two sides, and advice."""

from collections.abc import Iterable
from typing import Any

from leergang.kinds.scale import HIGHEST, Difference, Group, Scale, Side
from leergang.markdown import to_inline_html
from leergang.ui import word
from leergang_widgets.advice import entry, section
from leergang_widgets.charted import ChartedWidget
from leergang_widgets.figures import Series, radar
from leergang_widgets.front_end import script

FEWEST_AXES = 3


class ScaleWidget(ChartedWidget[Scale]):
    """The profile and the advice grow with the answers."""

    _esm = script("scale")

    def body(self) -> dict[str, Any]:
        exercise = self.exercise
        statements = [
            {"id": one.id, "group": one.group, "html": to_inline_html(one.text)} for one in exercise.statements
        ]
        return {
            "labels": list(exercise.labels),
            "sides": [{"id": one.id, "text": one.text} for one in exercise.sides],
            "groups": [{"id": one.id, "text": one.text} for one in exercise.groups],
            "statements": statements,
        }

    def figure(self, value: dict[str, dict[str, int]]) -> tuple[dict[str, Any], str]:
        groups = self.exercise.groups
        sides = [side for side in self.exercise.sides if self._means(value, side) != [None] * len(groups)]
        if len(groups) < FEWEST_AXES or not sides:
            return {"data": []}, ""
        series = [Series(side.text, self._means(value, side)) for side in sides]
        return radar([group.text for group in groups], series, HIGHEST, self.dark), self._in_words(value)

    def _means(self, value: dict[str, dict[str, int]], side: Side) -> list[float | None]:
        return [_rounded(self.exercise.mean(value, side.id, group.id)) for group in self.exercise.groups]

    def _in_words(self, value: dict[str, dict[str, int]]) -> str:
        return "; ".join(f"{group.text}: {self._numbers(value, group)}" for group in self.exercise.groups)

    def _numbers(self, value: dict[str, dict[str, int]], group: Group) -> str:
        means = [(side.text, _rounded(self.exercise.mean(value, side.id, group.id))) for side in self.exercise.sides]
        return " · ".join(f"{name} {'–' if mean is None else mean}".strip() for name, mean in means).replace(".", ",")

    def advice_html(self, value: dict[str, dict[str, int]]) -> str:
        if not self.exercise.filled(value):
            return ""
        steps = (entry(one.text, one.low) for one in self.exercise.first_steps(value))
        return (
            self._profile(value)
            + section(self.exercise.steps_title or word("labels", "first_steps"), steps, ordered=True)
            + section(word("labels", "conversations"), self._talks(value), ordered=True)
        )

    def _profile(self, value: dict[str, dict[str, int]]) -> str:
        texts = ((group, self.exercise.advice(value, group)) for group in self.exercise.groups)
        found = [f"<p>{entry(group.text, text, self._numbers(value, group))}</p>" for group, text in texts if text]
        note = f"<p class='lg-small'>{word('labels', 'no_cohort')}</p>"
        return f"<h4>{word('labels', 'profile')}</h4>{''.join(found)}{note}" if found else ""

    def _talks(self, value: dict[str, dict[str, int]]) -> Iterable[str]:
        return (self._talk(one) for one in self.exercise.differences(value))

    @staticmethod
    def _talk(one: Difference) -> str:
        return entry(one.statement.text, one.statement.talk, word("labels", "gap", points=abs(one.points)))


def _rounded(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 1)
