"""Handing out, in and collecting through nbgrader's exchange, with the real nbgrader; and handing out without one."""

import os
import sys
import zipfile
from pathlib import Path

import pytest
from course_data import ROOT
from grading_course import Course as Round
from grading_course import make_course

from leergang import cli
from leergang.answers import AnswerBook
from leergang.grading.collecting.collect import collect
from leergang.grading.course import open_course
from leergang.handing_in import exchange
from leergang.handing_in.deliver import hand_in
from leergang.handing_in.draft import draft
from leergang.handing_in.person import Person
from leergang.handing_in.place import Place

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange does not run on Windows"),
    pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"),  # nbgrader's gradebook leaves it
]

NAME = "procesmanager"
JAN = Person("Jan Jansen", "jan@x.nl")


@pytest.fixture
def round_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Round:
    """A course folder in which we stand, on a machine whose nbgrader is told of an exchange."""
    made = make_course(tmp_path)
    exchange_root = tmp_path / "exchange"
    exchange_root.mkdir(mode=0o777)
    exchange_root.chmod(0o777)
    line = f"c.Exchange.root = {str(exchange_root)!r}\nc.Exchange.cache = {str(tmp_path / 'cache')!r}\n"
    config = made.folder / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + line, encoding="utf-8")
    (tmp_path / "jupyter").mkdir()
    told = f"c = get_config()\nc.CourseDirectory.student_id = 'deelnemer'\n{line}"
    (tmp_path / "jupyter" / "nbgrader_config.py").write_text(told, encoding="utf-8")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "jupyter"))
    monkeypatch.setenv("PATH", os.defpath)  # as for an instructor who did not activate the environment
    monkeypatch.chdir(made.folder)
    return made


def fetched(root: Path) -> Place:
    """A participant's own copy."""
    folder = root / "deelnemer" / NAME
    folder.mkdir(parents=True)
    for path in (ROOT / "assignments" / "release" / NAME).iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return Place(folder.parent, folder)


def test_the_round_through_the_exchange(round_: Round, capsys: pytest.CaptureFixture[str]) -> None:
    """Released once, handed in twice, collected: the latest counts, the earlier one is kept, and so are the files."""
    place = fetched(round_.root)
    assert exchange.available(NAME) is None  # nothing was handed out yet
    assert 0 == cli.main(["release", NAME])
    assert 0 == cli.main(["release", NAME])
    said = capsys.readouterr().out
    assert "uitgegeven via de exchange" in said
    assert "stond al in de exchange" in said
    (place.folder / "dagboek.txt").write_text("voor mezelf", encoding="utf-8")
    for option in ("directeur", "secretaris"):
        AnswerBook(place.folder).put("evenknie", [option])
        receipt, remark = hand_in(draft(place), JAN)
        assert ("", "") == (receipt.file, remark)
        collect(open_course(), [NAME], [])
    target = round_.folder / "submitted" / "deelnemer"
    assert (place.folder / "antwoorden.json").read_bytes() == (target / NAME / "antwoorden.json").read_bytes()
    assert not list(target.rglob("dagboek.txt"))
    assert 1 == len(list((target / ".eerder").iterdir()))
    assert ["same"] == [one.status for one in collect(open_course(), [NAME], [])]


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning", "ignore:Object of type:sqlalchemy.exc.SAWarning")
def test_feedback_goes_back_through_the_exchange(round_: Round) -> None:
    """What was collected, graded and explained by us, nbgrader releases; so a participant can fetch it."""
    place = fetched(round_.root)
    for command in (["release", NAME], None, ["collect", NAME], ["grade", NAME], ["feedback", NAME]):
        if command:
            assert 0 == cli.main(command)
        else:
            hand_in(draft(place), JAN)
    round_.run("release_feedback", NAME)
    (page,) = (round_.root / "exchange").rglob("feedback/*.html")
    assert "Terugkoppeling voor deelnemer" in page.read_text(encoding="utf-8")


def test_an_exchange_that_refuses_becomes_a_zip(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """The participant loses nothing and reads what to do instead."""
    place = fetched(round_.root)
    monkeypatch.setattr(exchange, "available", lambda _: round_.root / "exchange")
    receipt, remark = hand_in(draft(place), JAN)
    assert (place.shelf / receipt.file).is_file()
    assert "zipbestand" in remark


def test_without_an_exchange_there_is_a_zip_to_hand_out(
    round_: Round, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The zip holds exactly the release, in a folder of its own, and no word of the key."""
    monkeypatch.setattr("leergang.grading.nbgrader_exchange.exchange_of", lambda _: None)
    assert 0 == cli.main(["release", NAME])
    made = round_.folder / "uitgegeven" / f"{NAME}.zip"
    assert str(made) in capsys.readouterr().out
    with zipfile.ZipFile(made) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    release = ROOT / "assignments" / "release" / NAME
    assert {f"{NAME}/{path.name}": path.read_bytes() for path in release.iterdir()} == found


def test_a_fault_stops_no_other_assignment(round_: Round, capsys: pytest.CaptureFixture[str]) -> None:
    """A source that nbgrader cannot read is told by name; the rest is released."""
    (round_.folder / "source" / "netwerker" / "netwerker.ipynb").write_text("{", encoding="utf-8")
    assert 1 == cli.main(["release", "netwerker", NAME])
    said = capsys.readouterr().out
    assert "‘netwerker’ voor deelnemers kan niet worden gemaakt" in said
    assert f"{NAME}: uitgegeven" in said
