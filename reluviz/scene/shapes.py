"""The outlines that tell the fates, of heads, marks and legends; GUI thread and recorder."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reluviz.scene.theme import Shape

SHAPES: "Sequence[Shape]" = ("ring", "circle", "triangle", "cross", "square", "diamond")
"""In the order in which those of many runs lie one over the other: what is asked about comes last."""


def shape_path(shape: "Shape", radius: float) -> QPainterPath:
    """Return a head's outline around the origin, to be filled."""
    path = QPainterPath()
    if shape in {"circle", "ring"}:
        path.addEllipse(QPointF(0, 0), radius, radius)
        if shape == "ring":
            path.addEllipse(QPointF(0, 0), 0.5 * radius, 0.5 * radius)
    elif shape == "square":
        half = 0.84 * radius
        path.addRect(QRectF(-half, -half, 2 * half, 2 * half))
    elif shape == "diamond":
        reach = 1.22 * radius
        path.addPolygon(QPolygonF([QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]))
        path.closeSubpath()
    elif shape == "triangle":
        reach = 1.3 * radius
        corners = [(math.sin(turn) * reach, math.cos(turn) * reach) for turn in (0.0, math.tau / 3, 2 * math.tau / 3)]
        path.addPolygon(QPolygonF([QPointF(x, y - 0.15 * radius) for x, y in corners]))
        path.closeSubpath()
    else:
        wide, reach = 0.36 * radius, 1.12 * radius
        bar, other = QPainterPath(), QPainterPath()
        bar.addRect(QRectF(-wide, -reach, 2 * wide, 2 * reach))
        other.addRect(QRectF(-reach, -wide, 2 * reach, 2 * wide))
        turned = QTransform().rotate(45.0)
        path = turned.map(bar.united(other))
    return path
