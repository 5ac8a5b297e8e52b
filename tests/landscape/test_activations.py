"""The table of activations against Keras, in both precisions."""

import math

import numpy as np
import pytest

from reluviz.landscape.activations import ACTIVATIONS, activation_of
from reluviz.scenario import choices
from reluviz.scenario.model import Model

POINTS = np.array([-90.0, -30.0, -9.5, -3.0, -1.0, -1e-3, 0.0, 1e-3, 0.5, 1.0, 4.0, 30.0, 90.0])


@pytest.fixture(scope="module")
def keras_values():
    """Value and derivative of each activation in float64, as Keras and TensorFlow compute them."""
    import keras
    import tensorflow as tf

    found = {}
    for name in choices.ACTIVATIONS:
        function = getattr(keras.activations, name)
        x = tf.Variable(POINTS)
        with tf.GradientTape() as tape:
            value = function(x, negative_slope=0.3) if name == "leaky_relu" else function(x)
        found[name] = value.numpy(), tf.convert_to_tensor(tape.gradient(value, x)).numpy()
    return found


def test_the_table_has_what_a_scenario_may_name():
    assert list(ACTIVATIONS) == list(choices.ACTIVATIONS)


@pytest.mark.parametrize("name", choices.ACTIVATIONS)
def test_values_and_derivatives_are_those_of_keras(name, keras_values):
    activation = activation_of(Model(activation=name))
    value, derivative = keras_values[name]
    # Keras passes 0.3 and √2 through float32 on their way into these two.
    single = name in {"leaky_relu", "gelu"}
    near = np.abs(POINTS) < 9 if single else slice(None)
    np.testing.assert_allclose(activation.value(POINTS)[near], value[near], rtol=3e-7 if single else 1e-12, atol=1e-15)
    # TensorFlow's own derivatives lose their last digits in the tails: 1 − tanh², 1 + erf.
    tolerance = {"rtol": 1e-6, "atol": 1e-7} if single else {"rtol": 1e-10, "atol": 3e-15}
    np.testing.assert_allclose(activation.derivative(POINTS)[near], derivative[near], **tolerance)


def test_gelu_has_all_digits():
    expected = [0.5 * z * math.erfc(-z / math.sqrt(2)) for z in POINTS]
    np.testing.assert_allclose(activation_of(Model(activation="gelu")).value(POINTS), expected, rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("name", choices.ACTIVATIONS)
def test_float32_stays_float32(name):
    activation = activation_of(Model(activation=name))
    points = POINTS.astype(np.float32)
    for function in (activation.value, activation.derivative):
        assert function(points).dtype == np.float32
        np.testing.assert_allclose(function(points), function(points.astype(np.float64)), rtol=5e-6, atol=1e-30)


@pytest.mark.parametrize("name", choices.ACTIVATIONS)
def test_derivative_is_the_slope_of_the_value(name):
    activation = activation_of(Model(activation=name, negative_slope=0.05))
    points = np.array([-4.0, -0.7, 0.3, 2.0])
    slope = (activation.value(points + 1e-6) - activation.value(points - 1e-6)) / 2e-6
    np.testing.assert_allclose(activation.derivative(points), slope, rtol=1e-7, atol=1e-9)
    if activation.slopes:
        np.testing.assert_allclose(activation.derivative(points), np.where(points < 0, *activation.slopes), rtol=1e-15)


@pytest.mark.parametrize("name", choices.ACTIVATIONS)
def test_huge_inputs_neither_warn_nor_become_nan(name):
    activation = activation_of(Model(activation=name))
    for kind in (np.float32, np.float64):
        far = np.array([-1e30, 1e30], dtype=kind)
        assert not np.isnan(activation.value(far)).any()
        assert not np.isnan(activation.derivative(far)).any()
