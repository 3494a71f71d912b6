"""What each kind makes of an answer beyond right and wrong: partial credit, profiles, gaps, paths."""

import pytest
from course_data import SAMPLE

from leergang.content import load_content
from leergang.kinds.allocate import Allocate
from leergang.kinds.balance import Balance
from leergang.kinds.choice import Choice
from leergang.kinds.grid import Grid
from leergang.kinds.map import Map
from leergang.kinds.order import Order
from leergang.kinds.scale import Scale
from leergang.kinds.scenario import Scenario
from leergang.kinds.text import Text

EXERCISES = load_content(SAMPLE).exercises


def test_an_option_may_earn_part_of_the_points() -> None:
    """A defensible option is worth something, and says so."""
    exercise = EXERCISES["keuze"]
    assert exercise.score(["monteur"]) == 0.5
    assert exercise.feedback(["monteur"]).remarks[0].verdict == "partly"


def test_ticking_everything_is_no_way_to_full_points() -> None:
    """With several right options each wrong one costs as much as a right one earns."""
    exercise = EXERCISES["meerkeuze"]
    assert exercise.score(["scope", "wee"]) == 1
    assert exercise.score(["scope"]) == 0.5
    assert exercise.score(["scope", "wee", "strategie"]) == 0.5
    assert exercise.score(["strategie"]) == 0


def test_feedback_on_several_options_counts_what_is_missing_without_naming_it() -> None:
    """The participant can look further."""
    exercise = EXERCISES["meerkeuze"]
    assert exercise.feedback(["scope"]).summary == "Er ontbreekt nog één passend antwoord."


@pytest.mark.parametrize(
    ("value", "summary"),
    [
        (["scope", "wee"], "Je hebt alle passende antwoorden aangekruist."),
        (["strategie"], "Er ontbreken nog 2 passende antwoorden. Eén aangekruist antwoord past niet."),
        (
            ["scope", "wee", "strategie"],
            "Je hebt alle passende antwoorden aangekruist. Eén aangekruist antwoord past niet.",
        ),
    ],
)
def test_feedback_on_several_options_also_counts_what_does_not_fit(value: list[str], summary: str) -> None:
    """Who ticks too much hears that as well, still without the name of the option."""
    assert EXERCISES["meerkeuze"].feedback(value).summary == summary


def test_an_opinion_has_no_right_answer() -> None:
    """A prediction reacts to the choice and gives no verdict."""
    exercise = EXERCISES["mening"]
    assert isinstance(exercise, Choice)
    assert not exercise.has_key
    feedback = exercise.feedback(["traag"])
    assert feedback.share is None
    assert [remark.verdict for remark in feedback.remarks] == ["none"]


def test_items_of_one_rank_may_swap() -> None:
    """Both orders of a tie are right."""
    exercise = EXERCISES["volgorde"]
    assert exercise.score(["kennen", "doel", "regels", "tekenen"]) == 1
    assert exercise.score(["kennen", "regels", "doel", "tekenen"]) == 1


def test_an_order_with_one_swap_earns_part() -> None:
    """Partial credit counts wrongly ordered pairs."""
    exercise = EXERCISES["volgorde"]
    assert isinstance(exercise, Order)
    assert exercise.score(["doel", "kennen", "regels", "tekenen"]) == pytest.approx(1 - 2 / 5)
    assert exercise.score(["tekenen", "doel", "regels", "kennen"]) == 0


def test_a_division_counts_only_when_all_points_are_divided() -> None:
    """Ninety points are not yet an answer."""
    exercise = EXERCISES["mix-casus"]
    assert exercise.score({"verdeling": {"procesmanager": 60, "netwerker": 20, "strateeg": 10}}) == 0
    assert exercise.score({"verdeling": {"procesmanager": 60, "netwerker": 20, "strateeg": 20}}) == 1


def test_just_outside_a_band_still_earns_something() -> None:
    """The score falls off; there is no cliff."""
    exercise = EXERCISES["mix-casus"]
    share = exercise.score({"verdeling": {"procesmanager": 75, "netwerker": 15, "strateeg": 10}})
    assert share == pytest.approx((0.75 + 1 + 1) / 3)


