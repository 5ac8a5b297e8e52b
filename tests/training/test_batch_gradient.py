"""Losses and gradients of a batch against the definition in float64, for every variant and activation."""

from collections.abc import Callable
from math import erf, sqrt

import numpy as np
import pytest

from reluviz.scenario.choices import ACTIVATIONS, VARIANTS
from reluviz.scenario.model import Model
from reluviz.scenario.parameters import parameter_names, units
from reluviz.training import batch_gradient
from reluviz.training.batch_gradient import CACHED_NUMBERS, BatchGradient

SINGLE_SLOPE = float(np.float32(0.2))
"""TensorFlow keeps the slope in float32."""

DEFINITIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "relu": lambda z: np.maximum(z, 0),
    "leaky_relu": lambda z: np.where(z > 0, z, SINGLE_SLOPE * z),
    "elu": lambda z: np.where(z > 0, z, np.exp(z) - 1),
    "selu": lambda z: 1.0507009873554805 * np.where(z > 0, z, 1.6732632423543772 * (np.exp(z) - 1)),
    "softplus": lambda z: np.log(1 + np.exp(z)),
    "gelu": lambda z: z * (1 + np.vectorize(erf)(z * float(np.float32(sqrt(0.5))))) / 2,
    "silu": lambda z: z / (1 + np.exp(-z)),
    "tanh": np.tanh,
}


def model_of(variant: str, activation: str = "relu", hidden_units: int = 3) -> Model:
    return Model(variant, activation, negative_slope=0.2, hidden_units=hidden_units)


