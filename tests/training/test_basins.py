"""Basin maps: what is known of where starts end up, and the engines' own runs."""

from dataclasses import replace

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.training.basins import AbandonedError, BasinQuestion, compute_basins
from reluviz.training.basins_numpy import ColumnStarts, EngineStarts, numpy_starts
from reluviz.training.basins_remote import RemoteStarts, recipe_of, starts_when_ready, suits_tensorflow
from reluviz.training.divergence import Divergence
from reluviz.training.engine import Problem
from reluviz.training.fates import FATE_NAMES, judge
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.states import state_of_rows

EXACT = Training(gradient="exact")


def question(model, training=EXACT, size=(21, 1), x=("weight", -3.0, 3.0), y=("", 0.0, 1.0), *, base=None, data=None):
    landscape = Landscape(data or Data(), (Target(),), model)
    base = tuple([0.0] * len(landscape.names)) if base is None else base
    return BasinQuestion(landscape, training, x[0], y[0], x[1:], y[1:], *size, base)


def named(basins):
    return np.array(FATE_NAMES)[basins.fate]


WEIGHT, BIAS = Model(variant="weight"), Model(variant="weight-bias")
PLANE = {"x": ("weight", -3.0, 3.0), "y": ("bias", -3.0, 3.0)}


# -- what is known -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [0.01, 0.3, 1.0])
def test_a_single_weight_fails_exactly_where_it_begins_at_0_or_below(rate):
    asked = question(WEIGHT, replace(EXACT, learning_rate=rate, steps=4000), (201, 1))
    basins = compute_basins(asked, numpy_starts(asked))[0]
    fate = named(basins)[0]
    assert basins.fate.shape == (1, 201)
    assert np.array_equal(fate == "converged", basins.x > 0)
    assert set(fate[basins.x <= 0]) <= {"stuck", "dead", "dying"}
    assert basins.shares()["converged"] == pytest.approx(100 / 201)


def test_a_learning_rate_between_1_and_2_rescues_every_start():
    asked = question(
        WEIGHT, replace(EXACT, learning_rate=1.5), (200, 1), ("weight", -3.01, 2.99)
    )  # not 3: it leads to 0
    assert compute_basins(asked, numpy_starts(asked))[0].shares()["converged"] == 1.0


def test_beyond_a_learning_rate_of_2_none_converges_and_those_far_out_diverge():
    """With k = η − 1, two steps from far out make k² w − k (1 + k) of w: away from k / (k − 1), which is 11 here."""
    asked = question(WEIGHT, replace(EXACT, learning_rate=2.1), (240, 1), ("weight", -12.01, 12.02))
    basins = compute_basins(asked, numpy_starts(asked))[0]
    fate = named(basins)[0]
    assert np.array_equal(fate == "diverged", (basins.x > 11) | (basins.x < -10))
    assert "converged" not in fate


def test_a_start_that_diverges_stands_at_its_last_point_before():
    asked = question(WEIGHT, replace(EXACT, learning_rate=4.0), (200, 1), ("weight", -12.01, 12.02))
    basins = compute_basins(asked, numpy_starts(asked))[0]
    assert basins.shares()["diverged"] == 1.0
    assert (np.abs(basins.final_parameters) <= 1e6).all()
    assert (np.abs(basins.final_parameters) > 1e6 / 3.1).all()  # a step makes it three times as large


@pytest.mark.parametrize(("weight", "edge"), [(-0.5, 0.31419), (-1.0, 0.76079)])
def test_the_separatrix(weight, edge):
    """Gradient descent with small steps is the flow but for an error in proportion to the learning rate."""
    found = []
    for rate in (0.02, 0.01):
        training = replace(EXACT, learning_rate=rate, steps=int(100 / rate), precision="float64")
        asked = question(BIAS, training, (401, 1), ("bias", edge - 0.02, edge + 0.02), base=(weight, 0.0))
        basins = compute_basins(asked, numpy_starts(asked))[0]
        good = named(basins)[0] == "converged"
        assert np.array_equal(good, np.arange(401) >= np.argmax(good))  # one edge
        found.append((basins.x[np.argmax(good)] + basins.x[np.argmax(good) - 1]) / 2)
    assert 2 * found[1] - found[0] == pytest.approx(edge, abs=1.5e-4)  # two starts are 1e-4 apart


