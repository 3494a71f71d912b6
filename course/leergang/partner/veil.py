"""What may be shown of a group's ratings without giving away one person's.

Who fills in the page says how the answers may be shown: as those of the organisation, or only within a group.

- As those of the organisation: they count as the organisation's own answer, also when nobody else replied.
- Only within a group: they are used where at least three of one party have rated the same statement, as a mean over
  all who did. The participant's own ratings never help to make up the three, since the participant knows them and
  could take them off.
- Means stand in halves, and with such replies in them never beyond 1.5 and 4.5. So a mean of 5 does not tell that
  everyone gave a 5, and a reply that comes in later cannot be worked out from the mean before and after it.
- The total over all parties is left out while it hides one or two people: what is shown beside it (their own rating
  for a person, the mean of the others for the participant) could be taken off, and what is left would be theirs.

This is counted per statement: who answers "weet ik niet" protects nobody.
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
    def hidden(self) -> int:
        """How many people are not in what is shown of this party."""
        return len(self.closed) if len(self.closed) < FEWEST else 0

    @property
    def shown(self) -> float | None:
        """The mean that may be shown of this party; None when there is none."""
        return _mean(self.open, () if self.hidden else self.closed)


def total(parties: Iterable[Ratings]) -> float | None:
    """The mean over everybody that may be shown; None when it would give someone away, or is one person's."""
    given = list(parties)
    if 0 < sum(one.hidden for one in given) < FEWEST:
        return None
    opened = tuple(rating for one in given for rating in one.open)
    closed = tuple(rating for one in given for rating in one.closed)
    return _mean(opened, closed) if len(opened) + len(closed) > 1 else None


def _mean(opened: tuple[int, ...], closed: tuple[int, ...]) -> float | None:
    if not opened and not closed:
        return None
    mean = round(fmean(opened + closed) * 2) / 2
    return min(max(mean, LOWEST), HIGHEST) if closed else mean
