"""The dossier: own steps are kept per alliance, nothing is lost, and no other file is trusted."""

import json
import multiprocessing
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from course_data import ROOT, contents, right_answer
from hypothesis import given, settings
from hypothesis import strategies as st

from leergang.answers import AnswerBook, AnswerNotSaved, Entry, book_for
from leergang.dossier import edits, transfer
from leergang.dossier.book import GONE, AllianceBook, CourseBook, alliance_book, course_book
from leergang.dossier.model import Alliance, clean_name, read_dossier, with_responses
from leergang.dossier.portrait import Heading, Outline, Place, load_outline, outline_faults, portrait
from leergang.dossier.store import DossierStore, store_for
from leergang.errors import CourseError
from leergang_widgets import exercise
from leergang_widgets.own import OwnStep

MODULE, OWN, OTHER = "05_rollenmix", "rollenmix", "voorspelling"
KEY = f"{MODULE}/{OWN}"
EARLY, LATE = "2026-01-02T10:00:00+01:00", "2026-03-04T10:00:00+01:00"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one module."""
    (tmp_path / ".leergang").mkdir()
    folder = tmp_path / "modules" / MODULE
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "modules" / MODULE / "content.toml", folder)
    return tmp_path


def book_of(root: Path, alliance_id: str = "") -> CourseBook:
    book = course_book(root / "modules" / MODULE, contents()[MODULE], alliance_id)
    assert isinstance(book, CourseBook)
    return book


def on_disk(root: Path) -> Any:
    return json.loads((root / "dossier.json").read_bytes())


def stored(value: Any, at: str = EARLY) -> dict[str, Any]:
    return {"value": value, "checked": False, "at": at}


def with_two(root: Path) -> tuple[DossierStore, str, str]:
    """A store with two alliances, the second one chosen."""
    store, one, two = store_for(root), edits.new_id(), edits.new_id()
    store.save(lambda sheet: edits.with_new(sheet, one, "Waterketen"))
    store.save(lambda sheet: edits.with_new(sheet, two, "Zorgketen"))
    return store, one, two


def write_answers(root: Path, **answers: Any) -> Path:
    path = root / "modules" / MODULE / "antwoorden.json"
    path.write_text(json.dumps({"format": 1, "answers": answers}), encoding="utf-8")
    return path


# Where an answer goes


def test_own_steps_go_to_the_dossier_and_all_others_beside_the_notebook(root: Path) -> None:
    """The first own answer makes an alliance; a prediction has nothing to do with it."""
    book = book_of(root)
    book.put(OWN, {"nu": {}})
    book.put(OTHER, ["a"])
    (alliance,) = on_disk(root)["alliances"]
    assert alliance["name"] == "Mijn alliantie"
    assert list(alliance["answers"]) == [KEY]
    beside = json.loads((root / "modules" / MODULE / "antwoorden.json").read_bytes())["answers"]
    assert list(beside) == [OTHER]
    assert store_for(root).load().current == alliance["id"]


def test_outside_a_workspace_one_file_holds_all(tmp_path: Path) -> None:
    """An author's checkout and a folder that is graded have no dossier."""
    folder = tmp_path / "modules" / MODULE
    folder.mkdir(parents=True)
    assert isinstance(course_book(folder, contents()[MODULE]), AnswerBook)


def test_each_alliance_has_its_own_answers(root: Path) -> None:
    """An answer for one never shows in the other, and what was typed waits in the browser under another name."""
    _, one, two = with_two(root)
    first, second = book_of(root, one), book_of(root, two)
    first.put(OWN, {"a": 1})
    assert second.get(OWN) is None
    second.put(OWN, {"b": 2})
    values = [book_of(root, name).get(OWN) for name in (one, two)]
    assert [{"a": 1}, {"b": 2}] == [entry.value for entry in values if entry]
    assert first.places(OWN)[0] not in second.places(OWN)