def defined_loss(model: Model, row: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    """Return mean((f(x) − y)²), written unit by unit."""
    count = units(model)
    w, b = row[:count], np.zeros(count) if model.variant == "weight" else row[count : 2 * count]
    v, c = (np.ones(1), 0.0) if model.variant in {"weight", "weight-bias"} else (row[2 * count : -1], row[-1])
    f = c + sum(v[j] * DEFINITIONS[model.activation](w[j] * x + b[j]) for j in range(count))
    return float(np.mean((f - y) ** 2))


def differences(model: Model, row: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the gradient by central differences, right to about 1e-9."""
    step = 1e-6 * np.eye(len(row))
    return np.array([(defined_loss(model, row + h, x, y) - defined_loss(model, row - h, x, y)) / 2e-6 for h in step])


def computed(model: Model, rows: np.ndarray, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    gradient, squares = np.full_like(rows, np.nan), np.full(len(rows), np.nan, rows.dtype)
    BatchGradient(model, rows, gradient, len(x))(x, y, squares)
    return squares / len(x), gradient


def drawn(model: Model, runs: int, inputs: int, precision: str = "float64") -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(11)
    rows = rng.normal(0, 1.5, (runs, len(parameter_names(model))))
    x = rng.normal(0.2, 1.3, inputs)
    return tuple(array.astype(precision) for array in (rows, x, np.maximum(x, 0) + rng.normal(0, 0.1, inputs)))


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_loss_and_gradient_are_those_of_the_definition(variant: str, activation: str):
    model = model_of(variant, activation)
    rows, x, y = drawn(model, runs=3, inputs=40)
    loss, gradient = computed(model, rows, x, y)
    for run, row in enumerate(rows):
        assert loss[run] == pytest.approx(defined_loss(model, row, x, y), rel=1e-13)
        np.testing.assert_allclose(gradient[run], differences(model, row, x, y), rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_single_precision_is_near_double(variant: str, activation: str):
    model = model_of(variant, activation)
    rows, x, y = drawn(model, runs=4, inputs=1000, precision="float32")
    loss, gradient = computed(model, rows, x, y)
    assert loss.dtype == gradient.dtype == np.float32
    true_loss, true_gradient = computed(model, *(array.astype("float64") for array in (rows, x, y)))
    np.testing.assert_allclose(loss, true_loss, rtol=2e-6)
    np.testing.assert_allclose(gradient, true_gradient, atol=2e-6 * np.abs(true_gradient).max())


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "gelu", "tanh"])
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_runs_do_not_depend_on_one_another_to_the_last_bit(variant: str, activation: str, precision: str):
    model = model_of(variant, activation)
    rows, x, y = drawn(model, runs=37, inputs=1001, precision=precision)  # more than one block holds
    loss, gradient = computed(model, rows, x, y)
    for run in (0, 1, 17, 36):
        alone_loss, alone_gradient = computed(model, rows[run : run + 1], x, y)
        np.testing.assert_array_equal(alone_loss[0], loss[run])
        np.testing.assert_array_equal(alone_gradient[0], gradient[run])


@pytest.mark.parametrize(
    ("variant", "hidden_units", "inputs"), [("weight-bias-output", 1, 70_000), ("hidden-layer", 100, 700)]
)
def test_long_batches_are_added_up_in_pieces(variant: str, hidden_units: int, inputs: int):
    model = model_of(variant, "relu", hidden_units)
    assert inputs * hidden_units > 2 * CACHED_NUMBERS
    rows, x, y = drawn(model, runs=2, inputs=inputs)
    loss, gradient = computed(model, rows, x, y)
    count = units(model)
    for run, row in enumerate(rows):
        w, b, v, c = row[:count, None], row[count : 2 * count, None], row[2 * count : -1, None], row[-1]
        active = w * x + b > 0
        residual = np.sum(v * np.where(active, w * x + b, 0), axis=0) + c - y
        expected = [
            2 * v[:, 0] * np.mean(active * residual * x, axis=1),
            2 * v[:, 0] * np.mean(active * residual, axis=1),
        ]
        expected += [2 * np.mean(np.where(active, w * x + b, 0) * residual, axis=1), [2 * np.mean(residual)]]
        assert loss[run] == pytest.approx(np.mean(residual**2), rel=1e-12)
        np.testing.assert_allclose(gradient[run], np.concatenate(expected), rtol=1e-10, atol=1e-10)


@pytest.fixture
def bound(monkeypatch) -> list[tuple[int, ...]]:
    """The shapes of the blocks that something was bound to."""
    made: list[tuple[int, ...]] = []
    sums = batch_gradient._sums

    def counted(model, parameters, gradient, by_unit, by_run):
        made.append((len(parameters), by_unit.shape[-1]))
        return sums(model, parameters, gradient, by_unit, by_run)

    monkeypatch.setattr(batch_gradient, "_sums", counted)
    return made


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_blocks_of_the_same_shape_share_what_is_bound(monkeypatch, bound, precision):
    model = model_of("hidden-layer", "relu", 3)
    rows, x, y = drawn(model, runs=23, inputs=50, precision=precision)
    loss, gradient = computed(model, rows, x, y)
    assert bound == [(23, 50)]
    for numbers in (1, 100, 300, 1000):
        bound.clear()
        monkeypatch.setattr(batch_gradient, "CACHED_NUMBERS", numbers)
        found_loss, found_gradient = computed(model, rows, x, y)
        tolerance = 1e-4 if precision == "float32" else 1e-12
        np.testing.assert_allclose(found_loss, loss, rtol=tolerance)
        np.testing.assert_allclose(found_gradient, gradient, rtol=tolerance, atol=tolerance)
        assert len(bound) == len(set(bound)) <= 4, bound


def test_the_largest_training_is_ready_at_once(bound):
    model = model_of("hidden-layer", "relu", 100)
    rows = np.zeros((10_000, len(parameter_names(model))), np.float32)
    BatchGradient(model, rows, np.zeros_like(rows), 100_000)
    assert bound == []


def test_a_relu_at_zero_does_not_learn():
    # As in TensorFlow: the derivative of relu at 0 is 0.
    x = np.linspace(-1, 1, 11)
    loss, gradient = computed(model_of("weight-bias"), np.zeros((1, 2)), x, np.maximum(x, 0))
    assert gradient.tolist() == [[0.0, 0.0]]
    assert loss[0] == pytest.approx(np.mean(np.maximum(x, 0) ** 2))


def test_a_batch_of_one_and_no_runs():
    loss, gradient = computed(model_of("weight"), np.array([[3.0]]), np.array([2.0]), np.array([2.0]))
    assert (loss.tolist(), gradient.tolist()) == ([16.0], [[16.0]])
    assert computed(model_of("weight"), np.empty((0, 1)), np.array([2.0]), np.array([2.0]))[0].shape == (0,)
