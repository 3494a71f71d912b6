"""loop in the notebook: a list of links, the places to break the loop, and the loop as a picture."""

from typing import Any

from leergang.kinds.loop import Loop
from leergang.markdown import to_inline_html
from leergang_widgets.charted import ChartedWidget
from leergang_widgets.figures import ring
from leergang_widgets.front_end import script


class LoopWidget(ChartedWidget[Loop]):
    """The picture shows the loop as the participant laid it, and the break as a dashed arrow."""

    _esm = script("list", "loop")

    def body(self) -> dict[str, Any]:
        exercise = self.exercise
        return {
            "items": [{"id": one.id, "html": to_inline_html(one.text)} for one in exercise.items],
            "breaks": [{"id": one.id, "html": to_inline_html(one.text)} for one in exercise.breaks],
        }

    def figure(self, value: dict[str, Any]) -> tuple[dict[str, Any], str]:
        order = value.get("order", [])
        if not order:
            return {"data": []}, ""
        short = {one.id: one.short for one in self.exercise.items}
        broken = next((one.at for one in self.exercise.breaks if one.id == value.get("break")), "")
        cut = order.index(broken) if broken else None
        return ring([short[one] for one in order], cut, self.dark), self.exercise.summary(value)

    def advice_html(self, value: dict[str, Any]) -> str:
        return ""
