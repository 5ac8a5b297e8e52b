"""Fingers on the landscape, by touches of the real widget."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reluviz.desktop.edits import with_value


@pytest.fixture(scope="module")
def device(qapp):
    return QTest.createTouchDevice()


class Fingers:
    """Touches places of the landscape, in pixels of its widget."""

    def __init__(self, application, device):
        self.app = application
        self.target = application.stage.canvas.viewport()
        self.device = device

    def at(self, x, y):
        plot = self.app.landscape_view.plot
        return self.app.stage.canvas.mapFromScene(plot.box.mapToScene(plot.to_point(x, y)))

    def touch(self, **places):
        """Commit one event: `press0=…`, `move1=…`, `release0=…`, each a place."""
        sequence = QTest.touchEvent(self.target, self.device, False)
        for what, place in places.items():
            getattr(sequence, what[:-1])(int(what[-1]), place, self.target)
        sequence.commit()

    def tap(self, place):
        self.touch(press0=place)
        self.touch(release0=place)


@pytest.fixture
def fingers(make_application, puzzle, qtbot, device):
    application = make_application(with_value(puzzle, "model.variant", "weight-bias"))
    qtbot.waitUntil(lambda: application.landscape_view.kind == "map")
    return Fingers(application, device)


def starts(application):
    return [(start.weight, start.bias) for start in application.document.scenario.start]


def test_a_tap_sets_the_followed_start(fingers):
    others = starts(fingers.app)[1:]
    fingers.touch(press0=fingers.at(2.0, 1.0))
    assert starts(fingers.app)[0] != pytest.approx((2.0, 1.0), abs=0.1)  # it may become a pinch
    fingers.touch(release0=fingers.at(2.0, 1.0))
    assert starts(fingers.app)[0] == pytest.approx((2.0, 1.0), abs=0.1)
    assert starts(fingers.app)[1:] == others


def test_a_drag_moves_the_start_that_it_begins_on(fingers, qtbot):
    fingers.tap(fingers.at(2.0, 1.0))
    qtbot.waitUntil(lambda: fingers.app.frames.moment.runs[0].position[0] == pytest.approx(2.0, abs=0.1))
    begin, end = fingers.at(2.0, 1.0), fingers.at(4.0, -1.0)
    fingers.touch(press0=begin)
    for part in (0.3, 0.7, 1.0):
        fingers.touch(move0=begin + (end - begin) * part)
    fingers.touch(release0=end)
    assert starts(fingers.app)[0] == pytest.approx((4.0, -1.0), abs=0.1)
    assert len(starts(fingers.app)) == 2


def test_two_fingers_keep_what_is_under_them_and_place_nothing(fingers):
    before = starts(fingers.app)
    plot = fingers.app.landscape_view.plot
    middle = fingers.at(0.0, 0.0)
    fingers.touch(press0=middle - QPoint(60, 0))
    fingers.touch(move0=middle - QPoint(60, 0), press1=middle + QPoint(60, 0))
    wide = plot.x_range[1] - plot.x_range[0]
    held = plot.x_range[0]
    for reach in (70, 90, 120):
        fingers.touch(move0=middle - QPoint(reach, 0), move1=middle + QPoint(reach, 0))
    # Twice as far apart: half as much is seen, around the place between them.
    assert plot.x_range[1] - plot.x_range[0] == pytest.approx(wide / 2, rel=0.02)
    assert plot.x_range[0] == pytest.approx(held / 2, rel=0.05)
    # Both to the right: what is shown goes with them.
    left = plot.x_range[0]
    fingers.touch(move0=middle - QPoint(80, 0), move1=middle + QPoint(160, 0))
    assert plot.x_range[0] < left
    fingers.touch(move0=middle - QPoint(80, 0), release1=middle + QPoint(160, 0))
    shown = plot.x_range
    fingers.touch(move0=middle)
    assert plot.x_range == shown  # one finger alone goes on with nothing
    fingers.touch(release0=middle)
    assert starts(fingers.app) == before
    assert fingers.app.document.undo_stack.count() == 0
    # And it is over: the next tap is one.
    fingers.tap(fingers.at(1.0, 1.0))
    assert starts(fingers.app)[0] == pytest.approx((1.0, 1.0), abs=0.1)


def test_a_palm_beside_the_finger_that_drags_changes_nothing(fingers, qtbot):
    fingers.tap(fingers.at(2.0, 1.0))
    qtbot.waitUntil(lambda: fingers.app.frames.moment.runs[0].position[0] == pytest.approx(2.0, abs=0.1))
    begin, end, palm = fingers.at(2.0, 1.0), fingers.at(3.0, 0.0), fingers.at(-2.0, -2.0)
    fingers.touch(press0=begin)
    for part in (0.5, 1.0):
        fingers.touch(move0=begin + (end - begin) * part)
    fingers.touch(move0=end, press1=palm)
    fingers.touch(release0=end, move1=palm)
    fingers.touch(move1=palm + QPoint(20, 20))
    fingers.touch(release1=palm)
    assert starts(fingers.app)[0] == pytest.approx((3.0, 0.0), abs=0.15)


def test_on_a_surface_a_drag_turns_it(fingers, qtbot):
    fingers.app.actions["surface"].trigger()
    qtbot.waitUntil(lambda: fingers.app.landscape_view.kind == "surface")
    before, view = starts(fingers.app), fingers.app.document.scenario.view
    corner = QPoint(40, 40)
    fingers.touch(press0=corner)
    fingers.touch(move0=corner + QPoint(60, 10))
    fingers.touch(move0=corner + QPoint(120, 20))
    fingers.touch(release0=corner + QPoint(120, 20))
    qtbot.waitUntil(lambda: fingers.app.document.scenario.view.azimuth != view.azimuth)
    assert starts(fingers.app) == before


def test_a_touch_that_the_system_takes_away_does_nothing(fingers):
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QTouchEvent

    before = starts(fingers.app)
    fingers.touch(press0=fingers.at(2.0, 1.0))
    QCoreApplication.sendEvent(
        fingers.target, QTouchEvent(QEvent.Type.TouchCancel, fingers.device, Qt.KeyboardModifier.NoModifier, [])
    )
    assert starts(fingers.app) == before
