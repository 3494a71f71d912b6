"""`leergang desk`: read and grade what was written, in the browser."""

import argparse

HELP = "docent: lees en beoordeel het geschreven werk in de browser"


def arguments(parser: argparse.ArgumentParser) -> None:
    """On which port, and whether a browser opens."""
    parser.add_argument("--no-browser", action="store_true", help="toon alleen het adres")
    parser.add_argument("--port", type=int, metavar="N", help="gebruik precies deze poort")


def run(arguments: argparse.Namespace) -> int:
    """Stays until it is stopped."""
    from leergang.grading.course import open_course
    from leergang.grading.formgrader.serving import serve

    serve(open_course(), browser=not arguments.no_browser, port=arguments.port)
    return 0
