"""What the inputs say along each parameter, and what that comes to, for the push view; GUI thread and recorder."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.pushes import pushes
from reluviz.scenario.parameters import units

if TYPE_CHECKING:
    from reluviz.landscape.landscape import Landscape
    from reluviz.scene.moment import RunLook

POINTS = 241
"""Inputs at which a curve is computed, besides the kinks."""

FAINTEST = 1e-2
"""The smallest scale, as a part of E[target²]: a push that is small beside it looks like none."""

SLIGHT = 0.25
"""The part of the scale's end that pushes one way have to come to, to be given as much room as that."""

STILL = 0.02
"""The part of the scale's end below which pushes are said to be none, and single samples' are not enlarged."""

BALANCED = 0.01
"""The part of all pushes, up and down, that may be left of them where they are said to cancel."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One parameter's pushes.

    Attributes
    ----------
    values : (n,)
        Which way each input moves the parameter, density included: minus its part of the gradient.
    up, down
        What the inputs that raise and that lower the parameter come to; ``up − down = −slope``.
    slope
        The derivative of the expected loss.
    reach
        The end of the strip's scale, above and below 0.
    """

    name: str
    values: NDArray[np.float64]
    up: float
    down: float
    slope: float
    reach: float

    @property
    def rises(self) -> bool:
        """Whether some inputs raise the parameter by more than a little, or at least no input lowers it by more."""
        highest, lowest = float(self.values.max()), float(self.values.min())
        return highest > SLIGHT * self.reach or highest >= -lowest

    @property
    def falls(self) -> bool:
        """Whether some inputs lower the parameter by more than a little, or by more than others raise it."""
        highest, lowest = float(self.values.max()), float(self.values.min())
        return lowest < -SLIGHT * self.reach or -lowest > highest

    @property
    def is_still(self) -> bool:
        """Whether no input pushes by an amount that could be seen."""
        return float(np.abs(self.values).max()) < STILL * self.reach

    @property
    def is_balanced(self) -> bool:
        """Whether what raises the parameter and what lowers it cancel."""
        return not self.is_still and abs(self.slope) <= BALANCED * (self.up + self.down)


def points_of(landscape: "Landscape", run: "RunLook", low: float, high: float) -> NDArray[np.float64]:
    """Return inputs (n,), growing, a pair of them at each kink: there a push may jump."""
    count = units(landscape.model)
    weight = run.position[:count]
    bias = np.zeros(count) if landscape.model.variant == "weight" else run.position[count : 2 * count]
    with np.errstate(all="ignore"):
        kinks = -bias / weight
    kinks = kinks[np.isfinite(kinks) & (kinks > low) & (kinks < high)]
    width = 1e-9 * (high - low)
    return np.sort(np.concatenate((np.linspace(low, high, POINTS), kinks - width, kinks + width)))


def strips_of(
    landscape: "Landscape", position: NDArray[np.float64], xs: NDArray[np.float64], names: tuple[str, ...]
) -> tuple[Strip, ...]:
    """Return the pushes at inputs (n,) along the parameters of these names."""
    rows = [landscape.names.index(name) for name in names]
    says = -pushes(landscape, position, xs)[rows]
    slopes = landscape.gradient(position)[rows].tolist()
    steps = np.diff(xs)
    strips = []
    for name, values, slope in zip(names, says, slopes, strict=True):
        raised = np.maximum(values, 0.0)
        up = float(((raised[1:] + raised[:-1]) / 2 * steps).sum())
        # The curve's sum is right to three digits, the gradient to all: so the parts add up to what is shown.
        up, down = (up, up + slope) if up + slope >= 0 else (max(-slope, 0.0), max(slope, 0.0))
        reach = _round_up(max(float(np.abs(values).max()), FAINTEST * landscape.target_power, 1e-300))
        strips.append(Strip(name, values, up, down, slope, reach))
    return tuple(strips)


def _round_up(size: float) -> float:
    """Return the next of 1, 2, 5, 10, 20 …: a scale that changes seldom while the pushes fade."""
    power = 10.0 ** math.floor(math.log10(size))
    return next((factor * power for factor in (1.0, 2.0, 5.0) if size <= factor * power), 10.0 * power)
