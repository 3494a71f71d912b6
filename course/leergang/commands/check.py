"""`leergang check`: report every fault in the content."""

import argparse

HELP = "auteur: controleer de inhoud van modules en opdrachten"


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_arguments: argparse.Namespace) -> int:
    """1 when there are faults."""
    from leergang.authoring import check

    return check.main()
