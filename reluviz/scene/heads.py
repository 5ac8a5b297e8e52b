"""What stands on the trails: start rings, heads whose shape tells the fate, the arrow; GUI thread and recorder."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen

from reluviz.scene.arrows import Arrow, arrow_place, draw_arrow
from reluviz.scene.edge_marks import EdgeMark, draw_edge_mark, edge_mark
from reluviz.scene.fonts import LABEL, MEDIUM
from reluviz.scene.labels import LabelPlaces, Obstacles, Wanted
from reluviz.scene.mark_copies import MarkCopies
from reluviz.scene.repaint import painted_part, painted_region, repaint
from reluviz.scene.shapes import SHAPES, shape_path
from reluviz.scene.stage import FAINT, HIDDEN, SEEN
from reluviz.scene.still_layer import is_vector
from reluviz.scene.texts import draw_plate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.plot import Plot
    from reluviz.scene.theme import Shape

RING = 5.0
"""The radius of a start's ring in pixels, before the scale."""

HALO = 2.0
"""Pixels, before the scale, by which a head's halo stands out."""

SIZE = 8.0
"""The radius of a round head; the other shapes have about its area."""

MANY = 48
"""More heads than these are small pictures that are copied: drawn each by itself, a hundred take most of a frame."""

FAINTNESS = 0.35
"""How much of its colour a head keeps where there is no landscape under it."""


@dataclass(frozen=True, slots=True)
class Head:
    """One run's start and head.

    Attributes
    ----------
    id
        The run's number.
    start, at
        Pixels of the plot's area, as (across, down).
    label
        Stands beside the start; empty: nothing.
    followed
        Whether this is the run that the other views tell of; its head is a little larger.
    sight, start_sight
        How head and start are seen: `reluviz.scene.stage.SEEN`, ``FAINT`` or ``HIDDEN``.
    """

    id: int
    color: str
    shape: "Shape"
    start: tuple[float, float]
    at: tuple[float, float]
    label: str = ""
    followed: bool = False
    sight: int = SEEN
    start_sight: int = SEEN

    def moves_from(self, other: "Head") -> bool:
        """Tell whether nothing but where the head is makes it another one."""
        return (self.color, self.shape, self.label, self.followed, self.sight, self.start_sight, self.start) == (
            other.color, other.shape, other.label, other.followed, other.sight, other.start_sight, other.start,
        )  # fmt: skip


