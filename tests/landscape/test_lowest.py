"""The lowest loss that a student can reach: copies, minima known from closed forms and by brute force, and stopping."""

import numpy as np
import pytest

from reluviz.landscape import lowest
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target

UNIFORM = Data(distribution="uniform", low=0.5, high=4.0, noise=0.5)


@pytest.mark.parametrize(
    ("data", "target", "model"),
    [
        (Data(), (Target(),), Model()),
        (Data(noise=0.5), (Target(-2.0, 0.0, 0.5),), Model()),
        (Data(mean=3.0), (Target(1.0, -0.5, 2.0),), Model(variant="weight-bias")),
        (Data(), (Target(1.0, -0.5, -2.0),), Model(variant="weight-bias-output")),
        (Data(), (Target(-1.0, 0.5, -2.0),), Model(variant="hidden-layer", hidden_units=1)),
        (Data(), (Target(1.0, -0.5, -2.0), Target(-1.0, 0.5)), Model(variant="hidden-layer", hidden_units=2)),
        (Data(), (Target(),), Model(variant="hidden-layer", activation="leaky_relu", hidden_units=2)),
        (Data(noise=0.5), (Target(), Target(-1.0), Target(2.0, 1.0)), Model(variant="hidden-layer", hidden_units=3)),
        # what lies outside of the inputs need not be copied
        (UNIFORM, (Target(), Target(-1.0, 0.0, 3.0)), Model()),
        (UNIFORM, (Target(1.0, 2.0),), Model(variant="weight-bias")),
        (UNIFORM, (Target(1.0, 2.0),), Model(variant="weight-bias", activation="leaky_relu")),
        (UNIFORM, (Target(2.0, -2.0, -1.0), Target(-3.0, 0.0)), Model(variant="weight-bias-output")),
        # two ReLUs that make one, and a sum that is a line with one bend
        (Data(), (Target(1.0, 0.0, 2.0), Target(2.0, 0.0, -0.5)), Model()),
        (Data(), (Target(0.0, 2.0), Target(-1.0, 1.0, 2.0)), Model(variant="weight-bias-output")),
        (Data(), (Target(1.0, 0.0, 0.0),), Model(activation="tanh")),
    ],
)
def test_a_student_that_can_copy_the_teacher_is_left_with_the_noise(data, target, model):
    assert Landscape(data, target, model).lowest_loss == data.noise**2


@pytest.mark.parametrize(
    ("target", "model"),
    [
        (Target(1.0, 0.5), Model()),  # no bias
        (Target(1.0, 0.0, -1.0), Model()),  # relu is never negative
        (Target(1.0, 0.5, -1.0), Model(variant="weight-bias")),
        (Target(), Model(variant="weight-bias", activation="leaky_relu")),
    ],
)
def test_a_student_that_cannot_copy_the_teacher_is_above_the_noise(target, model):
    landscape = Landscape(Data(noise=0.5), (target,), model)
    assert landscape.lowest_loss > 0.25 + 1e-3


def test_a_relu_without_output_weight_cannot_go_below_zero(puzzle):
    landscape = Landscape(Data(), (Target(1.0, 0.0, -1.0),), Model())
    assert landscape.lowest_loss == pytest.approx(0.5, rel=1e-12)  # the best is to say nothing


@pytest.mark.parametrize(
    ("activation", "slope", "weight", "weight_bias"),
    [
        ("leaky_relu", 0.01, 5e-5, 5e-5),
        ("leaky_relu", 0.3, 0.0413, 0.0282),
        ("softplus", 0.3, 0.1876, 0.0150),
        ("elu", 0.3, 0.1329, 0.0707),
        ("gelu", 0.3, 0.0120, 0.0077),
        ("silu", 0.3, 0.0286, 0.0180),
        ("tanh", 0.3, 0.2567, 0.1572),
    ],
)
def test_what_other_activations_reach_on_the_puzzle(puzzle, activation, slope, weight, weight_bias):
    for variant, expected in (("weight", weight), ("weight-bias", weight_bias)):
        found = puzzle(variant, activation, negative_slope=slope).lowest_loss
        assert found == pytest.approx(expected, abs=6e-5 if expected > 1e-3 else 6e-7)
    exact = 0.5 * slope**2 / (1 + slope**2)
    if activation == "leaky_relu":
        assert puzzle("weight", activation, negative_slope=slope).lowest_loss == pytest.approx(exact, rel=1e-9)


def test_two_relus_are_out_of_reach_for_one(puzzle):
    data = Data(mean=0.5, std=1.5)
    landscape = Landscape(data, (Target(), Target(-1.0, -1.0)), Model(variant="weight-bias"))
    w, b = np.meshgrid(np.linspace(-3, 3, 301), np.linspace(-3, 6, 451))
    brute = landscape.fast_loss(np.stack([w, b], axis=-1)).min()
    assert brute - 2e-4 < landscape.lowest_loss <= brute + 1e-12


def test_units_of_measure_do_not_matter():
    """Inputs in thousands and outputs in thousandths: the same picture in other units."""
    target = (Target(1.0, 0.3, 1.0), Target(-0.5, 1.0, 2.0))
    plain = Landscape(Data(mean=1.0, std=1.0), target, Model(variant="weight-bias-output"))
    scaled = Landscape(
        Data(mean=1000.0, std=1000.0),
        tuple(Target(t.weight / 1000, t.bias, t.output_weight / 1000) for t in target),
        Model(variant="weight-bias-output"),
    )
    assert scaled.lowest_loss * 1e6 == pytest.approx(plain.lowest_loss, rel=1e-4)


def test_it_is_sought_once_and_can_be_stopped(puzzle, monkeypatch):
    landscape = puzzle("weight-bias", "gelu")
    assert landscape.known_lowest_loss is None
    calls = []

    def stop_at_third():
        calls.append(None)
        return len(calls) >= 3

    landscape.seek_lowest_loss(stop_at_third)
    assert landscape.known_lowest_loss is None
    assert len(calls) == 3
    landscape.seek_lowest_loss(lambda: False)
    found = landscape.known_lowest_loss
    monkeypatch.setattr(lowest, "search", None)
    assert landscape.lowest_loss == found == pytest.approx(0.0077, abs=6e-5)
