"""The front end of a kind: the shared frame and the kind's own JavaScript in one module, without a bundler."""

from functools import cache
from importlib.resources import files


@cache
def script(kind: str) -> str:
    """The JavaScript module of a kind: ``frame.js``, which exports the widget, and its ``body`` function."""
    return _read("frame.js") + "\n" + _read(f"{kind}.js")


@cache
def style() -> str:
    """The style sheet that all kinds share."""
    return _read("style.css")


def _read(name: str) -> str:
    return files("leergang_widgets").joinpath(name).read_text(encoding="utf-8")
