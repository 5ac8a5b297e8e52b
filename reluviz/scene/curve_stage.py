"""The loss over one parameter: a curve that the runs slide down; GUI thread and recorder."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QLinearGradient, QPainter, QPainterPath, QPen

from reluviz.scenario.parameters import symbol
from reluviz.scene.grids import Grid, GridKey, GridSource
from reluviz.scene.heat import HeatScale, shades
from reluviz.scene.labels import Obstacles, beside, crosses
from reluviz.scene.numbers import format_number
from reluviz.scene.stage import FlatStage, Lift, widened, zoomed
from reluviz.scene.still_layer import is_vector
from reluviz.scene.texts import draw_on_plate
from reluviz.scene.trail_path import polygons, simplified
from reluviz.scene.words import axis_words

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment
    from reluviz.scene.plot import Plot

Array = NDArray[np.float64]

MARGIN = 0.5
"""The share of the axis that is computed beyond it on each side."""

EQUALLY_LOW = 1e-4
"""Of the losses that are seen: how far apart two valleys of a curve are equally low, seen through a grid."""

HEADROOM = 1.06
"""How far above the curve's highest point the axis of the loss ends, on the paper."""


class CurveStage(FlatStage):
    """Draws the curve over its axis; the axis of the loss begins at 0 and ends above what is seen of the curve.

    The loss goes by its square root: from ±10 the kink at 0, where the one run ends, is half a
    hundredth of the height on a linear axis, and cannot be seen.
    """

    width = 5.0
    head_size = 1.3
    marks_ways = False

    def __init__(self, plot: "Plot", grids: GridSource) -> None:
        super().__init__(plot)
        self._grids = grids
        self._grid: Grid | None = None
        self._moment: Moment | None = None
        self._line: Array = np.empty((0, 2))
        self._line_key: object = None
        self._obstacles = Obstacles()
        self._obstacles_key: object = None
        self.underlay: Callable[[QPainter], bool] | None = None
        """Draws what lies on the landscape's colours, below all lines."""

    # -- the moment ----------------------------------------------------------------------------------------------------

    def enter(self, moment: "Moment") -> None:
        """Prepare the plot's axes, and show what the scenario's view asks for."""
        plot = self._plot
        plot.set_scales("linear", "root")
        plot.axes.place = "outside"
        plot.axes.x_grid, plot.axes.y_grid = False, True
        plot.axes.y_spacing = 56.0
        # A head on the axis covers what stands close below it.
        plot.axes.x_gap = 17.0
        plot.axes.x_name = axis_words(moment.x_name)
        plot.axes.y_name = QCoreApplication.translate("LandscapeView", "loss (square-root scale)")
        plot.set_ranges(moment.scenario.view.x_range, (0.0, 1.0))
        self._grid = None
        plot.still_changed()

    def show(self, moment: "Moment") -> None:
        """Take the moment; ask for the curve where the one at hand does not fit."""
        self._moment = moment
        key = self._key(moment)
        if self._grid is None or not self._fits(self._grid.key, key):
            grid = self._grids.request(key)
            newest = self._grids.newest()
            if grid is None and newest is not None and newest.key.same_axes(key):
                grid = newest
            if grid is not None and grid is not self._grid:
                self._grid = grid
                self._plot.still_changed()
        self._fit_loss()

    def _key(self, moment: "Moment") -> GridKey:
        base = moment.base.astype(np.float64)
        base[moment.names.index(moment.x_name)] = 0.0
        columns = max(64, round(self._plot.area.width() * (1 + 2 * MARGIN) / self._plot.view.zoom))
        ends = widened(self._plot.x_range, MARGIN)
        rough = 10.0 ** (math.floor(math.log10(ends[1] - ends[0])) - 3)
        others = tuple((np.round(base / rough) * rough + 0.0).tolist())
        return GridKey(moment.landscape, moment.x_name, "", ends, (0.0, 0.0), columns, 1, others)

    def _fits(self, have: GridKey, want: GridKey) -> bool:
        if not have.same_slice(want):
            return False
        beyond = MARGIN / (1 + 2 * MARGIN) * (want.x_range[1] - want.x_range[0])
        covered = have.x_range[0] <= want.x_range[0] + beyond and have.x_range[1] >= want.x_range[1] - beyond
        have_step = (have.x_range[1] - have.x_range[0]) / have.columns
        want_step = (want.x_range[1] - want.x_range[0]) / want.columns
        return covered and 0.5 < have_step / want_step < 1.6

    def _fit_loss(self) -> None:
        """End the axis of the loss above what is seen of the curve."""
        if self._grid is None:
            return
        low, high = self._plot.x_range
        seen = self._grid.loss[(self._grid.xs >= low) & (self._grid.xs <= high)]
        seen = seen[np.isfinite(seen)]
        if seen.size:
            top = float(seen.max())
            self._plot.set_ranges(y=(0.0, max(top * HEADROOM**2, 1e-9)))

    # -- runs over it --------------------------------------------------------------------------------------------------

    def places(self, moment: "Moment", parameters: Array) -> tuple[Array, Array]:
        """Return where parameters (…, P) stand: the one across, and their loss, each (…)."""
        loss = moment.landscape.fast_loss(parameters)
        return parameters[..., moment.names.index(moment.x_name)], np.maximum(loss, 0.0)

    def downhill(self, moment: "Moment") -> tuple[float, float, float]:
        """Return the direction down the curve on the plot (across, down; length 1), and the slope's size."""
        base = moment.base
        x = float(base[moment.names.index(moment.x_name)])
        loss, gradient = moment.landscape.fast_loss_and_gradient(base)
        loss, slope = float(loss), float(gradient[moment.names.index(moment.x_name)])
        if not math.isfinite(slope) or slope == 0.0:
            return 0.0, 0.0, 0.0
        low, high = self._plot.x_range
        step = -math.copysign(1e-3 * (high - low), slope)
        here = self._plot.to_pixels(x, loss)
        there = self._plot.to_pixels(x + step, max(loss + slope * step, 0.0))
        across, down = (there - here).tolist()
        length = math.hypot(across, down)
        return (across / length, down / length, abs(slope)) if length > 0.0 else (0.0, 0.0, 0.0)

    def row_at(self, moment: "Moment", x: float, y: float) -> Array:
        """Return the parameters (P,) at x, the others as in the moment's base."""
        row = moment.base.astype(np.float64)
        row[moment.names.index(moment.x_name)] = x
        return row

    def zoom(self, factor: float, at: "QPointF") -> None:
        """Show more of the axis, by a factor above 1, or less, around a point of the plot's area."""
        self._plot.set_ranges(zoomed(self._plot.x_range, factor, self._plot.to_data(at)[0]))
        self._fit_loss()

    def pan(self, across: float, down: float) -> None:
        """Move what is shown by so many pixels across."""
        low, high = self._plot.x_range
        dx = across * (high - low) / self._plot.area.width()
        self._plot.set_ranges((low - dx, high - dx))
        self._fit_loss()

    # -- drawing -------------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter) -> None:
        """Draw the hill under the curve, guides, axes and the curve."""
        plot, view = self._plot, self._plot.view
        area = QRectF(0, 0, plot.area.width(), plot.area.height())
        if self._grid is None:
            plot.axes.draw(painter)
            return
        line = self._pixel_line(self._grid)
        if not is_vector(painter):
            painter.setClipRect(QRectF(-plot.area.left(), -plot.area.top(), plot.size().width(), plot.size().height()))
        self._draw_hill(painter, area, line)
        if self.underlay is not None:
            self.underlay(painter)
        plot.axes.draw(painter)
        self._draw_guides(painter, self._grid, area)
        painter.setClipRect(area.adjusted(0, -4, 0, 4))
        pen = QPen(QColor(view.theme.muted), 2.0 * view.zoom)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for polygon in polygons(line, area.adjusted(-64, -64, 64, 64)):
            painter.drawPolyline(polygon)

    def _pixel_line(self, grid: Grid) -> Array:
        key = (self._plot.key, id(grid))
        if key != self._line_key:
            pixels = self._plot.to_pixels(grid.xs, np.maximum(grid.loss, 0.0))
            width = self._plot.area.width()
            seen = np.flatnonzero((pixels[:, 0] > -40.0) & (pixels[:, 0] < width + 40.0))
            self._line = simplified(pixels[seen], 0.05) if seen.size > 2 else pixels[seen]
            self._line_key = key
        return self._line

    def _draw_hill(self, painter: QPainter, area: QRectF, line: Array) -> None:
        """Fill below the curve with the landscape's colours by the loss, as on the map."""
        if len(line) < 2 or self._grid is None or self._moment is None:
            return
        # Far above the area it makes no difference how high the hill is.
        outline = np.column_stack([line[:, 0], np.maximum(line[:, 1], -area.height())])
        outline = np.concatenate([[[outline[0, 0], area.bottom()]], outline, [[outline[-1, 0], area.bottom()]]])
        path = QPainterPath()
        path.addPolygon(arrayToQPolygonF(outline[:, 0], outline[:, 1]))
        low, high = self._plot.x_range
        seen = self._grid.loss[(self._grid.xs >= low) & (self._grid.xs <= high)]
        scale = HeatScale.of(seen, self._moment.landscape.target_power)
        table = shades(self._plot.view.theme.landscape)
        gradient = QLinearGradient(area.topLeft(), area.bottomLeft())
        for share in np.linspace(0.0, 1.0, 17).tolist():
            loss = self._plot.to_data(QPointF(0.0, share * area.height()))[1]
            color = QColor.fromRgb(int(table[round(float(scale.shade(loss)) * (len(table) - 1))]))
            gradient.setColorAt(share, color)
        painter.save()
        painter.setClipRect(area)
        painter.fillPath(path, QBrush(gradient))
        painter.restore()

    def _draw_guides(self, painter: QPainter, grid: Grid, area: QRectF) -> None:
        """Mark the lowest point, and the kink at 0 where the curve has one, by dotted lines and their values."""
        plot, view = self._plot, self._plot.view
        zoom = view.zoom
        low, high = plot.x_range
        inside = np.flatnonzero((grid.xs > low) & (grid.xs < high) & np.isfinite(grid.loss))
        if not inside.size or self._moment is None:
            return
        font = view.text_font()
        metrics = QFontMetricsF(font)
        written = [piece.box for piece in plot.axes.written()]
        for lowest in lowest_points(grid, inside):
            text = f"{symbol(self._moment.x_name)} = {format_number(lowest[0], 3, trim=True)}"
            wide = metrics.horizontalAdvance(text)
            at = plot.to_point(*lowest).x()
            baseline = area.height() + plot.axes.x_gap * zoom + metrics.ascent()
            box = QRectF(at - wide / 2 - 8 * zoom, baseline - metrics.ascent(), wide + 16 * zoom, metrics.height())
            if not any(map(box.intersects, written)):
                view.texts.draw(painter, QPointF(at - wide / 2, baseline), text, font, QColor(view.theme.text))
                written.append(box)
        kink = self._kink(grid)
        if kink is not None:
            at, box = kink
            # Over a basin map grey on a halo is lost: it is hatched, and as dark as grey.
            has_plate = plot.axes.has_plates
            color = QColor(view.theme.text if has_plate else view.theme.muted)
            pen = QPen(color, 1.5 * zoom, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.01, 3.0])
            painter.setPen(pen)
            painter.drawLine(at, QPointF(at.x(), box.center().y()))
            baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
            words, corner = self._kink_text(), QPointF(box.left(), baseline)
            if has_plate:
                draw_on_plate(
                    painter, corner, words, font, QColor(view.theme.text), ground=QColor(view.theme.halo), zoom=zoom
                )
            else:
                muted, ground = QColor(view.theme.muted), QColor(view.theme.panel)
                view.texts.draw(painter, corner, words, font, muted, halo=ground)

    def _kink_text(self) -> str:
        name = "" if self._moment is None else symbol(self._moment.x_name)
        return QCoreApplication.translate("LandscapeView", "kink at {name} = 0").format(name=name)

    def _kink(self, grid: Grid) -> tuple[QPointF, QRectF] | None:
        """Return the kink at 0, and where its words stand beside a dotted line above it: off the curve."""
        plot, zoom = self._plot, self._plot.view.zoom
        low, high = plot.x_range
        if not (low < 0.0 < high and self._has_kink(grid)):
            return None
        at = plot.to_point(0.0, float(np.interp(0.0, grid.xs, grid.loss)))
        metrics = QFontMetricsF(plot.view.text_font())
        wide, high_box = metrics.horizontalAdvance(self._kink_text()), metrics.height()
        line = self._pixel_line(grid)
        area = QRectF(0, 0, plot.area.width(), plot.area.height())
        for above in (64.0, 88.0, 120.0, 160.0, 44.0):
            for side in (1.0, -1.0):
                box = beside((at.x(), at.y() - above * zoom), wide, high_box, side, 0.0, 6 * zoom)
                # Trails lie on the curve, and are wider.
                around = box.adjusted(-4 * zoom, -6 * zoom, 4 * zoom, 6 * zoom)
                if area.contains(around) and not crosses(around, line):
                    return at, box
        return None

    def obstacles(self) -> Obstacles:
        """Return what labels keep off: the kink's words, and the curve."""
        key = (self._plot.key, self._plot.view.zoom, self._plot.axes.x_name, self._grid)
        if key != self._obstacles_key:
            self._obstacles_key = key
            if self._grid is None:
                self._obstacles = Obstacles()
            else:
                kink = self._kink(self._grid)
                self._obstacles = Obstacles(() if kink is None else (kink[1],), (self._pixel_line(self._grid),))
        return self._obstacles

    def _has_kink(self, grid: Grid) -> bool:
        """Tell whether the slopes on both sides of 0 differ."""
        at = int(np.searchsorted(grid.xs, 0.0))
        if not 1 < at < len(grid.xs) - 2 or grid.xs[at] != 0.0:
            return False
        left = (grid.loss[at] - grid.loss[at - 1]) / (grid.xs[at] - grid.xs[at - 1])
        right = (grid.loss[at + 1] - grid.loss[at]) / (grid.xs[at + 1] - grid.xs[at])
        return abs(right - left) > 0.05

    def lift_at(self, point: QPointF) -> Lift | None:
        """Return a dot on the curve at the pointer's place."""
        if self._grid is None:
            return None
        x = self._plot.to_data(point)[0]
        at = self._plot.to_point(x, float(np.interp(x, self._grid.xs, np.maximum(self._grid.loss, 0.0))))
        path = QPainterPath()
        path.addEllipse(at, 3.0 * self._plot.view.zoom, 3.0 * self._plot.view.zoom)
        return Lift(path, "")


