"""The report of a grading run: a line per submission, for the terminal and for a file."""

from collections.abc import Iterator, Sequence

from leergang.grading.grade_run import Outcome
from leergang.grading.numbers import dutch
from leergang.wording import plain


def lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The report, sorted by assignment and participant, with a summary at the end."""
    shown = [one for one in outcomes if not one.done or one.remarks]
    for one in sorted(shown, key=lambda one: (one.assignment, one.student)):
        yield f"{one.assignment} · {plain(one.student)} · {_result(one)}"
        yield from (f"    {remark}" for remark in one.remarks)
    yield _summary(outcomes)


def _result(one: Outcome) -> str:
    if one.done:
        return "was al nagekeken"
    if one.points is None:
        return "niet nagekeken"
    items = "onderdeel" if one.by_hand == 1 else "onderdelen"
    by_hand = f"; nog {one.by_hand} {items} te beoordelen" if one.by_hand else ""
    return f"{dutch(one.points)} van {one.most} punten{by_hand}"


def _summary(outcomes: Sequence[Outcome]) -> str:
    done = sum(one.done for one in outcomes)
    graded = sum(one.points is not None for one in outcomes)
    failed = len(outcomes) - done - graded
    told = sum(bool(one.remarks) for one in outcomes)
    parts = [f"{graded} nagekeken"]
    parts += [f"{done} al nagekeken en niet veranderd"] if done else []
    parts += [f"{failed} niet nagekeken"] if failed else []
    parts += [f"bij {told} staat een opmerking"] if told else []
    return f"{', '.join(parts)}." if outcomes else "Er is niets ingeleverd."
