"""sort and match in the notebook: a row per item, with buttons or a list to choose its place."""

from typing import Any

from leergang.kinds.bins import Bins
from leergang.markdown import to_inline_html
from leergang_widgets.base import ExerciseWidget
from leergang_widgets.front_end import script


class BinsWidget(ExerciseWidget[Bins]):
    """The categories of a sort stand beside each card; the targets of a match in a list under each item."""

    _esm = script("bins")

    def body(self) -> dict[str, Any]:
        return {
            "kind": self.exercise.kind,
            "items": [{"id": one.id, "html": to_inline_html(one.text)} for one in self.exercise.items],
            "bins": [{"id": one.id, "text": one.text} for one in self.exercise.bins],
        }
