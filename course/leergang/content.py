"""Reads a folder's ``content.toml`` into exercises; lays a key or a translation over it by id."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leergang.errors import ContentError
from leergang.kinds import KINDS, Exercise
from leergang.kinds.base import require_known
from leergang.reading import read_table

FILE_NAME = "content.toml"
FORMAT = 1
CONCEPTS = (
    *(f"A{number}" for number in range(1, 6)),
    *(f"R{number}" for number in range(1, 5)),
    *(f"C{number}" for number in range(1, 6)),
    *(f"M{number}" for number in range(1, 4)),
    *(f"O{number}" for number in range(1, 5)),
    *(f"S{number}" for number in range(7)),
    *(f"F{number}" for number in range(6)),
)
STEPS = ("recall", "predict", "practice", "decide", "own", "plan")
ACCENTS = (
    "procesmanager",
    "netwerker",
    "strateeg",
    "organisatieontwikkelaar",
    "formeren",
    "funderen",
    "evolueren",
    "transformeren",
    "leergang",
)


@dataclass(frozen=True)
class Module:
    """What stands at the head of a module or an assignment. ``minutes`` is the study time."""

    title: str
    lead: str
    minutes: int
    accent: str = "leergang"
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """A module or assignment: its head, and its exercises by id in the order of the file.

    ``misconceptions`` says, by the name that wrong parts refer to, what who chooses them probably thinks; in keys only.
    """

    module: Module
    exercises: Mapping[str, Exercise]
    misconceptions: Mapping[str, str] = field(default_factory=dict)


def load_content(folder: Path, key: Path | None = None) -> Content:
    """Read the content of a folder, with the key laid over it when one is given.

    Raises ContentError, in Dutch, naming the file, the exercise and the field.
    """
    path = folder / FILE_NAME
    data = read_toml(path)
    if key is not None:
        data = overlay(data, read_toml(key), str(key.name))
    return parse_content(data, f"{folder.name}/{path.name}")


def load_head(folder: Path) -> Module:
    """Only the head of a folder's content, which costs a tenth of reading it whole. Raises ContentError."""
    path = folder / FILE_NAME
    try:
        head = path.read_text(encoding="utf-8").partition("\n[[exercise]]")[0]
        data = tomllib.loads(head)
    except (OSError, ValueError):
        return load_content(folder).module  # says what is wrong
    return parse_content(data, f"{folder.name}/{path.name}").module


def read_toml(path: Path) -> dict[str, Any]:
    """The table in a TOML file of this format. Raises ContentError when it is absent or damaged."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(
            f"Het bestand ‘{path.name}’ ontbreekt in de map ‘{path.parent.name}’. "
            "Open de cursus opnieuw met ‘leergang start’."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"Het bestand ‘{path}’ is niet te lezen: {error}. Haal het terug uit de cursus.") from None
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path}: geen geldig TOML: {error}. Verbeter die regel.") from None
    if data.get("format") != FORMAT:
        raise ContentError(f"{path}: bovenaan hoort ‘format = {FORMAT}’ te staan.")
    return data


def parse_content(data: Mapping[str, Any], name: str) -> Content:
    """Turn the table of a content file into content. ``name`` is what messages call the file."""
    for one in data.keys() - {"format", "module", "misconceptions", "exercise"}:
        raise ContentError(f"{name}: het onderdeel ‘{one}’ bestaat niet. Er zijn alleen [module] en [[exercise]].")
    head = data.get("module")
    if not isinstance(head, dict):
        raise ContentError(f"{name}: het onderdeel [module] ontbreekt.")
    module = read_table(Module, head, f"{name}, [module]")
    if module.accent not in ACCENTS:
        raise ContentError(f"{name}, [module]: ‘accent’ is een van {', '.join(ACCENTS)}.")
    return Content(module, _exercises(data.get("exercise", []), name), _misconceptions(data, name))


def _misconceptions(data: Mapping[str, Any], name: str) -> dict[str, str]:
    table = data.get("misconceptions", {})
    if not isinstance(table, dict) or not all(isinstance(text, str) and text.strip() for text in table.values()):
        raise ContentError(f'{name}, [misconceptions]: schrijf elk misverstand als naam = "wat iemand dan denkt".')
    return table


def _exercises(tables: Any, name: str) -> dict[str, Exercise]:
    if not isinstance(tables, list):
        raise ContentError(f"{name}: schrijf elke oefening als [[exercise]], met dubbele haken.")
    found: dict[str, Exercise] = {}
    for number, table in enumerate(tables, 1):
        exercise = parse_exercise(table, f"{name}, oefening ‘{table.get('id', f'nummer {number}')}’")
        if exercise.id in found:
            raise ContentError(f"{name}: de oefening ‘{exercise.id}’ komt twee keer voor. Geef elke een eigen id.")
        found[exercise.id] = exercise
    for exercise in found.values():
        if exercise.recall:
            require_known([exercise.recall], found, f"{name}, oefening ‘{exercise.id}’: ‘recall’")
    return found


def parse_exercise(table: Mapping[str, Any], where: str) -> Exercise:
    """One exercise from its table. Raises ContentError."""
    kind = table.get("kind")
    if kind not in KINDS:
        raise ContentError(f"{where}: de soort {kind!r} bestaat niet. Kies uit {', '.join(KINDS)}.")
    exercise = read_table(KINDS[kind], _renamed(table), where, ignore=frozenset({"kind"}))
    try:
        require_known([exercise.step], STEPS, "‘step’:")
        require_known(exercise.concepts, CONCEPTS, "‘concepts’: het begrip")
        exercise.validate()
    except ContentError as error:
        raise ContentError(f"{where}: {error}") from None
    return exercise


def _renamed(table: Mapping[str, Any]) -> dict[str, Any]:
    """'from' reads well in content and is no name in Python."""
    compare = table.get("compare")
    if not isinstance(compare, list):
        return dict(table)
    return {**table, "compare": [{"start" if k == "from" else k: v for k, v in one.items()} for one in compare]}


def overlay(base: Mapping[str, Any], extra: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Lay ``extra`` over ``base``: tables merge by key, lists of tables by id, anything else is replaced.

    Raises ContentError on an id in ``extra`` that ``base`` does not have.
    """
    return {**base, **{one: _laid(base.get(one), value, f"{name}, {one}") for one, value in extra.items()}}


def _laid(base: Any, extra: Any, where: str) -> Any:
    if isinstance(base, dict) and isinstance(extra, dict):
        return overlay(base, extra, where)
    if _has_ids(base) and _has_ids(extra):
        return _laid_by_id(base, {one["id"]: one for one in extra}, where)
    return extra


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) and "id" in one for one in value)


def _laid_by_id(base: list[dict[str, Any]], extra: dict[str, dict[str, Any]], where: str) -> list[dict[str, Any]]:
    require_known(extra, [one["id"] for one in base], f"{where}: het id")
    return [overlay(one, extra.get(one["id"], {}), f"{where} ‘{one['id']}’") for one in base]
