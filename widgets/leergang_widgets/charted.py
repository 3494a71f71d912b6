"""What allocate and scale share: an exercise with a chart under it, and advice under the chart."""

from typing import Any, TypeVar

import traitlets
from ipywidgets import HTML, VBox

from leergang.kinds import Exercise
from leergang.markdown import to_html
from leergang.ui import word
from leergang_widgets.base import ExerciseWidget
from leergang_widgets.charts import Chart

E = TypeVar("E", bound=Exercise)


class ChartedWidget(ExerciseWidget[E]):
    """The chart follows each change before the answer is saved, so that it never waits for the disk."""

    dark = traitlets.Bool(False).tag(sync=True)

    def __init__(self, *args: Any) -> None:
        self.chart = Chart()
        self.chart.add_class("lg-chart")
        self.advice = HTML()
        self.advice.add_class("lg-advice")
        self._drawn: Any = None
        self._foot = ""
        super().__init__(*args)
        self.observe(lambda _change: self._draw(), ["dark"])

    def _frame(self) -> dict[str, Any]:
        """The source stands last, so under the chart and the advice."""
        frame = super()._frame()
        if frame["source"]:
            self._foot = f"<p class='lg-source'>{word('labels', 'source')}: {frame['source']}</p>"
        return frame | {"source": ""}

    def shown(self) -> VBox:
        """The exercise, its chart and its advice, as one."""
        box = VBox([self, self.chart, self.advice])
        box.add_class("lg-charted")
        return box

    def figure(self, value: Any) -> tuple[dict[str, Any], str]:
        """The figure of an answer, and the same in words; no data while there is nothing to draw."""
        raise NotImplementedError

    def advice_html(self, value: Any) -> str:
        """What the course advises on an answer, as HTML."""
        raise NotImplementedError

    def more(self, value: Any) -> dict[str, Any]:
        self._draw()
        after = to_html(super()._after(value))
        debrief = f"<div class='lg-after'>{after}</div>" if after else ""
        self.advice.value = self.advice_html(value) + debrief + self._foot
        return {}

    def _after(self, value: Any) -> str:
        """Nothing here: what comes after stands under the chart, with the advice."""
        return ""

    def _draw(self) -> None:
        figure, text = self.figure(self.exercise.clean(self.value))
        if figure != self._drawn:
            self._drawn = figure
            self.chart.draw(figure, text)
