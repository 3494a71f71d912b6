"""The widgets without a browser: build one, set its traits, and look at its traits and at the file."""

import json
import shutil
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from course_data import SAMPLE, contents, exercises, right_answer
from ipywidgets import HTML, VBox

from leergang.answers import AnswerBook, book_for
from leergang.content import load_content
from leergang.kinds import Exercise
from leergang_widgets import exercise
from leergang_widgets.figures import heat
from leergang_widgets.front_end import script
from leergang_widgets.show import WIDGETS, build

CONTENT = load_content(SAMPLE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notebook's folder, as the kernel sees it."""
    shutil.copy(SAMPLE / "content.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _main(shown: Any) -> Any:
    """The exercise itself, out of the box with its chart."""
    return shown.children[0] if isinstance(shown, VBox) else shown


def _saved(folder: Path) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((folder / "antwoorden.json").read_text(encoding="utf-8"))["answers"]
    return answers


@pytest.mark.parametrize("exercise_id", list(CONTENT.exercises))
def test_an_answer_is_saved_and_comes_back(folder: Path, exercise_id: str) -> None:
    """Each kind saves a change at once, says when, and shows it again in the next kernel."""
    answer = right_answer(CONTENT.exercises[exercise_id])
    widget = _main(exercise(exercise_id))
    widget.value = answer
    assert widget.status["ok"]
    assert widget.status["text"].startswith("opgeslagen om ")
    assert _saved(folder)[exercise_id]["value"] == answer
    again = _main(build(exercise_id, CONTENT, AnswerBook(folder)))
    assert again.value == answer
    assert again.status["text"] == widget.status["text"]


@pytest.mark.parametrize(("name", "one"), exercises(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_exercise_of_the_course_can_be_shown(name: str, one: Exercise, tmp_path: Path) -> None:
    """All content fits its widget, blank and answered; no Markdown is left unrendered as raw HTML."""
    content = contents()[name.split("/")[0]]
    widget = _main(build(one.id, content, AnswerBook(tmp_path)))
    widget.value = right_answer(one)
    widget.checked = True
    assert widget.response["filled"] == 1
    assert "<script" not in json.dumps(widget.view) + json.dumps(widget.response)


def test_feedback_waits_until_it_is_asked_for(folder: Path) -> None:
    """A sort says nothing until the participant asks; a change takes the feedback away again."""
    widget = _main(exercise("kaarten"))
    widget.value = {"meetpunt": "wee", "toon": "wee"}
    assert widget.response["remarks"] == []
    widget.checked = True
    assert [remark["verdict"] for remark in widget.response["remarks"]] == ["wrong", "right"]
    assert widget.response["summary"] == "1 van de 2 goed"


def test_a_single_choice_explains_itself_at_once(folder: Path) -> None:
    """Right or wrong, the chosen option answers."""
    widget = _main(exercise("keuze"))
    widget.value = ["directeur"]
    assert widget.response["remarks"] == [
        {"target": "directeur", "verdict": "wrong", "html": "<p>Dan hoort je evenknie het als laatste.</p>"}
    ]
    assert "Nabespreking" in widget.response["after"]


def test_an_earlier_answer_is_held_against_a_later_question(folder: Path) -> None:
    """The prediction stands above the question that recalls it."""
    later = _main(exercise("keuze"))
    assert "nog niets ingevuld" in later.recall["label"]
    earlier = _main(exercise("mening"))
    earlier.value = ["stil"]
    assert "stil wordt aan tafel" in later.recall["answer"]
    earlier.value = ["traag"]
    assert "blijven liggen" in later.recall["answer"]


def test_an_example_shows_only_after_an_own_answer(folder: Path) -> None:
    """Asking for the example with an empty page gives nothing away."""
    widget = _main(exercise("plan"))
    widget.checked = True
    assert widget.response["after"] == ""
    widget.value = {"als": "het stil wordt"}
    assert "twee dagen niet reageert" in widget.response["after"]


def test_an_assignment_gives_no_feedback_and_no_button(folder: Path) -> None:
    """Without the key there is nothing to ask for."""
    text = (SAMPLE / "content.toml").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith(("right = ", "why = ", "credit = ", "band = ")))
    questions = "\n".join(lines).replace('left = "Loslaten"', 'left = "L"\nright = "R"')
    (folder / "content.toml").write_text(questions, encoding="utf-8")
    for name in ("keuze", "meerkeuze", "kaarten", "volgorde", "mix-casus", "schuif"):
        widget = _main(exercise(name))
        assert widget.view["check"] == "", name
        widget.value = right_answer(CONTENT.exercises[name])
        assert [remark for remark in widget.response["remarks"] if remark["html"]] == [], name


def test_two_tabs_on_one_kernel_show_the_same(folder: Path) -> None:
    """A change in one widget appears in the other, and is not saved twice."""
    one, two = _main(exercise("keuze")), _main(exercise("keuze"))
    one.value = ["evenknie"]
    assert two.value == ["evenknie"]
    assert two.response["remarks"][0]["verdict"] == "right"
    assert two.status["text"] == one.status["text"]


def test_the_front_end_learns_up_to_which_change_was_saved(folder: Path) -> None:
    """The status answers the change that the browser counted."""
    widget = _main(exercise("keuze"))
    widget.set_state({"value": ["evenknie"], "change": 7})
    assert widget.status["change"] == 7


def test_an_answer_that_cannot_be_saved_says_so_and_stays(folder: Path) -> None:
    """The widget keeps the answer and tells what to do."""
    (folder / "antwoorden.json").mkdir()
    widget = _main(exercise("keuze"))
    widget.value = ["evenknie"]
    assert not widget.status["ok"]
    assert widget.status["text"]
    assert widget.value == ["evenknie"]


def test_a_damaged_answers_file_is_announced_once_above_the_first_exercise(folder: Path) -> None:
    """The participant hears that the old file was kept, and can go on."""
    (folder / "antwoorden.json").write_text("{", encoding="utf-8")
    shown = [build(name, CONTENT, book_for(folder)) for name in CONTENT.exercises]
    first = shown[0]
    assert isinstance(first, VBox)
    assert "beschadigd" in first.children[0].value
    assert not any("beschadigd" in getattr(one, "value", "") for one in shown[1:] if isinstance(one, HTML))
    assert list(folder.glob("antwoorden (beschadigd*.json"))


@pytest.mark.parametrize("text", [None, "format = 1\n[module\n", "format = 1\n"])
def test_a_fault_in_the_content_is_a_message_and_no_traceback(folder: Path, text: str | None) -> None:
    """A participant reads a sentence, whatever happened to the content file."""
    path = folder / "content.toml"
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    shown = exercise("keuze")
    assert isinstance(shown, HTML)
    assert "content.toml" in shown.value


def test_an_unknown_exercise_is_a_message(folder: Path) -> None:
    """A notebook that is newer than its content says so."""
    assert "‘weg’" in exercise("weg").value


@pytest.mark.parametrize(("name", "traces"), [("mix", 2), ("lijst", 2), ("kring", 1), ("netwerk", 2), ("warmte", 1)])
@pytest.mark.parametrize("dark", [False, True])
def test_charts_are_valid_plotly_figures(folder: Path, name: str, traces: int, dark: bool) -> None:
    """plotly accepts each figure; blank exercises draw none; a chart says in words what it shows."""
    box = exercise(name)
    main, chart, _ = box.children
    assert chart.figure["data"] == []
    main.value = right_answer(CONTENT.exercises[name])
    main.dark = dark
    figure = go.Figure({key: chart.figure[key] for key in ("data", "layout")})
    assert len(figure.data) == traces
    assert chart.text


def test_series_differ_in_more_than_colour(folder: Path) -> None:
    """Printed in grey, the lines can still be told apart."""
    box = exercise("mix")
    box.children[0].value = right_answer(CONTENT.exercises["mix"])
    traces = box.children[1].figure["data"]
    assert len({(trace["line"]["dash"], trace["marker"]["symbol"]) for trace in traces}) == len(traces)


def test_advice_stands_under_the_chart(folder: Path) -> None:
    """Gap, first steps and conversations follow from the answers."""
    main, _, advice = exercise("lijst").children
    main.value = {"wij": {"navertellen": 1, "vertrouwen": 4}, "partner": {"navertellen": 4}}
    assert "Vraag het morgen aan drie mensen." in advice.value
    assert "Wat zeggen jullie als iemand naar het doel vraagt?" in advice.value
    assert "Er is geen groep om je mee te vergelijken" in advice.value


def test_markup_in_an_answer_is_shown_as_text(folder: Path) -> None:
    """What a participant types is never markup, also not where it is recalled."""
    text = (SAMPLE / "content.toml").read_text(encoding="utf-8").replace('recall = "mening"', 'recall = "plan"')
    (folder / "content.toml").write_text(text, encoding="utf-8")
    _main(exercise("plan")).value = {"als": "<img src=x onerror=alert(1)>", "dan": "**vet**"}
    answer = _main(exercise("keuze")).recall["answer"]
    assert "<img" not in answer
    assert "&lt;img" in answer


@pytest.mark.parametrize("kind", sorted({module for module, _ in WIDGETS.values()}))
def test_the_front_end_of_a_kind_is_one_module(kind: str) -> None:
    """The frame exports the widget, the kind adds its body, and neither declares the other's names."""
    source = script(kind)
    assert source.count("export default") == 1
    assert source.count("\nfunction body(") == 1


def test_the_overview_follows_the_answers(folder: Path) -> None:
    """At the end of an assignment stands what is filled in; it changes with each answer."""
    from leergang_widgets import overview

    seen = overview().children[0]
    assert {row["state"] for row in seen.rows} == {"blank"}
    _main(exercise("geval")).value = ["opnemen"]
    _main(exercise("keuze")).value = ["evenknie"]
    states = {row["title"]: row["stateText"] for row in seen.rows}
    assert states["Een week"] == "deels ingevuld"
    assert states["Wie bel je?"] == "ingevuld"


def test_the_style_sheet_travels_once(folder: Path) -> None:
    """All exercises of a kernel share one style sheet; none carries a copy."""
    one, two = _main(exercise("keuze")), _main(exercise("kaarten"))
    assert one.sheet == two.sheet
    assert not hasattr(one, "_css") or not one._css


def test_a_heat_map_shows_what_is_not_known() -> None:
    """A cell with ‘weet ik niet’ holds a question mark; a cell without an answer stays empty."""
    drawn = go.Figure(heat(["a", "b"], ["c", "d"], [[3, 0], [None, 1]], dark=False))
    assert [["3", ""], ["", "1"]] == [list(row) for row in drawn.data[0].text]
    assert [("?", 1, 0)] == [(one.text, one.x, one.y) for one in drawn.layout.annotations]
