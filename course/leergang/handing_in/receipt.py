"""The proof of handing in, for the participant: what, when, how much, a code for comparing, and where it went.

The newest receipt of an assignment stands in ``ingeleverd/<assignment>.json``; earlier ones, with their zip files, in
``ingeleverd/eerder/``.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from leergang.handing_in.place import SHELF
from leergang.moments import in_words

FORMAT = 1


@dataclass(frozen=True)
class Receipt:
    """One handing in. ``file`` is the zip on the shelf; empty when it went through the exchange.

    ``hash`` covers all files that were handed in, ``answers`` only the answers: a notebook changes by being opened.
    """

    assignment: str
    title: str
    at: str
    hash: str
    answers: str
    filled: int
    total: int
    name: str
    file: str

    @property
    def when(self) -> str:
        """The moment in words."""
        return in_words(datetime.fromisoformat(self.at))

    @property
    def code(self) -> str:
        """The hash as people can compare it."""
        return short(self.hash)


def short(digest: str) -> str:
    """The first eight characters of a hash, in two groups."""
    return f"{digest[:4]} {digest[4:8]}"


def receipts(workspace: Path) -> dict[str, Receipt]:
    """The newest receipt of each assignment that was handed in from this workspace; what cannot be read is left out."""
    found = [load_receipt(path) for path in sorted((workspace / SHELF).glob("*.json"))]
    return {one.assignment: one for one in found if one}


def load_receipt(path: Path) -> Receipt | None:
    """The receipt in this file; None without a usable one."""
    try:
        data = json.loads(path.read_bytes())
        return _parsed(data) if isinstance(data, dict) else None
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


def as_json(receipt: Receipt) -> bytes:
    """The receipt as it is kept."""
    return (json.dumps({"format": FORMAT, **asdict(receipt)}, ensure_ascii=False, indent=1) + "\n").encode()


def _parsed(data: Mapping[str, Any]) -> Receipt:
    return Receipt(
        assignment=str(data["assignment"]),
        title=str(data.get("title", data["assignment"])),
        at=datetime.fromisoformat(data["at"]).astimezone().isoformat(timespec="seconds"),
        hash=str(data["hash"]),
        answers=str(data.get("answers", "")),
        filled=int(data.get("filled", 0)),
        total=int(data.get("total", 0)),
        name=str(data.get("name", "")),
        file=_own_name(str(data.get("file", ""))),
    )


def _own_name(text: str) -> str:
    """A name on the shelf: a receipt edited by hand must not lead elsewhere."""
    return text.replace("\\", "/").rpartition("/")[2]
