"""How often it works: a bar and a table of the runs' fates, with 95 % intervals of drawn starts; GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from reluviz.scene.fonts import LABEL, MEDIUM
from reluviz.scene.hatching import draw_swatch
from reluviz.scene.header import Header
from reluviz.scene.numbers import format_count, interval_text, share_text
from reluviz.scene.race_fates import LEAST_ROW, RacerFates, draw_racers, least_zoom
from reluviz.scene.verdict import SUMMARY_ORDER, fate_word
from reluviz.scene.view import GRID, WORDS, View
from reluviz.training.shares import wilson_interval

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.moment import Moment

BAR = 22.0
"""The bar's height in pixels, before the scale."""

ROW = 24.0
"""The usual height of a line of the table, in pixels before the scale."""

HEADED_ROW = 16.0
"""The least height of a line under a heading."""

BETWEEN = 4.0
"""Pixels, before the scale, that stay free between the samples of two lines."""

SWATCH = (22.0, 11.0)
GAP = 14.0
"""Pixels, before the scale, of a sample of the colour, and between two columns."""

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


OTHERS = ""
"""Stands for all fates that have no line of their own."""


@dataclass(frozen=True, slots=True)
class FateRow:
    """How many runs have a fate.

    Attributes
    ----------
    fate
        One of `reluviz.training.fates`, or `OTHERS`.
    share
        The part of the runs whose starts were drawn at random, as is the interval; without such runs, of all.
    interval
        The ends of Wilson's 95 % interval for the share in which a random start has this fate, told from the runs whose
        starts were drawn; None without such runs.
    """

    fate: str
    count: int
    share: float
    interval: tuple[float, float] | None


def fate_rows(moment: "Moment") -> tuple[FateRow, ...]:
    """Return the fates that there are at the playhead: what succeeded, what failed, what is under way."""
    counts, sampled = moment.runs.counts(), moment.runs.sampled_counts()
    total, drawn = sum(counts.values()), sum(sampled.values())
    return tuple(
        FateRow(
            fate,
            counts[fate],
            sampled.get(fate, 0) / drawn if drawn else counts[fate] / total,
            wilson_interval(sampled.get(fate, 0), drawn) if drawn else None,
        )
        for fate in SUMMARY_ORDER
        if fate in counts
    )


def fewer_rows(rows: Sequence[FateRow], most: int, drawn: int) -> tuple[FateRow, ...]:
    """Return the lines of a table that has room for `most`: the largest fates, and the others as one.

    `drawn` is how many starts were drawn at random.
    """
    if len(rows) <= most:
        return tuple(rows)
    largest = sorted(rows, key=lambda row: row.count, reverse=True)[: max(most - 1, 1)]
    kept = tuple(row for row in rows if row in largest)
    if most < 2:
        return kept
    rest = [row for row in rows if row not in largest]
    share = sum(row.share for row in rest)
    interval = wilson_interval(round(share * drawn), drawn) if drawn else None
    return *kept, FateRow(OTHERS, sum(row.count for row in rest), share, interval)


