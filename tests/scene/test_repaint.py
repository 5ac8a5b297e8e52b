"""An item knows what of it is painted, also where another part of the same widget is painted in the same turn."""

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from reluviz.scene.repaint import painted_part


class Asked(QWidget):
    """Notes what it is told of a rectangle, for a painter that is moved and enlarged as an item's is."""

    def __init__(self):
        super().__init__()
        self.resize(200, 100)
        self.parts = []

    def paintEvent(self, event):
        with QPainter(self) as painter:
            painter.translate(100.0, 20.0)
            painter.scale(2.0, 2.0)
            self.parts.append(painted_part(painter, QRectF(0.0, 0.0, 40.0, 30.0)))


@pytest.fixture
def asked(qtbot):
    widget = Asked()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: bool(widget.parts))
    assert widget.parts[-1] == QRectF(0.0, 0.0, 40.0, 30.0)
    widget.parts.clear()
    return widget


@pytest.mark.parametrize(
    ("rects", "part"),
    [
        ([QRect(0, 0, 90, 100)], QRectF()),
        ([QRect(0, 0, 110, 100)], QRectF(0.0, 0.0, 5.0, 30.0)),
        # The rectangle around both holds all of it.
        ([QRect(0, 0, 90, 100), QRect(0, 90, 200, 10), QRect(190, 0, 10, 10)], QRectF()),
        ([QRect(0, 0, 90, 100), QRect(120, 40, 10, 20)], QRectF(10.0, 10.0, 5.0, 10.0)),
    ],
)
def test_only_what_is_painted_of_a_rectangle_counts(rects, part, asked, qtbot):
    region = QRegion()
    for rect in rects:
        region = region.united(rect)
    asked.repaint(region)
    (found,) = asked.parts
    assert found == part or (found.isEmpty() and part.isEmpty())


def test_off_screen_all_is(qapp):
    image = QImage(50, 50, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(image) as painter:
        assert painted_part(painter, QRectF(1.0, 2.0, 30.0, 40.0)) == QRectF(1.0, 2.0, 30.0, 40.0)
