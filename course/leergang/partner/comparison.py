"""Where the sides of an alliance see the same and where they do not: every statement, party beside party.

Pure. A topic is one thing that all look at: the alliance (the checklist), or one house (the maturity scan, once about
the participant's own house and once per partner). What may be shown of a party is decided in ``veil``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from leergang.dossier.model import Alliance, Response
from leergang.kinds.scale import HIGH_MEAN, LOW_MEAN, UNKNOWN, Group, Statement
from leergang.partner.scans import Question, own_ratings
from leergang.partner.veil import Ratings, in_groups, total

OWN = "Wij"
OTHERS = "Overige organisaties"
NAMELESS = "De partner"
MOST_PARTIES = 6  # beside the participant's own; the smallest are taken together, or no table would hold them
SAME, APART = 1.0, 2.0  # a gap up to the first is seeing the same, from the second on it is worth a conversation


@dataclass(frozen=True)
class Person:
    """What someone rated, by question; ``open`` when it may be shown as the organisation's own answer."""

    ratings: Mapping[str, Mapping[str, int]]
    open: bool


@dataclass(frozen=True)
class Party:
    """An organisation and who answered for it; the first of all parties is the participant's own."""

    name: str
    people: tuple[Person, ...]

    @property
    def waiting(self) -> int:
        """How many are in no figure yet, because too few of this party want to be shown only within a group."""
        closed = sum(not one.open for one in self.people)
        return closed if in_groups(closed) == 0 else 0

    def ratings(self, key: str, statement: str) -> Ratings:
        """What the party gave a statement of the question ``key``, without the unknowns."""
        given = [(one.open, one.ratings.get(key, {}).get(statement, UNKNOWN)) for one in self.people]
        return Ratings(
            tuple(rating for is_open, rating in given if rating != UNKNOWN and is_open),
            tuple(rating for is_open, rating in given if rating != UNKNOWN and not is_open),
        )


@dataclass(frozen=True)
class Row:
    """One statement: a value per party of the topic (None: nothing to show), the total, and the participant's guess."""

    topic: str
    exercise: str
    statement: Statement
    group: Group
    parties: tuple[str, ...]
    values: tuple[float | None, ...]
    total: float | None
    guess: float | None = None

    @property
    def known(self) -> tuple[float, ...]:
        """The values that can be shown."""
        return tuple(one for one in self.values if one is not None)

    @property
    def gap(self) -> float | None:
        """The largest difference between two parties; None while fewer than two can be shown."""
        return max(self.known) - min(self.known) if len(self.known) > 1 else None

    @property
    def surprise(self) -> float | None:
        """How far the partner's rating is from what the participant thought it would be."""
        return None if self.guess is None or self.values[-1] is None else self.values[-1] - self.guess

    @property
    def level(self) -> str:
        """Whether all parties rate it ``low`` or ``high``; "" otherwise."""
        if all(one <= LOW_MEAN for one in self.known):
            return "low"
        return "high" if all(one >= HIGH_MEAN for one in self.known) else ""


@dataclass(frozen=True)
class Topic:
    """One thing that all look at, with the names of its parties and a row per statement."""

    title: str
    parties: tuple[str, ...]
    rows: tuple[Row, ...]

    def means(self) -> Iterator[tuple[Group, tuple[float | None, ...]]]:
        """Per group the mean of each party, over the statements for which all of these parties can be shown.

        A party of which nothing can be shown does not keep the others from being compared.
        """
        columns = list(zip(*(row.values for row in self.rows), strict=True))
        seen = [number for number, column in enumerate(columns) if any(one is not None for one in column)]
        for group in dict.fromkeys(row.group for row in self.rows):
            rows = [row.values for row in self.rows if row.group == group]
            whole = [known for values in rows if None not in (known := [values[number] for number in seen])]
            means = dict(zip(seen, map(fmean, zip(*whole, strict=True)), strict=False))
            yield group, tuple(means.get(number) for number in range(len(self.parties)))


