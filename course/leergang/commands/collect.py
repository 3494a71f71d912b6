"""`leergang collect`: bring in what participants handed in."""

import argparse

HELP = "docent: zamel ingeleverd werk in, uit de exchange, zipbestanden en mappen"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Assignments and places, in any order: what this course has as an assignment is one."""
    parser.add_argument(
        "what",
        nargs="*",
        metavar="opdracht|zip|map",
        help="welke opdrachten (standaard: alle), en zipbestanden of mappen (standaard: de exchange)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Prints what became of each submission; 1 when something could not be used."""
    from leergang.grading.collecting.collect import collect, sorted_out
    from leergang.grading.collecting.report import lines
    from leergang.grading.course import open_course

    course = open_course()
    assignments, places = sorted_out(course, arguments.what)
    outcomes = collect(course, assignments, places)
    for line in lines(outcomes):
        print(line)
    return 1 if any(one.failed for one in outcomes) else 0
