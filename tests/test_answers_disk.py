"""What the machine can do to the answers: kill, full disk, no rights, other processes. Nothing saved is lost."""

import errno
import json
import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tiny_disk import filled, tiny_disk

from leergang import atomic, locking
from leergang.answers import AnswerBook, AnswerNotSaved
from leergang.atomic import write_atomic

FILE = "antwoorden.json"
UNSAVED = "nog niet opgeslagen"
posix_only = pytest.mark.skipif(os.name != "posix", reason="needs POSIX rights and links")


def run(code: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: "subprocess.Popen[str]") -> str:
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    return out


def values(folder: Path) -> dict[str, Any]:
    return {key: raw["value"] for key, raw in json.loads((folder / FILE).read_bytes())["answers"].items()}


def value_of(book: AnswerBook, exercise_id: str) -> Any:
    entry = book.get(exercise_id)
    assert entry is not None
    return entry.value


def temporary_files(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.endswith(".tmp")]


# A kill at any moment

KILLED = """
import os, sys
from pathlib import Path
import filelock
from leergang.answers import AnswerBook

folder, last = Path(sys.argv[1]), int(sys.argv[2])
steps = 0

def counted(name):
    real = getattr(os, name)
    def step(*arguments, **keywords):
        global steps
        steps += 1
        if steps == last:
            if name == "write":
                real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            os._exit(9)
        return real(*arguments, **keywords)
    setattr(os, name, step)

for name in ("open", "write", "fsync", "fstat", "fchmod", "close", "replace", "rename", "unlink"):
    if hasattr(os, name):
        counted(name)
AnswerBook(folder).put("keuze", "nieuw" * 1000)
os._exit(0)
"""


def kill_at_each_step(tmp_path: Path, before: bytes) -> Iterator[Path]:
    """A folder for each step at which a process that saves can be killed."""
    for step in range(1, 60):
        folder = tmp_path / str(step)
        folder.mkdir()
        (folder / FILE).write_bytes(before)
        process = run(KILLED, folder, step)
        _, err = process.communicate(timeout=60)
        assert err == ""
        yield folder
        if process.returncode == 0:
            assert step > 8, "the steps of a save were not counted"
            return
        assert process.returncode == 9
    raise AssertionError("a save has no end")


def test_a_kill_at_any_step_leaves_the_old_or_the_new_file_whole(tmp_path: Path) -> None:
    """Whatever the step, the file is one of the two versions, the next save works and no rubbish stays behind."""
    old, outcomes = {"keuze": "oud", "ander": "blijft"}, []
    AnswerBook(tmp_path).put("keuze", "oud")
    AnswerBook(tmp_path).put("ander", "blijft")
    for folder in kill_at_each_step(tmp_path, (tmp_path / FILE).read_bytes()):
        outcomes.append(values(folder)["keuze"])
        assert values(folder) in (old, {**old, "keuze": "nieuw" * 1000})
        assert AnswerBook(folder).notice is None
        AnswerBook(folder).put("later", 1)
        assert values(folder)["later"] == 1
        assert temporary_files(folder) == []
    assert {"oud", "nieuw" * 1000} == set(outcomes)


def test_a_kill_at_any_step_of_setting_aside_keeps_the_damaged_file(tmp_path: Path) -> None:
    """Its bytes are always there under one of the two names, and the next save works."""
    damaged = b'{"format": 1, "answers": {"keu'
    for folder in kill_at_each_step(tmp_path, damaged):
        AnswerBook(folder).put("later", 1)
        assert [damaged] == [path.read_bytes() for path in folder.glob("antwoorden (*).json")]
        assert values(folder)["later"] == 1


# Several processes

HAMMER = """
import sys, time
from pathlib import Path
from leergang.answers import AnswerBook
folder, name = Path(sys.argv[1]), sys.argv[2]
book = AnswerBook(folder)
(folder / f"klaar-{name}").touch()
while len(list(folder.glob("klaar-*"))) < 2:
    time.sleep(0.001)
for number in range(200):
    book.put(f"{name}-{number}", number)
    time.sleep(0.0005)
print(book.notice)
"""


def test_two_processes_lose_nothing_of_each_other(tmp_path: Path) -> None:
    """Two tabs that save 200 answers each at the same time end with 400 answers."""
    for process in [run(HAMMER, tmp_path, name) for name in "ab"]:
        assert finish(process) == "None\n"
    assert {f"{name}-{number}": number for name in "ab" for number in range(200)} == values(tmp_path)


