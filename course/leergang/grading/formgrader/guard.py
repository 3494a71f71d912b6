"""What leaves the server under formgrader's addresses: only scripts of ours run, and no handed-in file is shown.

Templates escape what participants wrote. Should one ever be forgotten, the browser itself still refuses to run it: a
script needs a number that is drawn anew for each server, and that no participant knows.
"""

import json
import secrets
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from leergang.errors import CourseError
from leergang.grading.course import Course
from leergang.grading.feedback import make_feedback

NONCE = secrets.token_urlsafe(18)
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'nonce-{NONCE}'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)
COURSE = "leergang_course"  # where the handlers find it among the server's settings
_FEEDBACK = r"/formgrader/api/assignment/([^/]+)(?:/([^/]+))?/generate_feedback"
_ACTIONS = r"(?:next_incorrect|prev_incorrect|next|prev)"
_FILES = rf"/formgrader/submissions/(?!components/)[^/]+/(?!{_ACTIONS}/?$).+"


class NoFiles(JupyterHandler):
    """A file out of a submission, which nbgrader would serve as it is: a page in it would act as the instructor."""

    @web.authenticated
    def get(self) -> None:
        """Refuse, and say where the file is."""
        raise web.HTTPError(403, "Bestanden van deelnemers worden hier niet getoond. Ze staan in de map ‘autograded’.")


class Feedback(JupyterHandler):
    """The button that makes feedback: our pages, where nbgrader would make its own."""

    @web.authenticated
    def post(self, assignment: str, participant: str | None = None) -> None:
        """Answer as nbgrader does: whether it worked, and what to show."""
        try:
            report = make_feedback(self.settings[COURSE], [assignment], [participant] if participant else [])
            self.write(json.dumps({"success": not report.faults, "log": "\n".join(report.lines())}))
        except CourseError as error:
            self.write(json.dumps({"success": False, "log": str(error)}))


class Policy(web.OutputTransform):
    """Adds the policy to every page of formgrader."""

    def __init__(self, request: Any) -> None:
        self._ours = "/formgrader" in request.path
        self._data = "/formgrader/api/" in request.path

    def transform_first_chunk(
        self, status_code: int, headers: Any, chunk: bytes, finishing: bool
    ) -> tuple[int, Any, bytes]:
        """Called by tornado before the headers go out."""
        if self._ours:
            headers["Content-Security-Policy"] = POLICY
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "no-referrer"
        if self._data:
            headers["Content-Type"] = "text/plain; charset=UTF-8"  # nbgrader calls its data HTML
        return status_code, headers, chunk


def watch(application: Any, course: Course) -> None:
    """Guard a server's web application. Call it before formgrader adds its own addresses: the first one counts."""
    base = application.settings["base_url"]
    application.settings[COURSE] = course
    application.add_handlers(
        ".*$", [(url_path_join(base, _FILES), NoFiles), (url_path_join(base, _FEEDBACK), Feedback)]
    )
    application.add_transform(Policy)
