"""Legend pieces: a short line, a swatch or a head beside a word, in a row; GUI thread and recorder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

Sample = Literal["line", "dashed", "swatch"]

SAMPLE_WIDTH = 18.0
SAMPLE_GAP = 6.0
ENTRY_GAP = 16.0
"""Pixels before the scale: of a sample, between it and its word, between two entries."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One piece: what is drawn, and the word for it. The colour may be ``#aarrggbb``."""

    sample: Sample
    color: str
    word: str


def draw_legend(
    painter: QPainter, row: QRectF, entries: Sequence[LegendEntry], font: QFont, text: QColor, *, zoom: float
) -> float:
    """Draw as many entries as fit into a row, right-aligned, and return the width that they take.

    The last entries are left out first, so that the most important ones come first.
    """
    metrics = QFontMetricsF(font)
    sample, gap = SAMPLE_WIDTH * zoom, SAMPLE_GAP * zoom
    widths = [sample + gap + metrics.horizontalAdvance(entry.word) for entry in entries]
    shown = len(entries)
    while shown and _total(widths[:shown], zoom) > row.width():
        shown -= 1
    total = _total(widths[:shown], zoom)
    left = row.right() - total
    painter.save()
    painter.setFont(font)
    for entry, width in zip(entries[:shown], widths[:shown], strict=True):
        _draw_sample(painter, entry, QRectF(left, row.top(), sample, row.height()), zoom)
        words = QRectF(left + sample + gap, row.top(), width, row.height())
        painter.setPen(text)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), entry.word)
        left += width + ENTRY_GAP * zoom
    painter.restore()
    return total


def _total(widths: Sequence[float], zoom: float) -> float:
    return sum(widths) + ENTRY_GAP * zoom * max(len(widths) - 1, 0)


def _draw_sample(painter: QPainter, entry: LegendEntry, box: QRectF, zoom: float) -> None:
    middle = box.center().y()
    if entry.sample == "swatch":
        height = 10.0 * zoom
        painter.fillRect(QRectF(box.left(), middle - height / 2, box.width(), height), QColor(entry.color))
        return
    pen = QPen(QColor(entry.color), 2.0 * zoom)
    if entry.sample == "dashed":
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2.5, 1.5])
    painter.setPen(pen)
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
