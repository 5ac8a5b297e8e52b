"""Starts listed, drawn as Keras initialises its layers, or laid on a grid."""

from dataclasses import replace
from math import erf, exp, pi, sqrt

import numpy as np
import pytest

from reluviz.scenario.choices import INITIALIZERS
from reluviz.scenario.model import Axis, Model, Scenario, Start, Starts
from reluviz.training.starts import initial_rows, initial_values, random_rows

MANY = 200_000


def drawn(initializer: str, shape: tuple[int, ...], scale: float = 1.0) -> np.ndarray:
    return initial_values(initializer, shape, scale, MANY, np.random.default_rng(3))


def assert_moments(values: np.ndarray, std: float, fourth: float) -> None:
    """Compare mean, variance and fourth moment with the truth, within five standard errors, and 3 % for the fourth."""
    assert abs(values.mean()) < 5 * std / sqrt(MANY)
    assert values.std() == pytest.approx(std, rel=0.01)
    assert np.mean(values**4) == pytest.approx(fourth, rel=0.03)


@pytest.mark.parametrize(
    ("shape", "limit"), [((1, 1), sqrt(3)), ((1, 8), sqrt(6 / 9)), ((8, 1), sqrt(6 / 9)), ((8,), sqrt(6 / 16))]
)
def test_glorot_uniform(shape: tuple[int, ...], limit: float):
    # Glorot and Bengio 2010: U(−a, a), a = √(6 / (inputs + outputs)); a bias (J,) counts as J inputs and J outputs.
    values = drawn("glorot_uniform", shape)
    assert limit * 0.999 < np.abs(values).max() <= limit
    assert_moments(values, limit / sqrt(3), limit**4 / 5)


@pytest.mark.parametrize(("shape", "inputs"), [((1, 1), 1), ((1, 8), 1), ((8, 1), 8), ((8,), 8)])
def test_he_normal(shape: tuple[int, ...], inputs: int):
    # He et al. 2015: standard deviation √(2 / inputs); cut off at twice the standard deviation of the uncut normal.
    values = drawn("he_normal", shape)
    density, inside = exp(-2) / sqrt(2 * pi), erf(sqrt(2))
    uncut = sqrt(2 / inputs) / sqrt(1 - 4 * density / inside)
    assert 1.99 * uncut < np.abs(values).max() <= 2 * uncut
    assert_moments(values, sqrt(2 / inputs), uncut**4 * (3 - 28 * density / inside))


def test_normal_uniform_and_zeros_use_the_scale():
    assert_moments(drawn("normal", (8, 1), 2.5), 2.5, 3 * 2.5**4)
    uniform = drawn("uniform", (8, 1), 2.5)
    assert 2.499 < np.abs(uniform).max() <= 2.5
    assert_moments(uniform, 2.5 / sqrt(3), 2.5**4 / 5)
    assert not drawn("zeros", (8, 1), 2.5).any()


def test_every_initializer_is_known_and_no_other():
    for name in INITIALIZERS:
        assert drawn(name, (1, 1)).shape == (MANY,)
    with pytest.raises(ValueError, match="orthogonal"):
        drawn("orthogonal", (1, 1))


def test_each_parameter_has_the_scale_of_its_layer():
    starts = Starts(count=4000, initializer="glorot_uniform", bias_initializer="uniform", scale=0.1)
    rows = random_rows(Model(variant="hidden-layer", hidden_units=5), starts)
    assert rows.shape == (4000, 16)
    limit = sqrt(6 / 6)
    for columns, largest in ((slice(0, 5), limit), (slice(5, 10), 0.1), (slice(10, 15), limit), (slice(15, 16), 0.1)):
        assert 0.99 * largest < np.abs(rows[:, columns]).max() <= largest
    assert abs(np.corrcoef(rows.T) - np.eye(16)).max() < 0.1


@pytest.mark.parametrize(("variant", "width"), [("weight", 1), ("weight-bias", 2), ("weight-bias-output", 4)])
def test_biases_begin_at_zero(variant: str, width: int):
    rows = random_rows(Model(variant=variant), Starts(count=50))
    assert rows.shape == (50, width)
    assert (rows[:, 0] != 0).all()
    zeros = {1: [], 2: [1], 4: [1, 3]}[width]
    assert not rows[:, zeros].any()


@pytest.mark.parametrize("initializer", ["glorot_uniform", "he_normal", "normal"])
def test_starts_follow_from_the_seed_and_more_keep_the_first(initializer: str):
    model = Model(variant="hidden-layer", hidden_units=3)
    starts = Starts(count=20, initializer=initializer, bias_initializer=initializer, seed=5)
    rows = random_rows(model, starts)
    np.testing.assert_array_equal(random_rows(model, starts), rows)
    np.testing.assert_array_equal(random_rows(model, replace(starts, count=300))[:20], rows)
    assert not np.isin(random_rows(model, replace(starts, seed=6)), rows).any()


def test_half_of_all_starts_lie_on_the_wrong_side():
    rows = random_rows(Model(), Starts(count=10_000))
    assert np.mean(rows < 0) == pytest.approx(0.5, abs=0.025)


def test_listed_starts_come_first_with_their_names_and_colours():
    scenario = Scenario(
        model=Model(variant="weight-bias"),
        start=(Start(weight=10.0, label={"en": "good", "fr": "bon"}, color="blue"), Start(weight=-10.0, bias=1.0)),
        starts=Starts(count=3),
    )
    found = initial_rows(scenario)
    assert found.rows.dtype == np.float64
    assert found.rows[:2].tolist() == [[10.0, 0.0], [-10.0, 1.0]]
    assert found.rows.shape == (5, 2)
    assert found.labels == ({"en": "good", "fr": "bon"}, "", "", "", "")
    assert found.colors == ("blue", "", "", "", "")


def test_no_starts_at_all():
    assert initial_rows(Scenario(model=Model(variant="weight-bias"))).rows.shape == (0, 2)


def test_grid():
    grid = Starts(kind="grid", weight=Axis(-1.0, 1.0, 3), bias=Axis(0.0, 5.0, 2))
    expected = [[-1, 0], [0, 0], [1, 0], [-1, 5], [0, 5], [1, 5]]
    assert initial_rows(Scenario(model=Model(variant="weight-bias"), starts=grid)).rows.tolist() == expected
    assert initial_rows(Scenario(starts=grid)).rows.tolist() == [[-1], [0], [1]]
    wide = initial_rows(Scenario(model=Model(variant="weight-bias-output"), starts=grid)).rows
    assert wide[3].tolist() == [-1, 5, 1, 0]
    deep = initial_rows(Scenario(model=Model(variant="hidden-layer", hidden_units=2), starts=grid)).rows
    assert deep[3].tolist() == [-1, -1, 5, 5, 1, 1, 0]
    alone = Starts(kind="grid", bias=Axis(1.0, 2.0, 2))
    assert initial_rows(Scenario(model=Model(variant="weight-bias"), starts=alone)).rows.tolist() == [[0, 1], [0, 2]]
