"""The commands of `leergang`, one file each, in the order in which the help shows them.

A command's file holds ``HELP`` (one line), ``arguments(parser)`` and ``run(arguments)``, which returns the exit code.
Its imports stand inside ``run``: `leergang start` must not wait for what only `check` needs.
"""

COMMANDS = (
    "start", "submit", "partner", "report",  # for participants
    "release", "collect", "grade", "desk", "feedback", "export",  # for instructors, in the order of a round
    "check", "build",  # for authors
)  # fmt: skip
