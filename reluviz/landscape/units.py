"""The student and the teacher as sums of units, whatever the variant; NumPy, any thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.model import Target

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Units:
    """N students f(x) = Σⱼ outputⱼ act(weightⱼ x + biasⱼ) + offset.

    Attributes
    ----------
    weight, bias, output : (N, J)
    offset : (N,)
    """

    weight: Array
    bias: Array
    output: Array
    offset: Array

    def rows(self, index: NDArray[np.intp]) -> "Units":
        """Return some of the students."""
        return Units(self.weight[index], self.bias[index], self.output[index], self.offset[index])


def units_of(variant: str, rows: Array) -> Units:
    """Return the units of parameter rows (N, P), whose order is `reluviz.scenario.parameters.parameter_names`."""
    count = len(rows)
    if variant in {"weight", "weight-bias"}:
        weight = rows[:, :1]
        bias = rows[:, 1:] if variant == "weight-bias" else np.zeros((count, 1))
        return Units(weight, bias, np.ones((count, 1)), np.zeros(count))
    width = (rows.shape[1] - 1) // 3
    return Units(rows[:, :width], rows[:, width : 2 * width], rows[:, 2 * width : -1], rows[:, -1])


def gradient_row(variant: str, gradient: Units) -> Array:
    """Return the gradient's rows (N, P), given the gradient by units; the reverse of `units_of`."""
    if variant == "weight":
        return gradient.weight
    if variant == "weight-bias":
        return np.concatenate([gradient.weight, gradient.bias], axis=1)
    return np.concatenate([gradient.weight, gradient.bias, gradient.output, gradient.offset[:, None]], axis=1)


def rectified(z: Array) -> Array:
    """Return relu(z)."""
    return np.maximum(z, 0)


@dataclass(frozen=True, slots=True)
class Teacher:
    """y(x) = Σₖ outputₖ relu(weightₖ x + biasₖ); arrays (K,)."""

    weight: Array
    bias: Array
    output: Array

    @classmethod
    def of(cls, target: tuple[Target, ...]) -> "Teacher":
        """Return the teacher that a scenario describes."""
        return cls(
            np.array([unit.weight for unit in target], dtype=float),
            np.array([unit.bias for unit in target], dtype=float),
            np.array([unit.output_weight for unit in target], dtype=float),
        )

    def value(self, x: Any, rectify: Callable[[Any], Any] = rectified) -> Any:
        """Return y at x of any shape, in its precision; with another `rectify`, of what is no array of NumPy's."""
        total = None
        # Python floats do not raise float32 to float64; multiplications by 1 and additions of 0 change no bit.
        for weight, bias, output in zip(self.weight.tolist(), self.bias.tolist(), self.output.tolist(), strict=True):
            unit = x if weight == 1.0 else x * weight
            unit = rectify(unit if bias == 0.0 else unit + bias)
            if output != 1.0:
                unit *= output
            if total is None:
                total = unit
            else:
                total += unit
        return np.zeros_like(x) if total is None else total

    @property
    def slopes(self) -> Array:
        """What each unit adds to the slope of y where it is active: (K,)."""
        return self.output * self.weight

    @property
    def heights(self) -> Array:
        """What each unit adds to the intercept of y where it is active: (K,)."""
        return self.output * self.bias

    @property
    def kinks(self) -> Array:
        """Where y may bend, growing."""
        bends = self.slopes != 0
        return distinct(kinks_of(self.weight[bends], self.bias[bends]))

    def lines(self, left: Array, right: Array) -> tuple[Array, Array]:
        """Return slope and intercept of y between neighbouring kinks left and right, each (...)."""
        active = active_between(self.weight, self.bias, kinks_of(self.weight, self.bias), left, right)
        return active @ self.slopes, active @ self.heights


def distinct(values: Sequence[float] | Array) -> Array:
    """Return numbers (n,) growing and each once: `numpy.unique`, which imports masked arrays for it."""
    growing = np.sort(np.asarray(values, dtype=float))
    return growing[np.concatenate(([True], growing[1:] != growing[:-1]))] if growing.size else growing


def kinks_of(weight: Array, bias: Array) -> Array:
    """Return where weight · x + bias = 0; inf where the weight is 0 or a parameter is nan."""
    flat = weight == 0
    kinks = np.where(flat, np.inf, -bias / np.where(flat, 1.0, weight))
    return np.where(np.isnan(kinks), np.inf, kinks)


def active_between(weight: Array, bias: Array, kinks: Array, left: Array, right: Array) -> NDArray[np.bool_]:
    """Return whether weight · x + bias > 0 between neighbouring cuts (...), the kinks among them: (..., J)."""
    rising, falling = left[..., None] >= kinks, right[..., None] <= kinks
    return np.where(weight > 0, rising, np.where(weight < 0, falling, bias > 0))