SAME = """
import sys
from pathlib import Path
from leergang.answers import AnswerBook
book = AnswerBook(Path(sys.argv[1]))
told = []
book.subscribe("keuze", lambda entry: told.append(entry.value))
print(book.get("keuze"), flush=True)
for line in sys.stdin:
    command, _, value = line.strip().partition(" ")
    if command == "put":
        book.put("keuze", value, origin=None)
    print(book.get("keuze").value, told, flush=True)
"""


def ask(process: "subprocess.Popen[str]", line: str = "") -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    if line:
        process.stdin.write(line + "\n")
        process.stdin.flush()
    return process.stdout.readline().strip()


def test_two_processes_with_the_same_exercise_keep_what_the_other_had_not_seen(tmp_path: Path) -> None:
    """The last one stands, the unseen one is in the file, and the other tab hears of it."""
    command = [sys.executable, "-c", SAME, str(tmp_path)]
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as one,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other,
    ):
        assert (ask(one), ask(other)) == ("None", "None")
        assert ask(one, "put een") == "een ['een']"
        assert ask(other, "put twee") == "twee ['twee']"
        assert ask(one, "get") == "twee ['een', 'twee']"
    raw = json.loads((tmp_path / FILE).read_bytes())["answers"]["keuze"]
    assert (raw["value"], [old["value"] for old in raw["earlier"]]) == ("twee", ["een"])


HOLD = """
import sys
from pathlib import Path
from leergang.locking import locked
with locked(Path(sys.argv[1])):
    print("vast", flush=True)
    sys.stdin.read()
"""


def test_a_lock_that_stays_held_is_told_and_the_answer_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the wait the participant hears it; the answer is still shown and goes along with the next save."""
    assert locking.LOCK_SECONDS == 5.0
    monkeypatch.setattr(locking, "LOCK_SECONDS", 0.2)
    book = AnswerBook(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "vast\n"
        begin = time.monotonic()
        with pytest.raises(AnswerNotSaved, match=r"houdt antwoorden\.json bezet"):
            book.put("a", 1)
        assert time.monotonic() - begin < 3
        (tmp_path / FILE).write_bytes(b"kapot")
        assert "bezet" in str(book.notice)
        assert (tmp_path / FILE).read_bytes() == b"kapot"
    assert value_of(book, "a") == 1
    book.put("b", 2)
    assert values(tmp_path) == {"a": 1, "b": 2}


# A disk that refuses


def failing(code: int) -> Any:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("function", ["write", "fsync"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_disk_that_refuses_leaves_the_file_and_keeps_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, code: int
) -> None:
    """The old file stays whole, no rubbish stays behind, and the answer goes along once there is room."""
    book, told = AnswerBook(tmp_path), []
    book.put("a", "oud")
    book.subscribe("a", lambda entry: told.append(entry.value))
    before = (tmp_path / FILE).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, function, failing(code))
        with pytest.raises(AnswerNotSaved, match=UNSAVED) as refused:
            book.put("a", "nieuw", checked=True)
    assert ("De schijf is vol" in str(refused.value)) == (code != errno.EIO)
    assert (before, []) == ((tmp_path / FILE).read_bytes(), temporary_files(tmp_path))
    shown = book.get("a")
    assert shown is not None
    assert (shown.value, shown.checked, told) == ("nieuw", True, ["nieuw"])
    book.put("b", 2)
    assert values(tmp_path) == {"a": "nieuw", "b": 2}
    assert shown == AnswerBook(tmp_path).get("a")


def test_an_answer_that_waits_does_not_wipe_out_what_another_saved_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The waiting one is the participant's last; the other's is kept under "earlier" and is no news here."""
    book, told = AnswerBook(tmp_path), []
    book.subscribe("a", lambda entry: told.append(entry.value))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(errno.ENOSPC))
        with pytest.raises(AnswerNotSaved):
            book.put("a", "wacht")
    AnswerBook(tmp_path).put("a", "van een ander")
    book.put("b", 1)
    raw = json.loads((tmp_path / FILE).read_bytes())["answers"]["a"]
    assert (raw["value"], [old["value"] for old in raw["earlier"]]) == ("wacht", ["van een ander"])
    assert told == ["wacht"]


