"""Changes to the alliances of a dossier: pure functions from the file's table to a new one."""

import secrets
from datetime import datetime
from typing import Any

from leergang.answers.answer_file import Sheet, merged_answers
from leergang.dossier.model import (
    FIRST_NAME,
    clean_name,
    raw_alliances,
    read_alliance,
    read_dossier,
    with_alliance,
    with_responses,
)
from leergang.kinds.base import as_dict


def new_id() -> str:
    """An id that no other alliance has, on any computer."""
    return secrets.token_hex(4)


def with_new(sheet: Sheet, alliance_id: str, name: str, partners: tuple[str, ...] = ()) -> Sheet:
    """The sheet with a new alliance, which is chosen at once."""
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    made = {"id": alliance_id, "name": free_name(sheet, name), "made": moment, "partners": list(partners)}
    return {**sheet, "current": alliance_id, "alliances": [*raw_alliances(sheet), made | {"answers": {}}]}


def free_name(sheet: Sheet, name: str, but: str = "") -> str:
    """This name, with a number when another alliance than ``but`` has it: two of one name cannot be told apart."""
    base = clean_name(name) or FIRST_NAME
    taken = {one.name.casefold() for one in read_dossier(sheet).alliances if one.id != but}
    found, number = base, 1
    while found.casefold() in taken:
        number += 1
        found = f"{base} ({number})"
    return found


def renamed(sheet: Sheet, alliance_id: str, name: str) -> Sheet:
    """The sheet with another name for this alliance; an empty name changes nothing."""
    if not clean_name(name):
        return sheet
    found = free_name(sheet, name, but=alliance_id)
    return with_alliance(sheet, alliance_id, lambda raw: {**raw, "name": found})


def with_partners(sheet: Sheet, alliance_id: str, partners: list[str]) -> Sheet:
    """The sheet with these partners for this alliance."""
    names = list(dict.fromkeys(filter(None, map(clean_name, partners))))
    return with_alliance(sheet, alliance_id, lambda raw: {**raw, "partners": names})


def chosen(sheet: Sheet, alliance_id: str) -> Sheet:
    """The sheet with this alliance as the one that the modules work on."""
    return with_alliance({**sheet, "current": alliance_id}, alliance_id, lambda raw: raw)


def removed(sheet: Sheet, alliance_id: str) -> Sheet:
    """The sheet without this alliance. What has no usable id stays."""
    return {**sheet, "alliances": [raw for raw in raw_alliances(sheet) if as_dict(raw).get("id") != alliance_id]}


def only(sheet: Sheet, alliance_id: str) -> Sheet:
    """A sheet with nothing but this alliance, whole."""
    return {**sheet, "current": alliance_id, "alliances": [with_alliance_only(sheet, alliance_id)]}


def with_alliance_only(sheet: Sheet, alliance_id: str) -> Any:
    """The alliance as it stands in the sheet; raises KeyError."""
    for raw in raw_alliances(sheet):
        if as_dict(raw).get("id") == alliance_id:
            return raw
    raise KeyError(alliance_id)


def merged(sheet: Sheet, other: Sheet) -> Sheet:
    """The sheet with all of another dossier. An alliance that both know keeps our name, and loses no answer."""
    known = {one.id for one in read_dossier(sheet).alliances}
    for raw in raw_alliances(other):
        alliance = read_alliance(raw)
        if alliance is None:
            continue
        if alliance.id in known:
            sheet = _merged_alliance(sheet, alliance.id, raw)
        else:
            news = {**raw, "name": free_name(sheet, alliance.name)}
            sheet = {**sheet, "alliances": [*raw_alliances(sheet), news]}
            known.add(alliance.id)
    return sheet


def _merged_alliance(sheet: Sheet, alliance_id: str, other: dict[str, Any]) -> Sheet:
    ours = as_dict(with_alliance_only(sheet, alliance_id))
    have = {one.id for one in getattr(read_alliance(ours), "responses", ())}
    news = [one for one in other.get("responses") or [] if isinstance(one, dict) and one.get("id") not in have]
    news = [one for one in news if isinstance(one.get("id"), str) and one["id"]]
    sheet = with_alliance(sheet, alliance_id, lambda raw: merged_answers(tidy(raw), as_dict(other.get("answers"))))
    return with_responses(sheet, alliance_id, news) if news else sheet


def tidy(raw: dict[str, Any]) -> Sheet:
    """An alliance's table in the shape of a sheet with answers; what has another shape is kept under "damaged"."""
    wrong = {name: raw[name] for name in ("answers", "damaged") if not isinstance(raw.get(name, {}), dict)}
    damaged = {**as_dict(raw.get("damaged")), **wrong}
    return {**raw, "answers": as_dict(raw.get("answers")), **({"damaged": damaged} if damaged else {})}
