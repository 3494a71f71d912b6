"""A kill at any write of the dossier: whatever was going on, nothing that was kept before is lost."""

import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from course_data import ROOT, contents

from leergang.dossier import edits, transfer
from leergang.dossier.book import course_book
from leergang.dossier.model import Alliance, Dossier
from leergang.dossier.store import DossierStore, store_for
from leergang.partner.importing import import_files
from leergang.partner.reply import FORMAT, KIND
from leergang.partner.scans import load_questions

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks a process per step")

MODULE, OWN, OLDER = "05_rollenmix", "manifest", "plan"
FIRST, SECOND = "0a1b2c3d", "99999999"
AT = "2026-01-02T10:00:00+01:00"
CALLS = ("open", "write", "fsync", "fstat", "fchmod", "close", "replace", "rename", "unlink", "mkdir")
KILLED, FAILED = 9, 3


# What a kill comes in between


def answer(root: Path) -> None:
    """A changed own answer, in a workspace where an older one still stands beside the notebook."""
    course_book(root / "modules" / MODULE, contents()[MODULE]).put(OWN, {"zin": "nieuw"})


def take_in(root: Path) -> None:
    """Two files of partners."""
    asked = load_questions(ROOT / "modules")
    import_files(store_for(root), FIRST, [(f"{number}.json", _reply(number)) for number in (1, 2)], asked)


def remove(root: Path) -> None:
    """An alliance is removed, with a copy of it."""
    transfer.remove(store_for(root), FIRST)


def read_in(root: Path) -> None:
    """A dossier that was kept as a file."""
    transfer.import_bytes(store_for(root), (root / "uitgevoerd.json").read_bytes(), "uitgevoerd.json")


OPERATIONS: dict[str, Callable[[Path], None]] = {one.__name__: one for one in (answer, take_in, remove, read_in)}


def _reply(number: int) -> bytes:
    given = {"form": f"{FIRST}-{FORMAT}", "id": f"{number:032x}", "role": "partner", "side": "Vecht", "name": ""}
    ratings = {
        one.key: {statement.id: 4 for statement in one.scale.statements} for one in load_questions(ROOT / "modules")
    }
    return json.dumps({"kind": KIND, "format": FORMAT, **given, "open": True, "at": AT, "ratings": ratings}).encode()


# Killing


def _kill_at_each_step(before: Path, folder: Path, operation: str) -> None:
    """Do it in a copy of the workspace for each step, each time killed one step later, until it comes to its end."""
    for step in count(1):
        root = folder / str(step)
        shutil.copytree(before, root)
        child = os.fork()
        if not child:
            _run_until(step, OPERATIONS[operation], root)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if ended != KILLED:
            os._exit(ended)


def _run_until(last: int, operation: Callable[[Path], None], root: Path) -> None:
    """End the process at this call to the system; a write gets half-way."""
    steps = count(1)

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            if next(steps) == last:
                if name == "write":
                    real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                os._exit(KILLED)
            return real(*arguments, **keywords)

        return call

    for name in CALLS:
        setattr(os, name, counted(name, getattr(os, name)))
    try:
        operation(root)
    except BaseException:
        os._exit(FAILED)
    os._exit(0)


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A workspace with two alliances, an own answer in the dossier and an older one beside its notebook."""
    root = tmp_path / "before"
    module = root / "modules" / MODULE
    module.mkdir(parents=True)
    (root / ".leergang").mkdir()
    shutil.copy(ROOT / "modules" / MODULE / "content.toml", module)
    store = DossierStore(root)
    store.save(lambda sheet: edits.with_new(edits.with_new(sheet, SECOND, "Warmte"), FIRST, "Water", ("Vecht",)))
    course_book(module, contents()[MODULE]).put(OWN, {"zin": "oud"})
    older = {OLDER: {"value": {"als": "ouder"}, "checked": False, "at": AT}}
    (module / "antwoorden.json").write_text(json.dumps({"format": 1, "answers": older}))
    elsewhere = {"id": "55555555", "name": "Elders", "made": AT, "partners": [], "answers": {}}
    (root / "uitgevoerd.json").write_text(json.dumps({"format": 1, "alliances": [elsewhere]}))
    return root


def killed(before: Path, operation: str) -> Iterator[Path]:
    """The workspaces that the kills left behind; the last one saw it through."""
    folder = before.parent / "killed"
    worker = multiprocessing.get_context("spawn").Process(target=_kill_at_each_step, args=(before, folder, operation))
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    found = sorted(folder.iterdir(), key=lambda one: int(one.name))
    assert len(found) > 8, "the steps of a save were not counted"
    yield from found


def loaded(root: Path) -> Dossier:
    """The dossier as the next process finds it, whole."""
    store = DossierStore(root)
    found = store.load()
    assert [] == store.notices()
    return found


def alliance(root: Path, wanted: str = FIRST) -> Alliance:
    found = loaded(root).get(wanted)
    assert found
    return found


def works_on(root: Path) -> None:
    """The next save succeeds and cleans up what the killed one left."""
    store = DossierStore(root)
    store.save(lambda sheet: edits.renamed(sheet, SECOND, "Later"))
    assert "Later" == alliance(root, SECOND).name
    assert [] == [one.name for one in root.iterdir() if one.name.endswith(".tmp")]


def test_an_own_answer_is_the_old_or_the_new_one(before: Path) -> None:
    """The older answer beside the notebook is never lost on its way to the dossier."""
    outcomes = set()
    for root in killed(before, "answer"):
        outcomes.add(alliance(root).answers[f"{MODULE}/{OWN}"].value["zin"])
        works_on(root)
        book = course_book(root / "modules" / MODULE, contents()[MODULE])
        older = book.get(OLDER)
        assert older
        assert {"als": "ouder"} == older.value
    assert {"oud", "nieuw"} == outcomes


def test_replies_are_there_together_or_not_at_all(before: Path) -> None:
    """Reading them in again gives each once."""
    numbers = set()
    for root in killed(before, "take_in"):
        numbers.add(len(alliance(root).responses))
        take_in(root)
        assert 2 == len(alliance(root).responses)
        works_on(root)
    assert {0, 2} == numbers


def test_an_alliance_that_is_removed_is_in_the_dossier_or_in_its_copy(before: Path) -> None:
    """Or in both; the other alliance is always there."""
    there = set()
    for root in killed(before, "remove"):
        found = loaded(root).get(FIRST) is not None
        there.add(found)
        if not found:
            (copy,) = (root / "verwijderde allianties").glob("*.json")
            transfer.import_bytes(DossierStore(root), copy.read_bytes(), copy.name)
        assert {"zin": "oud"} == alliance(root).answers[f"{MODULE}/{OWN}"].value
        works_on(root)
    assert {True, False} == there


def test_a_dossier_from_elsewhere_is_read_in_whole_or_not(before: Path) -> None:
    """What was there stays as it was."""
    names = set()
    for root in killed(before, "read_in"):
        names.add(tuple(one.name for one in loaded(root).alliances))
        assert {"zin": "oud"} == alliance(root).answers[f"{MODULE}/{OWN}"].value
        works_on(root)
    assert {("Warmte", "Water"), ("Warmte", "Water", "Elders")} == names
