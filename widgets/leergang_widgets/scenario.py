"""scenario in the notebook: the story so far, and the next decision."""

from typing import Any

from leergang.kinds.scenario import Ending, Move, Node, Scenario
from leergang.markdown import to_html, to_inline_html
from leergang_widgets.base import ExerciseWidget
from leergang_widgets.front_end import script


class ScenarioWidget(ExerciseWidget[Scenario]):
    """Only the part of the case that was reached is sent to the browser."""

    _esm = script("scenario")

    def body(self) -> dict[str, Any]:
        return {}

    def more(self, value: list[str]) -> dict[str, Any]:
        here = self.exercise.position(value)
        return {
            "passed": [self._passed(node, move) for node, move in self.exercise.steps(value)],
            "here": self._node(here) if isinstance(here, Node) else None,
            "ending": self._ending(here) if isinstance(here, Ending) else None,
        }

    @staticmethod
    def _passed(node: Node, move: Move) -> dict[str, str]:
        return {
            "target": f"{node.id}/{move.id}",
            "text": to_html(node.text),
            "choice": to_inline_html(move.text),
        }

    @staticmethod
    def _node(node: Node) -> dict[str, Any]:
        choices = [{"id": one.id, "html": to_inline_html(one.text)} for one in node.choices]
        return {"text": to_html(node.text), "choices": choices}

    @staticmethod
    def _ending(ending: Ending) -> dict[str, str]:
        return {"title": to_inline_html(ending.title), "text": to_html(ending.text)}
