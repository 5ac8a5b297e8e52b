"""Text with a halo, outlined once and copied from then on; GUI thread and recorder."""

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPainterPathStroker, QPen

from reluviz.scene.still_layer import blank, blit, is_vector, pixel_ratio
from reluviz.scene.trail_path import VECTOR_TOLERANCE, simplified

MOST_BYTES = 2_000_000
"""How large the pictures that are kept may be together; then all are let go."""

PLATE = 0.88
"""How much a plate under a text covers of what is below it."""


def draw_text(
    painter: QPainter,
    at: QPointF,
    text: str,
    font: QFont,
    color: QColor,
    *,
    halo: QColor | None = None,
    width: float = 3.0,
) -> None:
    """Draw text with its baseline's left end at a point, over a halo of some pixels if one is given."""
    if halo is not None:
        path = QPainterPath()
        path.addText(at, font, text)
        pen = QPen(halo, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        if is_vector(painter):
            painter.fillPath(_outline(path, pen), halo)
        else:
            painter.strokePath(path, pen)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(at, text)


def _outline(path: QPainterPath, pen: QPen) -> QPainterPath:
    """Return what a pen covers, with few points: what Qt writes of it into a PDF has curves within curves."""
    stroked = QPainterPathStroker(pen).createStroke(path).simplified()
    found = QPainterPath()
    found.setFillRule(stroked.fillRule())
    for polygon in stroked.toSubpathPolygons():
        corners = np.array([(point.x(), point.y()) for point in polygon.toList()])
        few = simplified(corners, VECTOR_TOLERANCE)
        found.addPolygon(arrayToQPolygonF(few[:, 0], few[:, 1]))
        found.closeSubpath()
    return found


def draw_plate(painter: QPainter, box: QRectF, color: QColor, zoom: float) -> None:
    """Draw the ground of a text whose surroundings leave a halo too little to stand off: they are dark and hatched."""
    ground = QColor(color)
    ground.setAlphaF(PLATE)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4.0 * zoom, 4.0 * zoom)
    painter.restore()


def draw_on_plate(
    painter: QPainter, at: QPointF, text: str, font: QFont, color: QColor, *, ground: QColor, zoom: float
) -> None:
    """Draw text with its baseline's left end at a point, on a plate."""
    metrics, margin = QFontMetricsF(font), 3.0 * zoom
    box = QRectF(at.x(), at.y() - metrics.ascent(), metrics.horizontalAdvance(text), metrics.height())
    draw_plate(painter, box.adjusted(-margin, 0.0, margin, 0.0), ground, zoom)
    draw_text(painter, at, text, font, color)


class Texts:
    """Draws text as `draw_text` does, but keeps what it has drawn: a halo costs a fifth of a millisecond a word."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], tuple[QImage, QPointF]] = {}
        self._bytes = 0

    def draw(
        self,
        painter: QPainter,
        at: QPointF,
        text: str,
        font: QFont,
        color: QColor,
        *,
        halo: QColor | None = None,
        width: float = 3.0,
    ) -> None:
        """Draw text with its baseline's left end at a point, to the nearest device pixel if it has a halo."""
        if not text:
            return
        if halo is None or is_vector(painter):
            draw_text(painter, at, text, font, color, halo=halo, width=width)
            return
        ratio = pixel_ratio(painter)
        key = (text, font.pixelSize(), font.weight(), color.rgba(), halo.rgba(), width, ratio)
        kept = self._kept.get(key)
        if kept is None:
            metrics = QFontMetricsF(font)
            wide = metrics.horizontalAdvance(text) + 2 * width + 4
            image = blank(QRectF(0, 0, wide, metrics.height() + 2 * width + 4), ratio)
            baseline = QPointF(round(width) + 2.0, round(metrics.ascent() + width) + 2.0)
            with QPainter(image) as within:
                within.scale(ratio, ratio)
                within.setRenderHint(QPainter.RenderHint.Antialiasing)
                draw_text(within, baseline, text, font, color, halo=halo, width=width)
            image = image.copy()  # which has no paint engine: that of a word is larger than the word
            if self._bytes > MOST_BYTES:
                self._kept.clear()
                self._bytes = 0
            self._bytes += image.sizeInBytes()
            kept = self._kept[key] = (image, baseline)
        image, baseline = kept
        blit(painter, image, QRectF(at - baseline, at))
