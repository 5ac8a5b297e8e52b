"""The gradient over a mini-batch for thousands of starts of one unit, without a sum for each of them; any thread."""

from math import ceil, log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.activations import activation_of
from reluviz.scenario.model import Model
from reluviz.training.closed_form import Moments, gradient_of_moments

Floats = NDArray[np.floating]


class SortedBatch:
    """A batch of inputs in growing order, with the sums of 1, x, x², y and x y up to each of them.

    A unit is active on the inputs to one side of its kink, so all that its gradient needs are those sums at one place,
    which is found in log B looks for each start instead of B products. Where the unit is active is decided by
    the same comparison, in the same precision, as a dense evaluation makes (rounding keeps w x + b monotone in x), so
    that both see the very same inputs active; the sums differ by rounding alone.

    Parameters
    ----------
    model
        With `has_closed_form`.
    precision
        ``float32`` or ``float64``: of inputs and parameters. The sums are kept in float64.
    """

    def __init__(self, model: Model, precision: str) -> None:
        # TensorFlow keeps the slope of its leaky ReLU in float32 even where it works in float64.
        negative, positive = activation_of(model).slopes or (0.0, 1.0)
        self._slopes = float(np.float32(negative)), positive
        self._kind = np.dtype(precision)
        self._sums = np.zeros((1, 5))
        self._inputs = np.zeros(0, self._kind)

    def take(self, x: Floats, y: Floats) -> None:
        """Take the inputs, (B,) in growing order, and their targets, (B,), of the next step."""
        size = len(x)
        if len(self._sums) != size + 1:
            self._sums = np.zeros((size + 1, 5))
            self._inputs = np.empty((1 << ceil(log2(size + 1))) + 1, self._kind)
            self._inputs[0] = -np.inf
        self._inputs[1 : size + 1] = x
        self._inputs[size + 1 :] = np.inf
        inputs, targets = self._inputs[1 : size + 1].astype(np.float64), y.astype(np.float64)
        columns = (1.0, inputs, inputs * inputs, targets, inputs * targets)
        for column, values in zip(self._sums.T, columns, strict=True):
            column[1:] = values
        np.cumsum(self._sums, axis=0, out=self._sums)

    def __call__(self, *parameters: Any) -> tuple[Any, ...]:
        """Return the gradient, one array (R,) for each parameter, given one array (R,) each."""
        weight = parameters[0]
        bias = parameters[1] if len(parameters) > 1 else np.zeros_like(weight)
        rows = (weight, bias, *parameters[2:])
        rising = weight > 0
        left = self._sums.take(self._left_of_kink(weight, bias, rising), axis=0)
        size = len(self._sums) - 1
        np.subtract(self._sums[-1], left, out=left, where=rising[:, np.newaxis])
        left /= size  # what is active now
        active, everywhere = Moments._make(left.T), Moments._make((self._sums[-1] / size).tolist())
        return gradient_of_moments(rows, self._slopes, active, everywhere)[: len(parameters)]

    def _left_of_kink(self, weight: Floats, bias: Floats, rising: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Return how many inputs lie left of each kink: (R,); all of them if the unit is active everywhere.

        The quotient −b / w is rounded otherwise than w x + b, so the inputs to both sides of it are asked.
        """
        size = len(self._sums) - 1
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            place = np.searchsorted(self._inputs[1 : size + 1], -bias / weight)
            is_off = self._is_left(place + 1, weight, bias, rising)
            is_off |= ~self._is_left(place, weight, bias, rising)
            if not weight.all():
                # Such a unit has no kink, and that of many a start is one for ever.
                is_flat = weight == 0
                np.copyto(place, np.where(bias > 0, size, 0), where=is_flat)
                is_off &= ~is_flat
            if is_off.any():
                off = np.flatnonzero(is_off)
                place[off] = self._halved(weight[off], bias[off], rising[off])
        return place

    def _is_left(
        self, place: NDArray[np.intp], weight: Floats, bias: Floats, rising: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Tell whether the inputs at some places lie left of the kinks; before the first and after the last is ∓∞."""
        value = self._inputs.take(place)
        value *= weight
        value += bias
        return (value > 0) != rising

    def _halved(self, weight: Floats, bias: Floats, rising: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Return what `_left_of_kink` does, by halving."""
        place = np.zeros(len(weight), np.intp)
        step = (len(self._inputs) - 1) // 2
        while step:
            ahead = place + step
            np.copyto(place, ahead, where=self._is_left(ahead, weight, bias, rising))
            step //= 2
        return np.minimum(place, len(self._sums) - 1, out=place)
