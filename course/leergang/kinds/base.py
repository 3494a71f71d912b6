"""What every kind of exercise has in common: its frozen data, cleaning, scoring and feedback.

A kind is pure: it knows nothing of widgets, files or notebooks. The key (what is right) stands in the same
dataclass in optional fields, which stay empty when content comes without its key.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol, TypeVar

from leergang.errors import ContentError
from leergang.ui import word

Verdict = Literal["right", "partly", "wrong", "none"]


@dataclass(frozen=True)
class Remark:
    """What the course says about one part of an answer. ``target`` is the id of that part; '' is the whole."""

    target: str
    verdict: Verdict
    text: str


@dataclass(frozen=True)
class Feedback:
    """The remarks on an answer, a line that sums them up, and the share of the score (0–1; None: no right or wrong)."""

    share: float | None
    summary: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Exercise(ABC):
    """The fields that all kinds share. Text fields hold Markdown. ``points`` counts in assignments only.

    ``returns`` says that the question can be understood outside its module, so that it can come back on later days.
    """

    id: str
    title: str
    prompt: str
    source: str = ""
    step: str = "practice"
    concepts: tuple[str, ...] = ()
    recall: str = ""
    after: str = ""
    points: int = 0
    returns: bool = False

    kind: ClassVar[str]

    @property
    def live(self) -> bool:
        """Whether feedback follows every change; otherwise the participant asks for it."""
        return False

    def validate(self) -> None:  # noqa: B027  # most kinds have nothing to add
        """Check what types cannot say; called once after reading. Raises ContentError without a place."""

    @property
    def points_text(self) -> str:
        """For example ‘3 punten’; empty where there are none."""
        return word("status", "point" if self.points == 1 else "points", points=self.points) if self.points else ""

    @property
    @abstractmethod
    def has_key(self) -> bool:
        """Whether this content says what is right."""

    @abstractmethod
    def clean(self, value: Any) -> Any:
        """The usable part of an answer of any origin. Never raises: what cannot be read counts as blank."""

    @abstractmethod
    def filled(self, value: Any) -> float:
        """Which share (0–1) of a cleaned answer is filled in."""

    @abstractmethod
    def score(self, value: Any) -> float:
        """The share (0–1) of the points that a cleaned answer earns. Needs the key."""

    @abstractmethod
    def feedback(self, value: Any) -> Feedback:
        """What the course says about a cleaned answer."""

    @abstractmethod
    def summary(self, value: Any) -> str:
        """A cleaned answer in readable Markdown, for recall, instructors and reports."""


class HasId(Protocol):
    @property
    def id(self) -> str: ...


H = TypeVar("H", bound=HasId)


def by_id(parts: Iterable[H], what: str) -> dict[str, H]:
    """The parts keyed by id. Raises ContentError on an id that occurs twice."""
    found: dict[str, H] = {}
    for part in parts:
        if part.id in found:
            raise ContentError(f"{what} ‘{part.id}’ komt twee keer voor. Geef elke een eigen id.")
        found[part.id] = part
    return found


def require_known(ids: Iterable[str], known: Iterable[str], what: str) -> None:
    """Raise ContentError on the first id that is not among the known ones."""
    names = set(known)
    for one in ids:
        if one not in names:
            raise ContentError(f"{what} ‘{one}’ bestaat niet. Kies uit: {', '.join(sorted(names))}.")


def as_dict(value: Any) -> dict[str, Any]:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_choices(value: Any, allowed: Mapping[str, Any]) -> list[str]:
    """The known ids in a list, each once, in the order given."""
    if not isinstance(value, list):
        return []
    return list(dict.fromkeys(one for one in value if isinstance(one, str) and one in allowed))


def as_number(value: Any, low: int, high: int) -> int | None:
    """A whole number within bounds, or None. A bool is no number here."""
    return value if type(value) is int and low <= value <= high else None


def band_share(value: int, band: tuple[int, int], slope: int) -> float:
    """1 inside the band, falling in a straight line to 0 at ``slope`` points outside it."""
    low, high = band
    distance = max(low - value, value - high, 0)
    return max(0.0, 1 - distance / slope)


def verdict(share: float) -> Verdict:
    """The word for a share of the score; under a quarter there is too little in it that fits."""
    if share >= 1:
        return "right"
    return "partly" if share >= 0.25 else "wrong"


def count(right: int, total: int, what: str = "goed") -> str:
    """For example ‘3 van de 5 goed’."""
    return f"{right} van de {total} {what}"
