"""The partner's view in the notebook: make the page, take in what came back, and see the sides beside each other."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets
from ipywidgets import HTML, DOMWidget, VBox

from leergang.dossier.model import Response
from leergang.dossier.store import DossierStore, store_for
from leergang.errors import CourseError
from leergang.kinds.base import as_dict
from leergang.partner.asking import Asking, asker_of, keep
from leergang.partner.comparison import Comparison, compare
from leergang.partner.form import Asker, file_name, form_page
from leergang.partner.importing import Outcome, import_files, remove
from leergang.partner.reply import MAX_BYTES, moment, who
from leergang.partner.scans import Question, load_questions
from leergang.ui import word, words
from leergang_widgets.charts import Chart
from leergang_widgets.comparison import comparison_html, in_words, lines
from leergang_widgets.dots import dots
from leergang_widgets.front_end import read
from leergang_widgets.sheet import sheet_id
from leergang_widgets.show import notice


class PartnerWidget(anywidget.AnyWidget):
    """Two cards: one makes the page, the other reads files. The front end sends messages and shows ``status``.

    ``view`` holds the words, ``asking`` what stood in the fields, ``people`` how many answered so far and ``replies``
    who. After each message all of it is shown anew, and so is the comparison below it.
    """

    _esm = read("sheet.js") + read("partner.js")

    view = traitlets.Dict().tag(sync=True)
    asking = traitlets.Dict().tag(sync=True)
    people = traitlets.Unicode().tag(sync=True)
    replies: traitlets.List[Any] = traitlets.List().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    sheet = traitlets.Unicode().tag(sync=True)
    dark = traitlets.Bool(False).tag(sync=True)

    def __init__(self, store: DossierStore, asked: tuple[Question, ...]) -> None:
        self.store = store
        self.asked = asked
        self.alliance_id = store.load().current
        super().__init__(view={"ui": words()["partner"], "largest": MAX_BYTES}, sheet=sheet_id())
        self.chart = Chart()
        self.chart.add_class("lg-chart")
        self.told = HTML()
        self.told.add_class("lg-advice")
        self.on_msg(self._received)
        self.observe(lambda _change: self._draw(), ["dark"])
        self._refresh()

    def shown(self) -> VBox:
        """The cards, the chart and what it says."""
        title = HTML(f"<h2>{word('partner', 'compare_title')}</h2>")
        title.add_class("lg-advice")
        below = VBox([title, self.chart, self.told])
        for name in ("lg-charted", "lg-comparison", "lg-accent-leergang"):
            below.add_class(name)
        return VBox([self, below])

    @property
    def comparison(self) -> Comparison | None:
        """The sides beside each other; None while there is no alliance."""
        alliance = self.store.load().get(self.alliance_id)
        return compare(alliance, self.asked) if alliance else None

    def make(self, given: Any) -> None:
        """Keep what was filled in, and hand the page to the browser, which saves it."""
        alliance = keep(self.store, self.alliance_id, asking_of(given))
        self.alliance_id = alliance.id
        page = form_page(alliance, asker_of(self.store, alliance.id), self.asked)
        self.send({"page": page, "file": file_name(alliance)})
        self.status = {"for": "make", "text": word("partner", "made", file=file_name(alliance)), "files": []}

    def take(self, files: list[Any], buffers: list[Any]) -> None:
        """Take in these files; one without a buffer was too large to be read."""
        given: list[tuple[str, bytes | str]] = []
        for one in map(as_dict, files):
            number = one.get("buffer")
            data = bytes(buffers[number]) if isinstance(number, int) else word("partner", "too_large")
            given.append((str(one.get("name")), data))
        self.status = as_status(import_files(self.store, self.alliance_id, given, self.asked))

    def _received(self, _widget: Any, content: Any, buffers: Any) -> None:
        kind = as_dict(content).get("kind")
        try:
            if kind == "make":
                self.make(content.get("asking"))
            elif kind == "files":
                self.take(content["files"], list(buffers))
            elif kind == "remove":
                remove(self.store, self.alliance_id, str(content.get("id")))
                self.status = {"for": "files", "text": word("partner", "removed"), "files": []}
        except CourseError as error:
            self.status = {"for": "make" if kind == "make" else "files", "text": str(error), "files": [], "fault": True}
        self._refresh()

    def _refresh(self) -> None:
        alliance = self.store.load().get(self.alliance_id)
        asker = asker_of(self.store, self.alliance_id)
        self.asking = {
            "alliance": alliance.name if alliance else "",
            "partners": "\n".join(alliance.partners) if alliance else "",
            "name": asker.name,
            "organisation": asker.organisation,
        }
        self.people = people(self.comparison)
        self.replies = [as_line(one) for one in alliance.responses] if alliance else []
        self._draw()

    def _draw(self) -> None:
        comparison = self.comparison
        shown = comparison_html(comparison) if comparison else ""
        self.told.value = shown or f"<p>{word('partner', 'nothing_yet')}</p>"
        names = [one.name for one in comparison.parties] if comparison else []
        self.chart.draw(
            dots(names, lines(comparison) if comparison else [], self.dark), in_words(comparison) if comparison else ""
        )


def asking_of(given: Any) -> Asking:
    """What was filled in, out of a message of the front end."""
    fields = {name: str(as_dict(given).get(name, "")) for name in ("alliance", "partners", "name", "organisation")}
    asker = Asker(fields["name"].strip(), fields["organisation"].strip())
    return Asking(fields["alliance"], tuple(fields["partners"].splitlines()), asker)


def as_status(outcomes: list[Outcome]) -> dict[str, Any]:
    """What became of the files: in one line, and per file with the trouble first."""
    taken = sum(one.taken for one in outcomes)
    refused = len(outcomes) - taken
    text = [word("partner", ("taken_none", "taken_one")[taken] if taken < 2 else "taken", count=taken)]
    if refused:
        text.append(word("partner", "refused_one" if refused == 1 else "refused", count=refused))
    rows = sorted(outcomes, key=lambda one: one.taken)
    files = [{"file": one.file, "text": one.text, "taken": one.taken} for one in rows]
    return {"for": "files", "text": " ".join(text), "files": files, "fault": bool(refused)}


def as_line(one: Response) -> dict[str, str]:
    """Who sent a reply and when, for the list in which it can be taken out."""
    at = moment(one.at)
    day = f", {at.astimezone():%d-%m-%Y}" if at else ""
    return {"id": one.id, "text": who(one.side, one.name, one.role) + day}


def people(comparison: Comparison | None) -> str:
    """How many answered, per party."""
    own, *others = comparison.parties if comparison else [None]
    counts = [(one.name, len(one.people)) for one in others if one]
    if own and len(own.people) > 1:
        counts.append((word("partner", "colleagues"), len(own.people) - 1))
    if not counts:
        return word("partner", "people_none")
    return word("partner", "people", parties=", ".join(map(_isolated, counts)))


def _isolated(party: tuple[str, int]) -> str:
    """A name in any script, that does not turn the number after it."""
    return f"\u2068{party[0]}\u2069 ({party[1]})"


def partner_view() -> DOMWidget:
    """The partner's view of this workspace. A fault becomes a message; a participant never sees a traceback."""
    root = Path.cwd()
    try:
        widget = PartnerWidget(store_for(root), load_questions(root / "modules"))
    except CourseError as error:
        return notice(str(error))
    notices = widget.store.notices()
    return VBox([notice("\n\n".join(notices)), widget.shown()]) if notices else widget.shown()
