"""Right answers that give themselves away, by their length or their position."""

from collections import Counter
from collections.abc import Iterable, Iterator

from leergang.kinds import Exercise
from leergang.kinds.choice import Choice, Option

MUCH_LONGER = 1.3  # times the longest other option
FEW = 4  # with fewer questions a pattern says nothing
OFTEN = 0.5  # the longest or the same place in more than this share is a pattern


def giveaways(exercises: Iterable[Exercise]) -> Iterator[tuple[str, str]]:
    """(exercise id or '', fault) for each question, and for the questions of one file together."""
    questions = [(one, right) for one in exercises if isinstance(one, Choice) and (right := _single_right(one))]
    for question, right in questions:
        longest = max(len(one.text) for one in question.options if one is not right)
        if len(right.text) > MUCH_LONGER * longest:
            yield question.id, f"de goede optie ‘{right.id}’ is veel langer dan de andere; maak ze even lang"
    if len(questions) >= FEW:
        yield from _patterns(questions)


def _patterns(questions: list[tuple[Choice, Option]]) -> Iterator[tuple[str, str]]:
    longest = sum(len(right.text) == max(len(one.text) for one in question.options) for question, right in questions)
    if longest > OFTEN * len(questions):
        yield "", f"de goede optie is bij {longest} van de {len(questions)} keuzevragen de langste; wissel dat af"
    places = Counter(question.options.index(right) for question, right in questions)
    place, times = places.most_common(1)[0]
    if times > OFTEN * len(questions):
        yield (
            "",
            f"de goede optie staat bij {times} van de {len(questions)} vragen op plaats {place + 1}; wissel af",
        )


def _single_right(question: Choice) -> Option | None:
    best = [one for one in question.options if one.credit == 1]
    return best[0] if len(best) == 1 and not question.multiple else None
