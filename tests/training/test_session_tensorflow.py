"""The session with the real engines: TensorFlow takes over when it is ready, and NumPy when that is killed."""

import errno
import os
import signal
from dataclasses import replace
from functools import partial

import numpy as np
import psutil
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Model, Scenario, Start, Training
from reluviz.training.engine import Problem
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.remote import TensorflowProcess
from reluviz.training.session import Session
from reluviz.training.source import Engines
from reluviz.training.states import state_of_rows
from tests.training import sessions

DEADLINE = 90.0
"""Importing TensorFlow takes seconds."""

until = partial(sessions.until, deadline=DEADLINE)

TRAINING = Training(batch_size=20, precision="float64", steps=10_000_000, learning_rate=0.001)
SCENARIO = Scenario(
    model=Model(variant="weight-bias"), training=TRAINING, start=(Start(weight=10.0), Start(weight=-10.0, bias=1.0))
)


def test_the_path_goes_on_through_hand_over_live_changes_and_death():
    process = TensorflowProcess()
    engines = Engines(process)
    session = Session(SCENARIO, Landscape(SCENARIO.data, SCENARIO.target, SCENARIO.model), engines, speed=2000)
    try:
        session.play()
        until(lambda: session.history.last_step > 20, "NumPy plays at once")
        assert session.status().engine_name == "NumPy"
        until(lambda: session.status().engine_name == "TensorFlow", "TensorFlow takes over")
        taken_over = session.history.last_step
        until(lambda: session.history.last_step > taken_over + 300, "TensorFlow trains")
        session.pause()
        assert session.wait_still(DEADLINE)
        changed = session.history.last_step
        session.set_training(replace(session.training, learning_rate=0.002))
        session.play()
        until(lambda: session.history.last_step > changed + 300, "it goes on at another learning rate")
        assert session.status().engine_name == "TensorFlow", "a learning rate needs no compiling"
        os.kill(process.pid, signal.SIGKILL)
        until(lambda: session.status().engine_name == "NumPy", "the death is noticed")
        died = session.history.last_step
        until(lambda: session.history.last_step > died + 300, "NumPy goes on")
        assert session.status().state == "running"
        assert session.status().message == "The TensorFlow process ended (signal 9, SIGKILL). NumPy goes on."
        session.pause()
        assert session.wait_still(DEADLINE)
        last = session.history.last_step

        engine = NumpyEngine(Problem(SCENARIO.data, SCENARIO.target, SCENARIO.model))
        engine.load(TRAINING, state_of_rows([[10.0, 0.0], [-10.0, 1.0]], "float64"))
        before = engine.advance(changed)
        engine.load(session.training, engine.state())
        after = engine.advance(last - changed)
        expected = np.concatenate([before.parameters, after.parameters])
        for column, run in enumerate(session.history.runs):
            path = session.history.path(run.id)
            assert path.steps.tolist() == list(range(last + 1))
            assert np.abs(path.parameters[1:] - expected[:, column]).max() == pytest.approx(0, abs=1e-12)
        # Another session of the same engines begins another process.
        session.close()
        again = Session(SCENARIO, session.landscape, engines)
        session = again
        session.warm_up()
        assert session.wait_still(DEADLINE)
        assert session.status().message == ""
    finally:
        session.close()
        engines.close()


def on_tensorflow(process: TensorflowProcess) -> Session:
    """A session that TensorFlow trains."""
    session = Session(SCENARIO, Landscape(SCENARIO.data, SCENARIO.target, SCENARIO.model), Engines(process))
    session.play()
    until(lambda: session.status().engine_name == "TensorFlow", "TensorFlow takes over")
    taken_over = session.history.last_step
    until(lambda: session.history.last_step > taken_over, "TensorFlow trains")
    return session


def test_memory_that_cannot_be_shared_leaves_numpy_at_work(monkeypatch):
    def fail(*_):
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("os.memfd_create", fail)
    engines = Engines()
    scenario = replace(SCENARIO, training=replace(TRAINING, engine="tensorflow", steps=300))
    session = Session(scenario, Landscape(scenario.data, scenario.target, scenario.model), engines)
    try:
        session.step(300)
        assert session.wait_still(DEADLINE)
        assert session.history.last_step == 300
        told = "The TensorFlow process cannot be started: Too many open files. NumPy goes on."
        assert (session.status().engine_name, session.status().message) == ("NumPy", told)
    finally:
        session.close()
        engines.close()


def test_a_process_that_hangs_is_given_up(monkeypatch):
    monkeypatch.setattr("reluviz.training.watch.CHECK_SECONDS", 0.01)
    monkeypatch.setattr("reluviz.training.tensorflow_process.ANSWER_SECONDS", 1.0)
    process = TensorflowProcess()
    session = on_tensorflow(process)
    try:
        os.kill(process.pid, signal.SIGSTOP)
        until(lambda: session.status().engine_name == "NumPy", "NumPy goes on")
        assert session.status().message == "The TensorFlow process did not answer. NumPy goes on."
        step = session.history.last_step
        until(lambda: session.history.last_step > step + 50, "NumPy trains")
        session.pause()
        assert session.wait_still(DEADLINE)
    finally:
        session.close()
        process.close()


