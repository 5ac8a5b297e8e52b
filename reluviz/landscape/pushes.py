"""What each input x contributes to the gradient: density times residual times derivative; NumPy, any thread."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reluviz.landscape.units import Units, gradient_row, units_of

if TYPE_CHECKING:
    from reluviz.landscape.landscape import Landscape

Array = NDArray[np.float64]


def pushes(landscape: "Landscape", parameters: ArrayLike, x: ArrayLike) -> Array:
    """Return p(x) · 2 (f(x) − y(x)) · ∂f/∂θ at inputs x (n,), for each parameter θ of one student (P,): (P, n).

    Its integral over x is the gradient of the expected loss. The derivative of relu at 0 is 0. Noise adds nothing to
    it: its mean is 0, whatever x is.
    """
    points = np.asarray(x, dtype=float)
    return _says(landscape, parameters, points, landscape.teacher(points), landscape.density(points))


def sample_pushes(landscape: "Landscape", parameters: ArrayLike, x: ArrayLike, y: ArrayLike) -> Array:
    """Return 2 (f(x) − y) · ∂f/∂θ of samples x, y (n,), for each parameter θ of one student (P,): (P, n).

    Their mean over a batch is the gradient of the batch's loss.
    """
    points = np.asarray(x, dtype=float)
    return _says(landscape, parameters, points, np.asarray(y, dtype=float), np.ones_like(points))


def _says(landscape: "Landscape", parameters: ArrayLike, points: Array, targets: Array, weights: Array) -> Array:
    row = np.asarray(parameters, dtype=float)[None]
    units = units_of(landscape.model.variant, row)
    with np.errstate(all="ignore"):
        before = units.weight[0][:, None] * points + units.bias[0][:, None]
        value, slope = landscape.activation.value(before), landscape.activation.derivative(before)
        output = units.output[0][:, None]
        residual = (output * value).sum(axis=0) + units.offset[0] - targets
        say = 2.0 * weights * residual
        # As `gradient_row` takes them: a row for each input.
        by_units = Units((say * output * slope * points).T, (say * output * slope).T, (say * value).T, say)
    return gradient_row(landscape.model.variant, by_units).T


def silent_parts(landscape: "Landscape", parameters: ArrayLike, low: float, high: float) -> list[tuple[float, float]]:
    """Return where between `low` and `high` no unit of a relu student (P,) is active: (from, to) each, growing.

    What the output's bias learns from those inputs, it learns without them; other activations are never silent.
    """
    if landscape.model.activation != "relu":
        return []
    units = units_of(landscape.model.variant, np.asarray(parameters, dtype=float)[None])
    weight, bias = units.weight[0], units.bias[0]
    with np.errstate(all="ignore"):
        kinks = -bias / weight
    inner = np.sort(kinks[np.isfinite(kinks) & (kinks > low) & (kinks < high)])
    edges = np.concatenate(([low], inner, [high]))
    middles = (edges[1:] + edges[:-1]) / 2
    silent = ~(weight * middles[:, None] + bias > 0).any(axis=1)
    parts: list[tuple[float, float]] = []
    for first, last in zip(edges[:-1][silent].tolist(), edges[1:][silent].tolist(), strict=True):
        if parts and parts[-1][1] == first:
            parts[-1] = (parts[-1][0], last)
        elif last > first:
            parts.append((first, last))
    return parts