def test_a_notebook_holds_on_to_the_alliance_that_it_shows(root: Path) -> None:
    """Choosing another one in another tab does not redirect what is typed here."""
    store, one, two = with_two(root)
    shown = book_of(root)
    store.save(lambda sheet: edits.chosen(sheet, one))
    shown.put(OWN, {"voor": "twee"})
    dossier = store.load()
    answers = {alliance.id: list(alliance.answers) for alliance in dossier.alliances}
    assert {one: [], two: [KEY]} == answers


def test_an_answer_for_a_removed_alliance_is_kept_and_says_why(root: Path) -> None:
    """The widget keeps it, and the message tells where the alliance went."""
    store, _, two = with_two(root)
    shown = book_of(root)
    transfer.remove(store, two)
    with pytest.raises(AnswerNotSaved, match=r"in een ander venster verwijderd"):
        shown.put(OWN, {"a": 1})
    kept = shown.get(OWN)
    assert kept is not None
    assert kept.value == {"a": 1}
    assert "verwijderde allianties" in GONE


# Answers of an older version


def test_an_older_own_answer_is_shown_and_moves(root: Path) -> None:
    """It leaves antwoorden.json only after it stands in the dossier, and stays there under another heading."""
    path = write_answers(root, **{OWN: stored({"nu": {}}), OTHER: stored(["a"])})
    entry = book_of(root).get(OWN)
    assert entry is not None
    assert entry.at == EARLY
    assert on_disk(root)["alliances"][0]["answers"][KEY]["value"] == {"nu": {}}
    left = json.loads(path.read_bytes())
    assert list(left["answers"]) == [OTHER]
    assert left["moved"][OWN]["value"] == {"nu": {}}


@pytest.mark.parametrize(("at", "newest"), [(EARLY, "dossier"), (LATE, "naast")])
def test_of_two_answers_the_newest_counts_and_the_other_stays(root: Path, at: str, newest: str) -> None:
    """Also after a kill between the two files, or when a module's folder was copied from elsewhere."""
    store = store_for(root)
    store.save(lambda sheet: edits.with_new(sheet, "aa", "A"))
    (root / "dossier.json").write_text(
        json.dumps(
            {
                "format": 1,
                "alliances": [{"id": "aa", "answers": {KEY: stored("dossier", "2026-02-02T10:00:00+01:00")}}],
            }
        )
    )
    write_answers(root, **{OWN: stored("naast", at)})
    entry = book_of(root).get(OWN)
    assert entry is not None
    assert entry.value == newest
    raw = on_disk(root)["alliances"][0]["answers"][KEY]
    assert {"dossier", "naast"} == {raw["value"], raw["earlier"][0]["value"]}


def test_an_older_answer_is_shown_when_the_dossier_cannot_be_written(root: Path) -> None:
    """A dossier of a newer version is not touched, and the answer beside the notebook still shows."""
    text = '{"format": 99, "alliances": []}'
    (root / "dossier.json").write_text(text)
    write_answers(root, **{OWN: stored("oud")})
    book = book_of(root)
    entry = book.get(OWN)
    assert entry is not None
    assert entry.value == "oud"
    assert "nieuwere versie" in (book.notice or "")
    with pytest.raises(AnswerNotSaved, match="nieuwere versie"):
        book.put(OWN, "nieuw")
    assert text == (root / "dossier.json").read_text()


# The file


def test_a_damaged_dossier_is_set_aside(root: Path) -> None:
    """It keeps its bytes under another name, and the message tells which."""
    (root / "dossier.json").write_text('{"format": 1, "alliances": [')
    store = DossierStore(root)
    assert store.load().alliances == ()
    (aside,) = root.glob("dossier (beschadigd *).json")
    assert aside.read_text() == '{"format": 1, "alliances": ['
    assert aside.name in " ".join(store.notices())


