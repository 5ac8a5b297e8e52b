"""The student and the teacher as sums of units, whatever the variant; NumPy, any thread."""

from dataclasses import dataclass

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

    def value(self, x: Array) -> Array:
        """Return y at x of any shape."""
        total = np.zeros_like(x)
        for weight, bias, output in zip(self.weight, self.bias, self.output, strict=True):
            total += output * np.maximum(weight * x + bias, 0)
        return total

    @property
    def kinks(self) -> Array:
        """Where y may bend, growing."""
        bends = (self.weight != 0) & (self.output != 0)
        return np.unique(-self.bias[bends] / self.weight[bends])

    def active(self, left: Array, right: Array) -> Array:
        """Return which units are active between neighbouring kinks left and right (...) → (..., K)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            kinks = -self.bias / self.weight
        rising, falling = left[..., None] >= kinks, right[..., None] <= kinks
        return np.where(self.weight > 0, rising, np.where(self.weight < 0, falling, self.bias > 0))

    def lines(self, left: Array, right: Array) -> tuple[Array, Array]:
        """Return slope and intercept of y between neighbouring kinks left and right, each (...)."""
        active = self.active(left, right)
        return active @ (self.output * self.weight), active @ (self.output * self.bias)
