"""The session: commands from one thread, training in another; every wait is for a condition, with a deadline."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from time import monotonic, sleep

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Scenario, Start, Training
from reluviz.training.engine import Problem
from reluviz.training.history import Event
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.relay import STARTING
from reluviz.training.session import Session
from reluviz.training.states import state_of_rows, with_moved_run, with_optimizer_reset, with_run, without_run

DEADLINE = 20.0
FAST = 100_000.0
NUMPY = Training(engine="numpy", batch_size=50)
PUZZLE = Scenario(
    training=NUMPY,
    start=(Start(weight=10.0, label="from 10", color="blue"), Start(weight=-10.0, label="from −10", color="red")),
)
PLANE = replace(PUZZLE, model=Model(variant="weight-bias"), training=replace(NUMPY, precision="float64"))


def until(condition, what: str) -> None:
    end = monotonic() + DEADLINE
    while not condition():
        assert monotonic() < end, f"waited in vain: {what}"
        sleep(0.001)


@pytest.fixture
def make(source) -> Iterator:
    """Makes sessions, and sees to it that they leave no thread behind."""
    before = set(threading.enumerate())
    sessions = []

    def made(scenario=PUZZLE, **options) -> Session:
        landscape = Landscape(scenario.data, scenario.target, scenario.model)
        sessions.append(Session(scenario, landscape, source, **({"speed": FAST} | options)))
        return sessions[-1]

    yield made
    for engine in (*source.quicks, *source.lates):
        engine.release.set()
    for session in sessions:
        session.close()
    assert set(threading.enumerate()) == before


def still(session: Session) -> None:
    assert session.wait_still(DEADLINE), "it does not come to rest"


def engine_of(scenario: Scenario, rows, training: Training | None = None) -> NumpyEngine:
    problem = Problem(scenario.data, scenario.target, scenario.model)
    engine = NumpyEngine(problem, Landscape(scenario.data, scenario.target, scenario.model))
    training = training or scenario.training
    engine.load(training, state_of_rows(rows, training.precision))
    return engine


# ---- playing ---------------------------------------------------------------------------------------------------------


def test_stands_at_the_starts_before_the_first_command(make, source):
    session = make()
    assert session.status().state == "ready"
    assert session.status().end_step == 2000
    assert [run.label for run in session.history.runs] == ["from 10", "from −10"]
    assert [run.color for run in session.history.runs] == ["blue", "red"]
    assert session.history.standing(0).parameters.tolist() == [[10], [-10]]
    assert source.quicks == []
    session.close()
    assert session.status().state == "ready"


def test_the_puzzle_blue_slides_to_1_and_red_stops_at_0(make):
    session = make(replace(PUZZLE, training=replace(NUMPY, batch_size=1000)))
    session.play()
    still(session)
    assert session.status().state == "finished"
    assert session.history.last_step == 2000
    blue, red = (session.history.path(run.id).parameters[:, 0] for run in session.history.runs)
    assert blue[-1] == pytest.approx(1.0, abs=1e-4)
    assert red[-1] == pytest.approx(0.0, abs=1e-4)
    assert (red < 0).all()
    expected = engine_of(session.scenario, [[10.0], [-10.0]]).advance(2000).parameters[:, :, 0]
    np.testing.assert_array_equal(np.stack([blue, red], axis=1)[1:], expected)
    until(lambda: session.landscape.known_lowest_loss == 0.0, "the lowest loss is sought beside the training")


def test_pauses_and_plays_on(make):
    session = make(replace(PUZZLE, training=replace(NUMPY, steps=10_000_000)))
    session.play()
    assert session.status().state == "running"
    until(lambda: session.history.last_step > 50, "it trains")
    session.pause()
    assert session.status().state == "paused"
    still(session)
    step = session.history.last_step
    assert session.wait_still(0.0)
    assert session.history.last_step == step
    session.play()
    until(lambda: session.history.last_step > step, "it goes on")


def test_commands_return_while_a_chunk_is_being_computed(make, source):
    session = make()
    session.step(1)
    still(session)
    engine = source.quicks[0]
    engine.blocks.set()
    session.play()
    assert engine.is_blocking.wait(DEADLINE)
    session.pause()
    session.set_speed(5)
    session.add_run([3.0])
    assert session.status().state == "paused"
    assert not session.wait_still(0.0)
    engine.blocks.clear()
    engine.release.set()
    still(session)
    assert len(session.history.runs) == 3


def test_steps_are_counted_exactly(make):
    session = make()
    session.step(3)
    still(session)
    assert session.history.last_step == 3
    assert session.status().state == "paused"
    for _ in range(5):
        session.step()
    session.step(1500)
    still(session)
    assert session.history.last_step == 1508
    session.step(1500)
    still(session)
    assert session.history.last_step == 2000
    assert session.status().state == "finished"


def test_steps_asked_for_during_a_chunk_are_added_to_it(make, source):
    session = make()
    session.step(1)
    still(session)
    engine = source.quicks[0]
    engine.blocks.set()
    session.step(1)
    assert engine.is_blocking.wait(DEADLINE)
    session.step(4)
    engine.blocks.clear()
    engine.release.set()
    still(session)
    assert session.history.last_step == 6


def test_a_step_while_it_runs_ends_the_running(make):
    session = make(replace(PUZZLE, training=replace(NUMPY, steps=10_000_000)))
    session.play()
    until(lambda: session.history.last_step > 10, "it trains")
    session.step(5)
    still(session)
    assert session.status().state == "paused"


def test_pausing_forgets_the_steps_that_were_asked_for(make, source):
    session = make(replace(PUZZLE, training=replace(NUMPY, steps=10_000_000)))
    session.step(10_000_000)
    until(lambda: session.history.last_step > 10, "it steps")
    session.pause()
    still(session)
    assert session.history.last_step < 10_000_000


def test_a_slow_session_makes_its_first_step_at_once_and_then_waits(make, monkeypatch):
    monkeypatch.setattr("reluviz.training.pace.SLOWEST", 1e-4)
    session = make(speed=1e-4)
    session.play()
    until(lambda: session.history.last_step == 1, "the first step")
    session.set_speed(FAST)
    until(lambda: session.history.last_step > 100, "a new speed acts at once, not after hours")


def test_measures_its_speed(make, source):
    session = make(replace(PUZZLE, training=replace(NUMPY, steps=10_000_000)), speed=1000.0)
    session.play()
    until(lambda: session.status().steps_per_second > 0, "a measurement")
    assert session.status().steps_per_second < 1500
    session.pause()
    still(session)
    assert session.status().steps_per_second == 0
    engine = source.quicks[0]
    engine.blocks.set()
    session.play()
    assert engine.is_blocking.wait(DEADLINE)
    assert session.status().state == "running"
    assert session.status().steps_per_second == 0, "what was measured before is no measurement of now"


# ---- the end, and the beginning --------------------------------------------------------------------------------------


def test_more_steps_let_it_go_on(make):
    session = make(replace(PUZZLE, training=replace(NUMPY, steps=50)))
    session.play()
    still(session)
    assert session.status().state == "finished"
    assert session.history.last_step == 50
    session.set_training(replace(session.training, steps=80))
    until(lambda: session.history.last_step == 80, "it is still wanted to play")
    still(session)
    assert session.status().end_step == 80
    expected = engine_of(session.scenario, [[10.0], [-10.0]]).advance(80).parameters[-1]
    np.testing.assert_array_equal(session.history.standing(80).parameters, expected)
    assert session.history.events == (), "the path is the same as if it had been so from the beginning"


def test_fewer_steps_than_made_end_it(make):
    session = make(replace(PUZZLE, training=replace(NUMPY, steps=10_000_000)))
    session.play()
    until(lambda: session.history.last_step > 50, "it trains")
    session.set_training(replace(session.training, steps=20))
    still(session)
    assert session.status().state == "finished"


def test_a_start_placed_after_the_end_is_trained_as_well(make):
    session = make(replace(PUZZLE, training=replace(NUMPY, steps=50)))
    session.play()
    still(session)
    run = session.add_run([5.0])
    until(lambda: session.history.last_step == 100, "as many steps again")
    assert session.history.path(run).steps.tolist() == list(range(50, 101))


def test_ends_when_all_runs_have_diverged(make):
    session = make(replace(PUZZLE, training=replace(NUMPY, learning_rate=5.0, steps=10_000_000)))
    session.play()
    still(session)
    assert session.status().state == "finished"
    assert all(run.diverged_at for run in session.history.runs)
    assert session.history.last_step < 2000
    assert np.isfinite(session.history.standing(session.history.last_step).loss).all()


def test_goes_on_for_the_runs_that_have_not_diverged(make):
    session = make(
        replace(
            PUZZLE,
            training=replace(NUMPY, learning_rate=5.0, steps=1500),
            start=(Start(weight=10.0), Start(weight=1.0)),
        )
    )
    session.play()
    still(session)
    assert session.history.last_step == 1500
    assert [run.diverged_at is None for run in session.history.runs] == [False, True]


def test_without_a_start_it_waits_for_one(make):
    session = make(replace(PUZZLE, start=()))
    session.play()
    still(session)
    assert session.status().state == "ready"
    run = session.add_run([2.0])
    until(lambda: session.history.last_step == 2000, "it trains as soon as there is a start")
    assert session.history.path(run).steps[0] == 0


@pytest.mark.parametrize("gradient", ["batch", "exact"])
def test_reset_gives_the_same_path_to_the_last_bit(make, gradient):
    training = replace(NUMPY, optimizer="adam", learning_rate=0.1, gradient=gradient)
    session = make(replace(PLANE, data=Data(noise=0.5), training=training))
    session.step(120)
    still(session)
    first = [session.history.path(run.id) for run in session.history.runs]
    session.reset()
    still(session)
    assert session.status().state == "ready"
    assert session.history.last_step == 0
    assert [run.id for run in session.history.runs] == [1, 2]
    session.step(37)
    session.step(83)
    still(session)
    for run, path in zip(session.history.runs, first, strict=True):
        np.testing.assert_array_equal(session.history.path(run.id).parameters, path.parameters)
        np.testing.assert_array_equal(session.history.path(run.id).batch_loss, path.batch_loss)


def test_reset_while_it_runs_stands_at_the_start(make):
    session = make(replace(PUZZLE, training=replace(NUMPY, steps=10_000_000)))
    session.play()
    until(lambda: session.history.last_step > 50, "it trains")
    session.reset()
    still(session)
    assert session.history.last_step == 0
    assert session.status().state == "ready"


def test_after_a_reset_all_present_starts_begin_at_step_0_with_the_present_settings(make):
    session = make(PLANE)
    first, second = (run.id for run in session.history.runs)
    session.step(10)
    still(session)
    added = session.add_run([2.0, 2.0], "added", "green")
    session.step(10)
    still(session)
    session.move_run(first, [0.5, 0.5])
    session.remove_run(second)
    training = replace(session.training, learning_rate=0.3)
    session.set_training(training)
    session.reset()
    session.step(20)
    still(session)
    assert [(run.id, run.first_step, run.label, run.color) for run in session.history.runs] == [
        (first, 0, "from 10", "blue"),
        (added, 0, "added", "green"),
    ]
    assert session.history.events == ()
    expected = engine_of(PLANE, [[0.5, 0.5], [2.0, 2.0]], training).advance(20).parameters
    for column, run in enumerate((first, added)):
        np.testing.assert_array_equal(session.history.path(run).parameters[1:], expected[:, column])


# ---- changes on the way ----------------------------------------------------------------------------------------------


def test_starts_come_move_and_go_while_it_stands(make):
    session = make(PLANE)
    first, second = (run.id for run in session.history.runs)
    session.step(30)
    still(session)
    third = session.add_run([1.0, -2.0], {"en": "third", "fr": "troisième"}, "green")
    session.step(30)
    still(session)
    session.move_run(first, [-0.5, 0.25])
    session.step(30)
    still(session)
    session.remove_run(second)
    session.step(30)
    still(session)

    engine = engine_of(PLANE, [[10.0, 0.0], [-10.0, 0.0]])
    engine.advance(30)
    for change in (
        lambda state: with_run(state, [1.0, -2.0]),
        lambda state: with_moved_run(state, 0, [-0.5, 0.25]),
        lambda state: without_run(state, 1),
    ):
        engine.load(PLANE.training, change(engine.state()))
        rows = engine.advance(30).parameters
    np.testing.assert_array_equal(session.history.path(first, 91).parameters[1:], rows[1:, 0])
    np.testing.assert_array_equal(session.history.path(third, 91).parameters[1:], rows[1:, 1])
    assert session.history.path(first).steps[0] == 60
    assert session.history.path(third).steps[0] == 30
    assert session.history.run(third).label == {"en": "third", "fr": "troisième"}
    assert [event.kind for event in session.history.events] == ["start added", "start moved", "start removed"]
    assert [event.step for event in session.history.events] == [30, 60, 90]


def test_starts_come_move_and_go_while_it_runs(make):
    session = make(replace(PLANE, training=replace(PLANE.training, steps=10_000_000)))
    session.play()
    random = np.random.default_rng(0)
    ids = [run.id for run in session.history.runs]
    for _ in range(60):
        step = session.history.last_step
        ids.append(session.add_run(random.normal(size=2)))
        session.move_run(ids[0], random.normal(size=2))
        session.remove_run(ids.pop(1))
        session.remove_run(12345)
        until(lambda step=step: session.history.last_step > step, "it trains on")
    session.pause()
    still(session)
    assert [run.id for run in session.history.runs] == ids
    assert session.status().state == "paused"
    for run in session.history.runs:
        path = session.history.path(run.id)
        assert path.steps.tolist() == list(range(run.first_step, session.history.last_step + 1))


@pytest.mark.parametrize("row", [[1.0], [1.0, 2.0, 3.0], [np.nan, 0.0], [np.inf, 0.0], []])
def test_refuses_starts_that_are_none(make, row):
    session = make(PLANE)
    with pytest.raises(ValueError, match="a start needs 2 finite numbers"):
        session.add_run(row)
    with pytest.raises(ValueError, match="a start needs 2 finite numbers"):
        session.move_run(1, row)


def test_a_new_learning_rate_acts_from_the_present_step_on_and_is_an_event(make):
    session = make()
    session.step(40)
    still(session)
    changed = replace(session.training, learning_rate=0.2)
    session.set_training(changed)
    session.set_training(changed)
    session.step(40)
    still(session)
    engine = engine_of(PUZZLE, [[10.0], [-10.0]])
    engine.advance(40)
    engine.load(changed, engine.state())
    expected = engine.advance(40).parameters[-1]
    np.testing.assert_array_equal(session.history.standing(80).parameters, expected)
    assert session.history.events == (Event(40, "training", (("learning_rate", 0.01, 0.2),)),)
    assert session.training == changed


def test_a_new_optimizer_begins_without_memory(make):
    session = make(replace(PLANE, training=replace(PLANE.training, optimizer="adam", learning_rate=0.1)))
    session.step(40)
    still(session)
    changed = replace(session.training, optimizer="rmsprop", batch_size=7)
    session.set_training(changed)
    session.step(5)
    still(session)
    engine = engine_of(session.scenario, [[10.0, 0.0], [-10.0, 0.0]])
    engine.advance(40)
    engine.load(changed, with_optimizer_reset(engine.state()))
    np.testing.assert_array_equal(session.history.standing(45).parameters, engine.advance(5).parameters[-1])
    assert {key for key, _, _ in session.history.events[0].changes} == {"optimizer", "batch_size"}


def test_settings_dragged_while_it_stands_are_one_event(make):
    session = make()
    session.step(4)
    still(session)
    for rate in (0.02, 0.03, 0.04):
        session.set_training(replace(session.training, learning_rate=rate))
    session.set_training(replace(session.training, batch_size=9))
    still(session)
    assert session.history.events == (Event(4, "training", (("learning_rate", 0.01, 0.04), ("batch_size", 50, 9))),)
    session.set_training(replace(session.training, learning_rate=0.01, batch_size=50))
    still(session)
    assert session.history.events == ()


@pytest.mark.parametrize("change", [{"seed": 3}, {"precision": "float64"}])
def test_another_seed_or_precision_is_another_session(make, change):
    session = make()
    with pytest.raises(ValueError, match="not a live change: "):
        session.set_training(replace(NUMPY, **change))
    assert session.training == NUMPY


def test_a_much_larger_batch_does_not_come_in_a_chunk_as_long_as_the_last(make, source):
    session = make(replace(PUZZLE, training=replace(NUMPY, batch_size=1, steps=10_000_000)))
    session.play()
    until(lambda: source.quicks and max(source.quicks[0].chunks, default=0) >= 64, "chunks have grown")
    engine = source.quicks[0]
    session.set_training(replace(session.training, batch_size=100_000))
    until(lambda: engine.batches[-1:] == [100_000], "it goes on")
    session.pause()
    still(session)
    assert engine.chunks[engine.batches.index(100_000)] == 1


# ---- engines ---------------------------------------------------------------------------------------------------------


def test_hands_over_to_tensorflow_when_it_is_ready_and_loses_nothing_when_that_dies(make, source):
    scenario = replace(PLANE, training=replace(PLANE.training, engine="auto", steps=10_000_000))
    session = make(scenario)
    session.play()
    until(lambda: session.history.last_step > 20, "NumPy plays at once")
    assert session.status().engine_name == "NumPy"
    source.ready.add(("sgd", 2))
    until(lambda: session.status().engine_name == "TensorFlow", "the hand-over")
    step = session.history.last_step
    until(lambda: session.history.last_step > step + 50, "it trains on")
    source.lates[0].dead = True
    until(lambda: session.status().message != "", "the death is told")
    assert session.status().message == "The process ended (signal 9). NumPy goes on."
    assert session.status().engine_name == "NumPy"
    step = session.history.last_step
    until(lambda: session.history.last_step > step + 50, "NumPy trains on")
    session.pause()
    still(session)
    last = session.history.last_step
    rows = engine_of(scenario, [[10.0, 0.0], [-10.0, 0.0]]).advance(last).parameters
    for column, run in enumerate(session.history.runs):
        np.testing.assert_array_equal(session.history.path(run.id).parameters[1:], rows[:, column])


def test_waits_for_tensorflow_where_that_is_asked_for(make, source):
    session = make(replace(PUZZLE, training=replace(NUMPY, engine="tensorflow")))
    session.play()
    until(lambda: session.status().message == STARTING, "it says what it waits for")
    asked, since = len(source.lates[0].asked), monotonic()
    until(lambda: len(source.lates[0].asked) >= asked + 5, "it asks again")
    assert monotonic() - since > 0.05, "it does not ask without a pause"
    assert session.history.last_step == 0
    session.pause()
    still(session)
    session.step(10)
    source.ready.add(("sgd", 2))
    still(session)
    assert session.history.last_step == 10
    assert session.status().engine_name == "TensorFlow"
    assert session.status().message == ""
    session.set_training(replace(session.training, engine="numpy"))
    session.step(10)
    still(session)
    assert session.status().engine_name == "NumPy"
    assert session.history.events == ()


def test_warming_up_starts_tensorflow_but_no_step(make, source):
    session = make(replace(PUZZLE, training=replace(NUMPY, engine="auto")))
    session.warm_up()
    still(session)
    assert len(source.lates) == 1
    assert session.history.last_step == 0
    assert session.status().state == "ready"


def test_never_starts_tensorflow_for_numpy(make, source):
    session = make()
    session.warm_up()
    session.play()
    still(session)
    assert source.lates == []


# ---- failures and the end --------------------------------------------------------------------------------------------


def test_an_unexpected_error_is_told_in_one_line_and_a_reset_recovers(make, source):
    session = make()
    session.step(5)
    still(session)
    source.quicks[0].raises = ZeroDivisionError("by zero\nand more")
    session.play()
    until(lambda: session.status().state == "failed", "the failure is told")
    still(session)
    assert session.status().message == "ZeroDivisionError: by zero"
    assert session.error is source.quicks[0].raises
    assert session.error.__traceback__ is not None
    assert session.history.last_step == 5
    session.play()
    session.add_run([1.0])
    still(session)
    assert session.status().state == "failed"
    source.quicks[0].raises = None
    session.reset()
    session.play()
    still(session)
    assert session.status().state == "finished"
    assert session.status().message == ""


def test_a_search_that_fails_is_told_too(make, monkeypatch):
    def fail(*_):
        raise ValueError("no lowest loss")

    monkeypatch.setattr(Landscape, "seek_lowest_loss", fail)
    session = make()
    session.warm_up()
    until(lambda: session.status().state == "failed", "the failure is told")
    assert session.status().message == "ValueError: no lowest loss"


def test_closes_twice_from_any_state_and_then_does_nothing_more(make, source):
    session = make(replace(PUZZLE, training=replace(NUMPY, steps=10_000_000)))
    session.play()
    until(lambda: session.history.last_step > 50, "it trains")
    session.close()
    step = session.history.last_step
    session.close()
    session.play()
    session.step()
    session.add_run([1.0])
    session.reset()
    session.pause()
    assert session.history.last_step == step
    assert source.quicks[0].is_closed
    assert not any(thread.name.startswith("reluviz") for thread in threading.enumerate())
    assert not source.is_interrupted, "other sessions go on"


def test_closing_ends_engines_that_do_not_answer(make, source, monkeypatch):
    monkeypatch.setattr("reluviz.training.session.PATIENCE_SECONDS", 0.05)
    source.ready.add(("sgd", 2))
    session = make(replace(PUZZLE, training=replace(NUMPY, engine="auto")))
    session.step()
    still(session)
    engine = source.lates[0]
    engine.blocks.set()
    session.play()
    assert engine.is_blocking.wait(DEADLINE)
    session.close()
    assert source.is_interrupted
    assert engine.is_closed


def test_closing_ends_the_search_for_the_lowest_loss(make, monkeypatch):
    monkeypatch.setattr(
        Landscape, "seek_lowest_loss", lambda self, should_stop: until(should_stop, "it is told to stop")
    )
    session = make()
    session.warm_up()
    session.close()
    assert session.error is None


def test_a_program_that_forgets_to_close_it_ends_nevertheless():
    program = """
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Scenario, Start, Training
from reluviz.training.session import Session
from reluviz.training.source import Engines

