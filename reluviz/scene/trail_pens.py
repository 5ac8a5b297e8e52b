"""The pens that trails are drawn with, and what lies around trails on a basin map; GUI thread and recorder."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from reluviz.scene.trail_path import DASH

if TYPE_CHECKING:
    from reluviz.scene.plot import Plot

CASING = 2.0
"""Pixels, before the scale, by which what lies around a cased trail reaches beyond it: as around heads."""


class TrailPens:
    """Makes pens for lines of one width, and keeps them until told that colours or sizes are others."""

    def __init__(self, plot: "Plot", width: float) -> None:
        self._plot = plot
        self.width = width
        """Of a line in pixels, before the scale."""
        self.is_cased = False
        """Whether lines have the ground's colour around them, so that they stand off what is dark and hatched."""
        self._kept: dict[tuple[str, bool], QPen] = {}

    def forget(self) -> None:
        """Make all pens anew."""
        self._kept.clear()

    def pen(self, color: str, dashed: bool, offset: float) -> QPen:
        """Return the pen for a line; `offset` is the length of the path before it."""
        pen = self._kept.get((color, dashed))
        if pen is None:
            pen = QPen(QColor(color), self.width * self._plot.view.zoom)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap)
            if dashed:
                pen.setDashPattern([length / self.width for length in self.dash()])
            self._kept[color, dashed] = pen
        if dashed:
            pen.setDashOffset(offset / pen.widthF())
        return pen

    def casing(self) -> QPen | None:
        """Return the pen for what lies around lines, below the gaps of dashed ones too; None: nothing does."""
        if not self.is_cased:
            return None
        view = self._plot.view
        pen = QPen(QColor(view.theme.halo), (self.width + 2 * CASING) * view.zoom)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def draw_casings(self, painter: QPainter, bounds: QRectF, lines: Iterable[Sequence[QPolygonF]]) -> None:
        """Draw what lies around lines within bounds, if anything does; the lines go above."""
        casing = self.casing()
        if casing is not None:
            draw_lines(painter, bounds, ((casing, parts) for parts in lines))

    def dash(self) -> tuple[float, float]:
        """Return pixels on and off, before the scale: longer on a thick line."""
        longer = max(1.0, 0.5 + self.width / 4.0)
        return DASH[0] * longer, DASH[1] * longer

    def margin(self) -> float:
        """Return how far a line reaches beyond its points."""
        return (self.width + (CASING if self.is_cased else 0.0)) * self._plot.view.zoom + 1.0


def draw_lines(painter: QPainter, bounds: QRectF, lines: Iterable[tuple[QPen, Sequence[QPolygonF]]]) -> None:
    """Draw lines, each with its pen, within bounds."""
    painter.save()
    painter.setClipRect(bounds)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen, parts in lines:
        painter.setPen(pen)
        for polygon in parts:
            painter.drawPolyline(polygon)
    painter.restore()
