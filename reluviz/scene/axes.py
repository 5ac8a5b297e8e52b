"""Axes drawn quietly: grid lines, ticks' numbers, and names that no number runs into; GUI thread and recorder."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reluviz.scene.fonts import LABEL, MEDIUM
from reluviz.scene.ticks import linear_ticks, log_ticks, root_ticks

if TYPE_CHECKING:
    from reluviz.scene.plot import Plot

Place = Literal["outside", "inside"]


class Axes:
    """Draws grid lines, ticks' numbers and names for a plot; the plot's view says fonts and colours.

    Attributes
    ----------
    place
        ``outside``: numbers in the plot's margins; ``inside``: along the lower and left edges of the data's area, with
        a halo, as on a map.
    x_grid, y_grid
        Whether thin lines run through the area at the ticks.
    x_name, y_name
        The names of the axes; empty: none.
    x_numbers, y_numbers
        Whether the ticks have numbers.
    x_spacing, y_spacing
        About how many pixels lie between two ticks.
    """

    def __init__(self, plot: "Plot") -> None:
        self._plot = plot
        self.place: Place = "outside"
        self.x_grid = False
        self.y_grid = True
        self.x_name = ""
        self.y_name = ""
        self.x_numbers = True
        self.y_numbers = True
        self.x_spacing = 90.0
        self.y_spacing = 56.0

    def x_ticks(self) -> list[tuple[float, str]]:
        """Return the ticks across: value and text."""
        return self._ticks(0, self._plot.area.width() / (self.x_spacing * self._plot.view.zoom))

    def y_ticks(self) -> list[tuple[float, str]]:
        """Return the ticks upwards: value and text."""
        return self._ticks(1, self._plot.area.height() / (self.y_spacing * self._plot.view.zoom))

    def draw(self, painter: QPainter) -> None:
        """Draw in the pixels of the plot's area."""
        view, plot = self._plot.view, self._plot
        zoom = view.zoom
        width, height = plot.area.width(), plot.area.height()
        inside = self.place == "inside"
        font, name_font = view.text_font(), view.text_font(LABEL, MEDIUM)
        metrics, name_metrics = QFontMetricsF(font), QFontMetricsF(name_font)
        muted, text = QColor(view.theme.muted), QColor(view.theme.text)
        halo = QColor(view.theme.halo) if inside else None
        if halo is not None:
            halo.setAlphaF(0.75)
        gap = 8.0 * zoom if inside else 6.0 * zoom
        x_low, y_low = plot.x_range[0], plot.y_range[0]
        line = QPen(QColor(view.theme.line), zoom)

        # The names first: they say where no number may stand.
        name_height = name_metrics.height()
        x_name_rect = QRectF()
        if self.x_name:
            wide = name_metrics.horizontalAdvance(self.x_name)
            baseline = height - gap - metrics.descent() if inside else height + gap + metrics.ascent()
            x_name_rect = QRectF(
                width - wide - (gap if inside else 0.0), baseline - name_height, wide, name_height * 1.3
            )
            view.texts.draw(
                painter, QPointF(x_name_rect.left(), baseline), self.x_name, name_font, text, halo=halo, width=3 * zoom
            )
        y_name_rect = QRectF()
        if self.y_name:
            wide = name_metrics.horizontalAdvance(self.y_name)
            baseline = gap + name_metrics.ascent() if inside else -gap
            left = gap if inside else -plot.area.left()
            y_name_rect = QRectF(left, baseline - name_height, wide, name_height * 1.3)
            view.texts.draw(painter, QPointF(left, baseline), self.y_name, name_font, text, halo=halo, width=3 * zoom)

        low_edge = height - gap - metrics.height() * 1.4 if inside else height + 1.0
        for value, written in self.y_ticks():
            at = plot.to_point(x_low, value).y()
            if self.y_grid:
                painter.setPen(line)
                painter.drawLine(QPointF(0.0, at), QPointF(width, at))
            wide = metrics.horizontalAdvance(written)
            left = gap if inside else -gap - wide
            box = QRectF(left, at - metrics.height() / 2, wide, metrics.height())
            hidden = inside and (box.bottom() > low_edge or box.top() < gap)
            if self.y_numbers and not hidden and not box.intersects(y_name_rect):
                baseline = at + (metrics.ascent() - metrics.descent()) / 2
                view.texts.draw(painter, QPointF(left, baseline), written, font, muted, halo=halo, width=3 * zoom)

        for value, written in self.x_ticks():
            at = plot.to_point(value, y_low).x()
            if self.x_grid:
                painter.setPen(line)
                painter.drawLine(QPointF(at, 0.0), QPointF(at, height))
            wide = metrics.horizontalAdvance(written)
            # A minus sign hangs out on the left, so that the figures stand under their place.
            hang = metrics.horizontalAdvance("−") if written.startswith("−") else 0.0
            left = at - (wide - hang) / 2 - hang
            baseline = height - gap - metrics.descent() if inside else height + gap + metrics.ascent()
            box = QRectF(left - gap, baseline - metrics.ascent(), wide + 2 * gap, metrics.height())
            hidden = inside and (box.left() < 0.0 or box.right() > width)
            if self.x_numbers and not hidden and not box.intersects(x_name_rect):
                view.texts.draw(painter, QPointF(left, baseline), written, font, muted, halo=halo, width=3 * zoom)

    def _ticks(self, axis: int, count: float) -> list[tuple[float, str]]:
        low, high = self._plot.y_range if axis else self._plot.x_range
        find = {"linear": linear_ticks, "log": log_ticks, "root": root_ticks}[self._plot.scales[axis]]
        return find(low, high, max(2, round(count)))
