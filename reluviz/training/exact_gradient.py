"""The gradient of the expected loss, quick, and right wherever the optimizer would notice; an engine's thread."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.landscape import Landscape

Floats = NDArray[np.floating]
Gradient = Callable[[Floats], NDArray[np.float64]]
"""From parameters (R, P) of any precision to ∂L/∂p (R, P), computed in float64."""


def exact_gradient(landscape: Landscape, optimizer: str) -> Gradient:
    """Return the function that computes exact gradients for an optimizer.

    A student with a single weight and a piecewise-linear activation has a loss of two parabolas, which cost four
    operations. Elsewhere the landscape's fast form does: its error, about 1e-15 · (1 + |p|³), is far below what the
    optimizer divides by (Adam's ε is 1e-7) unless parameters reach hundreds, where the gradient is large too. Lion
    looks at nothing but the gradient's sign, and gets the stable form, and so do the smooth activations, whose fast
    form is for pictures.
    """
    piecewise_linear = landscape.activation.slopes is not None
    if piecewise_linear and landscape.model.variant == "weight":
        return _two_parabolas(landscape)
    if piecewise_linear and optimizer != "lion":
        return lambda parameters: landscape.fast_loss_and_gradient(parameters)[1]
    return landscape.gradient


def _two_parabolas(landscape: Landscape) -> Gradient:
    """Return ∂L/∂w = c (w − w*), with one c and w* for w > 0 and another for w < 0.

    Which inputs are active depends on the sign of w alone, so on either side the gradient is a straight line, and the
    landscape's values at two points tell which.
    """

    def line(near: float, far: float) -> tuple[float, float]:
        low, high = (float(value) for value in landscape.gradient([[near], [far]])[:, 0])
        slope = (high - low) / (far - near)
        return slope, near - low / slope if slope != 0.0 else 0.0

    (right_slope, right_zero), (left_slope, left_zero) = line(1.0, 2.0), line(-1.0, -2.0)
    at_zero = float(landscape.gradient([[0.0]])[0, 0])

    def gradient(parameters: Floats) -> NDArray[np.float64]:
        weight = parameters.astype(np.float64)
        right = weight > 0
        found = np.where(right, right_slope, left_slope) * (weight - np.where(right, right_zero, left_zero))
        found[weight == 0] = at_zero
        return found

    return gradient
