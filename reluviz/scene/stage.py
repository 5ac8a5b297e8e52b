"""What curve, map and surface have in common: a way of showing the loss, that the landscape's view draws runs over."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from reluviz.scene.labels import Obstacles

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter, QPainterPath

    from reluviz.scene.moment import Moment
    from reluviz.scene.plot import Plot

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Lift:
    """A contour that is lifted out because the pointer is on it.

    Attributes
    ----------
    path
        Its line in the pixels of the plot's area.
    text
        Its loss, as it is written.
    """

    path: "QPainterPath"
    text: str


SEEN, FAINT, HIDDEN = 0, 1, 2
"""How a place is seen: as it is; only hinted at, since there is no landscape (cut off, beyond a side); not at all."""

Ends = tuple[tuple[float, float], tuple[float, float]]
"""The ends of what is shown of two axes."""


class Stage(Protocol):
    """One way of showing the loss over one parameter or two."""

    width: float
    """Of the trails over it, in pixels before the scale."""

    head_size: float
    """How large heads and labels are beside those of a map."""

    underlay: "Callable[[QPainter], bool] | None"
    """Draws what lies on the landscape's colours, below all lines."""

    marks_ways: bool
    """Whether labels keep off the ways on which trails set out."""

    turns: bool
    """Whether there is a camera that turns around it."""

    is_moving: bool
    """Whether it may be drawn coarsely, because the view is on its way to somewhere else."""

    may_wait: bool
    """Whether what has come of the same axes may be left for another frame: in this one another stage is drawn anew."""

    @property
    def has_shade(self) -> bool:
        """Whether there is a shade where next to no gradient is left, in what is shown."""
        ...

    @property
    def domain(self) -> Ends:
        """What is shown of the parameters on the axes; of a curve the second is without meaning."""
        ...

    def enter(self, moment: "Moment") -> None:
        """Prepare the plot's axes for this stage, and show what the scenario's view asks for."""
        ...

    def show(self, moment: "Moment") -> None:
        """Take the moment; ask for the loss where it is not known yet."""
        ...

    def draw(self, painter: "QPainter") -> None:
        """Draw what stands still, in the pixels of the plot's area."""
        ...

    def places(self, moment: "Moment", parameters: Array) -> tuple[Array, Array]:
        """Return where parameters (…, P) stand, x and y (…), in data units."""
        ...

    def downhill(self, moment: "Moment") -> tuple[float, float, float]:
        """Return where the gradient sends the followed run: direction on the plot (across, down; length 1), and slope.

        The slope is the norm of the gradient over the parameters on the axes; 0: nowhere.
        """
        ...

    def row_at(self, moment: "Moment", x: float, y: float) -> Array:
        """Return the parameters (P,) that stand at x and y, the others as in the moment's base."""
        ...

    def point_at(self, point: "QPointF") -> tuple[float, float] | None:
        """Return the x and y that stand at a point of the plot's area; None where there is nothing."""
        ...

    def sight(self, moment: "Moment", parameters: Array) -> NDArray[np.uint8]:
        """Tell how the places of parameters (…, P) are seen (…): `SEEN`, `FAINT` or `HIDDEN`."""
        ...

    def turn(self, across: float, down: float) -> tuple[float, float]:
        """Turn the camera by a drag of so many pixels, and return its azimuth and elevation."""
        ...

    def zoom(self, factor: float, at: "QPointF") -> None:
        """Show more, by a factor above 1, or less; what stands at a point of the plot's area stays there."""
        ...

    def pan(self, across: float, down: float) -> None:
        """Move what is shown by so many pixels."""
        ...

    def lift_at(self, point: "QPointF") -> Lift | None:
        """Return the contour near a point of the plot's area."""
        ...

    def obstacles(self) -> Obstacles:
        """Return what labels keep off; the same object as long as it is the same."""
        ...


class FlatStage:
    """What holds for a stage whose plot has the parameters on its axes: nothing hides, nothing turns."""

    turns = False
    is_moving = False
    may_wait = False

    def __init__(self, plot: "Plot") -> None:
        self._plot = plot

    @property
    def has_shade(self) -> bool:
        """Tell that there is none."""
        return False

    @property
    def domain(self) -> Ends:
        """What is shown of the parameters on the axes."""
        return self._plot.x_range, self._plot.y_range

    def point_at(self, point: "QPointF") -> tuple[float, float] | None:
        """Return the x and y that stand at a point of the plot's area."""
        return self._plot.to_data(point)

    def sight(self, moment: "Moment", parameters: Array) -> NDArray[np.uint8]:
        """Tell that everything is seen."""
        return np.full(parameters.shape[:-1], SEEN, dtype=np.uint8)

    def turn(self, across: float, down: float) -> tuple[float, float]:
        """Do nothing: there is no camera."""
        return 0.0, 0.0


def zoomed(
    ends: tuple[float, float], factor: float, fixed: float, shortest: float = 1e-5, longest: float = 2e6
) -> tuple[float, float]:
    """Return the ends of an axis that shows `factor` times as much, with the value `fixed` where it was."""
    low, high = ends
    span = high - low
    factor = min(max(factor, shortest / span), longest / span)
    return fixed - (fixed - low) * factor, fixed + (high - fixed) * factor


def widened(ends: tuple[float, float], share: float) -> tuple[float, float]:
    """Return the ends of an axis with a share of its length added on both sides."""
    more = (ends[1] - ends[0]) * share
    return ends[0] - more, ends[1] + more
