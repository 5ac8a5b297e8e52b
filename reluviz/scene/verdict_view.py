"""The verdict as a strip: the followed run's head, the sentence, why, and how many runs have which fate; GUI thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from reluviz.scene.fonts import BODY, LABEL, MEDIUM, SEMIBOLD, VERDICT
from reluviz.scene.marks import draw_mark
from reluviz.scene.numbers import format_count, format_percent
from reluviz.scene.theme import FATE_LOOKS, Shape
from reluviz.scene.verdict import FateCount, Verdict, fate_counts, verdict
from reluviz.scene.view import GRID, WORDS, View
from reluviz.scene.words import unbroken

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.moment import Moment

LEAST_SHRINK = 0.7
"""How much smaller a long sentence may be set before it is cut off."""

MANY = 5
"""So many runs are summed up by a share."""

WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
ONE_LINE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class VerdictView(View):
    """Draws what `verdict` and `fate_counts` say, in the window as in pictures and films."""

    pace = WORDS
    counts_fates = True

    def __init__(self) -> None:
        super().__init__()
        self.has_panel = False
        self.verdict = Verdict("", "", "")
        self.counts: tuple[FateCount, ...] = ()
        self._color = ""
        self._shape: Shape | None = None

    def show_moment(self, moment: "Moment") -> None:
        """Say what happens at a moment; nothing is painted again while that is the same."""
        super().show_moment(moment)
        run = moment.followed_run
        color, shape = ("", None) if run is None else (run.color, run.shape)
        said = verdict(moment), fate_counts(moment, self.theme), color, shape
        if said != (self.verdict, self.counts, self._color, self._shape):
            self.verdict, self.counts, self._color, self._shape = said
            self.update()

    def retheme(self) -> None:
        """Take over the theme's colours of the fates."""
        if self.moment is not None:
            self.counts = fate_counts(self.moment, self.theme)

    @property
    def summary(self) -> str:
        """What share of many runs, drawn or not, has succeeded, in words; empty while that says nothing."""
        by_fate = {count.fate: count.count for count in self.counts}
        total, done = sum(by_fate.values()), by_fate.get("converged", 0)
        # A dying run may still be carried across: by momentum, by Adam, by a large step, by noise.
        is_under_way = any(by_fate.get(fate) for fate in ("moving", "dying"))
        if total < MANY or (is_under_way and not done):
            return ""
        words = (
            QCoreApplication.translate("Verdict", "{share} of all {count} runs have succeeded so far")
            if is_under_way
            else QCoreApplication.translate("Verdict", "{share} of all {count} starts succeed")
        )
        return words.format(share=format_percent(done / total), count=format_count(total))

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw head, sentence, detail and counts; Qt's own."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        zoom, size = self.zoom, self.size()
        left = (4.5 if self._shape is not None else 1.0) * GRID * zoom
        if self._shape is not None:
            draw_mark(painter, QPointF(2.25 * GRID * zoom, 2 * GRID * zoom), self._shape, self._color, 10.0 * zoom)
        row = QRectF(left, 0, max(size.width() - left - GRID * zoom, 1.0), 4 * GRID * zoom)
        row = self._draw_headline(painter, row, self.verdict.headline, QColor(self.theme.text))
        has_counts = sum(count.count for count in self.counts) > 1
        foot = size.height() - (3.5 * GRID * zoom if has_counts else 0.0)
        room = foot - zoom - row.bottom()
        self._draw_detail(painter, QRectF(left, row.bottom(), row.width(), max(room, 1.0)))
        if has_counts:
            self._draw_counts(painter, QRectF(left, foot, row.width(), 3 * GRID * zoom))

    def _draw_headline(self, painter: QPainter, row: QRectF, text: str, color: QColor) -> QRectF:
        """Draw the sentence, smaller where it is too long, then in two lines, and return where it stands.

        It is cut off where two lines are not enough, which takes a very narrow window.
        """
        size = VERDICT
        face = self.text_font(size, MEDIUM)
        # Step by step: type has whole pixels, so that a length cannot be computed from another size's.
        while not (fits := _wide(face, text) <= row.width() + 1.0) and size > LEAST_SHRINK * VERDICT:
            size -= 0.5
            face = self.text_font(size, MEDIUM)
        metrics = QFontMetricsF(face)
        painter.setFont(face)
        painter.setPen(color)
        if fits:
            painter.drawText(row, ONE_LINE, text)
            return row
        both = QRectF(row.left(), row.top(), row.width(), max(row.height(), 2 * metrics.lineSpacing() + 1.0))
        if metrics.boundingRect(both, WRAPPED, text).height() > both.height() + 1.0:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 1.7 * row.width())
        painter.drawText(both, WRAPPED, unbroken(text))
        return both

    def _draw_detail(self, painter: QPainter, room: QRectF) -> None:
        """Draw the reason, over as many lines as there is room for, the last one cut off if need be."""
        text, color = unbroken(self.verdict.detail), QColor(self.theme.muted)
        for size in (BODY, LABEL):
            face = self.text_font(size)
            metrics = QFontMetricsF(face)
            if metrics.boundingRect(room, WRAPPED, text).height() <= room.height() + 1.0:
                painter.setFont(face)
                painter.setPen(color)
                painter.drawText(room, WRAPPED, text)
                return
        metrics = QFontMetricsF(self.text_font(LABEL))
        lines = int(room.height() // metrics.lineSpacing())
        if not lines:
            return
        shown = text
        # Where lines break decides how much of them is filled.
        for filled in (0.3, 0.5, 0.7):
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, (lines - filled) * room.width())
            if metrics.boundingRect(room, WRAPPED, shown).height() <= room.height() + 1.0:
                break
        painter.setFont(self.text_font(LABEL))
        painter.setPen(color)
        painter.drawText(room, WRAPPED, shown)

    def _draw_counts(self, painter: QPainter, row: QRectF) -> None:
        zoom = self.zoom
        number_font, word_font = self.text_font(LABEL, SEMIBOLD), self.text_font(LABEL)
        left, middle = row.left(), row.center().y()

        def draw(text: str, face: QFont, color: str) -> float:
            painter.setFont(face)
            painter.setPen(QColor(color))
            wide = QFontMetricsF(face).horizontalAdvance(text)
            painter.drawText(QRectF(left, row.top(), wide + zoom, row.height()), ONE_LINE, text)
            return wide

        for count in self.counts:
            shape = FATE_LOOKS[count.fate].shape
            draw_mark(painter, QPointF(left + 0.75 * GRID * zoom, middle), shape, count.color, 6.0 * zoom)
            left += 2.25 * GRID * zoom
            left += draw(count.text, number_font, self.theme.text) + 0.75 * GRID * zoom
            left += draw(count.word, word_font, self.theme.muted) + 2.5 * GRID * zoom
        summary = self.summary
        if left + QFontMetricsF(word_font).horizontalAdvance(summary) <= row.right():
            draw(summary, word_font, self.theme.muted)


def _wide(face: QFont, text: str) -> float:
    return QFontMetricsF(face).horizontalAdvance(text)
