"""Legend pieces: a short line, a patch or a hill beside a word; GUI thread and recorder."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

Sample = Literal["line", "dashed", "swatch", "hill", "ticks"]

SAMPLE_WIDTH = 18.0
SAMPLE_GAP = 6.0
ENTRY_GAP = 12.0
"""Pixels before the scale: of a sample, between it and its word, between two entries."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One piece: what is drawn, and the word for it.

    The colour may be ``#aarrggbb``; `edge` is that of a hill's outline.
    """

    sample: Sample
    color: str
    word: str
    edge: str = ""


def entry_width(entry: LegendEntry, metrics: QFontMetricsF, zoom: float) -> float:
    """Return how many pixels a piece takes."""
    return (SAMPLE_WIDTH + SAMPLE_GAP) * zoom + metrics.horizontalAdvance(entry.word)


def draw_entry(painter: QPainter, entry: LegendEntry, box: QRectF, text: QColor, zoom: float) -> None:
    """Draw a piece from the left edge of a box on, in its middle, in the painter's font."""
    sample = QRectF(box.left(), box.top(), SAMPLE_WIDTH * zoom, box.height())
    painter.save()
    _draw_sample(painter, entry, sample, zoom)
    painter.setPen(text)
    words = box.adjusted((SAMPLE_WIDTH + SAMPLE_GAP) * zoom, 0, zoom, 0)
    painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), entry.word)
    painter.restore()


def _draw_sample(painter: QPainter, entry: LegendEntry, box: QRectF, zoom: float) -> None:
    middle = box.center().y()
    if entry.sample == "swatch":
        height = 11.0 * zoom
        painter.fillRect(QRectF(box.left(), middle - height / 2, box.width(), height), QColor(entry.color))
        return
    if entry.sample == "ticks":
        painter.setPen(QPen(QColor(entry.color), zoom))
        for place, tall in enumerate((4.0, 7.0, 10.0, 6.0)):
            across, foot = int(box.left() + (3.0 + 4.0 * place) * zoom) + 0.5, round(middle + 5.0 * zoom)
            painter.drawLine(QPointF(across, foot), QPointF(across, foot - round(tall * zoom)))
        return
    if entry.sample == "hill":
        low, high, wide = middle + 5.0 * zoom, middle - 6.0 * zoom, box.width()
        hill = QPainterPath(QPointF(box.left(), low))
        hill.cubicTo(
            QPointF(box.left() + 0.35 * wide, low),
            QPointF(box.left() + 0.3 * wide, high),
            QPointF(box.center().x(), high),
        )
        hill.cubicTo(
            QPointF(box.right() - 0.3 * wide, high), QPointF(box.right() - 0.35 * wide, low), QPointF(box.right(), low)
        )
        painter.setPen(QPen(QColor(entry.edge), zoom))
        painter.setBrush(QColor(entry.color))
        painter.drawPath(hill)
        return
    pen = QPen(QColor(entry.color), 2.0 * zoom)
    if entry.sample == "dashed":
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2.5, 1.5])
    painter.setPen(pen)
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
