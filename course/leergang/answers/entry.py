"""One answer: what can be one, and how it stands in the file.

Whatever a widget hands over is checked here before it is written, so that the file can always be read again.
"""

import json
import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_MAX_BYTES = 1_000_000
_MAX_NESTING = 50


class NotStorableError(ValueError):
    """This cannot be an answer; the text is the reason in Dutch, to follow 'want'."""


@dataclass(frozen=True)
class Entry:
    """One exercise's answer."""

    value: Any
    checked: bool
    at: str

    def copy(self) -> "Entry":
        """A copy with nothing in common: who changes a list in an answer must not change the book."""
        return Entry(storable(self.value), self.checked, self.at)


def entry_of(raw: Any) -> Entry | None:
    """The answer in an entry of the file; None if there is none or it is damaged."""
    try:
        if not isinstance(raw["checked"], bool) or not isinstance(raw.get("earlier", []), list):
            return None
        if datetime.fromisoformat(raw["at"]).tzinfo is None:
            return None
        return Entry(storable(raw["value"]), raw["checked"], raw["at"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same; for Python 1, 1.0 and True would be."""
    return one is other or json.dumps(one) == json.dumps(other)


def answer_value(value: Any) -> Any:
    """A copy of an answer that is sure to be read back. Raises NotStorableError with the reason in Dutch."""
    copy = storable(value)
    if len(json.dumps(copy, ensure_ascii=False).encode()) > _MAX_BYTES:
        raise NotStorableError(f"het is groter dan {_MAX_BYTES // 1_000_000} MB")
    return copy


def storable(value: Any, room: int = _MAX_NESTING) -> Any:
    """A copy of a value, of nothing but plain JSON types. Raises NotStorableError with the reason in Dutch."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return _number(value)
    if not isinstance(value, dict | list | tuple):
        raise NotStorableError(f"het bevat iets wat niet in het bestand past ({type(value).__name__})")
    if not room:
        raise NotStorableError("het is te diep genest")
    if isinstance(value, dict):
        return {_text(key): storable(item, room - 1) for key, item in value.items()}
    return [storable(item, room - 1) for item in value]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise NotStorableError("het bevat een naam die geen tekst is")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise NotStorableError("het bevat een half teken, dat niet te bewaren is") from None
    return str.__str__(value)  # a plain one, also of a subclass such as an enumeration


def _number(value: float) -> int | float:
    try:
        if not math.isfinite(value):
            raise NotStorableError("het bevat een getal dat niet bestaat (oneindig of geen getal)")
    except OverflowError:
        raise NotStorableError("het bevat een te groot getal") from None
    return int(value) if isinstance(value, int) else float(value)
