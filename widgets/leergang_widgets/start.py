"""``start``: where the participant is in the course, what is next, which questions come back, and the own alliance."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from ipywidgets import VBox

from leergang.dossier.store import store_for
from leergang.errors import CourseError
from leergang.progress import recall
from leergang.progress.progress import AssignmentProgress, ModuleProgress, Suggestion, suggestion
from leergang.progress.standing import Standing, standing
from leergang.report.dutch import day, day_of
from leergang.ui import word
from leergang_widgets.alliances import AlliancesWidget
from leergang_widgets.front_end import read
from leergang_widgets.report import ReportWidget
from leergang_widgets.sheet import sheet_id
from leergang_widgets.show import Readable, notice


class Panel(anywidget.AnyWidget):
    """One part of the start page: ``kind`` says which, ``view`` holds its texts."""

    _esm = read("sheet.js") + read("make.js") + read("start.js")

    kind = traitlets.Unicode().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    sheet = traitlets.Unicode().tag(sync=True)


class StartPage(VBox):  # type: ignore[misc]  # ipywidgets has no types
    """The parts under each other; they are read anew each time that the page comes into sight."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.next, self.recall, self.courses = (
            Panel(kind=kind, sheet=sheet_id()) for kind in ("next", "recall", "courses")
        )
        self.alliances = AlliancesWidget(store_for(root), self.refresh)
        self.questions = VBox()
        self.report = ReportWidget(root)
        self.refresh()
        super().__init__([self.next, self.recall, self.questions, self.alliances, self.report, self.courses])
        self.add_class("lg-start")
        self.next.on_msg(lambda _widget, message, _buffers: self.refresh())
        self.recall.on_msg(lambda _widget, message, _buffers: self._show_questions())

    def refresh(self) -> None:
        """Show the workspace as it is now."""
        self.standing = standing(self.root)
        self.next.view = _next(self.standing)
        self.recall.view = _recall(self.standing, date.today(), bool(self.questions.children))
        self.courses.view = _courses(self.standing)
        self.alliances.show(self.standing.contents)
        # What has nothing to show yet would only be in the way.
        _show(self.recall, bool(self.recall.view["text"]))
        _show(self.report, self.alliances.has_answers)

    def _show_questions(self) -> None:
        from leergang_widgets.recall import question_widgets  # here: most visits do without

        if not self.questions.children:
            self.questions.children = question_widgets(self.root, self.standing, date.today(), self.refresh)
        self.refresh()


def start() -> Any:
    """The start page of the workspace in this folder. A fault becomes a message, as in ``exercise``."""
    if os.environ.get("NBGRADER_EXECUTION"):
        return Readable("")
    try:
        page = StartPage(Path.cwd())
    except CourseError as error:
        return notice(str(error))
    found = store_for(page.root).notices()
    return VBox([notice("\n\n".join(found)), page]) if found else page


# What is shown


def _show(widget: Any, visible: bool) -> None:
    widget.layout.display = None if visible else "none"


def _next(found: Standing) -> dict[str, Any]:
    what = suggestion(found.modules, found.assignments) if found.modules else Suggestion("finished")
    modules = {one.name: one for one in found.modules}
    assignments = {one.name: one for one in found.assignments}
    one = (modules if what.folder == "modules" else assignments).get(what.name)
    title, accent = (one.module.title, one.module.accent) if one else ("", "leergang")
    minutes = one.minutes_left if isinstance(one, ModuleProgress) else one.module.minutes if one else 0
    return {
        "eyebrow": word("start", "next"),
        "title": word("start", f"{what.kind}_title", title=title),
        "text": word("start", f"{what.kind}_text", minutes=minutes),
        "action": word("start", f"{what.kind}_action"),
        "path": f"{what.folder}/{what.name}/{what.name}.ipynb" if one else "",
        "accent": accent,
    }


def _recall(found: Standing, today: date, shown: bool) -> dict[str, Any]:
    chosen = recall.chosen(found.questions, today)
    left = sum(one.again != today for one in chosen)
    text = _recall_text(found, today, left, len(chosen))
    action = "" if shown or not chosen else word("start", "recall_show" if left else "recall_again")
    return {"title": word("start", "recall"), "text": text, "action": action}


def _recall_text(found: Standing, today: date, left: int, all_of_today: int) -> str:
    if left:
        return word("start", "recall_one" if left == 1 else "recall_some", count=left)
    coming = recall.next_day(found.questions, today)
    if coming is None:
        return ""
    name = "recall_done" if all_of_today else "recall_later"
    return word("start", name, day=_in_days((coming - today).days, coming))


def _in_days(days: int, coming: date) -> str:
    return word("start", "tomorrow") if days == 1 else day(coming)


def _courses(found: Standing) -> dict[str, Any]:
    done = sum(one.state == "done" for one in found.modules)
    left = sum(one.minutes_left for one in found.modules)
    return {
        "modules_title": word("start", "modules"),
        "modules_text": word("start", "modules_text", done=done, total=len(found.modules), left=_hours(left)),
        "modules": [_tile(one) for one in found.modules],
        "assignments_title": word("start", "assignments"),
        "assignments_text": word("start", "assignments_text"),
        "assignments": [_row(one) for one in found.assignments],
    }


def _hours(minutes: int) -> str:
    if minutes < 60:
        return word("start", "minutes", minutes=minutes)
    return word("start", "hours", hours=round(minutes / 60))


def _tile(one: ModuleProgress) -> dict[str, Any]:
    return {
        "title": one.module.title,
        "lead": one.module.lead,
        "accent": one.module.accent,
        "path": f"modules/{one.name}/{one.name}.ipynb",
        "state": one.state,
        "percent": 100 if one.state == "done" else min(99, round(100 * one.share)),
        "text": word("start", f"module_{one.state}", minutes=one.minutes_left),
    }


def _row(one: AssignmentProgress) -> dict[str, Any]:
    points = {"points": _number(one.mark.points), "most": _number(one.mark.most)} if one.mark else {}
    return {
        "title": one.module.title,
        "accent": one.module.accent,
        "path": f"opdrachten/{one.name}/{one.name}.ipynb",
        "minutes": word("start", "minutes", minutes=one.module.minutes),
        "state": one.state,
        "text": word("start", f"assignment_{one.state}", at=_moment(one.handed), **points),
    }


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def _moment(at: str) -> str:
    """For example ‘3 juni 2025, 14:05’."""
    found = day_of(at)
    return f"{day(found)}, {datetime.fromisoformat(at).astimezone():%H:%M}" if found else ""
