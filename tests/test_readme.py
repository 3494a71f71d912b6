"""What the README promises is true: its commands exist, its files are there, its list of modules is complete."""

import re
import subprocess
import sys

import pytest
from course_data import ROOT, contents

README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "modules" / "README.md").read_text(encoding="utf-8")


def test_every_module_and_assignment_is_listed() -> None:
    """The table of contents names all that this version has."""
    for name, content in contents().items():
        if name != "sample":
            assert content.module.title in README, name


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:)([^)]+)\)", README))
def test_links_lead_somewhere(link: str) -> None:
    """Each picture and page that the README points to exists."""
    assert (ROOT / link).is_file()


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"python3 run\.py ([a-z]+)", README))))
def test_each_command_is_known_to_the_set_up(verb: str) -> None:
    """No command in the README is refused."""
    help_text = subprocess.run(
        [sys.executable, "run.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert re.search(rf"\b{verb}\b", help_text.stdout)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"(?:bin/|`)nbgrader ([a-z_]+)", README))))
def test_each_nbgrader_command_exists(command: str) -> None:
    """The steps of grading use commands that nbgrader has."""
    from nbgrader.apps import NbGraderApp

    assert command in NbGraderApp.subcommands


def test_the_guide_for_authors_shows_every_kind() -> None:
    """Each kind of exercise has its part in the guide."""
    from leergang.kinds import KINDS

    assert re.findall(r"^### (\w+):", GUIDE, flags=re.MULTILINE) == list(KINDS)


def test_the_version_is_the_newest_in_the_changelog() -> None:
    """A release says what changed."""
    from importlib.metadata import version

    newest = re.search(r"^## (\S+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert newest
    assert newest[1] == version("leergang-alliantiemanagement")
