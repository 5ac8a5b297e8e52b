"""Curvatures: of units whose kink is near to their parameters, as small weights have it, too."""

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Starts, Target
from reluviz.training.stability import largest_curvature
from reluviz.training.starts import random_rows


@pytest.mark.parametrize("weight", [1e-8, 1e-5, -1e-5, 0.3, 2.0])
def test_of_one_weight_it_is_1_on_both_sides_however_near_the_kink_is(weight):
    """The slope jumps at 0, by much where the target is negative: a difference across it would be 10⁴ times larger."""
    landscape = Landscape(Data(), (Target(output_weight=-1.0),), Model(variant="weight"))
    assert largest_curvature(landscape, np.array([weight])) == pytest.approx(1.0, rel=1e-3)


def test_at_the_kink_there_is_none():
    landscape = Landscape(Data(), (Target(),), Model(variant="weight"))
    assert largest_curvature(landscape, np.zeros(1)) is None


def dense_curvature(row, width):
    """Return the largest eigenvalue of the Hessian by sums over x: 2 E[∇f ∇fᵀ + (f − y) ∇²f], all biases 0.

    Of E[(f − y) ∂²f] the part with the density at the kinks is 0: there, at x = 0, f = y = 0.
    """
    x = (np.arange(20_001) - 10_000) / 10_000 * 9.0
    density = np.exp(-x * x / 2) / np.sqrt(2 * np.pi) * (x[1] - x[0])
    weight, output = row[:width], row[2 * width : 3 * width]
    hessian = np.zeros((len(row), len(row)))
    for side in (x > 0, x < 0):
        z, p = x[side], density[side]
        on = weight > 0 if z[0] > 0 else weight < 0
        slopes = np.concatenate(
            (
                np.outer(output * on, z),
                np.outer(output * on, np.ones_like(z)),
                np.outer(weight * on, z),
                np.ones((1, len(z))),
            )
        )
        error = (weight * output * on).sum() * z - np.maximum(z, 0)
        hessian += 2 * (slopes * p) @ slopes.T
        for unit in np.flatnonzero(on):
            for place, mixed in ((unit, z), (width + unit, np.ones_like(z))):
                hessian[place, 2 * width + unit] += 2 * np.sum(p * error * mixed)
                hessian[2 * width + unit, place] += 2 * np.sum(p * error * mixed)
    return np.linalg.eigvalsh(hessian)[-1]


@pytest.mark.parametrize("width", [3, 100])
def test_of_many_units_some_of_which_are_small_it_is_that_of_the_sums(width):
    model = Model(variant="hidden-layer", hidden_units=width)
    landscape = Landscape(Data(), (Target(),), model)
    starts = Starts(kind="random", count=20, initializer="glorot_uniform", bias_initializer="zeros", seed=1)
    for number, row in enumerate(np.array(random_rows(model, starts))):
        row[number % width] = (-1) ** number * 2e-5
        # Over the short way of so small a unit it changes by so much.
        assert largest_curvature(landscape, row) == pytest.approx(dense_curvature(row, width), rel=0.02)
