"""The arrow out of a head, along which the gradient sends it; GUI thread and recorder."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

if TYPE_CHECKING:
    from reluviz.scene.theme import Theme


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow out of a head: where the gradient sends it, as (across, down) in pixels of the plot's area."""

    at: tuple[float, float]
    along: tuple[float, float]


def draw_arrow(painter: QPainter, arrow: Arrow, theme: "Theme", zoom: float) -> None:
    """Draw an arrow, `zoom` times as large as at the scale of 1."""
    (x, y), (dx, dy) = arrow.at, arrow.along
    length = math.hypot(dx, dy)
    ux, uy = dx / length, dy / length
    tip = QPointF(x + dx, y + dy)
    barb = min(10.0 * zoom, 0.6 * length)
    back = QPointF(tip.x() - ux * barb, tip.y() - uy * barb)
    side = QPointF(-uy * 0.5 * barb, ux * 0.5 * barb)
    point = QPolygonF([tip, back + side, back - side])
    for color, extra in ((QColor(theme.halo), 3.0 * zoom), (QColor(theme.text), 0.0)):
        pen = QPen(color, 2.0 * zoom + extra)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, y), back)
        painter.setPen(QPen(color, extra) if extra else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(color)
        painter.drawPolygon(point)


def arrow_place(arrow: Arrow, zoom: float) -> QRectF:
    """Return what an arrow covers."""
    margin = 10.0 * zoom
    (x, y), (dx, dy) = arrow.at, arrow.along
    return QRectF(QPointF(x, y), QPointF(x + dx, y + dy)).normalized().adjusted(-margin, -margin, margin, margin)
