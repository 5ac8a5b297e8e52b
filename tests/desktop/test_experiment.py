"""What play, the end of a training, and changes after it mean; the training obeys what the document says."""

import threading
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from reluviz.desktop.experiment import changed_rows
from reluviz.desktop.race import MOST_GONE, Race
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Start
from reluviz.scenario.sources import find_scenario
from reluviz.training.headless import train


@pytest.fixture
def short(make_application, puzzle):
    """A window whose training has ended, after 50 steps."""
    return make_application(replace(puzzle, training=replace(puzzle.training, steps=50)))


def run_out(application, qtbot):
    application.handlers.run.set_speed(8_000)
    application.experiment.play()
    qtbot.waitUntil(lambda: application.experiment.status.state == "finished" and not application.experiment.is_playing)
    assert application.experiment.playback.playhead == application.experiment.history.last_step


def weights(application, step):
    history = application.experiment.history
    return [float(history.at(run.id, step)[0]) for run in history.runs]


def test_playing_again_replays_what_has_been(short, qtbot):
    run_out(short, qtbot)
    history, before = short.experiment.history, weights(short, 50)
    short.experiment.set_speed(50.0)
    short.experiment.play()
    assert short.experiment.playback.playhead == 0
    assert short.experiment.history is history
    qtbot.waitUntil(lambda: 0 < short.experiment.playback.playhead < 50)
    assert weights(short, 50) == before


@pytest.mark.parametrize(("path", "value"), [("training.learning_rate", 0.5), ("training.optimizer", "adam")])
def test_a_setting_changed_at_the_end_is_trained_with_not_replayed(path, value, short, qtbot):
    run_out(short, qtbot)
    before = weights(short, 50)
    short.column.control(path).changed.emit(value)
    assert short.experiment.session.wait_still(5)
    assert weights(short, 50) == before
    run_out(short, qtbot)
    assert short.experiment.history.last_step == 50
    after = weights(short, 50)
    # SGD with ½: the distance to 1 halves at each step, but for the batch; Adam makes steps of about the rate.
    assert after[0] == pytest.approx(1.0, abs=1e-3) if value == 0.5 else after[0] == pytest.approx(9.5, abs=0.1)
    assert after != before


def test_a_lower_rate_after_a_blow_up_begins_anew(make_application, puzzle, qtbot):
    wild = replace(puzzle, training=replace(puzzle.training, steps=500, learning_rate=3.0))
    application = make_application(wild)
    application.handlers.run.set_speed(8_000)
    application.experiment.play()
    qtbot.waitUntil(lambda: application.frames.moment.runs[0].fate == "diverged")
    qtbot.waitUntil(lambda: not application.experiment.is_playing)
    assert "Diverged at step" in application.stage.verdict.view.verdict.headline
    assert "Learning rate 3 is above 2," in application.stage.verdict.view.verdict.detail
    application.column.control("training.learning_rate").changed.emit(0.5)
    application.experiment.play()
    qtbot.waitUntil(lambda: application.experiment.status.state == "finished")
    qtbot.waitUntil(lambda: [run.fate for run in application.frames.moment.runs] == ["converged", "stuck"])


def test_a_training_that_was_changed_before_its_end_is_replayed(make_application, puzzle, qtbot):
    application = make_application(replace(puzzle, training=replace(puzzle.training, steps=200)))
    experiment = application.experiment
    experiment.step(50)
    qtbot.waitUntil(lambda: experiment.newest == 50)
    application.column.control("training.learning_rate").changed.emit(0.05)
    application.handlers.run.set_speed(8_000)
    experiment.play()
    qtbot.waitUntil(lambda: experiment.status.state == "finished" and not experiment.is_playing)
    application.handlers.run.set_speed(1)
    experiment.play()
    assert (experiment.newest, experiment.playback.playhead) == (200, 0)


def test_one_racer_with_new_settings_is_enough(puzzle):
    racers = [SimpleNamespace(has_new_settings=False), SimpleNamespace(has_new_settings=True)]
    assert Race.has_new_settings.fget(SimpleNamespace(sessions=racers))
    assert not Race.has_new_settings.fget(SimpleNamespace(sessions=racers[:1]))


@pytest.mark.parametrize("change", ["undo", "steps"])
def test_a_training_that_has_run_out_stands_until_it_is_played(change, short, qtbot):
    experiment = short.experiment
    short.actions["remove_start"].trigger()
    run_out(short, qtbot)
    if change == "undo":
        short.actions["undo"].trigger()
    else:
        short.column.control("training.steps").changed.emit(200)
    assert experiment.session.wait_still(5)
    assert not experiment.is_playing
    assert experiment.history.last_step == 50
    experiment.play()
    if change == "undo":
        # The run that has come back has made all its steps as well: there is only a replay.
        assert experiment.playback.playhead == 0
        assert [len(experiment.history.path(run.id).steps) for run in experiment.history.runs] == [51, 51]
    else:
        qtbot.waitUntil(lambda: experiment.history.last_step > 50)


