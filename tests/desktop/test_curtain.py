"""A cue and another theme are drawn before the paint that shows them, and shown as a whole."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from reluviz.scenario.sources import built_in_lessons
from reluviz.scene.still_layer import StillLayer
from reluviz.scene.view import Canvas


@pytest.fixture
def told(monkeypatch):
    """What has been done: pictures drawn within a paint or ahead of one, and paints."""
    found, painting = [], []
    paint, made = Canvas.paintEvent, StillLayer._made

    def painted(canvas, event):
        found.append("paint")
        painting.append(canvas)
        paint(canvas, event)
        painting.pop()

    def drawn(layer, ratio):
        found.append("within" if painting else "ahead")
        return made(layer, ratio)

    monkeypatch.setattr(Canvas, "paintEvent", painted)
    monkeypatch.setattr(StillLayer, "_made", drawn)
    return found


def next_cue(application):
    application.handlers.lessons.next_cue()


def other_theme(application):
    application.actions["toggle_theme"].trigger()


@pytest.mark.parametrize("change", [next_cue, other_theme])
def test_what_stands_still_is_drawn_ahead_of_the_paint_that_shows_it(change, told, application, qtbot):
    application.handlers.lessons.begin(built_in_lessons()[0])
    qtbot.waitUntil(lambda: not application.curtain.is_drawn and "paint" in told)
    application.frames.stop()
    told.clear()
    change(application)
    assert application.curtain.is_drawn
    qtbot.waitUntil(lambda: "paint" in told)
    assert not application.curtain.is_drawn
    assert told[0] == "ahead"
    assert "within" not in told


def test_no_frame_begins_while_what_comes_next_is_drawn(application, qtbot, monkeypatch):
    begun = []
    monkeypatch.setattr(application.frames, "tick", lambda: begun.append(application.curtain.is_drawn))
    application.curtain.draw()
    application.frames.wake()
    qtbot.waitUntil(lambda: bool(begun))
    assert not begun[0]


def test_what_would_have_been_painted_meanwhile_is_painted_after(told, application, qtbot):
    application.curtain.draw()
    application.stage.canvas.viewport().update()
    told.clear()
    qtbot.waitUntil(lambda: "paint" in told)
    assert not application.curtain.is_drawn


def test_a_window_that_is_gone_meanwhile_does_no_harm(application, qtbot):
    other = QWidget()
    other.show()
    application.curtain.draw()
    assert application.curtain.eventFilter(other, QEvent(QEvent.Type.UpdateRequest))
    other.close()
    other.deleteLater()
    qtbot.waitUntil(lambda: not application.curtain.is_drawn)


def test_a_picture_that_cannot_be_drawn_leaves_no_window_unpainted(application, qtbot, monkeypatch):
    def broken():
        raise ValueError("it cannot be drawn")
        yield

    monkeypatch.setattr(application.stage.canvas, "prepare", broken)
    with qtbot.captureExceptions() as caught:
        application.curtain.draw()
        qtbot.waitUntil(lambda: not application.curtain.is_drawn)
    assert [str(error) for _, error, _ in caught] == ["it cannot be drawn"]
