"""The commands of `leergang`, one file each, in the order in which the help shows them.

A command's file holds ``HELP`` (one line), ``arguments(parser)`` and ``run(arguments)``, which returns the exit code.
Its imports stand inside ``run``: `leergang start` must not wait for what only `check` needs.
"""

COMMANDS = ("start", "partner", "report", "check", "build")
