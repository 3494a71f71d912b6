"""The exercises of the Leergang Alliantiemanagement in a notebook."""

from leergang_widgets.overview import overview
from leergang_widgets.show import exercise

__all__ = ["exercise", "overview"]
