"""Fates of states whose loss, gradient and active inputs are known, and of trainings to their end."""

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Start, Target, Training
from reluviz.training.engine import Problem
from reluviz.training.fates import FATE_NAMES, FATES, judge, judge_indices
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.states import state_of_rows

MEAN_OF_TARGET = 1 / np.sqrt(2 * np.pi)


def landscape(variant="weight", activation="relu", data=None, target=None, known=True, **model) -> Landscape:
    made = Landscape(data or Data(), target or (Target(),), Model(variant=variant, activation=activation, **model))
    if known:
        made.seek_lowest_loss(lambda: False)
    return made


def test_the_table_has_the_order_in_which_fates_are_judged():
    assert FATE_NAMES == tuple(FATES) == ("diverged", "converged", "dead", "stuck", "dying", "moving")


@pytest.mark.parametrize(
    ("weight", "fate"),
    [
        (np.nan, "diverged"),
        (np.inf, "diverged"),
        (1.1e6, "diverged"),
        (-1.1e6, "diverged"),
        (1.0, "converged"),
        (1.0999, "converged"),  # (w − 1)² / 2 = 0.01 · E[target²] = 0.005 at w = 1.1
        (1.1001, "moving"),
        (0.9001, "converged"),
        (0.8999, "moving"),
        (1e6, "moving"),
        (1e-9, "moving"),  # the slope at 0 from the right is −1
        (0.0, "dead"),
        (-0.99e-4, "stuck"),  # for w < 0 the gradient is w
        (-1.01e-4, "dying"),
        (-10.0, "dying"),
    ],
)
def test_fates_of_a_weight(weight, fate):
    assert judge(landscape(), np.array([[weight]])) == [fate]


@pytest.mark.parametrize(
    ("row", "fate"),
    [
        ((1.0, 0.0), "converged"),
        ((0.0, -0.5), "dead"),
        ((0.0, -1e-12), "dead"),
        ((-1.0, -3.090), "dying"),  # active on Q(3.09023…) = 0.1 % of the inputs
        ((-1.0, -3.0905), "dead"),
        ((1.0, -3.0905), "dead"),
        ((1.0, -3.090), "moving"),
        ((-0.5, -0.2), "dying"),
        ((-1.0, 1.0), "moving"),  # active where x < 1: some of it where the target is not 0
        ((-1.0, 0.0025), "dying"),  # on Φ(0.0025) − ½ = 0.0997 % of the inputs the target is not 0
        ((-1.0, 0.0026), "moving"),
        ((0.0, MEAN_OF_TARGET), "moving"),
    ],
)
def test_fates_of_weight_and_bias(row, fate):
    assert judge(landscape("weight-bias"), np.array([row])) == [fate]


@pytest.mark.parametrize(
    ("row", "fate"),
    [
        ((2.0, 0.0, 0.5, 0.0), "converged"),
        ((0.0, -1.0, 1.0, MEAN_OF_TARGET), "dead"),
        ((0.0, -1.0, 1.0, 7.0), "dead"),  # though the output bias still learns
        ((1.0, 0.0, -1.0, 0.0), "moving"),
        # The best straight line, reached as b / |w| grows: on it nothing pushes.
        ((-1e-3, 1000.0, -500.0, 500_000 + MEAN_OF_TARGET), "stuck"),
        ((-1.0, -1.0, 1.0, 0.0), "dying"),
    ],
)
def test_fates_of_the_output_variant(row, fate):
    made = landscape("weight-bias-output")
    assert judge(made, np.array([row])) == [fate], made.loss_and_gradient(np.array(row))


def test_a_hidden_layer_is_dead_when_all_its_units_are():
    made = landscape("hidden-layer", hidden_units=2)
    alive, dead = (1.0, 0.5), (1.0, -5.0)

    def row(first, second):
        return [first[0], second[0], first[1], second[1], 1.0, 1.0, 0.0]

    assert judge(made, np.array([row(dead, dead), row(alive, dead), row(alive, alive)])) == ["dead", "moving", "moving"]


def test_many_units_that_see_next_to_nothing_are_dead_together():
    made = landscape("hidden-layer", hidden_units=4)
    # Each unit is active on less than 0.1 % of the inputs, where the target is not 0; all together on more.
    row = np.array([1.0, 1.0, 1.0, 1.0, -3.1, -3.11, -3.12, -3.13, 1.0, 1.0, 1.0, 1.0, MEAN_OF_TARGET])
    uniform = landscape("hidden-layer", hidden_units=2, data=Data(distribution="uniform", low=0.0, high=1.0))
    both = np.array([1.0, -1.0, -0.9991, 0.0009, 1.0, 1.0, 0.4])
    assert judge(made, row[None]) == ["dead"]
    assert float(uniform.learning_share(both)) > 0.001
    assert judge(uniform, both[None]) == ["dead"]


