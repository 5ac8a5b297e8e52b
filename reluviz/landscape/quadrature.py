"""Loss and gradient of smooth students by Gauss–Legendre panels that end at every kink; NumPy, any thread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.activations import Activation
from reluviz.landscape.inputs import Inputs, legendre
from reluviz.landscape.units import Teacher, Units

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
    nodes
        Nodes a panel.
    """

    ends: tuple[float, ...]
    reach: tuple[float, ...]
    nodes: int


FINE = Rule(ends=(-9, -4.5, -2, -1, 0, 1, 2, 4.5, 9), reach=(0, 3, 9, 24), nodes=24)
"""For points: relative errors of about 1e-14."""

COARSE = Rule(ends=(-6.8, -3, -1, 1, 3, 6.8), reach=(0, 3, 9), nodes=8)
"""For grids and histories: absolute errors of about 1e-9."""


def _nodes(units: Units, inputs: Inputs, teacher: Teacher, rule: Rule) -> tuple[Array, Array]:
    """Return x and weight of every node: (N, M) each; the weights carry the density."""
    low, high = inputs.ends
    outermost = max(rule.ends) if inputs.normal else 1.0
    low, high = inputs.center - outermost * inputs.spread, inputs.center + outermost * inputs.spread
    fixed = [inputs.center + end * inputs.spread for end in rule.ends if abs(end) <= outermost] + [low, high]
    fixed = np.unique(np.clip([*fixed, *teacher.kinks], low, high))
    flat = units.weight == 0
    weight = np.where(flat, 1.0, units.weight)
    kinks = np.where(flat, high, -units.bias / weight)
    offsets = np.array([sign * reach for reach in rule.reach for sign in ((1,) if reach == 0 else (-1, 1))])
    around = kinks[..., None] + np.where(flat, 0.0, 1 / weight)[..., None] * offsets
    around = np.clip(np.nan_to_num(around.reshape(len(kinks), -1), nan=high), low, high)
    ends = np.sort(np.concatenate([around, np.broadcast_to(fixed, (len(kinks), len(fixed)))], axis=1), axis=1)
    place, share = legendre(rule.nodes)
    length = np.diff(ends, axis=1)[..., None]
    x = (ends[:, :-1, None] + length * place).reshape(len(kinks), -1)
    weights = (length * share).reshape(len(kinks), -1) * inputs.density(x)
    return x, weights


def loss_and_gradient(
    units: Units, activation: Activation, inputs: Inputs, teacher: Teacher, rule: Rule, *, gradient: bool = True
) -> tuple[Array, Units | None]:
    """Return the expected loss (N,), without noise, and its gradient, by the panels of `rule`."""
    x, weights = _nodes(units, inputs, teacher, rule)
    residual = units.offset[:, None] - teacher.value(x)
    width = units.weight.shape[1]
    for j in range(width):
        before = units.weight[:, j, None] * x + units.bias[:, j, None]
        residual += units.output[:, j, None] * activation.value(before)
    weighted = weights * residual
    loss = np.einsum("nm,nm->n", weighted, residual)
    if not gradient:
        return loss, None
    weighted *= 2
    by_weight, by_bias, by_output = (np.empty_like(units.weight) for _ in range(3))
    for j in range(width):
        before = units.weight[:, j, None] * x + units.bias[:, j, None]
        by_output[:, j] = np.einsum("nm,nm->n", weighted, activation.value(before))
        pushed = weighted * activation.derivative(before)
        by_bias[:, j] = units.output[:, j] * pushed.sum(axis=1)
        by_weight[:, j] = units.output[:, j] * np.einsum("nm,nm->n", pushed, x)
    return loss, Units(by_weight, by_bias, by_output, weighted.sum(axis=1))
