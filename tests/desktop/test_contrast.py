"""Text stands off its ground by 4.5 : 1 in pictures of the window: each theme, both languages."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QMenuBar, QWidget

from reluviz.desktop.controls.control import Control
from reluviz.scene.theme import THEMES
from reluviz.scene.view import ROW
from tests.scene.eyes import pixels_of, text_contrasts

FINER = 4
"""Strokes of small type cover a pixel nowhere: it is looked at closely, as an eye does it by itself."""

WITHIN, FRAMED = (1, 1, -1, -1), (8, 4, -8, -4)
"""What is left of a label, and of what has a frame, which is no text."""


def texts(window):
    """Return (what it is, widget, rectangle in it) of all text that widgets show and that can be used."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or widget.visibleRegion().isEmpty():
            continue
        name = widget.accessibleName() or widget.objectName()
        if isinstance(widget, QMenuBar):
            for action in widget.actions():
                yield action.text(), widget, widget.actionGeometry(action)
        elif isinstance(widget, Control):
            where = widget.label_rect()
            where.setWidth(min(where.width(), widget.fontMetrics().horizontalAdvance(widget.label)))
            where.setHeight(min(where.height(), 3 * widget.unit_px))  # without the range below it
            yield f"label of {name}", widget, where
        elif isinstance(widget, QComboBox):
            yield f"choice of {name}", widget, widget.rect().adjusted(8, 4, -24, -4)
        elif isinstance(widget, QLabel | QAbstractButton | QLineEdit) and widget.text():
            yield (
                f"{name}: {widget.text()}",
                widget,
                widget.rect().adjusted(*(WITHIN if isinstance(widget, QLabel) else FRAMED)),
            )


def closely(widget, rectangle):
    """Return a picture of a part of a widget, so many times as large."""
    image = QImage(rectangle.size() * FINER, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(FINER, FINER)
    window = widget.window()
    at = widget.mapTo(window, rectangle.topLeft())
    # With what is behind it.
    window.render(painter, QPoint(0, 0), QRegion(QRect(at, rectangle.size())))
    painter.end()
    return pixels_of(image)


def strengths(widget, rectangle):
    """Return the contrast of each piece of text in a part of a widget."""
    return text_contrasts(closely(widget, rectangle), 8 * FINER)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("theme", THEMES)
def test_of_menus_controls_buttons_and_labels(theme, language, make_application, qtbot):
    application = make_application(size=(1920, 1080))
    application.column.set_open_sections(list(application.column.sections))
    application.stage.messages.say("Something is wrong")
    application.looks.use_theme(theme)
    application.actions[f"language_{language}"].trigger()
    qtbot.waitUntil(lambda: not application.curtain.is_drawn and not application.frames.is_running)
    found = {
        what: strengths(widget, where)
        for what, widget, where in texts(application.window)
        if widget.visibleRegion().boundingRect().contains(where)  # some are scrolled out
    }
    assert len(found) > 30
    assert {what: ratios for what, ratios in found.items() if min(ratios, default=21.0) < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_of_headings_and_words_in_the_views(theme, make_application, qtbot):
    application = make_application(size=(1920, 1080))
    application.looks.use_theme(theme)
    for name in ("panel_fates", "panel_update"):
        application.actions[name].trigger()
    application.experiment.step(40)
    qtbot.waitUntil(lambda: application.frames.moment.playhead == 40 and not application.frames.is_running)
    for name, canvas in application.canvases.items():
        (view,) = canvas.views
        zoom, rows = view._header_rows()
        for row in range(len(rows)):
            at = view._first_row(zoom).translated(0, row * ROW * zoom).toAlignedRect()
            assert min(strengths(canvas, at), default=21.0) >= 4.5, (name, row)
