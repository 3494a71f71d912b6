"""The instructor's side, and the calls with which an assignment's notebook is scored.

Nothing here needs nbgrader at import: a participant opens the same notebooks without it.
"""

from leergang.grading.assess import grade, show

__all__ = ["grade", "show"]
