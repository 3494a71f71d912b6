"""A course folder in which the tests grade a cohort: the real nbgrader, run in this process to save its imports."""

import contextlib
import io
import json
import os
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from re import sub
from typing import Any

from course_data import ROOT, right_answer
from nbgrader import apps
from nbgrader.api import Gradebook

from leergang.content import Content, load_content, read_toml
from leergang.kinds import Exercise
from leergang.kinds.allocate import Allocate
from leergang.kinds.balance import Balance
from leergang.kinds.bins import Bins
from leergang.kinds.choice import Choice
from leergang.kinds.order import Order
from leergang.kinds.scenario import Scenario

COURSE_ID = "leergang-alliantiemanagement"
APPS = {
    "generate_assignment": apps.GenerateAssignmentApp,
    "release_assignment": apps.ReleaseAssignmentApp,
    "fetch_assignment": apps.FetchAssignmentApp,
    "submit": apps.SubmitApp,
    "collect": apps.CollectApp,
    "autograde": apps.AutogradeApp,
    "generate_feedback": apps.GenerateFeedbackApp,
    "release_feedback": apps.ReleaseFeedbackApp,
    "fetch_feedback": apps.FetchFeedbackApp,
    "export": apps.ExportApp,
}


def partly_right(exercise: Exercise) -> Any:
    """An answer that earns something, and less than everything where the kind allows it."""
    match exercise:
        case Choice(multiple=True):
            return right_answer(exercise)[:1]
        case Choice():
            return [max(exercise.options, key=lambda one: (one.credit or 0) % 1).id]
        case Bins():
            return dict(list(right_answer(exercise).items())[::2])
        case Order():
            first, second, *rest = right_answer(exercise)
            return [*rest[:1], second, first, *rest[1:]]
        case Balance():
            return (exercise.band or (0, 0))[0] - 10
        case Allocate():
            even, rest = divmod(exercise.total, len(exercise.parts))
            return {
                exercise.sets[0].id: {
                    one.id: even + (rest if not number else 0) for number, one in enumerate(exercise.parts)
                }
            }
        case Scenario():
            return right_answer(exercise)[:2]
    raise AssertionError(f"no partly right answer known for {exercise.kind}")


class NbgraderError(Exception):
    """A command of nbgrader ended with an error; its log is the message."""


@dataclass(frozen=True)
class Course:
    """The instructor's course folder, with the exchange and the participants' folders beside it."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "cursus"

    def run(self, command: str, *arguments: str) -> str:
        """Run a command of nbgrader as the instructor; returns its log."""
        return _run(command, self.folder, *arguments, f"--Exchange.root={self.root / 'exchange'}")

    def run_as(self, participant: str, command: str, *arguments: str) -> str:
        """Run a command of nbgrader as a participant, who has no course folder and no configuration."""
        home = self.home(participant)
        own = [f"--course={COURSE_ID}", f"--CourseDirectory.student_id={participant}"]
        places = [f"--Exchange.root={self.root / 'exchange'}", f"--Exchange.cache={home / 'cache'}"]
        return _run(command, home / "opdrachten", *arguments, *own, *places)

    def home(self, participant: str) -> Path:
        folder = self.root / "deelnemers" / participant
        (folder / "opdrachten").mkdir(parents=True, exist_ok=True)
        return folder

    def handed_out(self, participant: str, assignment: str) -> Path:
        """The participant's own copy of an assignment."""
        return self.home(participant) / "opdrachten" / assignment

    def content(self, assignment: str) -> Content:
        """The questions with their key."""
        return load_content(self.folder / "source" / assignment, self.folder / "keys" / f"{assignment}.toml")

    def graded(self, participant: str, assignment: str) -> dict[str, Any]:
        """The autograded copy, by cell id."""
        path = self.folder / "autograded" / participant / assignment / f"{assignment}.ipynb"
        return cells(path)

    @contextlib.contextmanager
    def gradebook(self) -> Iterator[Any]:
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}", COURSE_ID) as gradebook:
            yield gradebook
            gradebook.engine.dispose()

    def points(self, participant: str, assignment: str) -> dict[str, float | None]:
        """What nbgrader booked by itself, by grade cell."""
        with self.gradebook() as gradebook:
            notebook = gradebook.find_submission_notebook(assignment, assignment, participant)
            return {grade.name: grade.auto_score for grade in notebook.grades}


def make_course(root: Path) -> Course:
    """A copy of the committed course folder, without what was made in it."""
    course = Course(root)
    keep = shutil.ignore_patterns("release", "submitted", "autograded", "feedback", "gradebook.db*")
    shutil.copytree(ROOT / "assignments", course.folder, ignore=keep)
    return course


def _run(command: str, folder: Path, *arguments: str) -> str:
    log = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stderr(log):
        app = APPS[command]()
        try:
            app.initialize(list(arguments))
            app.start()
        except SystemExit as end:
            if end.code:
                raise NbgraderError(log.getvalue()) from None
    return log.getvalue()


def cells(path: Path) -> dict[str, Any]:
    """The cells of a notebook on disk by id, each source as one text."""
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: {**cell, "source": "".join(cell["source"])} for cell in found}


def output_text(cell: Mapping[str, Any]) -> str:
    """All that the outputs of a cell say."""
    data = [text for one in cell["outputs"] for text in one.get("data", {}).values()]
    return "\n".join("".join(text) for text in data)


def secrets(assignment: str) -> set[str]:
    """Every text of a key that a participant may not see: longer than 20 characters, and not in the questions."""
    course = ROOT / "assignments"
    questions = set(strings(read_toml(course / "source" / assignment / "content.toml")))
    key = strings(read_toml(course / "keys" / f"{assignment}.toml"))
    return {_one_line(text) for text in key if len(text) > 20 and text not in questions}


def strings(value: Any) -> Iterator[str]:
    """Every string in a TOML or JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def found_in(path: Path, wanted: set[str]) -> set[str]:
    """Which of these texts a file holds, as it stands or in the text of its cells, its tables or its HTML."""
    raw = path.read_bytes().decode("utf-8", errors="replace")
    forms = [raw]
    if path.suffix in {".ipynb", ".json"}:
        forms += strings(json.loads(raw))
        forms += ["".join(strings(cell["source"])) for cell in json.loads(raw).get("cells", [])]
    if path.suffix == ".toml":
        forms += strings(tomllib.loads(raw))
    if path.suffix == ".html":
        forms.append(unescape(sub(r"<[^>]*>", "", raw)))
    text = "\n".join(_one_line(form) for form in forms)
    return {one for one in wanted if one in text}


def files_below(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return [Path(base) / name for base, _, names in os.walk(folder) for name in names]


def _one_line(text: str) -> str:
    return " ".join(text.split())
