"""Charts as plotly figures in JSON.

A figure is a plain dictionary of the plotly schema, drawn by plotly's own JupyterLab extension. So neither the
import of plotly nor a FigureWidget's 5 MB of JavaScript is paid in any kernel; tests validate the figures with plotly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ipywidgets import Output

MIME = "application/vnd.plotly.v1+json"
HEIGHT = 420  # pixels
# Each series differs in line and marker as well as in colour, so that the chart reads in greyscale too.
STYLES = (("#243b53", "solid", "circle"), ("#c2571a", "dash", "square"), ("#2f7d5b", "dot", "diamond"))
INK = {True: "#e6e9ee", False: "#1f2933"}
GRID = {True: "#55606e", False: "#c9d1d9"}
LIGHTER = {"#243b53": "#9cc3f0", "#c2571a": "#f0a06c", "#2f7d5b": "#7fd0aa"}


@dataclass(frozen=True)
class Series:
    """One line in a chart: its name and a value per axis; None leaves a hole."""

    name: str
    values: Sequence[float | None]


def radar(axes: Sequence[str], series: Sequence[Series], highest: float, dark: bool) -> dict[str, Any]:
    """A radar chart from 0 to ``highest``, one axis per label."""
    traces = [_radar_trace(axes, one, number, dark) for number, one in enumerate(series)]
    return {"data": traces, "layout": _layout(dark, len(series)) | {"polar": _polar(highest, dark)}}


def _radar_trace(axes: Sequence[str], series: Series, number: int, dark: bool) -> dict[str, Any]:
    color, dash, symbol = STYLES[number]
    color = LIGHTER[color] if dark else color
    return {
        "type": "scatterpolar",
        "name": series.name,
        "r": [*series.values, series.values[0]],
        "theta": [*map(_wrapped, axes), _wrapped(axes[0])],
        "mode": "lines+markers",
        "line": {"color": color, "dash": dash, "width": 2.5},
        "marker": {"color": color, "symbol": symbol, "size": 8},
        "hovertemplate": "%{theta}: %{r}<extra>%{fullData.name}</extra>",
    }


def _polar(highest: float, dark: bool) -> dict[str, Any]:
    axis = {"gridcolor": GRID[dark], "linecolor": GRID[dark]}
    radial = axis | {"range": [0, highest], "nticks": 5, "angle": 90, "tickangle": 90, "tickfont": {"size": 10}}
    return {"bgcolor": "rgba(0,0,0,0)", "radialaxis": radial, "angularaxis": axis | {"direction": "clockwise"}}


def _layout(dark: bool, count: int) -> dict[str, Any]:
    return {
        "height": HEIGHT,
        "autosize": True,
        "margin": {"l": 70, "r": 70, "t": 40, "b": 70},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": INK[dark]},
        "showlegend": count > 1,
        "legend": {"orientation": "h", "x": 0.5, "xanchor": "center", "y": -0.12},
        "dragmode": False,
    }


def _wrapped(label: str) -> str:
    """A long label over two lines, broken at the space nearest to its middle."""
    spaces = [place for place, letter in enumerate(label) if letter == " "]
    if len(label) < 20 or not spaces:
        return label
    place = min(spaces, key=lambda one: abs(one - len(label) / 2))
    return f"{label[:place]}<br>{label[place + 1 :]}"


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
