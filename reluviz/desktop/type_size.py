"""How large all type is: as chosen, larger while presenting, as far as the window has room for it; GUI thread."""

import math

from reluviz.desktop.panels import SCALE_STEP
from reluviz.desktop.settings import Settings
from reluviz.desktop.sharing import SMALLEST_SCALE, largest_scale

PRESENTING = 1.25
"""How many times as large type is while presenting: it is read from the last row."""


class TypeSize:
    """The scale of all type that was chosen, which is remembered, and the one that is worn.

    Parameters
    ----------
    settings
        What was chosen; a new choice is remembered there.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.factor = 1.0
        """How many times as large as chosen."""

    @property
    def chosen(self) -> float:
        """The scale that was chosen, without the factor."""
        return self._settings.get("view/scale")

    def fitting(self, width: int, height: int) -> float:
        """Return the scale to wear in a window of this size."""
        return min(self.chosen * self.factor, largest_scale(width, height))

    def choose(self, scale: float, width: int, height: int) -> None:
        """Choose a scale, and remember it, as far as a window of this size has room for it."""
        self._settings.set("view/scale", min(max(scale, SMALLEST_SCALE), self._most(width, height)))

    def step(self, steps: int, width: int, height: int) -> None:
        """Choose a scale so many steps larger or smaller than what a window of this size shows."""
        if steps > 0 and self.fitting(width, height) == largest_scale(width, height):
            return  # Nothing would be seen of it, and a choice for larger windows would be lost.
        self.choose(min(self.chosen, self._most(width, height)) + steps * SCALE_STEP, width, height)

    def _most(self, width: int, height: int) -> float:
        """Return the smallest choice that fills the room of a window of this size."""
        return math.ceil(largest_scale(width, height) / self.factor / SCALE_STEP) * SCALE_STEP
