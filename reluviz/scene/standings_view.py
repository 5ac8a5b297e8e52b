"""The standings of a race: colour, label, fates and loss of each racer, in as few lines as they take; GUI thread."""

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from reluviz.scene.fonts import LABEL, SEMIBOLD
from reluviz.scene.marks import draw_mark
from reluviz.scene.numbers import format_count, format_number
from reluviz.scene.race import Placing, placings
from reluviz.scene.theme import FATE_LOOKS
from reluviz.scene.verdict import fate_word
from reluviz.scene.view import GRID, View

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.moment import Moment

ROW = 22.0
"""The height of a line in pixels, before the scale."""

LEAST_WIDTH = 340.0
"""Pixels, before the scale, that a racer needs at least; where there is room for more, they stand side by side."""

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class StandingsView(View):
    """Draws what `placings` says."""

    def __init__(self) -> None:
        super().__init__()
        self.has_panel = False
        self.rows: tuple[Placing, ...] = ()

    def show_moment(self, moment: "Moment") -> None:
        """Take how the racers stand; nothing is painted again while that is the same."""
        super().show_moment(moment)
        rows = placings(moment)
        if rows != self.rows:
            self.rows = rows
            self.update()

    def height_for(self, width: float, racers: int, zoom: float) -> float:
        """Return the pixels that the standings of so many racers take in a width; none without racers."""
        if not racers:
            return 0.0
        return (ceil(racers / _columns(width, racers, zoom)) * ROW + GRID) * zoom

    def cells(self) -> list[QRectF]:
        """Return where each racer's line stands, in the view's pixels."""
        count = len(self.rows)
        if not count:
            return []
        columns = _columns(self.size().width(), count, self.zoom)
        gap, height = 3 * GRID * self.zoom, ROW * self.zoom
        width = (self.size().width() - gap * (columns - 1)) / columns
        lines = ceil(count / columns)
        top = GRID * self.zoom
        return [
            QRectF((place // lines) * (width + gap), top + (place % lines) * height, width, height)
            for place in range(count)
        ]

    def racer_at(self, point: QPointF) -> int | None:
        """Return which racer's line is at a point; None: none."""
        return next((index for index, cell in enumerate(self.cells()) if cell.contains(point)), None)

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw the lines; Qt's own."""
        for row, cell in zip(self.rows, self.cells(), strict=True):
            self._draw_row(painter, row, cell)

    def _draw_row(self, painter: QPainter, row: Placing, cell: QRectF) -> None:
        zoom = self.zoom
        bar = QRectF(cell.left(), cell.top() + 0.5 * GRID * zoom, 0.5 * GRID * zoom, cell.height() - GRID * zoom)
        painter.fillRect(bar, QColor(row.color))
        strong, plain = self.text_font(LABEL, SEMIBOLD), self.text_font(LABEL)
        metrics = QFontMetricsF(plain)
        right = cell.right()
        if row.loss is not None:
            text = loss_text(row)
            # As wide as most of them are, so that they stand in a column.
            wide = max(metrics.horizontalAdvance("0.0000000"), metrics.horizontalAdvance(text) + zoom)
            painter.setFont(plain)
            painter.setPen(QColor(self.theme.text))
            painter.drawText(QRectF(right - wide, cell.top(), wide, cell.height()), RIGHT, text)
            right -= wide + GRID * zoom
        named = QFontMetricsF(strong if row.is_chosen else plain).horizontalAdvance(row.label) + 1.5 * GRID * zoom
        room = right - cell.left() - named
        for (fate, _), text in zip(reversed(row.counts), reversed(_count_texts(row, metrics, room, zoom)), strict=True):
            wide = metrics.horizontalAdvance(text) + zoom
            painter.setFont(plain)
            painter.setPen(QColor(self.theme.text))
            painter.drawText(QRectF(right - wide, cell.top(), wide, cell.height()), LEFT, text)
            at = QPointF(right - wide - 1.25 * GRID * zoom, cell.center().y())
            draw_mark(painter, at, FATE_LOOKS[fate].shape, row.color, 5.0 * zoom)
            right -= wide + 3 * GRID * zoom
        left = bar.right() + GRID * zoom
        label = QRectF(left, cell.top(), max(right - left, 1.0), cell.height())
        painter.setFont(strong if row.is_chosen else plain)
        painter.setPen(QColor(row.ink))
        shown = QFontMetricsF(painter.font()).elidedText(row.label, Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label, LEFT, shown)


def loss_text(row: Placing) -> str:
    """Return the loss of a racer's run; of several, that it is the median of theirs."""
    if row.loss is None:
        return ""
    number = format_number(row.loss)
    if sum(count for _, count in row.counts) <= 1:
        return number
    return QCoreApplication.translate("StandingsView", "median loss {loss}").format(loss=number)


def _columns(width: float, racers: int, zoom: float) -> int:
    return min(max(int(width // (LEAST_WIDTH * zoom)), 1), racers)


def _count_texts(row: Placing, metrics: QFontMetricsF, room: float, zoom: float) -> list[str]:
    """Return what stands behind each fate's mark: number and word where there is room for both, else the number."""
    if len(row.counts) == 1 and row.counts[0][1] == 1:
        return [fate_word(*row.counts[0])]
    texts = [f"{format_count(count)} {fate_word(fate, count)}" for fate, count in row.counts]
    if sum(metrics.horizontalAdvance(text) + zoom + 3 * GRID * zoom for text in texts) <= room:
        return texts
    return [format_count(count) for _, count in row.counts]
