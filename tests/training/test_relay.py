"""The relay: the path is the same whoever makes the steps, and whenever the other one takes over or dies."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.training.engine import Problem
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.relay import STARTING, Relay
from reluviz.training.states import state_of_rows, with_run

PROBLEM = Problem(Data(noise=0.3), (Target(),), Model(variant="weight-bias"))
LANDSCAPE = Landscape(PROBLEM.data, PROBLEM.target, PROBLEM.model)
ROWS = [[-1.0, 0.5], [2.0, -1.0]]
ADAM = Training(optimizer="adam", learning_rate=0.05, batch_size=20, precision="float64")


def relay_of(source, training=ADAM) -> Relay:
    relay = Relay(PROBLEM, partial(source.quick, PROBLEM, LANDSCAPE), partial(source.late, PROBLEM))
    relay.load(training, state_of_rows(ROWS, training.precision))
    return relay


def alone(steps: int, training=ADAM):
    """The path as one engine makes it from beginning to end."""
    engine = NumpyEngine(PROBLEM, LANDSCAPE)
    engine.load(training, state_of_rows(ROWS, training.precision))
    return engine.advance(steps).parameters


def ready(relay: Relay) -> None:
    """Ask until it is: at once, unless it is making steps again."""
    while not relay.is_ready():
        assert relay.is_catching_up


def steps(relay: Relay, *counts: int):
    rows = []
    for count in counts:
        left = count
        while left:
            ready(relay)
            chunk = relay.advance(left)
            rows.append(chunk.parameters)
            left -= len(chunk.parameters)
    return np.concatenate(rows)


def test_plays_at_once_and_hands_over_when_the_other_is_ready(source):
    relay = relay_of(source)
    first = steps(relay, 7, 5)
    assert relay.name == "NumPy"
    assert source.lates[0].asked[-1] == ("adam", 2)
    source.ready.add(("adam", 2))
    second = steps(relay, 9, 4)
    assert relay.name == "TensorFlow"
    assert source.lates[0].chunks == [9, 4]
    assert relay.message == ""
    np.testing.assert_array_equal(np.concatenate([first, second]), alone(25))
    assert relay.state().step == 25
    relay.close()
    assert source.lates[0].is_closed
    assert source.quicks[0].is_closed


def test_a_change_that_must_be_compiled_goes_back_to_numpy_until_it_is(source):
    source.ready.add(("adam", 2))
    relay = relay_of(source)
    steps(relay, 3)
    assert relay.name == "TensorFlow"
    state = with_run(relay.state(), [0.0, 1.0])
    relay.load(ADAM, state)
    np.testing.assert_array_equal(steps(relay, 2)[-1], relay.state().parameters)
    assert relay.name == "NumPy"
    assert relay.state().step == 5
    assert source.lates[0].asked[-1] == ("adam", 3)
    source.ready.add(("adam", 3))
    steps(relay, 1)
    assert relay.name == "TensorFlow"


def test_a_change_that_needs_no_compiling_stays_where_it_is(source):
    source.ready.add(("adam", 2))
    relay = relay_of(source)
    steps(relay, 3)
    relay.load(replace(ADAM, learning_rate=0.5), relay.state())
    steps(relay, 3)
    assert relay.name == "TensorFlow"


def test_numpy_is_loaded_only_when_it_is_going_to_step(source):
    """Loading the largest trainings takes its time, and live changes come sixty times a second."""
    relay = relay_of(source)
    for rate in (0.1, 0.2, 0.3):
        relay.load(replace(ADAM, learning_rate=rate), relay.state())
    assert source.quicks == []
    steps(relay, 3, 4)
    assert source.quicks[0].loads == 1
    relay.load(ADAM, relay.state())
    source.ready.add(("adam", 2))
    steps(relay, 3)
    assert relay.name == "TensorFlow"
    relay.load(replace(ADAM, learning_rate=0.5), relay.state())
    steps(relay, 3)
    assert source.quicks[0].loads == 1
    assert source.quicks[0].chunks == [3, 4]


@pytest.mark.parametrize(("kept_seconds", "kept_steps"), [(0.0, 1e9), (1e9, 0), (1e9, 1e9)])
@pytest.mark.parametrize("dies_after", [20, 27, 33])
def test_nothing_is_lost_when_the_process_dies(source, monkeypatch, kept_seconds, kept_steps, dies_after):
    monkeypatch.setattr("reluviz.training.relay.KEEP_SECONDS", kept_seconds)
    monkeypatch.setattr("reluviz.training.relay.KEEP_STEPS", kept_steps)
    source.ready.add(("adam", 2))
    source.dies_after = dies_after
    relay = relay_of(source)
    rows = steps(relay, 10, 10, 7, 6, 5, 12)
    np.testing.assert_array_equal(rows, alone(50))
    assert relay.name == "NumPy"
    assert relay.message == "The process ended (signal 9). NumPy goes on."
    assert len(source.lates) == 1, "it is not asked for again"
    made_before = sum(source.lates[0].chunks)
    assert sum(source.quicks[0].chunks) == (50 if kept_seconds and kept_steps else 50 - made_before)


def test_nothing_is_lost_when_the_process_dies_before_it_is_asked_for_its_state(source, monkeypatch):
    monkeypatch.setattr("reluviz.training.relay.KEEP_SECONDS", 0.0)
    source.ready.add(("adam", 2))
    source.dies_at_state = True
    relay = relay_of(source)
    np.testing.assert_array_equal(steps(relay, 10, 10, 7), alone(27))
    assert source.lates[0].chunks == [10], "what it has made stands"
    assert relay.name == "NumPy"
    assert relay.message == "The process ended (signal 9). NumPy goes on."


def test_the_steps_are_made_again_a_few_milliseconds_at_a_time(source, monkeypatch):
    monkeypatch.setattr("reluviz.training.relay.KEEP_STEPS", 100)
    source.ready.add(("adam", 2))
    relay = relay_of(source)
    first = steps(relay, 90, 20, 80)  # its state is kept after 110 steps
    source.lates[0].dead = True
    again = 0
    clock = iter(range(1000))
    monkeypatch.setattr("reluviz.training.relay.perf_counter", lambda: next(clock))  # each takes a second
    assert relay.advance(5).parameters.shape == (0, 2, 2), "none, for it is dead"
    assert relay.state() is None
    while not relay.is_ready():
        again += 1
        assert source.quicks[0].chunks == [1] * again
        assert relay.advance(5).first_step == 191
    assert again == 79
    np.testing.assert_array_equal(relay.state().parameters, first[-1])
    np.testing.assert_array_equal(np.concatenate([first, steps(relay, 6)]), alone(196))


def test_goes_on_from_the_very_rows_that_were_shown(source, monkeypatch):
    monkeypatch.setattr("reluviz.training.relay.KEEP_SECONDS", 1e9)
    source.ready.add(("adam", 2))
    relay = relay_of(source)
    steps(relay, 10)
    late = source.lates[0]
    # Another engine agrees to rounding only.
    shown = late.advance(5).parameters[-1] + 1e-9
    relay._rows, relay._step = shown, 15
    late.dead = True
    assert relay.state() is None
    ready(relay)
    np.testing.assert_array_equal(relay.state().parameters, shown)
    assert relay.state().step == 15
    assert relay.state().slots.keys() == {"momentum", "velocity"}


def test_a_death_while_nothing_is_trained_is_noticed_too(source):
    source.ready.add(("adam", 2))
    relay = relay_of(source)
    first = steps(relay, 6)
    source.lates[0].dead = True
    assert relay.state() is None
    ready(relay)
    np.testing.assert_array_equal(relay.state().parameters, first[-1])
    np.testing.assert_array_equal(np.concatenate([first, steps(relay, 6)]), alone(12))
    assert relay.message


def test_says_so_when_tensorflow_cannot_be_had(source):
    source.cannot = "TensorFlow cannot be imported: no module named tensorflow."
    relay = relay_of(source)
    np.testing.assert_array_equal(steps(relay, 5), alone(5))
    assert relay.message == "TensorFlow cannot be imported: no module named tensorflow. NumPy goes on."


@pytest.mark.parametrize("when", ["is_ready", "prepare", "load"])
def test_a_death_while_it_starts_leaves_numpy_at_work(source, when):
    relay = relay_of(source)
    first = steps(relay, 4)
    late = source.lates[0]

    def die(*_):
        late.dead = True
        late.check()

    setattr(late, when, die)
    source.ready.update({("adam", 2)} if when == "load" else set())
    np.testing.assert_array_equal(np.concatenate([first, steps(relay, 4, 4)]), alone(12))
    assert relay.message.startswith("The process ended")
    assert relay.name == "NumPy"


def test_numpy_alone_never_starts_the_other(source):
    relay = relay_of(source, replace(ADAM, engine="numpy"))
    relay.warm_up()
    steps(relay, 5)
    assert source.lates == []
    assert relay.message == ""


def test_nothing_is_started_before_it_is_needed(source):
    relay = relay_of(source)
    assert source.lates == []
    relay.warm_up()
    assert source.lates[0].asked == [("adam", 2)]
    assert source.quicks == []


def test_tensorflow_alone_waits_for_it(source):
    only = replace(ADAM, engine="tensorflow")
    relay = relay_of(source, only)
    assert not relay.is_ready()
    assert relay.message == STARTING
    source.ready.add(("adam", 2))
    np.testing.assert_array_equal(steps(relay, 5), alone(5, only))
    assert relay.name == "TensorFlow"
    assert relay.message == ""
    source.lates[0].dead = True
    steps(relay, 5)
    assert relay.name == "NumPy", "when there is none to wait for, NumPy goes on"
    assert relay.message


def test_tensorflow_alone_is_not_waited_for_in_vain(source):
    source.cannot = "no TensorFlow"
    only = replace(ADAM, engine="tensorflow")
    relay = relay_of(source, only)
    np.testing.assert_array_equal(steps(relay, 5), alone(5, only))
    assert relay.message == "No TensorFlow. NumPy goes on."


def test_choosing_the_engine_anew_tries_it_again(source):
    source.cannot = "no TensorFlow"
    relay = relay_of(source)
    steps(relay, 3)
    source.cannot = ""
    source.ready.add(("adam", 2))
    steps(relay, 3)
    assert relay.name == "NumPy"
    relay.load(replace(ADAM, engine="tensorflow"), relay.state())
    steps(relay, 3)
    assert relay.name == "TensorFlow"
    assert relay.message == ""


def test_choosing_numpy_leaves_tensorflow(source):
    source.ready.add(("adam", 2))
    relay = relay_of(source)
    first = steps(relay, 3)
    relay.load(replace(ADAM, engine="numpy"), relay.state())
    np.testing.assert_array_equal(np.concatenate([first, steps(relay, 3)]), alone(6))
    assert relay.name == "NumPy"


def test_closes_twice(source):
    relay = relay_of(source)
    relay.close()
    relay.close()
