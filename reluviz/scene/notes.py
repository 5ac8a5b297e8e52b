"""Notes in the upper right corner of a landscape, in rows that leave the axes' words free; GUI thread and recorder."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from reluviz.scene.fonts import hyphened
from reluviz.scene.texts import draw_on_plate
from reluviz.scene.view import GRID

if TYPE_CHECKING:
    from reluviz.scene.plot import Plot

FIRST, APART = 2.25, 2.5
"""How far down the first row's baseline is, and from one row to the next, in units of the grid."""

BREAK = " · "
"""Where a note may go on in the next row."""


def note_rows(plot: "Plot", notes: Sequence[str]) -> list[str]:
    """Return what stands in each row; a row in which there is no room, beside the name of an axis, stays empty."""
    rows: list[str] = []
    for note in notes:
        parts = hyphened(note).split(BREAK)
        while parts:
            room, whole = _room(plot, len(rows)), plot.area.width() - 2 * GRID * plot.view.zoom
            fitting = [count for count in range(1, len(parts) + 1) if _wide(plot, BREAK.join(parts[:count])) <= room]
            if not fitting and room < whole and len(rows) < len(notes) + 1:
                rows.append("")
                continue
            count = max(fitting, default=1)
            rows.append(BREAK.join(parts[:count]))
            parts = parts[count:]
    return rows


def notes_height(plot: "Plot", notes: Sequence[str]) -> float:
    """Return how far down notes reach, or the gap at the edge without any."""
    return (1.0 + APART * (len(note_rows(plot, notes)) if notes else 0)) * GRID * plot.view.zoom


def draw_notes(painter: QPainter, plot: "Plot", notes: Sequence[str]) -> None:
    """Draw the rows, flush on the right, in the pixels of the plot's area."""
    view = plot.view
    font, zoom, halo = view.text_font(), view.zoom, QColor(view.theme.halo)
    for row, text in enumerate(note_rows(plot, notes) if notes else ()):
        at = QPointF(plot.area.width() - _wide(plot, text) - GRID * zoom, (FIRST + APART * row) * GRID * zoom)
        if not text:
            continue
        if plot.axes.has_plates:
            draw_on_plate(painter, at, text, font, QColor(view.theme.text), ground=halo, zoom=zoom)
        else:
            view.texts.draw(painter, at, text, font, QColor(view.theme.text), halo=halo, width=3.0 * zoom)


def _wide(plot: "Plot", text: str) -> float:
    return QFontMetricsF(plot.view.text_font()).horizontalAdvance(text)


def _room(plot: "Plot", row: int) -> float:
    """Return how wide a text in a row may be, beside what the axes have on the left within the area."""
    zoom = plot.view.zoom
    metrics, baseline = QFontMetricsF(plot.view.text_font()), (FIRST + APART * row) * GRID * zoom
    top, bottom = baseline - metrics.ascent(), baseline + metrics.descent()
    written = plot.axes.written() if plot.axes.place == "inside" else ()
    beside = [
        piece.box.right() + GRID * zoom
        for piece in written
        if piece.box.top() < bottom and piece.box.bottom() > top and piece.box.left() < plot.area.width() / 2
    ]
    return plot.area.width() - GRID * zoom - max(beside, default=GRID * zoom)
