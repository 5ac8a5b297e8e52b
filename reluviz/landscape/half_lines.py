"""Loss and gradient of one piecewise-linear unit in explicit form, for grids and histories; NumPy, any thread."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.inputs import Inputs
from reluviz.landscape.units import Teacher, Units

Array = NDArray[np.float64]


class Moments(NamedTuple):
    """E[1], E[u], E[u²], E[y] and E[u y] over some of the inputs; arrays (N,)."""

    zeroth: Array
    first: Array
    second: Array
    target: Array
    target_first: Array


@dataclass(frozen=True, slots=True)
class _Ramp:
    """One ReLU of the teacher, slope · u + height on its side of the kink; the moments of its line left of the kink."""

    rising: bool
    kink: float
    slope: float
    height: float
    target: float
    target_first: float

    @classmethod
    def of(cls, weight: float, bias: float, output: float, inputs: Inputs) -> "_Ramp":
        steepness, level = weight * inputs.spread, bias + weight * inputs.center
        if steepness == 0.0:
            # A constant is a line that rises from the far left on.
            steepness, level, kink = 0.0, max(level, 0.0), -inputs.limit
        else:
            kink = min(max(-level / steepness, -inputs.limit), inputs.limit)
        slope, height = output * steepness, output * level
        zeroth, first, second = (float(part[0]) for part in inputs.cumulative(np.array([kink])))
        return cls(
            steepness >= 0, kink, slope, height, slope * first + height * zeroth, slope * second + height * first
        )


class HalfLines:
    """The explicit form for students with one unit: what is active is a half-line of u, and its moments are known.

    Parameters
    ----------
    slopes
        The activation's, for z < 0 and z > 0.
    target_power
        E[y²].
    """

    def __init__(self, slopes: tuple[float, float], inputs: Inputs, teacher: Teacher, target_power: float) -> None:
        self._slopes = slopes
        self._inputs = inputs
        self._ramps = [
            _Ramp.of(float(weight), float(bias), float(output), inputs)
            for weight, bias, output in zip(teacher.weight, teacher.bias, teacher.output, strict=True)
        ]
        self._target_power = target_power
        everywhere = self._below(np.array([inputs.limit]))
        self._target, self._target_first = float(everywhere.target[0]), float(everywhere.target_first[0])

    def _below(self, z: Array) -> Moments:
        """Return the moments over u < z."""
        zeroth, first, second = self._inputs.cumulative(z)
        target, target_first = np.zeros_like(z), np.zeros_like(z)
        for ramp in self._ramps:
            here = ramp.slope * first + ramp.height * zeroth
            here_first = ramp.slope * second + ramp.height * first
            if ramp.rising:
                inside = z > ramp.kink
                target += np.where(inside, here - ramp.target, 0.0)
                target_first += np.where(inside, here_first - ramp.target_first, 0.0)
            else:
                inside = z < ramp.kink
                target += np.where(inside, here, ramp.target)
                target_first += np.where(inside, here_first, ramp.target_first)
        return Moments(zeroth, first, second, target, target_first)

    def _active(self, w: Array, b: Array) -> Moments:
        """Return the moments where w u + b > 0; both (N,)."""
        z = -b / w
        # w and b both 0: active nowhere, as relu's derivative at 0 is 0.
        z = np.clip(np.where(np.isnan(z), np.inf, z), -self._inputs.limit, self._inputs.limit)
        below = self._below(z)
        totals = (1.0, 0.0, self._inputs.variance_standard, self._target, self._target_first)
        right = w >= 0
        return Moments(*(np.where(right, total - part, part) for total, part in zip(totals, below, strict=True)))

    def loss_and_gradient(self, units: Units, *, gradient: bool = True) -> tuple[Array, Units | None]:
        """Return the expected loss (N,), without noise, and its gradient.

        The absolute error is about 1e-15 · (1 + |p|⁴) E[x²], without an output weight 1e-15 · (1 + |p|²) E[x²].

        With g = act(w u + b) = w g' u + b g', L = v² E[g²] + 2 v c E[g] + c² − 2 v E[g y] − 2 c E[y] + E[y²], and each
        expectation is a combination of the moments over the active half-line and over all inputs.
        """
        inputs = self._inputs
        negative, positive = self._slopes
        w = units.weight[:, 0] * inputs.spread + 0.0  # −0.0 becomes 0.0, so that −b/w has b's sign
        b = units.bias[:, 0] + units.weight[:, 0] * inputs.center
        v, c = units.output[:, 0], units.offset
        on = self._active(w, b)

        once, square = positive - negative, positive**2 - negative**2
        # E[g'], E[g' u]; E[g g'], E[g g' u]; E[g' y], E[g' u y]
        slope, slope_u = once * on.zeroth + negative, once * on.first
        value = square * (w * on.first + b * on.zeroth) + negative**2 * b
        value_u = square * (w * on.second + b * on.first) + negative**2 * inputs.variance_standard * w
        target = once * on.target + negative * self._target
        target_u = once * on.target_first + negative * self._target_first

        across = w * (v * (v * value_u + 2 * (c * slope_u - target_u)))
        upward = b * (v * (v * value + 2 * (c * slope - target)))
        loss = across + upward + (c * (c - 2 * self._target) + self._target_power)
        if not gradient:
            return loss, None
        residual_w = v * value_u + c * slope_u - target_u  # E[(f − y) g' u]
        residual_b = v * value + c * slope - target
        by_w, by_b = 2 * v * residual_w, 2 * v * residual_b
        by_v = 2 * (w * residual_w + b * residual_b)
        by_c = 2 * (v * (w * slope_u + b * slope) + c - self._target)
        by_weight = inputs.spread * by_w + inputs.center * by_b
        return loss, Units(by_weight[:, None], by_b[:, None], by_v[:, None], by_c)
