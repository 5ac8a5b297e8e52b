"""The update rules against Keras's own numbers, against the definitions unrolled, and kept in their precision."""

import numpy as np
import pytest

from reluviz.scenario.choices import OPTIMIZERS
from reluviz.scenario.model import Training
from reluviz.training.update_rules import UPDATE_RULES, initial_slot_value, slots_for

RATE = 0.01
SETTINGS = {name: Training(optimizer=name, learning_rate=RATE) for name in OPTIMIZERS} | {
    "momentum": Training(optimizer="sgd", learning_rate=RATE, momentum=0.9),
    "nesterov": Training(optimizer="sgd", learning_rate=RATE, momentum=0.9, nesterov=True),
}

# Three steps of Keras 3.15 with TensorFlow 2.21 in float64 from (0.3, −2) with the learning rate 0.01 and the gradients
# KERAS_GRADIENTS: the parameters, and the optimizer's variables.
KERAS_GRADIENTS = np.array([[0.7, -0.001], [0.4, 3.0], [-0.05, 1e-9]])
_MOMENTUM = [-0.008769999604225162, -0.026991899295173417]
_ADAM = {"momentum": [0.08769999999999999, 0.2699190001], "velocity": [0.0006513604900000006, 0.008991000998001007]}
KERAS = {
    "sgd": ([0.2895, -2.0299900000099997], {}),
    "momentum": ([0.27393000056266786, -2.0569728992954115], {"momentum": _MOMENTUM}),
    "nesterov": ([0.2660370011279583, -2.081265608017531], {"momentum": _MOMENTUM}),
    "rmsprop": ([0.25420584243658045, -2.0092620934998378], {"velocity": [0.05433999999999999, 0.8100000809999999]}),
    "adagrad": ([0.2868443655529842, -2.00991327996097], {"accumulator": [0.7525000014901161, 9.100001001490115]}),
    "adam": ([0.273548267537469, -2.0032210966275117], _ADAM),
    "adamw": ([0.2735134493613408, -2.0029816061097674], _ADAM),
    "nadam": (
        [0.28324307970245394, -2.0004471930747054],
        {
            "momentum": [0.08770001695156006, 0.2699190573054369],
            "velocity": [0.0006513521186563464, 0.008990885358300102],
            "u_product": [0.11397994511155203, 0.11397994511155203],
        },
    ),
    "lion": ([0.26999999999999996, -2.01], {"momentum": [0.010320690327739553, 0.02969017098113295]}),
}


def stepped(training: Training, start: np.ndarray, gradients: np.ndarray, steps: np.ndarray | None = None):
    """Return the parameters after each step, (k, R, P), and the slots; `steps` (R,): the number of the first."""
    parameters = np.array(start)
    slots = slots_for(training, parameters, {})
    update = UPDATE_RULES[training.optimizer].prepare(training, parameters.dtype)
    first = np.ones(len(parameters)) if steps is None else steps
    path = []
    for index, gradient in enumerate(gradients):
        update(parameters, gradient, slots, (first + index).astype(parameters.dtype)[:, np.newaxis])
        path.append(parameters.copy())
    return np.array(path), slots


def unrolled(name: str, start: float, gradients: np.ndarray) -> float:
    """Return where a definition leads, written as sums over all gradients so far instead of memories."""
    w = start
    product = 1.0
    for t in range(1, len(gradients) + 1):
        g = gradients[:t]
        age = np.arange(t)[::-1]

        def faded(values: np.ndarray, beta: float, age: np.ndarray = age) -> float:
            return float(np.sum((1 - beta) * beta**age * values))

        last = g[-1]
        if name == "sgd":
            w -= RATE * last
        elif name == "momentum":
            w -= RATE * float(np.sum(0.9**age * g))
        elif name == "nesterov":
            w -= RATE * (0.9 * float(np.sum(0.9**age * g)) + last)
        elif name == "rmsprop":
            w -= RATE * last / np.sqrt(faded(g**2, 0.9) + 1e-7)
        elif name == "adagrad":
            w -= RATE * last / np.sqrt(0.1 + np.sum(g**2) + 1e-7)
        elif name in {"adam", "adamw"}:
            if name == "adamw":
                w *= 1 - RATE * 0.004
            # Kingma and Ba's mean of the past, with ε̂ = 1e-7 √(1 − β₂ᵗ)⁻¹ in the denominator, as in their section 2.
            mean, square = faded(g, 0.9) / (1 - 0.9**t), faded(g**2, 0.999) / (1 - 0.999**t)
            w -= RATE * mean / (np.sqrt(square) + 1e-7 / np.sqrt(1 - 0.999**t))
        elif name == "nadam":
            now, following = (0.9 * (1 - 0.5 * 0.96**s) for s in (t, t + 1))
            product *= now
            ahead = following * faded(g, 0.9) / (1 - product * following) + (1 - now) * last / (1 - product)
            w -= RATE * ahead / (np.sqrt(faded(g**2, 0.999) / (1 - 0.999**t)) + 1e-7)
        elif name == "lion":
            w -= RATE * float(np.sign(0.9 * faded(g[:-1], 0.99, age[1:]) + 0.1 * last))
    return w