def test_a_start_placed_after_the_end_is_trained_at_once(short, qtbot):
    run_out(short, qtbot)
    short.landscape_view.start_added.emit(5.0, 0.0)
    qtbot.waitUntil(lambda: short.experiment.status.state == "finished" and not short.experiment.is_playing)
    assert short.experiment.history.last_step == 100


def test_without_runs_there_is_nothing_to_play(make_application, puzzle, qtbot):
    application = make_application(replace(puzzle, start=()))
    application.experiment.play()
    # At once, or when the training's thread has begun and found nothing to do.
    qtbot.waitUntil(lambda: not application.experiment.is_playing)
    qtbot.waitUntil(lambda: not application.frames.is_running)
    # A start that is placed then is what was waited for.
    application.landscape_view.start_added.emit(5.0, 0.0)
    qtbot.waitUntil(lambda: application.experiment.history.last_step > 0)


def test_without_runs_the_transport_offers_nothing_and_says_so(application, qtbot):
    experiment, transport, actions = application.experiment, application.transport, application.actions
    names = ("play", "run_backwards", "step_forward", "step_back")
    experiment.step(30)
    qtbot.waitUntil(lambda: "<b>30</b>" in transport.counter.text())
    assert all(actions[name].isEnabled() for name in names)
    for left in (1, 0):
        actions["remove_start"].trigger()
        qtbot.waitUntil(lambda left=left: len(experiment.history.runs) == left)
    qtbot.waitUntil(lambda: transport.counter.text() == "Nothing to play")
    assert transport.counter.sizeHint().width() <= transport.counter.width()
    assert not any(actions[name].isEnabled() for name in names)
    assert not transport.play.isEnabled()
    assert not transport.timeline.isEnabled()
    assert transport.timeline.value() == 0
    application.landscape_view.start_added.emit(5.0, 0.0)
    qtbot.waitUntil(lambda: "<b>30</b>" in transport.counter.text())
    assert transport.play.isEnabled()
    assert transport.timeline.value() == 30


def test_what_plays_without_runs_can_be_paused(application, qtbot):
    experiment, actions = application.experiment, application.actions
    for _ in range(2):
        actions["remove_start"].trigger()
    qtbot.waitUntil(lambda: not actions["play"].isEnabled())
    experiment.play()
    application.frames.show_now()
    assert experiment.is_playing
    assert actions["play"].isEnabled()


def test_undo_of_a_removal_brings_the_run_back_while_it_trains(make_application, qtbot):
    application = make_application(find_scenario("bias"))
    experiment, view = application.experiment, application.landscape_view
    experiment.play()
    qtbot.waitUntil(lambda: experiment.newest > 20)
    view.start_added.emit(1.5, -1.0)
    view.gesture_ended.emit()
    qtbot.waitUntil(lambda: len(experiment.history.runs) == 13)
    added = experiment.race.runs[-1]
    born = experiment.history.run(added).first_step
    experiment.follow(added)
    qtbot.waitUntil(lambda: experiment.newest > born + 20)
    application.actions["remove_start"].trigger()
    qtbot.waitUntil(lambda: experiment.history.run(added) is None)
    gone = experiment.history.last_step
    qtbot.waitUntil(lambda: experiment.newest > gone + 20)
    application.actions["undo"].trigger()
    qtbot.waitUntil(lambda: experiment.history.run(added) is not None)
    experiment.pause()
    qtbot.waitUntil(lambda: experiment.race.is_still)
    path = experiment.history.path(added)
    assert path.steps.tolist() == list(range(born, experiment.history.last_step + 1))
    assert len(np.unique(path.parameters, axis=0)) == len(path.steps)


def test_what_went_before_a_start_was_moved_is_in_the_replay(make_application, qtbot):
    scenario = replace(find_scenario("bias"), start=(Start(weight=-1.0, bias=1.5),))
    application = make_application(scenario)
    experiment, view, frames = application.experiment, application.landscape_view, application.frames
    (run,) = experiment.race.runs
    moves = []
    experiment.play()
    for x, y in ((2.0, -1.0), (-2.0, -0.5)):
        born = experiment.history.run(run).first_step
        qtbot.waitUntil(lambda born=born: experiment.newest > born + 20)
        frames.show_now()
        view.start_set.emit(x, y)
        view.gesture_ended.emit()
        qtbot.waitUntil(lambda born=born: experiment.history.run(run).first_step > born)
        moves.append(experiment.history.run(run).first_step)
    qtbot.waitUntil(lambda: experiment.newest > moves[-1] + 20)
    experiment.pause()
    qtbot.waitUntil(lambda: experiment.race.is_still)
    first = train(scenario)
    for step in (moves[0] - 1, 7, 0):
        experiment.go_to(step)
        frames.show_now()
        moment = frames.moment
        then = moment.followed_run
        assert (moment.playhead, then.id, then.first_step, then.start.tolist()) == (step, run, 0, [-1.0, 1.5])
        np.testing.assert_array_equal(then.position, first.parameters[step, 0].astype(np.float32))
        assert {key: drawn.trail.first for key, drawn in view.runs.trails._drawn.items()} == {run: 0}
    experiment.go_to(moves[1] - 1)
    frames.show_now()
    then = frames.moment.followed_run
    assert (then.first_step, then.last_step, then.start.tolist()) == (moves[0], moves[1] - 1, [2.0, -1.0])
    experiment.go_to(experiment.newest)
    frames.show_now()
    now = frames.moment.followed_run
    assert (now.first_step, now.last_step, now.start.tolist()) == (moves[1], None, [-2.0, -0.5])


