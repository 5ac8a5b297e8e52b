"""How often it works for each racer: a line with name, bar and the share that has converged; GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reluviz.scene.fonts import LABEL, MEDIUM, SEMIBOLD
from reluviz.scene.hatching import draw_swatch
from reluviz.scene.numbers import interval_text, share_text
from reluviz.scene.view import GRID, View
from reluviz.training.shares import wilson_interval

if TYPE_CHECKING:
    from reluviz.scene.fates_view import FateRow

LEAST_ROW = 14.0
"""The least height of a line of type, in pixels before the scale."""

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
    drawn: int
    """How many of its starts were drawn at random: the same for all racers."""

    @property
    def interval(self) -> tuple[float, float] | None:
        """The ends of Wilson's 95 % interval for the share that converges, be it none so far; None: no drawn starts."""
        found = self._found()
        if found is not None:
            return found.interval
        return wilson_interval(0, self.drawn) if self.rows and self.drawn else None

    def converged(self) -> tuple[str, str]:
        """Return the share that has converged, and its interval; empty without runs, and without drawn starts."""
        found, interval = self._found(), self.interval
        if not self.rows:
            return "", ""
        ends = "" if interval is None else interval_text(*interval)
        return share_text(0.0 if found is None else found.share), ends

    def _found(self) -> "FateRow | None":
        return next((row for row in self.rows if row.fate == "converged"), None)


def least_zoom(view: View, lines: int, room: QRectF) -> float:
    """Return the scale of some lines in a part of a view: the view's, or less, but not below 1."""
    wanted = room.height() / (max(lines, 1) * LEAST_ROW)
    return min(view.zoom, max(wanted, min(1.0, view.zoom)))


def shown_racers(view: View, racers: Sequence[RacerFates], room: QRectF) -> list[RacerFates]:
    """Return the racers for which a part of a view has lines: one line fewer where it has to tell of the others."""
    most = max(int((room.height() + 1.0) / (LEAST_ROW * least_zoom(view, len(racers), room))), 1)
    if len(racers) <= most:
        return list(racers)
    most = max(most - 1, 1)
    chosen = next((index for index, racer in enumerate(racers) if racer.is_chosen), 0)
    return [*racers[: most - 1], racers[max(chosen, most - 1)]]


def bars(view: View, racers: Sequence[RacerFates], room: QRectF) -> list[QRectF]:
    """Return where the bar of each racer that is shown stands in a part of a view."""
    zoom = least_zoom(view, len(racers), room)
    size = LABEL * zoom / view.zoom
    strong, plain = QFontMetricsF(view.text_font(size, SEMIBOLD)), QFontMetricsF(view.text_font(size))
    shown = shown_racers(view, racers, room)
    height = _height(len(shown), len(racers), zoom, room)
    widest = max((strong.horizontalAdvance(racer.label) for racer in shown), default=0.0)
    left = room.left() + min(widest + GRID * zoom, WIDEST_NAME * room.width()) + 1.5 * GRID * zoom
    right = room.right()
    for place in range(2):
        wide = max((plain.horizontalAdvance(racer.converged()[place]) for racer in shown), default=0.0)
        if wide and right - wide - GRID * zoom - left >= LEAST_BAR * zoom:
            right -= wide + GRID * zoom
        elif wide:
            break
    thick = 0.55 * height
    return [
        QRectF(left, room.top() + line * height + (height - thick) / 2, max(right - left, 1.0), thick)
        for line in range(len(shown))
    ]


def draw_racers(painter: QPainter, view: View, racers: Sequence[RacerFates], room: QRectF) -> None:
    """Draw a line for each racer; the bracket over a bar is the interval of the share that has converged.

    Where there is no room for all, the last line tells how many more there are; the chosen one is always shown.
    """
    zoom, theme = least_zoom(view, len(racers), room), view.theme
    size = LABEL * zoom / view.zoom
    strong, plain = view.text_font(size, SEMIBOLD), view.text_font(size, MEDIUM)
    shown = shown_racers(view, racers, room)
    height = _height(len(shown), len(racers), zoom, room)
    for line, (racer, bar) in enumerate(zip(shown, bars(view, racers, room), strict=True)):
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
        if racer.interval is not None:
            _draw_bracket(painter, view, bar, racer.interval)
        _draw_shares(painter, view, shown, racer, QRectF(bar.right(), top, room.right() - bar.right(), height), zoom)
    rest = QRectF(room.left(), room.top() + len(shown) * height, room.width(), height)
    if len(shown) < len(racers) and rest.bottom() <= room.bottom() + 1.0:
        words = QCoreApplication.translate("FatesView", "and {count} more").format(count=len(racers) - len(shown))
        painter.setFont(view.text_font(size))
        painter.setPen(QColor(theme.muted))
        painter.drawText(rest.adjusted(1.25 * GRID * zoom, 0.0, 0.0, 0.0), LEFT, words)


def _height(shown: int, racers: int, zoom: float, room: QRectF) -> float:
    """Return the height of a line, of which there is one more where not all racers are shown."""
    lines = shown if shown == racers else shown + 1
    return min(LINE * zoom, max(room.height() / max(lines, 1), LEAST_ROW * zoom))


def _draw_bracket(painter: QPainter, view: View, bar: QRectF, ends: tuple[float, float]) -> None:
    low, high = (bar.left() + share * bar.width() for share in ends)
    tick = min(0.25 * GRID * view.zoom, 0.2 * bar.height())
    y = bar.top() - 1.5 * tick
    painter.setPen(QPen(QColor(view.theme.text), 1.5 * view.zoom))
    painter.drawLine(QPointF(low, y), QPointF(high, y))
    for x in (low, high):
        painter.drawLine(QPointF(x, y - tick), QPointF(x, y + tick))


def _draw_shares(
    painter: QPainter, view: View, racers: Sequence[RacerFates], racer: RacerFates, room: QRectF, zoom: float
) -> None:
    """Draw the share that has converged, and its interval, as far as `bars` has left room for them."""
    painter.setFont(view.text_font(LABEL * zoom / view.zoom))
    painter.setPen(QColor(view.theme.text))
    metrics, right = QFontMetricsF(painter.font()), room.left()
    for place, text in enumerate(racer.converged()):
        wide = max(metrics.horizontalAdvance(other.converged()[place]) for other in racers)
        right += wide + GRID * zoom
        if wide and right <= room.right() + 0.5:
            painter.drawText(QRectF(room.left(), room.top(), right - room.left(), room.height()), RIGHT, text)
            painter.setPen(QColor(view.theme.muted))
