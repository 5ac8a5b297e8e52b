"""The NumPy engine: paths against closed forms, chunks, runs side by side, hand-over, live changes and blow-ups."""

from dataclasses import replace

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.choices import OPTIMIZERS, VARIANTS
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.scenario.parameters import parameter_names
from reluviz.training.batches import BatchStream
from reluviz.training.engine import Chunk, EngineState, Problem
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.states import state_of_rows, with_optimizer_reset, with_run


def problem_of(
    variant: str = "weight", activation: str = "relu", data: Data | None = None, slope: float = 0.3
) -> Problem:
    return Problem(data or Data(), (Target(),), Model(variant, activation, negative_slope=slope, hidden_units=3))


def engine_at(problem: Problem, training: Training, rows: object) -> NumpyEngine:
    engine = NumpyEngine(problem)
    engine.load(training, state_of_rows(np.asarray(rows, dtype=float), training.precision))
    return engine


def some_rows(problem: Problem, runs: int) -> np.ndarray:
    return np.random.default_rng(8).normal(0, 1.5, (runs, len(parameter_names(problem.model))))


def assert_same(found: EngineState, expected: EngineState) -> None:
    assert found.step == expected.step
    assert found.parameters.dtype == expected.parameters.dtype
    np.testing.assert_array_equal(found.parameters, expected.parameters)
    np.testing.assert_array_equal(found.iterations, expected.iterations)
    assert set(found.slots) == set(expected.slots)
    for name, slot in expected.slots.items():
        np.testing.assert_array_equal(found.slots[name], slot)
    assert found.inputs == expected.inputs
    assert found.noise == expected.noise


EXACT = Training(gradient="exact", precision="float64")


class TestPathsWithExactGradients:
    """What is true of the expected loss, y = relu(x), x from N(0, 1)."""

    def test_one_weight_approaches_one_or_zero_in_powers(self):
        path = engine_at(problem_of(), EXACT, [[10.0], [-10.0], [0.0]]).advance(2000).parameters
        powers = 0.99 ** np.arange(1, 2001)
        np.testing.assert_allclose(path[:, 0, 0] - 1, 9 * powers, rtol=1e-6, atol=1e-13)
        np.testing.assert_allclose(path[:, 1, 0], -10 * powers, rtol=1e-12)
        assert not path[:, 2].any()

    def test_a_large_learning_rate_crosses(self):
        path = engine_at(problem_of(), replace(EXACT, learning_rate=1.5), [[-10.0]]).advance(60).parameters
        assert path[0, 0, 0] == pytest.approx(5.0)
        assert path[-1, 0, 0] == pytest.approx(1.0)

    def test_an_upside_down_start_swings_to_the_ray(self):
        # The flow's limit from (w₀ < 0, 0) is (0, −0.5298394 |w₀|), approached like 1/√(ln steps).
        path = engine_at(problem_of("weight-bias"), replace(EXACT, learning_rate=0.1), [[-2.0, 0.0]]).advance(20_000)
        w, b = path.parameters[-1, 0]
        assert -0.5 < w < 0
        assert b == pytest.approx(-0.5298394 * 2, rel=0.03)
        assert (np.diff(path.parameters[:, 0, 0]) > 0).all()

    @pytest.mark.parametrize(
        ("variant", "activation", "slope", "settings", "counts"),
        [
            ("weight", "relu", 0.0, {}, (None, None)),
            ("weight", "relu", 0.0, {"learning_rate": 0.5}, (None, None)),
            ("weight", "relu", 0.0, {"momentum": 0.9}, (73, 92)),
            ("weight", "relu", 0.0, {"optimizer": "adam", "learning_rate": 0.001}, (6969, 19877)),
            ("weight", "relu", 0.0, {"optimizer": "adam", "learning_rate": 0.1}, (62, 418)),
            ("weight", "leaky_relu", 0.01, {}, (770, 998)),
            ("weight", "leaky_relu", 0.3, {}, (420, 611)),
            ("weight", "elu", 0.0, {}, (385, 599)),
            ("weight", "gelu", 0.0, {}, (530, 762)),
            ("weight", "silu", 0.0, {}, (564, 803)),
            ("weight-bias", "relu", 0.0, {"learning_rate": 0.5}, (None, None)),
            ("weight-bias", "relu", 0.0, {"momentum": 0.9}, (None, None)),
            ("weight-bias", "relu", 0.0, {"optimizer": "adam", "learning_rate": 0.001}, (None, None)),
            ("weight-bias", "relu", 0.0, {"optimizer": "adam", "learning_rate": 0.1}, (162, None)),
            ("weight-bias", "leaky_relu", 0.01, {}, (3835, None)),
            ("weight-bias", "leaky_relu", 0.3, {}, (539, 854)),
            ("weight-bias", "elu", 0.0, {}, (302, 4806)),
            ("weight-bias", "gelu", 0.0, {}, (None, None)),
            ("weight-bias", "silu", 0.0, {}, (903, None)),
        ],
        ids=str,
    )
    def test_remedies(self, variant: str, activation: str, slope: float, settings: dict, counts: tuple):
        """How many steps from −1 and −10 until the loss stays within 1e-3 of the best; counted by another program."""
        problem = problem_of(variant, activation, slope=slope)
        landscape = Landscape(problem.data, problem.target, problem.model)
        rows = np.zeros((2, len(landscape.names)))
        rows[:, 0] = (-1.0, -10.0)
        never = 6_000 if activation in {"gelu", "silu"} else 20_000  # a step of those takes ten times as long
        steps = never if None in counts else max(counts) + 300
        path = engine_at(problem, replace(EXACT, **settings), rows).advance(steps).parameters
        for run, count in enumerate(counts):
            near = landscape.fast_loss(path[:, run]) < landscape.lowest_loss + 1e-3
            if count is None:
                assert not near.any()
            else:
                assert near[-1]
                assert int(np.flatnonzero(~near)[-1]) + 2 == count

    def test_a_good_start_far_down_takes_long(self):
        """From w = 1 and b = −1 or −3 until the loss is 1e-3, counted by another program."""
        landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
        path = engine_at(problem_of("weight-bias"), EXACT, [[1.0, -1.0], [1.0, -3.0]]).advance(5400).parameters
        for run, count in enumerate((1657, 5290)):
            near = landscape.fast_loss(path[:, run]) < 1e-3
            assert int(np.flatnonzero(~near)[-1]) + 2 == count

    def test_single_precision_stays_near(self):
        rows = [[-3.0, 0.1], [2.0, -4.0], [-1.0, -6.0]]
        for optimizer in ("sgd", "adam"):
            training = replace(EXACT, optimizer=optimizer)
            double = engine_at(problem_of("weight-bias"), training, rows).advance(500)
            single = engine_at(problem_of("weight-bias"), replace(training, precision="float32"), rows).advance(500)
            assert single.parameters.dtype == np.float32
            np.testing.assert_allclose(single.parameters, double.parameters, atol=2e-5)

    def test_no_batch_is_drawn(self):
        engine = engine_at(problem_of(), EXACT, [[1.0]])
        before = engine.state()
        assert engine.advance(5).batch_loss is None
        assert engine.state().inputs == before.inputs