def test_a_start_made_where_a_removed_one_was_is_another(application, qtbot):
    experiment, document = application.experiment, application.document
    experiment.step(30)
    qtbot.waitUntil(lambda: experiment.newest == 30)
    whole = document.scenario
    old = experiment.race.runs[0]
    application.actions["remove_start"].trigger()
    qtbot.waitUntil(lambda: len(experiment.history.runs) == 1)
    document.change(replace(document.scenario, start=tuple(replace(start) for start in whole.start)), "Add start")
    qtbot.waitUntil(lambda: len(experiment.history.runs) == 2)
    assert experiment.race.runs[0] != old
    assert experiment.history.run(experiment.race.runs[0]).first_step == 30


def test_of_many_removed_starts_the_last_can_come_back(make_application, puzzle, qtbot):
    starts = tuple(Start(weight=float(weight)) for weight in range(1, MOST_GONE + 4))
    application = make_application(replace(puzzle, start=starts))
    experiment = application.experiment
    experiment.step(10)
    qtbot.waitUntil(lambda: experiment.newest == 10)
    for left in range(len(starts) - 1, 0, -1):
        application.actions["remove_start"].trigger()
        qtbot.waitUntil(lambda left=left: len(experiment.history.runs) == left)
    for count in range(2, len(starts) + 1):
        application.actions["undo"].trigger()
        qtbot.waitUntil(lambda count=count: len(experiment.history.runs) == count)
    births = [experiment.history.run(run).first_step for run in experiment.race.runs]
    assert sorted(births) == [0] * (MOST_GONE + 1) + [10] * (len(starts) - MOST_GONE - 1)


def test_changed_rows_pairs_what_stays():
    assert changed_rows("abc", "abc") == [(0, 0), (1, 1), (2, 2)]
    assert changed_rows("abc", "ac") == [(0, 0), (1, None), (2, 1)]
    assert changed_rows("ac", "abc") == [(0, 0), (None, 1), (1, 2)]
    assert changed_rows("abc", "axc") == [(0, 0), (1, 1), (2, 2)]
    assert changed_rows("", "ab") == [(None, 0), (None, 1)]


def test_a_click_and_a_drag_of_another_run_are_two_steps_to_undo(application, qtbot):
    view, document = application.landscape_view, application.document
    runs = [run.id for run in application.experiment.history.runs]
    view.start_set.emit(5.0, 0.0)
    view.gesture_ended.emit()
    view.start_moved.emit(runs[1], -5.0, 0.0, False)
    view.start_moved.emit(runs[1], -6.0, 0.0, True)
    view.gesture_ended.emit()
    assert [start.weight for start in document.scenario.start] == [5.0, -6.0]
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert [start.weight for start in document.scenario.start] == [5.0, -10.0]


def test_a_training_slower_than_asked_says_how_fast_it_is(application):
    from reluviz.desktop.status import status_words

    status = replace(application.experiment.status, state="running", steps_per_second=1234.5)
    scenario = application.document.scenario
    assert "1,200 steps/s" in status_words(status, scenario, 100_000)
    assert "steps/s" not in status_words(status, scenario, 1_300)


def test_a_start_placed_right_after_another_variant_was_chosen_has_its_parameters(application):
    """Before the next frame: what the views show is still the old variant."""
    run = application.experiment.history.runs[0].id
    application.column.control("model.variant").changed.emit("weight-bias-output")
    application.landscape_view.start_set.emit(2.0, 1.0)
    application.landscape_view.start_added.emit(3.0, 1.0)
    application.landscape_view.start_moved.emit(run, 4.0, 1.0, True)
    application.landscape_view.start_moved.emit(application.experiment.history.runs[0].id, 4.0, 1.5, True)
    assert application.document.scenario.start[0].bias in {1.0, 1.5}
    assert application.document.scenario.model.variant == "weight-bias-output"


def test_another_scenario_does_not_wait_for_the_threads_of_the_one_before(application, puzzle, monkeypatch, qtbot):
    may_end = threading.Event()
    monkeypatch.setattr(Landscape, "seek_lowest_loss", lambda self, should_stop: may_end.wait())
    try:
        application.document.open(replace(puzzle, data=replace(puzzle.data, noise=0.5)), None)
        application.experiment.play()
        application.experiment.race.release()
        sought = {thread for thread in threading.enumerate() if thread.name == "reluviz lowest loss"}
        application.document.open(puzzle, None)
        assert any(thread.is_alive() for thread in sought), "it goes on without having waited"
        assert application.experiment.is_waiting, "it is looked after"
    finally:
        may_end.set()
    qtbot.waitUntil(lambda: not any(thread.is_alive() for thread in sought))
    qtbot.waitUntil(lambda: not application.experiment._left)
