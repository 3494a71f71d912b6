"""A drawing as SVG, for the page: sharp at every size, and its text stays text."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from leergang.report.drawing import SIZE, WIDTH, Circle, Drawing, Line, Polygon, Shape, Words

FONT = "Arial, Helvetica, Liberation Sans, sans-serif"


def svg(drawing: Drawing) -> str:
    """The drawing as an SVG element."""
    height = _number(drawing.height)
    about = {"width": str(WIDTH), "height": height, "viewBox": f"0 0 {WIDTH} {height}", "aria-hidden": "true"}
    root = Element("svg", about | {"font-family": FONT, "font-size": _number(SIZE)})
    for shape in drawing.shapes:
        tag, attributes = _shape(shape)
        element = SubElement(root, tag, {name: _value(value) for name, value in attributes.items() if value != ""})
        if isinstance(shape, Words):
            element.text = shape.text
    return tostring(root, encoding="unicode")


def _shape(shape: Shape) -> tuple[str, Mapping[str, Any]]:
    match shape:
        case Line((x1, y1), (x2, y2), color, width, dash):
            line = {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "stroke": color, "stroke-width": width}
            return "line", line | {"stroke-dasharray": " ".join(map(_number, dash))}
        case Polygon(corners, fill, edge):
            points = " ".join(f"{_number(x)},{_number(y)}" for x, y in corners)
            return "polygon", {"points": points, "fill": fill, "stroke": edge, "stroke-width": 1.5}
        case Circle((x, y), radius, fill, edge):
            return "circle", {"cx": x, "cy": y, "r": radius, "fill": fill or "none", "stroke": edge}
        case Words((x, y), _, anchor, color, size):
            baseline = y + size * 0.35
            return "text", {"x": x, "y": baseline, "text-anchor": anchor, "fill": color, "font-size": size}


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
