"""What stands at the playhead of a figure over steps: a line, the curves' ends, their names; GUI thread, recorder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from reluviz.scene.fonts import LABEL, MEDIUM
from reluviz.scene.shapes import shape_path

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.plot import Plot
    from reluviz.scene.theme import Shape

RADIUS = 3.0
REACH = 48.0
"""Pixels before the scale: of a dot; of the names beyond the area's edge."""

OVER = 10.0
"""Pixels before the scale that dots and names reach above and below the area."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a curve has got to: place and value, the mark's colour and shape, the curve's name.

    A dot at the playhead, but for a curve that has come to its end before; the followed run's are larger.
    """

    at: float
    value: float
    color: str
    shape: "Shape"
    name: str
    is_followed: bool


class StepMarks(pg.GraphicsObject):
    """Draws over the curves; few strokes, so it is drawn anew each time."""

    def __init__(self, plot: "Plot") -> None:
        super().__init__()
        self._plot = plot
        self._at: float | None = None
        self._marks: tuple[Mark, ...] = ()
        plot.add_layer(self, 10.0)
        plot.changed.connect(self._on_plot_changed)

    def show_marks(self, at: float | None, marks: Sequence[Mark]) -> None:
        """Stand at a place across, in data units, with one mark a curve; None: nowhere, without a line."""
        if at != self._at or tuple(marks) != self._marks:
            self._update_around()
            self._at, self._marks = at, tuple(marks)
            self._update_around()

    def _update_around(self) -> None:
        zoom, height = self._plot.view.zoom, self._plot.area.height()
        reach, over = zoom * REACH, zoom * OVER
        places = np.array([*({mark.at for mark in self._marks} | ({self._at} - {None}))], np.float64)
        for across in self._plot.to_pixels(places, self._plot.y_range[0])[:, 0].tolist():
            self.update(QRectF(across - reach / 4, -over, 1.25 * reach, height + 2 * over))

    def boundingRect(self) -> QRectF:
        """Return the plot's area and the room for names beside it; Qt's own."""
        area, reach = self._plot.area, REACH * self._plot.view.zoom
        return QRectF(-reach, -reach, area.width() + 2 * reach, area.height() + 2 * reach)

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw line, dots and names; Qt's own."""
        view, plot = self._plot.view, self._plot
        zoom, height = view.zoom, plot.area.height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._at is not None:
            across = plot.to_point(self._at, plot.y_range[0]).x()
            line = QColor(view.theme.muted)
            line.setAlphaF(0.55)
            painter.setPen(QPen(line, zoom))
            painter.drawLine(QPointF(across, 0.0), QPointF(across, height))
        places = np.array([(mark.at, mark.value) for mark in self._marks]).reshape(-1, 2)
        pixels = plot.to_pixels(places[:, 0], places[:, 1]).tolist()
        ends = [(x, y, mark) for (x, y), mark in zip(pixels, self._marks, strict=True) if -1.0 <= y <= height + 1.0]
        painter.setPen(QPen(QColor(view.theme.halo), zoom))
        paths: dict[tuple[Shape, bool], QPainterPath] = {}
        brushes: dict[str, QColor] = {}
        for x, y, mark in sorted(ends, key=lambda end: end[2].is_followed):
            path = paths.get((mark.shape, mark.is_followed))
            if path is None:
                radius = RADIUS * zoom * (1.3 if mark.is_followed else 1.0) * (1.0 if mark.shape == "circle" else 1.6)
                path = paths[mark.shape, mark.is_followed] = shape_path(mark.shape, radius)
            brush = brushes.get(mark.color)
            if brush is None:
                brush = brushes[mark.color] = QColor(mark.color)
            painter.setBrush(brush)
            painter.translate(x, y)
            painter.drawPath(path)
            painter.translate(-x, -y)
        named = [end for end in ends if end[2].name]
        if named:
            self._draw_names(painter, named)

    def _draw_names(self, painter: QPainter, ends: list[tuple[float, float, Mark]]) -> None:
        view = self._plot.view
        font = view.text_font(LABEL, MEDIUM)
        metrics = QFontMetricsF(font)
        heights = spread([y for _, y, _ in ends], metrics.height() * 0.95, self._plot.area.height())
        halo = QColor(view.theme.halo)
        halo.setAlphaF(0.8)
        drawn: set[tuple[str, int]] = set()
        for (x, y, mark), at in zip(ends, heights, strict=True):
            place = (mark.name, round(y))
            if place not in drawn:
                drawn.add(place)
                baseline = at + (metrics.ascent() - metrics.descent()) / 2
                start = QPointF(x + 8.0 * view.zoom, baseline)
                view.texts.draw(
                    painter, start, mark.name, font, QColor(view.theme.text), halo=halo, width=3.0 * view.zoom
                )

    def _on_plot_changed(self) -> None:
        self.prepareGeometryChange()
        self.update()


def spread(places: Sequence[float], gap: float, height: float) -> list[float]:
    """Return places, in the order given, moved apart until neighbours are `gap` apart, between 0 and `height`.

    Each crowd of neighbours keeps its middle where it was, as far as the ends allow. Where there is no room for all,
    they stand equally far apart.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    if not order:
        return []
    gap = min(gap, height / max(len(order) - 1, 1))
    # Crowds as (how many, sum of where each would have its first member), merged while they overlap.
    crowds: list[list[float]] = []
    for index in order:
        crowds.append([1.0, places[index]])
        while (
            len(crowds) > 1 and _first(crowds[-1], gap, height) < _first(crowds[-2], gap, height) + crowds[-2][0] * gap
        ):
            count, total = crowds.pop()
            before = crowds[-1]
            before[1] += total - count * before[0] * gap
            before[0] += count
    found = [0.0] * len(places)
    member = iter(order)
    for crowd in crowds:
        first = _first(crowd, gap, height)
        for position in range(int(crowd[0])):
            found[next(member)] = first + position * gap
    return found


def _first(crowd: Sequence[float], gap: float, height: float) -> float:
    count, total = crowd
    return min(max(total / count, 0.0), height - (count - 1) * gap)
