"""The loss over two parameters: a heat map with labelled contours; GUI thread and recorder."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from reluviz.scene.contour_labels import Label, place_labels
from reluviz.scene.fonts import writing
from reluviz.scene.gradient_field import FINER, SPACING, draw_arrows, draw_shade
from reluviz.scene.grids import Grid, GridKey, GridSource, rounded_base
from reluviz.scene.heat import HeatScale, heat_image, shades
from reluviz.scene.labels import Obstacles
from reluviz.scene.numbers import format_number
from reluviz.scene.stage import FlatStage, Lift, widened, zoomed
from reluviz.scene.still_layer import is_vector
from reluviz.scene.texts import draw_plate
from reluviz.scene.trail_path import VECTOR_TOLERANCE, simplified
from reluviz.scene.words import axis_titles

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment
    from reluviz.scene.plot import Plot

Array = NDArray[np.float64]

CELL = 4.0
"""Pixels, before the scale, from one computed loss to the next."""

ROUGH = (40, 24)
"""The columns and rows of a map that stands in for a fine one; its contours are not drawn."""

MARGIN = 0.15
"""The share of the view's length that is computed beyond it on each side, so that it can be moved at once."""

LINE_OPACITY = 0.8
"""That of a contour."""

REACH = 9.0
"""Pixels, before the scale, within which a contour is under the pointer."""


