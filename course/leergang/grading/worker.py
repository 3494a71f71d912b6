"""The process that looks into what participants handed in: it gets bytes and gives JSON, and touches nothing else.

It reads requests from standard input and answers each on standard output, as JSON behind a length of four bytes.
The grader confines it where the system allows; nothing in here executes or opens what a participant sent.
"""

import base64
import json
import struct
import sys
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from leergang.content import Content, load_content
from leergang.grading.foreign import compare
from leergang.grading.graded_copy import graded_copy
from leergang.grading.scoring import score

_LENGTH = struct.Struct(">I")
MEMORY = 1_000_000_000  # bytes; a submission of 20 MB takes a tenth of it


def send(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Write one message."""
    data = json.dumps(message).encode()
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO, most: int = 200_000_000) -> dict[str, Any]:
    """Read one message. Raises EOFError when the other side is gone, ValueError on anything but a message."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length) if length <= most else b""
    message = json.loads(data)
    if len(data) < length or not isinstance(message, dict):
        raise ValueError("geen bericht")
    return message


def encoded(data: bytes | None) -> str | None:
    """Bytes as they stand in a message."""
    return None if data is None else base64.b64encode(data).decode()


def main() -> None:
    """Answer requests until the grader closes the line."""
    _limit_memory()
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but replies goes over the line
    while True:
        try:
            request = receive(requests)
        except EOFError:
            return
        send(replies, _reply(request))


def _reply(request: dict[str, Any]) -> dict[str, Any]:
    source, content = _assignment(request["source"], request["key"])
    answers, notebook = (_decoded(request[name]) for name in ("answers", "notebook"))
    scored = score(content, answers)
    compared = compare(notebook, source["cells"])
    return {
        "points": scored.points,
        "answers": scored.answers,
        "copy": graded_copy(source, content, scored, compared.foreign),
        "remarks": [*scored.remarks, *compared.remarks],
        "usable": scored.usable,
    }


@cache
def _assignment(source: str, key: str) -> tuple[dict[str, Any], Content]:
    folder = Path(source)
    notebook = json.loads((folder / f"{folder.name}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook, load_content(folder, Path(key))


def _decoded(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)


def _limit_memory() -> None:
    """Where the system knows limits, a monster of a file costs this process its life and not the machine's memory."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
