"""The surface under the mouse: turned, moved, zoomed, and starts placed on it."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.theme import LIGHT
from reluviz.scene.view import Canvas
from tests.scene.surfaces import RUNS, SIZE, SURFACE

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Window:
    """A surface in a window, and a mouse over it."""

    def __init__(self, canvas, view, training):
        self.canvas, self.view, self.training = canvas, view, training
        self.port = canvas.viewport()

    def at(self, w, b):
        stage, plot = self.view.stage, self.view.plot
        x, y = (float(part) for part in stage.places(self.training.moment(), np.array([w, b], dtype=float)))
        return self.canvas.mapFromScene(plot.box.mapToScene(plot.to_point(x, y)))

    def drag(self, *points, button=LEFT, keys=NONE):
        QTest.mousePress(self.port, button, keys, points[0])
        for point in points[1:]:
            QTest.mouseMove(self.port, point)
            event = Qt.MouseButton(button)
            self._move(point, event, keys)
        QTest.mouseRelease(self.port, button, keys, points[-1])

    def _move(self, point, button, keys):
        from PySide6.QtGui import QMouseEvent

        place = QPointF(point)
        QApplication.sendEvent(
            self.port,
            QMouseEvent(
                QMouseEvent.Type.MouseMove, place, self.port.mapToGlobal(place), Qt.MouseButton.NoButton, button, keys
            ),
        )

    def wheel(self, point, notches):
        place = QPointF(point)
        QApplication.sendEvent(
            self.port,
            QWheelEvent(
                place, QPointF(self.port.mapToGlobal(point)), QPoint(), QPoint(0, 120 * notches),
                Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip


@pytest.fixture
def window(qtbot, trained):
    canvases = []

    def show(text=RUNS, is_live=True):
        training = trained(text)
        view = LandscapeView(is_live=is_live)
        canvas = Canvas(view)
        canvas.set_theme(LIGHT)
        canvas.resize(*SIZE)
        qtbot.addWidget(canvas)
        with qtbot.waitExposed(canvas):
            canvas.show()
        view.show_moment(training.moment())
        canvases.append(canvas)
        return Window(canvas, view, training)

    yield show
    for canvas in canvases:
        canvas.close()


def told(signal):
    found = []
    signal.connect(lambda *values: found.append(values))
    return found


@pytest.mark.parametrize(("button", "keys"), [(LEFT, NONE), (RIGHT, NONE), (LEFT, CTRL)])
def test_a_drag_turns_and_places_nothing(window, button, keys):
    shown = window()
    turned, placed = told(shown.view.camera_turned), told(shown.view.start_set)
    menus = told(shown.view.menu_requested)
    before = shown.view.stage.camera
    shown.drag(QPoint(300, 240), QPoint(340, 240), QPoint(350, 260), button=button, keys=keys)
    after = shown.view.stage.camera
    # 0.4° a pixel: to the right the surface turns with the mouse, so the eye goes to the left.
    assert after.azimuth == pytest.approx(before.azimuth - 0.4 * 50)
    assert after.elevation == pytest.approx(before.elevation + 0.4 * 20)
    assert turned == [(pytest.approx(after.azimuth), pytest.approx(after.elevation))]
    assert not placed
    assert not menus
    assert shown.view.plot.area.width() > 0


def test_the_camera_does_not_turn_over(window):
    shown = window()
    shown.drag(QPoint(300, 100), QPoint(300, 400), button=RIGHT)
    assert shown.view.stage.camera.elevation == 90.0
    shown.drag(QPoint(300, 470), QPoint(300, 10), button=RIGHT)
    assert shown.view.stage.camera.elevation == 0.0


def test_a_drag_beside_the_surface_turns_too(window):
    shown = window()
    placed = told(shown.view.start_set)
    before = shown.view.stage.camera.azimuth
    shown.drag(QPoint(12, 12), QPoint(62, 12))
    assert shown.view.stage.camera.azimuth == pytest.approx(before - 20.0)
    assert not placed


@pytest.mark.parametrize(("button", "keys"), [(MIDDLE, NONE), (LEFT, SHIFT)])
def test_a_drag_with_shift_or_the_middle_button_moves_the_view(window, button, keys):
    shown = window()
    added = told(shown.view.start_added)
    camera, before = shown.view.stage.camera, shown.at(1.0, 0.0)
    shown.drag(QPoint(300, 240), QPoint(330, 250), button=button, keys=keys)
    assert not added
    assert shown.view.stage.camera == camera
    assert (shown.at(1.0, 0.0) - before).toTuple() == pytest.approx((30, 10), abs=1)


def test_a_double_click_beside_the_surface_asks_for_the_camera_back(window):
    shown = window()
    asked, placed = told(shown.view.camera_reset), told(shown.view.start_set)
    QTest.mouseDClick(shown.port, LEFT, NONE, QPoint(12, 12))
    QTest.mouseRelease(shown.port, LEFT, NONE, QPoint(12, 12))
    assert len(asked) == 1
    assert not placed
    QTest.mouseDClick(shown.port, LEFT, NONE, shown.at(-1.0, 0.5))
    QTest.mouseRelease(shown.port, LEFT, NONE, shown.at(-1.0, 0.5))
    assert len(asked) == 1


def test_a_press_places_nothing_before_it_is_let_go(window):
    shown = window()
    placed = told(shown.view.start_set)
    at = shown.at(-1.0, 0.5)
    QTest.mousePress(shown.port, LEFT, NONE, at)
    assert not placed
    QTest.mouseRelease(shown.port, LEFT, NONE, at)
    assert len(placed) == 1


def test_the_wheel_zooms_at_the_pointer(window):
    shown = window()
    fixed, other = shown.at(-1.0, 1.0), shown.at(1.0, 1.0)
    away = math.dist(fixed.toTuple(), other.toTuple())
    shown.wheel(fixed, 3)
    assert math.dist(shown.at(-1.0, 1.0).toTuple(), fixed.toTuple()) <= 1.5
    assert math.dist(shown.at(-1.0, 1.0).toTuple(), shown.at(1.0, 1.0).toTuple()) == pytest.approx(
        away * 1.2**3, rel=0.03
    )
    shown.view.reset_view()
    assert math.dist(shown.at(-1.0, 1.0).toTuple(), fixed.toTuple()) <= 1.0


@pytest.mark.parametrize(("w", "b"), [(-1.0, 0.5), (2.4, -2.0), (-2.4, 2.6), (-0.6, -2.4)])
def test_a_click_places_a_start_at_the_point_of_the_surface(window, w, b):
    shown = window()
    placed, added = told(shown.view.start_set), told(shown.view.start_added)
    QTest.mouseClick(shown.port, LEFT, NONE, shown.at(w, b))
    QTest.mouseClick(shown.port, LEFT, SHIFT, shown.at(w, b))
    # Within some pixels of parameters: a pixel is wide where the surface is steep.
    assert placed == [(pytest.approx(w, abs=0.06), pytest.approx(b, abs=0.06))]
    assert added == placed


def test_a_head_is_dragged_over_the_surface_and_stays_on_it_when_let_go_beside(window):
    shown = window()
    moved = told(shown.view.start_moved)
    run = shown.training.moment().runs[1]
    begin, there = shown.at(*run.start), shown.at(-0.5, -2.0)
    shown.drag(begin, shown.at(-1.5, -1.0), there, QPoint(8, 470))
    assert moved[0][0] == run.id
    assert moved[-1][3] is True
    assert moved[-1][1:3] == moved[-2][1:3] == (pytest.approx(-0.5, abs=0.06), pytest.approx(-2.0, abs=0.06))


@pytest.mark.parametrize(("button", "keys"), [(LEFT, NONE), (MIDDLE, NONE)], ids=["turned", "moved"])
def test_the_box_goes_with_a_drag_and_comes_back_when_the_pointer_moves(window, button, keys):
    shown = window()
    here, there = QPoint(300, 240), QPoint(330, 250)
    shown._move(here, Qt.MouseButton.NoButton, NONE)
    assert shown.view.hover.lines
    told_within = []
    shown.view.view_changed.connect(lambda: told_within.append(shown.view.hover.lines))
    shown.drag(here, QPoint(315, 245), there, button=button, keys=keys)
    assert told_within
    assert set(told_within) == {()}
    assert not shown.view.hover.lines
    shown._move(there, Qt.MouseButton.NoButton, NONE)  # as Qt tells once more of where it was let go
    assert not shown.view.hover.lines
    shown._move(QPoint(332, 251), Qt.MouseButton.NoButton, NONE)
    assert shown.view.hover.lines


def test_hovering_tells_the_landscape_s_facts(window, qtbot):
    shown = window(SURFACE)
    for offset in (3, 0):
        QTest.mouseMove(shown.port, shown.at(-1.0, 1.0) + QPoint(offset, 0))
        qtbot.wait(0)
    lines = shown.view.hover.lines
    w, b = shown.view.stage.point_at(shown.view.plot.box.mapFromScene(shown.canvas.mapToScene(shown.at(-1.0, 1.0))))
    loss = float(shown.training.landscape.loss([w, b]))
    assert "w = −1" in lines[0] or "w = −0.9" in lines[0]
    assert lines[1].startswith("loss")
    assert float(lines[1].split()[1]) == pytest.approx(loss, rel=0.02)
    QTest.mouseMove(shown.port, QPoint(6, 6))
    qtbot.wait(0)
    assert not shown.view.hover.lines


def test_a_contour_is_lifted_where_it_is_seen(window):
    shown = window(SURFACE)
    stage = shown.view.stage
    level, parts = next((loss, parts) for loss, parts in _seen(stage) if loss == 2.0)
    x, y = parts[0][len(parts[0]) // 2].tolist()
    lift = stage.lift_at(QPointF(x + 2.0, y))
    assert level == 2.0
    assert lift is not None
    assert lift.text == "2"
    assert stage.lift_at(QPointF(3.0, 3.0)) is None


def _seen(stage):
    stage.lift_at(QPointF(0.0, 0.0))
    return stage._lifts


def test_while_it_turns_it_is_coarse_and_then_fine_again(window):
    shown = window()
    view, training = shown.view, shown.training
    QApplication.processEvents()
    still = shown.canvas.grab().toImage()
    view.show_moment(training.moment(turn=0.0))
    assert view.stage.is_moving
    assert not view.trails.isVisible()
    moving = shown.canvas.grab().toImage()
    assert moving != still
    # Half as many faces each way, and the same floor and top.
    coarse = view.stage.mesh
    view.show_moment(training.moment())
    assert not view.stage.is_moving
    assert view.trails.isVisible()
    assert view.stage.mesh.heights == coarse.heights
    assert view.stage.mesh.raised.shape[0] - 1 == 2 * (coarse.raised.shape[0] - 1)
    np.testing.assert_array_equal(view.stage.mesh.grid.loss[::2, ::2], coarse.grid.loss)
    assert shown.canvas.grab().toImage() == still
    # A picture that is saved on the way is fine all the same.
    view.show_moment(training.moment(turn=0.0))
    view.settle()
    assert not view.stage.is_moving
