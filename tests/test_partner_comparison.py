"""The sides beside each other: what is compared, what may be shown of whom, and which conversations come first."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import plotly.graph_objects as go
import pytest
from course_data import ROOT

from leergang.answers import Entry
from leergang.dossier.model import Alliance, Response
from leergang.kinds.scale import Statement
from leergang.partner.comparison import MOST_PARTIES, OTHERS, OWN, Comparison, Row, compare
from leergang.partner.scans import load_questions
from leergang.partner.talks import first_talks
from leergang.partner.veil import Ratings, total
from leergang_widgets.comparison import comparison_html, in_words, lines
from leergang_widgets.dots import MARKS, dots

ASKED = load_questions(ROOT / "modules")
CHECKLIST, HOUSE, OTHER = ASKED
STATEMENTS = [one.id for one in CHECKLIST.scale.statements]
FIRST, SECOND, *_ = STATEMENTS
MIDDLE = dict.fromkeys(STATEMENTS, 3)


def response(number: int, ratings: dict[str, int], side: str = "Vecht", **given: Any) -> Response:
    """What someone of the partner gave the statements of the checklist, unless told otherwise."""
    key = given.pop("key", CHECKLIST.key)
    fixed = {"form": "a-1", "role": "partner", "name": "", "at": "2026-01-01T00:00:00+00:00", "open": True}
    return Response(id=f"antwoord{number}", side=side, ratings={key: ratings}, **(fixed | given))


def alliance(
    responses: Sequence[Response], mine: dict[str, int] | None = None, guess: dict[str, int] | None = None
) -> Alliance:
    """An alliance of which the participant filled in the checklist."""
    value = {"wij": MIDDLE if mine is None else mine, "partner": guess or {}}
    answers = {CHECKLIST.exercise: Entry(value, False, "2026-01-01T00:00:00+00:00")}
    return Alliance("a", "Schoon water", answers=answers, responses=tuple(responses))


def compared(responses: Sequence[Response], **given: Any) -> Comparison:
    return compare(alliance(responses, **given), ASKED)


def row(comparison: Comparison, statement: str = FIRST, topic: int = 0) -> Row:
    return next(one for one in comparison.topics[topic].rows if one.statement.id == statement)


# What is compared


def test_a_partner_stands_beside_the_participant() -> None:
    """Per statement both ratings, the mean of all, and the gap between them."""
    found = row(compared([response(1, {FIRST: 5})], mine={FIRST: 2}))
    assert ((OWN, "Vecht"), (2, 5), 3.5, 3) == (found.parties, found.values, found.total, found.gap)


def test_one_side_alone_has_no_gap() -> None:
    """A statement that the partner left open is neither seen the same nor apart."""
    comparison = compared([response(1, {SECOND: 3})])
    assert row(comparison).gap is None
    assert (SECOND,) == tuple(one.statement.id for one in comparison.same)
    assert () == comparison.apart


def test_seeing_the_same_and_seeing_apart() -> None:
    """One point is the same, two points is apart; what lies apart comes with the largest gap first."""
    mine = dict(zip(STATEMENTS, (1, 1, 1, 1), strict=False))
    theirs = dict(zip(STATEMENTS, (2, 3, 5, 1), strict=False))
    comparison = compared([response(1, theirs)], mine=mine)
    assert [STATEMENTS[2], STATEMENTS[1]] == [one.statement.id for one in comparison.apart]
    assert [STATEMENTS[0], STATEMENTS[3]] == [one.statement.id for one in comparison.same]
    assert {"low"} == {one.level for one in comparison.same}


def test_each_house_is_seen_from_both_sides() -> None:
    """The scan is about two houses: ours as we and they see it, and theirs as we and they see it."""
    statement = HOUSE.scale.statements[0].id
    value = {"wij": {statement: 5}, "partner": {statement: 4}}
    answers = {HOUSE.exercise: Entry(value, False, "2026-01-01T00:00:00+00:00")}
    given = response(1, {})
    given = Response(**(vars(given) | {"ratings": {HOUSE.key: {statement: 1}, OTHER.key: {statement: 2}}}))
    comparison = compare(Alliance("a", "x", answers=answers, responses=(given,)), ASKED)
    assert ["De alliantie", "Onze organisatie", "Vecht"] == [one.title for one in comparison.topics]
    assert [(5, 2), (4, 1)] == [row(comparison, statement, topic).values for topic in (1, 2)]


def test_more_than_two_parties() -> None:
    """Each party is a series, and the gap is the largest between any two."""
    sides = ("Vecht", "Linge", "Maas")
    comparison = compared([response(n, {FIRST: n + 1}, side) for n, side in enumerate(sides)], mine={FIRST: 3})
    found = row(comparison)
    assert ((OWN, *sides), (3, 1, 2, 3), 2) == (found.parties, found.values, found.gap)
    assert 2 + len(sides) == len(comparison.topics)


def test_one_party_however_its_name_is_typed() -> None:
    """Capitals and spaces do not make another organisation; a partner called as the own side stays apart from it."""
    comparison = compared([response(1, {FIRST: 4}), response(2, {FIRST: 2}, " VECHT  "), response(3, {}, "wij")])
    assert [OWN, "Vecht", "wij (partner)"] == [one.name for one in comparison.parties]
    assert 3 == row(comparison).values[1]


def test_five_hundred_names_fit_on_a_page() -> None:
    """The smallest parties are taken together, or no table or chart would hold them."""
    comparison = compared([response(n, {FIRST: 4}, f"Partij {n}") for n in range(500)])
    assert MOST_PARTIES + 1 == len(comparison.parties)
    assert (OTHERS, 500 - MOST_PARTIES + 1) == (comparison.parties[-1].name, len(comparison.parties[-1].people))


def test_a_wrong_guess_is_a_surprise() -> None:
    """What the participant thought that the partner would say stands beside what it said; with two it is of nobody."""
    comparison = compared([response(1, {FIRST: 5, SECOND: 3})], guess={FIRST: 2, SECOND: 3})
    assert [(FIRST, 2, 3)] == [(one.statement.id, one.guess, one.surprise) for one in comparison.surprises]
    two = compared([response(1, {FIRST: 5}), response(2, {FIRST: 5}, "Linge")], guess={FIRST: 2})
    assert () == two.surprises


# What may be shown of whom


def visible(comparison: Comparison) -> Any:
    """All that a reader gets to see."""
    return comparison_html(comparison), in_words(comparison), [vars(one) for one in lines(comparison)]


def closed(ratings: Sequence[int], **given: Any) -> list[Response]:
    """People who show their rating of the first statement only within a group."""
    return [response(n, {FIRST: rating}, open=False, **given) for n, rating in enumerate(ratings)]


@pytest.mark.parametrize("people", [1, 2])
@pytest.mark.parametrize("role", ["partner", "wij"])
def test_below_three_nothing_depends_on_what_they_gave(people: int, role: str) -> None:
    """Whatever one or two people gave, the page is the same: neither a mean, nor a total, nor an order tells."""
    shown = {repr(visible(compared(closed(one, role=role)))) for one in product(range(1, 6), repeat=people)}
    assert 1 == len(shown)


def still_possible(views: dict[tuple[int, ...], Any]) -> int:
    """The fewest ratings that remain possible for a person, for a reader who knows what can be seen."""
    possible: dict[str, set[tuple[int, int]]] = {}
    for given, view in views.items():
        possible.setdefault(repr(view), set()).update(enumerate(given))
    return min(sum(who == one for who, _ in found) for found in possible.values() for one in {who for who, _ in found})


@pytest.mark.parametrize("people", [3, 4, 5])
def test_a_group_gives_nobody_away(people: int) -> None:
    """From three on there is a mean, and for each of them at least two ratings remain possible, at the ends as well."""
    views = {one: row(compared(closed(one))) for one in product((1, 2, 4, 5), repeat=people)}
    assert all(one.values[1] is not None for one in views.values())
    assert 2 <= still_possible({one: (view.values, view.total) for one, view in views.items()})


@pytest.mark.parametrize("later", [1, 2])
def test_who_comes_later_changes_nothing(later: int) -> None:
    """A fourth or fifth reply is in no figure until there are six, or the figures before and after would tell it."""
    before = visible(compared(closed([1, 2, 2])))
    after = {repr(visible(compared(closed([1, 2, 2, *one])))[1:]) for one in product(range(1, 6), repeat=later)}
    assert {repr(before[1:])} == after
    assert 3 == row(compared(closed([1, 2, 2, 4, 4, 5]))).values[1]


def test_who_does_not_know_protects_nobody() -> None:
    """Three replies of which one says "weet ik niet" are two."""
    assert None is row(compared(closed([4, 4, 0]))).values[1]


def test_the_participant_is_not_one_of_the_three() -> None:
    """The participant knows the own rating: with two colleagues it would leave the sum of two people."""
    assert 3 == row(compared(closed([1, 1], role="wij"))).values[0]
    assert 1.5 == row(compared(closed([1, 1, 1], role="wij"))).values[0]


def test_an_open_reply_does_not_uncover_a_closed_one() -> None:
    """Two who may be shown and one who may not: only the two are shown."""
    assert 4.5 == row(compared([*closed([1]), response(8, {FIRST: 5}), response(9, {FIRST: 4})])).values[1]


@pytest.mark.parametrize("hidden", [(1, 0), (2, 0), (1, 1), (2, 1), (2, 2)])
def test_the_total_holds_only_who_is_shown(hidden: tuple[int, int]) -> None:
    """What is shown of the parties can be taken off the total: nothing is left then."""
    shown = [Ratings(open=(3,)), Ratings(open=(5,))]
    assert total(shown) == total([*shown, *(Ratings(closed=(1,) * people) for people in hidden)])


def test_one_person_has_no_total() -> None:
    """It would be the rating itself under another name."""
    assert None is total([Ratings(open=(4,)), Ratings()])


def test_the_page_says_what_is_missing() -> None:
    """A party of which nothing is shown is named with its number, and with when that changes."""
    html = comparison_html(compared(closed([2, 2])))
    assert "Van <bdi>Vecht</bdi> wachten 2 antwoorden die alleen in een groep" in html


# The three conversations


def talks_of(mine: dict[str, int], theirs: dict[str, int]) -> list[tuple[str, str]]:
    found = first_talks(compared([response(1, theirs)], mine=mine))
    return [(one.row.statement.id, one.why) for one in found]


def by_group(group: str) -> list[str]:
    return [one.id for one in CHECKLIST.scale.statements if one.group == group]


def test_the_largest_gaps_come_first() -> None:
    """At most three, whatever side is higher."""
    goal = by_group("doel")
    mine = dict(zip(goal, (3, 1, 5, 4, 4), strict=True))
    theirs = dict(zip(goal, (1, 4, 1, 1, 4), strict=True))
    assert [(goal[2], "gap"), (goal[1], "gap"), (goal[3], "gap")] == talks_of(mine, theirs)


def test_equal_gaps_spread_over_themes() -> None:
    """Three conversations about one theme are one conversation; within a theme the lowest rating goes first."""
    goal, top = by_group("doel"), by_group("topteam")
    mine = {goal[0]: 3, goal[1]: 4, goal[2]: 4, top[0]: 5}
    theirs = {goal[0]: 1, goal[1]: 2, goal[2]: 2, top[0]: 3}
    assert [goal[0], top[0], goal[1]] == [name for name, _ in talks_of(mine, theirs)]


def test_what_all_find_poor_fills_the_places() -> None:
    """There is nothing to explain to each other, but there is something to do; what goes well is not talked about."""
    mine, theirs = {FIRST: 1, SECOND: 4, STATEMENTS[2]: 2}, {FIRST: 2, SECOND: 2, STATEMENTS[2]: 2, STATEMENTS[3]: 5}
    assert [(SECOND, "gap"), (FIRST, "low"), (STATEMENTS[2], "low")] == talks_of(mine | {STATEMENTS[3]: 5}, theirs)


def test_agreement_needs_no_conversation() -> None:
    """Nothing is made up to fill three places."""
    assert [] == talks_of(dict.fromkeys(STATEMENTS, 4), dict.fromkeys(STATEMENTS, 4))


def test_every_statement_can_be_talked_about() -> None:
    """The content has a question for each, or a large gap would be passed over."""
    assert [] == [one for question in ASKED for one in question.scale.statements if not one.talk]
    assert isinstance(CHECKLIST.scale.statements[0], Statement)


# The chart and the words


def test_the_chart_is_one_that_plotly_draws() -> None:
    """A mark per party in a shape of its own, a line over each distance, a heading per topic that holds something."""
    comparison = compared(
        [response(1, dict.fromkeys(STATEMENTS, 5)), response(2, dict.fromkeys(STATEMENTS, 2), "Linge")]
    )
    figure = dots([one.name for one in comparison.parties], lines(comparison), dark=False)
    drawn = go.Figure(figure)
    assert [OWN, "Vecht", "Linge"] == [one.name for one in drawn.data[1:]]
    assert 3 == len({one.marker.symbol for one in drawn.data[1:]})
    assert "<b>De alliantie</b>" == drawn.layout.yaxis.ticktext[0]
    assert 1 + len(CHECKLIST.scale.groups) == len(drawn.layout.yaxis.ticktext)
    assert MOST_PARTIES < len({symbol for _, _, symbol in MARKS})


def test_no_chart_without_two_sides() -> None:
    """There is nothing to compare."""
    comparison = compared(closed([3]))
    assert [] == dots([one.name for one in comparison.parties], lines(comparison), dark=True)["data"]


def test_a_hidden_party_does_not_hide_the_others() -> None:
    """The means of a theme go over what the parties that can be shown all answered."""
    comparison = compared([response(8, {FIRST: 5, SECOND: 1}), *closed([4], side="Linge")], mine={FIRST: 3})
    (_, values), *_ = comparison.topics[0].means()
    assert (3, 5, None) == values


def test_names_are_text() -> None:
    """A name with HTML, Markdown or a script in it is shown as it was typed, in words and in the chart."""
    name = "<img src=x onerror=alert(1)> **vet** [a](javascript:x)"
    comparison = compared([response(1, {FIRST: 5}, name)])
    html = comparison_html(comparison)
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt; **vet** [a](javascript:x)" in html
    figure = dots([one.name for one in comparison.parties], lines(comparison), dark=False)
    assert "<img" not in repr(figure)


def test_nothing_to_say_without_a_partner() -> None:
    """Before the first reply there is no comparison."""
    assert "" == comparison_html(compared([]))