class TestPathsWithBatches:
    def test_one_weight_follows_each_batch(self):
        """Every step of SGD, recomputed from the batch itself; the losses are those before the step."""
        data = Data(noise=0.5)
        training = Training(precision="float64", batch_size=50, learning_rate=0.1, seed=4)
        chunk = engine_at(problem_of(data=data), training, [[3.0], [-2.0]]).advance(200)
        x, y = BatchStream(data, (Target(),), 4, "float64").draw(200, 50)
        assert chunk.batch_loss is not None
        for run, start in enumerate((3.0, -2.0)):
            w = start
            for step in range(200):
                residual = np.maximum(w * x[step], 0) - y[step]
                assert chunk.batch_loss[step, run] == pytest.approx(np.mean(residual**2), rel=1e-9)
                w -= 0.1 * 2 * np.mean(residual * x[step] * (w * x[step] > 0))
                assert chunk.parameters[step, run, 0] == pytest.approx(w, abs=1e-12)

    def test_the_puzzle(self):
        path = engine_at(problem_of(), Training(), [[10.0], [-10.0]]).advance(2000).parameters
        assert path[-1, 0, 0] == pytest.approx(1.0, abs=1e-5)
        assert -1e-6 < path[-1, 1, 0] < 0

    @pytest.mark.parametrize("optimizer", OPTIMIZERS)
    def test_runs_are_separate_trainings_to_the_last_bit(self, optimizer: str):
        problem = problem_of("hidden-layer", data=Data(noise=0.1))
        training = Training(optimizer=optimizer)
        rows = some_rows(problem, 25)
        together = engine_at(problem, training, rows).advance(30)
        assert together.batch_loss is not None
        for run in (0, 11, 24):
            alone = engine_at(problem, training, rows[run : run + 1]).advance(30)
            assert alone.batch_loss is not None
            np.testing.assert_array_equal(alone.parameters[:, 0], together.parameters[:, run])
            np.testing.assert_array_equal(alone.batch_loss[:, 0], together.batch_loss[:, run])


