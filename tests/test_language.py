"""The Dutch: spelled right, and free of the words that this course does without."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from prose import prose, words

HUNSPELL = shutil.which("hunspell")
WORDS = set(Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split())
TEXTS = dict(prose())
# Anglicisms and consultants' words, of which a plain Dutch word says more.
AVOIDED = (
    "stakeholder|stakeholders|commitment|mindset|issues|challenge|challenges|aligned|alignment|eigenaarschap|borgen|"
    "geborgd|borging|dedicated|deliverable|deliverables|quick win|quick wins|drive|impactvol|committeren|gecommitteerd|"
    "implementeren|in je kracht|stip op de horizon|uitrollen|governancestructuur|proactief|synergie|out of the box|"
    "key takeaways|best practice|best practices|next steps|learnings|delen we graag|meters maken|schuurt"
)
# Where such a word is quoted as an example of what not to say, or is the source's own, the file is named with a reason.
QUOTED = {
    ("modules/README.md", "commitment"): "",
}


def _misspelt(text: str) -> set[str]:
    candidates = "\n".join(sorted(words(text)))
    command = [HUNSPELL or "hunspell", "-d", "nl_NL", "-i", "utf-8", "-l"]
    done = subprocess.run(command, input=candidates, capture_output=True, text=True, check=True)
    return set(done.stdout.split()) - WORDS


@pytest.mark.parametrize("name", TEXTS)
def test_every_word_is_spelled_right(name: str) -> None:
    """Each word is in the Dutch dictionary, or in the course's own list of terms and names."""
    if HUNSPELL is None:
        if os.environ.get("LEERGANG_REQUIRE_BROWSER") == "1":
            pytest.fail("hunspell is missing, while CI requires it")
        pytest.skip("no hunspell")
    assert _misspelt(TEXTS[name]) == set()


def test_a_misspelt_word_is_found() -> None:
    """The spelling check can fail."""
    if HUNSPELL is None:
        pytest.skip("no hunspell")
    assert _misspelt("De aliantie is goed gespelt.") == {"aliantie", "gespelt"}


@pytest.mark.parametrize("name", TEXTS)
def test_no_anglicisms_or_consultants_words(name: str) -> None:
    """The course says it in Dutch."""
    found = {one.lower() for one in re.findall(rf"\b(?:{AVOIDED})\b", TEXTS[name], flags=re.IGNORECASE)}
    assert {one for one in found if (name, one) not in QUOTED} == set()


def test_the_list_of_words_holds_nothing_idle() -> None:
    """Every word in the list is used somewhere."""
    used = set().union(*(words(text) for text in TEXTS.values()))
    assert used >= WORDS
