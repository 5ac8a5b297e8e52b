"""The session: commands from one thread, training in another; every wait is for a condition, with a deadline."""

import threading
from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest

from reluviz.scenario.model import Data, Start
from tests.training.sessions import DEADLINE, FAST, NUMPY, PLANE, PUZZLE, engine_of, still, until

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


def test_steps_asked_for_at_the_end_are_forgotten(make):
    session = make(replace(PUZZLE, training=replace(NUMPY, steps=5)))
    session.step(7)
    still(session)
    for _ in range(7):
        session.step()
    still(session)
    session.add_run([3.0])
    session.step()
    still(session)
    assert session.history.last_step == 6, "nobody has asked for more since there was something to train"


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


# ---- held ------------------------------------------------------------------------------------------------------------


def test_a_held_session_begins_with_what_was_commanded_meanwhile(make):
    session = make(is_held=True)
    session.play()
    run = session.add_run([0.5])
    assert session._thread is None
    assert session.status().state == "running"
    assert not session.wait_still(0.0)
    session.release()
    until(lambda: session.history.last_step > 10, "steps")
    assert run in [each.id for each in session.history.runs]


def test_whoever_waits_for_a_held_session_releases_it(make):
    session = make(is_held=True)
    session.step(5)
    still(session)
    assert session.history.last_step == 5


def test_what_is_more_urgent_comes_before_steps_but_not_before_commands(make):
    asked, may_go_on = threading.Event(), threading.Event()

    def keep():
        asked.set()
        assert may_go_on.wait(DEADLINE)

    session = make()
    session._keep = keep
    run = session.add_run([0.5])
    session.step(5)
    try:
        assert asked.wait(DEADLINE)
        assert run in [each.id for each in session.history.runs]
        assert session.history.last_step == 0
    finally:
        may_go_on.set()
    still(session)
    assert session.history.last_step == 5


@pytest.mark.parametrize("steps", [0, 3])
def test_no_step_is_made_that_was_taken_back_while_something_more_urgent_was_done(make, steps):
    """Of what was asked before, nothing may come after pausing, or pausing and stepping."""
    asked, may_go_on = threading.Event(), threading.Event()

    def keep():
        if session.history.last_step > 10:
            asked.set()
            assert may_go_on.wait(DEADLINE)

    session = make(speed=5000.0)
    session._keep = keep
    session.add_run([0.5])
    session.play()
    try:
        assert asked.wait(DEADLINE)
        before = session.history.last_step
        session.pause()
        if steps:
            session.step(steps)
        begun = perf_counter()
        until(lambda: perf_counter() > begun + 0.02, "time for many steps")
    finally:
        may_go_on.set()
    still(session)
    assert session.history.last_step == before + steps


def test_a_held_session_that_was_not_commanded_starts_no_thread(make, source):
    session = make(is_held=True)
    session.release()
    assert session._thread is None
    session.leave()
    assert session.has_gone()
    assert source.quicks == []
