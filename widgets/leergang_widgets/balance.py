"""balance in the notebook: a slider, and what it brings about on both sides."""

from typing import Any

from leergang.kinds.balance import Balance
from leergang.markdown import to_html
from leergang_widgets.base import ExerciseWidget
from leergang_widgets.front_end import script


class BalanceWidget(ExerciseWidget[Balance]):
    """The consequences follow the slider in the browser, without the kernel."""

    _esm = script("balance")

    def body(self) -> dict[str, Any]:
        levels = [
            {"upto": one.upto, "left": to_html(one.left_text), "right": to_html(one.right_text)}
            for one in self.exercise.levels
        ]
        return {"left": self.exercise.left, "right": self.exercise.right, "levels": levels}
