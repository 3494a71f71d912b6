"""Charts of a group as plotly figures in JSON: stacked bars, bars, and boxes. House style as in ``figures``.

They are for a screen in front of a group as well: what is low is dark, numbers stand in the bars, and nothing is told
by colour alone. No figure holds anything that a participant typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from leergang_widgets.figures import GRID, INK, LIGHTER, layout

# From bad to good. The steps differ in lightness, so they read in greyscale too.
RAMPS = {
    4: ("#7a2e12", "#c07840", "#e3bd8f", "#f6eee0"),
    5: ("#7a2e12", "#b0622f", "#d19a62", "#e8c9a2", "#f6eee0"),
}
EDGE = "#7b8794"
BAR = "#243b53"
LINE, ROW = 17, 34  # pixels: a line of a label, and the lowest row
BELOW, LEGEND, NO_LEGEND = 45, 70, 12  # pixels around the bars
WIDEST = 36  # characters of a label on one line
AREA_BAND = "rgba(47, 125, 91, 0.22)"


@dataclass(frozen=True)
class Stack:
    """One bar: its label, a number per class, and a note at its end."""

    label: str
    counts: Sequence[int]
    note: str = ""


def stacked(bars: Sequence[Stack], classes: Sequence[str], dark: bool) -> dict[str, Any]:
    """Bars of equal length, divided over classes from bad to good; the numbers stand in them."""
    labels = unique([label(one.label) for one in bars])
    traces = [_class(bars, labels, number, name, len(classes)) for number, name in enumerate(classes)]
    notes = [_note(place, one.note) for place, one in zip(labels, bars, strict=True) if one.note]
    axes = _axes(labels, LEGEND) | {"barmode": "stack", "barnorm": "percent", "annotations": notes}
    axes["legend"] = {"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "traceorder": "normal"}
    axes["xaxis"] |= {"range": [0, 100.3], "visible": False}
    return {"data": traces, "layout": layout(dark, len(classes)) | axes}


def _class(bars: Sequence[Stack], labels: Sequence[str], number: int, name: str, classes: int) -> dict[str, Any]:
    counts = [one.counts[number] for one in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": counts,
        "y": labels,
        "text": [str(one or "") for one in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "customdata": counts,
        "hovertemplate": "%{y}: %{customdata}<extra>" + name + "</extra>",
        "marker": {"color": RAMPS[classes][number], "line": {"color": EDGE, "width": 1}},
    }


def _note(place: str, text: str) -> dict[str, Any]:
    at = {"x": 1.01, "xref": "paper", "xanchor": "left", "y": place}
    return at | {"text": text, "showarrow": False, "font": {"size": 13}}


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its share (0–1), and what stands beside it."""

    label: str
    share: float
    note: str


def bars(shown: Sequence[Bar], dark: bool) -> dict[str, Any]:
    """Shares from 0 to 100 percent."""
    labels = unique([label(one.label) for one in shown])
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [round(100 * one.share, 1) for one in shown],
        "y": labels,
        "text": [one.note for one in shown],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": LIGHTER[BAR] if dark else BAR},
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    axes = _axes(labels, NO_LEGEND)
    axes["xaxis"] |= {"range": [0, 100], "ticksuffix": "%", "dtick": 25, "showgrid": False}
    return {"data": [trace], "layout": layout(dark, 1) | axes}


@dataclass(frozen=True)
class Box:
    """One part: the values under which 10, 25, 50, 75 and 90 percent stay, and the band that fits."""

    label: str
    levels: Sequence[float]
    band: tuple[int, int] | None = None


def boxes(shown: Sequence[Box], highest: float, dark: bool) -> dict[str, Any]:
    """The middle half as a box with the median in it, whiskers to 10 and 90 percent, and the band as an area."""
    labels = unique([label(one.label) for one in shown])
    low, first, middle, third, high = zip(*(one.levels for one in shown), strict=True)
    color = LIGHTER[BAR] if dark else BAR
    trace = {
        "type": "box",
        "orientation": "h",
        "name": "verdeling van de groep",
        "y": labels,
        "lowerfence": low,
        "q1": first,
        "median": middle,
        "q3": third,
        "upperfence": high,
        "hoverinfo": "x+y",
        "line": {"color": color, "width": 2},
        "fillcolor": "rgba(120, 140, 165, 0.35)",
    }
    areas = [_area(number, one.band, dark) for number, one in enumerate(shown) if one.band]
    axes = _axes(labels, LEGEND) | {"shapes": areas, "boxgap": 0.5}
    axes["xaxis"] |= {"range": [-2, highest + 2], "gridcolor": GRID[dark]}
    axes["legend"] = {"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom"}
    return {"data": [trace, *_band_in_legend(bool(areas), dark)], "layout": layout(dark, 2) | axes}


def _area(number: int, band: tuple[int, int], dark: bool) -> dict[str, Any]:
    ends = {"x0": band[0], "x1": band[1], "y0": number - 0.42, "y1": number + 0.42}
    line = {"color": INK[dark], "width": 1, "dash": "dot"}
    return ends | {"type": "rect", "layer": "below", "fillcolor": AREA_BAND, "line": line}


def _band_in_legend(there: bool, dark: bool) -> list[dict[str, Any]]:
    """A point that nobody sees: shapes have no place in a legend."""
    marker = {"symbol": "square", "size": 13, "color": AREA_BAND, "line": {"color": INK[dark], "width": 1}}
    point = {"type": "scatter", "x": [None], "y": [None], "mode": "markers", "name": "marge waarbinnen het past"}
    return [point | {"marker": marker, "hoverinfo": "skip"}] if there else []


def _axes(labels: Sequence[str], above: int) -> dict[str, Any]:
    """A row for each label, as high as the label with most lines."""
    most = max((one.count("<br>") + 1 for one in labels), default=1)
    fixed = {"fixedrange": True, "zeroline": False}
    return {
        "height": above + BELOW + len(labels) * max(ROW, 9 + LINE * most),
        "margin": {"l": 10, "r": 80, "t": above, "b": BELOW},
        "bargap": 0.25,
        "xaxis": dict(fixed),
        "yaxis": fixed
        | {"autorange": "reversed", "automargin": True, "ticks": "outside", "tickcolor": "rgba(0,0,0,0)"},
    }


def label(text: str) -> str:
    """A label over at most three lines."""
    lines = wrap(text, WIDEST) or [""]
    return "<br>".join(lines if len(lines) < 4 else [*lines[:2], f"{lines[2]} …"])


def unique(labels: Sequence[str]) -> list[str]:
    """The same labels to the eye: plotly would lay two bars with one label over each other."""
    return [text + "\u200b" * list(labels[:place]).count(text) for place, text in enumerate(labels)]
