"""The desk: nbgrader's formgrader with pages on which nothing that a participant wrote can act.

This package is a server extension beside nbgrader's own. It replaces nothing in nbgrader's code: it hands formgrader
other templates through the server's settings, and watches over what leaves the server.
"""

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "leergang.grading.formgrader"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Watch from now on, and take over formgrader's pages once all extensions are loaded."""
    from leergang.errors import CourseError
    from leergang.grading.course import open_course

    try:
        course = open_course()
    except CourseError:
        return  # a server that is not in a course folder has no formgrader to protect

    from leergang.grading.formgrader.guard import watch
    from leergang.grading.formgrader.lists import environment
    from leergang.grading.formgrader.submission_page import SubmissionPage

    application = server.web_app
    watch(application, course)
    ours = {"nbgrader_exporter": SubmissionPage(course), "nbgrader_jinja2_env": environment()}
    server.io_loop.add_callback(application.settings.update, ours)
