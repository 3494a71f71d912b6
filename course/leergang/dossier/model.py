"""What a dossier holds: the participant's own alliances, their answers, and what partners sent back.

Pure. A file may have been edited by hand, so reading is tolerant per part: what cannot be used is left out here and
stays in the file. A change takes and returns the file's own table (a sheet), so that nothing unknown is lost.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leergang.answers.answer_file import Sheet
from leergang.answers.entry import Entry, entry_of
from leergang.kinds.base import as_dict

FORMAT = 1
FIRST_NAME = "Mijn alliantie"
LONGEST_NAME = 200
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True)
class Response:
    """What one partner or colleague filled in; ``ratings`` maps module/exercise to ratings per statement.

    ``open`` when the respondent lets them be shown as the organisation's own, and not only within a group.
    """

    id: str
    form: str
    side: str
    role: str
    name: str
    at: str
    ratings: Mapping[str, Mapping[str, int]]
    open: bool = False


@dataclass(frozen=True)
class Alliance:
    """One alliance of the participant; ``answers`` are keyed ``module folder/exercise id``."""

    id: str
    name: str
    made: str = ""
    partners: tuple[str, ...] = ()
    answers: Mapping[str, Entry] = field(default_factory=dict)
    responses: tuple[Response, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """All alliances, and the id of the one that the modules work on ("" while there is none)."""

    current: str = ""
    alliances: tuple[Alliance, ...] = ()

    @property
    def chosen(self) -> Alliance | None:
        """The alliance that the modules work on."""
        return self.get(self.current)

    def get(self, alliance_id: str) -> Alliance | None:
        """The alliance with this id."""
        return next((one for one in self.alliances if one.id == alliance_id), None)


# Reading


def read_dossier(sheet: Sheet) -> Dossier:
    """The usable part of a sheet. Never raises. Without a usable choice the first alliance is the chosen one."""
    found = tuple({one.id: one for one in map(read_alliance, raw_alliances(sheet)) if one}.values())
    wanted = sheet.get("current")
    current = wanted if wanted in [one.id for one in found] else found[0].id if found else ""
    return Dossier(str(current), found)


def raw_alliances(sheet: Sheet) -> list[Any]:
    """The alliances as they stand in the sheet, usable or not."""
    raw = sheet.get("alliances")
    return raw if isinstance(raw, list) else []


def read_alliance(raw: Any) -> Alliance | None:
    """One alliance; None when it has no id. A damaged answer or response does not cost the others."""
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str) or not raw["id"]:
        return None
    entries = {key: entry_of(one) for key, one in as_dict(raw.get("answers")).items()}
    responses = raw["responses"] if isinstance(raw.get("responses"), list) else []
    return Alliance(
        id=raw["id"],
        name=clean_name(raw.get("name")) or FIRST_NAME,
        made=_text(raw.get("made")),
        partners=tuple(filter(None, map(clean_name, _list(raw.get("partners"))))),
        answers={key: one for key, one in entries.items() if one},
        responses=tuple(one for one in map(read_response, responses) if one),
    )


def read_response(raw: Any) -> Response | None:
    """One response; None when it has no id. Ratings are whole numbers from 0 ("weet ik niet") to 5."""
    if not isinstance(raw, dict) or not _text(raw.get("id")):
        return None
    texts = {name: _text(raw.get(name)) for name in ("id", "form", "side", "role", "name", "at")}
    ratings = {key: _ratings(one) for key, one in as_dict(raw.get("ratings")).items()}
    return Response(**texts, ratings={key: one for key, one in ratings.items() if one}, open=raw.get("open") is True)


def _ratings(raw: Any) -> dict[str, int]:
    return {key: one for key, one in as_dict(raw).items() if type(one) is int and 0 <= one <= 5}


def _text(raw: Any) -> str:
    return raw if isinstance(raw, str) else ""


def _list(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else []


def clean_name(raw: Any) -> str:
    """A name as it can be stored and shown on one line, in any script; "" when nothing is left."""
    text = unicodedata.normalize("NFC", _text(raw)).encode("utf-8", "ignore").decode("utf-8")
    return _BREAKS.sub(" ", text).strip()[:LONGEST_NAME].strip()


# Changing


def with_alliance(sheet: Sheet, alliance_id: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Sheet:
    """The sheet with this change made to the alliance's own table; raises KeyError when it is not there."""
    found = False

    def changed(raw: Any) -> Any:
        nonlocal found
        if found or not isinstance(raw, dict) or raw.get("id") != alliance_id:
            return raw
        found = True
        return change(raw)

    alliances = [changed(raw) for raw in raw_alliances(sheet)]
    if not found:
        raise KeyError(alliance_id)
    return {**sheet, "alliances": alliances}


def with_responses(sheet: Sheet, alliance_id: str, responses: list[dict[str, Any]]) -> Sheet:
    """The sheet with these responses added; one that was there already, by its id, is replaced."""
    news = {one["id"]: one for one in responses}

    def change(raw: dict[str, Any]) -> dict[str, Any]:
        kept = [one for one in _list(raw.get("responses")) if as_dict(one).get("id") not in news]
        return {**raw, "responses": [*kept, *news.values()]}

    return with_alliance(sheet, alliance_id, change)
