"""The style sheet that all widgets of a kernel share, as a widget of its own: it crosses the websocket once."""

from functools import cache

import anywidget

from leergang_widgets.front_end import read


class StyleSheet(anywidget.AnyWidget):
    """Nothing to see: the browser takes the style from it when a first exercise asks for it."""

    _esm = "export default { render() {} };"
    _css = read("style.css")


@cache
def style_sheet() -> StyleSheet:
    """The one style sheet of this kernel."""
    return StyleSheet()


def sheet_id() -> str:
    """The id by which the browser finds the style sheet."""
    return str(style_sheet().model_id)