class Heads(pg.GraphicsObject):
    """Draws starts, heads and one arrow over a plot; only what has moved is painted again."""

    def __init__(self, plot: "Plot") -> None:
        super().__init__()
        self._plot = plot
        self._heads: tuple[Head, ...] = ()
        self._arrow: Arrow | None = None
        self._rects: dict[int, tuple[Head, list[QRectF]]] = {}
        self._labels = LabelPlaces()
        self._arrow_rect: QRectF | None = None
        self._room = QRectF()
        """Where many heads are: what is painted again as one."""
        self._size = 1.0
        self._marks = MarkCopies()
        self._paths: dict[tuple[str, float, float], tuple[QPainterPath, QPainterPath]] = {}
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        plot.add_layer(self, 50.0)
        plot.changed.connect(self._on_plot_changed)

    @property
    def heads(self) -> tuple[Head, ...]:
        """What is shown."""
        return self._heads

    @property
    def arrow(self) -> Arrow | None:
        """The arrow that is shown."""
        return self._arrow

    def set_size(self, size: float) -> None:
        """Draw heads, starts and labels so much larger than on a map."""
        if size != self._size:
            self._size = size
            self._on_plot_changed()

    def show_heads(self, heads: Sequence[Head], arrow: Arrow | None = None, obstacles: Obstacles | None = None) -> None:
        """Show these heads, the later ones on top, the followed one over all, and an arrow.

        Labels keep off each other, off heads and starts, and off `obstacles`.
        """
        before, self._heads = self._heads, tuple(sorted(heads, key=lambda head: head.followed))
        if max(len(before), len(self._heads)) > MANY:
            self._rects.clear()
            if before != self._heads or arrow != self._arrow:
                self._arrow, self._arrow_rect = arrow, self._arrow_place(arrow)
                room, self._room = self._room, self._taken()
                if min(len(before), len(self._heads)) > MANY:
                    # Not all of the item: it reaches into the landscapes beside this one.
                    repaint(self, [room, self._room])
                else:
                    self.update()
            if len(self._heads) > MANY:
                return
        labels = self._label_places(heads, obstacles or Obstacles())
        rects: dict[int, tuple[Head, list[QRectF]]] = {}
        dirty: list[QRectF] = []
        for head in self._heads:
            known = self._rects.pop(head.id, None)
            label = labels.get(head.id)
            if known is not None and known[0] == head and (known[1][2] if len(known[1]) > 2 else None) == label:
                rects[head.id] = known
                continue
            if known is not None and head.moves_from(known[0]) and (known[1][2:] == ([] if label is None else [label])):
                # Of a run that moves, only the head does.
                places = [self._head_place(head), *known[1][1:]]
                dirty += [known[1][0], places[0]]
            else:
                places = self._places(head, label)
                dirty += places if known is None else known[1] + places
            rects[head.id] = (head, places)
        for _, gone in self._rects.values():
            dirty += gone
        self._rects = rects
        if arrow != self._arrow:
            place = self._arrow_place(arrow)
            dirty += [rect for rect in (self._arrow_rect, place) if rect is not None]
            self._arrow, self._arrow_rect = arrow, place
        repaint(self, dirty)

    def hit(self, point: QPointF, reach: float) -> tuple[Head, bool] | None:
        """Return the nearest head near a point, else the nearest start, and whether it is a start."""
        best: tuple[float, Head, bool] | None = None
        for is_start in (False, True):
            for head in self._heads:
                at = head.start if is_start else head.at
                if (head.start_sight if is_start else head.sight) == HIDDEN:
                    continue
                away = math.hypot(at[0] - point.x(), at[1] - point.y())
                if away <= reach and (best is None or away < best[0]):
                    best = (away, head, is_start)
            if best is not None:
                return best[1], best[2]
        return None

    # -- painting ------------------------------------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        """Return the plot's area with room for a head on its border; Qt's own."""
        area = self._plot.area
        return QRectF(0, 0, area.width(), area.height()).adjusted(-20, -20, 20, 20)

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw starts, then the arrow, then heads; Qt's own."""
        exposed = option.exposedRect if is_vector(painter) else painted_part(painter, self.boundingRect())
        if exposed.isEmpty():
            return  # a landscape beside this one is painted
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        zoom = self._plot.view.zoom * self._size
        theme = self._plot.view.theme
        halo = QColor(theme.halo)
        if len(self._heads) > MANY and not is_vector(painter):
            self._paint_many(painter, halo, exposed)
            return
        known = self._rects.values() if self._rects else [(head, self._places(head, None)) for head in self._heads]
        shown = [entry for entry in known if any(rect.intersects(exposed) for rect in entry[1])]
        painter.setPen(Qt.PenStyle.NoPen)
        # What is painted again are many small places: a start is in few of them, and seldom moves.
        clip, device = painted_region(painter), painter.deviceTransform()
        for head, places in shown:
            if len(places) > 1 and (clip is None or clip.intersects(device.mapRect(places[1]).toAlignedRect())):
                painter.setOpacity(FAINTNESS if head.start_sight == FAINT else 1.0)
                self._draw_start(painter, QPointF(*head.start), head.color, halo)
        painter.setOpacity(1.0)
        for head, places in shown:
            if head.label and len(places) > 2 and places[2].intersects(exposed):
                font = self._plot.view.text_font(LABEL * self._size, MEDIUM)
                baseline = QPointF(places[2].left() + 3 * zoom, places[2].center().y() + 0.36 * LABEL * zoom)
                around = halo
                if self._plot.axes.has_plates:
                    draw_plate(painter, places[2].adjusted(0.0, zoom, 0.0, -zoom), halo, zoom)
                    around = None
                self._plot.view.texts.draw(
                    painter, baseline, head.label, font, QColor(theme.text), halo=around, width=3 * zoom
                )
        if self._arrow is not None and self._arrow_rect is not None and self._arrow_rect.intersects(exposed):
            draw_arrow(painter, self._arrow, theme, zoom)
        for head, _ in shown:
            if head.sight != HIDDEN:
                painter.setOpacity(FAINTNESS if head.sight == FAINT else 1.0)
                self._draw_head(painter, head, halo)
        painter.setOpacity(1.0)

    def _paint_many(self, painter: QPainter, halo: QColor, exposed: QRectF) -> None:
        """Copy pictures of starts, then of heads, fate by fate as in a crowd; what is outside is drawn by itself."""
        reach = self._head_reach()
        near = exposed.adjusted(-reach, -reach, reach, reach)
        left, top, right, bottom = near.left(), near.top(), near.right(), near.bottom()
        zoom = self._plot.view.zoom * self._size
        starts: dict[tuple[str, int], list[QPointF]] = {}
        heads: dict[tuple[bool, int, Shape, str, int], list[QPointF]] = {}
        outside: list[Head] = []
        for head in self._heads:
            if left <= head.start[0] <= right and top <= head.start[1] <= bottom and self._shows_start(head):
                starts.setdefault((head.color, head.start_sight), []).append(QPointF(*head.start))
            if head.sight == HIDDEN:
                continue
            if self._inside(head.at):
                if not (left <= head.at[0] <= right and top <= head.at[1] <= bottom):
                    continue
                key = (head.followed, SHAPES.index(head.shape), head.shape, head.color, head.sight)
                heads.setdefault(key, []).append(QPointF(*head.at))
            else:
                outside.append(head)
        for (color, sight), places in sorted(starts.items(), key=lambda entry: entry[0]):
            painter.setOpacity(FAINTNESS if sight == FAINT else 1.0)
            draw = partial(self._draw_start, color=color, halo=halo)
            self._marks.copy(painter, (color, halo.rgba()), (RING + 2.0) * zoom, draw, places)
        painter.setOpacity(1.0)
        if self._arrow is not None:
            draw_arrow(painter, self._arrow, self._plot.view.theme, zoom)
        for head in outside:
            self._draw_head(painter, head, halo)
        for (followed, _, shape, color, sight), places in sorted(heads.items(), key=lambda entry: entry[0]):
            painter.setOpacity(FAINTNESS if sight == FAINT else 1.0)
            draw = partial(self._draw_shape, shape=shape, color=color, radius=self.radius(followed), halo=halo)
            self._marks.copy(painter, (shape, color, followed, halo.rgba()), reach, draw, places)
        painter.setOpacity(1.0)

    def _draw_start(self, painter: QPainter, at: QPointF, color: str, halo: QColor) -> None:
        """Draw a ring, of two discs: to stroke it takes Qt three times as long."""
        zoom = self._plot.view.zoom * self._size
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawEllipse(at, (RING + 1.0) * zoom, (RING + 1.0) * zoom)
        painter.setBrush(halo)
        painter.drawEllipse(at, (RING - 1.0) * zoom, (RING - 1.0) * zoom)

    def _draw_head(self, painter: QPainter, head: Head, halo: QColor) -> None:
        if self._inside(head.at):
            self._draw_shape(painter, QPointF(*head.at), head.shape, head.color, self._radius(head), halo)
        else:
            zoom = self._plot.view.zoom * self._size
            draw_edge_mark(painter, self._edge_mark(head), QColor(head.color), halo, zoom)

    def _draw_shape(
        self, painter: QPainter, at: QPointF, shape: "Shape", color: str, radius: float, halo: QColor
    ) -> None:
        path, around = self._path(shape, radius, HALO * self._plot.view.zoom * self._size)
        painter.translate(at)
        painter.fillPath(around, halo)
        painter.fillPath(path, QColor(color))
        painter.translate(-at)

    # -- places --------------------------------------------------------------------------------------------------------

    def radius(self, followed: bool) -> float:
        """Return the radius of a round head in pixels."""
        return SIZE * (1.15 if followed else 1.0) * self._plot.view.zoom * self._size

    def _radius(self, head: Head) -> float:
        return self.radius(head.followed)

    def _path(self, shape: "Shape", radius: float, halo: float) -> tuple[QPainterPath, QPainterPath]:
        """Return a head's outline, and that with a halo around it: to stroke it takes Qt several times as long."""
        found = self._paths.get((shape, radius, halo))
        if found is None:
            whole = shape_path("circle" if shape == "ring" else shape, radius)
            pen = QPen(QColor(), 2.0 * halo)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            around = QPainterPathStroker(pen).createStroke(whole).united(whole).simplified()
            if shape in {"circle", "ring"}:
                around = shape_path("circle", radius + halo)
            found = self._paths[shape, radius, halo] = shape_path(shape, radius), around
        return found

    def _inside(self, at: tuple[float, float]) -> bool:
        area = self._plot.area
        return -1.0 <= at[0] <= area.width() + 1.0 and -1.0 <= at[1] <= area.height() + 1.0

    def _shows_start(self, head: Head) -> bool:
        return self._inside(head.start) and head.start_sight != HIDDEN

    def _edge_mark(self, head: Head) -> EdgeMark:
        return edge_mark(self._plot.area, head.at, self._plot.view.zoom * self._size)

    def _seen_at(self, head: Head) -> QPointF:
        """Return where the head is, or the mark at the frame that tells of it."""
        return QPointF(*head.at) if self._inside(head.at) else self._edge_mark(head).at

    def covered(self) -> list[QRectF]:
        """Return where heads and starts are seen, in the pixels of the plot's area."""
        return self._covered(self._heads)

    def _covered(self, heads: Sequence[Head]) -> list[QRectF]:
        zoom = self._plot.view.zoom * self._size
        found = [_around(self._seen_at(head), self._radius(head) + 2) for head in heads if head.sight != HIDDEN]
        found += [_around(QPointF(*head.start), RING * zoom + 1) for head in heads if self._shows_start(head)]
        return found

    def _taken(self) -> QRectF:
        """Return a rectangle around all heads, starts and the arrow."""
        seen = [(at.x(), at.y()) for at in map(self._seen_at, self._heads)]
        seen += [head.start for head in self._heads if self._inside(head.start)]
        if not seen:
            return QRectF()
        across, down = zip(*seen, strict=True)
        taken = QRectF(QPointF(min(across), min(down)), QPointF(max(across), max(down)))
        reach = self._head_reach()
        taken.adjust(-reach, -reach, reach, reach)
        return taken if self._arrow_rect is None else taken | self._arrow_rect

    def _label_places(self, heads: Sequence[Head], obstacles: Obstacles) -> dict[int, QRectF]:
        labelled = [head for head in heads if head.label and self._shows_start(head)]
        if not labelled:
            return {}
        zoom, area = self._plot.view.zoom * self._size, self._plot.area
        metrics = QFontMetricsF(self._plot.view.text_font(LABEL * self._size, MEDIUM))
        high = metrics.height() + 2 * zoom
        wanted = [
            Wanted(head.id, head.start, metrics.horizontalAdvance(head.label) + 6 * zoom, high) for head in labelled
        ]
        room = QRectF(0, 0, area.width(), area.height())
        return self._labels.find(wanted, self._covered(heads), obstacles, room, (RING + 7.5) * zoom)

    def _places(self, head: Head, label: QRectF | None) -> list[QRectF]:
        """Return what the head, the start and the label cover, in this order."""
        zoom = self._plot.view.zoom * self._size
        places = [self._head_place(head)]
        if self._shows_start(head):
            places.append(_around(QPointF(*head.start), (RING + 2.0) * zoom + 2.0))
            if label is not None:
                places.append(label)
        return places

    def _head_place(self, head: Head) -> QRectF:
        return _around(self._seen_at(head), self._head_reach())

    def _head_reach(self) -> float:
        return (1.4 * SIZE + 4.0) * self._plot.view.zoom * self._size + 2.0

    def _arrow_place(self, arrow: Arrow | None) -> QRectF | None:
        return None if arrow is None else arrow_place(arrow, self._plot.view.zoom * self._size)

    def _on_plot_changed(self) -> None:
        self.prepareGeometryChange()
        self._rects.clear()
        self.update()


def _around(point: QPointF, reach: float) -> QRectF:
    return QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
