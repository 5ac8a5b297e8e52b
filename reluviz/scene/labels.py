"""Where labels stand beside the starts: off heads, figures and each other, off lines as far as possible; any thread."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from reluviz.scene.trail_path import polygons

SIDES = (
    (1.0, 0.0), (-1.0, 0.0), (0.71, -0.71), (-0.71, -0.71), (0.71, 0.71), (-0.71, 0.71), (0.0, -1.0), (0.0, 1.0),
)  # fmt: skip
"""The directions from a start in which its label may stand, as (across, down), the best first."""

DISTANCES = (1.0, 2.2)
"""How far off a label may stand, in multiples of the least distance, the best first."""

PREFERENCE = 0.05
"""What each further place costs; a line through the label costs 1."""


@dataclass(frozen=True, eq=False)
class Obstacles:
    """What labels keep off: texts, which they never cover, and lines (n, 2) in pixels, which they avoid if they can."""

    texts: tuple[QRectF, ...] = ()
    lines: tuple[NDArray[np.float64], ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that looks for a place: whose it is, where its start stands in pixels, and its size."""

    id: int
    start: tuple[float, float]
    wide: float
    high: float


class LabelPlaces:
    """Finds places for labels; remembers which sides of a start are free of lines, for only heads move."""

    def __init__(self) -> None:
        self._obstacles = Obstacles()
        self._sides: dict[tuple[Wanted, float, float], list[QRectF]] = {}

    def find(
        self, wanted: Iterable[Wanted], taken: Sequence[QRectF], obstacles: Obstacles, area: QRectF, off: float
    ) -> dict[int, QRectF]:
        """Return where labels stand, by their ids; those without a free place are missing.

        Parameters
        ----------
        wanted
            The first ones choose first.
        taken
            Where heads and starts stand.
        area
            Within which labels stand.
        off
            Pixels from a start's middle to its label.
        """
        if obstacles is not self._obstacles:
            self._obstacles = obstacles
            self._sides.clear()
        found: dict[int, QRectF] = {}
        for label in wanted:
            key = (label, off, area.width())
            sides = self._sides.get(key)
            if sides is None:
                if len(self._sides) > 200:
                    self._sides.clear()
                sides = self._sides[key] = _sides(label, obstacles, area, off)
            for box in sides:
                if not any(box.intersects(other) for other in (*taken, *found.values())):
                    found[label.id] = box
                    break
        return found


def _sides(label: Wanted, obstacles: Obstacles, area: QRectF, off: float) -> list[QRectF]:
    """Return the places beside a start that no text takes, those that fewest lines cross first."""
    costs: list[tuple[float, QRectF]] = []
    for order, (far, (across, down)) in enumerate(itertools.product(DISTANCES, SIDES)):
        box = beside(label.start, label.wide, label.high, across, down, far * off)
        if area.contains(box) and not any(box.intersects(text) for text in obstacles.texts):
            lines = sum(crosses(box, line) for line in obstacles.lines)
            costs.append((lines + PREFERENCE * order, box))
    return [box for _, box in sorted(costs, key=lambda entry: entry[0])]


def beside(start: tuple[float, float], wide: float, high: float, across: float, down: float, off: float) -> QRectF:
    """Return a box whose nearest edge or corner lies `off` pixels from a point in a direction."""
    x, y = start[0] + across * off, start[1] + down * off
    left = x if across > 0 else x - wide if across < 0 else x - wide / 2
    top = y if down > 0 else y - high if down < 0 else y - high / 2
    return QRectF(left, top, wide, high)


def crosses(box: QRectF, line: NDArray[np.float64]) -> bool:
    """Tell whether a line (n, 2) passes through a box."""
    return bool(polygons(line, box))
