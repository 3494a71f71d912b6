"""allocate in the notebook: sliders that share a number of points, a radar, and advice on the differences."""

from itertools import groupby
from typing import Any

from leergang.kinds.allocate import Allocate, Gap
from leergang.markdown import to_inline_html
from leergang_widgets.advice import entry, section
from leergang_widgets.charted import ChartedWidget
from leergang_widgets.figures import Series, radar
from leergang_widgets.front_end import script

FEWEST_AXES = 3
LOWEST_TOP = 50  # the radar's edge stays put until a part gets more than this


class AllocateWidget(ChartedWidget[Allocate]):
    """A slider stops where no points are left, so the total is never exceeded."""

    _esm = script("allocate")

    def body(self) -> dict[str, Any]:
        exercise = self.exercise
        parts = [{"id": one.id, "text": one.text, "hint": to_inline_html(one.hint)} for one in exercise.parts]
        sets = [{"id": one.id, "text": one.text} for one in exercise.sets]
        return {"parts": parts, "sets": sets, "total": exercise.total, "stepSize": exercise.step_size}

    def figure(self, value: dict[str, dict[str, int]]) -> tuple[dict[str, Any], str]:
        parts = self.exercise.parts
        sets = [one for one in self.exercise.sets if sum(value.get(one.id, {}).values())]
        if len(parts) < FEWEST_AXES or len(self.exercise.sets) < 2:
            return {"data": []}, ""  # a picture is for comparing; one division says it all in its numbers
        series = [Series(one.text, [value[one.id].get(part.id, 0) for part in parts]) for one in sets]
        highest = max([LOWEST_TOP, *(number or 0 for one in series for number in one.values)])
        return radar([part.text for part in parts], series, highest, self.dark), self.exercise.summary(value)

    def advice_html(self, value: dict[str, dict[str, int]]) -> str:
        gaps = groupby(self.exercise.gaps(value), key=lambda gap: gap.title)
        return "".join(section(title, map(self._entry, group)) for title, group in gaps)

    def _entry(self, gap: Gap) -> str:
        name = next(part.text for part in self.exercise.parts if part.id == gap.part)
        return entry(name, gap.text, f"{gap.difference:+d}".replace("-", "−") if gap.difference else "")