def lowest_points(grid: Grid, inside: NDArray[np.intp]) -> list[tuple[float, float]]:
    """Return where a curve is lowest, by parabolas through its lowest points; not where that is at an end.

    More than one place is as low for a teacher that is the same on both sides, as |x|.
    """
    before, loss, after = (grid.loss[inside[1:-1] + step] for step in (-1, 0, 1))
    valleys = [_bottom(grid, int(place)) for place in inside[1:-1][(loss < before) & (loss <= after)]]
    seen = grid.loss[inside]
    limit = float(seen.min()) + EQUALLY_LOW * float(np.ptp(seen))
    return [(x, height) for x, height in valleys if height <= limit]


def _bottom(grid: Grid, place: int) -> tuple[float, float]:
    x, loss = grid.xs[place - 1 : place + 2], grid.loss[place - 1 : place + 2]
    if not np.isfinite(loss).all():
        return float(x[1]), float(loss[1])
    curvature, slope, _ = np.polyfit(x - x[1], loss, 2)
    if not curvature > 0.0:
        return float(x[1]), float(loss[1])
    shift = float(np.clip(-slope / (2 * curvature), x[0] - x[1], x[2] - x[1]))
    return float(x[1]) + shift, float(loss[1] - slope**2 / (4 * curvature))
