"""text in the notebook: places to write, with the criteria in view and an example afterwards."""

from typing import Any

from leergang.kinds.text import Text
from leergang.markdown import to_inline_html
from leergang.ui import word
from leergang_widgets.base import ExerciseWidget
from leergang_widgets.front_end import script


class TextWidget(ExerciseWidget[Text]):
    """The example appears only when something was written and the participant asks for it."""

    _esm = script("text")

    def body(self) -> dict[str, Any]:
        fields = [
            {"id": one.id, "label": one.label, "hint": one.hint, "rows": one.rows} for one in self.exercise.fields
        ]
        return {
            "fields": fields,
            "criteria": [to_inline_html(one) for one in self.exercise.criteria],
            "goal": self.exercise.min_words,
        }

    def _check_word(self) -> str:
        return word("actions", "example") if self.exercise.example else ""

    def _after(self, value: dict[str, str]) -> str:
        if not self.exercise.filled(value):
            return ""
        example = f"**{word('labels', 'example')}**\n\n{self.exercise.example}" if self.exercise.example else ""
        return f"{example}\n\n{self.exercise.after}".strip()
