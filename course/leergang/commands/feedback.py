"""`leergang feedback`: a page for each participant, with points, explanations and remarks."""

import argparse

HELP = "docent: maak voor elke deelnemer een pagina met punten, uitleg en opmerkingen"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which assignments, and for whom."""
    parser.add_argument("assignment", nargs="*", metavar="opdracht", help="de opdrachten (standaard: alle)")
    parser.add_argument("--student", action="append", default=[], metavar="NAAM", help="alleen deze deelnemer")


def run(arguments: argparse.Namespace) -> int:
    """1 when a page could not be made; the others are."""
    from leergang.grading.course import open_course
    from leergang.grading.feedback import make_feedback

    course = open_course()
    report = make_feedback(course, course.chosen(arguments.assignment), arguments.student)
    for line in report.lines():
        print(line)
    return 1 if report.faults else 0
