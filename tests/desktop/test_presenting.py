"""Presenting: larger type, and the window of the speaker's notes."""

import re

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from reluviz.desktop.lesson_actions import PRESENTING


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_type_is_larger_while_presenting_and_as_chosen_afterwards(size, make_application, qtbot):
    application = make_application(size=size)
    window, actions, settings = application.window, application.actions, application.settings
    QApplication.processEvents()
    before = window.sharing.sizes()
    present = application.handlers.presenter.set_presenting
    present(True)
    # The screen that there is offscreen is smaller than the windows here.
    window.resize(*size)
    qtbot.waitUntil(lambda: application.landscape_view.zoom == 1.25)
    assert application.looks.scale == window.scale == 1.25
    assert settings.get("view/scale") == 1.0
    assert application.stage.canvas.width() >= 0.55 * size[0]
    actions["text_larger"].trigger()
    assert settings.get("view/scale") == 1.125
    assert window.scale == pytest.approx(1.125 * 1.25)
    for _ in range(2):
        actions["text_smaller"].trigger()
    assert settings.get("view/scale") == 0.875
    assert window.scale == pytest.approx(0.875 * 1.25)
    actions["text_normal"].trigger()
    present(False)
    window.resize(*size)
    assert window.scale == 1.0
    qtbot.waitUntil(lambda: window.sharing.sizes() == before)


def test_type_that_fills_the_window_is_chosen_no_larger_while_presenting(make_application):
    application = make_application(size=(1280, 720))
    window, actions, settings = application.window, application.actions, application.settings
    for _ in range(20):
        actions["text_larger"].trigger()
    assert window.scale == settings.get("view/scale") == 1.5
    application.handlers.presenter.set_presenting(True)
    window.resize(1280, 720)
    actions["text_larger"].trigger()
    assert window.scale == settings.get("view/scale") == 1.5
    actions["text_smaller"].trigger()
    assert window.scale == pytest.approx(1.125 * 1.25)
    assert settings.get("view/scale") == 1.125


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_while_presenting_panels_and_verdict_keep_from_the_edges(size, make_application):
    application = make_application(size=size)
    window, stage = application.window, application.stage
    application.window.sharing.settle()
    before = window.sharing.sizes(), stage.canvas.geometry()
    application.handlers.presenter.set_presenting(True)
    window.resize(*size)
    window.sharing.settle()

    def edges(widget):
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        return place.left(), size[0] - place.right() - 1, size[1] - place.bottom() - 1

    shown = [application.canvases[name] for name, panel in window.panels.items() if panel.isVisible()]
    assert len(shown) >= 3
    assert [edges(canvas)[1] for canvas in shown] == [16] * len(shown)
    assert edges(shown[-1])[2] == edges(stage.verdict)[2] == 16
    assert edges(stage.canvas)[0] == 16
    window.set_stage_alone(True)
    window.sharing.settle()
    assert stage.canvas.size() == window.size()
    window.set_stage_alone(False)
    window.sharing.settle()
    assert edges(stage.verdict)[2] == 16
    application.handlers.presenter.set_presenting(False)
    window.resize(*size)
    window.sharing.settle()
    assert (window.sharing.sizes(), stage.canvas.geometry()) == before


def test_notes_on_one_screen_stand_above_the_window_and_have_the_keys(application, qtbot):
    presenter, window = application.handlers.presenter, application.window
    QTest.keyClick(window, Qt.Key.Key_F6)
    qtbot.waitUntil(presenter.notes.isActiveWindow)
    # What a window manager keeps above its parent.
    assert presenter.notes.windowType() == Qt.WindowType.Dialog
    assert presenter.notes.windowHandle().transientParent() is window.windowHandle()
    QTest.keyClick(presenter.notes, Qt.Key.Key_F6)
    assert presenter.notes is None
    assert not application.actions["notes"].isChecked()
    presenter.set_notes(True)
    QTest.keyClick(presenter.notes, Qt.Key.Key_F5)
    assert presenter.presenting
    assert application.actions["present"].isChecked()
    QTest.keyClick(presenter.notes, Qt.Key.Key_Escape)
    assert not presenter.presenting
    QTest.keyClick(presenter.notes, Qt.Key.Key_Escape)
    assert presenter.notes is None


