"""Small marks for the heads of many runs, each in the shape and colour of its fate; GUI thread and recorder."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from reluviz.scene.mark_copies import copy_mark
from reluviz.scene.shapes import shape_path
from reluviz.scene.still_layer import is_vector, pixel_ratio
from reluviz.scene.theme import FATE_LOOKS
from reluviz.training.fates import FATE_NAMES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.plot import Plot

RADIUS = 3.5
"""The radius of a round mark in pixels, before the scale."""

ORDER: Sequence[str] = ("moving", "converged", "dying", "dead", "stuck", "diverged")
"""Which fates lie under which: those that are asked about come last."""


class Crowd(pg.GraphicsObject):
    """Draws a mark for each of thousands of runs; what is drawn of one fate is one small picture, copied.

    Where a few heads say who is who, a crowd says how many are where.
    """

    def __init__(self, plot: "Plot") -> None:
        super().__init__()
        self._plot = plot
        self._pixels: NDArray[np.float64] = np.zeros((0, 2))
        self._fates: NDArray[np.uint8] = np.zeros(0, np.uint8)
        self._marks: dict[tuple[str, str, float, float], QPixmap] = {}
        plot.add_layer(self, 45.0)
        plot.changed.connect(self._on_plot_changed)

    def __len__(self) -> int:
        return len(self._fates)

    def show_marks(self, pixels: NDArray[np.float64], fates: NDArray[np.uint8]) -> None:
        """Show runs at pixels of the plot's area (R, 2), with fates (R,) as indices into `FATE_NAMES`."""
        if len(pixels) or len(self._pixels):
            self._pixels, self._fates = pixels, fates
            self.update()

    def nearest(self, point: QPointF, reach: float) -> int | None:
        """Return which of the runs is nearest to a point of the plot's area; None: none within reach."""
        if not len(self._pixels):
            return None
        away = np.hypot(self._pixels[:, 0] - point.x(), self._pixels[:, 1] - point.y())
        best = int(np.argmin(away))
        return best if away[best] <= reach else None

    def boundingRect(self) -> QRectF:
        """Return the plot's area; Qt's own."""
        return QRectF(0, 0, self._plot.area.width(), self._plot.area.height())

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw the marks that are in the area, fate by fate; Qt's own."""
        if not len(self._pixels):
            return
        area = self.boundingRect()
        inside = (
            (self._pixels[:, 0] >= 0)
            & (self._pixels[:, 0] <= area.width())
            & (self._pixels[:, 1] >= 0)
            & (self._pixels[:, 1] <= area.height())
        )
        for fate in ORDER:
            places = self._pixels[inside & (self._fates == FATE_NAMES.index(fate))]
            if not len(places):
                continue
            if is_vector(painter):
                for x, y in places.tolist():
                    painter.translate(x, y)
                    self._draw_mark(painter, fate)
                    painter.translate(-x, -y)
                continue
            mark = self._mark(fate, pixel_ratio(painter))
            copy_mark(painter, mark, places - mark.deviceIndependentSize().width() / 2)

    def _mark(self, fate: str, ratio: float) -> QPixmap:
        view = self._plot.view
        key = (fate, FATE_LOOKS[fate].color(view.theme), view.zoom, ratio)
        kept = self._marks.get(key)
        if kept is None:
            side = 2 * round((1.4 * RADIUS + 1.5) * view.zoom * ratio) + 1
            kept = QPixmap(side, side)
            kept.fill(Qt.GlobalColor.transparent)
            kept.setDevicePixelRatio(ratio)
            with QPainter(kept) as within:
                within.setRenderHint(QPainter.RenderHint.Antialiasing)
                within.translate(side / ratio / 2, side / ratio / 2)
                self._draw_mark(within, fate)
            self._marks[key] = kept
        return kept

    def _draw_mark(self, painter: QPainter, fate: str) -> None:
        view = self._plot.view
        look = FATE_LOOKS[fate]
        painter.setPen(QPen(QColor(view.theme.halo), 2.0 * view.zoom))
        painter.setBrush(QColor(view.theme.halo))
        path = shape_path("circle" if look.shape == "ring" else look.shape, RADIUS * view.zoom)
        painter.drawPath(path)
        color = QColor(look.color(view.theme))
        if look.shape == "ring":
            painter.setPen(QPen(color, 1.5 * view.zoom))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
        painter.drawPath(path)

    def _on_plot_changed(self) -> None:
        self.prepareGeometryChange()
        self.update()
