"""A panel's first lines: title, what it is drawn over, caption or legend, in as many rows as it takes; GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from reluviz.scene.legend import ENTRY_GAP, LegendEntry, draw_entry, entry_width

ROW = 19.0
"""The height of each row after the first, in pixels before the scale."""

GAP = 16.0
"""Pixels, before the scale, between what stands on the left and what stands on the right; half of it within a side."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a panel's figure.

    Attributes
    ----------
    over
        What the figure's axis across is, in words that go on from the title: ``over steps``.
    caption
        Stands on the right, or below where there is no room; only without a legend.
    legend
        Stands on the right and goes on in further rows: nothing of it is cut off.
    """

    title: str = ""
    over: str = ""
    caption: str = ""
    legend: tuple[LegendEntry, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to be drawn."""
        return bool(self.title or self.over or self.caption or self.legend)


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """One line: words on the left, entries on the right."""

    title: str
    over: str
    entries: tuple[LegendEntry, ...]


def header_rows(header: Header, width: float, title_font: QFont, label_font: QFont, zoom: float) -> list[HeaderRow]:
    """Return the rows that a header takes in a panel `width` pixels wide inside its margins."""
    label = QFontMetricsF(label_font)
    gap = GAP * zoom
    words = [HeaderRow(header.title, header.over, ())]
    taken = QFontMetricsF(title_font).horizontalAdvance(header.title) if header.title else 0.0
    if header.title and header.over:
        over_wide = label.horizontalAdvance(header.over)
        if taken + gap / 2 + over_wide > width:
            words = [HeaderRow(header.title, "", ()), HeaderRow("", header.over, ())]
            taken = over_wide
        else:
            taken += gap / 2 + over_wide
    if not header.legend:
        fits = not header.caption or taken + gap + label.horizontalAdvance(header.caption) <= width
        return words if fits or not header.title else [*words, HeaderRow("", "", ())]
    title = QFontMetricsF(title_font).horizontalAdvance(header.title) + gap if header.title else 0.0
    over = label.horizontalAdvance(header.over) + gap / 2 if header.over else 0.0
    wide = [entry_width(entry, label, zoom) + ENTRY_GAP * zoom for entry in header.legend]
    if title + over + sum(wide) - ENTRY_GAP * zoom <= width:
        return [HeaderRow(header.title, header.over, header.legend)]
    below = [*words, *_filled(header.legend, wide, width, width, zoom)]
    first, *others = _filled(header.legend, wide, width - title, width, zoom)
    rows = [replace(first, title=header.title), *others]
    # The words may stand in front of the legend's last row.
    taken = sum(wide[len(wide) - len(rows[-1].entries) :]) - ENTRY_GAP * zoom
    if 1 < len(rows) < len(below) and over + taken <= width:
        return [*rows[:-1], replace(rows[-1], over=header.over)]
    return below


def _filled(
    entries: Sequence[LegendEntry], wide: Sequence[float], first: float, width: float, zoom: float
) -> list[HeaderRow]:
    """Return rows of as many entries as fit, the first of them `first` pixels wide; it alone may be empty."""
    rows: list[HeaderRow] = []
    begin = 0
    while begin < len(entries) or not rows:
        room = width if rows else first
        end = begin if first < width and not rows else begin + 1
        while end < len(entries) and sum(wide[begin : end + 1]) - ENTRY_GAP * zoom <= room:
            end += 1
        rows.append(HeaderRow("", "", tuple(entries[begin:end])))
        begin = end
    return rows


def draw_header(
    painter: QPainter,
    header: Header,
    rows: Sequence[HeaderRow],
    first: QRectF,
    *,
    title_font: QFont,
    label_font: QFont,
    text: QColor,
    muted: QColor,
    zoom: float,
) -> None:
    """Draw a header in its rows (`header_rows`), of which the first is a rectangle, and the others follow below."""
    left_align = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    right_align = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label, gap = QFontMetricsF(label_font), GAP * zoom
    for index, row in enumerate(rows):
        line = first if not index else QRectF(first.left(), first.bottom(), first.width(), ROW * zoom)
        line = line.translated(0.0, ROW * zoom * max(index - 1, 0))
        left = line.left()
        if row.title:
            painter.setFont(title_font)
            painter.setPen(text)
            painter.drawText(line, left_align, row.title)
            left += QFontMetricsF(title_font).horizontalAdvance(row.title) + gap / 2
        painter.setFont(label_font)
        painter.setPen(muted)
        if row.over:
            shown = label.elidedText(row.over, Qt.TextElideMode.ElideRight, line.right() - left + 1.0)
            # A little lower, so that both sizes of type stand on one line.
            lower = 0.5 * zoom if row.title else 0.0
            painter.drawText(line.adjusted(left - line.left(), lower, 0, lower), left_align, shown)
            left += label.horizontalAdvance(shown) + gap
        if header.caption and not header.legend and index == len(rows) - 1:
            shown = label.elidedText(header.caption, Qt.TextElideMode.ElideRight, max(line.right() - left, 0.0) + 1.0)
            painter.drawText(line, right_align, shown)
        at = line.right()
        for entry in reversed(row.entries):
            at -= entry_width(entry, label, zoom)
            draw_entry(painter, entry, QRectF(at, line.top(), line.right() - at, line.height()), muted, zoom)
            at -= ENTRY_GAP * zoom
