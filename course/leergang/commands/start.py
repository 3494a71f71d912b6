"""`leergang start`: make or update the workspace, and open the course."""

import argparse

HELP = "open de leergang in de browser"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where, on which port, and whether a browser opens."""
    parser.add_argument("folder", nargs="?", metavar="map", help="je eigen map (standaard: een map in je thuismap)")
    parser.add_argument("--no-browser", action="store_true", help="toon alleen het adres")
    parser.add_argument("--port", type=_port, metavar="N", help="gebruik precies deze poort")


def run(arguments: argparse.Namespace) -> int:
    """Stays until the course is stopped."""
    from leergang import workspace

    made = workspace.prepare(workspace.chosen_folder(arguments.folder))
    for line in workspace.messages(made):
        print(line, flush=True)
    from leergang import lab  # here, and not above: a refused folder must not wait for JupyterLab's imports

    lab.open_course(made.folder, browser=not arguments.no_browser, port=arguments.port)
    return 0


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"een poort is een getal van 1 tot en met 65535, niet {text!r}")
