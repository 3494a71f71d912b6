"""The page for the partner and the files that come back: nothing in them is trusted, and no fault costs the others."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from course_data import ROOT

from leergang.answers import AnswerNotSaved
from leergang.cli import main
from leergang.dossier.edits import with_new
from leergang.dossier.model import Alliance
from leergang.dossier.store import DossierStore, store_for
from leergang.errors import CourseError
from leergang.partner.form import Asker, file_name, form_page
from leergang.partner.importing import Outcome, import_files
from leergang.partner.reply import FORMAT, KIND, MAX_BYTES
from leergang.partner.scans import load_questions
from leergang.workspace import prepare
from leergang_widgets.partner import PartnerWidget, partner_view

ASKED = load_questions(ROOT / "modules")
RATINGS = {one.key: {statement.id: 4 for statement in one.scale.statements} for one in ASKED}
EVERY_LETTER = "Łódź Ænø 水利局 مياه الشرق שלום 🌊 Ω" + "e\u0301"


def reply(number: int = 1, **given: Any) -> dict[str, Any]:
    """What the page saves."""
    fixed = {"kind": KIND, "format": FORMAT, "form": f"0a1b2c3d-{FORMAT}", "id": f"{number:032x}", "role": "partner"}
    return fixed | {"side": "Vecht", "name": "", "open": True, "at": "2026-03-01T10:00:00Z", "ratings": RATINGS} | given


def data(number: int = 1, **given: Any) -> bytes:
    return json.dumps(reply(number, **given)).encode()


@pytest.fixture
def store(tmp_path: Path) -> DossierStore:
    """A dossier with two alliances."""
    made = DossierStore(tmp_path)
    made.save(lambda sheet: with_new(with_new(sheet, "99999999", "Warmte"), "0a1b2c3d", "Schoon water", ("Vecht",)))
    return made


def take(store: DossierStore, *files: bytes | str) -> list[Outcome]:
    return import_files(store, "0a1b2c3d", [(f"{n}.json", one) for n, one in enumerate(files)], ASKED)


def alliance(store: DossierStore) -> Alliance:
    found = DossierStore(store.root).load().get("0a1b2c3d")  # as another process finds it
    assert found
    return found


# Files that come back


def test_a_reply_is_kept(store: DossierStore) -> None:
    """Everything that the page saved stands in the dossier, names in every script included."""
    (outcome,) = take(store, data(side=EVERY_LETTER, name="Zoë"))
    assert (True, f"Het antwoord van {clean(EVERY_LETTER)} (Zoë) is ingelezen.") == (outcome.taken, outcome.text)
    (kept,) = alliance(store).responses
    assert (clean(EVERY_LETTER), "Zoë", "partner", True, RATINGS) == (
        kept.side,
        kept.name,
        kept.role,
        kept.open,
        kept.ratings,
    )


def clean(text: str) -> str:
    """The same letters, composed where they can be."""
    return text.replace("e\u0301", "é")


FAULTS: dict[str, tuple[bytes | str, str]] = {
    "empty": (b"", "beschadigd"),
    "broken off": (data()[:-40], "beschadigd"),
    "not UTF-8": (b'{"name": "\xff"}', "beschadigd"),
    "a number too long to read": (b'{"format": ' + b"9" * 5000 + b"}", "beschadigd"),
    "too large": (b'"' + b"x" * MAX_BYTES + b'"', "groter dan 200 kB"),
    "deeply nested": (b"[" * 90_000 + b"]" * 90_000, "te diep genest"),
    "a list": (b"[]", "geen antwoord van een partner"),
    "an answers file": (b'{"format": 1, "answers": {}}', "geen antwoord van een partner"),
    "a format of another kind": (data(format="1"), "geen antwoord van een partner"),
    "a newer format": (data(format=FORMAT + 1), "nieuwere versie"),
    "the page itself": (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "de pagina met vragen, zonder antwoorden"),
    "of another alliance": (data(form="99999999-1"), "hoort bij je andere alliantie ‘Warmte’"),
    "of an unknown alliance": (data(form="12121212-1"), "niet in je dossier"),
    "without a form": (data(form=None), "niet in je dossier"),
    "without an id": (data(id=None), "niet in van wie het is"),
    "an id that is none": (data(id="../../etc"), "niet in van wie het is"),
    "a role that is none": (data(role="directeur"), "niet in van wie het is"),
    "no ratings": (data(ratings={}), "geen enkel bruikbaar cijfer"),
    "ratings that are none": (data(ratings={ASKED[0].key: [5, 5]}), "geen enkel bruikbaar cijfer"),
    "not to be read": ("Dit bestand is niet te lezen.", "niet te lezen"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_bad_file_costs_itself_alone(store: DossierStore, fault: tuple[bytes | str, str]) -> None:
    """The files around it are taken in, and the participant reads what is wrong with it and what to do."""
    bad, said = fault
    first, second, third = take(store, data(1), bad, data(2))
    assert (True, False, True) == (first.taken, second.taken, third.taken)
    assert said in second.text
    assert re.fullmatch(r"[A-Z].*\.", second.text)
    assert 2 == len(alliance(store).responses)


PARTS: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown scan": ({"99_nieuw/scan": {"a": 1, "b": 2}}, "2 stellingen zijn overgeslagen"),
    "an unknown statement": ({ASKED[0].key: {"navertellen": 4, "<script>": 3}}, "Eén stelling is overgeslagen"),
    "out of range": ({ASKED[0].key: {"navertellen": 4, "weigeren": 6, "zakken": -1}}, "2 cijfers zijn weggelaten"),
    "no whole number": ({ASKED[0].key: {"navertellen": 4, "weigeren": 2.5}}, "Eén cijfer is weggelaten"),
    "a yes": ({ASKED[0].key: {"navertellen": 4, "weigeren": True}}, "Eén cijfer is weggelaten"),
    "infinite": ({ASKED[0].key: {"navertellen": 4, "weigeren": float("inf")}}, "Eén cijfer is weggelaten"),
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_a_bad_part_costs_itself_alone(store: DossierStore, part: tuple[dict[str, Any], str]) -> None:
    """What can be used is taken in, and the participant reads how much was left out."""
    ratings, said = part
    (outcome,) = take(store, data(ratings={ASKED[2].key: RATINGS[ASKED[2].key]} | ratings))
    assert outcome.taken
    assert said in outcome.text
    (kept,) = alliance(store).responses
    assert kept.ratings[ASKED[2].key] == RATINGS[ASKED[2].key]
    assert kept.ratings.get(ASKED[0].key, {"navertellen": 4}) == {"navertellen": 4}
    assert {4} == {rating for some in kept.ratings.values() for rating in some.values()}


def test_weet_ik_niet_is_an_answer(store: DossierStore) -> None:
    """A reply of nothing else is still a reply."""
    assert take(store, data(ratings={ASKED[0].key: {"navertellen": 0}}))[0].taken


@pytest.mark.parametrize("name", ["\ud800half", "regel\neen\x00", "x" * 5000, 17, None, ["a"]])
def test_any_name_can_be_kept(store: DossierStore, name: Any) -> None:
    """Half letters, line ends and what is no text do not keep a dossier from being written and read."""
    (outcome,) = take(store, data(side=name, name=name))
    assert outcome.taken
    (kept,) = alliance(store).responses
    assert len(kept.side) <= 200
    assert kept.side.isprintable()


@pytest.mark.parametrize("at", ["gisteren", None, 5, "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_an_impossible_date_is_that_of_today(store: DossierStore, at: Any) -> None:
    """The reply counts; the participant reads that the date does not."""
    (outcome,) = take(store, data(at=at))
    assert "De datum was niet te lezen" in outcome.text
    assert alliance(store).responses[0].at.startswith("20")


def test_the_same_file_twice_changes_nothing(store: DossierStore) -> None:
    """Nobody counts double."""
    first, second = take(store, data(), data())
    assert "stond er al. Er verandert niets." in take(store, data())[0].text
    assert (True, "Het antwoord van Vecht stond er al. Er verandert niets.") == (first.taken, second.text)
    assert 1 == len(alliance(store).responses)


@pytest.mark.parametrize("together", [True, False])
def test_of_one_respondent_the_newest_counts(store: DossierStore, together: bool) -> None:
    """A newer file takes the place of an older one, in whatever order they come; the participant reads which."""
    new, old, newest = (
        data(at="2026-03-02T10:00:00"),
        data(at="2026-03-01T10:00:00+02:00"),
        data(at="2026-04-01T00:00:00Z", name="Jan"),
    )
    outcomes = take(store, new, old, newest) if together else [take(store, one)[0] for one in (new, old, newest)]
    assert [True, False, True] == [one.taken for one in outcomes]
    assert "al een nieuwer antwoord" in outcomes[1].text
    assert "komt ervoor in de plaats" in outcomes[2].text
    assert ["Jan"] == [one.name for one in alliance(store).responses]


def test_five_hundred_files_are_one_write(store: DossierStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dossier is written once, whatever is wrong with some of the files."""
    writes: list[int] = []
    save = DossierStore.save

    def counted(self: DossierStore, change: Callable[[Any], Any]) -> None:
        writes.append(1)
        save(self, change)

    monkeypatch.setattr(DossierStore, "save", counted)
    outcomes = take(store, *(data(n) if n % 5 else b"{" for n in range(500)))
    assert (1, 400, 400) == (len(writes), sum(one.taken for one in outcomes), len(alliance(store).responses))


