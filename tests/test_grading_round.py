"""The whole round of a graded assignment with the real nbgrader: from generating it to feedback and export."""

import csv
import gc
import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from built import built_wheel
from course_data import ROOT, right_answer, wrong_answer
from grading_course import (
    Course,
    NbgraderError,
    cells,
    files_below,
    found_in,
    make_course,
    output_text,
    partly_right,
    secrets,
)
from nbformat import from_dict
from nbgrader.validator import Validator

from leergang import workspace
from leergang.answers import AnswerBook
from leergang.authoring.build import assignment_names
from leergang.authoring.complete import BY_HAND
from leergang.content import read_toml
from leergang.errors import CourseError
from leergang.grading.steps import require_points
from leergang.kinds import Exercise
from leergang.kinds.text import Text
from leergang.locate import Released

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange does not run on Windows"),
    # nbgrader 0.9.6 builds a submission outside its SQLAlchemy session; it does so on every first autograde.
    pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning"),
    # nbgrader's release_feedback leaves this file to the garbage collector, and its gradebook its connections.
    pytest.mark.filterwarnings("ignore:unclosed file .*timestamp.txt:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"),
]

ASSIGNMENTS = assignment_names(ROOT)
MAIN = "procesmanager"
TASK = "beoordeling-memo"
RIGHT, WRONG, BLANK, PARTLY, TAMPERED, DAMAGED, WRITER = (
    "alles-goed",
    "alles-fout",
    "blanco",
    "deels",
    "knoeier",
    "beschadigd",
    "schrijver",
)
COHORT = (RIGHT, WRONG, BLANK, PARTLY, TAMPERED, DAMAGED, WRITER)
MEMO = "Beste Tessa,\n\nWelkom & tot donderdag.\n<script>alert('hoi')</script>"
COMMENT = "Sterk voorstel; noem ook wat je zelf beter kunt doen."


ANSWERS = {RIGHT: right_answer, WRONG: wrong_answer, PARTLY: partly_right, TAMPERED: wrong_answer}


def expected(participant: str, exercise: Exercise) -> float:
    """The points for an item, from the content and its key."""
    answer = ANSWERS[participant](exercise) if participant in ANSWERS else None
    return round(exercise.score(exercise.clean(answer)) * exercise.points, 2)


def fill_in(course: Course, participant: str, assignment: str) -> None:
    """Answer an assignment as this participant does."""
    folder = course.handed_out(participant, assignment)
    book = AnswerBook(folder)
    for one in course.content(assignment).exercises.values():
        if isinstance(one, Text):
            if participant in {RIGHT, WRITER}:
                book.put(one.id, {one.fields[0].id: MEMO})
        elif participant in ANSWERS:
            book.put(one.id, ANSWERS[participant](one))
    if participant == DAMAGED:
        (folder / "antwoorden.json").write_text('{"format": 1, "answers": {"evenknie": {"val', encoding="utf-8")
    if participant == TAMPERED:
        tamper(folder, course.root / "gehackt")


