"""What the mouse asks for is told beside it: parameters, loss and gradient; and the box is in nobody's way."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.theme import LIGHT
from reluviz.scene.view import Canvas

MAP = "[model]\nvariant = 'weight-bias'\n[view]\nx_range = [-3.0, 3.0]\ny_range = [-2.0, 2.0]\n"


@pytest.fixture
def window(qtbot):
    canvases = []

    def show(moment):
        view = LandscapeView()
        canvas = Canvas(view)
        canvas.set_theme(LIGHT)
        canvas.resize(640, 400)
        qtbot.addWidget(canvas)
        with qtbot.waitExposed(canvas):
            canvas.show()
        view.show_moment(moment)
        canvases.append(canvas)
        return canvas, view

    yield show
    for canvas in canvases:
        canvas.close()


def point_of(canvas, view, x, y):
    """Where data stand on the canvas."""
    place = view.plot.box.mapToScene(view.plot.to_point(x, y))
    return canvas.mapFromScene(place)


def point_at(qtbot, canvas, at):
    """Move the mouse to a place, coming from another."""
    QTest.mouseMove(canvas.viewport(), at + QPoint(3, 0))
    QTest.mouseMove(canvas.viewport(), at)
    qtbot.wait(0)


def numbers(text):
    cleaned = text.replace("−", "-").replace("·", " ")
    for sign in "(),=":
        cleaned = cleaned.replace(sign, " ")
    found = []
    for word in cleaned.split():
        try:
            found.append(float(word))
        except ValueError:
            continue
    return found


@pytest.mark.parametrize("w", [-4.6, 4.2])
def test_on_a_curve_the_slope_has_its_sign(window, placed, qtbot, w):
    canvas, view = window(placed("", [[10.0]]).moment())
    point_at(qtbot, canvas, point_of(canvas, view, w, 30.0))
    shown, told = view.hover.lines[0], view.hover.lines[1]
    (at,) = numbers(shown)
    assert at == pytest.approx(w, abs=0.05)
    # The loss is ½ (w − 1)² on the right and ½ w² + ½ on the left.
    loss, slope = numbers(told)
    assert loss == pytest.approx(0.5 * (at - 1) ** 2 if at > 0 else 0.5 * at**2 + 0.5, rel=0.01)
    assert slope == pytest.approx(at - 1 if at > 0 else at, rel=0.01)
    assert ("−" in told) == (w < 0)


def test_on_a_map_the_gradient_has_its_components(window, placed, qtbot):
    training = placed(MAP, [[2.9, -1.9]])
    canvas, view = window(training.moment())
    point_at(qtbot, canvas, point_of(canvas, view, -1.0, 1.0))
    w, b = numbers(view.hover.lines[0])
    told = next(line for line in view.hover.lines if line.startswith("gradient"))
    *parts, size = numbers(told)
    # By differences of the loss.
    loss, step = training.landscape.loss, 1e-5
    wanted = [
        (loss([w + step, b]) - loss([w - step, b])) / (2 * step),
        (loss([w, b + step]) - loss([w, b - step])) / (2 * step),
    ]
    assert parts == pytest.approx(wanted, rel=0.02, abs=0.01)
    assert size == pytest.approx(np.hypot(*wanted), rel=0.02)


def test_the_box_is_gone_from_a_press_until_the_pointer_moves(window, placed, qtbot):
    canvas, view = window(placed(MAP, [[2.0, 1.0]]).moment())
    at = point_of(canvas, view, -1.0, 1.0)
    point_at(qtbot, canvas, at)
    assert view.hover.lines
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not view.hover.lines
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    view.refresh()
    view.show_moment(placed(MAP, [[-1.0, 1.0]]).moment())
    assert not view.hover.lines
    point_at(qtbot, canvas, at + QPoint(40, 0))
    assert view.hover.lines


@pytest.mark.parametrize("size", [(700, 400), (640, 360)])
def test_the_box_is_gone_when_the_landscape_has_moved_under_the_pointer(window, placed, qtbot, size):
    """Panels that open or close move it: the pointer, which stands, is at another place of it, or beside it."""
    canvas, view = window(placed(MAP, [[2.0, 1.0]]).moment())
    point_at(qtbot, canvas, point_of(canvas, view, -1.0, 1.0))
    view.zoom_by(0.9)
    assert view.hover.lines  # of what is there now
    area = view.plot.area
    canvas.resize(*size)
    qtbot.waitUntil(lambda: view.plot.area != area)
    assert not view.hover.lines
    view.refresh()
    assert not view.hover.lines
    point_at(qtbot, canvas, point_of(canvas, view, -1.0, 1.0))
    assert view.hover.lines


def test_the_box_stands_off_heads_where_there_is_room(window, placed, qtbot):
    training = placed(MAP, [[-0.6, 0.7], [0.6, -1.0]])
    canvas, view = window(training.moment())
    for x, y in ((-0.9, 0.9), (-0.9, 0.4), (-0.3, 0.5), (0.3, -0.8), (2.8, 1.8), (-2.9, -1.9)):
        point_at(qtbot, canvas, point_of(canvas, view, x, y))
        assert view.hover.lines
        box = view.hover.box
        for head in view.heads.heads:
            assert not box.contains(QPointF(*head.at)), (x, y)
        area = view.plot.area
        assert 0 <= box.left() <= box.right() <= area.width()
        assert 0 <= box.top() <= box.bottom() <= area.height()