class FatesView(View):
    """A bar whose parts are the fates' shares, over a table of counts, shares and intervals.

    The bracket over the bar is the interval of the share that has converged. In a race there is a bar for each racer,
    and behind it the share that has converged. Where there is no room for all, the bar goes first, then the table's
    heading, then the smallest fates are summed up: no type is smaller than at the scale of 1.
    """

    pace = WORDS
    counts_fates = True

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[FateRow, ...] = ()
        self.racers: tuple[RacerFates, ...] = ()
        self._drawn = 0
        self._name(0)

    def show_moment(self, moment: "Moment") -> None:
        """Count the fates; nothing is painted again while they are the same."""
        super().show_moment(moment)
        rows, drawn = fate_rows(moment), sum(moment.runs.sampled_counts().values())
        racers = tuple(
            RacerFates(look.label, look.color, look.ink, look.is_chosen, fate_rows(look.moment), drawn)
            for look in moment.race
        )
        if (rows, drawn, racers) != (self.rows, self._drawn, self.racers):
            self.rows, self._drawn, self.racers = rows, drawn, racers
            self.update()
        self._name(len(moment.runs))

    def _name(self, count: int) -> None:
        if count == 1:
            caption = QCoreApplication.translate("FatesView", "1 run")
        else:
            caption = QCoreApplication.translate("FatesView", "{count} runs") if count else ""
            if 0 < self._drawn < count:
                # Shares, bar and intervals are of those alone; the heading may have no room to say so.
                caption = QCoreApplication.translate("FatesView", "{count} runs, shares of {drawn} drawn")
        if self.racers and count:
            count = self._drawn or count
            caption = QCoreApplication.translate("FatesView", "converged of {count} each")
            if count == 1:
                caption = QCoreApplication.translate("FatesView", "converged, of 1 run each")
        title = QCoreApplication.translate("FatesView", "Fates")
        words = caption.format(count=format_count(count), drawn=format_count(self._drawn))
        self.set_header(Header(title, caption=words))

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw bar and table; Qt's own."""
        super().paint(painter, option, widget)
        body, zoom = self.body(), self.zoom
        if not self.rows:
            painter.setFont(self.text_font())
            painter.setPen(QColor(self.theme.muted))
            words = QCoreApplication.translate("FatesView", "Place a start to see its fate")
            painter.drawText(body, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), words)
            return
        if self.racers:
            draw_racers(painter, self, self.racers, body)
            return
        above = 1.25 * GRID * zoom  # room for the bracket
        room = body.height() - above - (BAR + GRID) * zoom
        if room >= len(self.rows) * LEAST_ROW * zoom:
            bar = QRectF(body.left(), body.top() + above, body.width(), BAR * zoom)
            self._draw_bar(painter, bar)
            body.setTop(bar.bottom() + GRID * zoom)
        self._draw_table(painter, body)

    def _draw_bar(self, painter: QPainter, bar: QRectF) -> None:
        left = bar.left()
        for row in self.rows:
            width = row.share * bar.width()
            draw_swatch(painter, row.fate, QRectF(left, bar.top(), width, bar.height()), self.theme, self.zoom)
            left += width
        first = self.rows[0]
        if first.fate == "converged" and first.interval is not None:
            low, high = (bar.left() + share * bar.width() for share in first.interval)
            y, tick = bar.top() - 0.75 * GRID * self.zoom, 0.4 * GRID * self.zoom
            painter.setPen(QPen(QColor(self.theme.text), 1.5 * self.zoom))
            painter.drawLine(QPointF(low, y), QPointF(high, y))
            for x in (low, high):
                painter.drawLine(QPointF(x, y - tick), QPointF(x, y + tick))

    def _draw_table(self, painter: QPainter, room: QRectF) -> None:
        zoom = least_zoom(self, len(self.rows), room)
        rows = self.lines(room)
        columns = self._columns(rows)
        strong, plain = self.text_font(LABEL * zoom / self.zoom, MEDIUM), self.text_font(LABEL * zoom / self.zoom)
        swatch, gap = SWATCH[0] * zoom + 0.75 * GRID * zoom, GAP * zoom

        def fitting(first: int) -> list[float]:
            """Return the columns' widths; where not all fit, what can be told from the others goes first."""
            widths = [_widest(column[first:], strong, plain) for column in columns]
            while len(widths) > 2 and swatch + sum(widths) + gap * (len(widths) - 1) > room.width():
                del widths[-1]
            return widths

        # Where the heading would make lines low, or leave a column out, it has no place.
        first = 0 if room.height() >= len(columns[0]) * HEADED_ROW * zoom - 1.0 else 1
        widths = fitting(first)
        if len(fitting(1)) > len(widths):
            first, widths = 1, fitting(1)
        columns = columns[: len(widths)]
        lines = range(first, len(columns[0]))
        height = min(ROW * zoom, room.height() / len(lines))
        end = room.right()
        ends = []
        for width in reversed(widths[1:]):
            ends.append(end)
            end -= width + gap
        # The table keeps together in a wide panel, and in a narrow one the words give way to the numbers.
        spare = max(0.0, end - (room.left() + swatch + widths[0]) - 12 * GRID * zoom)
        ends = [end - spare for end in reversed(ends)]
        named = max(min(widths[0], end - room.left() - swatch), 1.0) + zoom
        for line in lines:
            top = room.top() + (line - first) * height
            painter.setFont(strong if line else plain)
            painter.setPen(QColor(self.theme.text if line else self.theme.muted))
            if line:
                thick = min(SWATCH[1] * zoom, height - BETWEEN * zoom)
                mark = QRectF(room.left() + zoom, top + (height - thick) / 2, SWATCH[0] * zoom, thick)
                self._draw_sample(painter, rows[line - 1].fate, mark, zoom)
            words = QRectF(room.left() + swatch, top, named, height)
            metrics = QFontMetricsF(painter.font())
            painter.drawText(words, LEFT, metrics.elidedText(columns[0][line], Qt.TextElideMode.ElideRight, named))
            painter.setFont(plain)
            for column, end in zip(columns[1:], ends, strict=True):
                painter.drawText(QRectF(room.left(), top, end - room.left(), height), RIGHT, column[line])

    def lines(self, room: QRectF) -> tuple[FateRow, ...]:
        """Return the lines of the table for which a part of the view has room."""
        zoom = least_zoom(self, len(self.rows), room)
        return fewer_rows(self.rows, int((room.height() + 1.0) / (LEAST_ROW * zoom)), self._drawn)

    def _draw_sample(self, painter: QPainter, fate: str, mark: QRectF, zoom: float) -> None:
        if fate != OTHERS:
            draw_swatch(painter, fate, mark, self.theme, zoom)

    def _columns(self, rows: Sequence[FateRow]) -> list[list[str]]:
        """Return the table, column by column, the heading first: fate, runs, share, perhaps the interval."""
        others = QCoreApplication.translate("FatesView", "others")
        columns = [
            ["", *(others if row.fate == OTHERS else fate_word(row.fate) for row in rows)],
            [QCoreApplication.translate("FatesView", "runs"), *(format_count(row.count) for row in rows)],
            [QCoreApplication.translate("FatesView", "share"), *(share_text(row.share) for row in rows)],
        ]
        if self._drawn:
            heading = QCoreApplication.translate("FatesView", "95\u00a0% interval")
            if self._drawn < sum(row.count for row in self.rows):
                words = QCoreApplication.translate("FatesView", "95\u00a0% of {count} drawn")
                heading = words.format(count=format_count(self._drawn))
            intervals = [row.interval or (0.0, 1.0) for row in rows]
            columns.append([heading, *(interval_text(low, high) for low, high in intervals)])
        return columns


def _widest(column: list[str], strong: QFont, plain: QFont) -> float:
    return max(max(map(QFontMetricsF(font).horizontalAdvance, column)) for font in (strong, plain))
