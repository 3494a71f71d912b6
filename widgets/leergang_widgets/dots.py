"""A dot chart that sets parties beside each other: a row per theme, a mark per party, a line over their distance."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from leergang_widgets.figures import GRID, INK

ROW = 30  # pixels
# Each party has a mark of its own, so that the chart reads in greyscale and to who sees no colours.
MARKS = (
    ("#243b53", "#9cc3f0", "circle"),
    ("#c2571a", "#f0a06c", "square-open"),
    ("#2f7d5b", "#7fd0aa", "diamond"),
    ("#6b4a9e", "#c0a7ea", "triangle-up-open"),
    ("#9b3168", "#eb9dc3", "cross"),
    ("#2d6a9f", "#8cc0ea", "hexagon-open"),
    ("#8a5a12", "#e2b76b", "star"),
)


@dataclass(frozen=True)
class Line:
    """One row: its label and a value per party. A row without values is a heading."""

    label: str
    values: Sequence[float | None] = ()


def dots(parties: Sequence[str], lines: Sequence[Line], dark: bool) -> dict[str, Any]:
    """The chart, from 1 to 5. Labels and parties are plain text. With nothing to set side by side it has no data."""
    traces = [_marks(name, number, lines, dark) for number, name in enumerate(parties)]
    drawn = [one for one in traces if one["x"]]
    if len(drawn) < 2:
        return {"data": [], "layout": {}}
    return {"data": [_distances(lines, dark), *drawn], "layout": _layout(lines, dark)}


def _marks(name: str, number: int, lines: Sequence[Line], dark: bool) -> dict[str, Any]:
    light, lighter, symbol = MARKS[number % len(MARKS)]
    given = [(line.values[number], row) for row, line in enumerate(lines) if line.values]
    known = [(round(value, 2), row) for value, row in given if value is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": escape(name),
        "x": [value for value, _ in known],
        "y": [row for _, row in known],
        "marker": {"color": lighter if dark else light, "symbol": symbol, "size": 12, "line": {"width": 2}},
        "hovertemplate": "%{x:.1f}<extra>%{fullData.name}</extra>",
    }


def _distances(lines: Sequence[Line], dark: bool) -> dict[str, Any]:
    """One line per row, from the lowest mark to the highest."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row, line in enumerate(lines):
        known = [one for one in line.values if one is not None]
        if len(known) > 1:
            x += [min(known), max(known), None]
            y += [row, row, None]
    line_style = {"color": GRID[dark], "width": 5}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": line_style,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _layout(lines: Sequence[Line], dark: bool) -> dict[str, Any]:
    labels = [escape(line.label) if line.values else f"<b>{escape(line.label)}</b>" for line in lines]
    return {
        "height": ROW * len(lines) + 110,
        "autosize": True,
        "margin": {"l": 20, "r": 24, "t": 60, "b": 40},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": INK[dark]},
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"},
        "dragmode": False,
        "xaxis": {
            "range": [0.8, 5.2],
            "tickvals": [1, 2, 3, 4, 5],
            "gridcolor": GRID[dark],
            "fixedrange": True,
            "zeroline": False,
        },
        "yaxis": {
            "range": [len(lines) - 0.4, -0.6],
            "tickvals": list(range(len(lines))),
            "ticktext": labels,
            "automargin": True,
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
        },
    }
