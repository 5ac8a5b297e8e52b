"""Curves over steps that cost only what is new: stroked once into a picture, shown up to the playhead; GUI thread."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPath, arrayToQPolygonF
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from reluviz.scene.step_table import Line, StepTable
from reluviz.scene.still_layer import blank, blit, is_vector, pixel_ratio

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.plot import Plot

PIECE = 12.0
"""Pixels across, before the scale, that are stroked at once; what has grown since then is drawn each frame."""

LEAD = 3.0
"""Pixels across, before the scale, by which a stroke goes on outside its piece: more than half a line's width."""

CELL = 0.6
"""Pixels: of points that follow each other in one cell of this size, the first is kept."""

STRAIGHT = 0.4
"""Pixels: a curve that stays this near to the chord of a piece is drawn as the chord, without its sub-pixel jitter."""

OUTSIDE = 64.0
"""Pixels beyond the area at which curves are cut off: Qt's rasteriser is slow on lines much longer than its picture."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one curve is stroked; `dash` holds pixels on and off, before the scale: none of them, no gaps."""

    color: str
    dash: tuple[float, ...]
    width: float


class StepLayer(pg.GraphicsObject):
    """Draws the curves of a `StepTable` over a plot whose axis across has the steps, divided by a unit.

    A picture holds all pieces up to the newest step, and is copied up to the playhead: dragging the playhead strokes
    nothing. A picture that has grown equals one drawn at once, pixel for pixel.
    """

    def __init__(self, plot: "Plot") -> None:
        super().__init__()
        self._plot = plot
        self._table: StepTable | None = None
        self._lines: tuple[Line, ...] = ()
        self._looks: tuple[Look, ...] = ()
        self._curves: dict[Look, NDArray[np.intp]] = {}
        """Which curves have which look."""
        self._shown: tuple[object, ...] = ()
        self._unit = 1.0
        self._floor = -math.inf
        self._playhead = 0
        self._ends = np.zeros(0)
        self._tips = np.zeros(0)
        self._key: tuple[float, ...] = ()
        self._image: QImage | None = None
        self._ratio = 0.0
        self._drawn = 0
        self._arcs = np.zeros(0)
        """How long each curve is in the picture, for its dashes."""
        self.strokes = 0
        """How many pieces have been stroked into the picture so far."""
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        plot.add_layer(self)
        plot.changed.connect(self._on_plot_changed)

    def show_curves(
        self,
        table: StepTable,
        same: int,
        looks: Sequence[Look],
        *,
        playhead: int,
        ends: NDArray[np.float64],
        tips: NDArray[np.float64],
        unit: float,
        floor: float,
    ) -> None:
        """Show curves up to the playhead.

        Parameters
        ----------
        same
            How many of the table's first groups are what they were (`StepTable.update`).
        looks
            One a curve.
        ends : (C,)
            The last step of each curve that is seen: the playhead, or where its run has left off.
        tips : (C,)
            The curves' values there.
        unit
            How many steps the axis counts as one.
        floor
            Values below it are drawn at it.
        """
        key = (*self._plot.key, self._plot.view.zoom, unit, floor)
        new = (key, table, table.lines, tuple(looks), table.count, playhead, ends.tobytes(), tips.tobytes())
        if new == self._shown and same == table.count:
            return
        # A picture of another size is no use even while it is empty: what grows would run over its edge.
        is_torn = key != self._key or (
            self._drawn > 0
            and (
                table is not self._table
                or same <= self._drawn * self._groups_a_piece()
                or self._pictured(table.lines, tuple(looks)) != self._pictured(self._lines, self._looks)
            )
        )
        before = self._playhead
        if is_torn:
            self._image, self._drawn = None, 0
            self.update()
        if not self._drawn:
            self._arcs = np.zeros(len(looks))
        elif table.lines != self._lines:
            self._arcs = self._carried_arcs(table.lines, len(looks))
        if tuple(looks) != self._looks:
            indices = np.arange(len(looks))
            self._curves = {
                look: indices[[other == look for other in looks]] for look in sorted(set(looks), key=list(looks).index)
            }
        self._shown = new
        self._key, self._table, self._lines, self._looks = key, table, table.lines, tuple(looks)
        self._unit, self._floor, self._playhead, self._ends, self._tips = unit, floor, playhead, ends, tips
        # What has changed lies between the last piece that is behind both playheads and the farther one.
        reach = 4.0 * self._plot.view.zoom
        left = self._across(min(before, playhead, self._step_drawn())) - reach
        right = self._across(max(before, playhead)) + reach
        self.update(QRectF(left, 0.0, right - left, self._plot.area.height()))

    def boundingRect(self) -> QRectF:
        """Return the plot's area; Qt's own."""
        area = self._plot.area
        return QRectF(0, 0, area.width(), area.height())

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Stroke what is new, copy the picture up to the playhead, and draw the growing ends; Qt's own."""
        table = self._table
        if table is None or not self._looks:
            return
        bounds = self.boundingRect()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(bounds, Qt.ClipOperation.IntersectClip)
        if is_vector(painter):
            self._draw(painter, 0, table.count - 1, np.zeros(len(self._looks)), to_end=True)
            painter.restore()
            return
        ratio = pixel_ratio(painter)
        if self._image is None or ratio != self._ratio:
            self._image, self._ratio, self._drawn = blank(bounds, ratio), ratio, 0
            self._arcs = np.zeros(len(self._looks))
        self._stroke_new(table)
        is_behind = self._playhead < self._step_drawn()
        painter.save()
        if is_behind:
            rest = QRectF(0, 0, self._across(self._playhead), bounds.height())
            painter.setClipRect(rest, Qt.ClipOperation.IntersectClip)
        blit(painter, self._image, bounds)
        painter.restore()
        if not is_behind:
            if self._drawn:
                # The picture ends between two columns of the device; the growing ends begin there.
                corner = painter.deviceTransform().map(bounds.topLeft()).x()
                left = (round(corner) + self._column(self._drawn) - corner) / ratio
                painter.setClipRect(bounds.adjusted(left, 0, 0, 0), Qt.ClipOperation.IntersectClip)
            self._draw(painter, self._drawn * self._groups_a_piece(), table.count - 1, self._arcs, to_end=True)
        painter.restore()

    def _stroke_new(self, table: StepTable) -> None:
        """Stroke the pieces that are whole, each into its own columns of the picture, so that no seam is seen."""
        each = self._groups_a_piece()
        pieces = (table.count - 1 - self._groups_across(LEAD)) // each
        if self._image is None or pieces <= self._drawn:
            return
        # Ended even after an error: Qt ends the process if a picture goes while it is painted on.
        with QPainter(self._image) as within:
            within.setRenderHint(QPainter.RenderHint.Antialiasing)
            for piece in range(self._drawn, pieces):
                left = self._column(piece) if piece else 0
                within.resetTransform()
                within.setClipRect(QRect(left, 0, self._column(piece + 1) - left, self._image.height()))
                within.scale(self._ratio, self._ratio)
                self._arcs = self._draw(within, piece * each, (piece + 1) * each, self._arcs)
        self.strokes += pieces - self._drawn
        self._drawn = pieces

    def _draw(
        self, painter: QPainter, first: int, last: int, arcs: NDArray[np.float64], *, to_end: bool = False
    ) -> NDArray[np.float64]:
        """Stroke all curves from the end of group `first` to that of `last`; return how long they have become.

        Strokes begin and end a little outside, where the painter's clip hides them, so that pieces join. `to_end`:
        they end where the curves do.
        """
        lead = self._groups_across(LEAD)
        points, begin, end = self._points(max(first - lead, 0), first, last, 0 if to_end else lead)
        if to_end:
            points, end = self._ended(points, end)
        if not len(points):
            return arcs
        cell = CELL * self._plot.view.zoom
        # Most curves are as good as straight from one end of a piece to the other: all of those at once.
        corners = points[[0, begin, end, -1]]
        straight = _straight(points[begin : end + 1], STRAIGHT * self._plot.view.zoom)
        straight &= np.isfinite(corners[..., 1]).all(axis=0)
        lengths = np.hypot(*np.moveaxis(np.diff(corners[:3], axis=0), -1, 0))
        grown = arcs + np.where(straight, lengths[1], 0.0)
        for look, curves in self._curves.items():
            pen = self._pen(look)
            bent = [curve for curve in curves if not straight[curve]]
            if not look.dash:
                lines = [_line(points[:, curve], begin, end, cell)[0] for curve in bent]
                lines = [line for line in lines if len(line) > 1]
                same = curves[straight[curves]]
                short = corners[:, same].swapaxes(0, 1).reshape(-1, 2)
                painter.strokePath(_path([short, *lines], [4] * len(same) + [len(line) for line in lines]), pen)
                continue
            painter.setPen(pen)
            for curve in curves.tolist():
                line, ahead, length = corners[:, curve], float(lengths[0, curve]), float(lengths[1, curve])
                if not straight[curve]:
                    line, ahead, length = _line(points[:, curve], begin, end, cell)
                    grown[curve] += length
                if len(line) > 1:
                    pen.setDashOffset((float(arcs[curve]) - ahead) / pen.widthF())
                    painter.setPen(pen)
                    painter.drawPolyline(arrayToQPolygonF(line[:, 0], line[:, 1]))
        return grown

    def _points(self, before: int, first: int, last: int, lead: int) -> tuple[NDArray[np.float64], int, int]:
        """Return the pixels (m, C, 2) from the end of group `before` to `lead` groups behind `last`.

        And the rows at which the groups `first` and `last` end; of group 0 all rows are there, from its beginning.
        """
        table, curves = self._table, len(self._looks)
        if table is None or not table.count:
            return np.zeros((0, curves, 2)), 0, -1
        each = table.values.shape[1]
        skipped = each - 1 if before else 0
        steps = table.steps[before : last + lead + 1].reshape(-1, curves)[skipped:]
        values = table.values[before : last + lead + 1].reshape(-1, curves)[skipped:]
        begin = (first - before + 1) * each - 1 - skipped if first else 0
        return self._pixels(steps, values), begin, (last - before + 1) * each - 1 - skipped

    def _ended(self, points: NDArray[np.float64], end: int) -> tuple[NDArray[np.float64], int]:
        """Return the points with each curve's end as the last, and without those behind it."""
        tip = self._pixels(self._ends[None], self._tips[None])
        points = np.where(points[..., :1] <= tip[..., :1], points, np.nan)
        return np.concatenate((points, tip)), end + 1

    def _pixels(self, steps: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
        plot = self._plot
        pixels = plot.to_pixels(steps / self._unit, np.maximum(values, self._floor))
        return np.clip(pixels, -OUTSIDE, max(plot.area.width(), plot.area.height()) + OUTSIDE)

    def _pen(self, look: Look) -> QPen:
        zoom = self._plot.view.zoom
        pen = QPen(QColor(look.color), look.width * zoom)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if look.dash else Qt.PenCapStyle.RoundCap)
        if look.dash:
            pen.setDashPattern([length / look.width for length in look.dash])
        return pen

    def _groups_a_piece(self) -> int:
        return self._groups_across(PIECE)

    def _groups_across(self, pixels: float) -> int:
        """Return how many groups take a number of pixels before the scale, at least 1."""
        stride = 1 if self._table is None else self._table.stride
        return max(
            1, math.ceil(pixels * self._plot.view.zoom / (stride * max(self._across(1) - self._across(0), 1e-9)))
        )

    def _column(self, piece: int) -> int:
        """Return the column of the picture at which a piece begins."""
        ends = np.zeros(1) if self._table is None else self._table.ends
        return round(self._across(int(ends[piece * self._groups_a_piece()])) * self._ratio)

    def _step_drawn(self) -> int:
        """The step up to which the picture goes."""
        if self._table is None or not self._drawn:
            return -1
        return int(self._table.ends[self._drawn * self._groups_a_piece()])

    def _pictured(self, lines: Sequence[Line], looks: Sequence[Look]) -> list[tuple[Line, Look]]:
        """Return those lines, with their looks, that have a part in the picture."""
        each = len(looks) // max(len(lines), 1)
        until = self._step_drawn()
        return [(line, looks[index * each]) for index, line in enumerate(lines) if line.first_step < until]

    def _carried_arcs(self, lines: Sequence[Line], curves: int) -> NDArray[np.float64]:
        """Return the lengths (C,) of other lines' curves in the picture: known ones stay, new ones are at 0."""
        arcs = np.zeros(curves)
        if self._lines and lines:
            known = self._arcs.reshape(len(self._lines), -1)
            for index, line in enumerate(lines):
                if line in self._lines:
                    arcs.reshape(len(lines), -1)[index] = known[self._lines.index(line)]
        return arcs

    def _across(self, step: int) -> float:
        # As `Plot.to_pixels` has it, for one number on an even axis.
        low, high = self._plot.x_range
        return (step / self._unit - low) * (self._plot.area.width() / (high - low))

    def _on_plot_changed(self) -> None:
        self.prepareGeometryChange()
        self.update()


