"""The place of a chart in the notebook. The plotly of its own JupyterLab extension draws it; see chart.js."""

from collections.abc import Mapping
from typing import Any

import anywidget
import traitlets

from leergang_widgets.figures import HEIGHT
from leergang_widgets.front_end import read


class Chart(anywidget.AnyWidget):
    """The place of a chart. ``draw`` replaces the figure; ``text`` says the same for who does not see it."""

    _esm = read("chart.js")
    figure = traitlets.Dict().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)

    def draw(self, figure: Mapping[str, Any], text: str) -> None:
        """Show the figure, or nothing when it has no data."""
        # The page must not jump when the chart is first drawn.
        self.layout.height = f"{figure['layout'].get('height', HEIGHT)}px" if figure["data"] else None
        with self.hold_sync():
            self.text = text
            self.figure = {**figure, "config": {"displayModeBar": False}}
