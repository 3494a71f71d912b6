"""The participant's own alliances on the start page: at a glance, and to add, name, choose, remove and carry along."""

from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import traitlets

from leergang.content import Content
from leergang.dossier import edits, transfer
from leergang.dossier.glance import Glance, glance
from leergang.dossier.model import Dossier
from leergang.dossier.store import DossierStore
from leergang.errors import CourseError
from leergang.ui import word, words
from leergang_widgets.front_end import read
from leergang_widgets.sheet import sheet_id


class AlliancesWidget(anywidget.AnyWidget):
    """``view`` is what is shown. The front end sends what to do; ``changed`` is called when another is chosen."""

    _esm = read("sheet.js") + read("make.js") + read("alliances.js")

    view = traitlets.Dict().tag(sync=True)
    ui = traitlets.Dict().tag(sync=True)
    sheet = traitlets.Unicode().tag(sync=True)

    def __init__(self, store: DossierStore, changed: Callable[[], None]) -> None:
        self.store = store
        self._changed = changed
        self.has_answers = False  # of the chosen alliance, in what a report would hold
        super().__init__(ui=words()["dossier"], sheet=sheet_id())
        self.on_msg(self._told)

    def show(self, contents: Mapping[str, Content]) -> None:
        """Show the dossier as it is now."""
        dossier = self.store.load()
        found = glance(dossier.chosen, contents) if dossier.chosen else Glance()
        self.has_answers = found.answers > 0
        self.view = _view(dossier, found)

    def _told(self, _widget: Any, message: Mapping[str, Any], buffers: list[Any]) -> None:
        try:
            text = self._do(message, buffers)
        except (CourseError, KeyError) as error:
            text = word("dossier", "gone") if isinstance(error, KeyError) else str(error)
        self._changed()
        if text is not None:
            self.send({"message": text})

    def _do(self, message: Mapping[str, Any], buffers: list[Any]) -> str | None:
        """Do what was asked; the text says what became of it, None when that was said already."""
        what, one = message.get("do"), str(message.get("id", ""))
        if what == "new":
            return self._new(message)
        if what == "edit":
            self.store.save(lambda sheet: self._edited(sheet, one, message))
        elif what == "choose":
            self.store.save(lambda sheet: edits.chosen(sheet, one))
        elif what == "remove":
            copy = transfer.remove(self.store, one)
            return word("dossier", "removed", place=f"{copy.parent.name}/{copy.name}")
        elif what == "import" and buffers:
            return transfer.import_bytes(self.store, bytes(buffers[0]), str(message.get("name", "")))
        elif what == "export":
            self._export()
            return None
        return ""

    def _new(self, message: Mapping[str, Any]) -> str:
        made = edits.new_id()

        def change(sheet: dict[str, Any]) -> dict[str, Any]:
            return self._edited(edits.with_new(sheet, made, str(message.get("name", ""))), made, message)

        self.store.save(change)
        return word("dossier", "made")

    @staticmethod
    def _edited(sheet: dict[str, Any], one: str, message: Mapping[str, Any]) -> dict[str, Any]:
        named = edits.renamed(sheet, one, str(message.get("name", "")))
        partners = message.get("partners")
        return edits.with_partners(named, one, partners if isinstance(partners, list) else [])

    def _export(self) -> None:
        name, data = transfer.exported(self.store)
        self.send({"file": name, "message": word("dossier", "exported", file=name)}, [data])


def _view(dossier: Dossier, found: Glance) -> dict[str, Any]:
    facts = (("partners", found.partners), ("goal", found.goal), ("phase", found.phase))
    return {
        "chosen": dossier.current,
        "alliances": [{"id": one.id, "name": one.name, "partners": list(one.partners)} for one in dossier.alliances],
        "facts": [[word("dossier", f"fact_{name}"), text] for name, text in facts if text],
        "mixes": [
            {"text": mix.text, "shares": [{"id": one.id, "text": one.text, "points": one.points} for one in mix.shares]}
            for mix in found.mixes
        ],
        "text": _text(dossier, found),
    }


def _text(dossier: Dossier, found: Glance) -> str:
    if not dossier.chosen:
        return word("dossier", "none")
    return "" if found.answers else word("dossier", "blank")
