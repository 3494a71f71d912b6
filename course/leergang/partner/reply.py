"""One file that someone sent back: read without trusting it.

Whatever is wrong with a file becomes a sentence about that file. What is wrong with a part of it costs that part.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from leergang.dossier.model import Alliance, Dossier, clean_name
from leergang.kinds.base import as_dict, as_number
from leergang.kinds.scale import HIGHEST, UNKNOWN
from leergang.partner.scans import Question

KIND = "leergang-partnerblik"
FORMAT = 1
MAX_BYTES = 200_000  # a full one is 3 kB
_ID = re.compile(r"[0-9A-Za-z-]{8,64}")


class RefusedError(Exception):
    """This file cannot be taken in; the text is a Dutch sentence that says why and what to do."""


@dataclass(frozen=True)
class Reply:
    """What is usable in a file, as it goes into the dossier, and what was left out of it."""

    response: Mapping[str, Any]
    left_out: tuple[str, ...] = ()

    @property
    def at(self) -> datetime:
        """When it was saved."""
        return moment(self.response["at"]) or datetime.now(UTC)

    @property
    def who(self) -> str:
        """Who sent it, for a message."""
        return who(str(self.response["side"]), str(self.response["name"]), str(self.response["role"]))


def who(side: str, name: str, role: str) -> str:
    """A respondent in a few words, whatever of it was filled in."""
    known = side or ("een collega" if role == "wij" else "een partner")
    return f"{known} ({name})" if name else known


def form_id(alliance: Alliance) -> str:
    """The id of the page for this alliance; a reply repeats it."""
    return f"{alliance.id}-{FORMAT}"


def read_reply(data: bytes, alliance: Alliance, dossier: Dossier, asked: Sequence[Question]) -> Reply:
    """The reply in a file's bytes. Raises RefusedError."""
    table = _table(data)
    _check_form(str(table.get("form")), alliance, dossier)
    if table.get("role") not in ("wij", "partner") or not _ID.fullmatch(str(table.get("id"))):
        raise RefusedError(
            "Het bestand is beschadigd: er staat niet in van wie het is. Vraag om het opnieuw te bewaren."
        )
    ratings, left_out = _ratings(as_dict(table.get("ratings")), asked)
    at = moment(table.get("at"))
    if at is None:
        at = datetime.now(UTC)
        left_out.append("De datum was niet te lezen; die van vandaag is gebruikt.")
    names = {field: clean_name(table.get(field)) for field in ("side", "name")}
    fixed = {"id": table["id"], "form": table["form"], "role": table["role"], "open": table.get("open") is True}
    return Reply({**fixed, **names, "at": at.isoformat(timespec="seconds"), "ratings": ratings}, tuple(left_out))


def moment(raw: Any) -> datetime | None:
    """A point in time out of a text of any origin, in UTC; None when it is none."""
    try:
        found = datetime.fromisoformat(raw)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def _table(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise RefusedError(
            f"Het bestand is groter dan {MAX_BYTES // 1000} kB, en een antwoord is nooit zo groot. "
            "Kies het bestand dat de partner heeft teruggestuurd."
        )
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise RefusedError(
            "Dit is de pagina met vragen, zonder antwoorden. Vraag de partner om daarop ‘Bewaar je antwoorden’ "
            "te kiezen en het bestand te sturen dat dan ontstaat."
        )
    try:
        table = json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise RefusedError("Het bestand is te diep genest en dus geen antwoord van een partner.") from None
    except ValueError:
        raise RefusedError(
            "Het bestand is beschadigd of geen antwoord van een partner. Vraag om het opnieuw te bewaren en te sturen."
        ) from None
    return _checked(table)


def _checked(table: Any) -> dict[str, Any]:
    version = table.get("format") if isinstance(table, dict) else None
    if not isinstance(table, dict) or table.get("kind") != KIND or type(version) is not int or version < 1:
        raise RefusedError("Dit is geen antwoord van een partner. Kies een bestand dat begint met ‘antwoord’.")
    if version > FORMAT:
        raise RefusedError(
            "Het antwoord is gemaakt met een nieuwere versie van de leergang. Werk de leergang bij en lees het "
            "bestand daarna opnieuw in."
        )
    return table


def _check_form(form: str, alliance: Alliance, dossier: Dossier) -> None:
    asked_for = form.rpartition("-")[0]
    if asked_for == alliance.id:
        return
    other = dossier.get(asked_for)
    if other:
        raise RefusedError(
            f"Dit antwoord hoort bij je andere alliantie ‘{other.name}’. Kies eerst die alliantie en lees het dan in."
        )
    raise RefusedError(
        "Dit antwoord hoort bij een alliantie die niet in je dossier staat. Vraag van wie de pagina kwam."
    )


def _ratings(given: Mapping[str, Any], asked: Sequence[Question]) -> tuple[dict[str, dict[str, int]], list[str]]:
    """The usable ratings by question, and what was left out in sentences."""
    ratings: dict[str, dict[str, int]] = {}
    unknown = sum(len(as_dict(some)) for key, some in given.items() if key not in {one.key for one in asked})
    beyond = 0
    for question in asked:
        some = as_dict(given.get(question.key))
        ids = [one.id for one in question.scale.statements if one.id in some]
        known = {name: as_number(some[name], UNKNOWN, HIGHEST) for name in ids}
        ratings[question.key] = {name: rating for name, rating in known.items() if rating is not None}
        beyond += len(known) - len(ratings[question.key])
        unknown += len(some) - len(known)
    if not any(ratings.values()):
        raise RefusedError("Er staat geen enkel bruikbaar cijfer in. Vraag de partner om de pagina eerst in te vullen.")
    return {key: some for key, some in ratings.items() if some}, _told(unknown, beyond)


def _told(unknown: int, beyond: int) -> list[str]:
    said = []
    if unknown:
        said.append(
            "Eén stelling is overgeslagen: deze leergang kent haar niet."
            if unknown == 1
            else f"{unknown} stellingen zijn overgeslagen: deze leergang kent ze niet."
        )
    if beyond:
        said.append(
            "Eén cijfer is weggelaten: het is geen heel getal van 0 tot en met 5."
            if beyond == 1
            else f"{beyond} cijfers zijn weggelaten: het zijn geen hele getallen van 0 tot en met 5."
        )
    return said
