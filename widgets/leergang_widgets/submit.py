"""Handing in from the notebook, below the overview: what is open, who hands in, and the receipt."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leergang.answers import AnswerBook
from leergang.errors import CourseError
from leergang.handing_in import Receipt
from leergang.handing_in.deliver import hand_in
from leergang.handing_in.draft import Draft, draft
from leergang.handing_in.person import Person, known_person, person
from leergang.handing_in.place import SHELF, Place, place_of
from leergang.handing_in.telling import filled, open_items, remarks
from leergang.markdown import to_html, to_inline_html
from leergang.ui import word, words
from leergang.workspace import HIDDEN
from leergang_widgets.front_end import read
from leergang_widgets.sheet import sheet_id


class SubmitWidget(anywidget.AnyWidget):
    """The front end sends ``{"do": "ask" | "submit" | "cancel", "name": …, "number": …}`` and shows ``state``.

    ``state`` holds ``stage`` (ready, confirm or done), ``line`` and ``changed`` (how it stands), ``person``, and what
    belongs to the stage: ``questions`` and ``items`` to confirm, or the ``receipt``. ``error`` is a sentence.
    """

    _esm = read("sheet.js") + read("submit.js")

    texts = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    sheet = traitlets.Unicode().tag(sync=True)

    def __init__(self, folder: Path, book: AnswerBook) -> None:
        self.place: Place = place_of(folder)
        self.book = book
        super().__init__(texts=words()["submit"], sheet=sheet_id())
        self._stand()
        for exercise_id in draft(self.place).ids:
            book.subscribe(exercise_id, self._answered)
        self.on_msg(self._asked)

    def _asked(self, _widget: Any, message: Any, _buffers: Any) -> None:
        """A fault becomes a sentence: what is on the page stays usable."""
        try:
            self._do(message)
        except CourseError as error:
            self._stand(error=str(error))

    def _do(self, message: dict[str, Any]) -> None:
        match message:
            case {"do": "cancel"}:
                self._stand()
            case {"do": "ask" | "submit" as step, "name": str(name), "number": str(number)}:
                who = person(name, number)
                self.book.flush()
                found = draft(self.place)
                if step == "ask" and found.questions:
                    self._confirm(found, who)
                else:
                    self._hand_in(found, who)

    def _answered(self, _entry: Any = None) -> None:
        """An answer changes how it stands; a question that is being answered stays in view."""
        if self.state["stage"] != "confirm":
            self._stand()

    def _stand(self, error: str = "") -> None:
        found = draft(self.place)
        who = known_person(self.place.person_file)
        self.state = self._base(found, who) | {"stage": "ready", "error": error}

    def _confirm(self, found: Draft, who: Person) -> None:
        items = [
            {"text": heading, "titles": [to_inline_html(one) for one in titles]}
            for heading, titles in open_items(found)
        ]
        questions = [to_html(text) for text in remarks(found)]
        self.state = self._base(found, who) | {"stage": "confirm", "items": items, "questions": questions}

    def _hand_in(self, found: Draft, who: Person) -> None:
        receipt, remark = hand_in(found, who)
        self.state = self._base(draft(self.place), who) | {"stage": "done", "receipt": self._receipt(receipt, remark)}

    def _base(self, found: Draft, who: Person | None) -> dict[str, Any]:
        earlier = found.earlier
        line = (
            word("submit", "handed_in", when=earlier.when)
            if earlier
            else word("submit", "ready", filled=filled(found.filled, found.total))
        )
        return {
            "line": line,
            "earlier": self._receipt(earlier, "") if earlier else None,
            "changed": bool(earlier and found.changed),
            "person": {"name": who.name, "number": who.number, "text": word("submit", "as", person=who.shown)}
            if who
            else None,
        }

    def _receipt(self, receipt: Receipt, remark: str) -> dict[str, Any]:
        where = f"{SHELF}/{receipt.file}" if receipt.file else word("submit", "exchange")
        rows = {
            "who": receipt.name,
            "items": filled(receipt.filled, receipt.total),
            "code": receipt.code,
            "where": where,
        }
        return {
            "heading": word("submit", "done", title=receipt.title, when=receipt.when),
            "rows": [[word("submit", name), text] for name, text in rows.items()],
            "next": word("submit", "mail" if receipt.file else "nothing"),
            "remark": remark,
            "download": where if receipt.file and (self.place.root / HIDDEN).is_dir() else "",
        }
