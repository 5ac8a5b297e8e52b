"""What the verdict says that a run would need is true: beyond it other targets are reached, before it none."""

from statistics import NormalDist

import numpy as np
import pytest

from reluviz.scene.verdict import verdict
from reluviz.training.engine import Chunk

BIAS = "[model]\nvariant = 'weight-bias'\n"
OUTPUT = "[model]\nvariant = 'weight-bias-output'\n"
HIDDEN = "[model]\nvariant = 'hidden-layer'\nhidden_units = 2\n"
TURNED = "[[target]]\nweight = -1.0\n"
AT_ONE = "[[target]]\nbias = -1.0\n"
BOTH = "[[target]]\n[[target]]\nweight = -1.0\nbias = -4.0\n"
XS = np.linspace(-6, 6, 24_001)


def told(placed, text, row):
    return verdict(placed(text, [row]).moment())


@pytest.mark.parametrize(
    ("text", "row", "fate", "needs"),
    [
        ("", [-5.0], "dying", "w > 0"),
        ("", [-1e-7], "stuck", "w > 0"),
        ("", [0.0], "dead", "w > 0"),
        (TURNED, [5.0], "dying", "w < 0"),
        (BIAS, [-1.0, -1.0], "dying", "w > 0 or b > 0"),
        (BIAS + TURNED, [1.0, -1.0], "dying", "w < 0 or b > 0"),
        (BIAS, [-0.1, -0.4], "dead", "w > 0 or b > 0"),
        (BIAS + AT_ONE, [-1.0, 0.5], "dying", "w > 0 or a kink beyond x = 1"),
        (OUTPUT, [-1.0, -1.0, 1.0, 0.0], "dying", "w > 0 or b > 0"),
    ],
)
def test_it_says_what_it_would_take(placed, text, row, fate, needs):
    found = told(placed, text, row)
    assert found.fate == fate
    assert found.detail.endswith(f" A target other than 0 would take {needs}.")


@pytest.mark.parametrize(
    ("text", "row", "needs"),
    [
        ("", [-1.0, -2.0, -0.5, -3.0, 1.0, 1.0, 0.0], "a unit with w > 0 or b > 0"),
        (TURNED, [1.0, 2.0, -0.5, -3.0, 1.0, 1.0, 0.0], "a unit with w < 0 or b > 0"),
        (
            "[[target]]\nbias = -1.0\n",
            [-1.0, -2.0, 0.5, -3.0, 1.0, 1.0, 0.0],
            "a unit with w > 0 or a kink beyond x = 1",
        ),
    ],
)
def test_it_says_what_a_hidden_layer_would_take(placed, text, row, needs):
    assert told(placed, HIDDEN + text, row).detail.endswith(f" A target other than 0 would take {needs}.")
    # And that is what it takes: one unit that has it reaches such targets.
    training = placed(HIDDEN + text, [row])
    row = np.array(row)
    row[0] = -row[0]
    row[2] = 3.0
    assert training.landscape.learning_share(row) > 0


@pytest.mark.parametrize(("teacher", "sign"), [("", 1), (TURNED, -1)])
def test_that_is_what_it_takes(placed, teacher, sign):
    training = placed(BIAS + teacher, [[-sign, -1.0]])
    target = training.landscape.teacher(XS)
    for weight in np.linspace(-2, 2, 9) * sign:
        for bias in np.linspace(-2, 2, 9):
            reaches = bool((target[weight * XS + bias > 0] != 0).any())
            assert reaches <= (weight * sign > 0 or bias > 0)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        # Targets on both sides, a teacher of 0, some targets in reach, a hidden layer of which a unit reaches some.
        (BIAS + BOTH, [-1.0, -1.0]),
        (BIAS + BOTH, [0.0, -1.0]),
        ("[[target]]\nweight = 0.0\n", [-1.0]),
        (BIAS, [-1.0, 0.002]),
        # One of them reaches some.
        (HIDDEN, [-1.0, 2.0, -0.5, -3.0, 1.0, 1.0, 0.0]),
    ],
)
def test_where_no_short_answer_is_true_there_is_none(placed, text, row):
    assert "would take" not in told(placed, text, row).detail


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("data", "end"),
    [
        ("", NormalDist().inv_cdf(0.999)),
        ("[data]\nmean = {}\nstd = 2.0\n", 1 + 2 * NormalDist().inv_cdf(0.999)),
        ("[data]\ndistribution = 'uniform'\nlow = {}\nhigh = {}\n", 3 - 0.004),
    ],
)
def test_a_dead_unit_is_told_the_bias_that_wakes_it(placed, data, end, sign):
    # The second is the first seen in a mirror.
    numbers = sorted([-1.0 * sign, 3.0 * sign]) if "low" in data else [1.0 * sign]
    found = told(placed, BIAS + data.format(*numbers) + ("" if sign > 0 else TURNED), [0.1 * sign, -0.9])
    assert found.fate == "dead"
    needs = float(found.detail.split("b > −")[1].split(" ")[0])
    assert needs == pytest.approx(0.1 * end, rel=5e-3)
    assert found.detail.endswith("to be active on 0.1\u00a0% of the inputs.")


def moving_by(placed, text, row, step):
    training = placed(text, [np.array(row) - step])
    training.history.append(Chunk(1, np.array([[row]]), None))
    return verdict(training.moment())


CARRY = "But it still moves: its momentum may carry it to other targets."


def test_momentum_that_may_carry_a_dying_run_across_is_told(placed, trained):
    text = "[training]\noptimizer = 'sgd'\nmomentum = 0.9\nengine = 'numpy'\ngradient = 'exact'\n"
    # Without a gradient 0.9 + 0.81 + … = 9 steps more are made.
    assert moving_by(placed, text, [-0.5], np.array([0.06])).detail.endswith(CARRY)
    assert CARRY not in moving_by(placed, text, [-0.5], np.array([0.05])).detail
    assert CARRY not in moving_by(placed, text.replace("0.9", "0.0"), [-0.5], np.array([0.06])).detail
    # The same by a bias that comes to let the kink pass 0, and not.
    bias = BIAS + text
    assert moving_by(placed, bias, [-0.5, -0.1], np.array([0.0, 0.02])).detail.endswith(CARRY)
    assert CARRY not in moving_by(placed, bias, [-0.5, -0.1], np.array([0.0, 0.01])).detail
    # With a teacher that begins elsewhere: the kink is at 0.2, and comes to 0.2 + 9 · 0.1, or less.
    assert moving_by(placed, bias + AT_ONE, [-1.0, 0.2], np.array([0.0, 0.1])).detail.endswith(CARRY)
    assert CARRY not in moving_by(placed, bias + AT_ONE, [-1.0, 0.2], np.array([0.0, 0.08])).detail
    before = bias + "[[target]]\nbias = 1.0\n"
    assert moving_by(placed, before, [-1.0, -2.0], np.array([0.0, 0.12])).detail.endswith(CARRY)
    assert CARRY not in moving_by(placed, before, [-1.0, -2.0], np.array([0.0, 0.1])).detail
    # MATHS: from −1 with momentum 0.9 a rate of 0.01 crosses; all the way it is on the dying side.
    training = trained(f"{text}learning_rate = 0.01\n[[start]]\nweight = -1.0\n", 200)
    path = training.history.path(training.history.runs[0].id).parameters[:, 0]
    last = int(np.flatnonzero(path < 0)[-1])
    assert path[-1] > 0.9
    found = verdict(training.moment(last))
    assert found.fate in ("dying", "stuck")
    assert found.detail.endswith(CARRY)
