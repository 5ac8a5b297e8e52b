"""The elementwise gradients that basin maps are made with, beside the landscape's and the engine's own."""

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target
from reluviz.training.batch_gradient import BatchGradient
from reluviz.training.closed_form import MILLS, MILLS_SHIFT, ClosedForm, has_closed_form
from reluviz.training.engine import Problem
from reluviz.training.sorted_batch import SortedBatch

INPUTS = [
    Data(),
    Data(mean=0.7, std=1.6),
    Data(distribution="uniform", low=-1.0, high=1.0),
    Data(distribution="uniform", low=-2.0, high=0.5),
]
TEACHERS = [
    (Target(),),
    (Target(1.0, 0.5, 2.0), Target(-1.5, 0.3, -0.7)),
    (Target(0.0, 1.0, 1.0), Target(-1.0, 0.0, 1.0)),
    (),
]
STUDENTS = [
    Model(variant=variant, activation=activation)
    for variant in ("weight", "weight-bias", "weight-bias-output")
    for activation in ("relu", "leaky_relu")
]


def rows_of(width, count=2000):
    """Return parameters, among them the places where a division by 0 lurks."""
    rows = np.random.default_rng(0).normal(0.0, 2.0, (count, width))
    rows[:3] = 0.0
    rows[3:20, 0] = 0.0
    if width > 1:
        rows[20:40, 1] = 0.0
        rows[0, -1] = 1.0
    return rows


@pytest.mark.parametrize("model", STUDENTS, ids=lambda model: f"{model.variant}-{model.activation}")
@pytest.mark.parametrize("target", TEACHERS, ids=["relu", "two", "constant", "nothing"])
@pytest.mark.parametrize("data", INPUTS, ids=["normal", "moved", "uniform", "lopsided"])
def test_it_is_the_landscapes_gradient(data, target, model):
    landscape = Landscape(data, target, model)
    for precision, tolerance in (("float64", 1e-14), ("float32", 2e-6)):
        rows = rows_of(len(landscape.names)).astype(precision)
        expected = landscape.gradient(rows)
        with np.errstate(all="raise", under="ignore"):
            found = np.stack(ClosedForm(Problem(data, target, model), np, precision)(*rows.T), axis=1)
        assert found.dtype == precision
        np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance * (1 + np.abs(expected).max()))


def test_in_float32_the_tail_keeps_its_digits():
    """½ − ½ erf has none left beyond t = 5.4, and Adam divides whatever is left by its own size."""
    landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
    problem = Problem(landscape.data, landscape.target, landscape.model)
    for sign in (-1.0, 1.0):
        weight = np.full(60, sign, np.float32)
        bias = -np.linspace(0.5, 12.0, 60).astype(np.float32)
        rows = np.stack([weight, bias], axis=1)
        found = np.stack(ClosedForm(problem, np, "float32")(weight, bias), axis=1)
        np.testing.assert_allclose(found, landscape.gradient(rows), rtol=3e-5)


def test_mills_ratio():
    from scipy.special import erfcx

    t = np.concatenate([np.linspace(0.0, 40.0, 4001), [1e3, 1e6]])
    s = 1.0 / (1.0 + MILLS_SHIFT * t)
    expected = np.sqrt(np.pi / 2) * erfcx(t / np.sqrt(2))
    np.testing.assert_allclose(s * np.polynomial.polynomial.polyval(s, MILLS), expected, rtol=3e-7)


def test_students_without_it():
    assert not has_closed_form(Model(variant="hidden-layer"))
    assert not has_closed_form(Model(variant="weight", activation="gelu"))


def in_order(x, y):
    order = np.argsort(x)
    return x[order], y[order]


@pytest.mark.parametrize("model", STUDENTS, ids=lambda model: f"{model.variant}-{model.activation}")
@pytest.mark.parametrize("size", [1, 2, 7, 8, 1000])
def test_the_sums_of_a_sorted_batch_are_those_of_all_inputs(model, size):
    random = np.random.default_rng(size)
    x = random.normal(0.3, 1.5, size)
    x[: size // 5] = 0.0
    y = np.maximum(x, 0.0) + random.normal(0.0, 0.1, size)
    rows = rows_of(len(Landscape(Data(), (Target(),), model).names))
    expected = np.zeros_like(rows)
    BatchGradient(model, rows, expected, size)(x, y, np.empty(len(rows)))
    batch = SortedBatch(model, "float64")
    batch.take(np.zeros(3), np.ones(3))  # what was before is forgotten
    batch.take(*in_order(x, y))
    found = np.stack(batch(*rows.T), axis=1)
    np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-11)


def test_in_float32_the_very_same_inputs_are_active():
    """The gradient of a single active input at a kink tells whether it was counted."""
    random = np.random.default_rng(3)
    x = random.normal(size=1000).astype(np.float32)
    weight = random.normal(size=4000).astype(np.float32)
    bias = -weight * random.choice(x, 4000)  # each kink lies, to rounding, at an input
    rows = np.stack([weight, bias], axis=1)
    y = np.full(1000, 1e4, np.float32)  # a single one more or less changes the gradient by 20
    expected = np.zeros_like(rows)
    model = Model(variant="weight-bias")
    BatchGradient(model, rows, expected, 1000)(x, y, np.empty(4000, np.float32))
    batch = SortedBatch(model, "float32")
    batch.take(*in_order(x, y))
    assert np.abs(np.stack(batch(weight, bias), axis=1) - expected).max() < 1.0
