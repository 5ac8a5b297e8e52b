"""In a window a surface is drawn coarsely at once, and finely in turns; a picture of it is always whole."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter

from reluviz.scene import surface_faces
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.theme import DARK, LIGHT
from reluviz.scene.view import Canvas
from tests.scene.surfaces import RUNS, SIZE


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
