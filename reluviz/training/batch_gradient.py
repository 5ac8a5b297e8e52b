"""Loss and gradient of the mean squared error over one mini-batch, for all runs at once; the NumPy engine's thread."""

from collections.abc import Callable
from dataclasses import replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.activations import activation_of
from reluviz.scenario.model import Model
from reluviz.scenario.parameters import units

Floats = NDArray[np.floating]

Sums = Callable[[Floats, Floats, Floats], None]
"""From inputs and targets, (B,) each, to the sums of squared residuals, written into the third array (R,)."""

CACHED_NUMBERS = 32_768
"""How many numbers a working array holds at most, so that it stays in the processor's cache."""


class BatchGradient:
    """Computes L = mean((f(x) − y)²) over a batch, and its gradient, for every run.

    With the residual r = f(x) − y, a unit's value a = act(w x + b) and derivative d = act'(w x + b): ∂L/∂w = 2 v
    mean(d r x), ∂L/∂b = 2 v mean(d r), ∂L/∂v = 2 mean(a r), ∂L/∂c = 2 mean(r).

    It is bound to the arrays that it works on, because finding its way into them would cost as much as the arithmetic
    for a few runs. No run's numbers depend on how many others there are, to the last bit: each sum is a dot product
    within one run.

    Parameters
    ----------
    model
        The student.
    parameters : (R, P)
        Read at each call.
    gradient : (R, P)
        Written at each call; of the same precision.
    batch_size
        The number of inputs of a batch.
    """

    def __init__(self, model: Model, parameters: Floats, gradient: Floats, batch_size: int) -> None:
        runs, count = len(parameters), units(model)
        self._width = min(batch_size, max(1, CACHED_NUMBERS // count))
        self._height = max(1, min(runs, CACHED_NUMBERS // (count * self._width)))
        self._model = model
        self._parameters, self._gradient = parameters, gradient
        self._by_unit = np.empty((3, self._height, count, self._width), dtype=parameters.dtype)
        self._by_run = np.empty((2, self._height, 1, self._width), dtype=parameters.dtype)
        self._factor = np.array(2.0 / batch_size, dtype=parameters.dtype)
        self._only: Sums | None = None
        if runs == self._height and batch_size == self._width:
            self._only = _sums(model, parameters, gradient, self._by_unit, self._by_run)
        # There may be millions of blocks: those of the same shape share what is bound to copies of their rows.
        self._some_parameters, self._some_gradients = np.empty((2, self._height, parameters.shape[1]), parameters.dtype)
        self._some_squares = np.empty(self._height, parameters.dtype)
        self._of_shape: dict[tuple[int, int], Sums] = {}

    def __call__(self, x: Floats, y: Floats, squares: Floats) -> None:
        """Write the gradient for inputs and targets, (batch_size,) each, and Σ (f(x) − y)² into `squares`, (R,).

        The loss is that sum divided by the batch size, which the caller does for many steps at once.
        """
        if self._only is not None:
            self._only(x, y, squares)
        else:
            for first in range(0, len(self._parameters), self._height):
                self._add_up(slice(first, first + self._height), x, y, squares)
        np.multiply(self._gradient, self._factor, self._gradient)

    def _add_up(self, rows: slice, x: Floats, y: Floats, squares: Floats) -> None:
        """Write the sums of some neighbouring runs, over a batch that may be too long for the working arrays."""
        gradient, squares = self._gradient[rows], squares[rows]
        height, width = len(gradient), self._width
        self._some_parameters[:height] = self._parameters[rows]
        self._bound(height, width)(x[:width], y[:width], squares)
        gradient[...] = self._some_gradients[:height]
        some = self._some_squares[:height]
        for first in range(width, len(x), width):
            more = x[first : first + width]
            self._bound(height, len(more))(more, y[first : first + width], some)
            squares += some
            gradient += self._some_gradients[:height]

    def _bound(self, height: int, width: int) -> Sums:
        """Return what computes the sums of the rows that were copied, for a number of runs and of inputs."""
        shape = height, width
        if shape not in self._of_shape:
            self._of_shape[shape] = _sums(
                self._model,
                self._some_parameters[:height],
                self._some_gradients[:height],
                self._by_unit[..., :width],
                self._by_run[..., :width],
            )
        return self._of_shape[shape]


def _sums(model: Model, parameters: Floats, gradient: Floats, by_unit: Floats, by_run: Floats) -> Sums:
    """Return what writes half the gradient, not yet divided by the batch size, of some neighbouring runs.

    Parameters
    ----------
    parameters, gradient : (R, P)
    by_unit : (3, ≥ R, J, B)
    by_run : (2, ≥ R, 1, B)
        Working arrays, shared with other blocks.
    """
    count = units(model)
    weights, biases, outputs = (slice(index * count, (index + 1) * count) for index in range(3))
    # Views of shape (R, J, 1) and the like, which broadcast over a batch (B,).
    weight, bias = parameters[:, weights, np.newaxis], parameters[:, biases, np.newaxis]
    to_weight, to_bias, to_output, to_offset = (gradient[:, part] for part in (weights, biases, outputs, -1))
    before, value, derivative = by_unit[:, : len(parameters)]
    residual, moment = by_run[:, : len(parameters)]
    flat = residual[:, 0]
    activate = activation_into(model)
    add, subtract, multiply, dot = np.add, np.subtract, np.multiply, np.vecdot

    def weight_only(x: Floats, y: Floats, squares: Floats) -> None:
        multiply(weight, x, before)
        activate(before, value, derivative)
        subtract(value, y, residual)
        dot(flat, flat, squares)
        multiply(residual, x, moment)
        dot(derivative, moment, to_weight)

    def weight_bias(x: Floats, y: Floats, squares: Floats) -> None:
        multiply(weight, x, before)
        add(before, bias, before)
        activate(before, value, derivative)
        subtract(value, y, residual)
        dot(flat, flat, squares)
        multiply(residual, x, moment)
        dot(derivative, moment, to_weight)
        dot(derivative, residual, to_bias)

    mixer, output, offset = parameters[:, np.newaxis, outputs], parameters[:, outputs], parameters[:, -1:, np.newaxis]
    # For a single unit the product is what matmul would do, and ten times as fast for a long batch.
    mix = multiply if count == 1 else np.matmul

    def with_output(x: Floats, y: Floats, squares: Floats) -> None:
        multiply(weight, x, before)
        add(before, bias, before)
        activate(before, value, derivative)
        mix(mixer, value, residual)
        add(residual, offset, residual)
        subtract(residual, y, residual)
        dot(flat, flat, squares)
        multiply(residual, x, moment)
        dot(derivative, moment, to_weight)
        dot(derivative, residual, to_bias)
        multiply(to_weight, output, to_weight)
        multiply(to_bias, output, to_bias)
        dot(value, residual, to_output)
        add.reduce(flat, axis=-1, out=to_offset)

    return {"weight": weight_only, "weight-bias": weight_bias}.get(model.variant, with_output)


def activation_into(model: Model) -> Callable[[Floats, Floats, Floats], None]:
    """Return ``activate(z, value, derivative)``, which fills arrays like z, and may change z."""
    if model.activation == "relu":
        greater, multiply = np.greater, np.multiply

        def rectify(z: Floats, value: Floats, derivative: Floats) -> None:
            greater(z, 0, derivative, casting="unsafe")
            multiply(z, derivative, value)  # twice as fast as the maximum of z and 0

        return rectify
    # TensorFlow keeps the slope of its leaky ReLU, and the √½ in its GELU, in float32 even where it works in float64.
    activation = activation_of(replace(model, negative_slope=float(np.float32(model.negative_slope))))
    stretch = sqrt(2.0) * float(np.float32(sqrt(0.5))) if model.activation == "gelu" else 1.0

    def activate(z: Floats, value: Floats, derivative: Floats) -> None:
        if stretch != 1.0:
            z *= stretch
        np.divide(activation.value(z), stretch, out=value)
        derivative[...] = activation.derivative(z)

    return activate
