"""Reads tables of a content file into frozen dataclasses.

Authors make mistakes in content files, so a fault names the place and what to do. The reader knows the few
types that content needs; it never guesses and never converts.
"""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from leergang.errors import ContentError

T = TypeVar("T")

_DUTCH = {str: "tekst", int: "een geheel getal", float: "een getal", bool: "true of false"}


def read_table(cls: type[T], table: Mapping[str, Any], where: str, ignore: frozenset[str] = frozenset()) -> T:
    """Make one dataclass of type ``cls`` from a TOML table.

    ``where`` names the table for the author (file, exercise, option). ``ignore`` holds keys that the caller
    has read itself. Raises ContentError on an unknown, missing or wrongly typed field.
    """
    known = _fields(typing.cast(Any, cls))
    _refuse_unknown(table.keys() - known.keys() - ignore, known, where)
    values = {}
    for name, (hint, required) in known.items():
        if name in table:
            values[name] = _convert(hint, table[name], f"{where}, veld ‘{name}’")
        elif required:
            raise ContentError(
                f"{where}: het veld ‘{name}’ ontbreekt. Vul het in; modules/README.md geeft een voorbeeld."
            )
    return cls(**values)


@cache
def _fields(cls: type) -> dict[str, tuple[Any, bool]]:
    hints = typing.get_type_hints(cls)
    return {
        field.name: (hints[field.name], field.default is MISSING and field.default_factory is MISSING)
        for field in fields(cls)
    }


def _refuse_unknown(unknown: set[str], known: Mapping[str, Any], where: str) -> None:
    for name in sorted(unknown):
        near = get_close_matches(name, known, n=1)
        hint = f"Bedoel je ‘{near[0]}’?" if near else "Haal het weg of kijk in modules/README.md hoe het heet."
        raise ContentError(f"{where}: het veld ‘{name}’ bestaat niet. {hint}")


def _convert(hint: Any, value: Any, where: str) -> Any:
    if hint is Any:
        return value
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _convert(next(arg for arg in args if arg is not types.NoneType), value, where)
    if origin is tuple:
        return _convert_tuple(args, value, where)
    if is_dataclass(hint):
        return read_table(typing.cast(type, hint), _expect(dict, "een tabel", value, where), where)
    if hint is float and type(value) is int:
        return float(value)
    return _expect(hint, _DUTCH[hint], value, where)


def _convert_tuple(args: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if args == (str, Ellipsis) and isinstance(value, str):
        return (value,)  # right = "scope" is short for right = ["scope"]
    values = _expect(list, "een lijst", value, where)
    if args[-1] is Ellipsis:
        return tuple(_convert(args[0], one, f"{where} ({_label(one, number)})") for number, one in enumerate(values, 1))
    if len(values) != len(args):
        raise ContentError(f"{where}: hier horen {len(args)} waarden te staan, er staan er {len(values)}.")
    return tuple(_convert(arg, one, where) for arg, one in zip(args, values, strict=True))


def _label(value: Any, number: int) -> str:
    return str(value["id"]) if isinstance(value, dict) and "id" in value else f"nummer {number}"


def _expect(kind: type, dutch: str, value: Any, where: str) -> Any:
    if type(value) is not kind:
        raise ContentError(f"{where}: hier hoort {dutch} te staan, er staat {value!r:.60}.")
    return value
