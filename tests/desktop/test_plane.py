"""The plane of the path in the window: chosen by key, menu and control, undone, saved, and starts placed in it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reluviz.desktop.controls.choice_control import ChoiceControl
from reluviz.desktop.edits import with_value
from reluviz.scenario.parameters import start_row
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.writing import scenario_text

HIDDEN = """
[model]
variant = "hidden-layer"
[training]
learning_rate = 0.05
steps = 300
gradient = "exact"
engine = "numpy"
precision = "float64"
[[start]]
weight = [1.2, -0.4]
bias = [0.5, -0.3]
output_weight = [-0.6, 0.8]
[view]
x = "weight[0]"
y = "weight[1]"
x_range = [-3.0, 3.0]
y_range = [-4.0, 4.0]
"""
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def trained(make_application, qtbot):
    """The window after a training of a hidden layer, over two of its weights."""
    app = make_application(parse_scenario(HIDDEN))
    app.experiment.set_speed(1e6)
    app.actions["play"].trigger()
    qtbot.waitUntil(lambda: app.experiment.newest == 300 and not app.experiment.is_restless)
    # What is placed stands until play is pressed.
    app.experiment.pause()
    app.actions["newest_step"].trigger()
    app.frames.show_now()
    return app


@pytest.fixture
def in_plane(trained, qtbot):
    trained.actions["plane"].trigger()
    qtbot.waitUntil(lambda: trained.frames.moment.plane is not None)
    return trained


def path(app):
    return app.experiment.history.path(app.experiment.followed).parameters


def at(app, x, y):
    plot = app.landscape_view.plot
    return app.stage.canvas.mapFromScene(plot.box.mapToScene(plot.to_point(x, y)))


def test_the_key_shows_the_plane_with_the_path_in_view_and_once_more_what_was_before(trained):
    before = trained.document.scenario.view
    QTest.keyClick(trained.stage.canvas, Qt.Key.Key_G)
    trained.frames.show_now()
    points = path(trained)
    _, scales, directions = np.linalg.svd(points - points.mean(axis=0))
    plane = trained.landscape_view.moment.plane
    np.testing.assert_allclose(np.abs([plane.across @ directions[0], plane.up @ directions[1]]), 1.0, atol=1e-9)
    assert plane.explained == pytest.approx(scales[:2] ** 2 / (scales**2).sum(), rel=1e-9)
    plot = trained.landscape_view.plot
    for along, (low, high) in ((plane.across, plot.x_range), (plane.up, plot.y_range)):
        places = (points - points[-1]) @ along
        assert low < places.min()
        assert places.max() < high < places.max() + 10 * np.ptp(places)
    assert plot.axes.x_name.startswith(f"PC 1 ({100 * plane.explained[0]:.1f}")
    QTest.keyClick(trained.stage.canvas, Qt.Key.Key_G)
    assert trained.document.scenario.view == before
    trained.frames.show_now()
    assert trained.landscape_view.plot.x_range == pytest.approx((-3.0, 3.0))


def test_the_choice_can_be_undone_and_done_again(in_plane):
    chosen = in_plane.document.scenario.view
    in_plane.actions["undo"].trigger()
    in_plane.frames.show_now()
    assert in_plane.document.scenario.view.x == "weight[0]"
    assert in_plane.frames.moment.plane is None
    assert not in_plane.actions["plane"].isChecked()
    in_plane.actions["redo"].trigger()
    in_plane.frames.show_now()
    assert in_plane.document.scenario.view == chosen
    assert in_plane.frames.moment.plane is not None


def test_a_file_keeps_the_choice(in_plane, make_application, answers, tmp_path, qtbot):
    answers.path = tmp_path / "kept.toml"
    in_plane.actions["save_as"].trigger()
    again = parse_scenario(answers.path.read_text(encoding="utf-8"))
    assert again.view == in_plane.document.scenario.view
    assert (again.view.x, again.view.y) == ("pca", "pca")
    assert parse_scenario(scenario_text(again)) == again
    other = make_application(again)
    assert other.actions["plane"].isChecked()
    assert "no plane yet" in other.landscape_view._plane_note
    for step in (1, 2, 3):
        other.actions["step_forward"].trigger()
        qtbot.waitUntil(lambda step=step: other.frames.moment.playhead == step)
    qtbot.waitUntil(lambda: other.frames.moment.plane is not None)


@pytest.mark.parametrize("key", ["view.x", "view.y"])
def test_the_controls_offer_it_and_a_parameter_leaves_it(trained, key):
    trained.column.sections["axes"].set_open(True)
    control = trained.column.control(key)
    assert isinstance(control, ChoiceControl)
    control.changed.emit("pca")
    assert (trained.document.scenario.view.x, trained.document.scenario.view.y) == ("pca", "pca")
    assert trained.column.control("view.x").value == trained.column.control("view.y").value == "pca"
    assert trained.document.scenario.view.x_range != (-3.0, 3.0)
    control.changed.emit("output_bias")
    view = trained.document.scenario.view
    assert getattr(view, key[-1]) == "output_bias"
    assert (view.x_range, view.y_range) == ((-3.0, 3.0), (-4.0, 4.0))
    assert trained.column.control(key).value == "output_bias"


def test_two_parameters_have_no_plane_to_choose(trained):
    trained.column.sections["axes"].set_open(True)
    trained.document.change(with_value(trained.document.scenario, "model.variant", "weight-bias"), "variant")
    assert not trained.actions["plane"].isEnabled()
    trained.document.change(with_value(trained.document.scenario, "model.variant", "weight-bias-output"), "variant")
    assert trained.actions["plane"].isEnabled()


def test_a_click_sets_all_parameters_to_the_point_of_the_plane(in_plane, qtbot):
    plane, here = in_plane.frames.moment.plane, in_plane.frames.moment.base
    # Where nothing else is: above the path.
    (x_low, x_high), (y_low, y_high) = in_plane.landscape_view.stage.domain
    x, y = x_low + 0.8 * (x_high - x_low), y_low + 0.9 * (y_high - y_low)
    QTest.mouseClick(in_plane.stage.canvas.viewport(), LEFT, NONE, at(in_plane, x, y))
    scenario = in_plane.document.scenario
    row = np.array(start_row(scenario.model, scenario.start[0]))
    pixel = (x_high - x_low) / in_plane.landscape_view.plot.area.width()
    np.testing.assert_allclose(row, here + x * plane.across + y * plane.up, atol=2 * pixel)
    assert (np.abs(row - here) > 0).all()
    qtbot.waitUntil(lambda: np.allclose(in_plane.frames.moment.base, row))
    now = in_plane.frames.moment
    # Still the same plane, where it was: the new path has none of its own yet.
    np.testing.assert_array_equal(now.plane.across, plane.across)
    across, up = now.coordinates(now.runs.starts[0])
    assert (float(across), float(up)) == pytest.approx((x, y), abs=2 * pixel)
    in_plane.actions["undo"].trigger()
    assert in_plane.document.scenario.start[0].weight == (1.2, -0.4)


def test_a_start_is_added_and_dragged_in_the_plane(in_plane, qtbot):
    plane, here = in_plane.frames.moment.plane, in_plane.frames.moment.base
    (x_low, x_high), (y_low, y_high) = in_plane.landscape_view.stage.domain
    places = [(x_low + share * (x_high - x_low), y_low + 0.9 * (y_high - y_low)) for share in (0.8, 0.7, 0.6)]
    port = in_plane.stage.canvas.viewport()
    QTest.mouseClick(port, LEFT, SHIFT, at(in_plane, *places[0]))
    assert len(in_plane.document.scenario.start) == 2
    qtbot.waitUntil(lambda: len(in_plane.frames.moment.runs) == 2)
    QTest.mousePress(port, LEFT, NONE, at(in_plane, *places[0]))
    for place in places[1:]:
        QTest.mouseMove(port, at(in_plane, *place))
        QApplication.processEvents()
    QTest.mouseRelease(port, LEFT, NONE, at(in_plane, *places[2]))
    scenario = in_plane.document.scenario
    row = np.array(start_row(scenario.model, scenario.start[1]))
    pixel = (x_high - x_low) / in_plane.landscape_view.plot.area.width()
    assert float((row - here) @ plane.across) == pytest.approx(places[2][0], abs=3 * pixel)
    assert float((row - here) @ plane.up) == pytest.approx(places[2][1], abs=3 * pixel)


def test_the_whole_landscape_of_the_plane_has_all_runs_and_trails_in_view(in_plane, qtbot):
    view, experiment = in_plane.landscape_view, in_plane.experiment
    place = view.plot.x_range[1] + 3.0, view.plot.y_range[0] - 2.0
    in_plane.handlers.starts.add_at(*place)
    qtbot.waitUntil(lambda: len(experiment.history.runs) == 2)
    experiment.step(40)
    qtbot.waitUntil(lambda: experiment.newest == 340 and not experiment.is_restless)
    experiment.follow(experiment.history.runs[0].id)
    in_plane.frames.show_now()
    area = QRectF(0, 0, view.plot.area.width(), view.plot.area.height())
    assert not all(area.contains(QPointF(*head.start)) for head in view.heads.heads)
    in_plane.actions["reset_view"].trigger()
    in_plane.frames.show_now()
    assert len(view.heads.heads) == 2
    for head in view.heads.heads:
        assert area.contains(QPointF(*head.start))
        assert area.contains(QPointF(*head.at))
    for run in experiment.history.runs:
        rows = experiment.history.path(run.id).parameters.astype(float)
        pixels = view.plot.to_pixels(*view.moment.coordinates(rows))
        assert all(area.contains(QPointF(*point)) for point in pixels.tolist())


def test_while_it_trains_the_plane_stands_and_at_rest_it_is_that_of_the_whole_path(make_application, qtbot):
    app = make_application(parse_scenario(HIDDEN.replace('"weight[0]"', '"pca"').replace('"weight[1]"', '"pca"')))
    seen = []
    app.frames.shown.connect(lambda moment: seen.append(moment.plane))
    app.experiment.set_speed(1000)
    app.actions["play"].trigger()
    qtbot.waitUntil(lambda: app.experiment.newest == 300 and not app.frames.is_running)
    planes = [plane for plane in seen if plane is not None]
    assert 1 <= len(set(planes)) <= 14
    points = path(app)
    np.testing.assert_array_equal(app.frames.moment.plane.origin, points[-1])
    _, scales, _ = np.linalg.svd(points - points.mean(axis=0))
    assert app.frames.moment.plane.explained == pytest.approx(scales[:2] ** 2 / (scales**2).sum(), rel=1e-9)


def test_the_table_has_the_losses_of_the_plane(in_plane):
    from reluviz.desktop.view_tables import landscape_table

    moment = in_plane.frames.moment
    head, rows = landscape_table(moment, in_plane.landscape_view.stage.domain)
    assert head == ("pca[0]", "pca[1]", "loss")
    x, y, loss = list(rows)[1234]
    point = moment.plane.origin + x * moment.plane.across + y * moment.plane.up
    assert loss == pytest.approx(float(moment.landscape.loss(point)), rel=1e-6)


def test_a_saved_picture_shows_it(in_plane, answers, tmp_path, qtbot):
    def pixels(image):
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
        raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return raw[:, : image.width()].astype(int)

    def shown_and_saved(name):
        view, canvas = in_plane.landscape_view, in_plane.stage.canvas
        qtbot.waitUntil(lambda: view.stage._grid.key == view.stage._key(view.moment))
        answers.path = tmp_path / name
        in_plane.actions["save_picture"].trigger()
        size = canvas.viewport().size()
        return pixels(canvas.grab().toImage()), pixels(QImage(str(answers.path)).scaled(size))

    shown, saved = shown_and_saved("plane.png")
    assert np.abs(shown - saved).mean() < 3
    in_plane.actions["plane"].trigger()
    in_plane.frames.show_now()
    other, _ = shown_and_saved("weights.png")
    assert np.abs(other - saved).mean() > 6


def test_the_basin_map_is_of_starts_in_the_plane(in_plane, qtbot):
    scenario = with_value(in_plane.document.scenario, "view.basin_steps", 5)
    in_plane.document.change(scenario, "steps")
    in_plane.actions["basins"].trigger()
    layer = in_plane.landscape_view.basins
    qtbot.waitUntil(lambda: layer.basins is not None)
    plane = in_plane.frames.moment.plane
    assert layer.basins.question.plane == plane
    starts = layer.basins.question.starts()
    directions = np.linalg.svd(np.array([plane.across, plane.up]))[2]
    np.testing.assert_allclose((starts - plane.origin) @ directions[2:].T, 0.0, atol=1e-9)


def test_in_the_replay_of_a_former_life_the_key_shows_that_life_s_plane_with_its_path_in_view(trained, qtbot):
    former = path(trained)
    scenario = trained.document.scenario
    moved = replace(scenario.start[0], weight=(-2.5, 2.0), output_weight=(2.0, 1.5))
    trained.document.change(replace(scenario, start=(moved,)), "start")
    qtbot.waitUntil(lambda: trained.experiment.history.runs[0].first_step == 300)
    trained.experiment.step(40)
    qtbot.waitUntil(lambda: trained.experiment.newest == 340 and not trained.experiment.is_restless)
    trained.experiment.go_to(100)
    QTest.keyClick(trained.stage.canvas, Qt.Key.Key_G)
    trained.frames.show_now()
    moment, plot = trained.frames.moment, trained.landscape_view.plot
    assert moment.playhead == 100
    x, y = moment.plane.coordinates(former)
    for places, (low, high) in ((x, plot.x_range), (y, plot.y_range)):
        assert low < places.min()
        assert places.max() < high < places.max() + 10 * np.ptp(x)
    head = trained.landscape_view.heads.heads[0]
    area = QRectF(0, 0, plot.area.width(), plot.area.height())
    assert area.contains(QPointF(*head.at))
    QTest.keyClick(trained.stage.canvas, Qt.Key.Key_G)
    trained.frames.show_now()
    assert trained.landscape_view.plot.x_range == pytest.approx((-3.0, 3.0))
    assert trained.frames.moment.playhead == 100