@dataclass(frozen=True)
class Comparison:
    """All topics, and the parties with the participant's own first."""

    parties: tuple[Party, ...]
    topics: tuple[Topic, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every statement of every topic."""
        return tuple(row for topic in self.topics for row in topic.rows)

    @property
    def same(self) -> tuple[Row, ...]:
        """The statements on which the parties see the same."""
        return tuple(row for row in self.rows if row.gap is not None and row.gap <= SAME)

    @property
    def apart(self) -> tuple[Row, ...]:
        """The statements on which they differ enough to talk about, largest gap first."""
        return tuple(sorted((row for row in self.rows if (row.gap or 0) >= APART), key=lambda row: -(row.gap or 0)))

    @property
    def surprises(self) -> tuple[Row, ...]:
        """The statements where the participant guessed the partner's rating wrong, furthest first."""
        wrong = [row for row in self.rows if abs(row.surprise or 0) >= APART]
        return tuple(sorted(wrong, key=lambda row: -abs(row.surprise or 0)))


def compare(alliance: Alliance, asked: Sequence[Question]) -> Comparison:
    """The comparison of what the participant answered in the course with the replies that were imported."""
    own = Person({one.key: own_ratings(one, alliance.answers) for one in asked}, open=True)
    parties = tuple(_parties(own, alliance.responses))
    return Comparison(parties, tuple(_topics(parties, alliance, asked)))


def _parties(own: Person, responses: Iterable[Response]) -> Iterator[Party]:
    """The own party, and the others with the one that has most replies first."""
    colleagues: list[Person] = []
    others: dict[str, tuple[str, list[Person]]] = {}
    for one in responses:
        if one.role == "wij":
            colleagues.append(Person(one.ratings, one.open))
        else:
            _, people = others.setdefault(_same_name(one.side), (_shown_name(one.side), []))
            people.append(Person(one.ratings, one.open))
    yield Party(OWN, (own, *colleagues))
    yield from _bounded([Party(name, tuple(people)) for name, people in others.values()])


def _same_name(name: str) -> str:
    """Who types a name does not mind capitals and spaces."""
    return " ".join(name.casefold().split())


def _shown_name(side: str) -> str:
    """Two parties under one name could not be told apart."""
    name = side.strip() or NAMELESS
    return f"{name} (partner)" if _same_name(name) in (_same_name(OWN), _same_name(OTHERS)) else name


def _bounded(parties: list[Party]) -> list[Party]:
    ordered = sorted(parties, key=lambda one: -len(one.people))
    if len(ordered) <= MOST_PARTIES:
        return ordered
    first, rest = ordered[: MOST_PARTIES - 1], ordered[MOST_PARTIES - 1 :]
    return [*first, Party(OTHERS, tuple(person for one in rest for person in one.people))]


def _topics(parties: Sequence[Party], alliance: Alliance, asked: Sequence[Question]) -> Iterator[Topic]:
    """The alliance as seen by all, the own house as seen by all, and each partner's house as seen by two."""
    by_about = {one.about: one for one in asked}
    whole, house, other = by_about["alliance"], by_about["own"], by_about["other"]
    own, *partners = parties
    guess = own_ratings(whole, alliance.answers, "partner") if len(partners) == 1 else {}
    yield _topic("De alliantie", [(one, whole) for one in parties], guess)
    yield _topic("Onze organisatie", [(own, house), *((one, other) for one in partners)])
    for one in partners:
        yield _topic(one.name, [(own, other), (one, house)])


def _topic(title: str, sides: Sequence[tuple[Party, Question]], guess: Mapping[str, int] | None = None) -> Topic:
    question = sides[0][1]
    groups = {one.id: one for one in question.scale.groups}
    rows = (
        _row(title, groups[one.group], one, sides, (guess or {}).get(one.id) or None)
        for one in question.scale.statements
    )
    return Topic(title, tuple(party.name for party, _ in sides), tuple(rows))


def _row(
    topic: str, group: Group, statement: Statement, sides: Sequence[tuple[Party, Question]], guess: float | None
) -> Row:
    given = [party.ratings(question.key, statement.id) for party, question in sides]
    names, values = tuple(party.name for party, _ in sides), tuple(one.shown for one in given)
    return Row(topic, sides[0][1].exercise, statement, group, names, values, total(given), guess)
