"""The spotlight follows the pointer, dims all else, and is in nobody's way."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reluviz.desktop.spotlight import DARKNESS, RADIUS


@pytest.fixture
def lit(application, qtbot):
    """The window with the spotlight at a point of its landscape."""
    window = application.window
    QCursor.setPos(window.mapToGlobal(QPoint(500, 300)))
    QTest.keyClick(application.stage.canvas, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: application.handlers.help.spotlight.at == QPoint(500, 300))
    return application


def light(image, x, y):
    return image.pixelColor(x, y).lightness()


def test_all_but_the_circle_dims_and_it_follows_the_pointer(lit, qtbot):
    spotlight = lit.handlers.help.spotlight
    spotlight.hide()
    before = lit.window.grab().toImage()
    spotlight.show()
    after = lit.window.grab().toImage()
    for x, y in ((500, 300), (500, 300 + round(RADIUS * 0.7))):
        assert after.pixelColor(x, y) == before.pixelColor(x, y)
    for x, y in ((1100, 300), (500, 760), (20, 20)):
        assert light(after, x, y) == pytest.approx(light(before, x, y) * (1 - DARKNESS / 255), abs=3)
    QCursor.setPos(lit.window.mapToGlobal(QPoint(1100, 300)))
    qtbot.waitUntil(lambda: spotlight.at == QPoint(1100, 300))
    assert lit.window.grab().toImage().pixelColor(1100, 300) == before.pixelColor(1100, 300)
    QCursor.setPos(lit.window.mapToGlobal(QPoint(-200, -200)))
    qtbot.waitUntil(lambda: spotlight.at is None)
    assert lit.window.grab().toImage().pixelColor(20, 20) == before.pixelColor(20, 20)


def test_the_mouse_goes_through_and_the_keys_stay(lit, qtbot):
    viewport = lit.stage.canvas.viewport()
    assert lit.window.childAt(500, 300) is viewport
    assert lit.stage.canvas.hasFocus()
    before = lit.document.scenario
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.mapFrom(lit.window, QPoint(500, 300)))
    qtbot.waitUntil(lambda: lit.document.scenario != before)


def test_escape_ends_it_before_a_presentation(lit):
    lit.actions["present"].trigger()
    QApplication.processEvents()
    assert lit.handlers.help.spotlight.size() == lit.window.size()
    QTest.keyClick(lit.stage.canvas, Qt.Key.Key_Escape)
    assert lit.handlers.help.spotlight is None
    assert not lit.actions["spotlight"].isChecked()
    assert lit.handlers.presenter.presenting
    QTest.keyClick(lit.stage.canvas, Qt.Key.Key_Escape)
    assert not lit.handlers.presenter.presenting


def test_a_pointer_that_stands_still_paints_nothing_and_a_move_little(lit, monkeypatch, qtbot):
    spotlight = lit.handlers.help.spotlight
    QApplication.processEvents()
    updates = []
    monkeypatch.setattr(spotlight, "update", lambda *region: updates.append(region), raising=False)
    spotlight.follow()
    assert updates == []
    QCursor.setPos(lit.window.mapToGlobal(QPoint(510, 300)))
    spotlight.follow()
    ((region,),) = updates
    assert region.boundingRect().size().toTuple() == (2 * RADIUS + 10, 2 * RADIUS)


def test_what_is_added_to_the_window_later_dims_too(lit):
    spotlight = lit.handlers.help.spotlight
    added = QWidget(lit.window)
    added.setStyleSheet("background: white")
    added.setGeometry(1000, 200, 200, 200)
    added.show()
    QApplication.processEvents()
    widgets = [child for child in lit.window.children() if isinstance(child, QWidget)]
    assert widgets[-1] is spotlight  # which lies above them all
    assert light(lit.window.grab().toImage(), 1100, 300) == pytest.approx(255 - DARKNESS, abs=3)
