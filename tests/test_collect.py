"""Collecting: every way in which work arrives, what is done with two of one person, and files that mean harm."""

import io
import json
import os
import shutil
import stat
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from course_data import ROOT

from leergang import cli
from leergang.errors import CourseError
from leergang.fingerprint import hash_of
from leergang.grading.collecting import shelf, unpack
from leergang.grading.collecting.collect import collect, sorted_out
from leergang.grading.collecting.file_names import compiled, moment, read_name
from leergang.grading.collecting.outcome import Outcome
from leergang.grading.collecting.report import lines
from leergang.grading.course import Course, open_course
from leergang.safe_names import safe_name

NAME, OTHER = "procesmanager", "netwerker"
RELEASE = ROOT / "assignments" / "release"
NOTEBOOK = (RELEASE / NAME / f"{NAME}.ipynb").read_bytes()
NINE, TEN = "2026-01-05T09:00:00+00:00", "2026-01-05T10:00:00+00:00"
Files = Mapping[str, bytes]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course folder with two assignments, in which we stand."""
    root = tmp_path / "cursus"
    root.mkdir()
    shutil.copy(ROOT / "assignments" / "nbgrader_config.py", root)
    for name in (NAME, OTHER):
        shutil.copytree(ROOT / "assignments" / "source" / name, root / "source" / name)
    monkeypatch.chdir(root)
    monkeypatch.setattr(os, "fsync", lambda _: None)  # these tests kill no power
    return open_course()


def answers(text: str = "a", at: str = NINE) -> bytes:
    """An answers file of one answer."""
    return json.dumps({"format": 1, "answers": {"x": {"value": text, "checked": False, "at": at}}}).encode()


def work(text: str = "a", name: str = NAME) -> dict[str, bytes]:
    """The files of a submission without a slip."""
    return {"antwoorden.json": answers(text), f"{name}.ipynb": (RELEASE / name / f"{name}.ipynb").read_bytes()}


def slipped(number: str = "jan@x.nl", at: str = NINE, text: str = "a", **slip: Any) -> dict[str, bytes]:
    """A submission as the course's own button makes it."""
    files = work(text)
    told = {"format": 1, "assignment": NAME, "at": at, "hash": hash_of(files), "name": "Jan Jansen", "number": number}
    return files | {"inlevering.json": json.dumps(told | slip).encode()}


