"""order in the notebook: a list with buttons that move an item up or down."""

from typing import Any

from leergang.kinds.order import Order
from leergang.markdown import to_inline_html
from leergang_widgets.base import ExerciseWidget
from leergang_widgets.front_end import script


class OrderWidget(ExerciseWidget[Order]):
    """Nothing needs dragging; the list stays blank until an item moves or feedback is asked for."""

    _esm = script("list", "order")

    def body(self) -> dict[str, Any]:
        items = [{"id": one.id, "html": to_inline_html(one.text)} for one in self.exercise.items]
        return {"items": items, "first": self.exercise.first, "last": self.exercise.last}
