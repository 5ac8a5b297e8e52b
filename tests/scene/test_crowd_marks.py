"""A crowd's marks are copied to the pixels at which Qt would have put them."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from reluviz.scene.mark_copies import copy_mark


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.3, 7.7), (12.5, 3.25), (-4.2, 1.49)])
def test_marks_stand_where_qt_puts_them(qapp, shift):
    mark = QPixmap(13, 13)
    mark.fill(Qt.GlobalColor.transparent)
    with QPainter(mark) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor("red"))
        painter.drawEllipse(2, 2, 9, 9)
    corners = np.random.default_rng(5).uniform(8, 300, (2000, 2))
    ours = QImage(320, 320, QImage.Format.Format_ARGB32_Premultiplied)
    ours.fill(0)
    qts = ours.copy()
    with QPainter(ours) as painter:
        painter.translate(*shift)
        copy_mark(painter, mark, corners)
    with QPainter(qts) as painter:
        painter.translate(*shift)
        for x, y in corners.tolist():
            painter.drawPixmap(QPointF(x, y), mark)
    assert ours == qts