def tamper(folder: Path, trace: Path) -> None:
    """Add, delete and duplicate cells, change the questions, and put a module in the way of the course's own."""
    code = f"from pathlib import Path\nPath({str(trace)!r}).touch()\n"
    path = folder / f"{MAIN}.ipynb"
    data = json.loads(path.read_text(encoding="utf-8"))
    added: dict[str, Any] = {"cell_type": "code", "execution_count": None, "id": "nieuw", "metadata": {}, "outputs": []}
    data["cells"].insert(0, {**added, "source": code})
    data["cells"].append({**data["cells"][3], "id": "dubbel"})
    data["cells"] = [cell for cell in data["cells"] if cell["id"] != "punten-uitspraken"]
    path.write_text(json.dumps(data), encoding="utf-8")
    for name in ("leergang.py", "leergang_widgets.py"):
        (folder / name).write_text(code, encoding="utf-8")
    questions = (folder / "content.toml").read_text(encoding="utf-8")
    (folder / "content.toml").write_text(questions.replace("points = 3", "points = 300"), encoding="utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """A course in which a cohort was graded, by machine and by hand, and got its feedback."""
    course = make_course(tmp_path_factory.mktemp("beoordelen"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.defpath)  # as for an instructor who did not activate the environment
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(course.root / name))
        for assignment in ASSIGNMENTS:
            hand_in(course, assignment, COHORT if assignment == MAIN else (RIGHT, WRONG))
            course.run("autograde", assignment)
        grade_by_hand(course)
        course.run("generate_feedback", MAIN)
        course.run("release_feedback", MAIN)
        yield course
    gc.collect()  # here, and not while another module's test runs


def hand_in(course: Course, assignment: str, participants: tuple[str, ...]) -> None:
    """Generate and release an assignment; each participant fetches, answers and submits; collect."""
    course.run("generate_assignment", assignment)
    course.run("release_assignment", assignment)
    for one in participants:
        course.run_as(one, "fetch_assignment", assignment)
        fill_in(course, one, assignment)
        course.run_as(one, "submit", assignment)
    course.run("collect", assignment)


def grade_by_hand(course: Course) -> None:
    """Read the written item of one participant."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(TASK, MAIN, MAIN, RIGHT)
        grade.manual_score, grade.needs_manual_grade = 7, False
        gradebook.find_comment(TASK, MAIN, MAIN, RIGHT).manual_comment = COMMENT
        gradebook.db.commit()


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_what_build_releases_is_what_nbgrader_would_release(course: Course, assignment: str) -> None:
    """The committed release equals the one that nbgrader generates, byte for byte."""
    made, committed = course.folder / "release" / assignment, ROOT / "assignments" / "release" / assignment
    assert sorted(path.name for path in made.iterdir()) == sorted(path.name for path in committed.iterdir())
    for path in sorted(made.iterdir()):
        assert path.read_text(encoding="utf-8") == (committed / path.name).read_text(encoding="utf-8"), path.name


def test_a_participant_fetches_exactly_the_release(course: Course) -> None:
    """What nbgrader hands out is what ``leergang start`` hands out, and nothing more."""
    fetched = {path.name: path.read_bytes() for path in course.handed_out(BLANK, MAIN).iterdir() if path.is_file()}
    release = {path.name: path.read_bytes() for path in (ROOT / "assignments" / "release" / MAIN).iterdir()}
    assert fetched == release


@pytest.mark.parametrize("participant", COHORT)
def test_each_item_gets_exactly_the_points_of_its_score(course: Course, participant: str) -> None:
    """nbgrader books score × points for each item, for good, bad, blank, partial, damaged and tampered work."""
    items = [one for one in course.content(MAIN).exercises.values() if one.has_key]
    booked = course.points(participant, MAIN)
    assert {f"punten-{one.id}": expected(participant, one) for one in items} | {TASK: None} == booked


@pytest.mark.parametrize("assignment", sorted(set(ASSIGNMENTS) - BY_HAND))
def test_right_answers_earn_all_points_and_wrong_ones_little(course: Course, assignment: str) -> None:
    """In every assignment the key and the grade cells agree on what the full marks are."""
    items = [one for one in course.content(assignment).exercises.values() if one.has_key]
    most = {f"punten-{one.id}": one.points for one in items}
    right, wrong = course.points(RIGHT, assignment), course.points(WRONG, assignment)
    assert most == {name: points for name, points in right.items() if name in most}
    assert sum(wrong[name] or 0 for name in most) < sum(most.values()) / 4


def test_the_partly_right_work_is_partly_right(course: Course) -> None:
    """The cohort tests partial credit: most items lie strictly between nothing and everything."""
    items = [one for one in course.content(MAIN).exercises.values() if one.has_key]
    between = [one.id for one in items if 0 < expected(PARTLY, one) < one.points]
    assert len(between) >= len(items) * 2 / 3


@pytest.mark.parametrize("participant", [WRITER, BLANK])
def test_the_written_item_waits_for_an_instructor(course: Course, participant: str) -> None:
    """No machine scores the written item, whether it was written or left blank."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(TASK, MAIN, MAIN, participant)
        assert (grade.auto_score, grade.manual_score, grade.needs_manual_grade) == (None, None, True)
        assert grade.max_score == course.content(MAIN).exercises["memo"].points


def test_points_given_by_hand_survive_another_autograding(course: Course, tmp_path: Path) -> None:
    """Grading again changes nothing in what an instructor gave and wrote."""
    again = copied(course, tmp_path)
    again.run("autograde", MAIN, f"--student={RIGHT}", "--force")
    with again.gradebook() as gradebook:
        assert gradebook.find_grade(TASK, MAIN, MAIN, RIGHT).score == 7
        assert gradebook.find_comment(TASK, MAIN, MAIN, RIGHT).comment == COMMENT
    assert again.points(RIGHT, MAIN) == course.points(RIGHT, MAIN)


def copied(course: Course, root: Path) -> Course:
    """The same course folder in another place, to do damage to."""
    shutil.copytree(course.folder, root / "cursus")
    return Course(root)


def test_the_instructor_reads_the_written_answer_as_text(course: Course) -> None:
    """The autograded copy shows the answer literally; markup in it stays text."""
    shown = cells_of(course, WRITER)["tekst-van-memo"]["outputs"][0]["data"]
    assert "".join(shown["text/plain"]) == MEMO
    html = "".join(shown["text/html"])
    assert "Welkom &amp; tot donderdag." in html
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def cells_of(course: Course, participant: str) -> dict[str, Any]:
    return course.graded(participant, MAIN)


def test_the_autograded_copy_shows_every_answer_in_words(course: Course) -> None:
    """Beside the points an instructor reads what was answered, without a widget."""
    graded = cells_of(course, RIGHT)
    for one in course.content(MAIN).exercises.values():
        shown = output_text(graded[f"oefening-{one.id}"])
        assert '<div class="lg-shown">' in shown
        assert "niet ingevuld" not in shown
    assert "niet ingevuld" in output_text(cells_of(course, BLANK)["oefening-evenknie"])


def test_a_damaged_answers_file_is_told_to_the_instructor(course: Course) -> None:
    """Zero points for a damaged file do not pass in silence: the copy begins with the reason."""
    assert "beschadigd" in output_text(cells_of(course, DAMAGED)["oefening-evenknie"])
    assert "beschadigd" not in output_text(cells_of(course, BLANK)["oefening-evenknie"])


def test_nothing_is_written_to_stderr_while_grading(course: Course) -> None:
    """A word on stderr would cost all points, so no cell writes any; each grade cell gives one number."""
    for participant in COHORT:
        for cell in cells_of(course, participant).values():
            kinds = [one["output_type"] for one in cell.get("outputs", [])]
            assert kinds == (["execute_result"] if cell["cell_type"] == "code" else []), cell["id"]


def test_a_graded_copy_stays_small(course: Course) -> None:
    """The copy holds answers in words and no widget state: less than twice the released notebook."""
    released = (course.folder / "release" / MAIN / f"{MAIN}.ipynb").stat().st_size
    for participant in COHORT:
        path = course.folder / "autograded" / participant / MAIN / f"{MAIN}.ipynb"
        assert "widgets" not in json.loads(path.read_text(encoding="utf-8"))["metadata"]
        assert path.stat().st_size < 2 * released


def test_a_participants_code_is_never_executed(course: Course) -> None:
    """An added cell and a module named like the course's are not run; the course's own cells are all graded."""
    assert not (course.root / "gehackt").exists()
    submitted = {path.name for path in (course.folder / "submitted" / TAMPERED / MAIN).iterdir()}
    assert not {"leergang.py", "leergang_widgets.py", ".antwoorden.lock"} & submitted
    assert cells_of(course, TAMPERED).keys() == cells_of(course, RIGHT).keys()


def test_a_module_that_reached_the_submission_is_left_behind(course: Course, tmp_path: Path) -> None:
    """Also work that came in by mail cannot put its own ``leergang`` in the place of the course's."""
    by_mail, trace = copied(course, tmp_path), tmp_path / "gehackt"
    folder = by_mail.folder / "submitted" / "per-mail" / MAIN
    shutil.copytree(course.handed_out(WRONG, MAIN), folder)
    tamper(folder, trace)
    by_mail.run("autograde", MAIN, "--student=per-mail")
    assert by_mail.points("per-mail", MAIN) == course.points(WRONG, MAIN)
    assert not trace.exists()


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_rubric_is_for_the_instructor_only(course: Course, assignment: str) -> None:
    """The anchored levels stand in the autograded copy, and not in what a participant got."""
    levels = course.content(assignment).exercises["memo"].levels  # type: ignore[attr-defined]
    graded = course.graded(RIGHT, assignment)[TASK]["source"]
    handed_out = cells(course.handed_out(RIGHT, assignment) / f"{assignment}.ipynb")[TASK]["source"]
    assert levels
    assert [level for level in levels if level.text not in graded] == []
    assert [level for level in levels if level.text in handed_out] == []
    assert "MARK SCHEME" not in handed_out


def test_the_feedback_holds_points_and_comment_and_no_key(course: Course) -> None:
    """A participant fetches a page with the points, the comment and the own text; the key stays home."""
    course.run_as(RIGHT, "fetch_feedback", MAIN)
    (page,) = course.handed_out(RIGHT, MAIN).glob("feedback/*/*.html")
    text = page.read_text(encoding="utf-8")
    assert COMMENT in text
    assert "Welkom &amp; tot donderdag." in text
    assert "<script>alert('hoi')" not in text
    assert "MARK SCHEME" not in text
    assert found_in(page, secrets(MAIN) | misconceptions(MAIN)) == set()


def misconceptions(assignment: str) -> set[str]:
    """The names of the misconceptions in a key."""
    text = (ROOT / "assignments" / "keys" / f"{assignment}.toml").read_text(encoding="utf-8")
    return {name for name in re.findall(r'^misconception = "(.+)"', text, re.MULTILINE) if "-" in name}


def test_every_page_of_feedback_is_free_of_the_key(course: Course) -> None:
    """The same for all of the cohort, the wrong answers included."""
    for participant in COHORT:
        page = course.folder / "feedback" / participant / MAIN / f"{MAIN}.html"
        assert found_in(page, secrets(MAIN) | misconceptions(MAIN)) == set(), participant


def test_the_export_adds_up(course: Course, tmp_path: Path) -> None:
    """The exported table holds each participant's sum, by machine and by hand."""
    course.run("export", f"--to={tmp_path / 'cijfers.csv'}", f"--assignment={MAIN}")
    with (tmp_path / "cijfers.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    exercises = course.content(MAIN).exercises.values()
    by_hand = {RIGHT: 7}
    sums = {one: sum(expected(one, item) for item in exercises if item.has_key) + by_hand.get(one, 0) for one in COHORT}
    assert {one: pytest.approx(total) for one, total in sums.items()} == {
        one: float(row["score"]) for one, row in rows.items()
    }
    assert {float(row["max_score"]) for row in rows.values()} == {float(sum(one.points for one in exercises))}


def test_without_a_key_nothing_is_booked(course: Course, tmp_path: Path) -> None:
    """A missing key stops the grading with a message; nobody gets full marks, and nobody gets zero."""
    keyless = copied(course, tmp_path)
    (keyless.folder / "keys" / f"{MAIN}.toml").unlink()
    shutil.copytree(course.folder / "submitted" / RIGHT, keyless.folder / "submitted" / "nieuw")
    with pytest.raises(NbgraderError, match=rf"De sleutel van opdracht ‘{MAIN}’ ontbreekt"):
        keyless.run("autograde", MAIN, "--student=nieuw")
    assert not (keyless.folder / "autograded" / "nieuw" / MAIN).exists()
    assert set(keyless.points("nieuw", MAIN).values()) == {None}


NUMBER = {"output_type": "execute_result", "data": {"text/plain": "3.0"}}


@pytest.mark.parametrize(
    ("outputs", "fault"),
    [
        ([], "geen uitvoer"),
        ([{"output_type": "error", "evalue": "te laat"}], "te laat"),
        ([{"output_type": "stream", "name": "stderr", "text": "let op"}], "let op"),
        ([NUMBER | {"data": {"text/plain": "ingevuld"}}], "ingevuld"),
        ([NUMBER, {"output_type": "stream", "name": "stderr", "text": "let op"}], "let op"),
    ],
)
def test_only_a_number_is_booked(outputs: list[dict[str, Any]], fault: str) -> None:
    """What nbgrader would book as zero or as full marks stops the grading, and names the cell and the cause."""
    cell = {"metadata": {"nbgrader": {"grade": True, "grade_id": "punten-x"}}, "outputs": outputs}
    with pytest.raises(CourseError, match=f"‘punten-x’.*{fault}"):
        require_points(from_dict({"cells": [cell]}), {})  # type: ignore[no-untyped-call]


class Outputs(Validator):  # type: ignore[misc]
    """nbgrader's validator, which otherwise throws away what the cells say."""

    def _preprocess(self, notebook: Any) -> Any:
        run = super()._preprocess(notebook)
        self.cells = {cell.id: cell for cell in run.cells}
        return run


@pytest.mark.parametrize(("participant", "word"), [(WRONG, "ingevuld"), (BLANK, "nog niet ingevuld")])
def test_a_participants_copy_says_what_is_filled_in(course: Course, participant: str, word: str) -> None:
    """``nbgrader validate`` runs without errors on a participant's copy, which knows of no points."""
    validator = Outputs()
    path = course.handed_out(participant, MAIN) / f"{MAIN}.ipynb"
    assert validator.validate(str(path)) == {}
    said = {cell.outputs[0].data["text/plain"] for name, cell in validator.cells.items() if name.startswith("punten-")}
    assert said == {word}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The three forms in which a participant can get the course: the release, a workspace, and the wheel unpacked."""
    root = tmp_path_factory.mktemp("uitgeleverd")
    workspace.prepare(root / "werkmap", Released(ROOT / "modules", ROOT / "assignments" / "release"), "0")
    with zipfile.ZipFile(built_wheel()) as wheel:
        wheel.extractall(root / "wheel")
    return {"release": ROOT / "assignments" / "release", "workspace": root / "werkmap", "wheel": root / "wheel"}


FORMS = pytest.mark.parametrize("form", ["release", "workspace", "wheel"])


@FORMS
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_text_of_a_key_reaches_a_participant(shipped: dict[str, Path], form: str, assignment: str) -> None:
    """No explanation, rubric, sample answer or other text of a key stands in any file that a participant gets."""
    files, wanted = files_below(shipped[form]), secrets(assignment)
    assert any(assignment in path.parts for path in files)
    assert len(wanted) > (20 if assignment in BY_HAND else 50)
    assert {str(path): found for path in files if (found := found_in(path, wanted))} == {}


@FORMS
def test_no_field_of_a_key_reaches_a_participant(shipped: dict[str, Path], form: str) -> None:
    """The assignments that a participant gets have no field that says what is right; a pole may be called right."""
    files = [path for path in files_below(shipped[form]) if set(ASSIGNMENTS) & set(path.parts)]
    assert {path.name for path in files} >= {"content.toml", *(f"{name}.ipynb" for name in ASSIGNMENTS)}
    for path in files:
        text = path.read_text(encoding="utf-8")
        exercises = read_toml(path)["exercise"] if path.suffix == ".toml" else []
        poles = sum(one["kind"] == "balance" for one in exercises)
        assert not re.search(r"\b(credit|misconception)\b", text), path
        assert len(re.findall(r"\bright =", text)) == poles, path


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_search_finds_a_key_where_there_is_one(course: Course, assignment: str) -> None:
    """The search can fail: it finds the whole key in the key itself, and the rubric in an autograded copy."""
    wanted = secrets(assignment)
    assert found_in(course.folder / "keys" / f"{assignment}.toml", wanted) == wanted
    graded = course.folder / "autograded" / RIGHT / assignment / f"{assignment}.ipynb"
    memo = course.content(assignment).exercises["memo"]
    assert isinstance(memo, Text)
    assert {level.text for level in memo.levels} <= found_in(graded, wanted)