@pytest.mark.parametrize(
    ("model", "start", "changes", "steps"),
    [
        (WEIGHT, -1.0, {"momentum": 0.9}, 73),
        (WEIGHT, -10.0, {"momentum": 0.9}, 92),
        (WEIGHT, -1.0, {"optimizer": "adam", "learning_rate": 0.1}, 62),
        (WEIGHT, -1.0, {"optimizer": "adam", "learning_rate": 0.001}, 6969),
        (BIAS, -1.0, {"optimizer": "adam", "learning_rate": 0.1}, 162),
        (replace(WEIGHT, activation="leaky_relu"), -1.0, {}, 420),
        (replace(BIAS, activation="leaky_relu"), -1.0, {}, 539),
        (replace(BIAS, activation="leaky_relu"), -10.0, {}, 854),
        (replace(BIAS, activation="elu"), -1.0, {}, 302),
        (replace(WEIGHT, activation="gelu"), -1.0, {}, 530),
    ],
)
def test_remedies_need_so_many_steps(model, start, changes, steps):
    """Until the loss is within 1e-3 of the best that the activation can do, from a bias of 0."""
    training = replace(EXACT, precision="float64", **changes)
    asked = question(model, training, (2, 1), ("weight", start, start + 1e-9))
    before, after = compute_basins(asked, numpy_starts(asked), (steps - 1, steps))
    lowest = asked.landscape.lowest_loss
    assert after.final_loss[0, 0] - lowest <= 1e-3 < before.final_loss[0, 0] - lowest


@pytest.mark.parametrize(
    "training", [replace(EXACT, steps=20_000), replace(EXACT, steps=20_000, momentum=0.9)], ids=["sgd", "momentum"]
)
def test_a_bias_keeps_these_from_helping(training):
    asked = question(BIAS, training, (2, 1), ("weight", -10.0, -1.0))
    assert set(named(compute_basins(asked, numpy_starts(asked))[0])[0]) <= {"dead", "stuck", "dying"}


# -- the engines' own runs ---------------------------------------------------------------------------------------------

OUTPUT = Model(variant="weight-bias-output", activation="leaky_relu")
HIDDEN = Model(variant="hidden-layer", hidden_units=2)
CASES = [
    (BIAS, Training(gradient="exact", steps=300)),
    (BIAS, Training(gradient="exact", steps=300, optimizer="adam", learning_rate=0.05)),
    (BIAS, Training(gradient="exact", steps=100, momentum=0.9, nesterov=True)),
    (BIAS, Training(gradient="exact", steps=100, optimizer="lion")),
    (BIAS, Training(gradient="batch", steps=300, batch_size=100, learning_rate=0.05)),
    (BIAS, Training(gradient="batch", steps=60, batch_size=33, optimizer="nadam", seed=5)),
    (WEIGHT, Training(gradient="batch", steps=40, batch_size=10, learning_rate=1.4)),
    (WEIGHT, Training(gradient="batch", steps=100, batch_size=10, learning_rate=3.0)),
    (OUTPUT, Training(gradient="batch", steps=100, batch_size=100, optimizer="adagrad", learning_rate=0.1)),
    (OUTPUT, Training(gradient="exact", steps=100, optimizer="adamw", precision="float64")),
    (HIDDEN, Training(gradient="batch", steps=50, batch_size=50)),
    (replace(BIAS, activation="silu"), Training(gradient="exact", steps=50)),
]


def trained(asked, steps):
    """Return where the NumPy engine's own runs are after so many steps, and their fates."""
    rows = asked.starts()
    engine = NumpyEngine(Problem(asked.landscape.data, asked.landscape.target, asked.landscape.model))
    engine.load(asked.training, state_of_rows(rows, asked.training.precision))
    divergence = Divergence(rows)
    divergence.hold(engine.advance(steps))
    return divergence.newest, judge(asked.landscape, divergence.newest, divergence.has_diverged)


def case_question(model, training):
    names = Landscape(Data(), (Target(),), model).names
    y = ("", 0.0, 1.0) if len(names) == 1 else (names[-1], -2.0, 2.5)
    base = tuple(np.linspace(0.3, 1.1, len(names)).tolist())
    data = Data(mean=0.2, std=1.1, noise=0.1)
    return question(model, training, (12, 1 if len(names) == 1 else 5), (names[0], -3.0, 3.5), y, base=base, data=data)


