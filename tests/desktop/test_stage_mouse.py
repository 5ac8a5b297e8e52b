"""The mouse on the landscape, by events on the real widget: starts are placed, added, dragged, removed, followed."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reluviz.desktop.edits import with_start_text, with_value

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Mouse:
    """Presses, moves and releases at places of the landscape, counted in its own parameters."""

    def __init__(self, application):
        self.app = application
        self.canvas = application.stage.canvas.viewport()

    def at(self, x, y=None):
        view = self.app.landscape_view
        if y is None:
            y = float(view.moment.landscape.loss([x]))
        plot = view.plot
        return self.app.stage.canvas.mapFromScene(plot.box.mapToScene(plot.to_point(x, y)))

    def click(self, x, y=None, keys=NONE, button=LEFT):
        QTest.mouseClick(self.canvas, button, keys, self.at(x, y))

    def move(self, x, y=None):
        QTest.mouseMove(self.canvas, self.at(x, y))
        QApplication.processEvents()

    def drag(self, *places, button=LEFT, keys=NONE):
        points = [self.at(*place) for place in places]
        QTest.mousePress(self.canvas, button, keys, points[0])
        for point in points[1:]:
            QTest.mouseMove(self.canvas, point)
            QApplication.processEvents()
        QTest.mouseRelease(self.canvas, button, keys, points[-1])


@pytest.fixture
def mouse(application, qtbot):
    qtbot.waitUntil(lambda: application.frames.moment is not None)
    return Mouse(application)


@pytest.fixture
def on_map(make_application, puzzle, qtbot):
    application = make_application(with_value(puzzle, "model.variant", "weight-bias"))
    qtbot.waitUntil(lambda: application.landscape_view.kind == "map")
    return Mouse(application)


def weights(application):
    return [start.weight for start in application.document.scenario.start]


def rows(application):
    """Return where the runs begin, as the history has it."""
    history = application.experiment.history
    return [tuple(float(value) for value in history.at(run.id, 0)) for run in history.runs]


def pixel(mouse):
    """Return how wide a pixel of the landscape is, in its own parameter."""
    plot = mouse.app.landscape_view.plot
    return (plot.x_range[1] - plot.x_range[0]) / plot.area.width()


def test_a_click_sets_the_followed_start(mouse, qtbot):
    mouse.click(4.0)
    assert weights(mouse.app) == [pytest.approx(4.0, abs=pixel(mouse)), -10]
    qtbot.waitUntil(lambda: rows(mouse.app)[0] == pytest.approx((4.0,), abs=pixel(mouse)))
    # One step to undo, and to do again.
    stack = mouse.app.document.undo_stack
    assert stack.undoText() == "Set start"
    mouse.app.actions["undo"].trigger()
    assert weights(mouse.app) == [10, -10]
    qtbot.waitUntil(lambda: rows(mouse.app) == [(10.0,), (-10.0,)])
    mouse.app.actions["redo"].trigger()
    assert weights(mouse.app)[0] == pytest.approx(4.0, abs=pixel(mouse))


def test_a_click_on_the_map_sets_weight_and_bias(on_map, qtbot):
    on_map.click(2.0, 1.0)
    start = on_map.app.document.scenario.start[0]
    assert (start.weight, start.bias) == pytest.approx((2.0, 1.0), abs=2 * pixel(on_map))
    qtbot.waitUntil(lambda: rows(on_map.app)[0] == pytest.approx((start.weight, start.bias)))


def test_shift_click_adds_a_start_and_follows_it(mouse, qtbot):
    mouse.click(-3.0, keys=SHIFT)
    assert weights(mouse.app) == [10, -10, pytest.approx(-3.0, abs=pixel(mouse))]
    qtbot.waitUntil(lambda: mouse.app.experiment.followed_start == 2)
    mouse.app.actions["undo"].trigger()
    assert weights(mouse.app) == [10, -10]
    qtbot.waitUntil(lambda: len(mouse.app.experiment.history.runs) == 2)
    mouse.app.actions["redo"].trigger()
    qtbot.waitUntil(lambda: len(mouse.app.experiment.history.runs) == 3)
    assert mouse.app.experiment.followed_start == 2


def test_a_drag_moves_a_start_as_one_step_to_undo(mouse, qtbot):
    mouse.drag((-10.0,), (-8.0,), (-6.0,), (-5.0,))
    assert weights(mouse.app) == [10, pytest.approx(-5.0, abs=pixel(mouse))]
    assert mouse.app.experiment.followed_start == 1
    assert mouse.app.document.undo_stack.count() == 1
    mouse.app.actions["undo"].trigger()
    assert weights(mouse.app) == [10, -10]
    qtbot.waitUntil(lambda: rows(mouse.app) == [(10.0,), (-10.0,)])


def test_two_drags_are_two_steps_to_undo(mouse):
    mouse.drag((-10.0,), (-6.0,))
    mouse.drag((-6.0,), (-3.0,))
    assert mouse.app.document.undo_stack.count() == 2
    mouse.app.actions["undo"].trigger()
    assert weights(mouse.app) == [10, pytest.approx(-6.0, abs=2 * pixel(mouse))]


def test_a_click_on_a_start_only_follows_it(mouse, qtbot):
    mouse.click(-10.0)
    assert weights(mouse.app) == [10, -10]
    qtbot.waitUntil(lambda: mouse.app.experiment.followed_start == 1)
    assert mouse.app.document.undo_stack.count() == 0


def test_delete_removes_the_followed_start_and_undo_follows_it_again(mouse, qtbot):
    mouse.click(-10.0)
    qtbot.waitUntil(lambda: mouse.app.experiment.followed_start == 1)
    QTest.keyClick(mouse.app.stage.canvas, Qt.Key.Key_Delete)
    assert weights(mouse.app) == [10]
    qtbot.waitUntil(lambda: len(mouse.app.experiment.history.runs) == 1)
    assert mouse.app.experiment.followed_start == 0
    QTest.keyClick(mouse.app.stage.canvas, Qt.Key.Key_Z, CTRL)
    assert weights(mouse.app) == [10, -10]
    qtbot.waitUntil(lambda: mouse.app.experiment.followed_start == 1)
    qtbot.waitUntil(lambda: sorted(rows(mouse.app)) == [(-10.0,), (10.0,)])


def test_a_click_while_it_trains_starts_there_and_training_goes_on(mouse, qtbot):
    experiment = mouse.app.experiment
    experiment.play()
    qtbot.waitUntil(lambda: experiment.history.last_step > 20)
    session = experiment.session
    mouse.click(6.0, keys=SHIFT)
    qtbot.waitUntil(lambda: len(experiment.history.runs) == 3)
    added = experiment.history.runs[-1]
    assert experiment.is_playing
    assert experiment.session is session
    # It has its first row where the others are by then, and moves on from there.
    qtbot.waitUntil(lambda: experiment.history.last_step > added.first_step + 20)
    assert float(experiment.history.at(added.id, added.first_step)[0]) == pytest.approx(6.0, abs=pixel(mouse))
    assert abs(float(experiment.history.at(added.id, experiment.history.last_step)[0]) - 6.0) > 0.01


def test_a_drag_while_it_trains_starts_anew_from_there(mouse, qtbot):
    experiment = mouse.app.experiment
    experiment.play()
    qtbot.waitUntil(lambda: experiment.history.last_step > 20)
    mouse.drag((2.0,), (4.0,), (5.0,))
    assert weights(mouse.app)[0] == pytest.approx(5.0, abs=pixel(mouse))
    assert experiment.is_playing
    last = experiment.history.last_step
    qtbot.waitUntil(lambda: experiment.history.last_step > last + 10)


# ---- looking ---------------------------------------------------------------------------------------------------------


def test_hovering_tells_parameters_loss_and_slope(mouse, qtbot):
    hover = mouse.app.landscape_view.hover
    before = mouse.app.stage.canvas.grab().toImage()
    mouse.move(5.0, 5.0)
    mouse.move(5.05, 5.0)
    qtbot.waitUntil(lambda: bool(hover.lines))
    words = " ".join(hover.lines)
    assert "w = 5" in words
    # (5 − 1)²/2 and its slope, within the width of a pixel.
    assert "loss 8" in words
    assert "slope 4" in words
    assert mouse.app.stage.canvas.grab().toImage() != before
    QTest.mouseMove(mouse.canvas, QPoint(2, 2))
    qtbot.waitUntil(lambda: not hover.lines)


def test_hovering_a_start_tells_which_it_is(mouse, qtbot):
    hover = mouse.app.landscape_view.hover
    mouse.move(-9.5)
    mouse.move(-10.0)
    qtbot.waitUntil(lambda: bool(hover.lines) and "from −10" in hover.lines[0])


def test_hovering_the_map_lifts_a_contour(on_map, qtbot):
    hover = on_map.app.landscape_view.hover
    for place in range(40):
        on_map.move(2.0 + place / 20, 1.0)
        if hover.lift is not None:
            break
    assert hover.lift is not None
    assert any(line.startswith("contour") for line in hover.lines) or not hover.lift.text


def test_the_wheel_zooms_at_the_pointer_and_v_shows_everything(mouse, qtbot):
    plot, canvas = mouse.app.landscape_view.plot, mouse.app.stage.canvas
    whole = plot.x_range
    at = mouse.at(4.0)
    event = QWheelEvent(
        QPointF(at), QPointF(mouse.canvas.mapToGlobal(at)), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(mouse.canvas, event)
    assert plot.x_range[1] - plot.x_range[0] < whole[1] - whole[0]
    assert mouse.at(4.0).x() == pytest.approx(at.x(), abs=1)
    QTest.keyClick(canvas, Qt.Key.Key_V)
    assert plot.x_range == pytest.approx(whole)


@pytest.mark.parametrize(("button", "keys"), [(LEFT, CTRL), (MIDDLE, NONE)])
def test_a_drag_with_ctrl_or_the_middle_button_moves_the_view(button, keys, mouse):
    plot = mouse.app.landscape_view.plot
    left, right = plot.x_range
    mouse.drag((2.0, 20.0), (3.0, 20.0), (4.0, 20.0), button=button, keys=keys)
    assert plot.x_range == pytest.approx((left - 2, right - 2), abs=3 * pixel(mouse))
    assert weights(mouse.app) == [10, -10]


@pytest.mark.parametrize("is_playing", [False, True])
def test_a_start_that_is_dragged_from_an_empty_spot_takes_its_label_along(on_map, is_playing, qtbot):
    app, view = on_map.app, on_map.app.landscape_view
    app.document.change(with_start_text(app.document.scenario, 0, "label", "mine"), "label", "")
    app.column.set_open_sections(["start"])
    if is_playing:
        app.experiment.play()
    places = [(4.0, 3.0), (2.0, 1.0), (-3.0, 2.5), (-3.0, -3.5)]
    QTest.mousePress(on_map.canvas, LEFT, NONE, on_map.at(*places[0]))
    for place in places[1:]:
        on_map.move(*place)
        there = view.plot.to_pixels(*place)

        def has_come(there=there):
            (head,) = (head for head in view.heads.heads if head.label == "mine")
            (*_, label) = view.heads._rects[head.id][1]
            near = label.adjusted(-40, -40, 40, 40)
            return abs(np.array(head.start) - there).max() < 2.0 and near.contains(QPointF(*head.start))

        qtbot.waitUntil(has_come)
        assert [
            control.value for control in (app.column.control("start.weight"), app.column.control("start.bias"))
        ] == [pytest.approx(value, abs=0.1) for value in place]
    QTest.mouseRelease(on_map.canvas, LEFT, NONE, on_map.at(*places[-1]))
    app.experiment.pause()