def test_every_optimizer_has_a_rule():
    assert list(UPDATE_RULES) == list(OPTIMIZERS)


@pytest.mark.parametrize("name", SETTINGS)
def test_three_steps_are_those_of_keras(name: str):
    path, slots = stepped(SETTINGS[name], np.array([[0.3, -2.0]]), KERAS_GRADIENTS[:, np.newaxis])
    parameters, memory = KERAS[name]
    np.testing.assert_allclose(path[-1, 0], parameters, rtol=3e-16)
    assert set(slots) == set(memory)
    for slot, values in memory.items():
        np.testing.assert_allclose(slots[slot][0], values, rtol=3e-16)


@pytest.mark.parametrize("name", SETTINGS)
def test_forty_steps_follow_the_definition(name: str):
    gradients = np.random.default_rng(4).normal(0.2, 1.0, 40)
    path, _ = stepped(SETTINGS[name], np.array([[0.3]]), gradients[:, np.newaxis, np.newaxis])
    # Keras rounds some constants to float32, the definition does not.
    assert path[-1, 0, 0] == pytest.approx(unrolled(name, 0.3, gradients), abs=1e-6)


@pytest.mark.parametrize("name", SETTINGS)
def test_everything_stays_in_single_precision_and_near_double(name: str):
    gradients = np.random.default_rng(4).normal(0.2, 1.0, (200, 3, 2))
    single, slots = stepped(SETTINGS[name], np.ones((3, 2), "float32"), gradients.astype("float32"))
    double, _ = stepped(SETTINGS[name], np.ones((3, 2)), gradients.astype("float32").astype("float64"))
    assert single.dtype == np.float32
    assert all(slot.dtype == np.float32 for slot in slots.values())
    np.testing.assert_allclose(single, double, atol=5e-6)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_gradient_is_left_alone(name: str):
    gradients = np.random.default_rng(4).normal(0.0, 1.0, (3, 2, 2))
    before = gradients.copy()
    stepped(SETTINGS[name], np.ones((2, 2)), gradients)
    np.testing.assert_array_equal(gradients, before)


@pytest.mark.parametrize("name", SETTINGS)
def test_each_run_counts_its_own_steps(name: str):
    gradients = np.random.default_rng(4).normal(0.2, 1.0, (5, 2, 1))
    together, _ = stepped(SETTINGS[name], np.ones((2, 1)), gradients, steps=np.array([1.0, 500.0]))
    for run, first in enumerate((1.0, 500.0)):
        alone, _ = stepped(SETTINGS[name], np.ones((1, 1)), gradients[:, run : run + 1], steps=np.array([first]))
        np.testing.assert_array_equal(together[:, run], alone[:, 0])


def test_lion_stands_still_where_nothing_pulls():
    path, _ = stepped(SETTINGS["lion"], np.array([[0.5]]), np.zeros((4, 1, 1)))
    np.testing.assert_array_equal(path, 0.5)


def test_slots_are_copied_filled_up_and_cleared_away():
    parameters = np.ones((2, 1), "float32")
    present = {"momentum": np.full((2, 1), 3.0), "something else": np.zeros((2, 1))}
    slots = slots_for(SETTINGS["nadam"], parameters, present)
    assert {name: slot.tolist() for name, slot in slots.items()} == {
        "momentum": [[3.0], [3.0]],
        "velocity": [[0.0], [0.0]],
        "u_product": [[1.0], [1.0]],
    }
    slots["momentum"][:] = 7.0
    assert present["momentum"].max() == 3.0
    assert all(slot.dtype == np.float32 for slot in slots.values())
    assert slots_for(SETTINGS["sgd"], parameters, present) == {}
    assert set(slots_for(SETTINGS["momentum"], parameters, {})) == {"momentum"}


def test_slots_of_one_name_begin_alike_in_every_rule():
    for rule in UPDATE_RULES.values():
        for slot, value in rule.slots.items():
            assert initial_slot_value(slot) == value
