"""What an instructor reads after collecting: first what asks attention, then what came in, by assignment."""

from collections import Counter
from collections.abc import Iterator, Sequence

from leergang.grading.collecting.outcome import NEW, OLDER, REPLACED, SAME, Outcome

_WORDS = {
    NEW: "nieuw ingezameld",
    REPLACED: "vervangen door een latere versie (de eerdere staat in .eerder)",
    SAME: "al eerder ingezameld",
    OLDER: "ouder dan wat er al staat, en daarom niet gebruikt",
}


def lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The report."""
    if not outcomes:
        yield "Er is niets gevonden om in te zamelen."
        return
    for one in outcomes:
        if one.failed:
            yield f"Niet gebruikt: {one.source}: {one.text}."
        elif one.text and one.status in {NEW, REPLACED}:
            yield f"Let op: {one.participant}, {one.assignment}: {one.text}."
    for assignment in sorted({one.assignment for one in outcomes if not one.failed}):
        yield from _counted(assignment, [one for one in outcomes if one.assignment == assignment])
    if failed := sum(one.failed for one in outcomes):
        yield f"Niet gebruikt: {failed}. De redenen staan hierboven; het overige is ingezameld."


def _counted(assignment: str, outcomes: list[Outcome]) -> Iterator[str]:
    people = {one.participant for one in outcomes}
    yield f"{assignment}: werk van {len(people)} {'deelnemer' if len(people) == 1 else 'deelnemers'}"
    counts = Counter(one.status for one in outcomes)
    yield from (f"  {counts[status]} {text}" for status, text in _WORDS.items() if counts[status])
