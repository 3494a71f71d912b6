"""`leergang report`: the dossier of an alliance as a page and as a Word document."""

import argparse
from pathlib import Path

HELP = "maak het rapport van je alliantie"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which workspace, which alliance, and where to."""
    parser.add_argument("folder", nargs="?", metavar="map", help="je eigen map (standaard: een map in je thuismap)")
    parser.add_argument("--alliance", default="", metavar="NAAM", help="een andere alliantie dan de gekozen")
    parser.add_argument("--out", type=Path, metavar="MAP", help="zet het rapport in deze map")


def run(arguments: argparse.Namespace) -> int:
    """Says where the two files are."""
    from leergang.errors import CourseError
    from leergang.report.files import write_report
    from leergang.workspace import HIDDEN, chosen_folder

    root = chosen_folder(arguments.folder)
    if not (root / HIDDEN).is_dir():
        raise CourseError(f"In {root} staat geen leergang. Noem je eigen map: leergang report MAP")
    written = write_report(root, arguments.alliance, arguments.out)
    print(f"Je rapport staat klaar:\n{written.page}\n{written.word}")
    return 0
