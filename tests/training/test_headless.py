"""Training without a window: rows, labels, fates and losses of a scenario, the same every time."""

from dataclasses import replace

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Scenario, Start, Starts, Training
from reluviz.training.engine import Problem
from reluviz.training.headless import history_of, train
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.states import state_of_rows

NUMPY = Training(engine="numpy", batch_size=50, steps=100)
PUZZLE = Scenario(
    training=NUMPY,
    start=(Start(weight=10.0, label={"en": "right", "fr": "droite"}, color="blue"), Start(weight=-10.0)),
)


def path(scenario: Scenario):
    """All steps, by the engine alone."""
    rows = [[start.weight] for start in scenario.start]
    engine = NumpyEngine(Problem(scenario.data, scenario.target, scenario.model))
    engine.load(scenario.training, state_of_rows(rows, scenario.training.precision))
    return engine.advance(scenario.training.steps)


def test_the_puzzle(source):
    trained = train(replace(PUZZLE, training=Training(engine="numpy")), engines=source)
    assert trained.step.tolist() == list(range(2001))
    assert trained.names == ("weight",)
    assert trained.labels == ({"en": "right", "fr": "droite"}, "")
    assert trained.fate == ("converged", "stuck")
    assert trained.engine_name == "NumPy"
    assert trained.parameters.dtype == np.float32
    assert trained.parameters[0].tolist() == [[10], [-10]]
    # (w − 1) ← (1 − η)(w − 1) and w ← (1 − η) w, up to what batches of 1,000 add.
    assert trained.parameters[100, :, 0] == pytest.approx([1 + 9 * 0.99**100, -10 * 0.99**100], rel=0.02)
    weights = trained.parameters[..., 0].astype(float)
    expected = np.where(weights > 0, 0.5 * (weights - 1) ** 2, 0.5 + 0.5 * weights**2)
    np.testing.assert_allclose(trained.loss, expected, rtol=1e-12)


@pytest.mark.parametrize("every", [1, 2, 7, 33, 99, 100, 101, 100_000])
def test_every_kth_step_and_the_last(source, every):
    trained = train(PUZZLE, every, engines=source)
    steps = sorted({*range(0, 101, every), 100})
    chunk = path(PUZZLE)
    assert trained.step.tolist() == steps
    np.testing.assert_array_equal(trained.parameters[1:], chunk.parameters[np.array(steps[1:]) - 1])
    assert np.isnan(trained.batch_loss[0]).all()
    np.testing.assert_array_equal(trained.batch_loss[1:], chunk.batch_loss[np.array(steps[1:]) - 1])


def test_less_than_every_step_makes_no_sense(source):
    with pytest.raises(ValueError, match="at least 1"):
        train(PUZZLE, 0, engines=source)


def test_exact_gradients_have_no_batch_loss(source):
    scenario = replace(PUZZLE, training=replace(NUMPY, gradient="exact", precision="float64"))
    trained = train(scenario, 50, engines=source)
    assert trained.batch_loss is None
    assert trained.parameters.dtype == np.float64
    np.testing.assert_allclose(trained.parameters[-1, :, 0], [1 + 9 * 0.99**100, -10 * 0.99**100], rtol=1e-12)


@pytest.mark.parametrize("numbers", [1, 999, 10_000_000])
def test_long_trainings_come_in_chunks_that_do_not_show(source, monkeypatch, numbers):
    monkeypatch.setattr("reluviz.training.headless.CHUNK_NUMBERS", numbers)
    shares = []
    trained = train(PUZZLE, progress=shares.append, engines=source)
    np.testing.assert_array_equal(trained.parameters[1:], path(PUZZLE).parameters)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert (len(shares) > 5) == (numbers < 1000)


def test_the_same_scenario_gives_the_same_path(source):
    scenario = replace(PUZZLE, data=Data(noise=1.0), training=replace(NUMPY, optimizer="adam"))
    first, second = train(scenario, engines=source), train(scenario, engines=source)
    np.testing.assert_array_equal(first.parameters, second.parameters)
    other = train(replace(scenario, training=replace(scenario.training, seed=1)), engines=source)
    assert not np.array_equal(first.parameters, other.parameters)


def test_a_diverged_run_stands_at_its_last_point_to_the_end(source, monkeypatch):
    monkeypatch.setattr("reluviz.training.headless.CHUNK_NUMBERS", 20_000)
    wild = replace(PUZZLE, training=replace(NUMPY, learning_rate=4.0, steps=1000, batch_size=1000))
    trained = train(wild, engines=source)
    assert trained.fate == ("diverged", "diverged")
    assert trained.parameters.shape == (1001, 2, 1)
    assert np.isfinite(trained.parameters).all()
    assert np.isfinite(trained.loss).all()
    assert np.abs(trained.parameters).max() <= 1e6
    moving = (np.diff(trained.parameters[:, 0, 0]) != 0).sum()
    assert 5 < moving < 100
    assert (trained.parameters[moving:] == trained.parameters[-1]).all()
    assert np.isfinite(trained.batch_loss[1:moving]).all()
    assert np.isnan(trained.batch_loss[moving + 2 :]).all()
    assert sum(source.quicks[0].chunks) < 100, "nothing is trained when there is nothing left to train"
    mixed = replace(wild, start=(Start(weight=10.0), Start(weight=1.0)))
    assert train(mixed, engines=source).fate == ("diverged", "converged")