def _straight(points: NDArray[np.float64], tolerance: float) -> NDArray[np.bool_]:
    """Tell which of the curves (m, C, 2) are as good as straight from their first point to their last; NaN is not."""
    along, up = points[..., 0] - points[0, :, 0], points[..., 1] - points[0, :, 1]
    share = along / np.maximum(along[-1], 1e-9)
    return np.abs(up - share * up[-1]).max(axis=0) < tolerance


def _line(points: NDArray[np.float64], begin: int, end: int, cell: float) -> tuple[NDArray[np.float64], float, float]:
    """Return one curve's line (m, 2), its length before the row `begin`, and that from there to the row `end`."""
    ahead, main, behind = (_thinned(part, cell) for part in np.split(points, [begin, end + 1]))
    before = np.concatenate((ahead, main[:1]))
    return np.concatenate((ahead, main, behind)), _length(before), _length(main)


def _length(line: NDArray[np.float64]) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _thinned(points: NDArray[np.float64], cell: float) -> NDArray[np.float64]:
    """Return points (m, 2) without those that are NaN, and those in the cell of the one before; the last stays."""
    points = points[np.isfinite(points[:, 1])]
    if len(points) < 3:
        return points
    cells = np.floor(points / cell)
    keep = np.ones(len(points), dtype=bool)
    np.any(cells[1:-1] != cells[:-2], axis=1, out=keep[1:-1])
    return points[keep]


def _path(parts: Sequence[NDArray[np.float64]], sizes: Sequence[int]) -> QPainterPath:
    """Return lines of `sizes` points each, which follow one another in `parts`, as one path."""
    points = np.concatenate(parts)
    if not len(points):
        return QPainterPath()
    connect: Any = np.ones(len(points), dtype=np.int32)
    connect[np.cumsum(sizes) - 1] = 0
    return arrayToQPath(points[:, 0], points[:, 1], connect=connect, finiteCheck=False)
