"""The front end of a kind: the shared frame and the kind's own JavaScript in one module, without a bundler."""

from functools import cache
from importlib.resources import files


@cache
def script(*names: str) -> str:
    """The JavaScript module of a kind: ``frame.js``, which exports the widget, and files with its ``body`` function."""
    return "\n".join(read(f"{name}.js") for name in ("sheet", "theme", "frame", *names))


def read(name: str) -> str:
    """A file that stands beside the classes."""
    return files("leergang_widgets").joinpath(name).read_text(encoding="utf-8")
