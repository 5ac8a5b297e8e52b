"""What the pointer asks for: the box beside it, and the contour under it; GUI thread."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reluviz.scene.fonts import BODY, LABEL, MEDIUM
from reluviz.scene.stage import Lift

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.plot import Plot

AWAY = 16.0
"""Pixels, before the scale, from the pointer to the box."""


class Hover(pg.GraphicsObject):
    """Draws a box with lines of text beside the pointer, and a contour lifted out; nothing when there is nothing."""

    def __init__(self, plot: "Plot") -> None:
        super().__init__()
        self._plot = plot
        self._lines: tuple[str, ...] = ()
        self._at = QPointF()
        self._box = QRectF()
        self._lift: Lift | None = None
        plot.add_layer(self, 100.0)
        plot.changed.connect(self._on_plot_changed)

    @property
    def lines(self) -> tuple[str, ...]:
        """The text in the box, a line each; none without a box."""
        return self._lines

    @property
    def box(self) -> QRectF:
        """The rectangle that the box takes, in the pixels of the plot's area; empty without one."""
        return self._box if self._lines else QRectF()

    @property
    def lift(self) -> Lift | None:
        """The contour that is lifted out."""
        return self._lift

    def show_lines(
        self, at: QPointF, lines: Sequence[str], lift: Lift | None = None, avoid: Sequence[QRectF] = ()
    ) -> None:
        """Show lines of text beside a point of the plot's area, the first one in the colour of text; none: no box.

        Of the four corners around the point, the box takes the first that covers none of the rectangles in `avoid`,
        else the one that covers fewest.
        """
        if lift is not self._lift and (lift is None or self._lift is None or lift.path != self._lift.path):
            for one in (lift, self._lift):
                if one is not None:
                    self.update(one.path.boundingRect().adjusted(-3, -3, 3, 3).intersected(self.boundingRect()))
            self._lift = lift
        if tuple(lines) == self._lines and at == self._at:
            return
        self.update(self._box.adjusted(-2, -2, 2, 2))
        self._lines, self._at = tuple(lines), at
        self._box = self._box_place(avoid) if lines else QRectF()
        self.update(self._box.adjusted(-2, -2, 2, 2))

    def clear(self) -> None:
        """Show nothing."""
        self.show_lines(self._at, ())

    def boundingRect(self) -> QRectF:
        """Return the plot's area with room for the box; Qt's own."""
        area = self._plot.area
        return QRectF(0, 0, area.width(), area.height()).adjusted(-20, -20, 20, 20)

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw contour and box; Qt's own."""
        view = self._plot.view
        zoom, theme = view.zoom, view.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._lift is not None:
            painter.save()
            painter.setClipRect(QRectF(0, 0, self._plot.area.width(), self._plot.area.height()))
            painter.setPen(QPen(QColor(theme.muted), 2.5 * zoom))
            painter.drawPath(self._lift.path)
            painter.restore()
        if not self._lines:
            return
        ground = QColor(theme.panel)
        ground.setAlphaF(0.96)
        painter.setPen(QPen(QColor(theme.line), zoom))
        painter.setBrush(ground)
        painter.drawRoundedRect(self._box, 6 * zoom, 6 * zoom)
        baseline = self._box.top() + 8 * zoom
        for index, line in enumerate(self._lines):
            font = view.text_font(BODY if index == 0 else LABEL, MEDIUM if index == 0 else MEDIUM.Normal)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(QColor(theme.text if index == 0 else theme.muted))
            painter.drawText(QPointF(self._box.left() + 12 * zoom, baseline + metrics.ascent()), line)
            baseline += metrics.height() + 2 * zoom

    def _box_place(self, avoid: Sequence[QRectF]) -> QRectF:
        view = self._plot.view
        zoom = view.zoom
        wide, high = 0.0, 0.0
        for index, line in enumerate(self._lines):
            font = view.text_font(BODY if index == 0 else LABEL, MEDIUM if index == 0 else MEDIUM.Normal)
            metrics = QFontMetricsF(font)
            wide = max(wide, metrics.horizontalAdvance(line))
            high += metrics.height() + 2 * zoom
        wide, high = wide + 24 * zoom, high + 14 * zoom
        area = self._plot.area
        away = AWAY * zoom
        best, fewest = QRectF(), math.inf
        for below in (True, False):
            for right in (True, False):
                left = self._at.x() + away if right else self._at.x() - away - wide
                top = self._at.y() + away if below else self._at.y() - away - high
                box = QRectF(left, top, wide, high)
                held = box.translated(
                    min(max(left, 0.0), max(area.width() - wide, 0.0)) - left,
                    min(max(top, 0.0), max(area.height() - high, 0.0)) - top,
                )
                # A box that had to be moved in may lie under the pointer.
                covers = sum(held.intersects(one) for one in avoid) + (len(avoid) + 1) * held.contains(self._at)
                covers += 0.5 * (held != box)
                if covers < fewest:
                    best, fewest = held, covers
        return best

    def _on_plot_changed(self) -> None:
        self.prepareGeometryChange()
        self._lines, self._lift = (), None
        self.update()