class TestChunks:
    @pytest.mark.parametrize("gradient", ["batch", "exact"])
    @pytest.mark.parametrize("optimizer", ["sgd", "nadam"])
    def test_chunks_do_not_matter(self, gradient: str, optimizer: str):
        problem = problem_of("weight-bias", data=Data(noise=0.2))
        training = Training(gradient=gradient, optimizer=optimizer, momentum=0.5)
        whole = engine_at(problem, training, some_rows(problem, 3))
        parts = engine_at(problem, training, some_rows(problem, 3))
        expected = whole.advance(200)  # more than are drawn at once
        found = [parts.advance(count) for count in (10, 0, 89, 101)]
        assert [chunk.first_step for chunk in found] == [1, 11, 11, 100]
        np.testing.assert_array_equal(np.concatenate([chunk.parameters for chunk in found]), expected.parameters)
        if expected.batch_loss is not None:
            np.testing.assert_array_equal(np.concatenate([chunk.batch_loss for chunk in found]), expected.batch_loss)
        assert_same(parts.state(), whole.state())

    @pytest.mark.parametrize("variant", VARIANTS)
    def test_shapes(self, variant: str):
        problem = problem_of(variant)
        width = len(parameter_names(problem.model))
        chunk = engine_at(problem, Training(), some_rows(problem, 4)).advance(7)
        assert chunk.parameters.shape == (7, 4, width)
        assert chunk.batch_loss is not None
        assert chunk.batch_loss.shape == (7, 4)
        assert chunk.parameters.dtype == chunk.batch_loss.dtype == np.float32

    def test_a_chunk_is_not_changed_by_the_next(self):
        engine = engine_at(problem_of(), Training(), [[10.0]])
        chunk = engine.advance(5)
        copy = chunk.parameters.copy()
        engine.advance(5)
        np.testing.assert_array_equal(chunk.parameters, copy)


class TestState:
    @pytest.mark.parametrize("optimizer", OPTIMIZERS)
    def test_another_engine_goes_on_from_it(self, optimizer: str):
        problem = problem_of("weight-bias-output", data=Data(noise=0.2))
        training = Training(optimizer=optimizer, momentum=0.9, seed=3)
        first = engine_at(problem, training, some_rows(problem, 2))
        first.advance(40)
        second = NumpyEngine(problem)
        second.load(training, first.state())
        np.testing.assert_array_equal(second.advance(40).parameters, first.advance(40).parameters)
        assert_same(second.state(), first.state())

    def test_is_a_copy(self):
        engine = engine_at(problem_of(), Training(optimizer="adam"), [[10.0]])
        engine.advance(3)
        state = engine.state()
        state.parameters[:] = 0
        state.iterations[:] = 0
        state.slots["velocity"][:] = 0
        assert state.inputs is not None
        state.inputs["state"]["state"][0] = 0
        after = engine.state()
        assert after.parameters.all()
        assert after.iterations.all()
        assert after.slots["velocity"].all()
        assert after.inputs is not None
        assert after.inputs["state"]["state"][0] != 0

    def test_loading_takes_copies(self):
        state = state_of_rows([[10.0]], "float32")
        engine = NumpyEngine(problem_of())
        engine.load(Training(), state)
        engine.advance(3)
        assert state.parameters.tolist() == [[10.0]]
        assert state.iterations.tolist() == [0]

    def test_counts_steps_and_iterations(self):
        engine = engine_at(problem_of(), Training(optimizer="adam"), [[10.0]])
        engine.advance(30)
        engine.load(Training(optimizer="adam"), with_run(engine.state(), [2.0]))
        assert engine.advance(12).first_step == 31
        state = engine.state()
        assert state.step == 42
        assert state.iterations.tolist() == [42, 12]

    def test_a_run_added_later_learns_as_if_alone(self):
        problem = problem_of("weight-bias")
        training = Training(optimizer="nadam")
        engine = engine_at(problem, training, some_rows(problem, 2))
        engine.advance(25)
        state = engine.state()
        engine.load(training, with_run(state, [-1.0, 0.5]))
        joined = engine.advance(50).parameters
        alone = replace(state_of_rows([[-1.0, 0.5]], "float32"), step=25, inputs=state.inputs, noise=state.noise)
        engine.load(training, alone)
        np.testing.assert_array_equal(engine.advance(50).parameters[:, 0], joined[:, 2])

    def test_no_runs_still_draw_their_batches(self):
        empty, full = (engine_at(problem_of(), Training(), rows) for rows in (np.empty((0, 1)), [[1.0]]))
        assert empty.advance(20).parameters.shape == (20, 0, 1)
        full.advance(20)
        assert empty.state().inputs == full.state().inputs
        exact = engine_at(problem_of("weight-bias"), EXACT, np.empty((0, 2)))
        assert exact.advance(3).parameters.shape == (3, 0, 2)


