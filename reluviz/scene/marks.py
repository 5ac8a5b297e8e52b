"""A fate's mark beside words, as verdict and standings have it; GUI thread and recorder."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reluviz.scene.shapes import shape_path
from reluviz.scene.theme import Shape


def draw_mark(painter: QPainter, at: QPointF, shape: Shape, color: str, radius: float) -> None:
    """Draw a head's shape in a colour around a point, in pixels."""
    path = shape_path("circle" if shape == "ring" else shape, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    if shape == "ring":
        painter.setPen(QPen(QColor(color), 0.4 * radius))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = shape_path("circle", 0.75 * radius)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
    painter.drawPath(path)
    painter.restore()
