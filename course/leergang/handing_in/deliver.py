"""Handing in: through the instructor's exchange where there is one, and otherwise as a zip file to send.

The zip and the new receipt come first and the earlier ones move aside last, so that a kill at any moment leaves
at least one of each.
"""

import io
import json
import os
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from leergang.atomic import write_atomic
from leergang.errors import CourseError
from leergang.handing_in import exchange
from leergang.handing_in.draft import Draft
from leergang.handing_in.person import Person, keep_person
from leergang.handing_in.place import EARLIER
from leergang.handing_in.receipt import Receipt, as_json
from leergang.safe_names import safe_name

SLIP = "inlevering.json"
FORMAT = 1


def hand_in(draft: Draft, person: Person, now: datetime | None = None) -> tuple[Receipt, str]:
    """Hand this in. Returns the receipt, and a remark when the exchange refused and it became a zip after all.

    Raises CourseError when it could not be handed in at all; nothing has changed then.
    """
    moment = (now or datetime.now()).astimezone()
    if not draft.files:
        raise CourseError(
            "Er is niets om in te leveren: in de map van de opdracht staan geen antwoorden en geen notebook."
        )
    try:
        keep_person(person, draft.place.person_file)
        name, remark = _send(draft, person, moment)
        receipt = _receipt(draft, person, moment, name)
        _file_away(draft, receipt)
    except OSError as error:
        raise _explained(error, draft.place.shelf) from error
    return receipt, remark


def slip(draft: Draft, person: Person, moment: datetime) -> bytes:
    """What goes along for the instructor: whose work this is, of which assignment, and when it was handed in."""
    told = {"format": FORMAT, "assignment": draft.place.assignment, "at": moment.isoformat(timespec="seconds")}
    told |= {"hash": draft.hash, "name": person.name, "number": person.number}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def zipped(files: Mapping[str, bytes], moment: datetime) -> bytes:
    """These files as a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, moment.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _send(draft: Draft, person: Person, moment: datetime) -> tuple[str, str]:
    """Bring it where it should go; returns the name of the zip, empty for the exchange, and a remark."""
    files = {**draft.files, SLIP: slip(draft, person, moment)}
    place = exchange.available(draft.place.assignment)
    remark = ""
    if place is not None:
        try:
            exchange.send(files, draft.place.assignment)
            return "", ""
        except exchange.RefusedError as error:
            remark = (
                f"De gedeelde map van je docent ({place}) werkte niet: {error}. Daarom is het een zipbestand geworden."
            )
    name = f"{draft.place.assignment} {safe_name(person.name)} {moment:%Y-%m-%d %H.%M.%S}.zip"
    draft.place.shelf.mkdir(parents=True, exist_ok=True)
    write_atomic(draft.place.shelf / name, zipped(files, moment))
    return name, remark


def _receipt(draft: Draft, person: Person, moment: datetime, name: str) -> Receipt:
    return Receipt(
        assignment=draft.place.assignment,
        title=draft.title,
        at=moment.isoformat(timespec="seconds"),
        hash=draft.hash,
        answers=draft.answers,
        filled=draft.filled,
        total=draft.total,
        name=person.shown,
        file=name,
    )


def _file_away(draft: Draft, receipt: Receipt) -> None:
    shelf, earlier = draft.place.shelf, draft.earlier
    shelf.mkdir(parents=True, exist_ok=True)
    if earlier:
        (shelf / EARLIER).mkdir(exist_ok=True)
        stamp = datetime.fromisoformat(earlier.at).strftime("%Y-%m-%d %H.%M.%S")
        write_atomic(shelf / EARLIER / f"{earlier.assignment} {stamp}.json", as_json(earlier))
    write_atomic(shelf / f"{receipt.assignment}.json", as_json(receipt))
    if earlier and earlier.file and earlier.file != receipt.file and (shelf / earlier.file).is_file():
        os.replace(shelf / earlier.file, shelf / EARLIER / earlier.file)


def _explained(error: OSError, shelf: Path) -> CourseError:
    reason = error.strerror or type(error).__name__
    return CourseError(
        f"Inleveren is niet gelukt: in {shelf} kan niets worden bewaard ({reason}). Er is niets ingeleverd en je "
        "antwoorden zijn niet veranderd. Maak ruimte vrij of zet je map op een plek waar je mag opslaan, en lever dan "
        "opnieuw in."
    )
