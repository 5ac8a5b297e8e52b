"""Steep smooth units, whose bend is narrow, against a dense quadrature of the definition; and the fast form far out."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import special

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target

DEFINITIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "selu": lambda z: 1.0507009873554805 * np.where(z > 0, z, 1.6732632423543772 * np.expm1(np.minimum(z, 0))),
    "softplus": lambda z: np.logaddexp(0, z),
    "gelu": lambda z: z * special.ndtr(z),
    "silu": lambda z: z * special.expit(z),
    "tanh": np.tanh,
}
WEIGHTS = (1.0, 3.0, 10.0, -30.0, 100.0, -300.0, 1000.0)
KINKS = (0.0, 0.7, -0.7, 1.3, -1.3, 2.5, -2.5)


def dense_loss(activation: str, w: float, b: float) -> float:
    """Return E[(act(w x + b) − relu(x))²], x ~ N(0, 1), by 40 nodes in each of some hundred panels, narrow at −b/w."""
    bend = -b / w + np.linspace(-60, 60, 241) / abs(w)
    ends = np.unique(np.clip(np.concatenate([np.linspace(-10, 10, 201), [0.0], bend]), -10, 10))
    middle, half = (ends[1:] + ends[:-1]) / 2, np.diff(ends) / 2
    nodes, shares = np.polynomial.legendre.leggauss(40)
    x = middle[:, None] + half[:, None] * nodes
    density = np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
    residual = DEFINITIONS[activation](w * x + b) - np.maximum(x, 0)
    return float((half[:, None] * shares * density * residual**2).sum())


@pytest.mark.parametrize("activation", DEFINITIONS)
def test_steep_units_keep_their_digits(puzzle, activation):
    landscape = puzzle("weight-bias", activation)
    for w in WEIGHTS:
        for kink in KINKS:
            b = -kink * w
            assert landscape.loss([w, b]) == pytest.approx(dense_loss(activation, w, b), rel=1e-13, abs=0), (w, b)


@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
@pytest.mark.parametrize(("variant", "degree"), [("weight-bias", 2), ("weight-bias-output", 4)])
def test_the_fast_form_s_error_grows_as_it_says(variant, degree, activation):
    landscape = Landscape(Data(mean=1.0, std=2.0), (Target(),), Model(variant, activation))
    for size in (1.0, 30.0, 1000.0):
        rows = size * np.random.default_rng(7).normal(size=(2000, len(landscape.names)))
        error = np.abs(landscape.fast_loss(rows) - landscape.loss(rows))
        assert (error <= 2e-15 * (1 + np.linalg.norm(rows, axis=1) ** degree) * 5.0).all()  # E[x²] = 5