def test_more_points_than_there_are_is_no_answer() -> None:
    """A file edited by hand cannot hold more than the total."""
    exercise = EXERCISES["mix-casus"]
    assert exercise.clean({"verdeling": {"procesmanager": 90, "netwerker": 90}}) == {}


def test_the_difference_between_two_divisions_gives_advice() -> None:
    """Advice comes from the threshold on, in the direction of the difference."""
    exercise = EXERCISES["mix"]
    assert isinstance(exercise, Allocate)
    even = {"procesmanager": 30, "netwerker": 20, "strateeg": 25, "organisatieontwikkelaar": 25}
    more = {"procesmanager": 20, "netwerker": 40, "strateeg": 20, "organisatieontwikkelaar": 20}
    gaps = exercise.gaps({"nu": even, "nodig": more})
    assert [(gap.part, gap.difference, gap.text) for gap in gaps] == [("netwerker", 20, "Ga vaker naar buiten.")]
    assert exercise.gaps({"nu": even, "nodig": even}) == ()
    assert exercise.gaps({"nu": even}) == ()


def test_a_nearly_even_division_is_noticed() -> None:
    """Being pulled in four shows in the numbers."""
    exercise = EXERCISES["mix"]
    even = {"procesmanager": 25, "netwerker": 25, "strateeg": 25, "organisatieontwikkelaar": 25}
    uneven = even | {"procesmanager": 45, "netwerker": 5}
    assert [remark.target for remark in exercise.feedback({"nu": even}).remarks] == ["even"]
    assert exercise.feedback({"nu": uneven}).remarks == ()


def test_a_profile_leaves_out_what_is_unknown() -> None:
    """‘Weet ik niet’ is an answer, and not a zero."""
    exercise = EXERCISES["lijst"]
    assert isinstance(exercise, Scale)
    value = {"wij": {"navertellen": 0, "vertrouwen": 4}}
    assert exercise.mean(value, "wij", "doel") is None
    assert exercise.mean(value, "wij", "team") == 4
    assert exercise.filled(value) == pytest.approx(2 / 6)


def test_advice_follows_from_the_ratings() -> None:
    """Low, middle and high each have their own advice; the lowest ratings come first."""
    exercise = EXERCISES["lijst"]
    assert isinstance(exercise, Scale)
    value = {"wij": {"navertellen": 2, "vertrouwen": 3, "gesprek": 1}}
    assert [exercise.advice(value, group) for group in exercise.groups] == [
        "Begin bij het doel.",
        "Het team kan beter.",
        "Praat erover.",
    ]
    assert [one.id for one in exercise.first_steps(value)] == ["gesprek", "navertellen"]


def test_the_gap_between_two_sides_names_the_conversations() -> None:
    """From two points on a difference is worth a conversation, whichever side rates higher."""
    exercise = EXERCISES["lijst"]
    assert isinstance(exercise, Scale)
    value = {
        "wij": {"navertellen": 5, "vertrouwen": 2, "gesprek": 3},
        "partner": {"navertellen": 2, "vertrouwen": 4, "gesprek": 4},
    }
    assert [(one.statement.id, one.points) for one in exercise.differences(value)] == [
        ("navertellen", -3),
        ("vertrouwen", 2),
    ]


def test_both_extremes_of_a_balance_earn_nothing() -> None:
    """An extreme never fits; the score falls off on both sides."""
    exercise = EXERCISES["schuif"]
    assert isinstance(exercise, Balance)
    assert [exercise.score(value) for value in (0, 15, 30, 60, 75, 100)] == [0, 0.5, 1, 1, 0.5, 0]


def test_what_is_seen_follows_the_position() -> None:
    """The consequences change at the bounds of the levels."""
    exercise = EXERCISES["schuif"]
    assert isinstance(exercise, Balance)
    assert exercise.level(35).right_text == "Er ligt niets vast."
    assert exercise.level(36).right_text == "De hoofdlijn ligt vast."


