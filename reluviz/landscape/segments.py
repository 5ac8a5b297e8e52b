"""Loss and gradient of piecewise-linear students, segment by segment, right to the last digits; NumPy, any thread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.inputs import Inputs
from reluviz.landscape.units import Teacher, Units, active_between, distinct, kinks_of

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Segments:
    """The inputs of N students cut at every kink of student and teacher, and at the mean, as u = (x − mean) / spread.

    Attributes
    ----------
    left, right : (N, S)
        The ends of each segment in u.
    active : (N, S, J)
        Whether each unit is active there.
    teacher_active : (N, S, K)
        Whether each unit of the teacher is.
    """

    left: Array
    right: Array
    active: NDArray[np.bool_]
    teacher_active: NDArray[np.bool_]

    @classmethod
    def of(cls, units: Units, inputs: Inputs, teacher: Teacher) -> "Segments":
        """Cut the inputs."""
        kinks, teacher_kinks = (
            np.clip(inputs.standard(kinks_of(part.weight, part.bias)), -inputs.limit, inputs.limit)
            for part in (units, teacher)
        )
        fixed = np.concatenate([teacher_kinks, [-inputs.limit, 0.0, inputs.limit]])
        cuts = np.sort(np.concatenate([kinks, np.broadcast_to(fixed, (len(kinks), len(fixed)))], axis=1), axis=1)
        left, right = cuts[:, :-1], cuts[:, 1:]
        rows = (units.weight[:, None], units.bias[:, None], kinks[:, None])
        return cls(
            left,
            right,
            active_between(*rows, left, right),
            active_between(teacher.weight, teacher.bias, teacher_kinks, left, right),
        )


def loss_and_gradient(
    units: Units, slopes: tuple[float, float], inputs: Inputs, teacher: Teacher, *, gradient: bool = True
) -> tuple[Array, Units | None]:
    """Return the expected loss (N,), without noise, and its gradient.

    On each segment the residual is linear, r = r_e + p t, with t the distance from the end nearest to the mean, so
    L = Σ r_e² T₀ + 2 r_e p T₁ + p² T₂; the gradient needs ∫ r and ∫ r t over each unit's segments. Nothing large
    cancels, neither near the optimum nor far out in the tail.
    """
    parts = Segments.of(units, inputs, teacher)
    above = parts.left >= 0
    near = np.where(above, parts.left, parts.right)
    end, direction = inputs.center + inputs.spread * near, np.where(above, 1.0, -1.0)
    zeroth, first, second = inputs.moments(np.abs(near), parts.right - parts.left)
    slope = np.where(parts.active, slopes[1], slopes[0])
    # The teacher is taken off slope and intercept before they meet x: near the optimum the small differences are exact.
    p = np.einsum("nsj,nj->ns", slope, units.output * units.weight) - parts.teacher_active @ teacher.slopes
    q = np.einsum("nsj,nj->ns", slope, units.output * units.bias) - parts.teacher_active @ teacher.heights
    q += units.offset[:, None]
    at_end = p * end + q
    stretch = inputs.spread * direction
    rise = p * stretch
    loss = (at_end**2 * zeroth + 2 * at_end * rise * first + rise**2 * second).sum(axis=1)
    if not gradient:
        return loss, None
    plain = at_end * zeroth + rise * first
    away = (at_end * first + rise * second) * stretch
    with_x = end * plain + away
    by_weight = np.einsum("nsj,ns->nj", slope, with_x)
    by_bias = np.einsum("nsj,ns->nj", slope, plain)
    at_end_units = units.weight[:, None, :] * end[..., None] + units.bias[:, None, :]
    by_output = np.einsum("nsj,nsj,ns->nj", slope, at_end_units, plain) + units.weight * np.einsum(
        "nsj,ns->nj", slope, away
    )
    twice = 2 * units.output
    return loss, Units(twice * by_weight, twice * by_bias, 2 * by_output, 2 * plain.sum(axis=1))


def active_share(units: Units, inputs: Inputs) -> Array:
    """Return the share of inputs on which each unit has w x + b > 0: (N, J)."""
    kinks = kinks_of(units.weight, units.bias)
    u = np.clip(inputs.standard(kinks), -inputs.limit, inputs.limit)
    flat = units.weight == 0
    u = np.where(flat & (units.bias > 0), -inputs.limit, u)
    # The side that is asked for is integrated, so that a share in the tail keeps its digits.
    return inputs.share_below(np.where(units.weight < 0, u, -u))


def learning_share(units: Units, inputs: Inputs, teacher: Teacher) -> Array:
    """Return the share of inputs on which some unit is active and the teacher is not 0: (N,)."""
    if units.weight.shape[1] == 1:
        return _learning_share_of_one(units, inputs, teacher)
    parts = Segments.of(units, inputs, teacher)
    slope, height = parts.teacher_active @ teacher.slopes, parts.teacher_active @ teacher.heights
    counts = parts.active.any(axis=2) & ((slope != 0) | (height != 0))
    probability = inputs.share_below(parts.right) - inputs.share_below(parts.left)
    return np.where(counts, probability, 0.0).sum(axis=1)


def _learning_share_of_one(units: Units, inputs: Inputs, teacher: Teacher) -> Array:
    """Return the same for one unit, which is active on a half-line: what each piece of the teacher shares with it.

    A map judges hundreds of thousands of students, and segments are many times as many.
    """
    bends = np.clip(inputs.standard(teacher.kinks), -inputs.limit, inputs.limit)
    ends = distinct([-inputs.limit, *bends, inputs.limit])
    x = inputs.center + inputs.spread * ends
    slope, height = teacher.lines(x[:-1], x[1:])
    weight, bias = units.weight[:, 0], units.bias[:, 0]
    kinks = inputs.standard(kinks_of(weight, bias))
    kinks = np.where((weight == 0) & (bias > 0), -np.inf, kinks)
    share = np.zeros(len(weight))
    for piece in np.flatnonzero((slope != 0) | (height != 0)).tolist():
        # The piece's own ends go with the others: a call costs more than a thousand numbers in it.
        around = ends[piece : piece + 2]
        found = inputs.share_below(np.concatenate([around, np.clip(kinks, *around)]))
        below, above, cut = found[0], found[1], found[2:]
        share += np.where(weight < 0, cut - below, above - cut)
    return share


def target_span(inputs: Inputs, teacher: Teacher) -> tuple[float, float] | None:
    """Return the lowest and the highest x between which lie all inputs whose target is not 0; None without any."""
    low, high = inputs.ends
    ends = distinct([low, *np.clip(teacher.kinks, low, high), high])
    slope, height = teacher.lines(ends[:-1], ends[1:])
    pieces = np.flatnonzero((slope != 0) | (height != 0))
    return (float(ends[pieces[0]]), float(ends[pieces[-1] + 1])) if len(pieces) else None
