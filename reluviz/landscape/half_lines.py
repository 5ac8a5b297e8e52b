"""Loss and gradient of one piecewise-linear unit in explicit form, for grids and histories; NumPy, any thread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.inputs import Inputs
from reluviz.landscape.units import Teacher, Units

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class HalfLine:
    """Moments over the inputs on which the unit is active, in u: E[1], E[u], E[u²], E[y], E[u y]; arrays (N,)."""

    zeroth: Array
    first: Array
    second: Array
    target: Array
    target_first: Array


@dataclass(frozen=True, slots=True)
class Totals:
    """The same moments over all inputs, and E[y²]."""

    second: float
    target: float
    target_first: float
    target_power: float


def _target_moments(teacher: Teacher, inputs: Inputs, z: Array, below: tuple[Array, ...]) -> tuple[Array, Array]:
    """Return E[y; U < z] and E[U y; U < z], given the cumulative moments at z."""
    plain, with_u = np.zeros_like(z), np.zeros_like(z)
    for weight, bias, output in zip(teacher.weight, teacher.bias, teacher.output, strict=True):
        slope, height = output * weight * inputs.spread, output * (bias + weight * inputs.center)
        if slope == 0:
            if height * output > 0:
                plain += height * below[0]
                with_u += height * below[1]
            continue
        kink = np.float64(np.clip(-height / slope, -inputs.limit, inputs.limit))
        at_kink = [float(value[0]) for value in inputs.cumulative(np.array([kink]))]
        here = slope * below[1] + height * below[0]
        here_u = slope * below[2] + height * below[1]
        there = slope * at_kink[1] + height * at_kink[0]
        there_u = slope * at_kink[2] + height * at_kink[1]
        if weight > 0:
            plain += np.where(z > kink, here - there, 0.0)
            with_u += np.where(z > kink, here_u - there_u, 0.0)
        else:
            plain += np.where(z < kink, here, there)
            with_u += np.where(z < kink, here_u, there_u)
    return plain, with_u


def totals(teacher: Teacher, inputs: Inputs, target_power: float) -> Totals:
    """Return the moments over all inputs."""
    everywhere = np.array([inputs.limit])
    plain, with_u = _target_moments(teacher, inputs, everywhere, inputs.cumulative(everywhere))
    return Totals(inputs.variance_standard, float(plain[0]), float(with_u[0]), target_power)


def half_lines(weight: Array, bias: Array, inputs: Inputs, teacher: Teacher, whole: Totals) -> HalfLine:
    """Return the moments where weight · u + bias > 0; both (N,)."""
    z = -bias / weight
    # weight and bias both 0: active nowhere, as relu's derivative at 0 is 0.
    z = np.clip(np.where(np.isnan(z), np.inf, z), -inputs.limit, inputs.limit)
    below = inputs.cumulative(z)
    target, target_first = _target_moments(teacher, inputs, z, below)
    right = weight >= 0

    def side(total: float, part: Array) -> Array:
        return np.where(right, total - part, part)

    return HalfLine(
        side(1.0, below[0]),
        side(0.0, below[1]),
        side(whole.second, below[2]),
        side(whole.target, target),
        side(whole.target_first, target_first),
    )


def loss_and_gradient(
    units: Units, slopes: tuple[float, float], inputs: Inputs, teacher: Teacher, whole: Totals, *, gradient: bool = True
) -> tuple[Array, Units | None]:
    """Return the expected loss (N,), without noise, and its gradient; the absolute error is about 1e-15 · (1 + w² + b²).

    With g = act(w u + b), L = v² E[g²] + 2 v c E[g] + c² − 2 v E[g y] − 2 c E[y] + E[y²], and each expectation is a
    combination of the moments over the active half-line and over all inputs.
    """
    negative, positive = slopes
    w = units.weight[:, 0] * inputs.spread + 0.0  # −0.0 becomes 0.0, so that −b/w has b's sign
    b = units.bias[:, 0] + units.weight[:, 0] * inputs.center
    v, c = units.output[:, 0], units.offset
    on = half_lines(w, b, inputs, teacher, whole)

    once, square = positive - negative, positive**2 - negative**2
    # E[g'], E[g' u]; E[g g'], E[g g' u]; E[g' y], E[g' u y]
    slope, slope_u = once * on.zeroth + negative, once * on.first
    value = square * (w * on.first + b * on.zeroth) + negative**2 * b
    value_u = square * (w * on.second + b * on.first) + negative**2 * whole.second * w
    target = once * on.target + negative * whole.target
    target_u = once * on.target_first + negative * whole.target_first

    product = w * target_u + b * target  # E[g y]
    mean = w * slope_u + b * slope  # E[g]
    power = w * value_u + b * value  # E[g²]
    loss = v * (v * power + 2 * (c * mean - product)) + c * (c - 2 * whole.target) + whole.target_power
    if not gradient:
        return loss, None
    by_w = 2 * v * (v * value_u + c * slope_u - target_u)
    by_b = 2 * v * (v * value + c * slope - target)
    by_v = 2 * (v * power + c * mean - product)
    by_c = 2 * (v * mean + c - whole.target)
    by_weight = inputs.spread * by_w + inputs.center * by_b
    return loss, Units(by_weight[:, None], by_b[:, None], by_v[:, None], by_c)
