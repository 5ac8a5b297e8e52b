"""The line over the landscape that says what of a basin map is being computed; GUI thread."""

from math import floor
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from reluviz.scene.basins import Progress
from reluviz.scene.numbers import format_count, format_percent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.plot import Plot

UP = 52.0
"""Pixels, before the scale, from the area's lower edge to the line: above the axis's numbers and name."""

PADDING = (10.0, 5.0)


class BasinProgress(pg.GraphicsObject):
    """Draws one line of text on a ground of its own; it changes often, and the picture below it is not drawn anew."""

    def __init__(self, plot: "Plot") -> None:
        super().__init__()
        self._plot = plot
        self.text = ""
        """What is said; empty: nothing."""
        plot.add_layer(self, 90.0)
        plot.changed.connect(self.renew)

    def renew(self) -> None:
        """Draw at another place, in other colours or at another size."""
        self.prepareGeometryChange()
        self.update()

    def show_progress(self, progress: Progress | None, *, is_outdated: bool = False) -> None:
        """Say how far the work is; with an outdated map below, say what that is, even when the work has only begun."""
        if progress is not None:
            words = QCoreApplication.translate("BasinLayer", "basin map: computing {columns} × {rows}, {share}")
            columns, rows = format_count(progress.columns), format_count(progress.rows)
            share = format_percent(floor(100 * progress.share) / 100)
            text = words.format(columns=columns, rows=rows, share=share)
        elif is_outdated:
            text = QCoreApplication.translate("BasinLayer", "basin map of before, in grey: computing it anew")
        else:
            text = ""
        if text != self.text:
            self.prepareGeometryChange()
            self.text = text
            self.update()

    def boundingRect(self) -> QRectF:
        """Return the line's ground; Qt's own."""
        if not self.text:
            return QRectF()
        view, area = self._plot.view, self._plot.area
        metrics = QFontMetricsF(view.text_font())
        wide = metrics.horizontalAdvance(self.text) + 2 * PADDING[0] * view.zoom
        high = metrics.height() + 2 * PADDING[1] * view.zoom
        return QRectF((area.width() - wide) / 2, area.height() - UP * view.zoom - high, wide, high)

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw ground and text; Qt's own."""
        if not self.text:
            return
        view = self._plot.view
        box, font = self.boundingRect(), view.text_font()
        metrics = QFontMetricsF(font)
        ground = QColor(view.theme.halo)
        ground.setAlphaF(0.92)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 6 * view.zoom, 6 * view.zoom)
        painter.setFont(font)
        painter.setPen(QColor(view.theme.text))
        left, top = (side * view.zoom for side in PADDING)
        painter.drawText(QPointF(box.left() + left, box.top() + top + metrics.ascent()), self.text)