def test_closing_does_not_wait_for_a_process_that_hangs(monkeypatch):
    monkeypatch.setattr("reluviz.training.session.PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr("reluviz.training.tensorflow_process.ANSWER_SECONDS", 1e9)
    process = TensorflowProcess()
    session = on_tensorflow(process)
    try:
        os.kill(process.pid, signal.SIGSTOP)
        session.step()
        until(lambda: not session.wait_still(0.1) or session.step(), "it waits for an answer")
        session.close()
        assert process.standing == "closed"
        assert session.error is None
    finally:
        session.close()
        process.close()


def test_reset_on_tensorflow_gives_the_same_path(tensorflow_process):
    training = replace(TRAINING, engine="tensorflow", optimizer="adam", precision="float32", batch_size=100)
    engines = Engines(tensorflow_process)
    scenario = replace(SCENARIO, training=training)
    session = Session(scenario, Landscape(scenario.data, scenario.target, scenario.model), engines)
    try:
        session.step(250)
        assert session.wait_still(DEADLINE)
        assert session.status().engine_name == "TensorFlow"
        first = session.history.standing(250).parameters
        session.reset()
        session.step(7)
        session.step(243)
        assert session.wait_still(DEADLINE)
        np.testing.assert_array_equal(session.history.standing(250).parameters, first)
    finally:
        session.close()


def test_many_live_changes_leave_nothing_behind():
    """A soak by steps, not by time: every change is followed by steps, whichever engine makes them."""
    random = np.random.default_rng(17)
    process = TensorflowProcess()
    scenario = replace(SCENARIO, training=replace(TRAINING, precision="float32"))
    engines = Engines(process)
    session = Session(scenario, Landscape(scenario.data, scenario.target, scenario.model), engines, speed=100_000)

    def change(**settings) -> None:
        session.set_training(replace(session.training, **settings))

    def replace_start() -> None:
        session.remove_run(int(random.choice([run.id for run in session.history.runs])))
        session.add_run(random.normal(size=2))

    changes = [
        lambda: change(learning_rate=float(random.uniform(1e-4, 1e-2))),
        lambda: change(optimizer=str(random.choice(["sgd", "adam"]))),
        lambda: change(batch_size=int(random.choice([10, 100]))),
        lambda: change(gradient=str(random.choice(["batch", "exact"]))),
        lambda: session.move_run(int(random.choice([run.id for run in session.history.runs])), random.normal(size=2)),
        replace_start,
        session.pause,
        session.reset,
    ]
    makers = set()
    try:
        session.play()
        until(lambda: session.status().engine_name == "TensorFlow", "TensorFlow takes over")
        for number in range(160):
            changes[number % len(changes)]()
            step = session.history.last_step
            session.play()
            until(lambda step=step: session.history.last_step not in range(step, step + 200), "it trains on")
            makers.add(session.status().engine_name)
            assert session.error is None
            assert session.status().message == ""
        until(lambda: session.status().engine_name == "TensorFlow", "TensorFlow takes over again")
        session.pause()
        assert session.wait_still(DEADLINE)
        assert makers == {"NumPy", "TensorFlow"}
        assert len(session.history.runs) == 2
        for run in session.history.runs:
            path = session.history.path(run.id)
            assert path.steps[-1] == session.history.last_step
            assert np.isfinite(path.parameters).all()
            assert np.isfinite(path.loss).all()
    finally:
        session.close()
        engines.close()
    assert process.standing == "closed"
    assert not psutil.pid_exists(process.pid)


def test_sessions_of_a_race_share_one_process_and_keep_to_their_paths():
    process = TensorflowProcess()
    engines = Engines(process)
    trainings = (replace(TRAINING, learning_rate=0.01), replace(TRAINING, optimizer="adam"))
    scenarios = [replace(SCENARIO, training=training) for training in trainings]
    race = [Session(each, Landscape(each.data, each.target, each.model), engines, speed=2000) for each in scenarios]
    try:
        for session in race:
            session.play()
        until(lambda: all(session.status().engine_name == "TensorFlow" for session in race), "it takes over both")
        taken_over = [session.history.last_step for session in race]
        for session, step in zip(race, taken_over, strict=True):
            until(lambda session=session, step=step: session.history.last_step > step + 200, "both go on")
            session.pause()
        assert len([child for child in psutil.Process().children() if child.pid == process.pid]) == 1
        for session, scenario in zip(race, scenarios, strict=True):
            assert session.wait_still(DEADLINE)
            last = session.history.last_step
            alone = sessions.engine_of(scenario, session.history.standing(0).parameters)
            states = alone.advance(last).parameters
            np.testing.assert_allclose(session.history.standing(last).parameters, states[-1], rtol=1e-9, atol=1e-9)
    finally:
        for session in race:
            session.close()
        engines.close()
