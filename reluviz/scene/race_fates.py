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
"""The share of the panel's width that names may take beside the bars."""

NAME_LINE, TALL_LINE = 20.0, 58.0
"""The heights of a name above its bar, and of both with what is free below, in pixels before the scale."""

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


@dataclass(frozen=True, slots=True)
class RacerLine:
    """Where a racer's line stands in a part of a view: its name, the bar, and what is left for the shares."""

    name: QRectF
    bar: QRectF
    shares: QRectF


def racer_lines(view: View, racers: Sequence[RacerFates], room: QRectF) -> list[RacerLine]:
    """Return the line of each racer that is shown; names that are too long stand above their bars, if there is room."""
    zoom = least_zoom(view, len(racers), room)
    size = LABEL * zoom / view.zoom
    strong, plain = QFontMetricsF(view.text_font(size, SEMIBOLD)), QFontMetricsF(view.text_font(size))
    shown = shown_racers(view, racers, room)
    height = _height(len(shown), len(racers), zoom, room)
    name_left = room.left() + 1.25 * GRID * zoom
    widest = max((strong.horizontalAdvance(racer.label) for racer in shown), default=0.0)
    above = widest + GRID * zoom > WIDEST_NAME * room.width() and len(racers) * TALL_LINE * zoom <= room.height()
    bar_left = name_left
    if not above:
        bar_left = room.left() + min(widest + GRID * zoom, WIDEST_NAME * room.width()) + 1.5 * GRID * zoom
    right = room.right()
    for place in range(2):
        wide = max((plain.horizontalAdvance(racer.converged()[place]) for racer in shown), default=0.0)
        if wide and right - wide - GRID * zoom - bar_left >= LEAST_BAR * zoom:
            right -= wide + GRID * zoom
        elif wide:
            break
    found = []
    for line in range(len(shown)):
        top = room.top() + line * (TALL_LINE * zoom if above else height)
        name = QRectF(
            name_left, top, max((room.right() if above else bar_left - 0.5 * GRID * zoom) - name_left, 0.0), 0.0
        )
        name.setHeight(NAME_LINE * zoom if above else height)
        thick, row = (
            0.55 * height,
            QRectF(bar_left, name.bottom() if above else top, max(right - bar_left, 1.0), height),
        )
        bar = QRectF(row.left(), row.center().y() - thick / 2, row.width(), thick)
        found.append(RacerLine(name, bar, QRectF(right, row.top(), room.right() - right, height)))
    return found


def bars(view: View, racers: Sequence[RacerFates], room: QRectF) -> list[QRectF]:
    """Return where the bar of each racer that is shown stands in a part of a view."""
    return [line.bar for line in racer_lines(view, racers, room)]


def draw_racers(painter: QPainter, view: View, racers: Sequence[RacerFates], room: QRectF) -> None:
    """Draw a line for each racer; the bracket over a bar is the interval of the share that has converged.

    Where there is no room for all, the last line tells how many more there are; the chosen one is always shown.
    """
    zoom, theme = least_zoom(view, len(racers), room), view.theme
    size = LABEL * zoom / view.zoom
    strong, plain = view.text_font(size, SEMIBOLD), view.text_font(size, MEDIUM)
    shown = shown_racers(view, racers, room)
    lines = racer_lines(view, racers, room)
    for racer, line in zip(shown, lines, strict=True):
        name, bar = line.name, line.bar
        high = max(name.bottom(), line.shares.bottom()) - name.top()
        mark = QRectF(room.left(), name.top() + 0.2 * name.height(), 0.5 * GRID * zoom, high - 0.4 * name.height())
        painter.fillRect(mark, QColor(racer.color))
        painter.setFont(strong if racer.is_chosen else plain)
        painter.setPen(QColor(racer.ink))
        metrics = QFontMetricsF(painter.font())
        painter.drawText(name, LEFT, metrics.elidedText(racer.label, Qt.TextElideMode.ElideRight, name.width()))
        left = bar.left()
        for row in racer.rows:
            draw_swatch(painter, row.fate, QRectF(left, bar.top(), row.share * bar.width(), bar.height()), theme, zoom)
            left += row.share * bar.width()
        if racer.interval is not None:
            _draw_bracket(painter, view, bar, racer.interval)
        _draw_shares(painter, view, shown, racer, line.shares, zoom)
    if len(shown) < len(racers):
        last = lines[-1].shares
        rest = QRectF(room.left(), last.bottom(), room.width(), last.height())
        if rest.bottom() <= room.bottom() + 1.0:
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
