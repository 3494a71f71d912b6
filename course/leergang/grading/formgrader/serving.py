"""Starts a server for the desk, in this process, without reading or changing the instructor's own Jupyter settings."""

import os
import secrets
from typing import Any

from leergang.grading.course import Course
from leergang.grading.formgrader import cohort_page
from leergang.lab import log_to, point_jupyter_at, stay
from leergang.workspace import HIDDEN

PAGE = "/formgrader/gradebook"
FIRST_PORT = 8950
EXTENSIONS = {
    "leergang.grading.formgrader": True,
    "nbgrader.server_extensions.formgrader": True,
} | cohort_page.EXTENSION


def serve(course: Course, browser: bool, port: int | None) -> None:
    """Stay until Ctrl+C. Raises CourseError when the port is taken."""
    from jupyter_server.serverapp import ServerApp
    from traitlets.config import Config

    from leergang import running

    if port is not None:
        running.require_free(port)
    hidden = course.root / HIDDEN
    point_jupyter_at(hidden)
    os.chdir(course.root)  # nbgrader looks for the course where it stands

    class DeskServer(ServerApp):
        """A server that reads no configuration files."""

        config_file_paths: list[str] = []  # noqa: RUF012

    server = DeskServer.instance(jpserver_extensions=EXTENSIONS, config=Config(_configuration(course, browser, port)))
    server.no_browser_open_file = True
    server.initialize(argv=[], find_extensions=False)
    cohort_page.keep_empty(server)
    log_to(hidden / "logboek.txt", server.log)
    base = server.connection_url.removesuffix(PAGE)
    pages = {"Beoordelen": PAGE, "De groep in beeld": cohort_page.PAGE}
    opened = [f"{name}: {running.address(base, page, server.identity_provider.token)}" for name, page in pages.items()]
    stay(server, opened, "Gestopt. Alle punten en opmerkingen zijn bewaard.")


def _configuration(course: Course, browser: bool, port: int | None) -> dict[str, dict[str, Any]]:
    cohort = cohort_page.settings(course)
    own: dict[str, dict[str, Any]] = {
        "ServerApp": {
            "root_dir": str(course.root),
            "ip": "127.0.0.1",
            "port": FIRST_PORT if port is None else port,
            "port_retries": 50 if port is None else 0,
            "open_browser": browser,
            "use_redirect_file": False,
            "default_url": PAGE,
            "answer_yes": True,
            "allow_root": True,
            "log_level": "WARN",
            "terminals_enabled": False,
        }
        | cohort.pop("ServerApp"),
        "IdentityProvider": {
            "token": secrets.token_hex(24),
            "cookie_options": {"path": "/"},  # nbgrader's pages would keep it to their own folder
        },
    }
    return own | cohort