def test_what_was_edited_by_hand_costs_only_itself(root: Path) -> None:
    """A wrong alliance, answer, response or rating is left out, and stays in the file when another answer is saved."""
    alliance = {
        "id": "aa",
        "name": ["geen tekst"],
        "partners": "geen lijst",
        "extra": 1,
        "answers": {KEY: stored("goed"), "05_rollenmix/manifest": {"value": 1}},
        "responses": [7, {"id": "r", "ratings": {"10/x": {"a": 9, "b": 3}, "12/y": "?"}}],
    }
    sheet = {"format": 1, "current": 3, "zelf": "geschreven", "alliances": ["?", {"name": "zonder id"}, alliance]}
    (root / "dossier.json").write_text(json.dumps(sheet))
    store = store_for(root)
    (found,) = store.load().alliances
    assert (found.name, found.partners, list(found.answers)) == ("Mijn alliantie", (), [KEY])
    assert [(one.id, one.ratings) for one in found.responses] == [("r", {"10/x": {"b": 3}})]
    assert store.load().current == "aa"
    book_of(root).put("plan", {"als": "x"})
    after = on_disk(root)
    assert after["zelf"] == "geschreven"
    assert after["alliances"][:2] == ["?", {"name": "zonder id"}]
    assert after["alliances"][2]["answers"]["05_rollenmix/manifest"] == {"value": 1}
    assert "05_rollenmix/manifest" in " ".join(store.notices())


@pytest.mark.parametrize("answers", [[], "x", None, 3])
def test_answers_of_another_shape_are_kept_as_damaged(root: Path, answers: Any) -> None:
    """The alliance works on, and what stood there is still there."""
    (root / "dossier.json").write_text(json.dumps({"format": 1, "alliances": [{"id": "aa", "answers": answers}]}))
    book_of(root).put(OWN, "nieuw")
    (alliance,) = on_disk(root)["alliances"]
    assert alliance["answers"][KEY]["value"] == "nieuw"
    assert alliance["damaged"]["answers"] == answers


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["id", "name", "answers", "responses", "x"]), inner)
    ),
)


@given(json_values)
@settings(max_examples=200, deadline=None)
def test_no_table_is_too_odd_to_read(value: Any) -> None:
    """Reading never fails, whatever stands in the file."""
    for sheet in ({"alliances": value}, {"alliances": [value], "current": value}):
        for one in read_dossier(sheet).alliances:
            assert one.id
            assert one.name


def _work(root: str, number: int) -> None:
    book = AllianceBook(DossierStore(Path(root)))
    for turn in range(10):
        book.put(f"m/{number}-{turn}", turn)