def test_only_bad_files_write_nothing(store: DossierStore) -> None:
    """The dossier stays as it was, to the byte."""
    path = store.root / "dossier.json"
    before = path.read_bytes(), path.stat().st_mtime_ns
    take(store, b"{", b"")
    assert before == (path.read_bytes(), path.stat().st_mtime_ns)


def test_what_others_wrote_meanwhile_stays(store: DossierStore) -> None:
    """Two windows that import at the same time both keep their replies."""
    other = DossierStore(store.root)
    other.load()
    take(store, data(1))
    take(other, data(2))
    assert {f"{n:032x}" for n in (1, 2)} == {one.id for one in alliance(store).responses}


def test_an_alliance_that_is_gone_is_said(store: DossierStore) -> None:
    """There is nowhere to put the replies."""
    with pytest.raises(CourseError, match="staat niet meer in je dossier"):
        import_files(store, "00000000", [("a", data())], ASKED)


# The page


class Reader(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.setdefault(self.found[-1][0] if self.found else "", []).append(data)


HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)"> {{ 7*7 }} \' " & ' + EVERY_LETTER
PAGE = form_page(Alliance("0a1b2c3d", HOSTILE, partners=(HOSTILE, "Linge")), Asker(HOSTILE, HOSTILE), ASKED)


