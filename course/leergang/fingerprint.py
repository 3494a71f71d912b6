"""Hashes of files: whether two versions differ, of a delivered file in anything that matters.

Merely opening a notebook in Jupyter adds outputs, counters and kernel details. Those are no change by the
participant, so they do not count.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_VOLATILE_NOTEBOOK_METADATA = {"kernelspec", "language_info", "widgets"}
_VOLATILE_CELL_METADATA = {"execution", "collapsed", "scrolled", "trusted", "ExecuteTime"}


def fingerprint(name: str, content: bytes) -> str:
    """The sha256 of a file as delivered; of a notebook, without what running it leaves behind."""
    if name.endswith(".ipynb"):
        content = _essence(content)
    return hashlib.sha256(content).hexdigest()


def hash_of(files: Mapping[str, bytes]) -> str:
    """The sha256 over names and contents, whatever the order."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return total.hexdigest()


def strip_notebook(notebook: dict[str, Any]) -> None:
    """Remove, in place, what running a notebook leaves behind, so that it stays as delivered."""
    metadata = notebook.setdefault("metadata", {})
    metadata.pop("widgets", None)
    for cell in notebook.get("cells", []):
        for key in _VOLATILE_CELL_METADATA:
            cell.get("metadata", {}).pop(key, None)
        if cell.get("cell_type") == "code":
            cell["outputs"] = []
            cell["execution_count"] = None


def _essence(content: bytes) -> bytes:
    """A notebook in one fixed form; content that is no notebook is returned as it is."""
    try:
        notebook = json.loads(content)
        strip_notebook(notebook)
        cells = [_fixed_cell(cell) for cell in notebook["cells"]]
        metadata = notebook["metadata"].items()
        kept = {key: value for key, value in metadata if key not in _VOLATILE_NOTEBOOK_METADATA}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return content
    return json.dumps([kept, cells], sort_keys=True).encode()


def _fixed_cell(cell: dict[str, Any]) -> dict[str, Any]:
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    return {"type": cell["cell_type"], "source": text, "metadata": cell.get("metadata", {})}
