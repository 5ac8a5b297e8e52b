"""The session with engines that are late, fail, block or die, and its end."""

import subprocess
import sys
import threading
from dataclasses import replace
from time import monotonic

import numpy as np

from reluviz.landscape.landscape import Landscape
from reluviz.training.relay import STARTING
from reluviz.training.states import with_run
from tests.training.sessions import DEADLINE, NUMPY, PLANE, PUZZLE, engine_of, still, until

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


def test_can_be_commanded_while_numpy_makes_steps_again(make, source, monkeypatch):
    monkeypatch.setattr("reluviz.training.relay.KEEP_SECONDS", 1e9)
    monkeypatch.setattr("reluviz.training.relay.KEEP_STEPS", 1e9)
    source.ready.add(("sgd", 2))
    source.blocks = True
    scenario = replace(PLANE, training=replace(PLANE.training, engine="auto", steps=10_000_000))
    session = make(scenario)
    session.play()
    until(lambda: session.history.last_step > 100, "it trains")
    source.lates[0].dead = True
    until(lambda: source.quicks and source.quicks[0].is_blocking.is_set(), "NumPy makes steps again")
    engine, died = source.quicks[0], session.history.last_step
    session.pause()
    added = session.add_run([1.0, -2.0])
    training = replace(session.training, learning_rate=0.02)
    session.set_training(training)
    engine.blocks.clear()
    engine.release.set()
    still(session)
    assert engine.chunks == [1], "it stands still at once, not when it has caught up"
    assert session.history.last_step == died
    session.step(30)
    still(session)
    assert session.history.last_step == died + 30
    alone = engine_of(scenario, [[10.0, 0.0], [-10.0, 0.0]])
    rows = alone.advance(died).parameters
    alone.load(training, with_run(alone.state(), [1.0, -2.0]))
    later = alone.advance(30).parameters
    for column, run in enumerate(session.history.runs[:2]):
        expected = np.concatenate([rows[:, column], later[:, column]])
        np.testing.assert_array_equal(session.history.path(run.id).parameters[1:], expected)
    np.testing.assert_array_equal(session.history.path(added).parameters[1:], later[:, 2])


def test_a_reset_while_numpy_makes_steps_again_begins_anew(make, source, monkeypatch):
    monkeypatch.setattr("reluviz.training.relay.KEEP_SECONDS", 1e9)
    source.ready.add(("sgd", 2))
    source.blocks = True
    session = make(replace(PUZZLE, training=replace(NUMPY, engine="auto", steps=10_000_000)))
    session.play()
    until(lambda: session.history.last_step > 100, "it trains")
    source.lates[0].dead = True
    until(lambda: source.quicks and source.quicks[0].is_blocking.is_set(), "NumPy makes steps again")
    session.move_run(session.history.runs[0].id, [4.0])
    session.reset()
    session.step(20)
    source.quicks[0].blocks.clear()
    source.quicks[0].release.set()
    still(session)
    expected = engine_of(PUZZLE, [[4.0], [-10.0]]).advance(20).parameters[-1]
    np.testing.assert_array_equal(session.history.standing(20).parameters, expected)


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
    source.quicks[0].raises = None
    session.play()
    session.add_run([1.0])
    still(session)
    assert session.status().state == "failed"
    assert session.history.last_step == 5, "it does nothing more"
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
    before = set(threading.enumerate())  # among them those of a TensorFlow process that other tests share
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
    assert set(threading.enumerate()) <= before
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
from reluviz.training.states import with_run
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


def test_a_session_that_is_left_ends_by_itself(make, monkeypatch):
    may_end = threading.Event()
    monkeypatch.setattr(Landscape, "seek_lowest_loss", lambda self, should_stop: may_end.wait(DEADLINE))
    session = make()
    session.play()
    session.leave()
    assert not session.has_gone(), "the search is still on its way"
    may_end.set()
    until(session.has_gone, "its threads have ended")
    session.close()


def test_leaving_ends_engines_that_do_not_answer(make, source, monkeypatch):
    monkeypatch.setattr("reluviz.training.session.PATIENCE_SECONDS", 0.05)
    source.ready.add(("sgd", 2))
    session = make(replace(PUZZLE, training=replace(NUMPY, engine="auto")))
    session.step()
    still(session)
    engine = source.lates[0]
    engine.blocks.set()
    session.play()
    assert engine.is_blocking.wait(DEADLINE)
    session.leave()
    until(session.has_gone, "it has been interrupted")
    assert source.is_interrupted