def test_tabs_do_not_lose_each_others_answers(root: Path) -> None:
    """Four processes write to one dossier at the same time; the first answer makes one alliance, not four."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_work, args=(str(root), number)) for number in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    (alliance,) = on_disk(root)["alliances"]
    assert len(alliance["answers"]) == 40


# Names, and choosing among alliances


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_a_name_is_one_line_that_can_be_stored(text: str) -> None:
    """Every letter that Unicode has may stand in it; control characters and half characters may not."""
    name = clean_name(text)
    assert len(name) <= 200
    assert name == clean_name(name)
    assert name.encode().decode() == name
    assert len(name.splitlines()) <= 1


@pytest.mark.parametrize("name", ["Şişli–Çağlar", "ΑΩ", "آب و برق", "水道局", "é", "👩‍👩‍👧", "<b>vet</b>"])
def test_any_script_can_name_an_alliance(root: Path, name: str) -> None:
    """The name comes back as it was given."""
    store = store_for(root)
    store.save(lambda sheet: edits.with_new(sheet, "aa", name))
    assert [clean_name(name)] == [one.name for one in DossierStore(root).load().alliances]


def test_every_letter_can_be_in_a_name(root: Path) -> None:
    """Of all scripts that Unicode has: the alliance and its partners come back from the file letter by letter."""
    letters = [one for one in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(one)[0] in "LM"]
    size = len(letters) // 1000 + 1
    names = tuple("a" + "".join(letters[place : place + size]) for place in range(0, len(letters), size))
    store = store_for(root)
    store.save(lambda sheet: edits.with_new(sheet, "aa", names[-1], names))
    (found,) = DossierStore(root).load().alliances
    assert tuple(unicodedata.normalize("NFC", one) for one in names) == found.partners
    assert found.name == found.partners[-1]


def test_two_alliances_never_have_one_name(root: Path) -> None:
    """A number is added, and renaming one to its own name is no clash."""
    store, one, two = with_two(root)
    store.save(lambda sheet: edits.renamed(sheet, two, " waterketen "))
    assert ["Waterketen", "waterketen (2)"] == [alliance.name for alliance in store.load().alliances]
    store.save(lambda sheet: edits.renamed(sheet, one, "Waterketen"))
    store.save(lambda sheet: edits.renamed(sheet, one, "  "))
    assert store.load().alliances[0].name == "Waterketen"


def test_a_removed_alliance_is_kept_and_can_come_back(root: Path) -> None:
    """The copy has everything, and can be read in again; another alliance is chosen meanwhile."""
    store, one, two = with_two(root)
    book_of(root, two).put(OWN, {"b": 2})
    copy = transfer.remove(store, two)
    assert [one] == [alliance.id for alliance in store.load().alliances]
    assert store.load().current == one
    assert transfer.import_bytes(store, copy.read_bytes(), copy.name).startswith("Uit ‘alliantie ")
    assert "1 alliantie toegevoegd" in transfer.import_bytes(DossierStore(_empty(root)), copy.read_bytes(), "x")
    found = store.load().get(two)
    assert found is not None
    assert found.answers[KEY].value == {"b": 2}


def _empty(root: Path) -> Path:
    folder = root / "ander"
    folder.mkdir()
    return folder


def test_removing_what_is_gone_says_so(root: Path) -> None:
    """Two tabs may both remove it; the second hears that it was done."""
    store, _, two = with_two(root)
    transfer.remove(store, two)
    with pytest.raises(CourseError, match="al verwijderd"):
        transfer.remove(store, two)


# One file


def test_what_is_exported_can_be_read_in_elsewhere(root: Path) -> None:
    """All alliances with their answers and responses come along, and reading in twice changes nothing."""
    store, one, _ = with_two(root)
    book_of(root, one).put(OWN, {"a": 1})
    store.save(lambda sheet: with_responses(sheet, one, [{"id": "r", "ratings": {"m/x": {"s": 4}}}]))
    name, data = transfer.exported(store)
    other = DossierStore(_empty(root))
    assert "2 allianties toegevoegd" in transfer.import_bytes(other, data, name)
    assert store.load().alliances == other.load().alliances
    assert "2 allianties aangevuld" in transfer.import_bytes(other, data, name)
    assert store.load().alliances == other.load().alliances


def test_reading_in_merges_by_answer(root: Path) -> None:
    """The newest of two answers counts, and the other one is kept."""
    store = store_for(root)
    ours = {"format": 1, "alliances": [{"id": "aa", "name": "Ons", "answers": {KEY: stored("oud"), "m/x": stored(1)}}]}
    (root / "dossier.json").write_text(json.dumps(ours))
    theirs = {"format": 1, "alliances": [{"id": "aa", "name": "Hun", "answers": {KEY: stored("nieuw", LATE)}}]}
    transfer.import_bytes(store, json.dumps(theirs).encode(), "x.json")
    (found,) = store.load().alliances
    assert (found.name, found.answers[KEY].value, found.answers["m/x"].value) == ("Ons", "nieuw", 1)
    assert on_disk(root)["alliances"][0]["answers"][KEY]["earlier"][0]["value"] == "oud"


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "leeg"),
        (b"{", "geen geldige JSON"),
        (b"\xff\xfe", "geen UTF-8"),
        (b"[" * 100_000, "te diep genest|geen geldige JSON"),
        (b'{"format": 1}', "geen alliantie"),
        (b'{"format": 1, "alliances": 3}', "zoals het hoort"),
        (b'{"format": 99, "alliances": []}', "nieuwere versie"),
        (b'{"format": 1, "answers": {}}', "geen alliantie"),
    ],
)
def test_a_file_that_cannot_be_read_in_changes_nothing(root: Path, data: bytes, part: str) -> None:
    """The message names the file and what to do."""
    store, *_ = with_two(root)
    before = (root / "dossier.json").read_bytes()
    with pytest.raises(CourseError, match=part) as caught:
        transfer.import_bytes(store, data, "vakantie.json")
    assert "‘vakantie.json’" in str(caught.value)
    assert before == (root / "dossier.json").read_bytes()


# What stands in it


def test_the_portrait_holds_only_what_was_filled_in() -> None:
    """No empty section, no empty part; a written part tells only the fields that belong there."""
    modules = {name: content for name, content in contents().items() if name[0].isdigit()}
    assert portrait(Alliance("aa", "A"), modules) == ()
    everything = {
        f"{name}/{one.id}": Entry(right_answer(one), False, EARLY)
        for name, content in modules.items()
        for one in content.exercises.values()
    }
    sections = portrait(Alliance("aa", "A", answers=everything), modules)
    assert len(load_outline(ROOT / "modules" / "dossier.toml").section) == len(sections)
    canvas = next(part for part in sections[0].parts if part.key == "06_formeren/partnercanvas")
    assert "mens" not in canvas.value
    assert not [part for section in sections for part in section.parts if part.key == "12_obstakels/intervisie"]


def test_the_outline_names_each_own_step_once() -> None:
    """A step that does not exist, is missing, or stands twice is a fault that names it."""
    modules = {MODULE: contents()[MODULE]}
    parts = (Place(KEY, ("x",)), Place("05_rollenmix/nergens"), Place(KEY))
    faults = list(outline_faults(Outline((Heading("a", "A", parts),), ("05_rollenmix/manifest",)), modules))
    for part in (
        "‘05_rollenmix/nergens’ bestaat niet",
        "meer dan één keer",
        "‘05_rollenmix/plan’ ontbreekt",
        "veld ‘x’",
    ):
        assert [fault for fault in faults if part in fault], part


# In the notebook


def test_an_own_step_follows_the_chosen_alliance(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Choosing above one step changes all steps of the notebook, also the recalled answer; no answer changes house."""
    _, one, two = with_two(root)
    monkeypatch.chdir(root / "modules" / MODULE)
    step, plan = exercise(OWN), exercise("plan")
    assert isinstance(step, OwnStep)
    assert step.bar.chosen == two
    value = right_answer(contents()[MODULE].exercises[OWN])
    step.children[1].children[0].value = value
    assert "Procesmanager" in plan.children[1].recall["answer"]
    step.bar.chosen = one
    assert plan.bar.chosen == one
    assert plan.children[1].recall["answer"] == ""
    assert step.children[1].children[0].value is None
    step.bar.chosen = two
    assert value == step.children[1].children[0].value
    assert store_for(root).load().current == two


def test_the_first_answer_gives_the_bar_a_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before there is an alliance the bar only says what it is about."""
    monkeypatch.chdir(root / "modules" / MODULE)
    step = exercise("manifest")
    assert step.bar.alliances == []
    step.children[1].value = {"invloed": "x"}
    assert ["Mijn alliantie"] == [one["name"] for one in step.bar.alliances]
    assert alliance_book(store_for(root)) is step.book.alliance
    assert book_for(root / "modules" / MODULE).get("manifest") is None


def test_what_was_typed_before_there_was_an_alliance_is_found_back(root: Path) -> None:
    """The browser keeps unsaved text under the answer's places: that of before the first alliance stays one of them."""
    book = book_of(root)
    (before,) = book.places(OWN)
    book.put(OWN, {"nu": {}})
    own, *others = book_of(root).places(OWN)
    assert own != before
    assert [before] == others