class MapStage(FlatStage):
    """Draws heat map, contours, their numbers and the axes; keeps what it has until a better grid has come."""

    width = 2.5
    head_size = 1.0
    marks_ways = True

    def __init__(self, plot: "Plot", grids: GridSource) -> None:
        super().__init__(plot)
        self._grids = grids
        self._grid: Grid | None = None
        self._scale: HeatScale | None = None
        self._image: QImage | None = None
        self._image_colors: tuple[str, ...] = ()
        self._lines: list[list[Array]] = []
        self._lines_key: object = None
        self._few: list[list[Array]] = []
        self._few_key: object = None
        self._has_field = False
        self._has_shade = False
        self._shade_key: object = None
        self._numbers: list[tuple[Label, QRectF]] = []
        self._numbers_key: object = None
        self._obstacles = Obstacles()
        self._obstacles_key: object = None
        self.underlay: Callable[[QPainter], bool] | None = None
        """Draws what lies on the landscape's colours, below all lines."""

    # -- the moment ----------------------------------------------------------------------------------------------------

    def enter(self, moment: "Moment") -> None:
        """Prepare the plot's axes, and show what the scenario's view asks for."""
        plot, view = self._plot, moment.scenario.view
        plot.set_scales()
        plot.axes.place = "inside"
        plot.axes.x_grid = plot.axes.y_grid = False
        plot.axes.y_spacing = plot.axes.x_spacing
        plot.axes.x_name, plot.axes.y_name = axis_titles(moment)
        plot.set_ranges(view.x_range, view.y_range)
        plot.still_changed()

    def show(self, moment: "Moment") -> None:
        """Take the moment; ask for a grid where the one at hand does not fit."""
        key = self._key(moment)
        if moment.scenario.view.gradient_field != self._has_field:
            self._has_field = moment.scenario.view.gradient_field
            self._plot.still_changed()
        axes, titles = self._plot.axes, axis_titles(moment)
        if titles != (axes.x_name, axes.y_name):
            axes.x_name, axes.y_name = titles
            self._plot.still_changed()
        if self._grid is not None and self._fits(self._grid.key, key):
            return
        if self.may_wait and self._grid is not None and self._grid.key.same_axes(key):
            return
        if self._grid is None or not self._grid.key.same_axes(key):
            # A rough map at once, where that is cheap, rather than none until the fine one has come.
            rough = self._grids.request(replace(key, columns=ROUGH[0], rows=ROUGH[1], has_contours=False))
            self._take(rough, moment)
        grid = self._grids.request(key)
        if grid is None:
            # While the other parameters move, every answer is to a question of a moment ago.
            newest = self._grids.newest()
            grid = newest if newest is not None and newest.key.same_axes(key) else None
        self._take(grid, moment)

    @property
    def has_shade(self) -> bool:
        """Tell whether no gradient is left in a part of what is shown, and the field is shown."""
        field = self._grid.field if self._grid is not None and self._has_field else None
        key = (self._plot.key, id(field))
        if key != self._shade_key:
            self._shade_key = key
            self._has_shade = field is not None and field.is_dead_in(self._plot.x_range, self._plot.y_range)
        return self._has_shade

    def _take(self, grid: Grid | None, moment: "Moment") -> None:
        if grid is not None and grid is not self._grid:
            self._grid = grid
            self._image = None
            self._lines_key = self._few_key = None
            self._scale = HeatScale.of(grid.loss, moment.landscape.target_power)
            self._plot.still_changed()

    def _key(self, moment: "Moment") -> GridKey:
        plot = self._plot
        cell = CELL * plot.view.zoom
        columns = max(ROUGH[0] + 1, round(plot.area.width() * (1 + 2 * MARGIN) / cell))
        rows = max(16, round(plot.area.height() * (1 + 2 * MARGIN) / cell))
        return GridKey(
            moment.landscape,
            moment.x_name,
            moment.y_name,
            widened(plot.x_range, MARGIN),
            widened(plot.y_range, MARGIN),
            columns,
            rows,
            rounded_base(moment.remainder(), plot.x_range),
            (round(columns * CELL * FINER / SPACING) + 2, round(rows * CELL * FINER / SPACING) + 2)
            if moment.scenario.view.gradient_field
            else None,
            moment.plane,
        )

    def _fits(self, have: GridKey, want: GridKey) -> bool:
        """Tell whether a grid still serves: the same slice, all of the view, and neither too coarse nor too fine."""
        if have == want:
            return True
        if not have.same_slice(want):
            return False
        for had, wanted, count, needed in (
            (have.x_range, want.x_range, have.columns, want.columns),
            (have.y_range, want.y_range, have.rows, want.rows),
        ):
            beyond = MARGIN / (1 + 2 * MARGIN) * (wanted[1] - wanted[0])
            if had[0] > wanted[0] + beyond or had[1] < wanted[1] - beyond:
                return False
            coarseness = ((had[1] - had[0]) / count) / ((wanted[1] - wanted[0]) / needed)
            if not 0.7 < coarseness < 1.3:
                return False
        return True

    # -- runs over it --------------------------------------------------------------------------------------------------

    def places(self, moment: "Moment", parameters: Array) -> tuple[Array, Array]:
        """Return where parameters (…, P) stand, x and y (…)."""
        return moment.coordinates(parameters)

    def downhill(self, moment: "Moment") -> tuple[float, float, float]:
        """Return the direction of −gradient on the plot (across, down; length 1), and the gradient's norm."""
        gradient = moment.landscape.fast_loss_and_gradient(moment.base)[1]
        x, y = (float(slope) for slope in moment.slopes(gradient))
        slope = math.hypot(x, y)
        if not math.isfinite(slope) or slope == 0.0:
            return 0.0, 0.0, 0.0
        (x_low, x_high), (y_low, y_high) = self._plot.x_range, self._plot.y_range
        across = -x / slope * self._plot.area.width() / (x_high - x_low)
        down = y / slope * self._plot.area.height() / (y_high - y_low)
        length = math.hypot(across, down)
        return across / length, down / length, slope

    def row_at(self, moment: "Moment", x: float, y: float) -> Array:
        """Return the parameters (P,) at x and y, the others as in the moment's base."""
        return moment.row_at(x, y)

    def zoom(self, factor: float, at: "QPointF") -> None:
        """Show more, by a factor above 1, or less, around a point of the plot's area."""
        x, y = self._plot.to_data(at)
        self._plot.set_ranges(zoomed(self._plot.x_range, factor, x), zoomed(self._plot.y_range, factor, y))

    def pan(self, across: float, down: float) -> None:
        """Move what is shown by so many pixels."""
        (x_low, x_high), (y_low, y_high) = self._plot.x_range, self._plot.y_range
        dx = across * (x_high - x_low) / self._plot.area.width()
        dy = down * (y_high - y_low) / self._plot.area.height()
        self._plot.set_ranges((x_low - dx, x_high - dx), (y_low + dy, y_high + dy))

    # -- drawing -------------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter) -> None:
        """Draw heat map, contours, numbers and axes within rounded corners."""
        plot, view = self._plot, self._plot.view
        area = QRectF(0, 0, plot.area.width(), plot.area.height())
        rounded = QPainterPath()
        radius = 10.0 * view.zoom
        rounded.addRoundedRect(area, radius, radius)
        vector = is_vector(painter)
        painter.setClipPath(rounded) if vector else painter.setClipRect(area)
        painter.fillRect(area, QColor(view.theme.landscape[-1]))
        if self._grid is not None and self._scale is not None:
            self._draw_heat(painter, self._grid, self._scale)
        is_covered = self.underlay is not None and self.underlay(painter)
        if self._grid is not None and self._scale is not None:
            field = self._grid.field if self._has_field else None
            if field is not None:
                draw_shade(painter, plot, field)
            if self._grid.key.columns > ROUGH[0]:
                self._draw_contours(painter, self._grid, self._scale, is_bare=not is_covered and field is None)
            if field is not None:
                draw_arrows(painter, plot, field)
        plot.axes.draw(painter)
        if not vector:
            # A clip path would have jagged corners: what lies outside of the round ones is taken away instead.
            corners = QPainterPath()
            corners.addRect(area.adjusted(-1, -1, 1, 1))
            painter.save()
            painter.setClipping(False)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
            painter.fillPath(corners.subtracted(rounded), Qt.GlobalColor.black)
            painter.restore()

    def _draw_heat(self, painter: QPainter, grid: Grid, scale: HeatScale) -> None:
        colors = self._plot.view.theme.landscape
        if self._image is None or colors != self._image_colors:
            self._image, self._image_colors = heat_image(grid.loss, scale, shades(colors)), colors
        # The middle of a pixel is where its loss was computed.
        half_x = (grid.xs[1] - grid.xs[0]) / 2
        half_y = (grid.ys[1] - grid.ys[0]) / 2
        corner = self._plot.to_point(grid.xs[0] - half_x, grid.ys[-1] + half_y)
        other = self._plot.to_point(grid.xs[-1] + half_x, grid.ys[0] - half_y)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(corner, other), self._image, QRectF(self._image.rect()))

    def _draw_contours(self, painter: QPainter, grid: Grid, scale: HeatScale, *, is_bare: bool) -> None:
        """Draw lines and numbers; `is_bare`: nothing lies between them and the heat map."""
        view = self._plot.view
        zoom = view.zoom
        table = shades(view.theme.landscape)
        vector = is_vector(painter)
        lines = self._few_lines(grid) if vector else self._pixel_lines(grid)
        for contour, parts in zip(grid.contours, lines, strict=True):
            ground = QColor.fromRgb(int(table[round(float(scale.shade(contour.level)) * (len(table) - 1))]))
            color = QColor(view.theme.contour_on(ground.name()))
            if vector and is_bare:
                # Under a contour the ground has one colour. Of a line that is not opaque, Qt fills a PDF with outlines.
                color = mixed(ground, color, LINE_OPACITY)
            else:
                color.setAlphaF(LINE_OPACITY)
            painter.setPen(QPen(color, zoom))
            for points in parts:
                painter.drawPolyline(arrayToQPolygonF(points[:, 0], points[:, 1]))
        font = view.text_font()
        halo = QColor(view.theme.halo)
        halo.setAlphaF(0.8)
        for label, box in self._contour_numbers(grid):
            text = contour_text(grid.contours[label.index].level)
            if self._plot.axes.has_plates:
                margin = 3.0 * zoom
                draw_plate(painter, box.adjusted(-margin, -margin, margin, margin), halo, zoom)
                view.texts.draw(painter, box.bottomLeft(), text, font, QColor(view.theme.text))
            else:
                color = QColor(view.theme.numbers)
                view.texts.draw(painter, box.bottomLeft(), text, font, color, halo=halo, width=3 * zoom)

    def _contour_numbers(self, grid: Grid) -> list[tuple[Label, QRectF]]:
        """Return where the contours' numbers stand: within the corners that the axes leave."""
        plot, zoom = self._plot, self._plot.view.zoom
        key = (plot.key, zoom, grid, writing())
        if key != self._numbers_key:
            self._numbers_key = key
            metrics = QFontMetricsF(plot.view.text_font())
            texts = [contour_text(contour.level) for contour in grid.contours]
            sizes = [(metrics.horizontalAdvance(text), metrics.capHeight()) for text in texts]
            low = np.unravel_index(int(np.argmin(grid.loss)), grid.loss.shape)
            valley = plot.to_point(float(grid.xs[low[1]]), float(grid.ys[low[0]]))
            frame = (44 * zoom, 36 * zoom, plot.area.width() - 20 * zoom, plot.area.height() - 60 * zoom)
            placed = place_labels(
                self._pixel_lines(grid), sizes, (valley.x(), valley.y()), frame, 10.0 * zoom, clear=32.0 * zoom
            )
            self._numbers = [
                (label, QRectF(label.x - wide / 2, label.y - high / 2, wide, high))
                for label in placed
                for wide, high in (sizes[label.index],)
            ]
        return self._numbers

    def obstacles(self) -> Obstacles:
        """Return what labels keep off: the axes' texts, and the contours' numbers."""
        axes = self._plot.axes
        key = (self._plot.key, self._plot.view.zoom, axes.x_name, axes.y_name, self._grid, writing())
        if key != self._obstacles_key:
            self._obstacles_key = key
            texts = [piece.box for piece in axes.written()]
            if self._grid is not None and self._grid.key.columns > ROUGH[0]:
                texts += [box.adjusted(-3, -3, 3, 3) for _, box in self._contour_numbers(self._grid)]
            self._obstacles = Obstacles(tuple(texts))
        return self._obstacles

    def _pixel_lines(self, grid: Grid) -> list[list[Array]]:
        key = (self._plot.key, id(grid))
        if key != self._lines_key:
            self._lines = [
                [self._plot.to_pixels(line[:, 0], line[:, 1]) for line in contour.lines] for contour in grid.contours
            ]
            self._lines_key = key
        return self._lines

    def _few_lines(self, grid: Grid) -> list[list[Array]]:
        """Return the contours' lines with as many points as can be seen, for all pages of a PDF."""
        key = (self._plot.key, id(grid))
        if key != self._few_key:
            self._few = [
                [simplified(points, VECTOR_TOLERANCE) for points in parts] for parts in self._pixel_lines(grid)
            ]
            self._few_key = key
        return self._few

    def lift_at(self, point: QPointF) -> Lift | None:
        """Return the contour near a point of the plot's area."""
        if self._grid is None:
            return None
        lines = self._pixel_lines(self._grid)
        at = np.array([point.x(), point.y()])
        best, nearest = -1, (REACH * self._plot.view.zoom) ** 2
        for index, parts in enumerate(lines):
            for points in parts:
                away = float(((points - at) ** 2).sum(axis=1).min())
                if away < nearest:
                    best, nearest = index, away
        if best < 0:
            return None
        path = QPainterPath()
        for points in lines[best]:
            few = simplified(points, 0.3)
            path.addPolygon(arrayToQPolygonF(few[:, 0], few[:, 1]))
        return Lift(path, contour_text(self._grid.contours[best].level))


def mixed(ground: QColor, color: QColor, share: float) -> QColor:
    """Return what is seen of a ground under a colour of that opacity."""
    below, above = ground.getRgbF(), color.getRgbF()
    return QColor.fromRgbF(*(low + share * (high - low) for low, high in zip(below[:3], above[:3], strict=True)))  # type: ignore[arg-type]


def contour_text(level: float) -> str:
    """Return how a contour's loss is written: 0.05, 2, 10⁴."""
    return format_number(level, 3, trim=True)
