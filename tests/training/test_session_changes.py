"""The session while starts come, move and go, and settings change: paths, events, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest

from reluviz.training.history import Event
from reluviz.training.states import with_moved_run, with_optimizer_reset, with_run, without_run
from tests.training.sessions import NUMPY, PLANE, PUZZLE, engine_of, still, until


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


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_a_hidden_run_comes_back_as_if_it_had_been_there_all_the_time(make, optimizer):
    scenario = replace(PLANE, training=replace(PLANE.training, optimizer=optimizer))
    session, other = make(scenario), make(scenario)
    first, second = (run.id for run in session.history.runs)
    for one in (session, other):
        one.step(30)
        still(one)
    session.hide_run(first)
    still(session)
    assert [run.id for run in session.history.runs] == [second]
    session.move_run(first, [1.0, 1.0])  # it is not there
    for one in (session, other):
        one.step(40)
        still(one)
    session.show_run(first)
    session.show_run(first)
    for one in (session, other):
        one.step(20)
        still(one)
    assert session.history.runs == other.history.runs
    for run in (first, second):
        path, whole = session.history.path(run), other.history.path(run)
        assert path.steps.tolist() == list(range(91))
        np.testing.assert_array_equal(path.parameters, whole.parameters)
        np.testing.assert_array_equal(path.batch_loss, whole.batch_loss)


def test_hidden_runs_alone_are_not_trained_and_stay_hidden_after_a_reset(make):
    session = make(PLANE)
    first, second = (run.id for run in session.history.runs)
    session.step(30)
    still(session)
    session.hide_run(first)
    session.hide_run(second)
    session.step(40)
    still(session)
    assert session.history.last_step == 30
    session.show_run(second)
    session.reset()
    still(session)
    assert [run.id for run in session.history.runs] == [second]
    session.show_run(first)
    still(session)
    assert [(run.id, run.first_step) for run in session.history.runs] == [(first, 0), (second, 0)]
    np.testing.assert_array_equal(session.history.at(first, 0), [10.0, 0.0])
    session.hide_run(first)
    session.remove_run(first)
    session.show_run(first)
    session.step(10)
    still(session)
    assert [run.id for run in session.history.runs] == [second]
    assert session.history.last_step == 10


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
