"""The table of activations: value, derivative and kink of each, with Keras's definitions; NumPy, any thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape import normal
from reluviz.scenario.model import Model

Array = NDArray[Any]

SELU_SCALE = 1.0507009873554805
SELU_SCALE_ALPHA = 1.7580993408473768
"""Klambauer et al. 2017 (arXiv 1706.02515), to the digits that TensorFlow uses."""


@dataclass(frozen=True, slots=True)
class Activation:
    """What a unit does to z = w x + b; arrays keep their dtype, float32 too.

    Attributes
    ----------
    value, derivative
        Functions of an array z of any shape; at z = 0 the derivative is TensorFlow's.
    slopes
        The derivative for z < 0 and for z > 0 where it is piecewise linear; None where it is smooth.
    kinked
        Whether the value or a derivative of it jumps at z = 0, so that a quadrature has to be split there.
    """

    value: Callable[[Array], Array]
    derivative: Callable[[Array], Array]
    slopes: tuple[float, float] | None = None
    kinked: bool = False


def _relu(negative_slope: float) -> Activation:
    """relu(z) = max(z, 0), with derivative 0 at 0."""
    return Activation(lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(z.dtype), slopes=(0.0, 1.0), kinked=True)


def _leaky_relu(negative_slope: float) -> Activation:
    """leaky_relu(z) = z for z > 0, else negative_slope · z, with derivative negative_slope at 0."""

    def value(z: Array) -> Array:
        return np.where(z > 0, z, z.dtype.type(negative_slope) * z)

    def derivative(z: Array) -> Array:
        return np.where(z > 0, z.dtype.type(1), z.dtype.type(negative_slope))

    return Activation(value, derivative, slopes=(negative_slope, 1.0), kinked=True)


def _exponential(scale: float, scale_alpha: float) -> Activation:
    def value(z: Array) -> Array:
        kind = z.dtype.type
        return np.where(z < 0, kind(scale_alpha) * np.expm1(np.minimum(z, 0)), kind(scale) * z)

    def derivative(z: Array) -> Array:
        kind = z.dtype.type
        return np.where(z < 0, kind(scale_alpha) * np.exp(np.minimum(z, 0)), kind(scale))

    return Activation(value, derivative, kinked=True)


def _elu(negative_slope: float) -> Activation:
    """elu(z) = z for z > 0, else exp(z) − 1."""
    return _exponential(1.0, 1.0)


def _selu(negative_slope: float) -> Activation:
    """selu(z) = scale · z for z > 0, else scale · alpha · (exp(z) − 1)."""
    return _exponential(SELU_SCALE, SELU_SCALE_ALPHA)


def _sigmoid(z: Array) -> Array:
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def _softplus(negative_slope: float) -> Activation:
    """softplus(z) = log(1 + exp(z))."""
    return Activation(lambda z: np.logaddexp(z, z.dtype.type(0)), _sigmoid)


def _gelu(negative_slope: float) -> Activation:
    """gelu(z) = z Φ(z): Keras's default, ``approximate=False``."""

    def share(z: Array) -> Array:
        return normal.distribution(np.asarray(z, dtype=np.float64)).astype(z.dtype)

    def derivative(z: Array) -> Array:
        near = np.clip(z, -normal.FAR, normal.FAR)  # the square of what lies beyond may overflow
        return share(z) + near * normal.density(near)

    return Activation(lambda z: z * share(z), derivative)


def _silu(negative_slope: float) -> Activation:
    """silu(z) = z · sigmoid(z)."""

    def derivative(z: Array) -> Array:
        rising = _sigmoid(z)
        return rising * (1 + z * _sigmoid(-z))

    return Activation(lambda z: z * _sigmoid(z), derivative)


def _tanh(negative_slope: float) -> Activation:
    """tanh(z); the derivative 1/cosh² keeps its digits where 1 − tanh² has none left."""

    def derivative(z: Array) -> Array:
        small = np.exp(-2 * np.abs(z))
        return 4 * small / np.square(1 + small)

    return Activation(np.tanh, derivative)


ACTIVATIONS: dict[str, Callable[[float], Activation]] = {
    "relu": _relu,
    "leaky_relu": _leaky_relu,
    "elu": _elu,
    "selu": _selu,
    "softplus": _softplus,
    "gelu": _gelu,
    "silu": _silu,
    "tanh": _tanh,
}
"""Name → activation, given the negative slope, which only leaky_relu looks at."""


def activation_of(model: Model) -> Activation:
    """Return the activation of a student."""
    return ACTIVATIONS[model.activation](model.negative_slope)
