"""`leergang release`: hand assignments out to participants."""

import argparse

HELP = "docent: geef opdrachten uit, via de exchange of als zipbestand"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which assignments, and whether to replace what was handed out."""
    parser.add_argument("assignments", nargs="*", metavar="opdracht", help="welke opdrachten (standaard: alle)")
    parser.add_argument("--again", action="store_true", help="vervang wat in de exchange al is uitgegeven")


def run(arguments: argparse.Namespace) -> int:
    """Prints a line for each assignment; 1 when one of them could not be released."""
    from leergang.grading.course import open_course
    from leergang.grading.releasing import release

    course = open_course()
    faults = 0
    for done in release(course, course.chosen(arguments.assignments), arguments.again):
        print(done.text, flush=True)
        faults += not done.ok
    return 1 if faults else 0
