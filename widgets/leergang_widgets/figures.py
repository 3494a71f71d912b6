"""Charts as plotly figures in JSON: plain dictionaries of the plotly schema.

Neither the import of plotly nor a FigureWidget's 5 MB of JavaScript is paid in any kernel; tests validate every figure
with plotly. Nothing is told by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

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
    return {"data": traces, "layout": layout(dark, len(series)) | {"polar": _polar(highest, dark)}}


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


def layout(dark: bool, count: int) -> dict[str, Any]:
    """What all charts share; ``count`` is the number of series, of which several have a legend."""
    return {
        "height": HEIGHT,
        "autosize": True,
        "margin": {"l": 70, "r": 70, "t": 50, "b": 70},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": INK[dark]},
        "showlegend": count > 1,
        "legend": {"orientation": "h", "x": 0.5, "xanchor": "center", "y": -0.12},
        "dragmode": False,
    }


def _wrapped(label: str, long: int = 20) -> str:
    """A label from ``long`` letters on over two lines, broken at the space nearest to its middle."""
    spaces = [place for place, letter in enumerate(label) if letter == " "]
    if len(label) < long or not spaces:
        return label
    place = min(spaces, key=lambda one: abs(one - len(label) / 2))
    return f"{label[:place]}<br>{label[place + 1 :]}"


@dataclass(frozen=True)
class Spot:
    """One contact on a network: its name, the number of its sector, and its distance from the centre (1–3)."""

    name: str
    sector: int
    distance: int


def ring(labels: Sequence[str], cut: int | None, dark: bool) -> dict[str, Any]:
    """A loop of labels, clockwise from the top, with arrows; the arrow after number ``cut`` is broken."""
    places = [_on_circle(number / len(labels)) for number in range(len(labels))]
    trace = {
        "type": "scatter",
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "text": [f"{number}. {_wrapped(label)}" for number, label in enumerate(labels, 1)],
        "mode": "text",
        "hoverinfo": "skip",
    }
    arrows = [_arrow(places, number, number == cut, dark) for number in range(len(labels))]
    axis = {"visible": False, "fixedrange": True}
    placed = {"annotations": arrows, "xaxis": axis | {"range": [-1.6, 1.6]}, "yaxis": axis | {"range": [-1.25, 1.25]}}
    return {"data": [trace], "layout": layout(dark, 1) | placed}


def _on_circle(share: float) -> tuple[float, float]:
    return round(sin(2 * pi * share), 3), round(cos(2 * pi * share), 3)


def _arrow(places: Sequence[tuple[float, float]], number: int, broken: bool, dark: bool) -> dict[str, Any]:
    """From one place to the next, leaving room for the texts; a broken arrow is faint and says so."""
    (x0, y0), (x1, y1) = places[number], places[(number + 1) % len(places)]
    ends = {
        "ax": x0 + 0.3 * (x1 - x0),
        "ay": y0 + 0.3 * (y1 - y0),
        "x": x0 + 0.7 * (x1 - x0),
        "y": y0 + 0.7 * (y1 - y0),
    }
    color = GRID[dark] if broken else INK[dark]
    shaft = {
        "axref": "x",
        "ayref": "y",
        "xref": "x",
        "yref": "y",
        "showarrow": True,
        "arrowhead": 2,
        "arrowcolor": color,
    }
    return shaft | ends | {"text": "✂" if broken else "", "font": {"size": 22}, "arrowwidth": 1 if broken else 2}


def network(
    sectors: Sequence[str], spots: Sequence[Spot], center: str, ties: Sequence[str], dark: bool
) -> dict[str, Any]:
    """Contacts around a centre: the sector is the direction, the strength of the tie the nearness."""
    angles = _angles(len(sectors), spots)
    contacts = {
        "type": "scatterpolar",
        "r": [spot.distance for spot in spots],
        "theta": angles,
        "text": [spot.name for spot in spots],
        "mode": "markers+text",
        "textposition": "top center",
        "marker": {
            "size": [18 - 4 * spot.distance for spot in spots],
            "color": LIGHTER["#243b53"] if dark else "#243b53",
        },
        "hovertemplate": "%{text}<extra></extra>",
    }
    middle = {"type": "scatterpolar", "r": [0], "theta": [0], "text": [center], "mode": "text", "hoverinfo": "skip"}
    around = [360 * number / len(sectors) for number in range(len(sectors))]
    axis = {"gridcolor": GRID[dark], "linecolor": GRID[dark]}
    ticks = {
        "tickvals": [1, 2, 3],
        "ticktext": [ties[2], ties[1], ties[0]],
        "tickfont": {"size": 11},
        "angle": around[1] / 2,
    }
    polar = {
        "bgcolor": "rgba(0,0,0,0)",
        "radialaxis": axis | ticks | {"range": [0, 3.5]},
        "angularaxis": axis
        | {"tickvals": around, "ticktext": [_wrapped(one) for one in sectors], "direction": "clockwise"},
    }
    return {"data": [contacts, middle], "layout": layout(dark, 1) | {"polar": polar}}


def _angles(count: int, spots: Sequence[Spot]) -> list[float]:
    """The direction of each contact: those of one sector spread over two thirds of it."""
    width = 360 / count
    found = []
    for number, spot in enumerate(spots):
        mates = [place for place, one in enumerate(spots) if one.sector == spot.sector]
        share = (mates.index(number) + 1) / (len(mates) + 1) - 0.5
        found.append(round((spot.sector + share * 2 / 3) * width % 360, 1))
    return found


def heat(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[int | None]], dark: bool
) -> dict[str, Any]:
    """Ratings from 1 to 5 as a heat map with the number in each cell; 0 shows "?", None leaves a cell empty."""
    trace = {
        "type": "heatmap",
        "x": [_wrapped(one, 10) for one in columns],
        "y": [_wrapped(one) for one in rows],
        "z": [[one or None for one in row] for row in cells],
        "text": [[str(one or "") for one in row] for row in cells],
        "texttemplate": "%{text}",
        "zmin": 1,
        "zmax": 5,
        # Low is dark in either theme: that is where the eye has to go, also in greyscale.
        "colorscale": [[0, "#7a2e12"], [0.5, "#d9a066"], [1, "#f4ead9"]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertemplate": "%{y}, %{x}: %{text}<extra></extra>",
    }
    axes = {
        "xaxis": {"side": "top", "tickangle": 0, "fixedrange": True, "showgrid": False, "tickfont": {"size": 12}},
        "yaxis": {"autorange": "reversed", "fixedrange": True, "showgrid": False, "automargin": True},
        # The names above the columns need the width that other charts leave free.
        "margin": {"l": 20, "r": 20, "t": 50, "b": 20},
    }
    return {"data": [trace], "layout": layout(dark, 1) | axes | {"annotations": _question_marks(cells)}}


def _question_marks(cells: Sequence[Sequence[int | None]]) -> list[dict[str, Any]]:
    """What stands in the cells rated 0: plotly draws no text in a cell without a number."""
    return [
        {"x": column, "y": row, "text": "?", "showarrow": False}
        for row, ratings in enumerate(cells)
        for column, one in enumerate(ratings)
        if one == 0
    ]
