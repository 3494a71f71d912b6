"""Moments of handing in: as nbgrader writes them in timestamp.txt, and in the gradebook as UTC without a zone."""

from datetime import datetime


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


def how_late(seconds: float) -> str:
    """For example ‘2 dagen te laat’; empty when in time."""
    if seconds <= 0:
        return ""
    for size, one, more in ((86_400, "dag", "dagen"), (3_600, "uur", "uur"), (60, "minuut", "minuten")):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {one if number == 1 else more} te laat"
    return "minder dan een minuut te laat"
