"""Loss and gradient of piecewise-linear students, segment by segment, right to the last digits; NumPy, any thread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.inputs import Inputs
from reluviz.landscape.units import Teacher, Units

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Segments:
    """The inputs of N students cut at every kink of student and teacher, and at the mean.

    Attributes
    ----------
    left, right : (N, S)
        The ends of each segment in x.
    end, direction : (N, S)
        The end that is nearest to the mean, and +1 where the segment lies above it, −1 where below.
    active : (N, S, J)
        Whether each unit is active there.
    """

    left: Array
    right: Array
    end: Array
    direction: Array
    active: NDArray[np.bool_]

    @classmethod
    def of(cls, units: Units, inputs: Inputs, teacher: Teacher) -> "Segments":
        """Cut the inputs; a unit with weight 0 has no kink, and is active when its bias is positive."""
        low, high = inputs.ends
        flat = units.weight == 0
        kinks = np.where(flat, high, -units.bias / np.where(flat, 1.0, units.weight))
        kinks = np.clip(np.nan_to_num(kinks, nan=high), low, high)
        fixed = np.clip([low, *teacher.kinks, inputs.center, high], low, high)
        cuts = np.sort(np.concatenate([kinks, np.broadcast_to(fixed, (len(kinks), len(fixed)))], axis=1), axis=1)
        left, right = cuts[:, :-1], cuts[:, 1:]
        above = left >= inputs.center
        rising, falling = left[..., None] >= kinks[:, None, :], right[..., None] <= kinks[:, None, :]
        weight, bias = units.weight[:, None, :], units.bias[:, None, :]
        active = np.where(weight > 0, rising, np.where(weight < 0, falling, bias > 0))
        return cls(left, right, np.where(above, left, right), np.where(above, 1.0, -1.0), active)

    def moments(self, inputs: Inputs) -> tuple[Array, Array, Array]:
        """Return T₀, T₁ and T₂ of each segment: ∫ tᵏ density(e + t) dt from its end e nearest to the mean."""
        return inputs.moments(np.abs(inputs.standard(self.end)), (self.right - self.left) / inputs.spread)


def loss_and_gradient(
    units: Units, slopes: tuple[float, float], inputs: Inputs, teacher: Teacher, *, gradient: bool = True
) -> tuple[Array, Units | None]:
    """Return the expected loss (N,), without noise, and its gradient.

    On each segment the residual is linear, r = r_e + p t, with t the distance from the end nearest to the mean, so
    L = Σ r_e² T₀ + 2 r_e p T₁ + p² T₂; the gradient needs ∫ r and ∫ r t over each unit's segments. Nothing large
    cancels, neither near the optimum nor far out in the tail.
    """
    parts = Segments.of(units, inputs, teacher)
    zeroth, first, second = parts.moments(inputs)
    slope = np.where(parts.active, slopes[1], slopes[0])
    teacher_slope, teacher_intercept = teacher.lines(parts.left, parts.right)
    p = np.einsum("nsj,nj->ns", slope, units.output * units.weight) - teacher_slope
    q = np.einsum("nsj,nj->ns", slope, units.output * units.bias) + (units.offset[:, None] - teacher_intercept)
    at_end = p * parts.end + q
    stretch = inputs.spread * parts.direction
    rise = p * stretch
    loss = (at_end**2 * zeroth + 2 * at_end * rise * first + rise**2 * second).sum(axis=1)
    if not gradient:
        return loss, None
    plain = at_end * zeroth + rise * first
    away = (at_end * first + rise * second) * stretch
    with_x = parts.end * plain + away
    by_weight = np.einsum("nsj,ns->nj", slope, with_x)
    by_bias = np.einsum("nsj,ns->nj", slope, plain)
    at_end_units = units.weight[:, None, :] * parts.end[..., None] + units.bias[:, None, :]
    by_output = np.einsum("nsj,nsj,ns->nj", slope, at_end_units, plain) + units.weight * np.einsum(
        "nsj,ns->nj", slope, away
    )
    twice = 2 * units.output
    return loss, Units(twice * by_weight, twice * by_bias, 2 * by_output, 2 * plain.sum(axis=1))


def active_share(units: Units, inputs: Inputs) -> Array:
    """Return the share of inputs on which each unit has w x + b > 0: (N, J)."""
    kinks = -units.bias / (units.weight + 0.0)
    kinks = np.where(np.isnan(kinks), np.inf, kinks)
    u = np.clip(inputs.standard(kinks), -inputs.limit, inputs.limit)
    # The side that is asked for is integrated, so that a share in the tail keeps its digits.
    return inputs.cumulative(np.where(units.weight < 0, u, -u))[0]


def learning_share(units: Units, inputs: Inputs, teacher: Teacher) -> Array:
    """Return the share of inputs on which some unit is active and the teacher is not 0: (N,)."""
    parts = Segments.of(units, inputs, teacher)
    slope, intercept = teacher.lines(parts.left, parts.right)
    counts = parts.active.any(axis=2) & ((slope != 0) | (intercept != 0))
    probability = inputs.cumulative(inputs.standard(parts.right))[0] - inputs.cumulative(inputs.standard(parts.left))[0]
    return np.where(counts, probability, 0.0).sum(axis=1)
