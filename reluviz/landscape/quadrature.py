"""Loss and gradient of smooth students by Gauss–Legendre panels that end at every kink; NumPy, any thread."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.activations import Activation
from reluviz.landscape.inputs import Inputs
from reluviz.landscape.legendre import legendre
from reluviz.landscape.units import Teacher, Units, distinct, kinks_of

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the panels end, and how many nodes each has.

    Attributes
    ----------
    ends
        Fixed ends in u of a normal input; a uniform input takes those within ± 1.
    reach
        Ends beside a unit's kink, at −b/w ± reach/|w|: how far its bend stretches.
    width
        How wide a panel may be in u, times |w|, where the same panels serve all students.
    nodes
        Nodes a panel.
    """

    ends: tuple[float, ...]
    reach: tuple[float, ...]
    width: float
    nodes: int


FINE = Rule(ends=(-9, -4.5, -2, 0, 2, 4.5, 9), reach=(0, 3, 9, 24), width=3.0, nodes=24)
"""For points: relative errors of about 1e-14 where nothing large cancels.

What only inputs beyond 9 standard deviations feel is left out.
"""

COARSE = Rule(ends=(-7.5, -2.5, 2.5, 7.5), reach=(0, 2.5, 8), width=2.5, nodes=12)
"""For grids and histories: absolute errors of about 1e-9."""

STEEPNESS = (0.75, 1.0, 1.5, 3.0, 6.0, 12.0)
"""Students whose steepest |w| (in u) lie between two of these share their panels."""

GENTLE = 3.0
"""Up to this |w| (in u) an exponential is smooth enough for the fixed panels."""

SHARED_GAIN = 2.0
"""How many times as many nodes still pay when all students share them: density and teacher are computed once."""


def _fixed_ends(inputs: Inputs, teacher: Teacher, rule: Rule, widest: float) -> Array:
    """Return panel ends in u that all students share: those of the rule, the teacher's kinks, and no panel too wide."""
    outermost = max(rule.ends) if inputs.normal else 1.0
    ends = [*rule.ends, *inputs.standard(teacher.kinks), -outermost, outermost]
    pieces = [
        np.linspace(left, right, max(1, math.ceil((right - left) / widest)), endpoint=False)
        for left, right in pairwise(distinct(np.clip(ends, -outermost, outermost)))
    ]
    return np.append(np.concatenate(pieces), outermost)


def _split_ends(units: Units, inputs: Inputs, fixed: Array, reach: tuple[float, ...]) -> Array:
    """Return growing panel ends in u of each student (N, E): the fixed ones, and those around its own kinks."""
    kinks = inputs.standard(kinks_of(units.weight, units.bias))
    width = 1 / (np.abs(units.weight) * inputs.spread)
    offsets = np.array([sign * part for part in reach for sign in ((1,) if part == 0 else (-1, 1))])
    around = (kinks[..., None] + width[..., None] * offsets).reshape(len(kinks), -1)
    around = np.clip(np.nan_to_num(around, nan=fixed[-1]), fixed[0], fixed[-1])
    return np.sort(np.concatenate([around, np.broadcast_to(fixed, (len(kinks), len(fixed)))], axis=1), axis=1)


def _nodes(ends: Array, inputs: Inputs, count: int) -> tuple[Array, Array]:
    """Return x and weight of every node, (N, M), of panels that end at `ends` (N, E); weights carry the density."""
    place, share = legendre(count)
    length = np.diff(ends, axis=1)[..., None]
    u = (ends[:, :-1, None] + length * place).reshape(len(ends), -1)
    return inputs.center + inputs.spread * u, (length * share).reshape(len(ends), -1) * inputs.density_standard(u)


def nodes_a_point(rule: Rule, width: int) -> int:
    """Return about how many nodes a student with `width` units counts for in memory."""
    most = len(rule.ends) + 3 + width * (2 * len(rule.reach) - 1)
    return math.ceil(SHARED_GAIN * most * rule.nodes * max(1.0, width / 8))


def _shares(
    units: Units, activation: Activation, inputs: Inputs, teacher: Teacher, rule: Rule
) -> Iterator[tuple[NDArray[np.intp], Array, Array]]:
    """Yield rows of the students, and the nodes and weights, (N, M) or (1, M), that are theirs.

    Flat students share their panels. Those with a steep unit have panels around each of their kinks, and so do all of
    them where the activation itself has a kink.
    """
    steepness = np.abs(units.weight).max(axis=1) * inputs.spread
    own = _fixed_ends(inputs, teacher, rule, np.inf)
    most = SHARED_GAIN * (len(own) - 1 + units.weight.shape[1] * (2 * len(rule.reach) - 1))
    left = np.arange(len(steepness))
    for steep in () if activation.kinked else STEEPNESS:
        ends = _fixed_ends(inputs, teacher, rule, rule.width / steep)
        if len(ends) - 1 > most:
            break
        flat = steepness[left] <= steep
        if flat.any():
            yield left[flat], *_nodes(ends[None], inputs, rule.nodes)
            left = left[~flat]
        if not len(left):
            return
    # Beside its kink a kinked activation is an exponential, which needs no panels of its own unless it is steep.
    gentle = steepness[left] <= GENTLE if activation.kinked else np.zeros(len(left), dtype=bool)
    for rows, reach in ((left[gentle], rule.reach[:1]), (left[~gentle], rule.reach)):
        if len(rows):
            yield rows, *_nodes(_split_ends(units.rows(rows), inputs, own, reach), inputs, rule.nodes)


def _sum_up(
    units: Units, activation: Activation, teacher: Teacher, x: Array, weights: Array, *, gradient: bool
) -> tuple[Array, Units | None]:
    """Return loss and gradient by nodes and weights (N, M), or (1, M) for all students alike."""
    width = units.weight.shape[1]
    values = []
    residual = units.offset[:, None] - teacher.value(x)
    for j in range(width):
        before = units.weight[:, j, None] * x + units.bias[:, j, None]
        value = activation.value(before)
        if gradient:
            values.append(value)
        residual = residual + units.output[:, j, None] * value
    weighted = residual * weights
    loss = np.vecdot(weighted, residual)
    if not gradient:
        return loss, None
    weighted *= 2
    with_x = weighted * x
    by_weight, by_bias, by_output = (np.empty_like(units.weight) for _ in range(3))
    for j in range(width):
        before = units.weight[:, j, None] * x + units.bias[:, j, None]
        derivative = activation.derivative(before)
        by_output[:, j] = np.vecdot(weighted, values[j])
        by_bias[:, j] = units.output[:, j] * np.vecdot(weighted, derivative)
        by_weight[:, j] = units.output[:, j] * np.vecdot(with_x, derivative)
    return loss, Units(by_weight, by_bias, by_output, weighted.sum(axis=1))


def loss_and_gradient(
    units: Units, activation: Activation, inputs: Inputs, teacher: Teacher, rule: Rule, *, gradient: bool = True
) -> tuple[Array, Units | None]:
    """Return the expected loss (N,), without noise, and its gradient, by the panels of `rule`."""
    loss = np.empty(len(units.weight))
    found = Units(*(np.empty_like(part) for part in (units.weight, units.bias, units.output, units.offset)))
    for rows, x, weights in _shares(units, activation, inputs, teacher, rule):
        some = units.rows(rows)
        loss[rows], slopes = _sum_up(some, activation, teacher, x, weights, gradient=gradient)
        if slopes is not None:
            found.weight[rows], found.bias[rows] = slopes.weight, slopes.bias
            found.output[rows], found.offset[rows] = slopes.output, slopes.offset
    return loss, found if gradient else None
