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
MARGIN = 8.0
"""Pixels, before the scale, between the line and the sides of the plot."""


class BasinProgress(pg.GraphicsObject):
    """Draws one line of text on a ground of its own; it changes often, and the picture below it is not drawn anew."""

    def __init__(self, plot: "Plot") -> None:
        super().__init__()
        self._plot = plot
        self._at = QPointF()
        self._ways: tuple[str, ...] = ()
        plot.add_layer(self, 90.0)
        plot.changed.connect(self.renew)

    def renew(self) -> None:
        """Draw at another place, in other colours or at another size."""
        self.prepareGeometryChange()
        self.update()

    def show_progress(self, progress: Progress | None, *, is_outdated: bool = False) -> None:
        """Say how far the work is; with an outdated map below, say what that is, even when the work has only begun."""
        if progress is not None:
            columns, rows = format_count(progress.columns), format_count(progress.rows)
            share = format_percent(floor(100 * progress.share) / 100)
            found = (
                QCoreApplication.translate("BasinLayer", "basin map: computing {columns} × {rows}, {share}"),
                QCoreApplication.translate("BasinLayer", "computing {columns} × {rows}, {share}"),
            )
            ways = tuple(words.format(columns=columns, rows=rows, share=share) for words in found)
        elif is_outdated:
            ways = (
                QCoreApplication.translate("BasinLayer", "basin map of before, in grey: computing it anew"),
                QCoreApplication.translate("BasinLayer", "grey: map of before"),
            )
        else:
            ways = ()
        if ways != self._ways:
            self.prepareGeometryChange()
            self._ways = ways
            self.update()

    @property
    def text(self) -> str:
        """What is said, in few words where more have no room in the plot; empty: nothing."""
        view = self._plot.view
        room = self._plot.area.width() - 2 * (PADDING[0] + MARGIN) * view.zoom
        metrics = QFontMetricsF(view.text_font())
        fitting = (words for words in self._ways if metrics.horizontalAdvance(words) <= room)
        return next(fitting, self._ways[-1] if self._ways else "")

    def size(self) -> QSizeF:
        """Return the size of the line's ground; empty without a line."""
        text = self.text
        if not text:
            return QSizeF()
        view = self._plot.view
        metrics = QFontMetricsF(view.text_font())
        wide = metrics.horizontalAdvance(text) + 2 * PADDING[0] * view.zoom
        return QSizeF(wide, metrics.height() + 2 * PADDING[1] * view.zoom)

    def place(self, at: QPointF) -> None:
        """Stand with the upper left corner at a point of the plot's area."""
        if at != self._at:
            self.prepareGeometryChange()
            self._at = at
            self.update()

    def boundingRect(self) -> QRectF:
        """Return the line's ground; Qt's own."""
        return QRectF(self._at, self.size())

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw ground and text; Qt's own."""
        text = self.text
        if not text:
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
        painter.drawText(QPointF(box.left() + left, box.top() + top + metrics.ascent()), text)