def test_a_scenario_scores_the_path_against_the_best_path() -> None:
    """Decisions earn credit; an unfinished path is half an answer."""
    exercise = EXERCISES["geval"]
    assert isinstance(exercise, Scenario)
    assert exercise.score(["opnemen", "evenknie"]) == 1
    assert exercise.score(["opnemen", "niemand"]) == pytest.approx(3 / 5)
    assert exercise.score(["laten"]) == 0
    assert exercise.filled(["opnemen"]) == 0.5
    assert exercise.filled(["laten"]) == 1


def test_a_path_stops_where_it_no_longer_fits() -> None:
    """A decision that a new version dropped ends the path there."""
    exercise = EXERCISES["geval"]
    assert exercise.clean(["opnemen", "bestaat-niet", "evenknie"]) == ["opnemen"]


def test_a_written_answer_counts_its_words_and_reads_back_by_field() -> None:
    """An instructor reads the fields with their labels."""
    exercise = EXERCISES["plan"]
    assert isinstance(exercise, Text)
    value = {"als": "het stil wordt", "dan": "bel ik"}
    assert exercise.words(value) == 5
    assert exercise.summary(value) == "**Als …**\n\nhet stil wordt\n\n**dan …**\n\nbel ik"


def test_a_loop_may_begin_anywhere() -> None:
    """Only what follows what counts; half of the points are for the loop, half for the break."""
    exercise = EXERCISES["kring"]
    turned = {"order": ["sarcasme", "irritatie", "overleg", "thuis"], "break": "anders-vertellen"}
    assert exercise.score(turned) == 1
    assert exercise.score(turned | {"break": "minder-overleg"}) == 0.5
    assert exercise.filled({"order": turned["order"]}) == 0.5


def test_a_network_shows_empty_sectors_and_sectors_with_only_loose_ties() -> None:
    """A gap is a sector without contacts, or with the weakest ties only."""
    exercise = EXERCISES["netwerk"]
    assert isinstance(exercise, Map)
    contacts = [{"name": "Ans", "field": "kennis", "tie": 1}, {"name": "Bo", "field": "geld", "tie": 3}]
    assert [(one.sector.id, one.text) for one in exercise.holes(contacts)] == [
        ("gebruikers", "Zoek iemand die ermee gaat werken."),
        ("kennis", "Lees mee."),
    ]


def test_an_unfinished_contact_is_left_out() -> None:
    """A row without a name is not yet a contact."""
    exercise = EXERCISES["netwerk"]
    assert exercise.clean([{"name": " ", "field": "kennis", "tie": 1}, {"name": "Bo", "field": "weg", "tie": 1}]) == []


def test_a_heat_map_points_at_low_rows_and_columns() -> None:
    """One cell says nothing yet; unknown does not count."""
    exercise = EXERCISES["warmte"]
    assert isinstance(exercise, Grid)
    value = {"evalueren": {"inkoop": 1, "juridisch": 2}, "luisteren": {"inkoop": 2, "juridisch": 0}}
    assert [one.id for one in exercise.low_rows(value)] == ["evalueren"]
    assert [one.id for one in exercise.low_columns(value)] == ["inkoop"]


def test_one_item_too_high_is_one_fault() -> None:
    """The items that stand in order among each other are right, wherever the misplaced one is."""
    exercise = EXERCISES["volgorde"]
    marks = {one.target: one.verdict for one in exercise.feedback(["tekenen", "kennen", "doel", "regels"]).remarks}
    assert marks == {"tekenen": "wrong", "kennen": "right", "doel": "right", "regels": "right"}


def test_who_found_all_that_fits_learns_why_the_rest_does_not() -> None:
    """Every option explains itself in the end, also the ones that were left alone."""
    exercise = EXERCISES["meerkeuze"]
    assert {one.target for one in exercise.feedback(["scope"]).remarks} == {"scope"}
    verdicts = {one.target: one.verdict for one in exercise.feedback(["scope", "wee"]).remarks}
    assert verdicts == {"scope": "right", "wee": "right", "strategie": "none"}


def test_a_few_words_are_half_an_answer() -> None:
    """A written answer far under the number of words asked for counts as begun."""
    exercise = EXERCISES["plan"]
    assert exercise.filled({"als": "stil", "dan": "bel"}) == 0.5
    assert exercise.filled({"als": "het een week stil blijft", "dan": "bel ik op"}) == 1