def test_changing_a_list_does_not_change_an_answer_that_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be saved is later saved as the participant gave it."""
    book = AnswerBook(tmp_path)
    book.subscribe("a", lambda entry: entry.value.append(2))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(errno.ENOSPC))
        with pytest.raises(AnswerNotSaved):
            book.put("a", [1])
    value_of(book, "a").append(3)
    book.put("b", 1)
    assert values(tmp_path)["a"] == [1]


def test_a_truly_full_disk(tmp_path: Path) -> None:
    """On a disk of 64 kB the file stays whole, and saving works again with room."""
    with tiny_disk(tmp_path / "schijf", "64k") as disk:
        book = AnswerBook(disk)
        book.put("a", "x" * 20_000)
        with filled(disk):
            with pytest.raises(AnswerNotSaved, match="De schijf is vol"):
                book.put("b", "y" * 100)
            assert (values(disk), temporary_files(disk)) == ({"a": "x" * 20_000}, [])
        book.put("c", 1)
        assert values(disk) == {"a": "x" * 20_000, "b": "y" * 100, "c": 1}


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """A folder of an ordinary user, whom rights bind; root may do everything."""
    if os.name != "posix":
        pytest.skip("needs POSIX rights")
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # pytest's own folders are closed to others
        if root:
            os.chown(name, 65534, 65534)
            os.seteuid(65534)
        try:
            yield Path(name)
        finally:
            if root:
                os.seteuid(0)
            os.chmod(name, 0o700)


def test_a_folder_without_write_permission(ordinary_user: Path) -> None:
    """Reading works, saving says where and what to do, and the answer is saved once it is permitted."""
    book = AnswerBook(ordinary_user)
    book.put("a", 1)
    ordinary_user.chmod(0o555)
    assert value_of(AnswerBook(ordinary_user), "a") == 1
    with pytest.raises(AnswerNotSaved, match="mag de leergang niet lezen of schrijven") as refused:
        book.put("b", 2)
    assert str(ordinary_user) in str(refused.value)
    assert values(ordinary_user) == {"a": 1}
    ordinary_user.chmod(0o755)
    book.put("c", 3)
    assert values(ordinary_user) == {"a": 1, "b": 2, "c": 3}


def test_a_damaged_file_that_cannot_be_set_aside_stays(ordinary_user: Path) -> None:
    """In a folder without write permission the notice tells it, and the file is not touched."""
    (ordinary_user / FILE).write_bytes(b"kapot")
    ordinary_user.chmod(0o555)
    book = AnswerBook(ordinary_user)
    assert book.get("a") is None
    assert "niet te lezen" in str(book.notice)
    with pytest.raises(AnswerNotSaved):
        book.put("a", 1)
    assert (ordinary_user / FILE).read_bytes() == b"kapot"


def test_a_file_that_may_not_be_read_is_not_taken_for_damaged(ordinary_user: Path) -> None:
    """It stays in its place, saving is refused, and afterwards everything is there."""
    AnswerBook(ordinary_user).put("a", 1)
    (ordinary_user / FILE).chmod(0o000)
    book = AnswerBook(ordinary_user)
    assert book.get("a") is None
    assert "niet te lezen" in str(book.notice)
    with pytest.raises(AnswerNotSaved, match="mag de leergang niet lezen"):
        book.put("b", 2)
    (ordinary_user / FILE).chmod(0o644)
    book.put("c", 3)
    assert (values(ordinary_user), book.notice) == ({"a": 1, "b": 2, "c": 3}, None)


# Something else in the file's place


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    """The message names it and says what to do; the folder is not touched."""
    (tmp_path / FILE).mkdir()
    (tmp_path / FILE / "iets").touch()
    book = AnswerBook(tmp_path)
    assert book.get("a") is None
    assert "is een map" in str(book.notice)
    with pytest.raises(AnswerNotSaved, match="een andere naam"):
        book.put("a", 1)
    assert (tmp_path / FILE / "iets").exists()
    (tmp_path / FILE).rename(tmp_path / "elders")
    book.put("b", 2)
    assert (values(tmp_path), book.notice) == ({"a": 1, "b": 2}, None)


@posix_only
@pytest.mark.parametrize("there", [True, False])
def test_a_link_in_the_place_of_the_file(tmp_path: Path, there: bool) -> None:
    """Handed-in work cannot point at a file elsewhere: it is neither read, nor written, nor replaced."""
    target = tmp_path / "elders.json"
    if there:
        target.write_text(
            '{"format": 1, "answers": {"a": {"value": 5, "checked": false, "at": "2026-01-01T00:00:00Z"}}}'
        )
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / FILE).symlink_to(target)
    book = AnswerBook(tmp_path / "map")
    assert book.get("a") is None
    assert "koppeling" in str(book.notice)
    with pytest.raises(AnswerNotSaved, match="koppeling"):
        book.put("b", 1)
    assert (tmp_path / "map" / FILE).is_symlink()
    assert there == (target.exists() and '"value": 5' in target.read_text())


@posix_only
def test_a_pipe_in_the_place_of_the_file_does_not_hang(tmp_path: Path) -> None:
    """Anything but an ordinary file is refused before it is opened."""
    os.mkfifo(tmp_path / FILE)
    with pytest.raises(AnswerNotSaved, match="geen gewoon bestand"):
        AnswerBook(tmp_path).put("a", 1)


# The atomic write itself


def test_a_virus_scanner_that_lets_go_in_time_is_not_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows replacing fails while another program reads the file; a few short tries get through."""
    real, refusals = os.replace, [1, 2, 3]

    def replace(*arguments: Any) -> None:
        if refusals:
            refusals.pop()
            raise PermissionError(errno.EACCES, "in use")
        real(*arguments)

    monkeypatch.setattr(os, "replace", replace)
    write_atomic(tmp_path / "a", b"nieuw")
    assert ((tmp_path / "a").read_bytes(), refusals) == (b"nieuw", [])


