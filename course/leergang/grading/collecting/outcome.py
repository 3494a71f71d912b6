"""What became of something that was offered for collecting."""

from dataclasses import dataclass

NEW, REPLACED, SAME, OLDER, UNUSED = "new", "replaced", "same", "older", "unused"


class UnusableError(Exception):
    """This cannot be collected; the text is the reason in Dutch."""


@dataclass(frozen=True)
class Outcome:
    """``source`` is where it came from, as a trail of names; ``text`` the reason or a remark, in Dutch."""

    status: str
    source: str
    participant: str = ""
    assignment: str = ""
    text: str = ""

    @property
    def failed(self) -> bool:
        """Whether an instructor has to look at it."""
        return self.status == UNUSED
