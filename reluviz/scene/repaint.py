"""Has parts of an item painted again, each by itself; GUI thread."""

from collections.abc import Iterable

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QRegion

MOST = 40
"""More rectangles than these are painted again as one that holds them all: Qt's regions become slow with them."""


def repaint(item: pg.GraphicsObject, rects: Iterable[QRectF]) -> None:
    """Have rectangles of an item, in its own pixels, painted again in every widget that shows it.

    `QGraphicsItem.update` takes the rectangle around all that an item asks for: with heads all over a map that would be
    the whole map in every frame.
    """
    scene = item.scene()
    # A hidden one is painted whole when it is shown; a film's never is, and its rectangles are not even made.
    views = [] if scene is None else [view for view in scene.views() if view.isVisible()]
    if not views:
        return
    asked = list(rects)
    if not asked:
        return
    if len(asked) > MOST:
        left, top = min(rect.left() for rect in asked), min(rect.top() for rect in asked)
        right, bottom = max(rect.right() for rect in asked), max(rect.bottom() for rect in asked)
        asked = [QRectF(QPointF(left, top), QPointF(right, bottom))]
    for view in views:
        transform = item.deviceTransform(view.viewportTransform())
        region = QRegion()
        for rect in asked:
            region = region.united(transform.mapRect(rect).toAlignedRect())
        view.viewport().update(region)


def painted_region(painter: QPainter) -> QRegion | None:
    """Return what Qt lets a painter paint in a window, in device pixels; None: everything, as off screen."""
    engine = painter.paintEngine()
    region = None if engine is None else engine.systemClip()
    return None if region is None or region.isEmpty() else region


def painted_part(painter: QPainter, rect: QRectF) -> QRectF:
    """Return what Qt lets a painter paint of a rectangle, in the painter's pixels; empty: nothing.

    What it hands to an item as exposed is the rectangle around all that is painted, in other landscapes too.
    """
    region = painted_region(painter)
    if region is None:
        return rect
    device = painter.deviceTransform()
    part = region.intersected(device.mapRect(rect).toAlignedRect()).boundingRect()
    return device.inverted()[0].mapRect(QRectF(part)) & rect
