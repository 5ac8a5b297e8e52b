"""In a window a surface is drawn coarsely at once, and finely in turns; a picture of it is always whole."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter

from reluviz.scene import surface_faces
from reluviz.scene.grids import ImmediateGrids
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.theme import DARK, LIGHT
from reluviz.scene.view import Canvas
from tests.scene.surfaces import RUNS, SIZE, SURFACE


@pytest.fixture
def shown(qtbot, trained):
    """A window with the surface, painted once."""
    training, view = trained(RUNS), LandscapeView(is_live=True)
    canvas = Canvas(view)
    canvas.set_theme(LIGHT)
    canvas.resize(*SIZE)
    view.show_moment(training.moment())
    canvas.show()
    still = view.plot.still
    qtbot.waitUntil(lambda: still.drawn > 0)
    yield canvas, view, training
    canvas.close()


def picture(canvas):
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(0)
    with QPainter(image) as painter:
        canvas.paint_on(painter, QSizeF(*SIZE))
    return pixels(image)


def pixels(image):
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return raw[:, : image.width(), :3].astype(int)


def window(canvas):
    return pixels(canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))


def is_fine(view):
    return view.stage.faces.is_whole


def test_it_is_coarse_at_once_and_fine_without_being_asked(shown, qtbot):
    canvas, view, _ = shown
    assert not is_fine(view)
    coarse = window(canvas)
    qtbot.waitUntil(lambda: is_fine(view))
    fine, whole = window(canvas), picture(canvas)
    assert np.abs(fine - whole).mean() < 0.1
    assert np.abs(coarse - whole).mean() > 4 * np.abs(fine - whole).mean()
    drawn = view.plot.still.drawn
    canvas.viewport().repaint()
    assert view.plot.still.drawn == drawn, "what stands is kept"
    assert not view.stage.faces._turns.isActive()


def test_a_picture_is_whole_while_the_window_is_not(shown, painter_of, qtbot):
    canvas, view, training = shown
    assert not is_fine(view)
    alone = painter_of(LandscapeView(), size=SIZE).paint(training.moment())
    np.testing.assert_array_equal(picture(canvas)[..., ::-1], alone)
    qtbot.waitUntil(lambda: is_fine(view))
    np.testing.assert_array_equal(picture(canvas)[..., ::-1], alone)


def test_no_turn_takes_longer_than_it_may_by_more_than_a_piece(shown, qtbot, monkeypatch):
    canvas, view, _ = shown
    monkeypatch.setattr(surface_faces, "TURN_SECONDS", 0.0)
    turns, on_turn = [], view.stage.faces._on_turn
    view.stage.faces._turns.timeout.disconnect()
    view.stage.faces._turns.timeout.connect(lambda: (turns.append(1), on_turn()))
    view.stage.faces.leave()
    view.plot.still_changed()
    canvas.viewport().repaint()
    qtbot.waitUntil(lambda: is_fine(view))
    assert len(turns) >= len(view.stage.mesh.faces) // 500, "each ends after one piece"
    assert np.abs(window(canvas) - picture(canvas)).mean() < 0.1


class FullTurn:
    """A turn of the event loop in which much has been done."""

    is_full = True


def test_faces_are_left_to_a_turn_that_has_time_but_not_for_ever(shown, monkeypatch):
    """Those of three tiles would be drawn in one turn."""
    _, view, _ = shown
    faces, worked = view.stage.faces, []
    faces._turns.stop()
    monkeypatch.setattr(faces, "_turn", FullTurn())
    monkeypatch.setattr(faces, "_pieces", (worked.append(piece) for piece in range(10)))
    monkeypatch.setattr(surface_faces, "TURN_SECONDS", 0.0)
    for _ in range(surface_faces.MOST_PUT_OFF):
        faces._on_turn()
    assert not worked
    faces._on_turn()
    assert len(worked) == 1
    faces.leave()


@pytest.mark.parametrize("change", ["camera", "theme", "size"])
def test_what_has_changed_is_begun_anew(shown, qtbot, change):
    canvas, view, training = shown
    qtbot.waitUntil(lambda: is_fine(view))
    before = window(canvas)
    if change == "camera":
        scenario = training.scenario
        training.scenario = replace(scenario, view=replace(scenario.view, azimuth=70.0))
        view.show_moment(training.moment())
    elif change == "theme":
        canvas.set_theme(DARK)
    else:
        canvas.resize(SIZE[0] - 40, SIZE[1])
        canvas.resize(*SIZE)
        canvas.resize(SIZE[0] - 20, SIZE[1])
    qtbot.waitUntil(lambda: not is_fine(view))
    qtbot.waitUntil(lambda: is_fine(view))
    after = window(canvas)
    assert before.shape != after.shape or np.abs(before - after).mean() > 1.0
    if change != "size":
        assert np.abs(after - picture(canvas)).mean() < 0.1


def test_a_map_after_it_leaves_nothing_running(shown, qtbot):
    _canvas, view, training = shown
    surface = view.stage
    training.scenario = replace(training.scenario, view=replace(training.scenario.view, kind="map"))
    view.show_moment(training.moment())
    assert surface.faces.is_whole
    assert not surface.faces._turns.isActive()


# -- while a training plays --------------------------------------------------------------------------------------------

HIDDEN = SURFACE.replace('"weight-bias"', '"hidden-layer"\nhidden_units = 2').replace(
    "[view]", '[view]\nx = "weight[0]"\ny = "weight[1]"'
) + "".join(f"[[start]]\nweight = [{w}, 0.5]\noutput_weight = [1.0, 0.7]\n" for w in (0.8, -0.6))


class Grids(ImmediateGrids):
    """A source that tells of an answer when it is asked to."""

    def set_changed(self, callback):
        self.tell = callback


def test_a_surface_that_changes_in_each_frame_is_coarse_until_no_other_follows(trained, painter_of):
    training, view = trained(HIDDEN), LandscapeView(is_live=True)
    painter = painter_of(view, size=SIZE)
    for frame, step in enumerate((0, 100, 200, 400)):
        view.follow(training.moment(step), frame)
        assert view.stage.is_moving
        assert not view.trails.isVisible()
    painter.paint()
    view.catch_up()
    assert not view.stage.is_moving
    assert view.trails.isVisible()
    alone = painter_of(LandscapeView(), size=SIZE).paint(training.moment())
    np.testing.assert_array_equal(painter.paint(), alone)


def test_a_surface_that_stays_is_fine_while_the_training_plays(trained, painter_of):
    training, view = trained(RUNS), LandscapeView(is_live=True)
    painter_of(view, size=SIZE)
    view.follow(training.moment(100), 0)
    assert not view.stage.is_moving


def test_what_has_been_computed_is_shown_with_the_next_moment_and_without_one_at_rest(trained, painter_of, monkeypatch):
    training, grids = trained(HIDDEN), Grids()
    view, shown = LandscapeView(grids, is_live=True), []
    painter_of(view, size=SIZE)
    show_moment = LandscapeView.show_moment
    monkeypatch.setattr(LandscapeView, "show_moment", lambda self, moment: (shown.append(1), show_moment(self, moment)))
    view.follow(training.moment(100), 0)
    grids.tell()
    assert len(shown) == 1, "the next frame asks for it"
    view.catch_up()
    assert len(shown) == 2
    grids.tell()
    assert len(shown) == 3, "no frame comes"


def test_a_small_surface_that_moves_has_fewer_faces(trained, painter_of):
    training = trained(RUNS)
    faces = []
    for size in (SIZE, (320, 240)):
        view = LandscapeView(is_live=True)
        painter_of(view, size=size).paint(training.moment(turn=10.0))
        faces.append(len(view.stage.mesh.faces))
        view.show_moment(training.moment())
        assert len(view.stage.mesh.faces) == 4 * faces[0], "and as many as ever while it stands"
    assert faces[0] == 4 * faces[1]
