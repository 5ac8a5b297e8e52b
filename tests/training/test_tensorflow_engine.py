"""The TensorFlow engine, in its own process, against NumPy's: paths, exact gradients, hand-over, live changes."""

from dataclasses import replace

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.choices import ACTIVATIONS, OPTIMIZERS
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.scenario.parameters import parameter_names
from reluviz.training.engine import Engine, EngineState, Problem
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.remote import RemoteEngine, TensorflowProcess
from reluviz.training.states import state_of_rows, with_moved_run, with_optimizer_reset, with_run, without_run
from reluviz.training.tensorflow_engine import VECTORS, with_vectors

BOTH = np.array([[10.0, 3.0], [-10.0, 1.0], [-0.7, 0.4]])
DOUBLE = Training(precision="float64", batch_size=100)


def problem_of(variant: str = "weight-bias", activation: str = "relu", **parts: object) -> Problem:
    model = Model(variant, activation, negative_slope=0.2, hidden_units=3)
    problem = Problem(Data(), (Target(),), model)
    return replace(problem, **parts)


def some_rows(problem: Problem, runs: int) -> np.ndarray:
    return np.random.default_rng(5).normal(0, 1.5, (runs, len(parameter_names(problem.model))))


class Pair:
    """Both engines with the same settings and state."""

    def __init__(self, process: TensorflowProcess, problem: Problem) -> None:
        self.numpy = NumpyEngine(problem)
        self.tensorflow = RemoteEngine(process, problem)

    def load(self, training: Training, state: EngineState) -> None:
        self.numpy.load(training, state)
        self.tensorflow.load(training, state)

    def advance(self, count: int, atol: float) -> None:
        """Advance both and compare the chunks."""
        expected, found = self.numpy.advance(count), self.tensorflow.advance(count)
        assert found.first_step == expected.first_step
        assert found.parameters.dtype == expected.parameters.dtype
        np.testing.assert_allclose(found.parameters, expected.parameters, rtol=0, atol=atol)
        if expected.batch_loss is None:
            assert found.batch_loss is None
        else:
            assert found.batch_loss is not None
            assert found.batch_loss.dtype == expected.batch_loss.dtype
            np.testing.assert_allclose(found.batch_loss, expected.batch_loss, rtol=100 * atol, atol=100 * atol)


def close_to(found: EngineState, expected: EngineState, atol: float) -> None:
    assert found.step == expected.step
    np.testing.assert_allclose(found.parameters, expected.parameters, rtol=0, atol=atol)
    np.testing.assert_array_equal(found.iterations, expected.iterations)
    assert set(found.slots) == set(expected.slots)
    for name, slot in expected.slots.items():
        assert found.slots[name].shape == slot.shape
        np.testing.assert_allclose(found.slots[name], slot, rtol=1e-9, atol=100 * atol)
    assert found.inputs == expected.inputs
    assert found.noise == expected.noise


SETTINGS = [
    *(Training(optimizer=name) for name in OPTIMIZERS),
    Training(momentum=0.9),
    Training(momentum=0.9, nesterov=True),
]


@pytest.mark.parametrize(
    "settings", SETTINGS, ids=lambda t: t.optimizer + "-momentum" * (t.momentum > 0) + "-nesterov" * t.nesterov
)
def test_every_optimizer_takes_the_path_that_numpy_takes_and_leaves_the_same_memory(tensorflow_process, settings):
    training = replace(settings, precision="float64", batch_size=100, learning_rate=0.02)
    steps = 20 if settings.optimizer == "rmsprop" else 150
    pair = Pair(tensorflow_process, problem_of())
    pair.load(training, state_of_rows(BOTH, "float64"))
    pair.advance(steps, 1e-12)
    close_to(pair.tensorflow.state(), pair.numpy.state(), 1e-12)


@pytest.mark.parametrize("activation", ["leaky_relu", "gelu"])  # the others: test_keras_oracle.py
def test_activations_whose_constants_keras_rounds_take_the_same_path(tensorflow_process, activation):
    problem = problem_of("hidden-layer", activation)
    pair = Pair(tensorflow_process, problem)
    pair.load(DOUBLE, state_of_rows(some_rows(problem, 2), "float64"))
    pair.advance(100, 1e-12)


