"""map in the notebook: contacts in a list, the network as a picture, and advice on its gaps."""

from html import escape
from typing import Any

from leergang.kinds.map import STRONGEST, Map
from leergang.markdown import to_inline_html
from leergang.ui import word
from leergang_widgets.advice import entry, section
from leergang_widgets.charted import ChartedWidget
from leergang_widgets.figures import Spot, network
from leergang_widgets.front_end import script


class MapWidget(ChartedWidget[Map]):
    """The stronger the tie, the nearer to the centre."""

    _esm = script("map")

    def body(self) -> dict[str, Any]:
        fields = [{"id": one.id, "text": one.text, "hint": to_inline_html(one.hint)} for one in self.exercise.fields]
        return {"fields": fields, "ties": list(self.exercise.ties)}

    def figure(self, value: list[dict[str, Any]]) -> tuple[dict[str, Any], str]:
        if not value:
            return {"data": []}, ""
        places = {one.id: place for place, one in enumerate(self.exercise.fields)}
        # plotly reads a little markup in texts; what a participant typed is no markup.
        spots = [Spot(escape(one["name"]), places[one["field"]], STRONGEST + 1 - one["tie"]) for one in value]
        sectors = [one.text for one in self.exercise.fields]
        return network(sectors, spots, self.exercise.center, self.exercise.ties, self.dark), self.exercise.summary(
            value
        )

    def advice_html(self, value: list[dict[str, Any]]) -> str:
        if self.exercise.filled(value) < 1:
            return ""
        holes = self.exercise.holes(value)
        if not holes:
            return f"<p>{word('labels', 'no_holes')}</p>"
        return section(word("labels", "holes"), (entry(one.sector.text, one.text) for one in holes))
