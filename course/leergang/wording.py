"""Names and texts of participants, made harmless for a terminal, a report and a page."""

import re
from collections.abc import Sequence

LONGEST = 120
# Control characters, halves of characters, and signs that turn the direction of a line around.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("[\n\t\u2028\u2029]")


def harmless(text: str) -> str:
    """A text of any length and any number of lines, without what a screen would obey instead of show."""
    return _HARMFUL.sub("�", text)


def plain(text: str) -> str:
    """The same on one line, cut off where a name gets too long to read."""
    shown = _BREAKS.sub("�", harmless(text))
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names in quotation marks, the first few of them."""
    shown = ", ".join(f"‘{plain(name)}’" for name in names[:most])
    return shown + (f" en nog {len(names) - most}" if len(names) > most else "")
