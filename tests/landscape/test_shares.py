"""On which inputs the units are active, and on which of these there is something to learn."""

import numpy as np
import pytest
from scipy.stats import norm, uniform

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target


def test_active_share_is_the_probability_of_a_half_line(puzzle):
    landscape = puzzle("weight-bias")
    rows = [[1.0, 0.5], [-2.0, 1.0], [3.0, -9.0], [-1.0, -20.0], [0.0, 1.0], [0.0, -1.0], [0.0, 0.0], [-0.0, 1.0]]
    expected = [norm.cdf(0.5), norm.cdf(0.5), norm.sf(3), norm.sf(20), 1, 0, 0, 1]
    np.testing.assert_allclose(landscape.active_share(rows)[:, 0], expected, rtol=1e-12)


def test_active_share_of_uniform_inputs_and_of_each_unit():
    data = Data(distribution="uniform", low=-1.0, high=3.0)
    landscape = Landscape(data, (Target(),), Model(variant="hidden-layer", hidden_units=3))
    row = [1.0, -1.0, 1.0, -2.0, -2.0, 0.5, 1.0, 1.0, 1.0, 0.0]
    law = uniform(-1.0, 4.0)
    np.testing.assert_allclose(landscape.active_share(row), [law.sf(2.0), law.cdf(-2.0), law.sf(-0.5)], atol=1e-15)


def test_an_upside_down_unit_sees_no_target(puzzle):
    landscape = puzzle("weight-bias")
    rows = [[-1.0, 0.0], [-1.0, -3.0], [-1.0, 0.5], [1.0, 0.0], [1.0, -1.0], [0.0, -1.0], [0.0, 1.0]]
    expected = [0, 0, norm.cdf(0.5) - 0.5, 0.5, norm.sf(1), 0, 0.5]
    np.testing.assert_allclose(landscape.learning_share(rows), expected, atol=1e-15)


def test_learning_share_against_samples():
    target = (Target(1.0, -0.5), Target(-1.0, -1.0, 2.0))
    landscape = Landscape(Data(mean=0.3, std=1.5), target, Model(variant="hidden-layer", hidden_units=2))
    row = np.array([2.0, -1.0, -2.0, -2.0, 1.0, 1.0, 0.0])
    x = np.random.default_rng(0).normal(0.3, 1.5, 400_000)
    active = (2 * x - 2 > 0) | (-x - 2 > 0)
    assert landscape.learning_share(row) == pytest.approx((active & (landscape.teacher(x) != 0)).mean(), abs=0.004)


def test_a_teacher_that_cancels_itself_has_nothing_to_teach():
    target = (Target(1.0, 0.0, 1.0), Target(1.0, 0.0, -1.0))
    landscape = Landscape(Data(), target, Model(variant="weight-bias"))
    assert landscape.learning_share([1.0, 5.0]) == 0
    assert landscape.target_power == 0


def test_learning_share_of_one_unit_is_that_of_two_of_which_one_is_never_active():
    random = np.random.default_rng(1)
    rows = random.normal(0.0, 2.0, (500, 2))
    rows[:5], rows[5:20, 0], rows[20:40, 1] = 0.0, 0.0, 0.0
    pairs = np.zeros((500, 7))
    pairs[:, [0, 2]], pairs[:, 3] = rows, -1.0
    target = (Target(1.0, -1.0), Target(-1.0, -1.0, 2.0), Target(1.0, -3.0, -1.0))
    for data in (Data(mean=0.3, std=1.5), Data(distribution="uniform", low=-2.0, high=1.5)):
        one = Landscape(data, target, Model(variant="weight-bias")).learning_share(rows)
        two = Landscape(data, target, Model(variant="hidden-layer", hidden_units=2)).learning_share(pairs)
        np.testing.assert_allclose(one, two, atol=1e-15)
        assert 0.1 < one.mean() < 0.9
