"""`leergang grade`: score what was handed in, and book it."""

import argparse

HELP = "docent: kijk na wat is ingeleverd en boek de punten"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which assignments, whose, with how many workers, and whether to do it anew."""
    parser.add_argument("assignments", nargs="*", metavar="opdracht", help="welke opdrachten (standaard: alle)")
    parser.add_argument("--student", action="append", default=[], metavar="NAAM", help="alleen deze deelnemer")
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="zoveel tegelijk (standaard: een per kern)")
    parser.add_argument("--again", action="store_true", help="ook wat al is nagekeken")


def run(arguments: argparse.Namespace) -> int:
    """1 when a submission could not be graded."""
    from leergang.grading.grade_cohort import grade_cohort

    return grade_cohort(arguments.assignments, arguments.student, arguments.jobs, arguments.again)


def _jobs(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 64:
        return int(text)
    raise argparse.ArgumentTypeError(f"een aantal is een getal van 1 tot en met 64, niet {text!r}")