scenario = Scenario(start=(Start(weight=1.0),), training=Training(engine="numpy", steps=10_000_000))
session = Session(scenario, Landscape(scenario.data, scenario.target, scenario.model), Engines())
session.play()
while session.history.last_step < 10:
    session.wait_still(0.001)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_many_threads_may_command_it(make):
    session = make(replace(PLANE, training=replace(PLANE.training, steps=10_000_000)))
    added: list[int] = []

    def command(seed: int) -> None:
        random = np.random.default_rng(seed)
        for _ in range(50):
            added.append(session.add_run(random.normal(size=2)))
            session.play()
            session.set_training(replace(session.training, learning_rate=float(random.uniform(0.01, 0.2))))
            session.status()
            session.remove_run(added[int(random.integers(len(added)))])
            session.pause()

    threads = [threading.Thread(target=command, args=(seed,)) for seed in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE)
    session.pause()
    still(session)
    assert session.status().state in {"ready", "paused"}
    assert len(set(added)) == 150, "a number is given once"


def test_a_run_may_get_another_name_and_colour_which_a_reset_keeps(make):
    session = make()
    session.step(5)
    still(session)
    run = session.history.runs[1]
    session.relabel_run(run.id, "other", "green")
    session.relabel_run(12345, "nobody", "")
    still(session)
    assert session.history.run(run.id) == replace(run, label="other", color="green")
    session.reset()
    still(session)
    assert session.history.runs[1].label == "other"
