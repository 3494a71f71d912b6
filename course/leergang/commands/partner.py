"""`leergang partner`: make the page for the partner, and take in what comes back."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leergang.dossier.store import DossierStore

HELP = "maak een pagina voor je partner, of lees antwoorden in"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Two things to do, each for the alliance that is chosen in a workspace."""
    parser.add_argument("--folder", help="je eigen map (standaard: een map in je thuismap)")
    verbs = parser.add_subparsers(dest="what", metavar="wat", required=True)
    make = verbs.add_parser("make", help="maak de pagina die je partner invult")
    make.add_argument("--out", type=Path, help="waar de pagina komt (standaard: in je eigen map)")
    make.add_argument("--name", default="", help="jouw naam, zoals die op de pagina staat")
    make.add_argument("--organisation", default="", help="de naam van je organisatie")
    take = verbs.add_parser("import", help="lees teruggestuurde bestanden in")
    take.add_argument("files", nargs="+", type=Path, metavar="bestand", help="wat je terugkreeg")


def run(arguments: argparse.Namespace) -> int:
    """1 when a file was not taken in."""
    from leergang.dossier.store import store_for
    from leergang.errors import CourseError
    from leergang.workspace import HIDDEN, chosen_folder

    folder = chosen_folder(arguments.folder)
    if not (folder / HIDDEN).is_dir():
        raise CourseError(f"In {folder} staat geen leergang. Noem je eigen map met --folder, of geef: leergang start")
    store = store_for(folder)
    return _make(store, arguments) if arguments.what == "make" else _import(store, arguments.files)


def _make(store: "DossierStore", arguments: argparse.Namespace) -> int:
    """Write the page, and say where it is."""
    from leergang.atomic import write_atomic
    from leergang.os_errors import explain_os_error
    from leergang.partner.asking import Asking, asker_of, keep
    from leergang.partner.form import Asker, file_name, form_page
    from leergang.partner.scans import load_questions

    asked = load_questions(store.root / "modules")
    chosen = store.usable().chosen
    known = asker_of(store, chosen.id) if chosen else Asker()
    asker = Asker(arguments.name or known.name, arguments.organisation or known.organisation)
    partners = chosen.partners if chosen else ()
    alliance = keep(store, chosen.id if chosen else "", Asking(partners=partners, asker=asker))
    path = arguments.out or store.root / file_name(alliance)
    try:
        write_atomic(path, form_page(alliance, asker, asked).encode())
    except OSError as error:
        raise explain_os_error(error, path) from error
    print(f"De pagina voor ‘{alliance.name}’ staat in {path}. Stuur haar als bijlage aan wie je wilt vragen.")
    return 0


def _import(store: "DossierStore", files: list[Path]) -> int:
    """Take the files in, and say what became of each."""
    from leergang.partner.importing import import_files, read_file
    from leergang.partner.scans import load_questions

    asked = load_questions(store.root / "modules")
    outcomes = import_files(store, store.usable().current, [(one.name, read_file(one)) for one in files], asked)
    for one in outcomes:
        print(f"{one.file}: {one.text}")
    return 0 if all(one.taken for one in outcomes) else 1
