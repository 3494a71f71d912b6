"""The participant's own alliances: one file at the workspace's root, which never leaves the machine by itself."""

from leergang.dossier.model import Alliance, Dossier, Response
from leergang.dossier.store import FILE_NAME, DossierStore, store_for

__all__ = ["FILE_NAME", "Alliance", "Dossier", "DossierStore", "Response", "store_for"]
