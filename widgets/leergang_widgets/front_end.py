"""The front end of a kind: the shared frame and the kind's own JavaScript in one module, without a bundler."""

from functools import cache
from importlib.resources import files


@cache
def script(kind: str) -> str:
    """The JavaScript module of a kind: ``frame.js``, which exports the widget, and its ``body`` function."""
    return read("frame.js") + "\n" + read(f"{kind}.js")


@cache
def style() -> str:
    """The style sheet that all kinds share."""
    return read("style.css")


def read(name: str) -> str:
    """A file that stands beside the classes."""
    return files("leergang_widgets").joinpath(name).read_text(encoding="utf-8")