def test_a_dead_unit_has_converged_where_saying_nothing_is_best():
    made = landscape(target=(Target(output_weight=-1.0),))
    assert made.lowest_loss == pytest.approx(0.5, rel=1e-12)
    assert judge(made, np.array([[0.0], [0.004], [-0.09], [-0.2]])) == ["converged", "converged", "converged", "dying"]
    # Without knowing the lowest loss it is what it looks like.
    assert judge(landscape(target=made.target, known=False), np.array([[0.0]])) == ["dead"]


def test_leaky_units_are_never_dead_and_settle_where_they_can():
    made = landscape(activation="leaky_relu", negative_slope=0.3)
    rows = np.array([[1 / 1.09], [0.0], [-10.0], [1.0]])
    # A leaky unit settles at w = 1 / (1 + α²), with a loss of .0413.
    assert made.loss(rows[0]) == pytest.approx(0.0413, abs=5e-5)
    assert judge(made, rows) == ["converged", "moving", "moving", "converged"]


def test_smooth_units_converge_to_the_lowest_loss_that_they_can_reach():
    made = landscape("weight", "gelu")
    assert made.lowest_loss == pytest.approx(0.0120, abs=5e-5)
    xs = np.linspace(0, 2, 2001)
    best = xs[np.argmin(made.curve("weight", xs, np.zeros(1)))]
    assert judge(made, np.array([[best], [0.0], [-8.0]])) == ["converged", "moving", "moving"]


def test_nothing_has_converged_before_the_lowest_loss_is_known():
    made = landscape("weight-bias", known=False)
    rows = np.array([[1.0, 0.0], [0.0, -1.0]])
    assert judge(made, rows) == ["stuck", "dead"]
    made.seek_lowest_loss(lambda: False)
    assert judge(made, rows) == ["converged", "dead"]


def test_noise_is_no_obstacle_to_convergence():
    made = landscape(data=Data(noise=2.0))
    assert judge(made, np.array([[1.0], [-1.0]])) == ["converged", "dying"]


def test_runs_that_have_diverged_before_stay_so():
    rows = np.array([[1.0], [1.0], [-10.0]])
    assert judge(landscape(), rows, np.array([False, True, False])) == ["converged", "diverged", "dying"]


def test_takes_any_shape_and_none():
    made = landscape("weight-bias")
    rows = np.random.default_rng(0).normal(scale=3, size=(7, 5, 2))
    rows[3, 2, 0] = np.nan
    indices = judge_indices(made, rows)
    assert indices.shape == (7, 5)
    assert indices.dtype == np.uint8
    for place in np.ndindex(7, 5):
        assert judge(made, rows[place][None]) == [FATE_NAMES[indices[place]]]
    assert judge(made, np.zeros((0, 2))) == []


def trained(variant, rows, steps, training, **options):
    made = landscape(variant, **options)
    engine = NumpyEngine(Problem(made.data, made.target, made.model), made)
    engine.load(training, state_of_rows(rows, training.precision))
    return judge(made, engine.advance(steps).parameters[-1])


def test_the_puzzle_ends_converged_and_stuck():
    assert trained("weight", [[10.0], [-10.0]], 2000, Training()) == ["converged", "stuck"]


def test_a_backwards_start_with_a_bias_dies_within_10_000_steps():
    exact = Training(gradient="exact", precision="float64")
    # Share of active inputs 3.9e-3 after 2,000 steps, 4.9e-4 after 10,000; to converge, w > 0 suffices.
    rows = [[-1.0, 0.0], [2.0, 0.0]]
    assert trained("weight-bias", rows, 2000, exact) == ["dying", "converged"]
    assert trained("weight-bias", rows, 10_000, exact) == ["dead", "converged"]


def test_too_large_a_step_diverges():
    assert trained("weight", [[10.0], [-10.0]], 200, Training(learning_rate=2.5)) == ["diverged", "diverged"]


def test_a_start_of_a_scenario_is_judged_as_well():
    assert judge(landscape(), np.array([[Start(weight=-10.0).weight]], np.float32)) == ["dying"]