@pytest.mark.parametrize(("model", "training"), CASES)
def test_every_start_is_a_run_of_the_engine(model, training):
    asked = case_question(model, training)
    half, whole = compute_basins(asked, numpy_starts(asked), (training.steps // 2, training.steps))
    assert (half.step, whole.step) == (training.steps // 2, training.steps)
    for basins in (half, whole):
        rows, fates = trained(asked, basins.step)
        found = basins.final_parameters.reshape(rows.shape)
        held = np.array([fate != "diverged" for fate in fates])
        np.testing.assert_allclose(found[held], rows[held], rtol=2e-5, atol=5e-5)
        assert named(basins).ravel().tolist() == fates


@pytest.mark.parametrize(("model", "training"), [case for case in CASES if case[1].gradient == "exact"])
def test_tensorflow_paints_the_same_map(tensorflow_process, model, training):
    asked = case_question(model, training)
    starts = starts_when_ready(tensorflow_process, asked)
    assert isinstance(starts, RemoteStarts)
    half, whole = compute_basins(asked, starts, (training.steps // 2, training.steps))
    for basins in (half, whole):
        rows, fates = trained(asked, basins.step)
        np.testing.assert_allclose(basins.final_parameters.reshape(rows.shape), rows, rtol=2e-5, atol=5e-5)
        assert named(basins).ravel().tolist() == fates


def test_tensorflow_holds_what_diverges_at_its_last_point(tensorflow_process):
    asked = question(WEIGHT, replace(EXACT, learning_rate=4.0, steps=50), (50, 1), ("weight", 2.0, 12.0))
    here, there = (
        compute_basins(asked, starts)[0]
        for starts in (numpy_starts(asked), starts_when_ready(tensorflow_process, asked))
    )
    assert there.shares()["diverged"] == 1.0
    np.testing.assert_allclose(there.final_parameters, here.final_parameters, rtol=1e-4)


def test_mini_batches_and_the_engine_numpy_are_left_to_numpy():
    assert suits_tensorflow(question(BIAS, EXACT))
    assert not suits_tensorflow(question(BIAS, Training(gradient="batch")))
    assert not suits_tensorflow(question(BIAS, replace(EXACT, engine="numpy")))


# -- blocks, steps, and leaving ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("training", [EXACT, Training(gradient="batch", batch_size=20)], ids=["exact", "batch"])
def test_blocks_and_pieces_change_no_bit(training):
    asked = question(BIAS, replace(training, steps=60), (9, 7), **PLANE)
    whole = compute_basins(asked, numpy_starts(asked))[0]
    parted = ColumnStarts(asked)
    parted.capacity = 10
    pieces = compute_basins(asked, parted, (1, 2, 33, 60), piece_seconds=1e-9)
    assert [basins.step for basins in pieces] == [1, 2, 33, 60]
    assert np.array_equal(pieces[-1].final_parameters, whole.final_parameters)
    assert np.array_equal(pieces[-1].fate, whole.fate)


def test_a_map_lies_as_its_axes_say():
    asked = question(OUTPUT, replace(EXACT, steps=1, learning_rate=1e-9), (3, 2), base=(9.0, 0.5, 8.0, -0.25),
                     x=("weight", -1.0, 1.0), y=("output_weight", 2.0, 3.0))  # fmt: skip
    basins = compute_basins(asked, numpy_starts(asked))[0]
    assert basins.parameter_names == ("weight", "bias", "output_weight", "output_bias")
    assert basins.final_parameters.shape == (2, 3, 4)
    np.testing.assert_allclose(basins.final_parameters[1, 0], [-1.0, 0.5, 3.0, -0.25], atol=1e-6)
    np.testing.assert_allclose(basins.final_loss, asked.landscape.loss(basins.final_parameters), rtol=1e-6)
    assert sum(basins.shares().values()) == pytest.approx(1.0)


def test_progress_grows_to_1():
    asked = question(BIAS, replace(EXACT, steps=50), (9, 7), **PLANE)
    starts = ColumnStarts(asked)
    starts.capacity = 20
    told = []
    compute_basins(asked, starts, progress=told.append, piece_seconds=1e-9)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
    assert len(told) > 50


def test_a_map_that_nobody_wants_is_left_between_two_pieces():
    asked = question(BIAS, replace(EXACT, steps=1000), (5, 5), **PLANE)
    looks = iter([True, True, True, False])
    steps = []

    class Counted(EngineStarts):
        def advance(self, count):
            steps.append(count)
            super().advance(count)

    with pytest.raises(AbandonedError):
        compute_basins(asked, Counted(asked), is_wanted=lambda: next(looks))
    assert len(steps) == 3
    assert sum(steps) < 1000


def test_no_step_of_a_large_student_keeps_whoever_leaves_waiting():
    """A step cannot be left half-made, so a block of few starts is all that large layers and batches get."""
    model = Model(variant="hidden-layer", hidden_units=100)
    training = Training(gradient="batch", batch_size=10_000)
    large = question(model, training, x=("weight[0]", -1.0, 1.0), base=(0.5,) * 301)
    starts = numpy_starts(large)
    assert starts.capacity * 100 * 10_000 <= 4_000_000
    exact = replace(large, training=EXACT)
    assert numpy_starts(exact).capacity < 100
    assert recipe_of(exact).capacity <= 16


def test_judging_is_left_as_well():
    asked = question(BIAS, replace(EXACT, steps=1), (400, 400), **PLANE)
    starts = numpy_starts(asked)
    looks = []

    def is_wanted():
        looks.append(True)
        return len(looks) <= 12  # after ten blocks' steps, in the middle of the judging

    with pytest.raises(AbandonedError):
        compute_basins(asked, starts, is_wanted=is_wanted)
    assert len(looks) == 13
