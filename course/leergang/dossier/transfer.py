"""Export and import of the dossier as one file, and the kept copy of an alliance that is removed.

The exported file is a dossier as it stands on disk, so a copied dossier.json can be imported as well.
"""

from datetime import datetime
from pathlib import Path

from leergang.answers.answer_file import MAX_BYTES, DamagedError, Sheet, UnusableError, encode, parse
from leergang.answers.store import AnswerNotSaved
from leergang.atomic import write_atomic
from leergang.dossier.edits import merged, only, removed
from leergang.dossier.model import raw_alliances, read_alliance
from leergang.dossier.store import DOSSIER, DossierStore
from leergang.errors import CourseError
from leergang.os_errors import explain_os_error

REMOVED = "verwijderde allianties"


def exported(store: DossierStore) -> tuple[str, bytes]:
    """A name for the file, and what is in it."""
    store.load()
    return f"mijn allianties {datetime.now():%Y-%m-%d}.json", encode(store.sheet)


def import_bytes(store: DossierStore, data: bytes, name: str) -> str:
    """Add what is in an exported file to the dossier; says what became of it. Raises CourseError, changing nothing."""
    other = _sheet(data, name)
    known = {one.id for one in store.load().alliances}
    found = {one.id for raw in raw_alliances(other) if (one := read_alliance(raw))}
    if not found:
        raise CourseError(f"In ‘{name}’ staat geen alliantie. Er is niets veranderd.")
    store.save(lambda sheet: merged(sheet, other))
    added, joined = len(found - known), len(found & known)
    parts = [f"{_count(added)} toegevoegd" if added else "", f"{_count(joined)} aangevuld" if joined else ""]
    return f"Uit ‘{name}’: {' en '.join(filter(None, parts))}."


def _count(number: int) -> str:
    return "1 alliantie" if number == 1 else f"{number} allianties"


def _sheet(data: bytes, name: str) -> Sheet:
    try:
        if len(data) > MAX_BYTES:
            raise DamagedError(f"het is groter dan {MAX_BYTES // 1_000_000} MB")
        return parse(data, DOSSIER)
    except DamagedError as error:
        raise CourseError(
            f"‘{name}’ is niet te gebruiken, want {error}. Er is niets veranderd. "
            "Kies het bestand dat je met ‘Bewaar als bestand’ hebt gemaakt."
        ) from None
    except UnusableError:
        raise CourseError(
            f"‘{name}’ is gemaakt met een nieuwere versie van de leergang. Er is niets veranderd. "
            "Werk de leergang hier bij en lees het bestand dan opnieuw in."
        ) from None


def remove(store: DossierStore, alliance_id: str) -> Path:
    """Take an alliance out of the dossier, after a copy of it was kept. Returns the copy. Raises CourseError."""
    folder = store.root / REMOVED
    place = folder / f"alliantie {datetime.now():%Y-%m-%d %H.%M.%S} {alliance_id}.json"

    def change(sheet: Sheet) -> Sheet:
        folder.mkdir(exist_ok=True)
        write_atomic(place, encode(only(sheet, alliance_id)))
        return removed(sheet, alliance_id)

    try:
        store.save(change)
    except KeyError:
        raise CourseError("Deze alliantie was al verwijderd.") from None
    except AnswerNotSaved as error:
        raise CourseError(f"De alliantie is niet verwijderd. {error}") from error
    except OSError as error:
        raise explain_os_error(error, folder) from error
    return place
