"""grid in the notebook: a table of ratings, the heat map, and advice on low rows and columns."""

from typing import Any

from leergang.kinds.grid import Grid
from leergang.ui import word
from leergang_widgets.advice import entry, section
from leergang_widgets.charted import ChartedWidget
from leergang_widgets.figures import heat
from leergang_widgets.front_end import script


class GridWidget(ChartedWidget[Grid]):
    """The heat map shows the numbers too, so that it can be read in grey."""

    _esm = script("grid")

    def body(self) -> dict[str, Any]:
        exercise = self.exercise
        return {
            "labels": list(exercise.labels),
            "rows": [{"id": one.id, "text": one.text} for one in exercise.rows],
            "columns": [{"id": one.id, "text": one.text} for one in exercise.columns],
        }

    def figure(self, value: dict[str, dict[str, int]]) -> tuple[dict[str, Any], str]:
        if not value:
            return {"data": []}, ""
        exercise = self.exercise
        cells = [[value.get(row.id, {}).get(column.id) for column in exercise.columns] for row in exercise.rows]
        rows, columns = [one.text for one in exercise.rows], [one.text for one in exercise.columns]
        return heat(rows, columns, cells, self.dark), exercise.summary(value)

    def advice_html(self, value: dict[str, dict[str, int]]) -> str:
        rows = (entry(one.text, one.low) for one in self.exercise.low_rows(value))
        columns = (entry(one.text, one.low) for one in self.exercise.low_columns(value))
        return section(word("labels", "low_rows"), rows) + section(word("labels", "low_columns"), columns)
