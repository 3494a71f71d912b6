"""Turns what the operating system reports into a Dutch sentence with what to do."""

import errno
from pathlib import Path

from leergang.errors import CourseError

_NO_PERMISSION = {errno.EACCES, errno.EPERM, errno.EROFS}
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
_NOT_A_FOLDER = {errno.ENOTDIR, errno.EEXIST}


def explain_os_error(error: OSError, path: Path) -> CourseError:
    """Turn what the operating system reported about `path` into a Dutch sentence with what to do."""
    if error.errno in _NO_PERMISSION:
        return CourseError(
            f"De map {path} is niet beschrijfbaar: je mag hier niet opslaan. Kies een map van jezelf, "
            'bijvoorbeeld: leergang start "Mijn leergang"'
        )
    if error.errno in _DISK_FULL:
        return CourseError(
            f"De schijf met {path} is vol. Maak ruimte vrij en start de leergang opnieuw; je antwoorden blijven staan."
        )
    if error.errno in _NOT_A_FOLDER:
        return CourseError(
            f"Op de plek {path} staat een bestand, en de leergang heeft een map nodig. "
            "Kies een andere naam, of verplaats dat bestand."
        )
    if error.errno == errno.ENAMETOOLONG:
        return CourseError(f"De naam {path} is te lang. Kies een kortere naam voor de map.")
    reason = error.strerror or type(error).__name__
    return CourseError(
        f"Het lukt niet om in {path} te schrijven ({reason}). Probeer het opnieuw, of kies een andere map."
    )
