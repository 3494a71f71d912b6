"""The kinds of exercise. A new kind is one class here and one file in ``leergang_widgets``."""

from leergang.kinds.allocate import Allocate
from leergang.kinds.balance import Balance
from leergang.kinds.base import Exercise, Feedback, Remark, Verdict
from leergang.kinds.bins import Match, Sort
from leergang.kinds.choice import Choice
from leergang.kinds.grid import Grid
from leergang.kinds.loop import Loop
from leergang.kinds.map import Map
from leergang.kinds.order import Order
from leergang.kinds.scale import Scale
from leergang.kinds.scenario import Scenario
from leergang.kinds.text import Text

KINDS: dict[str, type[Exercise]] = {
    one.kind: one for one in (Choice, Sort, Match, Order, Allocate, Scale, Balance, Scenario, Text, Loop, Map, Grid)
}

__all__ = ["KINDS", "Exercise", "Feedback", "Remark", "Verdict"]