class TestLiveChanges:
    def step_both(self, training: Training, changed: Training, reset: bool = False) -> tuple[Chunk, EngineState]:
        engine = engine_at(problem_of(), training, [[10.0], [-10.0]])
        engine.advance(10)
        state = with_optimizer_reset(engine.state()) if reset else engine.state()
        engine.load(changed, state)
        return engine.advance(10), state

    def test_learning_rate(self):
        chunk, state = self.step_both(EXACT, replace(EXACT, learning_rate=0.5))
        np.testing.assert_allclose(chunk.parameters[0, :, 0], state.parameters[:, 0] / 2 + [0.5, 0.0], rtol=1e-14)

    def test_learning_rate_keeps_the_optimizer_s_memory(self):
        training = replace(EXACT, momentum=0.9)
        chunk, state = self.step_both(training, replace(training, learning_rate=1e-9))
        moved = chunk.parameters[0] - state.parameters
        np.testing.assert_allclose(moved, 0.9 * state.slots["momentum"], rtol=1e-6)

    def test_optimizer(self):
        chunk, state = self.step_both(EXACT, replace(EXACT, optimizer="adam"), reset=True)
        moved = chunk.parameters[0] - state.parameters
        np.testing.assert_allclose(moved, [[-0.01], [0.01]], rtol=1e-5)

    def test_batch_size_goes_on_with_the_same_numbers(self):
        training = Training(precision="float64", batch_size=30)
        chunk, _ = self.step_both(training, replace(training, batch_size=70))
        x = np.random.Generator(np.random.SFC64(0)).normal(0.0, 1.0, 300 + 700)[300:370]
        w = chunk.parameters[1, 0, 0] - chunk.parameters[0, 0, 0]
        assert w != 0
        engine = engine_at(problem_of(), training, [[10.0]])
        before = engine.advance(10).parameters[-1, 0, 0]
        expected = before - 0.01 * 2 * np.mean((before - 1) * x * x * (x > 0))
        assert chunk.parameters[0, 0, 0] == pytest.approx(expected, rel=1e-13)

    def test_kind_of_gradient(self):
        chunk, state = self.step_both(Training(precision="float64"), EXACT)
        assert chunk.batch_loss is None
        np.testing.assert_allclose(chunk.parameters[0, 0, 0] - 1, 0.99 * (state.parameters[0, 0] - 1), rtol=1e-12)


class TestBlowUps:
    @pytest.mark.parametrize("precision", ["float32", "float64"])
    def test_a_diverging_run_is_silent_and_leaves_the_others_alone(self, precision: str):
        training = Training(learning_rate=2.5, precision=precision)
        path = engine_at(problem_of(), training, [[10.0], [1.0]]).advance(2500).parameters
        assert not np.isfinite(path[-1, 0]).any()
        assert (path[:, 1] == 1.0).all()

    @pytest.mark.parametrize("optimizer", OPTIMIZERS)
    @pytest.mark.parametrize("gradient", ["batch", "exact"])
    @pytest.mark.parametrize("variant", VARIANTS)
    def test_infinite_and_missing_numbers_are_results(self, variant: str, gradient: str, optimizer: str):
        problem = problem_of(variant)
        rows = some_rows(problem, 4)
        training = Training(optimizer=optimizer, gradient=gradient, momentum=0.9)
        expected = engine_at(problem, training, rows[:1]).advance(5).parameters[:, 0]
        rows[1], rows[2], rows[3] = np.inf, np.nan, 1e38
        found = engine_at(problem, training, rows).advance(5).parameters[:, 0]
        np.testing.assert_array_equal(found, expected)


class TestLife:
    def test_name(self):
        assert NumpyEngine(problem_of()).name == "NumPy"

    def test_nothing_loaded(self):
        engine = NumpyEngine(problem_of())
        for _ in range(2):
            with pytest.raises(RuntimeError, match="nothing loaded"):
                engine.advance(1)
            with pytest.raises(RuntimeError, match="nothing loaded"):
                engine.state()
            engine.close()

    def test_a_landscape_may_be_given(self):
        problem = problem_of("weight-bias")
        rows = some_rows(problem, 2)
        given = NumpyEngine(problem, Landscape(problem.data, problem.target, problem.model))
        given.load(EXACT, state_of_rows(rows, "float64"))
        np.testing.assert_array_equal(
            given.advance(5).parameters, engine_at(problem, EXACT, rows).advance(5).parameters
        )
