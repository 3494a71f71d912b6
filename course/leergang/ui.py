"""The words of the interface, from ``ui.toml``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> dict[str, dict[str, str]]:
    """All interface words, by section."""
    data: dict[str, Any] = tomllib.loads(files("leergang").joinpath("ui.toml").read_text(encoding="utf-8"))
    return data


def word(section: str, name: str, **values: object) -> str:
    """One interface word with its places filled in, such as ``word("status", "saved", time="14:03")``."""
    return words()[section][name].format(**values)
