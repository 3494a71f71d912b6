"""`leergang export`: the points of all participants, in a table."""

import argparse

HELP = "docent: zet alle punten en opmerkingen in Excel en CSV"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and which assignments."""
    parser.add_argument(
        "file", nargs="?", metavar="bestand", help="cijfers.xlsx of cijfers.csv (standaard: allebei, in de cursusmap)"
    )
    parser.add_argument(
        "--assignment", action="append", default=[], metavar="OPDRACHT", help="alleen deze opdracht (mag vaker)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Writes the files whole or not at all."""
    from pathlib import Path

    from leergang.grading.course import open_course
    from leergang.grading.export_files import export

    course = open_course()
    files = [Path(arguments.file)] if arguments.file else [course.root / f"cijfers.{one}" for one in ("xlsx", "csv")]
    for line in export(course, course.chosen(arguments.assignment), files):
        print(line)
    return 0