@pytest.mark.parametrize(
    "parts",
    [
        {"data": Data(mean=0.5, std=2.0, noise=0.3)},
        {"data": Data(distribution="uniform", low=-2.0, high=1.0)},
        {"target": (Target(1.0, 0.5, 2.0), Target(-2.0, 1.0, -0.5))},
    ],
    ids=["noise", "uniform", "two-teachers"],
)
@pytest.mark.parametrize("gradient", ["batch", "exact"])
def test_data_noise_and_teachers_are_seen_alike(tensorflow_process, parts, gradient):
    pair = Pair(tensorflow_process, problem_of(**parts))
    pair.load(replace(DOUBLE, gradient=gradient), state_of_rows(BOTH, "float64"))
    pair.advance(100, 1e-11)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_exact_gradients_are_those_of_the_landscape(tensorflow_process, activation):
    """Plain gradient descent with a learning rate of 1 shows the gradient itself."""
    problem = problem_of("weight-bias-output", activation)
    rows = np.array(
        [
            [1.5, -0.7, 1.2, 0.3],
            [-0.3, 0.9, -2.0, 0.1],
            [0.0, 1.0, 1.0, 0.0],
            [0.0, 0.0, 0.8, 0.0],
            [12.0, -3.0, 0.5, -0.2],
        ]
    )
    engine = RemoteEngine(tensorflow_process, problem)
    training = Training(gradient="exact", learning_rate=1.0, precision="float64")
    engine.load(training, state_of_rows(rows, "float64"))
    gradient = rows - engine.advance(1).parameters[0]
    expected = Landscape(problem.data, problem.target, problem.model).gradient(rows)
    np.testing.assert_allclose(gradient, expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(("variant", "activation"), [("weight", "relu"), ("weight", "tanh"), ("hidden-layer", "relu")])
def test_exact_gradients_give_the_same_path(tensorflow_process, variant, activation):
    problem = problem_of(variant, activation)
    pair = Pair(tensorflow_process, problem)
    pair.load(replace(DOUBLE, gradient="exact"), state_of_rows(some_rows(problem, 2), "float64"))
    pair.advance(60, 1e-12)


def test_an_exact_gradient_keeps_its_sign_far_out_in_the_tail(tensorflow_process):
    """Lion moves by the sign alone: a unit that is active beyond 20 standard deviations still shrinks."""
    training = Training(gradient="exact", optimizer="lion", precision="float64")
    pair = Pair(tensorflow_process, problem_of())
    pair.load(training, state_of_rows([[-1.0, -20.0], [-1.0, -12.0], [-1.0, -30.0]], "float64"))
    pair.advance(5, 1e-12)


@pytest.mark.parametrize("optimizer", ["nadam", "sgd", "adamw"])
def test_a_path_that_changes_engines_is_the_path_of_one(tensorflow_process, optimizer):
    """NumPy, TensorFlow, NumPy again; with runs that were added, moved and removed at different steps."""
    training = replace(DOUBLE, optimizer=optimizer, momentum=0.9, learning_rate=0.02)
    problem = problem_of(data=Data(noise=0.2))
    alone = NumpyEngine(problem)
    relay: list[Engine] = [NumpyEngine(problem), RemoteEngine(tensorflow_process, problem), NumpyEngine(problem)]
    edits = [
        lambda state: with_run(state, [-3.0, 2.0]),
        lambda state: with_moved_run(state, 0, [2.0, -1.0]),
        lambda state: without_run(state, 1),
    ]
    lone_state = relay_state = state_of_rows(BOTH[:2], "float64")
    for engine, edit in zip(relay, edits, strict=True):
        alone.load(training, lone_state)
        alone.advance(70)
        engine.load(training, relay_state)
        engine.advance(70)
        close_to(engine.state(), alone.state(), 1e-12)
        lone_state, relay_state = edit(alone.state()), edit(engine.state())
    assert len(set(lone_state.iterations)) == 2


def test_learning_rate_and_momentum_change_without_compiling(tensorflow_process):
    problem = problem_of()
    pair = Pair(tensorflow_process, problem)
    training = replace(DOUBLE, momentum=0.5)
    pair.load(training, state_of_rows(BOTH, "float64"))
    for live in (replace(training, learning_rate=0.1), replace(training, learning_rate=1e-4, momentum=0.95), DOUBLE):
        assert pair.tensorflow.is_ready(problem, live, len(BOTH))
        pair.load(live, pair.numpy.state())
        pair.advance(50, 1e-12)
        close_to(pair.tensorflow.state(), pair.numpy.state(), 1e-12)


def test_a_changed_optimizer_begins_afresh(tensorflow_process):
    pair = Pair(tensorflow_process, problem_of())
    pair.load(replace(DOUBLE, optimizer="adam"), state_of_rows(BOTH, "float64"))
    pair.advance(30, 1e-12)
    pair.load(replace(DOUBLE, optimizer="adagrad"), with_optimizer_reset(pair.numpy.state()))
    pair.advance(30, 1e-12)


def test_there_is_room_for_runs_up_to_a_power_of_two(tensorflow_process):
    problem, training = problem_of(), replace(DOUBLE, batch_size=50)
    engine = RemoteEngine(tensorflow_process, problem)
    engine.load(training, state_of_rows(some_rows(problem, 5), "float64"))
    assert [runs for runs in range(1, 12) if engine.is_ready(problem, training, runs)] == [5, 6, 7, 8]
    chunk = engine.advance(3)
    assert chunk.parameters.shape == (3, 5, 2)
    assert chunk.batch_loss is not None
    assert chunk.batch_loss.shape == (3, 5)


def test_runs_do_not_mix(tensorflow_process):
    problem = problem_of("hidden-layer")
    rows = some_rows(problem, 4)
    engine = RemoteEngine(tensorflow_process, problem)
    engine.load(DOUBLE, state_of_rows(rows, "float64"))
    together = engine.advance(50).parameters
    engine.load(DOUBLE, state_of_rows(np.vstack([rows[2:], rows[:2] + 1.0]), "float64"))
    np.testing.assert_allclose(engine.advance(50).parameters[:, :2], together[:, 2:], rtol=0, atol=1e-14)


def test_chunks_do_not_matter(tensorflow_process):
    problem = problem_of()
    engine = RemoteEngine(tensorflow_process, problem)
    training = replace(DOUBLE, optimizer="adam", batch_size=7)
    engine.load(training, state_of_rows(BOTH, "float64"))
    whole = engine.advance(2500)
    assert engine.state().step == 2500
    engine.load(training, state_of_rows(BOTH, "float64"))
    pieces = [engine.advance(count) for count in (1, 0, 16, 17, 999, 1000, 467)]
    assert [piece.first_step for piece in pieces] == [1, 2, 2, 18, 35, 1034, 2034]
    np.testing.assert_array_equal(np.concatenate([piece.parameters for piece in pieces]), whole.parameters)


def test_a_training_that_blows_up_goes_on_beside_the_others(tensorflow_process):
    engine = RemoteEngine(tensorflow_process, problem_of())
    engine.load(replace(DOUBLE, learning_rate=50.0), state_of_rows([[10.0, 1.0], [-1.0, -3000.0]], "float64"))
    parameters = engine.advance(400).parameters
    assert not np.isfinite(parameters[-1, 0]).any()
    np.testing.assert_array_equal(parameters[-1, 1], [-1.0, -3000.0])


@pytest.mark.parametrize("batch_size", [1, 100_000])
def test_batches_may_be_tiny_and_huge(tensorflow_process, batch_size):
    pair = Pair(tensorflow_process, problem_of("weight"))
    pair.load(replace(DOUBLE, batch_size=batch_size), state_of_rows([[2.0]], "float64"))
    pair.advance(5, 1e-12)


@pytest.mark.parametrize("gradient", ["batch", "exact"])
def test_many_runs_are_worked_on_in_blocks(tensorflow_process, gradient):
    """As many as would not fit into memory for the largest scenarios."""
    problem = problem_of("hidden-layer", "softplus")
    training = replace(DOUBLE, batch_size=2000, gradient=gradient)
    pair = Pair(tensorflow_process, problem)
    pair.load(training, state_of_rows(some_rows(problem, 1030), "float64"))
    pair.advance(2, 1e-12)


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("", VECTORS),
        ("--xla_dump_to=here", f"--xla_dump_to=here {VECTORS}"),
        (VECTORS, VECTORS),
        ("--xla_cpu_prefer_vector_width=128", "--xla_cpu_prefer_vector_width=128"),
    ],
)
def test_xla_is_told_how_wide_its_vectors_are_unless_somebody_else_has(flags, told):
    assert with_vectors(flags) == told
