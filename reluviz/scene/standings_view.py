"""The standings of a race: colour, label, fates and loss of each racer, in as few lines as they take; GUI thread."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from reluviz.scene.fonts import LABEL, SEMIBOLD
from reluviz.scene.marks import draw_mark
from reluviz.scene.numbers import format_count, format_number
from reluviz.scene.race import Placing, placings
from reluviz.scene.theme import FATE_LOOKS
from reluviz.scene.verdict import SUMMARY_ORDER, fate_word
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
        cells = self.cells()
        if cells:
            plan = self.plan(cells[0].width())
            for row, told, cell in zip(self.rows, plan.told, cells, strict=True):
                self._draw_row(painter, row, told, plan, cell)

    def plan(self, width: float) -> "Plan":
        """Return what all lines of a width tell: as much as leaves every name whole, in columns if they have room."""
        plans = list(plans_of(self.rows, QFontMetricsF(self.text_font(LABEL)), self.zoom))
        names = self._names()
        return next((plan for plan in plans if plan.widest(names, self.zoom) <= width), plans[-1])

    def _names(self) -> list[float]:
        fonts = (self.text_font(LABEL, SEMIBOLD if row.is_chosen else QFont.Weight.Normal) for row in self.rows)
        widths = (QFontMetricsF(font).horizontalAdvance(row.label) for row, font in zip(self.rows, fonts, strict=True))
        return [width + 2.5 * GRID * self.zoom for width in widths]

    def _draw_row(self, painter: QPainter, row: Placing, told: "Told", plan: "Plan", cell: QRectF) -> None:
        zoom = self.zoom
        bar = QRectF(cell.left(), cell.top() + 0.5 * GRID * zoom, 0.5 * GRID * zoom, cell.height() - GRID * zoom)
        painter.fillRect(bar, QColor(row.color))
        strong, plain = self.text_font(LABEL, SEMIBOLD), self.text_font(LABEL)
        right = cell.right()
        painter.setFont(plain)
        painter.setPen(QColor(self.theme.text))
        if told.loss:
            painter.drawText(QRectF(right - plan.loss, cell.top(), plan.loss, cell.height()), RIGHT, told.loss)
            right -= plan.loss + GRID * zoom
        for fates, wide in reversed(plan.slots or told.slots):
            found = next((fate for fate in told.counts if fate in fates), None)
            if found is not None:
                painter.setFont(plain)
                painter.setPen(QColor(self.theme.text))
                text = told.counts[found]
                painter.drawText(QRectF(right - wide, cell.top(), wide, cell.height()), LEFT, text)
                at = QPointF(right - wide - 1.25 * GRID * zoom, cell.center().y())
                draw_mark(painter, at, FATE_LOOKS[found].shape, row.color, 5.0 * zoom)
            right -= wide + 3 * GRID * zoom
        left = bar.right() + GRID * zoom
        label = QRectF(left, cell.top(), max(right - left, 1.0), cell.height())
        painter.setFont(strong if row.is_chosen else plain)
        painter.setPen(QColor(row.ink))
        shown = QFontMetricsF(painter.font()).elidedText(row.label, Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label, LEFT, shown)


Slots = tuple[tuple[frozenset[str], float], ...]
"""Places for a mark and a text, one behind another: the fates that stand in each, and its width in pixels."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a line tells: the words for each fate, where they stand if there are no columns, and the loss."""

    counts: dict[str, str]
    slots: Slots
    loss: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What all lines tell.

    Attributes
    ----------
    slots
        The columns, the same in every line; empty: each line packs what it has.
    loss
        The width of the column of losses.
    """

    told: tuple[Told, ...]
    slots: Slots
    loss: float

    def widest(self, names: Sequence[float], zoom: float) -> float:
        """Return the width that the widest line takes, with its whole name."""

        def taken(told: Told) -> float:
            slots = self.slots or told.slots
            return sum(wide + 3 * GRID * zoom for _, wide in slots) + (self.loss + GRID * zoom if told.loss else 0.0)

        return max(name + taken(told) for name, told in zip(names, self.told, strict=True))


def plans_of(rows: Sequence[Placing], metrics: QFontMetricsF, zoom: float) -> Iterator[Plan]:
    """Yield how the standings may be told, the fullest first: words go from all lines at once, and columns last."""

    def wide(text: str) -> float:
        return metrics.horizontalAdvance(text) + zoom

    is_single = all(sum(count for _, count in row.counts) <= 1 for row in rows)
    ways = [(True, True, "full"), (False, True, "full"), (False, True, "short"), (False, False, "short")]
    # Whose line it is matters more than the loss, which the panels tell, too.
    for in_words, in_columns, losses_are in [*ways, (False, False, "none")]:
        counts = [_count_texts(row, in_words or is_single) for row in rows]
        losses = ["" if losses_are == "none" else loss_text(row, is_short=losses_are == "short") for row in rows]
        # As wide as most losses are, so that the column stands still.
        loss = max(wide(text) for text in ("0.0000000", *losses))
        packed = [tuple((frozenset({fate}), wide(text)) for fate, text in found.items() if text) for found in counts]
        columns: Slots = ()
        if is_single:
            # One word a line: they stand in one column, whatever they are.
            columns = (
                (frozenset(SUMMARY_ORDER), max(wide(text) for found in counts for text in [*found.values(), ""])),
            )
        elif in_columns:
            there = [fate for fate in SUMMARY_ORDER if any(fate in found for found in counts)]
            columns = tuple((frozenset({fate}), max(wide(found.get(fate, "")) for found in counts)) for fate in there)
        told = tuple(Told(*line) for line in zip(counts, packed, losses, strict=True))
        yield Plan(told, columns, loss)


def loss_text(row: Placing, *, is_short: bool = False) -> str:
    """Return the loss of a racer's run; of several, that it is the median of theirs."""
    if row.loss is None:
        return ""
    number = format_number(row.loss)
    if sum(count for _, count in row.counts) <= 1:
        return number
    if is_short:
        return QCoreApplication.translate("StandingsView", "median {loss}").format(loss=number)
    return QCoreApplication.translate("StandingsView", "median loss {loss}").format(loss=number)


def _count_texts(row: Placing, in_words: bool) -> dict[str, str]:
    """Return what stands behind each fate's mark: number and word, or the number; the word alone of a single run."""
    if len(row.counts) == 1 and row.counts[0][1] == 1:
        return {row.counts[0][0]: fate_word(*row.counts[0])}
    return {
        fate: f"{format_count(count)} {fate_word(fate, count)}" if in_words else format_count(count)
        for fate, count in sorted(row.counts, key=lambda entry: SUMMARY_ORDER.index(entry[0]))
    }


def _columns(width: float, racers: int, zoom: float) -> int:
    fitting = min(max(int(width // (LEAST_WIDTH * zoom)), 1), racers)
    # Three in two columns would look as if one were missing, and nothing would stand below its like.
    return 1 if (fitting, racers) == (2, 3) else fitting
