"""The arrow out of the followed run's head: which way the loss falls, and how steeply; GUI thread and recorder."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reluviz.scene.heads import Arrow, Head, Heads

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment
    from reluviz.scene.plot import Plot
    from reluviz.scene.stage import Stage

LONGEST = 112.0
"""Pixels, before the scale, that the arrow of an endless slope would have (`arrow_share`)."""

LEAST = 1.0
"""Pixels, before the scale, below which there is no arrow."""


class SlopeArrow:
    """Finds the arrow of a moment, once for each place where the run stands."""

    def __init__(self, plot: "Plot", heads: Heads) -> None:
        self._plot = plot
        self._heads = heads
        self._arrow_for: object = None
        self._arrow: Arrow | None = None

    def forget(self) -> None:
        """Find it anew at the next moment."""
        self._arrow_for = None

    def at(self, moment: "Moment", stage: "Stage", heads: Sequence[Head]) -> Arrow | None:
        """Return the arrow out of the head of the moment's followed run; None where there is none."""
        run = moment.followed_run
        if run is None or run.fate == "diverged":
            return None
        zoom = self._plot.view.zoom
        key = (run.id, run.position.tobytes(), self._plot.key, zoom, id(moment.landscape), moment.plane)
        if key != self._arrow_for:
            self._arrow_for = key
            across, down, slope = stage.downhill(moment)
            at = next(head.at for head in heads if head.id == run.id)
            beyond = self._heads.radius(followed=True)
            length = LONGEST * arrow_share(slope, moment.landscape.target_power) * zoom
            length = min(length, self._room(at, (across, down)) - beyond)
            reach = length + beyond
            has_arrow = slope > 0.0 and length >= LEAST * zoom
            self._arrow = Arrow(at, (across * reach, down * reach)) if has_arrow else None
        return self._arrow

    def _room(self, at: tuple[float, float], along: tuple[float, float]) -> float:
        """Return how many pixels an arrow from a point may have before it leaves the plot's area; 0 outside of it."""
        area = self._plot.area
        room = math.inf
        for place, step, end in zip(at, along, (area.width(), area.height()), strict=True):
            if not 0.0 <= place <= end:
                return 0.0
            if step:
                room = min(
                    room, max((end - place if step > 0 else place) - 2.0 * self._plot.view.zoom, 0.0) / abs(step)
                )
        return room


def arrow_share(slope: float, power: float) -> float:
    """Return how long an arrow is for a slope, from 0 (none) to 1 (endless): it grows with the slope, ever less so.

    The root keeps arrows in sight over some powers of ten. A slope of twice E[target²], that of the loss at a distance
    of about 1 from its minimum, has a share of 0.7.
    """
    usual = 2.0 * power if power > 0.0 else 1.0
    return math.sqrt(slope / (slope + usual))
