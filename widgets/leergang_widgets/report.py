"""``report``: makes the report of the own alliance, and says where it is."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import anywidget
import traitlets

from leergang.dossier.store import workspace_of
from leergang.errors import CourseError
from leergang.kinds.base import as_dict
from leergang.ui import word, words
from leergang_widgets.front_end import read
from leergang_widgets.sheet import sheet_id
from leergang_widgets.show import Readable, notice


class ReportWidget(anywidget.AnyWidget):
    """A button; ``status`` says what became of it, with the two files as paths from the workspace."""

    _esm = read("sheet.js") + read("report.js")

    view = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    sheet = traitlets.Unicode().tag(sync=True)

    def __init__(self, root: Path) -> None:
        self.root = root
        super().__init__(view={"ui": words()["report"]}, sheet=sheet_id())
        self.on_msg(self._received)

    def make(self) -> None:
        """Make the report of the alliance that the modules work on."""
        from leergang.report.files import write_report  # only now: a module must not wait for Word

        try:
            written = write_report(self.root)
        except CourseError as error:
            self.status = {"text": str(error), "fault": True, "files": []}
            return
        files = [
            {"name": one.name, "path": quote(one.relative_to(self.root).as_posix()), "kind": kind}
            for one, kind in ((written.page, "page"), (written.word, "word"))
        ]
        text = word("report", "made", alliance=written.alliance, folder=str(written.page.parent))
        self.status = {"text": text, "fault": False, "files": files}

    def _received(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if as_dict(content).get("kind") == "make":
            self.make()


def report() -> Any:
    """The button for the workspace that this folder belongs to. A fault becomes a message, as in ``exercise``."""
    if os.environ.get("NBGRADER_EXECUTION"):
        return Readable("")
    folder = Path.cwd()
    root = workspace_of(folder)
    if root is None:
        return notice(word("report", "nowhere"))
    return ReportWidget(root)
