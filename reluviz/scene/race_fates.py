"""How often it works for each racer: a line with name, bar and the share that has converged; GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reluviz.scene.fonts import LABEL, MEDIUM, SEMIBOLD
from reluviz.scene.hatching import draw_swatch
from reluviz.scene.numbers import interval_text, share_text
from reluviz.scene.view import GRID, View

if TYPE_CHECKING:
    from reluviz.scene.fates_view import FateRow

LINE = 30.0
"""The usual height of a racer's line, in pixels before the scale; in a small panel they are as high as fits."""

WIDEST_NAME = 0.4
"""The share of the panel's width that names may take."""

LEAST_BAR = 48.0
"""A bar is at least so wide, in pixels before the scale: the interval, then the share give way to it."""

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class RacerFates:
    """What the fates' panel tells of one racer; the colours are those of its name."""

    label: str
    color: str
    ink: str
    is_chosen: bool
    rows: "tuple[FateRow, ...]"

    def converged(self) -> tuple[str, str]:
        """Return the share that has converged, and its interval; empty without runs, and without drawn starts."""
        found = next((row for row in self.rows if row.fate == "converged"), None)
        if not self.rows:
            return "", ""
        interval = None if found is None else found.interval
        ends = "" if interval is None else interval_text(*interval)
        return share_text(0.0 if found is None else found.share), ends


def bars(view: View, racers: Sequence[RacerFates], room: QRectF) -> list[QRectF]:
    """Return where each racer's bar stands in a part of a view."""
    zoom = view.zoom
    strong, plain = QFontMetricsF(view.text_font(LABEL, SEMIBOLD)), QFontMetricsF(view.text_font())
    height = min(LINE * zoom, room.height() / max(len(racers), 1))
    widest = max((strong.horizontalAdvance(racer.label) for racer in racers), default=0.0)
    left = room.left() + min(widest + GRID * zoom, WIDEST_NAME * room.width()) + 1.5 * GRID * zoom
    right = room.right()
    for place in range(2):
        wide = max((plain.horizontalAdvance(racer.converged()[place]) for racer in racers), default=0.0)
        if wide and right - wide - GRID * zoom - left >= LEAST_BAR * zoom:
            right -= wide + GRID * zoom
        elif wide:
            break
    thick = 0.55 * height
    return [
        QRectF(left, room.top() + line * height + (height - thick) / 2, max(right - left, 1.0), thick)
        for line in range(len(racers))
    ]


def draw_racers(painter: QPainter, view: View, racers: Sequence[RacerFates], room: QRectF) -> None:
    """Draw a line for each racer; the bracket over a bar is the interval of the share that has converged."""
    zoom, theme = view.zoom, view.theme
    strong, plain = view.text_font(LABEL, SEMIBOLD), view.text_font(LABEL, MEDIUM)
    height = min(LINE * zoom, room.height() / max(len(racers), 1))
    for line, (racer, bar) in enumerate(zip(racers, bars(view, racers, room), strict=True)):
        top = room.top() + line * height
        mark = QRectF(room.left(), top + 0.2 * height, 0.5 * GRID * zoom, 0.6 * height)
        painter.fillRect(mark, QColor(racer.color))
        painter.setFont(strong if racer.is_chosen else plain)
        painter.setPen(QColor(racer.ink))
        name = QRectF(mark.right() + 0.75 * GRID * zoom, top, 0.0, height)
        name.setRight(bar.left() - 0.5 * GRID * zoom)
        metrics = QFontMetricsF(painter.font())
        painter.drawText(name, LEFT, metrics.elidedText(racer.label, Qt.TextElideMode.ElideRight, name.width()))
        left = bar.left()
        for row in racer.rows:
            draw_swatch(painter, row.fate, QRectF(left, bar.top(), row.share * bar.width(), bar.height()), theme, zoom)
            left += row.share * bar.width()
        if racer.rows and racer.rows[0].fate == "converged" and racer.rows[0].interval is not None:
            _draw_bracket(painter, view, bar, racer.rows[0].interval)
        _draw_shares(painter, view, racers, racer, QRectF(bar.right(), top, room.right() - bar.right(), height))


def _draw_bracket(painter: QPainter, view: View, bar: QRectF, ends: tuple[float, float]) -> None:
    low, high = (bar.left() + share * bar.width() for share in ends)
    tick = min(0.25 * GRID * view.zoom, 0.2 * bar.height())
    y = bar.top() - 1.5 * tick
    painter.setPen(QPen(QColor(view.theme.text), 1.5 * view.zoom))
    painter.drawLine(QPointF(low, y), QPointF(high, y))
    for x in (low, high):
        painter.drawLine(QPointF(x, y - tick), QPointF(x, y + tick))


def _draw_shares(painter: QPainter, view: View, racers: Sequence[RacerFates], racer: RacerFates, room: QRectF) -> None:
    """Draw the share that has converged, and its interval, as far as `bars` has left room for them."""
    painter.setFont(view.text_font())
    painter.setPen(QColor(view.theme.text))
    metrics, right = QFontMetricsF(painter.font()), room.left()
    for place, text in enumerate(racer.converged()):
        wide = max(metrics.horizontalAdvance(other.converged()[place]) for other in racers)
        right += wide + GRID * view.zoom
        if wide and right <= room.right() + 0.5:
            painter.drawText(QRectF(room.left(), room.top(), right - room.left(), room.height()), RIGHT, text)
            painter.setPen(QColor(view.theme.muted))
