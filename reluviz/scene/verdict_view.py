"""The verdict as a strip: the followed run's head, the sentence, why, and how many runs have which fate; GUI thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reluviz.scene.fonts import BODY, LABEL, MEDIUM, SEMIBOLD, VERDICT
from reluviz.scene.heads import shape_path
from reluviz.scene.theme import FATE_LOOKS, Shape
from reluviz.scene.verdict import FateCount, Verdict, fate_counts, verdict
from reluviz.scene.view import GRID, View

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.moment import Moment

LEAST_SHRINK = 0.7
"""How much smaller a long sentence may be set before it is cut off."""


class VerdictView(View):
    """Draws what `verdict` and `fate_counts` say, for pictures and films; the window has widgets for it."""

    def __init__(self) -> None:
        super().__init__()
        self.has_panel = False
        self.verdict = Verdict("", "", "")
        self.counts: tuple[FateCount, ...] = ()
        self._color = ""
        self._shape: Shape | None = None

    def show_moment(self, moment: "Moment") -> None:
        """Say what happens at a moment."""
        super().show_moment(moment)
        run = moment.followed_run
        self._color, self._shape = ("", None) if run is None else (run.color, run.shape)
        self.verdict = verdict(moment)
        self.counts = fate_counts(moment)
        self.update()

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw head, sentence, detail and counts; Qt's own."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        zoom, width = self.zoom, self.size().width()
        left = 4.5 * GRID * zoom
        if self._shape is not None:
            self._draw_head(painter, QPointF(1.75 * GRID * zoom, 2 * GRID * zoom), self._shape, self._color, 9.0)
        row = QRectF(left, 0, max(width - left, 1.0), 4 * GRID * zoom)
        self._draw_line(painter, row, self.verdict.headline, VERDICT, QColor(self.theme.text))
        row = QRectF(left, row.bottom(), row.width(), 3 * GRID * zoom)
        self._draw_line(painter, row, self.verdict.detail, BODY, QColor(self.theme.muted))
        if sum(count.count for count in self.counts) > 1:
            self._draw_counts(painter, QRectF(left, row.bottom() + GRID * zoom, row.width(), 3 * GRID * zoom))

    def _draw_line(self, painter: QPainter, row: QRectF, text: str, size: float, color: QColor) -> None:
        """Draw a line of text, smaller where it is too long, and cut off where that is not enough."""
        weight = MEDIUM if size == VERDICT else self.text_font().weight()
        wide = QFontMetricsF(self.text_font(size, weight)).horizontalAdvance(text)
        fitting = self.text_font(size * max(min(1.0, row.width() / max(wide, 1.0)), LEAST_SHRINK), weight)
        painter.setFont(fitting)
        painter.setPen(color)
        shown = QFontMetricsF(fitting).elidedText(text, Qt.TextElideMode.ElideRight, row.width() + 1.0)
        painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _draw_counts(self, painter: QPainter, row: QRectF) -> None:
        zoom = self.zoom
        number_font, word_font = self.text_font(LABEL, SEMIBOLD), self.text_font(LABEL)
        left, middle = row.left(), row.center().y()
        align = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for count in self.counts:
            look = FATE_LOOKS[count.fate]
            self._draw_head(
                painter, QPointF(left + 0.75 * GRID * zoom, middle), look.shape, look.color(self.theme), 6.0
            )
            left += 2.25 * GRID * zoom
            for text, text_font, color in (
                (count.text, number_font, self.theme.text),
                (count.word, word_font, self.theme.muted),
            ):
                painter.setFont(text_font)
                painter.setPen(QColor(color))
                wide = QFontMetricsF(text_font).horizontalAdvance(text)
                painter.drawText(QRectF(left, row.top(), wide + zoom, row.height()), align, text)
                left += wide + 0.75 * GRID * zoom
            left += 1.75 * GRID * zoom

    def _draw_head(self, painter: QPainter, at: QPointF, shape: Shape, color: str, radius: float) -> None:
        path = shape_path("circle" if shape == "ring" else shape, radius * self.zoom)
        painter.save()
        painter.translate(at)
        if shape == "ring":
            painter.setPen(QPen(QColor(color), 0.4 * radius * self.zoom))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            path = shape_path("circle", 0.75 * radius * self.zoom)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
        painter.drawPath(path)
        painter.restore()
