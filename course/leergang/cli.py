"""The command line, `leergang <opdracht>`: parses, dispatches and turns errors into sentences.

Imports stay inside the commands: `leergang start` must not wait for what only `check` needs.
"""

import argparse
import sys
from collections.abc import Sequence


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


def _start(arguments: argparse.Namespace) -> int:
    from leergang import workspace

    made = workspace.prepare(workspace.chosen_folder(arguments.folder))
    for line in workspace.messages(made):
        print(line, flush=True)
    from leergang import lab  # here, and not above: a refused folder must not wait for JupyterLab's imports

    lab.open_course(made.folder, browser=not arguments.no_browser, port=arguments.port)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from leergang.authoring import check

    return check.main()


def _build(arguments: argparse.Namespace) -> int:
    from leergang.authoring import build

    return build.main(only_check=arguments.check)


class _DutchParser(argparse.ArgumentParser):
    """argparse with its own few words in Dutch."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "onderdelen"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def format_help(self) -> str:
        """The help text, with the one word that argparse gives no other way to translate."""
        return super().format_help().replace("usage:", "gebruik:", 1)

    def error(self, message: str) -> None:  # type: ignore[override]
        """Say in Dutch that the command was not understood; exit code 2, as argparse does."""
        self.exit(2, f"Deze opdracht is niet begrepen ({message}). Hulp: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _DutchParser(prog="leergang", description="Leergang Alliantiemanagement")
    commands = parser.add_subparsers(metavar="opdracht", required=True)

    start = commands.add_parser("start", help="open de leergang in de browser")
    start.add_argument("folder", nargs="?", help="je eigen map (standaard: een map in je thuismap)")
    start.add_argument("--no-browser", action="store_true", help="toon alleen het adres")
    start.add_argument("--port", type=_port, help="gebruik precies deze poort")
    start.set_defaults(run=_start)

    check = commands.add_parser("check", help="controleer de inhoud van modules en opdrachten")
    check.set_defaults(run=_check)

    build = commands.add_parser("build", help="maak de notebooks uit de teksten")
    build.add_argument("--check", action="store_true", help="schrijf niets; meld wat niet meer klopt")
    build.set_defaults(run=_build)
    return parser


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"een poort is een getal van 1 tot en met 65535, niet {text!r}")