def test_the_notes_follow_the_size_of_text_and_not_the_audience(make_application):
    application = make_application(size=(1920, 1080))
    presenter = application.handlers.presenter
    presenter.set_notes(True)
    notes = presenter.notes
    labels = (notes.title, notes.notes, notes.following, notes.clock)
    before = [label.font().pixelSize() for label in labels]

    def sizes():
        return [label.font().pixelSize() / pixels for label, pixels in zip(labels, before, strict=True)]

    application.actions["text_larger"].trigger()
    application.actions["text_larger"].trigger()
    assert sizes() == pytest.approx([1.25] * 4, abs=0.05)
    presenter.set_presenting(True)
    assert sizes() == pytest.approx([1.25] * 4, abs=0.05)
    presenter.set_presenting(False)
    application.actions["text_normal"].trigger()
    assert sizes() == [1.0] * 4
    notes.close()
    application.actions["text_smaller"].trigger()
    presenter.set_notes(True)
    assert presenter.notes.notes.font().pixelSize() < before[1]


def test_long_notes_in_large_type_are_scrolled(application):
    presenter = application.handlers.presenter
    presenter.set_notes(True)
    presenter.show_notes("1/2  A cue", "Let them vote. " * 200, "the end")
    presenter.notes.set_scale(2.0)
    QApplication.processEvents()
    assert presenter.notes.size() == QSize(960, 600)
    assert presenter.notes.rect().contains(presenter.notes.following.geometry())
    QTest.keyClick(presenter.notes, Qt.Key.Key_F6)
    assert presenter.notes is None


def listed(application):
    """Return the tables of the list of keys in their order, each with what it says of each key."""
    QTest.keyClicks(application.stage.canvas, "?")
    html = application.handlers.help.dialog.findChild(QLabel).text()
    application.handlers.help.close_dialog()
    tables = re.findall("<h3>(.*?)</h3>(.*?)</table>", html)
    rows = "<b>(.*?)</b></td><td[^>]*>(.*?)</td>"
    return {title: dict(re.findall(rows, table)) for title, table in tables}


def test_the_list_of_keys_begins_with_those_of_presenting_while_one_presents(application):
    titles = list(listed(application))
    assert titles[0] == "File"
    assert "While presenting" in titles
    application.handlers.lessons.begin(application.handlers.lessons.built_in()[0])
    application.handlers.presenter.set_presenting(True)
    tables = listed(application)
    titles = list(tables)
    assert titles[:3] == ["While presenting", "Run", "View"]
    assert titles[-1] == "File"
    assert list(tables["While presenting"].values())[:4] == [
        "Next cue", "Previous cue", "Cue of this number", "Blank screen",
    ]  # fmt: skip
    assert {"Play or pause", "Speaker’s notes", "Spotlight"} <= set(tables["While presenting"].values())
    others = {key for title in titles[1:] for keys in tables[title] for key in keys.split(", ")}
    assert not others & {"B", "1", "7", "Right", "Left", "Up", "Down", "PgDown", "Space", "F6", "I"}
    assert {"Ctrl+O", "G", "V", "Home", "F5"} <= others


@pytest.mark.parametrize("in_lesson", [False, True])
def test_what_is_listed_for_presenting_acts_and_what_does_not_is_not_listed(in_lesson, application):
    lessons, presenter = application.handlers.lessons, application.handlers.presenter
    if in_lesson:
        lessons.begin(lessons.built_in()[0])
    presenter.set_presenting(True)
    tables = listed(application)
    said = set(tables["While presenting"].values())
    assert ("Basin map" in tables["View"].values()) is False
    assert ("1" in tables["View"]) is not in_lesson
    for keys, text, _, needs_lesson in PRESENTING:
        acts = in_lesson or not needs_lesson
        assert (text in said) == acts
        for key in keys:
            presenter.set_presenting(True)
            code = QKeySequence(key)[0].key()
            event = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier)
            assert presenter.press(event) == acts
            if presenter.blank is not None:
                presenter.press(event)
