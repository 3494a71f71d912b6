"""The command line, `leergang <commando>`: parses, dispatches and turns errors into sentences."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from leergang.commands import COMMANDS


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 faults found, 2 an error the user can mend."""
    from leergang.errors import CourseError

    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments) or 0)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `leergang grade | head`: who reads along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains at its end
        return 0


class _DutchParser(argparse.ArgumentParser):
    """argparse with its own few words in Dutch."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "wat je erbij zet"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def format_help(self) -> str:
        """The help text, with the one word that argparse gives no other way to translate."""
        return super().format_help().replace("usage:", "gebruik:", 1)

    def error(self, message: str) -> None:  # type: ignore[override]
        """Say in Dutch that the command was not understood; exit code 2, as argparse does."""
        self.exit(2, f"Dit commando is niet begrepen ({message}). Hulp: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _DutchParser(prog="leergang", description="Leergang Alliantiemanagement")
    verbs = parser.add_subparsers(metavar="commando", title="commando's", required=True)
    for name in COMMANDS:
        command = import_module(f"leergang.commands.{name}")
        verb = verbs.add_parser(name, help=command.HELP, description=f"{command.HELP[:1].upper()}{command.HELP[1:]}.")
        command.arguments(verb)
        verb.set_defaults(run=command.run)
    return parser
