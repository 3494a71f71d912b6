"""choice in the notebook: radio buttons or check boxes that explain themselves."""

from typing import Any

from leergang.kinds.choice import Choice
from leergang.markdown import to_inline_html
from leergang_widgets.base import ExerciseWidget
from leergang_widgets.front_end import script


class ChoiceWidget(ExerciseWidget[Choice]):
    """Options under each other; a chosen one explains itself."""

    _esm = script("choice")

    def body(self) -> dict[str, Any]:
        options = [{"id": one.id, "html": to_inline_html(one.text)} for one in self.exercise.options]
        return {"options": options, "multiple": self.exercise.multiple}

    def _after(self, value: list[str]) -> str:
        """With several right options the debrief waits until all are found: it would name the missing ones."""
        exercise = self.exercise
        searching = exercise.multiple and exercise.has_key and exercise.score(value) < 1
        return "" if searching else super()._after(value)
