"""Everything that can be wrong with what a participant hands in: each fault does its damage in a submission's folder.

A submission begins with right answers to every scored item of the assignment. A fault says what the report must tell,
and whether the points survive it.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAIN = "procesmanager"
TRACE = "GEHACKT"


@dataclass(frozen=True)
class Fault:
    """What to do to a submission, what the report says of it (a pattern), and whether the points survive."""

    damage: Callable[[Path], None]
    told: str
    keeps_points: bool = True


def _notebook(change: Callable[[dict[str, Any]], Any]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / f"{MAIN}.ipynb"
        data = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(change(data) or data), encoding="utf-8")

    return damage


def _cell(data: dict[str, Any], cell_id: str) -> dict[str, Any]:
    return next(one for one in data["cells"] if one["id"] == cell_id)


def _duplicated(data: dict[str, Any]) -> None:
    data["cells"].append({**_cell(data, "punten-evenknie"), "id": "abc123", "metadata": {}})


def _deleted(data: dict[str, Any]) -> None:
    data["cells"].remove(_cell(data, "punten-evenknie"))


def _split(data: dict[str, Any]) -> None:
    cell = _cell(data, "punten-evenknie")
    first, second = cell["source"]
    cell["source"] = [first]
    data["cells"].insert(data["cells"].index(cell) + 1, {**cell, "id": "split", "metadata": {}, "source": [second]})


def _changed(data: dict[str, Any]) -> None:
    cell = _cell(data, "punten-evenknie")
    cell["source"], cell["metadata"]["nbgrader"]["points"] = ["3000"], 3000


def _added(code: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        cell = {"cell_type": "code", "execution_count": None, "id": "kwaad", "metadata": {}, "outputs": []}
        data["cells"].insert(1, {**cell, "source": f"open({TRACE!r}, 'w').close()\n{code}"})

    return change


def _v3(data: dict[str, Any]) -> dict[str, Any]:
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": data["cells"]}]}


def _without_metadata(data: dict[str, Any]) -> None:
    data["metadata"] = {}
    for cell in data["cells"]:
        cell["metadata"] = {}


def _answers(change: Callable[[dict[str, Any]], Any]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / "antwoorden.json"
        data = json.loads(path.read_text(encoding="utf-8"))
        change(data["answers"])
        path.write_text(json.dumps(data), encoding="utf-8")

    return damage


def _raw(data: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / "antwoorden.json").write_bytes(data) and None


def _each_value(value: Any) -> Callable[[Path], None]:
    return _answers(lambda answers: [one.update(value=value) for one in answers.values()])


def _raw_number(number: str) -> Callable[[Path], None]:
    """A number that Python's own json would not write."""

    def damage(folder: Path) -> None:
        _each_value("GETAL")(folder)
        path = folder / "antwoorden.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"GETAL"', number), encoding="utf-8")

    return damage


def _memo(text: str) -> Callable[[Path], None]:
    return _answers(lambda answers: answers["memo"].update(value={"tekst": text}))


def _renamed(folder: Path) -> None:
    (folder / f"{MAIN}.ipynb").rename(folder / "Kopie van opdracht (1).ipynb")


