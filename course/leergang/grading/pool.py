"""Workers in parallel: hands each submission to a confined process, and never waits for one for ever.

A thread per worker keeps its process fed. A worker that dies or takes too long costs one submission, and is replaced.
"""

import queue
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from leergang.grading import sandbox
from leergang.grading.assignment import Assignment
from leergang.grading.marks import Mark, mark_of
from leergang.grading.submission import Submission, read_submission
from leergang.grading.worker import encoded, receive, send

SECONDS = 30.0  # for one submission, which takes a hundredth of a second


@dataclass(frozen=True)
class Task:
    """One submission to grade. ``before`` is the mark of the copy that is there; ``again`` grades it all the same."""

    student: str
    folder: Path
    assignment: Assignment
    before: Mark | None = None
    again: bool = False


@dataclass(frozen=True)
class Graded:
    """What came of one submission. Without ``copy`` it could not be graded, and the remarks say why; or it was done."""

    task: Task
    submission: Submission
    mark: Mark
    points: dict[str, float | None] = field(default_factory=dict)
    done: bool = False
    usable: bool = False
    copy: str = ""
    answers: str = ""
    remarks: tuple[str, ...] = ()


class Worker:
    """One process, started when it is first needed and again after it was lost."""

    def __init__(self, readable: list[Path]) -> None:
        self._command = sandbox.command(["-m", "leergang.grading.worker"], readable)
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send a request and wait for its reply. Raises EOFError, OSError or ValueError when none comes."""
        process = self._running()
        watchdog = threading.Timer(SECONDS, process.kill)
        watchdog.start()
        try:
            send(cast(BinaryIO, process.stdin), request)
            return receive(cast(BinaryIO, process.stdout))
        except (EOFError, OSError, ValueError):
            self.close()
            raise
        finally:
            watchdog.cancel()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process:
            self._process.kill()
            with suppress(OSError):
                self._process.communicate()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own worker
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=sandbox.environment(),
                cwd=sys.prefix,
            )
        return self._process


def grade_all(tasks: Iterable[Task], jobs: int, readable: list[Path]) -> Iterator[Graded]:
    """Grade in parallel; results come as they are ready. Holds a few submissions at a time in memory, never all."""
    waiting: queue.Queue[Task | None] = queue.Queue(2 * jobs)
    ready: queue.Queue[Graded | None] = queue.Queue(2 * jobs)
    stopped = threading.Event()
    threads = [threading.Thread(target=_work, args=(waiting, ready, readable), daemon=True) for _ in range(jobs)]
    feeder = threading.Thread(target=_feed, args=(iter(tasks), waiting, jobs, stopped), daemon=True)
    for thread in (feeder, *threads):
        thread.start()
    running = jobs
    try:
        while running:
            graded = ready.get()
            if graded is None:
                running -= 1
            else:
                yield graded
    finally:
        stopped.set()
        while running:  # broken off: let the threads find that nobody waits for them
            running -= ready.get() is None


def _feed(tasks: Iterator[Task], waiting: "queue.Queue[Task | None]", jobs: int, stopped: threading.Event) -> None:
    for task in tasks:
        if stopped.is_set():
            break
        waiting.put(task)
    for _ in range(jobs):
        waiting.put(None)


def _work(waiting: "queue.Queue[Task | None]", ready: "queue.Queue[Graded | None]", readable: list[Path]) -> None:
    worker = Worker(readable)
    try:
        while (task := waiting.get()) is not None:
            ready.put(_graded(task, worker))
    finally:
        worker.close()
        ready.put(None)


def _graded(task: Task, worker: Worker) -> Graded:
    assignment = task.assignment
    submission = read_submission(task.folder, assignment.name)
    mark = mark_of(assignment.hash, submission)
    if mark == task.before and not task.again:
        return Graded(task, submission, mark, done=True)
    request = {
        "source": str(assignment.source),
        "key": str(assignment.key),
        "answers": encoded(submission.answers),
        "notebook": encoded(submission.notebook),
    }
    try:
        return _checked(task, submission, mark, worker.ask(request))
    except (EOFError, OSError, ValueError, KeyError, TypeError) as error:
        why = "kostte te veel tijd of geheugen" if isinstance(error, EOFError | OSError) else "gaf geen uitkomst"
        remark = f"Niet nagekeken: de inlevering {why}. Er zijn geen punten geboekt; lees haar zelf."
        return Graded(task, submission, mark, remarks=(*submission.remarks, remark))


def _checked(task: Task, submission: Submission, mark: Mark, reply: dict[str, Any]) -> Graded:
    """A reply as a result. A worker read what a stranger wrote, so its word is checked. Raises ValueError."""
    exercises = task.assignment.content.exercises
    points = {name: _within(reply["points"][name], one.points) for name, one in exercises.items()}
    texts = (*submission.remarks, *reply["remarks"])
    if not all(isinstance(one, str) for one in (reply["copy"], reply["answers"], *texts)):
        raise ValueError("geen tekst")
    usable = reply["usable"] is True and not submission.unread
    return Graded(task, submission, mark, points, False, usable, reply["copy"], reply["answers"], texts)


def _within(points: Any, most: int) -> float | None:
    if points is None:
        return None
    if isinstance(points, bool) or not isinstance(points, int | float) or not 0 <= points <= most:
        raise ValueError("geen punten")
    return float(points)
