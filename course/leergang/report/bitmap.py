"""A drawing as a PNG, for Word, which shows no SVG without one. Drawn by Pillow, with a font of our own.

Twice as large as needed and then reduced, which makes slanting lines smooth.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from math import dist
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from leergang.report.drawing import PAPER, WIDTH, Circle, Drawing, Line, Place, Polygon, Shape, Words

ZOOM = 2  # dots per unit: about 210 to the inch on paper
FINER = 2  # drawn so many times finer than that
COLORS = 48  # as many as the smooth edges need; a palette keeps the file small
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def png(drawing: Drawing) -> bytes:
    """The drawing as a PNG on white."""
    scale = ZOOM * FINER
    image = Image.new("RGB", (WIDTH * scale, round(drawing.height * scale)), PAPER)
    pen = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _draw(pen, shape, scale)
    file = BytesIO()
    smooth = image.reduce(FINER).quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    smooth.putpalette(_with_white(smooth))
    smooth.save(file, "PNG", dpi=(210, 210))
    return file.getvalue()


def _with_white(image: Any) -> list[int]:
    """The palette with paper as it was: the colours of a palette are means, also the one that is nearly white."""
    colors: list[int] = image.getpalette()
    place = 3 * image.getpixel((0, 0))
    return [*colors[:place], 255, 255, 255, *colors[place + 3 :]]


def _draw(pen: Any, shape: Shape, scale: int) -> None:
    match shape:
        case Line(start, end, color, width, dash):
            for a, b in _strokes(start, end, dash):
                pen.line([_dots(a, scale), _dots(b, scale)], color, round(width * scale))
        case Polygon(corners, fill, edge):
            pen.polygon([_dots(one, scale) for one in corners], fill, edge, round(1.5 * scale))
        case Circle((x, y), radius, fill, edge):
            box = [_dots((x - radius, y - radius), scale), _dots((x + radius, y + radius), scale)]
            pen.ellipse(box, fill or None, edge, scale)
        case Words((x, y), text, anchor, color, size):
            place = _dots((x, y + size * 0.35), scale)
            pen.text(place, text, color, _font(round(size * scale)), _ANCHORS[anchor])


def _dots(place: Place, scale: int) -> Place:
    return place[0] * scale, place[1] * scale


def _strokes(start: Place, end: Place, dash: tuple[float, ...]) -> Iterator[tuple[Place, Place]]:
    """The parts of a line that are drawn; all of it without a dash."""
    length = dist(start, end)
    if not dash or not length:
        yield start, end
        return
    stroke, gap = dash
    at = 0.0
    while at < length:
        yield _between(start, end, at / length), _between(start, end, min(at + stroke, length) / length)
        at += stroke + gap


def _between(start: Place, end: Place, share: float) -> Place:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("leergang.report") / "font" / "LeergangSans.ttf") as path:
        return ImageFont.truetype(BytesIO(path.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)
