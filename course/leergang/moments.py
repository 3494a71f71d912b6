"""Moments in Dutch, as people say them."""

from datetime import datetime

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def in_words(moment: datetime) -> str:
    """Such as ‘3 november 2026 om 10:15’, in the time of this computer."""
    here = moment.astimezone()
    return f"{here.day} {MONTHS[here.month - 1]} {here.year} om {here:%H:%M}"
