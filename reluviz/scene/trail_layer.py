"""Trails that cost only what is new: pieces are stroked once into a picture; GUI thread and recorder."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QRegion

from reluviz.scene.still_layer import blank, blit, is_vector, pixel_ratio
from reluviz.scene.trail_path import DASH, Piece, Read, TrailPath, polygons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.plot import Plot

MANY = 48
"""More rectangles than these are repaired as one that holds them all."""


@dataclass(frozen=True, slots=True)
class Trail:
    """One path as it is to be seen.

    Attributes
    ----------
    key
        Whose path it is; the same key goes on with the same path.
    color
        ``#rrggbb``.
    first, last
        The first and the last step to be seen.
    read
        (first, last) → steps, x and y in data units; asked only for steps that have not been read yet.
    origin
        Another origin, another path: what was read of the old one is dropped.
    tip
        The very end, in data units; None: the last point that was read.
    """

    key: Hashable
    color: str
    dashed: bool
    first: int
    last: int
    read: Read
    tip: tuple[float, float] | None = None
    origin: Hashable = None


class _Drawn:
    """What the layer has of one trail: its path, and how much of it stands in the picture."""

    def __init__(self, trail: Trail, zoom: float, dash: tuple[float, float]) -> None:
        self.trail = trail
        self.path = TrailPath(zoom, dash)
        self.pieces = 0
        self.tail: NDArray[np.float64] = np.empty((0, 2))
        self.tail_offset = 0.0
        self.tail_rect: QRectF | None = None


class TrailLayer(pg.GraphicsObject):
    """Draws trails over a plot: `show_trails` once a frame, `forget` when what lies in the past has changed.

    Pieces stand in the order of time, so that a picture that has grown equals one drawn at once, pixel for pixel.
    """

    def __init__(self, plot: "Plot", width: float = 2.0) -> None:
        super().__init__()
        self._plot = plot
        self._width = width
        self._drawn: dict[Hashable, _Drawn] = {}
        self._key: tuple[float, ...] = ()
        self._past: Hashable = None
        self._image: QImage | None = None
        self._ratio = 0.0
        self._fresh: list[tuple[Piece, str, bool]] = []
        self._torn: list[QRectF] = []
        self._pens: dict[tuple[str, bool], QPen] = {}
        self.strokes = 0
        """How many pieces have been stroked into the picture so far."""
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        plot.add_layer(self)
        plot.changed.connect(self._on_plot_changed)

    # -- what is shown -------------------------------------------------------------------------------------------------

    def show_trails(self, trails: Sequence[Trail], past: Hashable = None) -> None:
        """Show these trails, the later ones on top where they pass a place at the same step.

        `past` changes when no point that has been read may be taken for true (`History.generation`).
        """
        key = (*self._plot.key, self._plot.view.zoom)
        if key != self._key or past != self._past:
            self._key, self._past = key, past
            self.forget()
        shown = {trail.key for trail in trails}
        for gone in [name for name in self._drawn if name not in shown]:
            drawn = self._drawn.pop(gone)
            self._tear(drawn, 0)
            self._update(drawn.tail_rect)
        fresh: list[tuple[int, int, Piece, str, bool]] = []
        for order, trail in enumerate(trails):
            self._show(order, trail, fresh)
        if list(self._drawn) != [trail.key for trail in trails]:
            self._drawn = {trail.key: self._drawn[trail.key] for trail in trails}
        fresh.sort(key=lambda entry: entry[:2])
        self._fresh += [entry[2:] for entry in fresh]

    def set_width(self, width: float) -> None:
        """Draw lines of another width, in pixels before the scale."""
        if width != self._width:
            self._width = width
            self.forget()

    def forget(self) -> None:
        """Drop everything that has been read and drawn."""
        self._drawn.clear()
        self._fresh.clear()
        self._torn.clear()
        self._pens.clear()
        self._image = None
        self.update()

    def _show(self, order: int, trail: Trail, fresh: list[tuple[int, int, Piece, str, bool]]) -> None:
        drawn = self._drawn.get(trail.key)
        if drawn is None or (drawn.trail.first, drawn.trail.origin) != (trail.first, trail.origin):
            if drawn is not None:
                self._tear(drawn, 0)
                self._update(drawn.tail_rect)
            drawn = self._drawn[trail.key] = _Drawn(trail, self._plot.view.zoom, self._dash())
            before = None
        else:
            before = drawn.trail
            unchanged = (before.last, before.tip, before.color, before.dashed)
            if unchanged == (trail.last, trail.tip, trail.color, trail.dashed):
                drawn.trail = trail
                return
        path = drawn.path
        if before is not None and (before.color != trail.color or before.dashed != trail.dashed):
            self._tear(drawn, 0)
        path.set_dashed(trail.dashed)
        first = trail.first if path.read_to is None else path.read_to + 1
        if first <= trail.last:
            steps, x, y = trail.read(first, trail.last)
            path.append(steps, self._plot.to_pixels(x, y))
        whole = path.whole_pieces(trail.last)
        if whole < drawn.pieces:
            self._tear(drawn, whole)
        new = path.pieces[drawn.pieces : whole]
        if before is None or before.color == trail.color:
            fresh += [(piece.end_step, order, piece, trail.color, trail.dashed) for piece in new]
        else:
            self._torn += [self._rect(piece) for piece in new]
        drawn.pieces = whole
        drawn.trail = trail
        self._update(drawn.tail_rect)
        for piece in new:
            self._update(self._rect(piece))
        tip = None if trail.tip is None else self._plot.to_pixels(*trail.tip)
        drawn.tail, drawn.tail_offset = path.tail(trail.last, tip)
        drawn.tail_rect = None
        if len(drawn.tail) > 1:
            (left, top), (right, bottom) = drawn.tail.min(axis=0).tolist(), drawn.tail.max(axis=0).tolist()
            drawn.tail_rect = self._grown(left, top, right, bottom)
        self._update(drawn.tail_rect)

    def step_at(self, point: QPointF, reach: float) -> tuple[Hashable, int] | None:
        """Return whose trail passes a point within `reach` pixels, and at which step; the nearest."""
        best: tuple[Hashable, int] | None = None
        nearest = reach**2
        for key, drawn in self._drawn.items():
            count = int(np.searchsorted(drawn.path.steps[: drawn.path.count], drawn.trail.last, side="right"))
            if count:
                away = ((drawn.path.points[:count] - (point.x(), point.y())) ** 2).sum(axis=1)
                index = int(np.argmin(away))
                if away[index] < nearest:
                    best, nearest = (key, int(drawn.path.steps[index])), float(away[index])
        return best

    # -- painting ------------------------------------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        """Return the plot's area; Qt's own."""
        area = self._plot.area
        return QRectF(0, 0, area.width(), area.height())

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Stroke what is new, copy the picture, and draw the growing ends; Qt's own."""
        bounds = self.boundingRect()
        if is_vector(painter):
            painter.save()
            painter.setClipRect(bounds)
            self._draw_whole(painter)
            painter.restore()
            return
        ratio = pixel_ratio(painter)
        if self._image is None or ratio != self._ratio:
            self._image, self._ratio = blank(bounds, ratio), ratio
            self._fresh.clear()
            self._torn.clear()
            self._stroke(self._visible())
        if self._torn:
            self._repair()
        if self._fresh:
            self._stroke(self._fresh)
            self._fresh.clear()
        blit(painter, self._image, bounds)
        painter.save()
        painter.setClipRect(bounds)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = self._seen()
        exposed = option.exposedRect
        for drawn in self._drawn.values():
            if drawn.tail_rect is not None and drawn.tail_rect.intersects(exposed):
                painter.setPen(self._pen(drawn.trail.color, drawn.trail.dashed, drawn.tail_offset))
                for polygon in polygons(drawn.tail, seen):
                    painter.drawPolyline(polygon)
        painter.restore()

    def _visible(self) -> list[tuple[Piece, str, bool]]:
        found = [
            (piece.end_step, order, piece, drawn.trail.color, drawn.trail.dashed)
            for order, drawn in enumerate(self._drawn.values())
            for piece in drawn.path.pieces[: drawn.pieces]
        ]
        found.sort(key=lambda entry: entry[:2])
        return [entry[2:] for entry in found]

    def _stroke(self, pieces: Sequence[tuple[Piece, str, bool]], region: QRegion | None = None) -> None:
        if self._image is None or not pieces:
            return
        within = QPainter(self._image)
        if region is not None:
            within.setClipRegion(region)
        within.scale(self._ratio, self._ratio)
        within.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = self._seen()
        pen: tuple[str, bool] | None = None
        for piece, color, dashed in pieces:
            if dashed or pen != (color, dashed):
                pen = (color, dashed)
                within.setPen(self._pen(color, dashed, piece.offset))
            for polygon in polygons(piece.points, seen):
                within.drawPolyline(polygon)
        within.end()
        self.strokes += len(pieces)

    def _repair(self) -> None:
        """Clear the places where pieces have gone or changed, and stroke again whatever passes there."""
        rects = self._torn if len(self._torn) <= MANY else [_union(self._torn)]
        self._torn = []
        region = QRegion()
        for rect in rects:
            device = QRectF(rect.topLeft() * self._ratio, rect.size() * self._ratio).toAlignedRect()
            region = region.united(QRegion(device.intersected(self._image.rect() if self._image else QRect())))
        if region.isEmpty() or self._image is None:
            return
        within = QPainter(self._image)
        within.setClipRegion(region)
        within.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        within.fillRect(self._image.rect(), Qt.GlobalColor.transparent)
        within.end()
        fresh = {id(piece) for piece, _, _ in self._fresh}
        touched = [
            entry
            for entry in self._visible()
            if id(entry[0]) not in fresh and any(rect.intersects(self._rect(entry[0])) for rect in rects)
        ]
        self._stroke(touched, region)

    def _seen(self) -> QRectF:
        """Return the area with some room, beyond which nothing is handed to Qt."""
        return self.boundingRect().adjusted(-64, -64, 64, 64)

    def _draw_whole(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for drawn in self._drawn.values():
            trail, path = drawn.trail, drawn.path
            parts = [
                piece.points if not index else piece.points[1:]
                for index, piece in enumerate(path.pieces[: drawn.pieces])
            ]
            parts.append(drawn.tail[1:] if parts else drawn.tail)
            painter.setPen(self._pen(trail.color, trail.dashed, 0.0))
            for polygon in polygons(np.concatenate(parts), self._seen()):
                painter.drawPolyline(polygon)

    def _pen(self, color: str, dashed: bool, offset: float) -> QPen:
        pen = self._pens.get((color, dashed))
        if pen is None:
            pen = QPen(QColor(color), self._width * self._plot.view.zoom)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap)
            if dashed:
                pen.setDashPattern([length / self._width for length in self._dash()])
            self._pens[color, dashed] = pen
        if dashed:
            pen.setDashOffset(offset / pen.widthF())
        return pen

    def _dash(self) -> tuple[float, float]:
        """Return pixels on and off, before the scale: longer on a thick line."""
        longer = max(1.0, 0.5 + self._width / 4.0)
        return DASH[0] * longer, DASH[1] * longer

    # -- places --------------------------------------------------------------------------------------------------------

    def _tear(self, drawn: _Drawn, keep: int) -> None:
        for piece in drawn.path.pieces[keep : drawn.pieces]:
            rect = self._rect(piece)
            self._torn.append(rect)
            self._update(rect)
        drawn.pieces = min(drawn.pieces, keep)

    def _rect(self, piece: Piece) -> QRectF:
        return self._grown(*piece.rect)

    def _grown(self, left: float, top: float, right: float, bottom: float) -> QRectF:
        margin = self._width * self._plot.view.zoom + 1.0
        return QRectF(QPointF(left - margin, top - margin), QPointF(right + margin, bottom + margin))

    def _update(self, rect: QRectF | None) -> None:
        if rect is not None:
            self.update(rect)

    def _on_plot_changed(self) -> None:
        self.prepareGeometryChange()
        self.update()


def _union(rects: Sequence[QRectF]) -> QRectF:
    whole = QRectF(rects[0])
    for rect in rects[1:]:
        whole = whole.united(rect)
    return whole
