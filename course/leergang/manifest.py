"""What has been delivered to a workspace, so that a later run knows which files the participant changed."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leergang.atomic import write_atomic

FORMAT = 1


@dataclass
class Manifest:
    """Per file, by its path in the workspace.

    `delivered` lists every fingerprint that was put in the file's place: a file with one of these was not changed
    by the participant. It is saved before the files are written, so that a kill in between does no harm.
    `offered` is the fingerprint of a new version that was put beside a changed file.
    """

    version: str = ""
    delivered: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)

    def record(self, path: str, fingerprint: str) -> None:
        """Note that a version goes to, or already stands at, this path."""
        known = self.delivered.setdefault(path, [])
        if fingerprint in known:
            known.remove(fingerprint)
        known.append(fingerprint)


def load(path: Path) -> Manifest:
    """The manifest; an empty one when it is absent. A damaged one is set aside and counts as absent."""
    try:
        return _parse(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return Manifest()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        path.replace(path.with_name("manifest-beschadigd.json"))
        return Manifest()


def save(manifest: Manifest, path: Path) -> None:
    """Write the manifest atomically. Raises OSError."""
    data = {"format": FORMAT, "version": manifest.version, "delivered": manifest.delivered, "offered": manifest.offered}
    write_atomic(path, json.dumps(data, indent=1).encode())


def _parse(data: Any) -> Manifest:
    if data["format"] != FORMAT:
        raise ValueError("unknown format")
    delivered = {str(path): [str(one) for one in known] for path, known in data["delivered"].items()}
    offered = {str(path): str(one) for path, one in data["offered"].items()}
    return Manifest(str(data["version"]), delivered, offered)