def test_a_program_that_does_not_let_go_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tries end, the temporary file is removed, the old file stays and the answer is kept."""
    book = AnswerBook(tmp_path)
    book.put("a", 1)
    monkeypatch.setattr(atomic, "_PAUSES", (0.001, 0.001))
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing(errno.EACCES))
        with pytest.raises(AnswerNotSaved, match=r"sluit het programma dat antwoorden\.json vasthoudt"):
            book.put("a", 2)
    assert (values(tmp_path), temporary_files(tmp_path)) == ({"a": 1}, [])
    book.put("b", 3)
    assert values(tmp_path) == {"a": 2, "b": 3}


def test_a_write_in_small_pieces_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system may take fewer bytes than it was given."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data)[:7]))
    write_atomic(tmp_path / "a", b"0123456789" * 10)
    assert (tmp_path / "a").read_bytes() == b"0123456789" * 10


def test_the_data_are_on_the_disk_before_they_get_their_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a power cut the name must not point at an empty file; the folder follows."""
    steps: list[str] = []

    def noted(name: str) -> Any:
        real = getattr(os, name)

        def step(*arguments: Any) -> Any:
            steps.append(name)
            return real(*arguments)

        return step

    for name in ("write", "fsync", "replace"):
        monkeypatch.setattr(os, name, noted(name))
    write_atomic(tmp_path / "a", b"x")
    assert steps[:3] == ["write", "fsync", "replace"]
    assert os.name == "nt" or steps[3:] == ["fsync"]


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS])
def test_a_file_system_without_fsync_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Some network drives and the browser cannot; the file is written all the same."""
    monkeypatch.setattr(os, "fsync", failing(code))
    write_atomic(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"


@posix_only
def test_who_could_read_the_file_still_can(tmp_path: Path) -> None:
    """A new file has the rights that any new file gets, a replaced one those of the old."""
    (tmp_path / "gewoon").touch()
    write_atomic(tmp_path / "a", b"1")
    assert (tmp_path / "gewoon").stat().st_mode == (tmp_path / "a").stat().st_mode
    (tmp_path / "a").chmod(0o664)
    write_atomic(tmp_path / "a", b"2")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o664


def test_only_leftovers_of_this_file_are_removed(tmp_path: Path) -> None:
    """A killed writer's temporary file goes with the next save, another's file does not."""
    (tmp_path / f".{FILE}.0123abcd.tmp").touch()
    (tmp_path / ".notities.0123abcd.tmp").touch()
    AnswerBook(tmp_path).put("a", 1)
    assert temporary_files(tmp_path) == [".notities.0123abcd.tmp"]