def zip_bytes(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def zipped(path: Path, files: Files) -> Path:
    path.write_bytes(zip_bytes(files))
    return path


def laid_out(folder: Path, files: Files) -> Path:
    """These files in a folder, by their paths."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def below(prefix: str, files: Files) -> dict[str, bytes]:
    return {prefix + name: data for name, data in files.items()}


def take(course: Course, *places: Path, assignments: tuple[str, ...] = (NAME, OTHER)) -> list[Outcome]:
    return collect(course, assignments, places)


def good(outcomes: list[Outcome]) -> list[tuple[str, str, str]]:
    return [(one.participant, one.assignment, one.status) for one in outcomes if not one.failed]


def reasons(outcomes: list[Outcome]) -> str:
    return "\n".join(f"{one.source}: {one.text}" for one in outcomes if one.failed)


def text_of(course: Course, person: str, name: str = NAME) -> str:
    """What somebody's collected answers say."""
    data = json.loads((course.submitted / person / name / "antwoorden.json").read_bytes())
    return str(data["answers"]["x"]["value"])


def earlier_texts(course: Course, person: str) -> set[str]:
    paths = (course.submitted / person / ".eerder").glob("*/antwoorden.json")
    return {json.loads(path.read_bytes())["answers"]["x"]["value"] for path in paths}


def test_our_own_zip_becomes_what_nbgrader_expects(course: Course, tmp_path: Path) -> None:
    """The files as they were handed in, with the moment as nbgrader writes and reads it."""
    assert [("jan@x.nl", NAME, "new")] == good(take(course, zipped(tmp_path / "werk.zip", slipped())))
    folder = course.submitted / "jan@x.nl" / NAME
    assert work() == {name: (folder / name).read_bytes() for name in work()}
    assert "2026-01-05 09:00:00.000000 UTC" == (folder / "timestamp.txt").read_text(encoding="utf-8")
    from nbgrader.utils import parse_utc

    assert datetime(2026, 1, 5, 9) == parse_utc((folder / "timestamp.txt").read_text(encoding="utf-8"))


SYSTEMS: dict[str, tuple[Files, str, str | None]] = {
    "Canvas": ({"jansenjan_12345_67890_werk.zip": b""}, "jansenjan", None),
    "Canvas, te laat": ({"jansenjan_LATE_12345_67890_werk-1.zip": b""}, "jansenjan", None),
    "Moodle": ({"Jan Jansen_123456_assignsubmission_file_/werk.zip": b""}, "Jan Jansen", None),
    "Moodle, zonder mappen": ({"Jan Jansen_123456_assignsubmission_file_werk.zip": b""}, "Jan Jansen", None),
    "Brightspace": (
        {"123-456 - Jan Jansen - Nov 3, 2025 1015 PM - werk.zip": b""},
        "Jan Jansen",
        "2025-11-03 22:15:00",
    ),
    "Brightspace, map": (
        {"123-456- Jan Jansen - 3 november 2025 1015/werk.zip": b""},
        "Jan Jansen",
        "2025-11-03 10:15:00",
    ),
    "Blackboard": (
        {"Opdracht%201_s123_attempt_2025-11-03-10-15-00_werk.zip": b""},
        "s123",
        "2025-11-03 10:15:00",
    ),
    "itslearning": ({"Jansen, Jan/werk.zip": b""}, "Jansen, Jan", None),
}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("form", ["zip", "folder"])
def test_downloads_of_learning_systems(course: Course, tmp_path: Path, system: str, form: str) -> None:
    """Who signed in there is the participant, and the moment there counts; the download may be unpacked or not."""
    names, person, at = SYSTEMS[system]
    files = dict.fromkeys(names, zip_bytes(work()))
    place = zipped(tmp_path / "download.zip", files) if form == "zip" else laid_out(tmp_path / "download", files)
    outcomes = take(course, place)
    assert [(person, NAME, "new")] == good(outcomes), reasons(outcomes)
    if at:
        local = datetime.fromisoformat(at).astimezone(UTC)
        assert f"{local:%Y-%m-%d %H:%M:%S}" in (course.submitted / person / NAME / "timestamp.txt").read_text()


def test_loose_files_of_everybody_in_one_folder(course: Course, tmp_path: Path) -> None:
    """Canvas puts single files of all participants side by side; they are sorted out by name."""
    files: dict[str, bytes] = {}
    for number, person in enumerate(("jansenjan", "vriespiet"), 1):
        files |= {f"{person}_{number}_{number}7_antwoorden-1.json": answers(person)}
        files |= {f"{person}_{number}_{number}8_{NAME}-1.ipynb": NOTEBOOK}
    assert 2 == len(good(take(course, zipped(tmp_path / "submissions.zip", files))))
    assert ("jansenjan", "vriespiet") == (text_of(course, "jansenjan"), text_of(course, "vriespiet"))


def test_an_instructors_own_pattern_comes_first(course: Course, tmp_path: Path) -> None:
    """A system that we do not know is described in nbgrader's own setting."""
    config = course.root / "nbgrader_config.py"
    line = 'c.FileNameCollectorPlugin.named_regexp = r"(?P<student_id>\\w+)@@(?P<file_id>.+)"\n'
    config.write_text(config.read_text(encoding="utf-8") + line, encoding="utf-8")
    place = zipped(tmp_path / "d.zip", {"s77@@werk.zip": zip_bytes(work())})
    assert [("s77", NAME, "new")] == good(take(open_course(), place))
    config.write_text(config.read_text(encoding="utf-8").replace(r"\w+)", r"\w+"), encoding="utf-8")
    broken = open_course()
    with pytest.raises(CourseError, match="geen patroon"):
        take(broken, place)


@pytest.mark.parametrize(
    ("place", "files"),
    [
        ("jan.zip", work()),
        ("jan (2).zip", work()),
        ("jan.zip", below(f"{NAME}/", work())),
        ("post", below("jan/", work())),
        ("post", below(f"jan/{NAME}/", work())),
        ("post", below(f"{NAME}/jan/", work())),
        ("post", {"jan.zip": zip_bytes(work())}),
        ("post", {f"jan/{NAME}.zip": zip_bytes(work())}),
    ],
)
def test_work_without_a_slip_is_named_by_what_is_around_it(
    course: Course, tmp_path: Path, place: str, files: Files
) -> None:
    """A folder or zip with the participant's name, with or without the assignment's."""
    path = tmp_path / place
    made = zipped(path, files) if place.endswith(".zip") else laid_out(path, files)
    outcomes = take(course, made)
    assert [("jan", NAME, "new")] == good(outcomes), reasons(outcomes)


def test_what_has_no_name_is_told(course: Course, tmp_path: Path) -> None:
    """Nobody is guessed: the reason says what to do."""
    nameless = take(course, laid_out(tmp_path / "Downloads", work()), zipped(tmp_path / f"{NAME}.zip", work()))
    assert [] == good(nameless)
    assert 2 == reasons(nameless).count("niet te zien van wie dit is")
    without = take(course, zipped(tmp_path / "jan.zip", {"antwoorden.json": answers()}))
    assert "niet te zien van welke opdracht" in reasons(without)
    assert [("jan", OTHER, "new")] == good(take(course, tmp_path / "jan.zip", assignments=(OTHER,)))


def test_other_notebooks_are_not_taken_for_the_assignment(course: Course, tmp_path: Path) -> None:
    """A participant who sends the whole workspace hands in the assignments in it, and no module."""
    module = (ROOT / "modules" / "01_procesmanager" / "01_procesmanager.ipynb").read_bytes()
    files = below(f"opdrachten/{NAME}/", work())
    files |= {"modules/01_procesmanager/01_procesmanager.ipynb": module}
    files |= {"modules/01_procesmanager/antwoorden.json": answers("module")}
    outcomes = take(course, zipped(tmp_path / "d.zip", below("jan/", files)), assignments=(NAME,))
    assert ("a", 1) == (text_of(course, good(outcomes)[0][0]), len(good(outcomes)))
    assert "geen opdracht, maar het notebook ‘01_procesmanager’" in reasons(outcomes)


def test_only_what_was_asked_for(course: Course, tmp_path: Path) -> None:
    """Work for another assignment stays where it is, and is told."""
    outcomes = take(course, zipped(tmp_path / "jan.zip", work(name=OTHER)), assignments=(NAME,))
    assert f"dit is opdracht ‘{OTHER}’" in reasons(outcomes)


# Two of one person


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_latest_by_its_own_time_wins(course: Course, tmp_path: Path, order: tuple[int, int]) -> None:
    """In whatever order they come; one that was collected is never thrown away."""
    first = zipped(tmp_path / "a.zip", slipped(at=NINE, text="vroeg"))
    second = zipped(tmp_path / "b.zip", slipped(at=TEN, text="laat"))
    for number in order:
        take(course, (first, second)[number])
    assert "laat" == text_of(course, "jan@x.nl")
    assert ({"vroeg"} if order == (0, 1) else set()) == earlier_texts(course, "jan@x.nl")


def test_collecting_again_changes_nothing(course: Course, tmp_path: Path) -> None:
    """A run that was broken off is simply given again."""
    place = zipped(tmp_path / "a.zip", slipped())
    take(course, place)
    before = {path: path.stat().st_mtime_ns for path in course.submitted.rglob("*") if path.is_file()}
    assert [("jan@x.nl", NAME, "same")] == good(take(course, place))
    after = {path: path.stat().st_mtime_ns for path in course.submitted.rglob("*") if path.is_file()}
    assert {p: t for p, t in before.items() if "lock" not in p.name} == {
        p: t for p, t in after.items() if "lock" not in p.name
    }


def test_a_moment_in_the_future_is_not_believed(course: Course, tmp_path: Path) -> None:
    """A wrong clock does not win from every later submission, and collecting again still changes nothing."""
    place = zipped(tmp_path / "a.zip", slipped(at="2999-01-01T00:00:00+00:00"))
    (outcome,) = take(course, place)
    assert "toekomst" in outcome.text
    assert [("jan@x.nl", NAME, "same")] == good(take(course, place))


def test_two_at_one_moment_are_left_to_the_instructor(course: Course, tmp_path: Path) -> None:
    """Different work with the same moment: the first stays, and it is told."""
    take(course, zipped(tmp_path / "a.zip", slipped(text="een")))
    assert "precies dit tijdstip" in reasons(take(course, zipped(tmp_path / "b.zip", slipped(text="twee"))))
    assert "een" == text_of(course, "jan@x.nl")


def test_names_that_differ_in_case_or_form_are_one_person(course: Course, tmp_path: Path) -> None:
    """On Windows and macOS they would be one folder."""
    for number, name in enumerate(("José@x.nl", "JOSÉ@X.NL", unicodedata.normalize("NFD", "josé@x.nl"))):
        take(course, zipped(tmp_path / f"{number}.zip", slipped(name, f"2026-01-0{number + 1}T09:00:00+00:00", name)))
    (folder,) = [path for path in course.submitted.iterdir() if path.is_dir()]
    assert 2 == len(earlier_texts(course, folder.name))


def test_two_people_of_one_name_stay_two(course: Course, tmp_path: Path) -> None:
    """The learning system's number tells them apart, in whatever order and however often they come."""
    files = {f"jansenjan_{number}_9_werk.zip": zip_bytes(work(str(number))) for number in (11, 22)}
    place = zipped(tmp_path / "d.zip", files)
    for _ in range(2):
        outcomes = take(course, place)
    assert {"jansenjan", "jansenjan (22)"} == {one[0] for one in good(outcomes)}
    assert ("11", "22") == (text_of(course, "jansenjan"), text_of(course, "jansenjan (22)"))


def test_a_slip_cannot_claim_another_participant(course: Course, tmp_path: Path) -> None:
    """In a learning system somebody signed in; what stands in their zip, or how it names files, does not count."""
    inside = below("vriespiet_1_2_x/", slipped("piet@x.nl"))
    take(course, zipped(tmp_path / "d.zip", {"jansenjan_3_4_werk.zip": zip_bytes(inside)}))
    assert ["jansenjan"] == [path.name for path in course.submitted.iterdir() if path.is_dir()]


# Files that mean harm


def with_member(name: str, data: bytes = b"x", **fields: Any) -> bytes:
    """A good submission of jan, and one member more."""
    buffer = io.BytesIO(zip_bytes(slipped()))
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        for field, value in fields.items():
            setattr(info, field, value)
        archive.writestr(info, data)
    return buffer.getvalue()


PATHS = ("../../x.ipynb", "/x/antwoorden.json", r"..\..\x.ipynb", r"C:\antwoorden.json", "a/../../x.ipynb", "C:x.zip")


@pytest.mark.parametrize("name", PATHS)
def test_a_path_that_leads_out_is_refused_and_the_rest_collected(course: Course, tmp_path: Path, name: str) -> None:
    """Nothing is written outside submitted/, and the good files in the same zip count."""
    before = listing(tmp_path)
    place = tmp_path / "d.zip"
    place.write_bytes(with_member(name, zip_bytes(work()) if name.endswith("zip") else b"{}"))
    outcomes = take(course, place)
    assert [("jan@x.nl", NAME, "new")] == good(outcomes)
    assert "buiten het zipbestand" in reasons(outcomes)
    outside = {path for path in listing(tmp_path) - before if course.submitted not in (path, *path.parents)}
    assert {place} == outside


def listing(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def test_a_link_in_a_zip_is_not_followed(course: Course, tmp_path: Path) -> None:
    """A link could show the instructor's own files as somebody's answers."""
    place = tmp_path / "d.zip"
    secret = laid_out(tmp_path, {"geheim.json": answers("geheim")}) / "geheim.json"
    mode = (stat.S_IFLNK | 0o777) << 16
    place.write_bytes(with_member("piet/antwoorden.json", str(secret).encode(), external_attr=mode, create_system=3))
    assert "koppeling" in reasons(take(course, place))
    assert not (course.submitted / "piet").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs rights there")
def test_a_link_in_a_folder_is_not_followed(course: Course, tmp_path: Path) -> None:
    """Neither one to a file, nor one to a folder, nor one in the place where work should come."""
    laid_out(tmp_path / "geheim", work("geheim"))
    post = laid_out(tmp_path / "post", {"jan/werk.zip": zip_bytes(slipped())})
    (post / "piet").mkdir()
    (post / "piet" / "antwoorden.json").symlink_to(tmp_path / "geheim" / "antwoorden.json")
    (post / "kees").symlink_to(tmp_path / "geheim")
    course.submitted.mkdir()
    (course.submitted / "jan@x.nl").symlink_to(tmp_path / "geheim")
    outcomes = take(course, post, assignments=(NAME,))
    assert [] == good(outcomes)
    assert 3 == reasons(outcomes).count("koppeling")
    assert {"antwoorden.json", f"{NAME}.ipynb"} == {path.name for path in (tmp_path / "geheim").iterdir()}


def bomb() -> bytes:
    """Answers of 300 MB in a third of a megabyte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{NAME}.ipynb", NOTEBOOK)
        with archive.open("antwoorden.json", "w") as file:
            for _ in range(30):
                file.write(bytes(10_000_000))
    return buffer.getvalue()


def nested(depth: int) -> bytes:
    data = zip_bytes(slipped("diep@x.nl"))
    for _ in range(depth):
        data = zip_bytes({"in.zip": data})
    return data


def encrypted() -> bytes:
    """A zip whose members say that they are encrypted."""
    data = bytearray(zip_bytes(work()))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 1)
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(zip_bytes(work()))
    data[60:90] = bytes(30)
    return bytes(data)


def wide() -> bytes:
    return zip_bytes({f"{number}.txt": b"" for number in range(300)})


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "bom": (bomb, "groter dan 20 MB"),
    "te diep": (lambda: nested(6), "te diep"),
    "wachtwoord": (encrypted, "wachtwoord"),
    "beschadigd": (damaged, "beschadigd"),
    "half": (lambda: zip_bytes(work())[:500], "geen zipbestand"),
    "leeg": (lambda: b"", "geen zipbestand"),
    "geen zip": (lambda: b"%PDF-1.4", "geen zipbestand"),
    "niets van ons": (lambda: zip_bytes({"vakantie.jpg": b"x"}), "hoort niet bij een opdracht"),
    "lege zip": (lambda: zip_bytes({}), ""),
    "veel": (wide, "en nog 295 andere bestanden"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_file_costs_only_itself(course: Course, tmp_path: Path, fault: str) -> None:
    """It is reported by name with its reason, and its neighbours are collected."""
    make, reason = BAD[fault]
    files = {"a_1_2_w.zip": zip_bytes(work("a")), "b_1_2_slecht.zip": make(), "c_1_2_w.zip": zip_bytes(work("c"))}
    for place in (zipped(tmp_path / "d.zip", files), laid_out(tmp_path / "d", files)):
        outcomes = take(course, place)
        assert ["a", "c"] == [one[0] for one in good(outcomes)]
        assert reason in reasons(outcomes)
        assert not reason or "b_1_2_slecht.zip" in reasons(outcomes)


def test_the_number_of_files_is_limited(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip with millions of members takes no more time or memory than its limit."""
    monkeypatch.setattr(unpack, "MAX_MEMBERS", 100)
    assert "meer dan 100 bestanden" in reasons(take(course, zipped(tmp_path / "jan.zip", {"in.zip": wide()})))


NAMES = {
    "Żółw Ünïcødé": "Żółw Ünïcødé",
    "李小龍": "李小龍",
    "محمد": "محمد",
    "Zoë 👩‍💻": "Zoë 👩💻",
    "a\u202egnp.exe": "agnp.exe",
    "CON": "CON-",
    "nul.txt": "nul-.txt",
    "com1": "com1-",
    "  .verborgen. ": "verborgen",
    'a/b\\c:d*e?f"g<h>i|j+k': "a-b-c-d-e-f-g-h-i-j-k",
    "..": "",
    "\x00\x1f": "",
    "x" * 300: "x" * 100,
    "é" * 300: "é" * 50,
}


@pytest.mark.parametrize("typed", NAMES)
def test_every_name_becomes_a_name_that_every_system_can_hold(course: Course, tmp_path: Path, typed: str) -> None:
    """Letters of all languages stay; what a disk or a terminal could stumble over goes."""
    assert NAMES[typed] == safe_name(typed)
    take(course, zipped(tmp_path / "werk.zip", slipped(typed, name="")))
    made = [path.name for path in course.submitted.iterdir() if path.is_dir()]
    assert [NAMES[typed] or "werk"] == made


@pytest.mark.parametrize(
    "slip", [b"", b"[]", b"{", b'{"assignment": ["x"], "at": 3}', b"[" * 100_000, b'{"at": "gisteren"}', b"\xff"]
)
def test_a_damaged_slip_counts_as_none(course: Course, tmp_path: Path, slip: bytes) -> None:
    """The rest of the zip is still good."""
    outcomes = take(course, zipped(tmp_path / "jan.zip", work() | {"inlevering.json": slip}))
    assert ["jan"] == [one[0] for one in good(outcomes)]


def test_damaged_answers_are_collected_as_they_are(course: Course, tmp_path: Path) -> None:
    """Grading reports them; collecting judges nothing."""
    take(course, zipped(tmp_path / "jan.zip", work() | {"antwoorden.json": b"{kapot"}))
    assert b"{kapot" == (course.submitted / "jan" / NAME / "antwoorden.json").read_bytes()


def test_five_hundred_participants(course: Course, tmp_path: Path) -> None:
    """All come in, each with their own answers."""
    one = {number: zip_bytes({"antwoorden.json": answers(str(number))}) for number in range(500)}
    files = {f"d{number}_{number}_1_werk.zip": data for number, data in one.items()}
    outcomes = take(course, zipped(tmp_path / "d.zip", files), assignments=(NAME,))
    assert 500 == len(good(outcomes))
    assert [str(number) for number in range(500)] == [text_of(course, f"d{number}") for number in range(500)]


# Whole or not at all


@pytest.mark.parametrize("moment_of_death", range(8))
def test_a_kill_at_any_moment_loses_nothing(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment_of_death: int
) -> None:
    """After a kill in the middle of replacing, both versions are there, and the next run finishes."""
    take(course, zipped(tmp_path / "a.zip", slipped(at=NINE, text="vroeg")))
    later = zipped(tmp_path / "b.zip", slipped(at=TEN, text="laat"))
    with monkeypatch.context() as dying:
        steps = iter(range(100))

        def step(real: Callable[..., Any]) -> Callable[..., Any]:
            def run(*args: Any, **kwargs: Any) -> Any:
                if next(steps) == moment_of_death:
                    raise KeyboardInterrupt
                return real(*args, **kwargs)

            return run

        dying.setattr(shelf, "write_atomic", step(shelf.write_atomic))
        dying.setattr(shelf, "patiently", step(shelf.patiently))
        try:
            take(course, later)
        except KeyboardInterrupt:
            assert moment_of_death < 6
    assert any(b'"vroeg"' in path.read_bytes() for path in course.submitted.rglob("antwoorden.json"))
    take(course, later)
    assert ("laat", {"vroeg"}) == (text_of(course, "jan@x.nl"), earlier_texts(course, "jan@x.nl"))
    assert not list(course.submitted.glob("*/.bezig*"))


def test_a_full_disk_is_told_and_loses_nothing(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there stays."""
    take(course, zipped(tmp_path / "a.zip", slipped(at=NINE, text="vroeg")))

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf, "write_atomic", full)
    assert "niet te bewaren" in reasons(take(course, zipped(tmp_path / "b.zip", slipped(at=TEN, text="laat"))))
    assert "vroeg" == text_of(course, "jan@x.nl")


# The commands


def test_the_command_sorts_out_assignments_and_places(course: Course, tmp_path: Path) -> None:
    """What the course has as an assignment is one; anything else must exist."""
    place = zipped(tmp_path / "a.zip", slipped())
    assert ((NAME,), (place,)) == sorted_out(course, [NAME, str(place)])
    assert ((OTHER, NAME), ()) == sorted_out(course, [])
    with pytest.raises(CourseError, match=r"geen zipbestand of map, en ook geen opdracht.*procesmanager"):
        sorted_out(course, ["procesmanger"])


def test_the_command_ends_with_a_count(course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What asks attention comes first; the exit code says whether there is any."""
    good_one, bad_one = zipped(tmp_path / "a.zip", slipped()), laid_out(tmp_path, {"b.zip": b"x"}) / "b.zip"
    assert 0 == cli.main(["collect", str(good_one)])
    assert 1 == cli.main(["collect", str(good_one), str(bad_one)])
    said = capsys.readouterr().out
    assert "1 nieuw ingezameld" in said
    assert "1 al eerder ingezameld" in said
    assert "Niet gebruikt: b.zip: dit is geen zipbestand" in said


def test_no_escape_codes_reach_the_terminal(course: Course, tmp_path: Path) -> None:
    """A name in a zip cannot repaint the instructor's screen."""
    outcomes = take(course, zipped(tmp_path / "d.zip", {"\x1b[2Jevil\n.docx": b"x"}))
    assert all(line.isprintable() for line in lines(outcomes))


@pytest.mark.parametrize("verb", ["collect", "release"])
def test_outside_a_course_folder_it_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    """No traceback and nothing made."""
    monkeypatch.chdir(tmp_path)
    assert 2 == cli.main([verb])
    assert "nbgrader_config.py ontbreekt" in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())


def test_without_an_exchange_places_are_asked_for(course: Course) -> None:
    """Collecting from nowhere says what to give."""
    with pytest.raises(CourseError, match="Er is geen exchange"):
        take(course)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-03-10-15-00", datetime(2026, 11, 3, 10, 15)),
        ("Nov 3, 2026 1015 AM", datetime(2026, 11, 3, 10, 15)),
        ("Nov 3, 2026 1215 AM", datetime(2026, 11, 3, 0, 15)),
        ("Mar 13, 2026 115 PM", datetime(2026, 3, 13, 13, 15)),
        ("3 mei 2026 09:05", datetime(2026, 5, 3, 9, 5)),
        ("31 maart, 2026 1705", datetime(2026, 3, 31, 17, 5)),
        ("Foo 3, 2026 1015 AM", None),
        ("2026-13-45-10-15-00", None),
        ("", None),
    ],
)
def test_moments_in_names(text: str, expected: datetime | None) -> None:
    """The forms in which learning systems write a moment, and what is none."""
    assert (expected.astimezone() if expected else None) == moment(text)


@pytest.mark.parametrize("name", ["werk.zip", "procesmanager Jan 2026-11-03 10.15.00.zip", "a_b_c.zip", "1_2.zip", ""])
def test_names_that_say_nothing(name: str) -> None:
    """An ordinary name is not taken for one that a system gave."""
    assert read_name(name, compiled()) is None
