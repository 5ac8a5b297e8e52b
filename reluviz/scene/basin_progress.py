"""The line below the legend that says what of a basin map is being computed; GUI thread."""

from math import floor
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from reluviz.scene.basins import Progress
from reluviz.scene.numbers import format_count, format_percent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.plot import Plot

PADDING = (10.0, 5.0)


class BasinProgress(pg.GraphicsObject):
    """Draws one line of text on a ground of its own; it changes often, and the picture below it is not drawn anew."""

    def __init__(self, plot: "Plot") -> None:
        super().__init__()
        self._plot = plot
        self._at = QPointF()
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

    def size(self) -> QSizeF:
        """Return the size of the line's ground; empty without a line."""
        if not self.text:
            return QSizeF()
        view = self._plot.view
        metrics = QFontMetricsF(view.text_font())
        wide = metrics.horizontalAdvance(self.text) + 2 * PADDING[0] * view.zoom
        return QSizeF(wide, metrics.height() + 2 * PADDING[1] * view.zoom)

    def place(self, at: QPointF) -> None:
        """Stand with the upper left corner at a point of the plot's area."""
        if at != self._at:
            self.prepareGeometryChange()
            self._at = at
            self.update()

    def boundingRect(self) -> QRectF:
        """Return the line's ground; Qt's own."""
        return QRectF(self._at, self.size()) if self.text else QRectF()

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
