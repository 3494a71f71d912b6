"""Makes the page that a partner or colleague fills in: one HTML file that needs neither the course nor a network."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from leergang.dossier.model import Alliance
from leergang.kinds.scale import UNKNOWN
from leergang.partner.reply import FORMAT, KIND, form_id
from leergang.partner.scans import Question
from leergang.safe_names import safe_name
from leergang.ui import word

SECONDS_EACH = 15  # per rating: read, think of an occasion, choose


@dataclass(frozen=True)
class Asker:
    """Who asks: the participant's name, and that of the organisation."""

    name: str = ""
    organisation: str = ""

    @property
    def sender(self) -> str:
        """Who asks, at the beginning of a sentence."""
        return self.name or "Degene van wie je deze pagina kreeg"

    @property
    def short(self) -> str:
        """Who asks, within a sentence."""
        return self.name or "de vrager"

    @property
    def house(self) -> str:
        """The organisation of who asks."""
        return self.organisation or f"de organisatie van {self.short}"


def file_name(alliance: Alliance) -> str:
    """What the page is called, on any system."""
    return f"Partnerblik {safe_name(alliance.name)}".strip() + ".html"


def form_page(alliance: Alliance, asker: Asker, asked: Sequence[Question]) -> str:
    """The page. Names come from a person, so they are escaped wherever they stand."""
    style, script = _part("form.css"), _part("form.js")
    return str(
        _template().render(
            alliance=alliance,
            asker=asker,
            chapters=list(_chapters(asked)),
            minutes=max(5, round(len(_ids(asked)) * SECONDS_EACH / 60)),
            data=_data(alliance, asker, asked),
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


def _data(alliance: Alliance, asker: Asker, asked: Sequence[Question]) -> dict[str, Any]:
    """What the script needs to make the file."""
    return {
        "kind": KIND,
        "format": FORMAT,
        "form": form_id(alliance),
        "own": asker.house,
        "asker": asker.short,
        "partner": alliance.partners[0] if len(alliance.partners) == 1 else "de partner",
        "questions": [[one.key, statement.id] for one in asked for statement in one.scale.statements],
    }


def _chapters(asked: Sequence[Question]) -> Iterator[dict[str, Any]]:
    """Each scale once, with the questions that are asked about it."""
    for exercise in dict.fromkeys(one.exercise for one in asked):
        mine = [one for one in asked if one.exercise == exercise]
        scale = mine[0].scale
        labels = [*enumerate(scale.labels, 1), (UNKNOWN, word("labels", "unknown"))]
        groups = [(one, [each for each in scale.statements if each.group == one.id]) for one in scale.groups]
        yield {"about": mine[0].about, "questions": mine, "labels": labels, "groups": groups}


def _ids(asked: Sequence[Question]) -> list[str]:
    return [statement.id for one in asked for statement in one.scale.statements]


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined  # only who makes a page pays for its import

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_part("form.html"))


def _part(name: str) -> str:
    return files("leergang.partner").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The name by which the page's own policy lets this style or script run, and nothing else."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
