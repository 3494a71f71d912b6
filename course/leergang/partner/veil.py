"""What may be shown of a group's ratings without giving away one person's.

Who fills in the page says how the answers may be shown: as those of the organisation, or only within a group.

- As those of the organisation: they count as the organisation's own answer, also when nobody else replied.
- Only within a group: they are used by three, in the order in which they came, and only in a mean. One or two people
  are in no figure at all, also not in the total: who knows the other figures could take those off, and what is left
  would be theirs. And as a mean changes by three people at a time, the figures before and after a new reply do not
  tell what that reply was.
- The participant's own ratings never help to make up the three, since the participant knows them.
- Means stand in halves, and with such replies in them never beyond 1.5 and 4.5: a mean of 5 would tell that everyone
  gave a 5.
- The total is made of the means that are shown, so that it adds nothing to them.

This is counted per statement: who answers "weet ik niet" protects nobody. What stays possible is an extreme: one of
exactly three, who knows the own rating, may see that the other two both gave a 5, and who saw a mean leap from 1.5 to
3.5 knows that the three who came in between did.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

FEWEST = 3
LOWEST, HIGHEST = 1.5, 4.5


@dataclass(frozen=True)
class Ratings:
    """What one party gave a statement: in the organisation's name, and by those who show only within a group."""

    open: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()

    @property
    def counted(self) -> tuple[int, ...]:
        """The ratings that are in what is shown of this party."""
        return self.open + self.closed[: in_groups(len(self.closed))]

    @property
    def shown(self) -> float | None:
        """The mean that may be shown of this party; None when there is none."""
        if not self.counted:
            return None
        mean = _halves(fmean(self.counted))
        return min(max(mean, LOWEST), HIGHEST) if len(self.counted) > len(self.open) else mean


def in_groups(people: int) -> int:
    """How many of these people, who show only within a group, are in a figure."""
    return people - people % FEWEST


def total(parties: Iterable[Ratings]) -> float | None:
    """The mean over all who are shown; None when that is one person."""
    known = [(one.shown, len(one.counted)) for one in parties if one.shown is not None]
    people = sum(count for _, count in known)
    return _halves(sum(mean * count for mean, count in known if mean is not None) / people) if people > 1 else None


def _halves(mean: float) -> float:
    return round(mean * 2) / 2
