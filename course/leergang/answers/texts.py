"""What a participant is told about saving: what happened, and what to do."""

import errno
from pathlib import Path

UNSAVED = (
    "Je antwoord is nog niet opgeslagen. Het blijft hier staan en gaat mee zodra opslaan lukt; "
    "sluit dit notebook nog niet."
)
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
_NO_PERMISSION = {errno.EACCES, errno.EPERM, errno.EROFS}


def busy(name: str) -> str:
    """Another program holds the file."""
    return (
        f"Een ander programma houdt {name} bezet. Probeer het zo nog eens; blijft het bezet, "
        "sluit dan andere vensters met dit notebook."
    )


def too_large(name: str) -> str:
    """There is an end to what a file may hold."""
    return f"{name} wordt te groot. Maak lange antwoorden korter."


def not_storable(exercise_id: str, reason: str) -> str:
    """The answer cannot stand in a file, so it is not kept for later either."""
    return (
        f"Dit antwoord op '{exercise_id}' is niet opgeslagen, want {reason}. "
        "Wijzig het antwoord en probeer het opnieuw."
    )


def set_aside(file: str, what: str, reason: str, name: str, empty: bool) -> str:
    """A damaged file got another name."""
    rest = f"een leeg {what}" if empty else "de antwoorden die dit notebook al kende"
    return (
        f"{file} was niet te lezen, want {reason}. De leergang gaat verder met {rest}. "
        f"Er is niets weggegooid: het oude bestand staat in dezelfde map en heet nu '{name}'."
    )


def damaged(file: str, ids: list[str]) -> str:
    """Some answers in a good file are unusable; nothing when there are none."""
    if not ids:
        return ""
    names = ", ".join(f"'{name}'" for name in ids[:5]) + (" en andere" if len(ids) > 5 else "")
    return (
        f"Een deel van de antwoorden in {file} is niet te lezen: {names}. Die oefeningen beginnen leeg; "
        "wat er stond, blijft in het bestand bewaard, ook als je ze opnieuw invult."
    )


def explained(error: OSError, folder: Path, file: str) -> str:
    """What the operating system reported, and what can be done about it."""
    if error.errno in _DISK_FULL:
        return (
            "De schijf is vol. Maak ruimte vrij, bijvoorbeeld door de prullenbak te legen, "
            "en wijzig je antwoord dan nog eens."
        )
    if not folder.is_dir():
        return f"De map {folder} bestaat niet meer. Zet haar terug, of open het notebook op zijn nieuwe plek."
    if error.errno in _NO_PERMISSION:
        return (
            f"In de map {folder} mag de leergang niet lezen of schrijven. "
            f"Zet de cursus in een map waarin je zelf mag opslaan, of sluit het programma dat {file} vasthoudt."
        )
    reason = error.strerror or type(error).__name__
    return f"De computer meldt: {reason}. Probeer het opnieuw; blijft het misgaan, vraag dan je begeleider om hulp."
