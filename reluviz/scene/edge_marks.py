"""Open chevrons at a plot's frame for heads outside of it, like no fate's shape; GUI thread and recorder."""

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

BORDER = 5.5
"""How far inside the frame a mark stands: between it and the numbers of the axes, which begin at 8 pixels."""

DEPTH, SPAN = 5.5, 18.0
"""How far a mark reaches towards the frame, and along it; pixels, before the scale, as all of these."""

CORNER = 20.0
"""How far from the frame's round corners marks stay."""

LINE, HALO = 2.8, 2.2
"""How wide the mark's line is, and how much wider its halo."""


class EdgeMark(NamedTuple):
    """Where a mark stands, as pixels of the plot's area, and the side of the frame that it points out of.

    Attributes
    ----------
    outward
        (1, 0) to the right, (-1, 0) to the left, (0, 1) down, (0, -1) up.
    """

    at: QPointF
    outward: tuple[int, int]


def edge_mark(area: QRectF, at: tuple[float, float], scale: float) -> EdgeMark:
    """Return the mark of a point outside: where the line to it from the middle leaves the frame, off the corners."""
    middle_x, middle_y = area.width() / 2, area.height() / 2
    dx, dy = at[0] - middle_x, at[1] - middle_y
    inside_x, inside_y = (max(half - BORDER * scale, 1.0) for half in (middle_x, middle_y))
    to_side, to_end = inside_x / abs(dx) if dx else math.inf, inside_y / abs(dy) if dy else math.inf
    reach = min(to_side, to_end)
    if to_side <= to_end:
        most = max(middle_y - CORNER * scale, 0.0)
        along = min(max(dy * reach, -most), most)
        return EdgeMark(QPointF(middle_x + dx * reach, middle_y + along), (1 if dx > 0 else -1, 0))
    most = max(middle_x - CORNER * scale, 0.0)
    along = min(max(dx * reach, -most), most)
    return EdgeMark(QPointF(middle_x + along, middle_y + dy * reach), (0, 1 if dy > 0 else -1))


def draw_edge_mark(painter: QPainter, mark: EdgeMark, color: QColor, halo: QColor, scale: float) -> None:
    """Draw a chevron that points out of the frame."""
    (x, y), forth, aside = mark.outward, DEPTH / 2 * scale, SPAN / 2 * scale
    ends = ((-forth, aside), (forth, 0.0), (-forth, -aside))
    points = [QPointF(mark.at.x() + x * out - y * by, mark.at.y() + y * out + x * by) for out, by in ends]
    line, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.MiterJoin
    for ink, width in ((halo, LINE + HALO), (color, LINE)):
        painter.setPen(QPen(ink, width * scale, line, cap, join))
        painter.drawPolyline(QPolygonF(points))
