"""`leergang submit`: hand an assignment in."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leergang.handing_in.person import Person

HELP = "lever een opdracht in bij je docent"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which assignment, whose, and whether questions may be asked."""
    parser.add_argument(
        "assignment", nargs="?", metavar="opdracht", help="welke opdracht (standaard: die van de map waarin je staat)"
    )
    parser.add_argument(
        "--folder", metavar="MAP", help="je eigen map met de leergang (standaard: de map waarin je staat)"
    )
    parser.add_argument("--name", metavar="NAAM", help="je naam")
    parser.add_argument("--number", metavar="NUMMER", help="je e-mailadres of deelnemersnummer")
    parser.add_argument("--yes", action="store_true", help="lever in zonder om bevestiging te vragen")


def run(arguments: argparse.Namespace) -> int:
    """Says what is open, asks what must be known, hands in, and shows the receipt. 1 when the participant declined."""
    from leergang.handing_in import telling
    from leergang.handing_in.deliver import hand_in
    from leergang.handing_in.draft import draft
    from leergang.handing_in.place import find_place
    from leergang.workspace import chosen_folder

    own = chosen_folder(arguments.folder)
    place = find_place(arguments.assignment, own if arguments.folder else Path.cwd(), own)
    found = draft(place)
    for line in telling.before(found):
        print(line)
    person = _person(arguments, place.person_file)
    if found.questions and not arguments.yes and not _agreed():
        print("Er is niets ingeleverd.")
        return 1
    receipt, remark = hand_in(found, person)
    for line in telling.after(receipt, place, remark):
        print(line)
    return 0


def _person(arguments: argparse.Namespace, path: Path) -> "Person":
    from leergang.handing_in.person import known_person, person

    known = known_person(path)
    name = arguments.name or (known.name if known else _asked("Je naam: ", "--name"))
    number = arguments.number or (known.number if known else _asked("Je e-mailadres of deelnemersnummer: ", "--number"))
    return person(name, number)


def _agreed() -> bool:
    return _asked("Wil je zo inleveren? [j/n] ", "--yes").strip().lower() in {"j", "ja", "y", "yes"}


def _asked(question: str, option: str) -> str:
    from leergang.errors import CourseError

    if not sys.stdin.isatty():
        raise CourseError(f"Hier kan niets worden gevraagd ({question.strip()}). Geef {option} mee.")
    return input(question)
