"""`leergang build`: make the notebooks out of the texts."""

import argparse

HELP = "auteur: maak de notebooks uit de teksten"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to write at all."""
    parser.add_argument("--check", action="store_true", help="schrijf niets; meld wat niet meer klopt")


def run(arguments: argparse.Namespace) -> int:
    """1 when something is out of date and nothing may be written."""
    from leergang.authoring import build

    return build.main(only_check=arguments.check)
