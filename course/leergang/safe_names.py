"""Names of people as names of files and folders, on every system: Linux, macOS and Windows."""

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\\/:*?"<>|+]+')  # of Windows; the plus separates the parts of a name in nbgrader's exchange
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_MAX_BYTES = 100


def safe_name(text: str) -> str:
    """This text as a name in one folder; empty when nothing in it can be part of a name.

    Letters of every language stay. Equal names in another form of Unicode become equal; control characters, and
    marks that turn the direction of writing, are left out.
    """
    whole = unicodedata.normalize("NFC", text)
    seen = "".join(" " if one.isspace() else one for one in whole if one.isspace() or _visible(one))
    name = _trimmed(_FORBIDDEN.sub("-", " ".join(seen.split())))
    name = _trimmed(name.encode()[:_MAX_BYTES].decode(errors="ignore"))
    return _RESERVED.sub(r"\1-", name, count=1) if _RESERVED.match(name) else name


def same_name(one: str, other: str) -> bool:
    """Whether two names are one on a disk that does not tell capitals from small letters."""
    return folded(one) == folded(other)


def folded(name: str) -> str:
    """A name for comparing."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _trimmed(name: str) -> str:
    """A leading dot hides a folder; Windows drops dots and spaces at the end."""
    return name.lstrip(". ").rstrip(". ")
