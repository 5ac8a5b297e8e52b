"""Exact gradients as trainings take them, against the landscape's own."""

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.choices import VARIANTS
from reluviz.scenario.model import Data, Model, Target
from reluviz.training.exact_gradient import exact_gradient

DATA = {
    "standard": Data(),
    "shifted and noisy": Data(mean=0.6, std=1.7, noise=0.3),
    "uniform": Data(distribution="uniform", low=-1.0, high=2.0),
    "positive": Data(distribution="uniform", low=0.5, high=2.0),
}
TEACHERS = {"one": (Target(),), "two": (Target(1.5, -0.3, 0.8), Target(-0.7, 0.2, -0.4))}


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "gelu"])
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("teacher", TEACHERS.values(), ids=TEACHERS)
@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_is_the_landscape_s_gradient(variant: str, activation: str, teacher: tuple[Target, ...], data: Data):
    landscape = Landscape(data, teacher, Model(variant, activation))
    rows = np.random.default_rng(2).normal(0, 2, (12, len(landscape.names)))
    rows[:3, 0] = (0.0, 1e-8, -1e-8)
    found = exact_gradient(landscape, "sgd")(rows)
    np.testing.assert_allclose(found, landscape.gradient(rows), rtol=1e-11, atol=1e-12)


def test_single_precision_is_computed_in_double():
    landscape = Landscape(Data(), (Target(),), Model("weight-bias"))
    rows = np.array([[-3.0, 0.1], [1.7, -4.0]], "float32")
    for optimizer in ("adam", "lion"):
        found = exact_gradient(landscape, optimizer)(rows)
        assert found.dtype == np.float64
        np.testing.assert_allclose(found, landscape.gradient(rows.astype("float64")), rtol=1e-9, atol=1e-15)


def test_lion_sees_the_true_sign_far_down_the_tail():
    # Where b < 0 hides the data, the few active inputs say: with w > 0 that more of both is better, since the target
    # there is x; with w < 0 that the output is to shrink, since the target there is 0.
    landscape = Landscape(Data(), (Target(),), Model("weight-bias"))
    tails = np.array([5.0, 12.0, 20.0, 28.9, 35.0])
    right, left = np.stack([0.1257 + 0 * tails, -0.1257 * tails], 1), np.stack([-1 + 0 * tails, -tails], 1)
    np.testing.assert_array_equal(np.sign(exact_gradient(landscape, "lion")(right)), [[-1, -1]] * 5)
    np.testing.assert_array_equal(np.sign(exact_gradient(landscape, "lion")(left)), [[-1, 1]] * 5)


def test_one_weight_is_exact_to_the_last_digits():
    # ∂L/∂w = w − 1 for w > 0, w for w < 0, and 0 at 0.
    gradient = exact_gradient(Landscape(Data(), (Target(),), Model()), "sgd")
    rows = np.array([[10.0], [1.0 + 1e-9], [1e-12], [0.0], [-1e-12], [-10.0]])
    np.testing.assert_allclose(gradient(rows)[:, 0], [9.0, 1e-9, -1.0, 0.0, -1e-12, -10.0], rtol=1e-7, atol=0)
