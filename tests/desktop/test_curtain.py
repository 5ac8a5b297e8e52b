"""A cue and another theme are drawn before the paint that shows them, and shown as a whole."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from reluviz.desktop.controls.section import Heading
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


def said(application):
    """Return in which languages the window's parts speak: its menus, a control that is seen, and the landscape."""
    french = {
        "menus": application.actions["theme_dark"].text() == "Thème sombre",
        "heading": application.column.sections["training"].heading.text() != "Training",
        "control": application.column.control("training.learning_rate").label != "Learning rate",
        "landscape": application.landscape_view.moment.language == "fr",
    }
    return {"fr" if is_french else "en" for is_french in french.values()}


@pytest.fixture
def painted(monkeypatch, request):
    """Which languages were spoken at each paint."""
    found, built = [], []

    def noted(paint):
        return lambda widget, event: (found.extend(said(application) for application in built), paint(widget, event))[1]

    for kind in (Canvas, Heading):  # before the first of them paints: Qt looks for the method once
        monkeypatch.setattr(kind, "paintEvent", noted(kind.paintEvent))
    built.append(request.getfixturevalue("application"))
    return found


@pytest.mark.parametrize("is_playing", [False, True])
def test_no_window_is_painted_that_speaks_two_languages(is_playing, painted, application, qtbot):
    application.handlers.lessons.begin(built_in_lessons()[0])
    if is_playing:
        application.experiment.play()
    qtbot.waitUntil(lambda: not application.curtain.is_drawn)
    application.actions["language_fr"].trigger()
    assert said(application) == {"en", "fr"}  # else it has kept the window for all that it takes
    painted.clear()
    application.window.update()
    qtbot.waitUntil(lambda: {"fr"} in painted)
    assert {"en", "fr"} not in painted


def test_of_two_languages_in_a_row_the_last_is_spoken(painted, application, qtbot):
    application.actions["language_fr"].trigger()
    QCoreApplication.processEvents()
    application.actions["language_en"].trigger()
    application.actions["toggle_theme"].trigger()
    qtbot.waitUntil(lambda: not application.curtain.is_drawn)
    assert said(application) == {"en"}
    assert {"en", "fr"} not in painted
    assert application.landscape_view.theme == application.canvases["loss"].views[0].theme == application.theme


def test_a_cue_that_is_shown_while_the_language_changes_is_said_in_the_new_one(painted, application, qtbot):
    application.handlers.lessons.begin(built_in_lessons()[0])
    qtbot.waitUntil(lambda: not application.curtain.is_drawn)
    painted.clear()
    application.actions["language_fr"].trigger()
    application.handlers.lessons.next_cue()
    qtbot.waitUntil(lambda: not application.curtain.is_drawn)
    assert said(application) == {"fr"}
    assert {"en", "fr"} not in painted


def test_a_window_that_closes_while_the_language_changes_does_nothing_more(application, qtbot):
    application.actions["language_fr"].trigger()
    application.window.close()
    assert not application.curtain.is_drawn
    heading = application.column.sections["training"].heading
    QCoreApplication.processEvents()
    assert heading.text() == "Training"


def test_a_step_that_fails_keeps_none_of_the_others_from_being_done(application, qtbot):
    def broken():
        raise ValueError("it cannot be said")

    done = []
    with qtbot.captureExceptions() as caught:
        application.curtain.change({"broken": broken, "other": lambda: done.append(application.curtain.is_drawn)})
        assert not done
        qtbot.waitUntil(lambda: not application.curtain.is_drawn)
    assert [str(error) for _, error, _ in caught] == ["it cannot be said"]
    assert done == [True]
