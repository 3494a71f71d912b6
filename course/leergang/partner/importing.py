"""Takes files that were sent back into the dossier: all in one write, whatever is wrong with some of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leergang.answers.answer_file import Sheet
from leergang.dossier.model import Alliance, Dossier, Response, read_dossier, with_alliance, with_responses
from leergang.dossier.store import DossierStore
from leergang.errors import CourseError
from leergang.kinds.base import as_dict
from leergang.partner.reply import MAX_BYTES, RefusedError, Reply, moment, read_reply
from leergang.partner.scans import Question

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """What became of one file; ``text`` is what to tell the participant."""

    file: str
    taken: bool
    text: str


def import_files(
    store: DossierStore, alliance_id: str, files: Iterable[tuple[str, bytes | str]], asked: Sequence[Question]
) -> list[Outcome]:
    """Take files into an alliance: their names, with their bytes or why those could not be read.

    Gives one outcome per file, in their order.

    Raises CourseError when the alliance is gone or the dossier cannot be written; then nothing was taken in.
    """
    dossier = store.load()
    alliance = required(dossier, alliance_id)
    read = [(name, _read(data, alliance, dossier, asked)) for name, data in files]
    outcomes: list[Outcome] = []

    def change(sheet: Sheet) -> Sheet:
        present = required(read_dossier(sheet), alliance_id).responses
        outcomes[:], taken = _merged(read, present)
        return with_responses(sheet, alliance_id, [dict(one.response) for one in taken])

    if any(isinstance(one, Reply) for _, one in read):
        store.save(change)
    else:
        outcomes, _ = _merged(read, ())
    return outcomes


def remove(store: DossierStore, alliance_id: str, response_id: str) -> None:
    """Take a reply out of the dossier, as its respondent may ask. Raises CourseError."""

    def without(raw: dict[str, Any]) -> dict[str, Any]:
        kept = [one for one in raw.get("responses") or [] if as_dict(one).get("id") != response_id]
        return {**raw, "responses": kept}

    required(store.load(), alliance_id)
    store.save(lambda sheet: with_alliance(sheet, alliance_id, without))


def required(dossier: Dossier, alliance_id: str) -> Alliance:
    """The alliance with this id. Raises CourseError."""
    found = dossier.get(alliance_id)
    if found is None:
        raise CourseError("Deze alliantie staat niet meer in je dossier. Kies op de startpagina een alliantie.")
    return found


def read_file(path: Path) -> bytes | str:
    """The bytes of a file, no more than is needed to see that it is too large; or why it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return "Dit bestand bestaat niet. Kijk de naam en de map na."
    except IsADirectoryError:
        return "Dit is een map. Geef de bestanden die erin staan."
    except OSError as error:
        return f"Dit bestand is niet te lezen ({error.strerror or error}). Kopieer het naar een map van jezelf."


def _read(data: bytes | str, alliance: Alliance, dossier: Dossier, asked: Sequence[Question]) -> Reply | str:
    """The reply, or why there is none."""
    if isinstance(data, str):
        return data
    try:
        return read_reply(data, alliance, dossier, asked)
    except RefusedError as error:
        return str(error)


def _merged(read: Iterable[tuple[str, Reply | str]], present: Iterable[Response]) -> tuple[list[Outcome], list[Reply]]:
    """Per file what becomes of it, and the replies to store: of one respondent only the newest."""
    newest = {one.id: moment(one.at) or _NEVER for one in present}
    taken: dict[str, Reply] = {}
    outcomes = []
    for name, reply in read:
        if isinstance(reply, str):
            outcomes.append(Outcome(name, False, reply))
            continue
        known = str(reply.response["id"])
        before = newest.get(known)
        outcomes.append(Outcome(name, before is None or reply.at >= before, _said(reply, before)))
        if outcomes[-1].taken:
            newest[known], taken[known] = reply.at, reply
    return outcomes, list(taken.values())


def _said(reply: Reply, before: datetime | None) -> str:
    if before is None:
        text = f"Het antwoord van {reply.who} is ingelezen."
    elif reply.at > before:
        text = f"Het antwoord van {reply.who} stond er al. Dit is nieuwer en komt ervoor in de plaats."
    elif reply.at == before:
        return f"Het antwoord van {reply.who} stond er al. Er verandert niets."
    else:
        return f"Van {reply.who} is er al een nieuwer antwoord. Dit oudere is niet overgenomen."
    return " ".join([text, *reply.left_out])
