"""The glossary: a term is linked at its first use, with its meaning, and only where a reader reads prose."""

import pytest
from course_data import ROOT

from leergang.authoring.glossary import Term, linked, load_glossary, page

TERMS = [
    Term("evenknie", "evenknie", "Degene aan de overkant.", "bron", ("evenknie", "evenknieën")),
    Term("wel-en-wee", "wel en wee", "Hoe het gaat, ook met de evenknie.", "bron", ("wel en wee",)),
]


def _linked(text: str, seen: set[str] | None = None) -> str:
    return linked(text, TERMS, "b.ipynb", set() if seen is None else seen)


def test_the_first_use_leads_to_the_meaning() -> None:
    """Only the first use is a link; its help text is the meaning."""
    assert _linked("Je evenknie belt een evenknie.") == (
        'Je [evenknie](b.ipynb#Evenknie "Degene aan de overkant.") belt een evenknie.'
    )


def test_a_term_is_linked_once_in_a_module() -> None:
    """What was linked in an earlier section is not linked again."""
    seen: set[str] = set()
    _linked("Je evenknie.", seen)
    assert _linked("Je evenknie.", seen) == "Je evenknie."


@pytest.mark.parametrize(
    "text",
    [
        "## Je evenknie",
        "<p>evenknie</p>",
        "| evenknie |",
        "Het evenknieschap.",
        "‘Mijn evenknie zegt niets.’",
        "Een niet-evenknie.",
        "[je evenknie](x)",
    ],
)
def test_headings_tables_longer_words_and_links_stay_as_they_are(text: str) -> None:
    """A link belongs in running text."""
    assert _linked(text) == text


def test_a_term_in_the_help_text_of_another_is_left_alone() -> None:
    """A meaning that uses another term does not become a link in a link."""
    assert _linked("Het wel en wee.").count("](") == 1


def test_the_page_holds_every_term_under_the_heading_that_links_lead_to() -> None:
    """The glossary of the course is complete, and its anchors exist."""
    terms = load_glossary(ROOT / "modules" / "glossary.toml")
    text = page(terms)
    headings = {line[4:].replace(" ", "-") for line in text.splitlines() if line.startswith("### ")}
    assert {term.anchor for term in terms} == headings
