"""A race in the window: one transport for all racers, each on the path that it takes alone."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reluviz.scenario.model import Variation
from reluviz.scenario.racers import racers
from reluviz.scenario.reading import parse_scenario
from reluviz.scene.theme import RUN_COLORS
from reluviz.training.headless import train

RACE = """
[model]
variant = "weight-bias"
[training]
engine = "numpy"
batch_size = 10
steps = 400
learning_rate = 0.05
[[start]]
weight = -3.0
bias = 2.5
[[start]]
weight = 2.0
bias = -3.0
[[variation]]
training.optimizer = "adam"
[[variation]]
model.activation = "leaky_relu"
"""


@pytest.fixture
def race(make_application):
    return make_application(parse_scenario(RACE))


def lasts(app):
    return [session.history.last_step for session in app.experiment.race.sessions]


def finish(app, qtbot):
    app.experiment.set_speed(100_000)
    app.experiment.play()
    qtbot.waitUntil(lambda: app.experiment.race.is_over and not app.experiment.is_playing)
    app.frames.show_now()


def test_every_racer_takes_the_path_that_it_takes_alone(race, qtbot):
    finish(race, qtbot)
    assert lasts(race) == [400, 400, 400]
    for racer, session in zip(racers(parse_scenario(RACE)), race.experiment.race.sessions, strict=True):
        alone = train(racer.scenario)
        for step in (0, 1, 57, 400):
            np.testing.assert_array_equal(
                session.history.standing(step).parameters, alone.parameters[step].astype(np.float32)
            )
    looks = race.frames.moment.race
    assert [look.label for look in looks] == ["ReLU, SGD", "Adam", "Leaky ReLU"]
    assert [look.moment.playhead for look in looks] == [400, 400, 400]
    assert len({run.color for look in looks for run in look.moment.runs}) == 3


def test_one_key_plays_all_and_pauses_all(race, qtbot):
    experiment = race.experiment
    race.actions["play"].trigger()
    qtbot.waitUntil(lambda: min(lasts(race)) > 10)
    race.actions["play"].trigger()
    qtbot.waitUntil(lambda: experiment.race.is_still)
    stood = lasts(race)
    assert not any(session.status().state == "running" for session in experiment.race.sessions)
    experiment.advance(0.1)
    race.frames.show_now()
    assert experiment.playback.playhead == experiment.newest == min(stood)
    assert {look.moment.playhead for look in race.frames.moment.race} == {min(stood)}
    race.actions["reset"].trigger()
    qtbot.waitUntil(lambda: lasts(race) == [0, 0, 0])
    experiment.step(3)
    qtbot.waitUntil(lambda: lasts(race) == [3, 3, 3])


def test_seeking_looks_at_all_racers_at_one_step(race, qtbot):
    finish(race, qtbot)
    race.experiment.go_to(123)
    race.frames.show_now()
    for look, session in zip(race.frames.moment.race, race.experiment.race.sessions, strict=True):
        assert look.moment.playhead == 123
        np.testing.assert_array_equal(look.moment.runs.positions, session.history.standing(123).parameters)


def test_undo_brings_the_run_of_a_removed_start_back_in_all_with_its_path(race, qtbot):
    experiment, sessions = race.experiment, race.experiment.race.sessions
    experiment.step(50)
    qtbot.waitUntil(lambda: lasts(race) == [50, 50, 50] and experiment.playback.playhead == 50)
    runs = list(experiment.race.runs)
    before = [session.history.path(runs[0]).parameters for session in sessions]
    race.actions["remove_start"].trigger()
    qtbot.waitUntil(lambda: all(len(session.history.runs) == 1 for session in sessions))
    experiment.step(10)
    qtbot.waitUntil(lambda: lasts(race) == [60, 60, 60])
    race.actions["undo"].trigger()
    qtbot.waitUntil(lambda: all(len(session.history.runs) == 2 for session in sessions))
    assert experiment.race.runs == runs
    for session, path in zip(sessions, before, strict=True):
        assert session.history.path(runs[0]).steps.tolist() == list(range(61))
        np.testing.assert_array_equal(session.history.path(runs[0], 0, 50).parameters, path)


def test_a_start_that_is_moved_moves_for_all(race, qtbot):
    scenario = race.document.scenario
    race.experiment.step(5)
    qtbot.waitUntil(lambda: lasts(race) == [5, 5, 5])
    race.frames.show_now()
    moved = replace(scenario, start=(replace(scenario.start[0], weight=4.0, bias=1.5), *scenario.start[1:]))
    race.document.change(moved, "Move start")
    sessions = race.experiment.race.sessions
    qtbot.waitUntil(lambda: all(session.wait_still(0.0) for session in sessions))
    for session in sessions:
        np.testing.assert_array_equal(session.history.at(race.experiment.race.runs[0], 5), [4.0, 1.5])
    race.handlers.starts.add()
    qtbot.waitUntil(lambda: all(len(session.history.runs) == 3 for session in sessions))
    assert len({tuple(run.id for run in session.history.runs) for session in sessions}) == 1
    race.document.undo_stack.undo()
    qtbot.waitUntil(lambda: all(len(session.history.runs) == 2 for session in sessions))


def test_before_a_start_was_moved_all_racers_are_where_they_were(race, qtbot):
    scenario = race.document.scenario
    race.experiment.play()
    qtbot.waitUntil(lambda: min(lasts(race)) > 20)
    moved = replace(scenario, start=(replace(scenario.start[0], weight=4.0, bias=1.5), *scenario.start[1:]))
    race.document.change(moved, "Move start")
    run = race.experiment.race.runs[0]
    sessions = race.experiment.race.sessions
    qtbot.waitUntil(lambda: all(session.history.run(run).first_step > 0 for session in sessions))
    race.experiment.pause()
    qtbot.waitUntil(lambda: race.experiment.race.is_still)
    step = min(session.history.run(run).first_step for session in sessions) - 1
    race.experiment.go_to(step)
    race.frames.show_now()
    for look, racer in zip(race.frames.moment.race, racers(scenario), strict=True):
        alone = train(racer.scenario).parameters[step].astype(np.float32)
        np.testing.assert_array_equal([run.position for run in look.moment.runs], alone)
        assert [run.start.tolist() for run in look.moment.runs] == [[-3.0, 2.5], [2.0, -3.0]]


def test_a_start_that_is_moved_when_one_racer_is_at_its_end_begins_the_race_anew(make_application, qtbot):
    app = make_application(parse_scenario(RACE + "training.steps = 20\n"))
    app.experiment.play()
    qtbot.waitUntil(lambda: app.experiment.race.is_apart and min(lasts(app)[:2]) >= 20)
    app.experiment.pause()
    qtbot.waitUntil(lambda: app.experiment.race.is_still)
    # The one at its end does not hold the others up.
    assert lasts(app)[2] == 20 <= app.experiment.newest == min(lasts(app)[:2])
    scenario = app.document.scenario
    app.document.change(replace(scenario, start=(replace(scenario.start[0], weight=4.0), *scenario.start[1:])), "Move")
    qtbot.waitUntil(lambda: lasts(app) == [0, 0, 0] and app.experiment.race.is_still)
    for session in app.experiment.race.sessions:
        assert session.history.standing(0).parameters[0].tolist() == [4.0, 2.5]


def test_a_setting_acts_on_all_that_do_not_override_it(race):
    sessions = race.experiment.race.sessions
    scenario = race.document.scenario
    race.document.change(
        replace(scenario, training=replace(scenario.training, learning_rate=0.2, momentum=0.5)), "Rate"
    )
    assert race.experiment.race.sessions is sessions
    assert [session.training.learning_rate for session in sessions] == [0.2, 0.2, 0.2]
    assert [session.training.momentum for session in sessions] == [0.5, 0.0, 0.5]
    assert [session.training.optimizer for session in sessions] == ["sgd", "adam", "sgd"]


def test_variations_come_and_go_with_the_document(race, qtbot):
    scenario = race.document.scenario
    race.document.change(replace(scenario, variation=()), "Remove")
    race.frames.show_now()
    assert len(race.experiment.race.sessions) == 1
    assert race.frames.moment.race == ()
    assert race.tiles.view.shown == 1
    assert not race.tiles.view.standings.isVisible()
    race.document.undo_stack.undo()
    race.frames.show_now()
    assert len(race.experiment.race.sessions) == 3
    assert race.tiles.view.shown == 2
    more = replace(scenario, variation=(*scenario.variation, Variation(changes=(("model.activation", "tanh"),))))
    race.document.change(more, "Add")
    race.frames.show_now()
    assert race.tiles.view.shown == 3


def test_a_click_on_a_racer_tells_of_it(race, qtbot):
    race.frames.show_now()
    view, canvas = race.tiles.view, race.stage.canvas
    cell = view.standings.mapRectToParent(view.standings.cells()[2])
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.mapFromScene(cell.center()))
    race.frames.show_now()
    assert race.experiment.chosen == 2
    assert race.frames.moment.scenario.model.activation == "leaky_relu"
    assert race.canvases["neuron"].views[0].moment.scenario.model.activation == "leaky_relu"
    # The names over the landscapes do the same, and the landscapes stand where they stood.
    assert view.lead.moment.scenario.model.activation == "relu"
    at = view.lead.geometry().topLeft().toPoint() + QPoint(20, -12)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.mapFromScene(at))
    assert race.experiment.chosen == 0


def test_keys_go_through_the_racers(race, qtbot):
    for key, expected in ((Qt.Key.Key_N, 1), (Qt.Key.Key_N, 2), (Qt.Key.Key_N, 0), (Qt.Key.Key_P, 2)):
        QTest.keyClick(race.stage.canvas, key, Qt.KeyboardModifier.ShiftModifier)
        assert race.experiment.chosen == expected
        race.frames.show_now()
        assert race.frames.moment.race[expected].is_chosen
        assert race.column.sections["model"].heading.colors[0]
    # The run that is followed stays the same.
    assert race.experiment.followed == race.experiment.history.runs[0].id


def test_a_click_in_any_landscape_places_the_start_of_all(race, qtbot):
    race.frames.show_now()
    tile, canvas = race.tiles.view.tiles[1], race.stage.canvas
    at = tile.plot.mapToScene(tile.plot.area.topLeft() + tile.plot.to_point(5.0, -6.0))
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.mapFromScene(at))
    start = race.document.scenario.start[0]
    assert (start.weight, start.bias) == pytest.approx((5.0, -6.0), abs=0.2)
    sessions = race.experiment.race.sessions
    qtbot.waitUntil(lambda: all(session.wait_still(0.0) for session in sessions))
    assert {tuple(session.history.standing(0).parameters[0].tolist()) for session in sessions} == {
        (np.float32(start.weight), np.float32(start.bias))
    }


def test_landscapes_with_the_same_axes_show_the_same_part(race):
    race.frames.show_now()
    race.handlers.camera.zoom_in()
    lead, other = race.tiles.view.tiles
    assert other.plot.x_range == lead.plot.x_range != (-12.0, 12.0)
    assert other.plot.y_range == lead.plot.y_range
    race.handlers.camera.reset_view()
    assert other.plot.x_range == lead.plot.x_range


def test_the_window_shows_each_racer_s_colour(race, qtbot):
    finish(race, qtbot)
    image = race.stage.canvas.grab().toImage()
    shown = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 2)}
    index = race.theme.is_dark
    assert {RUN_COLORS[name][index].lower() for name in ("blue", "orange", "green")} <= shown
    assert RUN_COLORS["purple"][index].lower() not in shown


WIDTHS = """
format = 1
[model]
variant = "hidden-layer"
hidden_units = 1
[training]
engine = "numpy"
[starts]
kind = "random"
count = 5
[[variation]]
model.hidden_units = 3
"""


def test_a_start_that_does_not_fit_all_racers_is_refused_and_none_of_them_changes(make_application, qtbot):
    """It was taken, and the racers lost their numbers of units: they were alike then."""
    app = make_application(parse_scenario(WIDTHS))
    before = app.document.scenario
    told = []
    app.handlers.starts._say = told.append
    for act in (
        lambda: app.handlers.starts.add_at(0.5, 0.5),
        lambda: app.handlers.starts.set_at(0.5, 0.5),
        app.actions["add_start"].trigger,
    ):
        act()
        assert told == ["A start of your own fits one number of hidden units, but the racers have several."]
        told.clear()
        assert app.document.scenario == before
        assert [session.landscape.model.hidden_units for session in app.experiment.race.sessions] == [1, 3]
    assert not app.experiment.is_playing
