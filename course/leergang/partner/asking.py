"""Who asks, and what the partner is asked about: kept with the alliance, so that it is filled in once."""

from dataclasses import asdict, dataclass, field

from leergang.answers.answer_file import Sheet
from leergang.dossier.edits import new_id, renamed, with_new, with_partners
from leergang.dossier.model import FIRST_NAME, Alliance, clean_name, raw_alliances, read_dossier, with_alliance
from leergang.dossier.store import DossierStore
from leergang.kinds.base import as_dict
from leergang.partner.form import Asker
from leergang.partner.importing import required


@dataclass(frozen=True)
class Asking:
    """What stands on the page about the alliance and about who asks."""

    alliance: str = ""
    partners: tuple[str, ...] = ()
    asker: Asker = field(default_factory=Asker)


def asker_of(store: DossierStore, alliance_id: str) -> Asker:
    """Who asked before, for this alliance."""
    raw = next((one for one in raw_alliances(store.sheet) if as_dict(one).get("id") == alliance_id), None)
    given = as_dict(as_dict(raw).get("asker"))
    return Asker(clean_name(given.get("name")), clean_name(given.get("organisation")))


def keep(store: DossierStore, alliance_id: str, asking: Asking) -> Alliance:
    """Keep this with the alliance, or with a first one while there is none. Raises CourseError."""
    wanted = alliance_id or new_id()

    def change(sheet: Sheet) -> Sheet:
        if not alliance_id:
            sheet = with_new(sheet, wanted, asking.alliance or FIRST_NAME)
        required(read_dossier(sheet), wanted)
        sheet = with_partners(renamed(sheet, wanted, asking.alliance), wanted, list(asking.partners))
        return with_alliance(sheet, wanted, lambda raw: {**raw, "asker": asdict(asking.asker)})

    store.save(change)
    return required(store.load(), wanted)