def _linked(folder: Path) -> None:
    path = folder / "antwoorden.json"
    os.symlink("../../buurman/procesmanager/antwoorden.json", path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def _strange_names(folder: Path) -> None:
    for name in ("..\\..\\x", "%2e%2e%2fx", "<img src=x onerror=alert(1)>.html", "\x1b[2Jwis.txt", "leergang.py"):
        (folder / name).write_text("kwaad", encoding="utf-8")


def _unreadable(folder: Path) -> None:
    """For root nothing is unreadable, so the notebook is a folder as well."""
    (folder / f"{MAIN}.ipynb").unlink()
    (folder / f"{MAIN}.ipynb").mkdir()


def _remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


ADDED = "1 toegevoegde cel, niet uitgevoerd"
UNREAD = "De antwoorden zijn niet te lezen"
_BOOK = """\
import sqlite3
book = sqlite3.connect("../../../gradebook.db")
book.execute("update grade set auto_score = 99")
book.commit()"""

FAULTS = {
    "dubbele-cel": Fault(_notebook(_duplicated), "Dubbel, één keer geteld: ‘punten-evenknie’"),
    "verwijderde-cel": Fault(_notebook(_deleted), "Verwijderd, teruggezet: ‘punten-evenknie’"),
    "gesplitste-cel": Fault(_notebook(_split), "vervangen door de eigen cel van de cursus: ‘punten-evenknie’"),
    "gewijzigde-cel": Fault(_notebook(_changed), "vervangen door de eigen cel van de cursus: ‘punten-evenknie’"),
    "hernoemd": Fault(_renamed, r"Het notebook heette ‘Kopie van opdracht \(1\).ipynb’"),
    "schrijft-cijfers": Fault(_notebook(_added(_BOOK)), ADDED),
    "eeuwige-lus": Fault(_notebook(_added("while True: pass")), ADDED),
    "vorkbom": Fault(_notebook(_added("import os\nwhile True: os.fork()")), ADDED),
    "geheugen": Fault(_notebook(_added("x = 'x' * 10**12")), ADDED),
    "netwerk": Fault(_notebook(_added("import urllib.request as u\nu.urlopen('http://example.org')")), ADDED),
    "leest-buurman": Fault(_notebook(_added("open('../../buurman/procesmanager/antwoorden.json')")), ADDED),
    "leest-sleutel": Fault(_notebook(_added("print(open('../../../keys/procesmanager.toml').read())")), ADDED),
    "geen-antwoorden": Fault(_remove("antwoorden.json"), "Er zijn geen antwoorden gevonden", False),
    "leeg-bestand": Fault(_raw(b""), f"{UNREAD}.*het is leeg", False),
    "beschadigd": Fault(_raw(b'{"format": 1, "answers": {"evenknie": {"val'), f"{UNREAD}.*geen geldige JSON", False),
    "vijftig-mb": Fault(_raw(b'"' + b"x" * 50_000_000 + b'"'), "groter dan 20 MB", False),
    "diep-genest": Fault(_raw(b"[" * 1_000_000), f"{UNREAD}.*te diep genest", False),
    "te-nieuw": Fault(_raw(b'{"format": 99, "answers": {}}'), "nieuwere versie", False),
    "verkeerde-soort": Fault(_each_value({"a": [1, {"b": None}]}), "0 van 40", False),
    "nan": Fault(_raw_number("NaN"), UNREAD, False),
    "reuzengetal": Fault(_raw_number("1" + "0" * 400), "0 van 40", False),
    "onbekende-ids": Fault(
        _answers(lambda answers: answers.update({"x<b>": answers["evenknie"]})), "onbekende oefeningen.*‘x<b>’"
    ),
    "halve-antwoorden": Fault(
        _answers(lambda answers: answers.update(evenknie=7)), "als leeg geteld: ‘evenknie’", keeps_points=False
    ),
    "lange-tekst": Fault(_memo("woord " * 170_000), "40 van 40"),
    "stuurtekens": Fault(_memo("a\x00b\x1b[2J\x07\u202egnp.exe\ud800 einde"), "40 van 40"),
    "emoji": Fault(_memo("Goed 👩🏽‍⚕️🇳🇱 – ‮ عربى"), "40 van 40"),
    "geen-json": Fault(lambda folder: (folder / f"{MAIN}.ipynb").write_bytes(b"\x89PNG") and None, "is geen JSON"),
    "nbformat-3": Fault(_notebook(_v3), "heeft indeling 3"),
    "zonder-metagegevens": Fault(_notebook(_without_metadata), "geen metagegevens"),
    "geen-notebook": Fault(_remove(f"{MAIN}.ipynb"), "Het notebook ontbrak"),
    "koppeling": Fault(_linked, "is geen gewoon bestand maar een koppeling", False),
    "vreemde-namen": Fault(_strange_names, "Andere bestanden tellen niet mee"),
    "onleesbaar": Fault(_unreadable, "is geen gewoon bestand"),
    "rare-tijd": Fault(lambda folder: (folder / "timestamp.txt").write_bytes(b"\xff gisteren") and None, "40 van 40"),
}