def test_the_page_needs_nothing_else() -> None:
    """No address, no other file, and a policy that lets nothing in: it works from a disk and tells nobody."""
    reader = Reader(PAGE)
    assert [] == [one for one in reader.found if {"src", "href", "action", "srcset", "data"} & one[1].keys()]
    assert "http:" not in PAGE.replace("http-equiv", "")
    assert "https:" not in PAGE
    policy = next(one["content"] for tag, one in reader.found if tag == "meta" and one.get("http-equiv"))
    for tag in ("style", "script"):
        inside = PAGE.rpartition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        assert f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'" in str(
            policy
        )
    assert str(policy).startswith("default-src 'none'")


def test_names_are_text_in_the_page() -> None:
    """A name cannot end the script, start another, or become an element; the file still says it to the letter."""
    reader = Reader(PAGE)
    assert 2 == sum(tag == "script" for tag, _ in reader.found)
    assert 0 == sum(tag == "img" for tag, _ in reader.found)
    assert "49" not in PAGE.partition("<main>")[2].partition("<section")[0]
    names = [one["data-name"] for _, one in reader.found if "data-name" in one]
    assert [HOSTILE, "Linge"] == names
    held = re.search(r'<script type="application/json" id="data">(.*?)</script>', PAGE)
    assert held
    assert HOSTILE == json.loads(held[1])["own"]


def test_the_page_asks_everything_once() -> None:
    """Each statement of each question has five steps and "weet ik niet", and each control has a name."""
    reader = Reader(PAGE)
    ids = [one["id"] for _, one in reader.found if one.get("id")]
    assert len(ids) == len(set(ids))
    radios = [
        (one["name"], one["value"]) for tag, one in reader.found if tag == "input" and "|" in str(one.get("name"))
    ]
    assert radios == list(dict.fromkeys(radios))
    wanted = {f"{one.key}|{statement.id}" for one in ASKED for statement in one.scale.statements}
    assert {(name, str(value)) for name in wanted for value in range(6)} == set(radios)
    pointed = [one for _, given in reader.found for one in str(given.get("aria-labelledby") or "").split()]
    pointed += [str(given["for"]) for tag, given in reader.found if tag == "label" and "for" in given]
    assert set(pointed) <= set(ids)


def test_the_page_says_what_is_asked_and_what_becomes_of_it() -> None:
    """Who asks, how long it takes, that nothing is sent, and who can read the file."""
    page = form_page(Alliance("0a1b2c3d", "Schoon water", partners=("Vecht",)), Asker("Fatma Öz", "Provincie"), ASKED)
    for said in (
        "Fatma Öz",
        "Schoon water",
        "Ongeveer 10 minuten",
        "Er gaat niets over internet",
        "ook openen en je antwoorden lezen",
    ):
        assert said in page
    nameless = form_page(Alliance("0a1b2c3d", "Schoon water"), Asker(), ASKED)
    assert "Degene van wie je deze pagina kreeg</bdi> vraagt" in nameless
    assert "<bdi></bdi>" not in nameless


@pytest.mark.parametrize("name", [HOSTILE, "con/aux\\..", "...", "x" * 400, "\u202egnp"])
def test_the_file_can_be_saved_anywhere(name: str) -> None:
    """No system refuses the name."""
    found = file_name(Alliance("a", name))
    assert not set('<>:"/\\|?*') & set(found)
    assert len(found.encode()) <= 120  # of the 255 bytes that a system allows
    assert found.endswith(".html")


