"""When work was handed in, as nbgrader keeps it: in timestamp.txt, and in the gradebook as UTC without a zone."""

from datetime import datetime, timedelta

TIMESTAMP = "timestamp.txt"


def parse_moment(text: str) -> datetime | None:
    """For example ``2026-11-21 10:00:00.123456 UTC`` or ``… Europe/Amsterdam``; None for what is no moment."""
    from dateutil.parser import ParserError, parse
    from dateutil.tz import UTC, gettz

    day_and_time, _, name = text.strip().rpartition(" ")
    zone = gettz(name) if day_and_time and not name[:1].isdigit() and name[:1] not in "+-" else None
    try:
        moment: datetime = parse(day_and_time if zone else text)
        moment = moment.replace(tzinfo=zone) if zone else moment
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ParserError, OverflowError, ValueError):
        return None


def how_late(handed_in: datetime | None, due: datetime | None, extension: timedelta | None) -> timedelta:
    """How long after the deadline, which an instructor may have extended for this participant; zero when in time."""
    if handed_in is None or due is None:
        return timedelta()
    return max(timedelta(), handed_in - due - (extension or timedelta()))


def lateness(late: timedelta) -> str | None:
    """How late, in words; None when in time."""
    if not late:
        return None
    hours, minutes = divmod(int(late.total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "dag" if days == 1 else "dagen"), (hours, "uur"), (minutes, "min"))
    return " ".join(f"{number} {what}" for number, what in parts if number) or "minder dan een minuut"
