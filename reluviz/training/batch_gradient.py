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
        width = min(batch_size, max(1, CACHED_NUMBERS // count))
        height = max(1, min(runs, CACHED_NUMBERS // (count * width)))
        by_unit = np.empty((3, height, count, width), dtype=parameters.dtype)
        by_run = np.empty((2, height, 1, width), dtype=parameters.dtype)
        blocks = [slice(first, min(first + height, runs)) for first in range(0, runs, height)]
        self._passes: list[tuple[slice, list[tuple[slice, _Block]]]] = []
        for first in range(0, batch_size, width):
            inputs = slice(first, min(first + width, batch_size))
            size = inputs.stop - first
            at_work = [
                (rows, _Block(model, parameters[rows], gradient[rows], by_unit[..., :size], by_run[..., :size]))
                for rows in blocks
            ]
            self._passes.append((inputs, at_work))
        self._gradient = gradient
        self._factor = 2.0 / batch_size
        self._share = 1.0 / batch_size

    def __call__(self, x: Floats, y: Floats, loss: Floats) -> None:
        """Write the gradient, and the losses into `loss` (R,), for one batch's inputs and targets, (batch_size,)."""
        if len(self._passes) == 1:
            for rows, block in self._passes[0][1]:
                block(x, y, loss[rows])
        else:
            self._add_up(x, y, loss)
        loss *= self._share
        self._gradient *= self._factor

    def _add_up(self, x: Floats, y: Floats, loss: Floats) -> None:
        """Write the sums over a batch that is too long for the working arrays."""
        loss_sum, gradient_sum = np.zeros_like(loss), np.zeros_like(self._gradient)
        for inputs, blocks in self._passes:
            for rows, block in blocks:
                block(x[inputs], y[inputs], loss[rows])
            loss_sum += loss
            gradient_sum += self._gradient
        loss[...] = loss_sum
        self._gradient[...] = gradient_sum


class _Block:
    """Some neighbouring runs, R' of them with J units; the working arrays are shared with the other blocks."""

    def __init__(self, model: Model, parameters: Floats, gradient: Floats, by_unit: Floats, by_run: Floats) -> None:
        count = units(model)
        weights, biases, outputs = (slice(index * count, (index + 1) * count) for index in range(3))
        self._has_bias = model.variant != "weight"
        self._has_output = model.variant in {"weight-bias-output", "hidden-layer"}
        self._activate = activation_into(model)
        # Views of shape (R', J, 1) and the like, which broadcast over a batch (B,).
        self._weight = parameters[:, weights, np.newaxis]
        self._bias = parameters[:, biases, np.newaxis]
        self._mixer = parameters[:, np.newaxis, outputs]
        self._output = parameters[:, outputs]
        self._offset = parameters[:, -1:, np.newaxis]
        self._to_weight = gradient[:, weights]
        self._to_bias = gradient[:, biases]
        self._to_output = gradient[:, outputs]
        self._to_offset = gradient[:, -1]
        self._sum, self._value, self._derivative = by_unit[:, : len(parameters)]
        self._residual, self._moment = by_run[:, : len(parameters)]
        self._flat_residual = self._residual[:, 0]

    def __call__(self, x: Floats, y: Floats, loss: Floats) -> None:
        """Write the sums over the batch, which the caller divides by its size."""
        value, derivative, residual = self._value, self._derivative, self._residual
        np.multiply(self._weight, x, out=self._sum)
        if self._has_bias:
            np.add(self._sum, self._bias, out=self._sum)
        self._activate(self._sum, value, derivative)
        if self._has_output:
            if value.shape[1] == 1:  # what matmul would do, ten times as fast for a large batch
                np.multiply(self._mixer, value, out=residual)
            else:
                np.matmul(self._mixer, value, out=residual)
            np.add(residual, self._offset, out=residual)
            np.subtract(residual, y, out=residual)
        else:
            np.subtract(value, y, out=residual)
        np.vecdot(self._flat_residual, self._flat_residual, out=loss)
        np.multiply(residual, x, out=self._moment)
        np.vecdot(derivative, self._moment, out=self._to_weight)
        if self._has_bias:
            np.vecdot(derivative, residual, out=self._to_bias)
        if self._has_output:
            np.multiply(self._to_weight, self._output, out=self._to_weight)
            np.multiply(self._to_bias, self._output, out=self._to_bias)
            np.vecdot(value, residual, out=self._to_output)
            np.add.reduce(self._flat_residual, axis=-1, out=self._to_offset)


def activation_into(model: Model) -> Callable[[Floats, Floats, Floats], None]:
    """Return ``activate(z, value, derivative)``, which fills arrays like z, and may change z."""
    if model.activation == "relu":

        def rectify(z: Floats, value: Floats, derivative: Floats) -> None:
            np.maximum(z, 0, out=value)
            np.greater(z, 0, out=derivative, casting="unsafe")

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
