"""What is about to be handed in: the files as they are now, what is still open, and what should be known first.

Reading changes nothing: a damaged answers file stays where it is, and goes along as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leergang.answers.answer_file import ANSWERS, FILE_NAME, DamagedError, Sheet, empty_sheet, parse, read_bytes
from leergang.answers.entry import entry_of
from leergang.content import Content, load_content
from leergang.errors import CourseError
from leergang.fingerprint import hash_of
from leergang.handing_in.place import Place
from leergang.handing_in.receipt import Receipt, load_receipt

_MAX_NOTEBOOK = 20_000_000


@dataclass(frozen=True)
class Draft:
    """What would be handed in now. ``ids`` are the exercises, and ``warnings`` sentences for the participant.

    ``blank`` and ``part`` are the titles of what is not, or not wholly, filled in.
    """

    place: Place
    title: str
    ids: tuple[str, ...]
    files: Mapping[str, bytes]
    total: int
    blank: tuple[str, ...]
    part: tuple[str, ...]
    warnings: tuple[str, ...]
    earlier: Receipt | None

    @property
    def hash(self) -> str:
        """One code for all files together."""
        return hash_of(self.files)

    @property
    def answers(self) -> str:
        """One code for the answers alone; empty without any."""
        return hash_of({FILE_NAME: self.files[FILE_NAME]}) if FILE_NAME in self.files else ""

    @property
    def filled(self) -> int:
        """How many items are wholly filled in."""
        return self.total - len(self.blank) - len(self.part)

    @property
    def changed(self) -> bool:
        """Whether the answers differ from those that were handed in before."""
        return self.earlier is None or self.earlier.answers != self.answers

    @property
    def questions(self) -> bool:
        """Whether something should be confirmed first."""
        return bool(self.blank or self.part or self.warnings or self.earlier)


def draft(place: Place) -> Draft:
    """Read what would be handed in now. Raises CourseError when the assignment itself cannot be read."""
    content = load_content(place.folder)
    warnings: list[str] = []
    answers = _answers(place.folder, warnings)
    notebook = _notebook(place, warnings)
    sheet = _sheet(answers, content, warnings)
    shares = {one.title: one.filled(one.clean(_value(sheet, one.id))) for one in content.exercises.values()}
    files = {FILE_NAME: answers, f"{place.assignment}.ipynb": notebook}
    return Draft(
        place=place,
        title=content.module.title,
        ids=tuple(content.exercises),
        files={name: data for name, data in files.items() if data is not None},
        total=len(shares),
        blank=tuple(title for title, share in shares.items() if not share),
        part=tuple(title for title, share in shares.items() if 0 < share < 1),
        warnings=tuple(warnings),
        earlier=load_receipt(place.shelf / f"{place.assignment}.json"),
    )


def _answers(folder: Path, warnings: list[str]) -> bytes | None:
    try:
        return read_bytes(folder / FILE_NAME)
    except (DamagedError, CourseError, OSError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        warnings.append(f"{FILE_NAME} is niet te lezen en gaat niet mee: {reason}.")
        return None


def _sheet(data: bytes | None, content: Content, warnings: list[str]) -> Sheet:
    """The answers in these bytes; an empty sheet, and a warning, where there is nothing usable."""
    if data is None:
        return empty_sheet()
    try:
        sheet = parse(data, ANSWERS)
    except DamagedError as damage:
        warnings.append(
            f"{FILE_NAME} is beschadigd: {damage}. Het gaat mee zoals het is, maar je docent kan er niets in lezen. "
            "Open het notebook van de opdracht; daar staat wat je kunt doen."
        )
        return empty_sheet()
    except CourseError as error:
        warnings.append(str(error))
        return empty_sheet()
    damaged = [one.title for one in content.exercises.values() if _unreadable(sheet, one.id)]
    if damaged:
        titles = ", ".join(f"‘{title}’" for title in damaged)
        warnings.append(f"Niet te lezen in {FILE_NAME}: je antwoord bij {titles}. Vul dat opnieuw in.")
    return sheet


def _unreadable(sheet: Sheet, exercise_id: str) -> bool:
    return exercise_id in sheet["answers"] and entry_of(sheet["answers"][exercise_id]) is None


def _value(sheet: Sheet, exercise_id: str) -> object:
    entry = entry_of(sheet["answers"].get(exercise_id))
    return entry.value if entry else None


def _notebook(place: Place, warnings: list[str]) -> bytes | None:
    """The notebook under its own name, or the only other one; the instructor reads the answers in any case."""
    own = place.folder / f"{place.assignment}.ipynb"
    others = [] if own.is_file() else sorted(place.folder.glob("*.ipynb"))
    path = others[0] if len(others) == 1 else own
    try:
        if path.stat().st_size <= _MAX_NOTEBOOK:
            return path.read_bytes()
        reason = "te groot"
    except OSError:
        reason = "niet te lezen"
    warnings.append(f"{path.name} is {reason} en gaat niet mee. Dat geeft niet: je antwoorden staan in {FILE_NAME}.")
    return None