def test_random_starts_and_a_hidden_layer(source):
    scenario = Scenario(
        model=Model(variant="hidden-layer", hidden_units=3), training=NUMPY, starts=Starts(count=5), start=(Start(),)
    )
    trained = train(scenario, 100, engines=source)
    assert trained.parameters.shape == (2, 6, 10)
    assert trained.names[:2] == ("weight[0]", "weight[1]")
    assert len(trained.fate) == len(trained.labels) == 6
    landscape = Landscape(scenario.data, scenario.target, scenario.model)
    np.testing.assert_allclose(trained.loss, landscape.loss(trained.parameters), rtol=1e-12)


def test_a_student_that_cannot_copy_the_teacher_converges_to_what_it_can(source):
    scenario = replace(
        PUZZLE,
        model=Model(activation="leaky_relu", negative_slope=0.3),
        training=replace(NUMPY, learning_rate=0.1, gradient="exact"),
    )
    assert train(scenario, engines=source).fate == ("converged", "converged")


def test_without_a_start_there_is_nothing_to_train(source):
    trained = train(replace(PUZZLE, start=()), 50, engines=source)
    assert trained.step.tolist() == [0, 50, 100]
    assert trained.parameters.shape == (3, 0, 1)
    assert trained.fate == ()


@pytest.mark.parametrize("engine", ["auto", "tensorflow"])
def test_waits_for_tensorflow_so_that_the_path_does_not_depend_on_the_day(source, engine):
    source.compiles_after = 3
    warnings = []
    trained = train(replace(PUZZLE, training=replace(NUMPY, engine=engine)), warn=warnings.append, engines=source)
    assert trained.engine_name == "TensorFlow"
    assert source.lates[0].chunks == [100]
    assert source.quicks == []
    assert warnings == []
    assert source.lates[0].is_closed


def test_warns_once_when_tensorflow_cannot_be_had_and_goes_on(source, monkeypatch):
    monkeypatch.setattr("reluviz.training.headless.CHUNK_NUMBERS", 1)
    source.cannot = "TensorFlow cannot be imported"
    warnings = []
    trained = train(replace(PUZZLE, training=replace(NUMPY, engine="auto")), warn=warnings.append, engines=source)
    assert warnings == ["TensorFlow cannot be imported. NumPy goes on."]
    assert trained.engine_name == "NumPy"
    np.testing.assert_array_equal(trained.parameters[1:], path(PUZZLE).parameters)


def test_warns_when_tensorflow_dies_on_the_way_and_loses_nothing(source, monkeypatch):
    monkeypatch.setattr("reluviz.training.headless.CHUNK_NUMBERS", 1000)
    source.ready.add(("sgd", 2))
    source.dies_after = 55
    warnings = []
    trained = train(replace(PUZZLE, training=replace(NUMPY, engine="auto")), warn=warnings.append, engines=source)
    assert warnings == ["The process ended (signal 9). NumPy goes on."]
    np.testing.assert_array_equal(trained.parameters[1:], path(PUZZLE).parameters)


def test_loses_nothing_when_tensorflow_dies_between_its_steps_and_its_state(source, monkeypatch):
    monkeypatch.setattr("reluviz.training.headless.CHUNK_NUMBERS", 1000)
    monkeypatch.setattr("reluviz.training.relay.KEEP_STEPS", 0)
    source.ready.add(("sgd", 2))
    source.dies_at_state = True
    warnings = []
    trained = train(replace(PUZZLE, training=replace(NUMPY, engine="auto")), warn=warnings.append, engines=source)
    assert warnings == ["The process ended (signal 9). NumPy goes on."]
    np.testing.assert_array_equal(trained.parameters[1:], path(PUZZLE).parameters)


def test_a_chunk_that_does_not_follow_the_last_is_refused(source, monkeypatch):
    """Rows that were left out, or came twice, must not become a file that looks right."""
    advance = NumpyEngine.advance
    monkeypatch.setattr(NumpyEngine, "advance", lambda self, count: (advance(self, 1), advance(self, count))[1])
    with pytest.raises(RuntimeError, match="a chunk at step 2 does not follow step 0"):
        train(PUZZLE, engines=source)


def test_an_interrupted_training_lets_go_of_its_engines(source):
    def interrupt(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(PUZZLE, progress=interrupt, engines=source)
    assert source.quicks[0].is_closed


@pytest.mark.parametrize(("steps", "last"), [(None, 100), (40, 40), (0, 0), (500, 100)])
def test_the_history_of_a_training_is_what_a_window_would_hold(source, steps, last):
    landscape = Landscape(PUZZLE.data, PUZZLE.target, PUZZLE.model)
    shares = []
    history = history_of(PUZZLE, landscape, steps, progress=shares.append, engines=source)
    assert history.last_step == last
    assert [run.color for run in history.runs] == ["blue", ""]
    assert [run.label for run in history.runs] == [{"en": "right", "fr": "droite"}, ""]
    chunk = path(PUZZLE)
    for column, run in enumerate(history.runs):
        np.testing.assert_array_equal(history.path(run.id).parameters[1:], chunk.parameters[:last, column])
    assert landscape.known_lowest_loss == 0
    assert shares[-1:] == ([1.0] if last else [])


def test_a_picture_does_not_wait_for_tensorflow_unless_it_is_asked_for(source):
    landscape = Landscape(PUZZLE.data, PUZZLE.target, PUZZLE.model)
    source.ready.add(("sgd", 2))
    history_of(replace(PUZZLE, training=replace(NUMPY, engine="auto")), landscape, engines=source)
    assert source.lates == []
    history_of(replace(PUZZLE, training=replace(NUMPY, engine="tensorflow")), landscape, engines=source)
    assert len(source.lates) == 1


def test_the_history_of_nothing(source):
    landscape = Landscape(PUZZLE.data, PUZZLE.target, PUZZLE.model)
    history = history_of(replace(PUZZLE, start=()), landscape, engines=source)
    assert history.runs == ()
    assert history.last_step == 0
