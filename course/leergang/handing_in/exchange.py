"""Handing in through nbgrader's exchange: a folder that instructor and participants share, on one Linux machine.

Whether there is one is found out without nbgrader, whose import takes seconds.
"""

import os
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

COURSE = "leergang-alliantiemanagement"
ROOT = "/usr/local/share/nbgrader/exchange"  # nbgrader's own default


class RefusedError(Exception):
    """The exchange did not take it; the text is the reason."""


def available(assignment: str) -> Path | None:
    """The exchange, when it takes this assignment: nbgrader is there, it was handed out, and we may write in it."""
    if sys.platform == "win32" or find_spec("nbgrader") is None:
        return None
    config = _config()
    course = exchange_root(config) / _course_id(config)
    open_for_us = os.access(course / "inbound", os.W_OK | os.X_OK) and (course / "outbound" / assignment).is_dir()
    return course.parent if open_for_us else None


def send(files: Mapping[str, bytes], assignment: str) -> None:
    """Hand these files in, and nothing else that stands in the participant's folder. Raises RefusedError."""
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeError, ExchangeFactory

    config = _config()
    with tempfile.TemporaryDirectory(prefix="leergang-") as made:
        folder = Path(made) / assignment
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        course = CourseDirectory(config=config, assignment_id=assignment, course_id=_course_id(config))
        submit = ExchangeFactory(config=config).Submit
        step = submit(coursedir=course, authenticator=Authenticator(config=config), config=config, assignment_dir=made)
        try:
            step.start()
        except (ExchangeError, OSError) as error:
            raise RefusedError(str(error)) from error


def exchange_root(config: Any) -> Path:
    """Where the exchange stands, or would stand."""
    return Path(config.get("Exchange", {}).get("root", ROOT))


def _course_id(config: Any) -> str:
    return str(config.get("CourseDirectory", {}).get("course_id", COURSE))


def _config() -> Any:
    """What this machine is told about nbgrader; a participant has no course folder of their own."""
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config import Application

    reader = Application()
    reader.load_config_file("nbgrader_config", path=jupyter_config_path())
    return reader.config
