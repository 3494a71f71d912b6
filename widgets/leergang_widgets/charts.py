"""The place of a chart in the notebook. plotly's own JupyterLab extension draws it."""

from collections.abc import Mapping
from typing import Any

from ipywidgets import Output

from leergang_widgets.figures import HEIGHT

MIME = "application/vnd.plotly.v1+json"


class Chart(Output):  # type: ignore[misc]  # ipywidgets has no types
    """The place of a chart. ``draw`` replaces the figure; ``text`` says the same for who does not see it."""

    def draw(self, figure: Mapping[str, Any], text: str) -> None:
        """Show the figure, or nothing when it has no data."""
        config = {"displayModeBar": False, "responsive": True}
        data = {MIME: {**figure, "config": config}, "text/plain": text}
        bundle = {"output_type": "display_data", "data": data, "metadata": {}}
        # The page must not jump while a chart is replaced, nor plotly measure a place without height.
        self.layout.height = f"{HEIGHT}px" if figure["data"] else None
        self.outputs = (bundle,) if figure["data"] else ()