# The widget and the command


def widget(root: Path) -> PartnerWidget:
    found = partner_view()
    while not isinstance(found, PartnerWidget):
        found = found.children[0]
    return found


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, as the kernel of its partner page sees it."""
    prepare(tmp_path / "ws")
    monkeypatch.chdir(tmp_path / "ws")
    return tmp_path / "ws"


ASKING = {"alliance": "Schoon water", "partners": "Vecht\n\nLinge\n", "name": "Fatma", "organisation": "Provincie"}


def sent(one: PartnerWidget, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the widget sends to the browser."""
    found: list[Any] = []
    monkeypatch.setattr(one, "send", found.append)
    return found


def test_the_first_page_makes_the_alliance(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is filled in is kept, and the next window shows it."""
    one = widget(workspace)
    messages = sent(one, monkeypatch)
    one._received(one, {"kind": "make", "asking": ASKING}, [])
    assert "Partnerblik Schoon water.html" == messages[0]["file"]
    assert "<bdi>Linge</bdi>" in messages[0]["page"]
    assert ASKING | {"partners": "Vecht\nLinge"} == widget(workspace).asking


def test_files_from_the_browser_are_compared(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After reading, the number of replies, what became of each file and the comparison follow."""
    one = widget(workspace)
    sent(one, monkeypatch)
    one._received(one, {"kind": "make", "asking": ASKING}, [])
    files = [{"name": "a.json", "buffer": 0}, {"name": "groot.json", "buffer": None}]
    one._received(one, {"kind": "files", "files": files}, [memoryview(data(form=f"{one.alliance_id}-1"))])
    assert "Ingelezen: \u2068Vecht\u2069 (1)." == one.people
    assert "Eén antwoord ingelezen. Eén bestand is niet overgenomen; hieronder staat waarom." == one.status["text"]
    assert ["groot.json", "a.json"] == [found["file"] for found in one.status["files"]]
    assert "Alle stellingen: <bdi>De alliantie</bdi>" in one.told.value
    assert "zelf nog niet ingevuld" in one.told.value


def test_a_reply_can_be_taken_out_again(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who answered may ask for it; the other replies stay."""
    one = widget(workspace)
    sent(one, monkeypatch)
    one._received(one, {"kind": "make", "asking": ASKING}, [])
    files = [{"name": f"{n}.json", "buffer": n} for n in range(2)]
    one._received(one, {"kind": "files", "files": files}, [data(n, form=f"{one.alliance_id}-1") for n in range(2)])
    assert ["Vecht, 01-03-2026"] * 2 == [found["text"] for found in one.replies]
    one._received(one, {"kind": "remove", "id": one.replies[0]["id"]}, [])
    assert [f"{1:032x}"] == [found["id"] for found in one.replies]
    assert "Ingelezen: \u2068Vecht\u2069 (1)." == widget(workspace).people


def test_a_dossier_that_cannot_be_written_is_said(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The participant reads why; nothing is lost, and nothing is shown that is not kept."""
    one = widget(workspace)
    one._received(one, {"kind": "files", "files": [{"name": "a", "buffer": 0}]}, [data()])
    assert one.status["fault"]

    def full(_self: DossierStore, _change: Callable[[Any], Any]) -> None:
        raise AnswerNotSaved("De schijf is vol.")

    monkeypatch.setattr(DossierStore, "save", full)
    one._received(one, {"kind": "make", "asking": ASKING}, [])
    assert ("make", "De schijf is vol.", True) == (one.status["for"], one.status["text"], one.status["fault"])


def test_the_command_makes_and_takes(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a browser: the page in a file, and per returned file what became of it; 1 when one was refused."""
    folder = f"--folder={workspace}"
    assert 0 == main(["partner", folder, "make", "--out", str(workspace / "p.html"), "--name", "Fatma"])
    assert "Fatma" in (workspace / "p.html").read_text(encoding="utf-8")
    chosen = store_for(workspace).load().current
    (workspace / "a.json").write_bytes(data(form=f"{chosen}-1"))
    assert 0 == main(["partner", folder, "import", str(workspace / "a.json")])
    assert 1 == main(["partner", folder, "import", str(workspace / "weg.json"), str(workspace)])
    said = capsys.readouterr().out
    assert "a.json: Het antwoord van Vecht is ingelezen." in said
    assert "weg.json: Dit bestand bestaat niet." in said
    assert f"{workspace.name}: Dit is een map." in said


def test_the_command_wants_a_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It does not make one by accident."""
    assert 2 == main(["partner", f"--folder={tmp_path}", "make"])
    assert "staat geen leergang" in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())
