"""Trails that cost only what is new: pieces are stroked once into a picture; GUI thread and recorder."""

import math
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtGui import QImage, QPainter

from reluviz.scene.drawn_trail import (
    Box,
    DrawnTrail,
    Read,
    Trail,
    grown,
    in_order,
    set_tails,
    tails_within,
    united,
    whole_lines,
    within,
)
from reluviz.scene.prepared import PreparedItem
from reluviz.scene.repaint import MOST, painted_part, repaint
from reluviz.scene.still_layer import is_vector, pixel_ratio
from reluviz.scene.trail_path import CELL, Piece, append
from reluviz.scene.trail_pens import TrailPens, draw_lines
from reluviz.scene.trail_picture import ROOM, Stroke, TrailPicture
from reluviz.scene.view import CORNER

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.plot import Plot

POINTS_AT_ONCE = 600
"""No more points than these are stroked anew at once in a window: about three milliseconds. More are done in turns."""

POINTS_A_TURN = 200
"""How many points of a picture in the making are stroked in one turn, every `TURN_MS`, while frames are painted."""

POINTS_AT_FIRST = 3000
"""How many are stroked in a turn where no older picture stands for the one in the making."""

TURN_MS = 16

BRIEF_STEPS = 8
"""Where a path is read in every second frame only, no more steps than these are left out."""

MANY = 48
"""More rectangles than these are repaired as one that holds them all."""


class TrailLayer(PreparedItem):
    """Draws trails over a plot: `show_trails` once a frame, `forget` when what lies in the past has changed.

    Pieces stand in the order of time, so that a picture that has grown equals one drawn at once, pixel for pixel.
    """

    def __init__(self, plot: "Plot", width: float = 2.0) -> None:
        super().__init__()
        self._plot = plot
        self._pens = TrailPens(plot, width)
        self._drawn: dict[Hashable, DrawnTrail] = {}
        self._key: tuple[float, ...] = ()
        self._past: Hashable = None
        self._picture = TrailPicture()
        self._fresh: list[Stroke] = []
        self._torn: list[Box] = []
        self._torn_points = 0
        self._is_brief = False
        self._is_stale = False
        self._is_busy = False
        """Whether something has been painted since the last turn."""
        self._turns = QTimer(self)
        self._turns.setInterval(TURN_MS)
        self._turns.timeout.connect(self._on_turn)
        self._dirty: list[Box] = []
        self._is_laid = False
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        plot.add_layer(self)
        plot.changed.connect(self._on_plot_changed)

    @property
    def strokes(self) -> int:
        """How many pieces have been stroked into the picture so far."""
        return self._picture.strokes

    # -- what is shown -------------------------------------------------------------------------------------------------

    def show_trails(
        self, trails: Sequence[Trail], read: Read, past: Hashable = None, *, is_brief: bool = False
    ) -> None:
        """Show these trails, the later ones on top where they pass a place at the same step.

        `read` is asked for steps that have not been read yet; `past` changes when no point that has been read may be
        taken for true any more (`History.generation`). `is_brief`: another frame follows at once, so trails that have
        grown by a few steps may go straight from where they have been read to their tips, and keep their old colours.
        """
        self._is_brief = is_brief
        if not is_brief:
            self._dirty += self._torn
        key = (*self._plot.key, self._plot.view.zoom)
        if past != self._past:
            self._past = past
            self.forget()
        elif key != self._key:
            self._drop()
        self._key = key
        before = {name: drawn.trail for name, drawn in self._drawn.items()}
        self._take(trails)
        grown = self._read(trails, read, BRIEF_STEPS if is_brief else 0)
        if not trails:
            self._repaint()
            return
        tips = self._plot.to_pixels(*np.array([trail.tip for trail in trails]).T)
        fresh: list[tuple[int, int, Stroke]] = []
        moved: list[int] = []
        touched: list[list[Box]] = []
        for order, trail in enumerate(trails):
            drawn = self._drawn[trail.key]
            old = before.get(trail.key)
            drawn.trail = trail
            if old is None or drawn.is_new or trail.key in grown or not old.looks_as(trail):
                moved.append(order)
                touched.append([] if drawn.tail_box is None else [drawn.tail_box])
                touched[-1] += self._show(order, drawn, old, fresh)
                drawn.is_new = False
        changed = [self._drawn[trails[order].key] for order in moved]
        if changed:
            set_tails(changed, tips[moved])
        for drawn, boxes in zip(changed, touched, strict=True):
            if drawn.tail_box is not None:
                boxes.append(drawn.tail_box)
            # One rectangle a trail: Qt's regions become slow with their number.
            self._dirty += [united(boxes)] if boxes else []
        fresh.sort(key=lambda entry: entry[:2])
        self._fresh += [entry[2] for entry in fresh]
        self._repaint()

    def set_width(self, width: float) -> None:
        """Draw lines of another width, in pixels before the scale."""
        if width != self._pens.width:
            self._pens.width = width
            self.forget()

    def set_cased(self, is_cased: bool) -> None:
        """Draw trails with the ground's colour around them, so that they stand off what is dark and hatched."""
        if is_cased != self._pens.is_cased:
            self._pens.is_cased = is_cased
            self._mend()
            self._is_stale = True
            self.update()

    def forget(self) -> None:
        """Drop everything that has been read and drawn."""
        self._drop()
        self._picture.clear()

    def restroke(self) -> None:
        """Draw everything anew, in other colours, of what has been read."""
        self._fresh.clear()
        self._mend()
        self._pens.forget()
        self._is_stale = True
        self._picture.clear()
        self.update()

    def _drop(self) -> None:
        """Drop everything that has been read; the picture is shown until there is a new one."""
        self._drawn.clear()
        self._fresh.clear()
        self._mend()
        self._pens.forget()
        self._is_stale = True
        self.update()

    def _take(self, trails: Sequence[Trail]) -> None:
        """Let go of trails that have gone or begun anew, and keep the others in the order of `trails`."""
        kept = {}
        for trail in trails:
            drawn = self._drawn.pop(trail.key, None)
            if drawn is not None and (drawn.trail.first, drawn.trail.origin) != (trail.first, trail.origin):
                self._let_go(drawn)
                drawn = None
            if drawn is None:
                drawn = DrawnTrail(trail, self._plot.view.zoom, self._pens.dash())
                drawn.path.set_dashed(trail.dashed)  # before it is cut into pieces, so that it is cut once
            kept[trail.key] = drawn
        for gone in self._drawn.values():
            self._let_go(gone)
        self._drawn = kept

    def _let_go(self, drawn: DrawnTrail) -> None:
        self._tear(drawn, 0)
        if drawn.tail_box is not None:
            self._dirty.append(drawn.tail_box)

    def _read(self, trails: Sequence[Trail], read: Read, leave: int) -> set[Hashable]:
        """Read what is new, all trails that go on from the same step together; return whose trails have grown.

        Up to `leave` steps at the end of what has been read before may be left out.
        """
        groups: dict[tuple[int, int], list[Hashable]] = {}
        for trail in trails:
            read_to = self._drawn[trail.key].path.read_to
            first = trail.first if read_to is None else read_to + 1
            if first <= trail.last - (0 if read_to is None else leave):
                groups.setdefault((first, trail.last), []).append(trail.key)
        for (first, last), keys in groups.items():
            steps, x, y = read(keys, first, last)
            paths = [self._drawn[key].path for key in keys]
            append(paths, steps, self._plot.to_pixels(x, y), CELL * self._plot.view.zoom)
        return {key for keys in groups.values() for key in keys}

    def _show(
        self, order: int, drawn: DrawnTrail, old: Trail | None, fresh: list[tuple[int, int, Stroke]]
    ) -> list[Box]:
        """Add the pieces of a trail that are new to `fresh`, and return where they are."""
        trail, path = drawn.trail, drawn.path
        repainted = old is not None and not drawn.is_new and (old.color, old.dashed) != (trail.color, trail.dashed)
        if repainted:
            self._tear(drawn, 0)
        path.set_dashed(trail.dashed)
        whole = path.whole_pieces(trail.last)
        if whole < drawn.pieces:
            self._tear(drawn, whole)
        begin, drawn.pieces = drawn.pieces, whole
        if repainted:
            self._torn_by(path.pieces[:whole])
            return []
        pieces = path.pieces[begin:whole]
        fresh += [(piece.end_step, order, Stroke(piece, trail.color, trail.dashed)) for piece in pieces]
        return [piece.rect for piece in pieces]

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
            whole = whole_lines(self._drawn.values(), self._seen())
            self._pens.draw_casings(painter, bounds, (lines for _, lines in whole))
            draw_lines(painter, bounds, ((self._pens.pen(*drawn.look, 0.0), lines) for drawn, lines in whole))
            return
        if not self._drawn and self._picture.is_blank:
            return
        self._is_busy = True
        self._bring_up_to_date(bounds, pixel_ratio(painter), at_once=widget is None)
        margin = self._pens.margin()
        exposed = painted_part(painter, bounds).adjusted(-margin, -margin, margin, margin)
        tails = tails_within(self._drawn.values(), exposed, self._seen())
        self._pens.draw_casings(painter, bounds, (lines for _, lines in tails))
        is_laid, self._is_laid = self._is_laid and widget is None, False
        if not is_laid:
            self._picture.show(painter, bounds, self._key)
        draw_lines(painter, bounds, ((self._pens.pen(*end.look, end.tail_offset), lines) for end, lines in tails))

    def laid_on(self, ground: QImage, ratio: float) -> QImage | None:
        """Return a picture of the area with this layer's on it, which the next paint leaves out; None: it does not."""
        # What is around cased lines lies below all of them, the growing ends' too.
        if self._pens.is_cased or not self._drawn or not self.isVisible():
            return None
        self._bring_up_to_date(self.boundingRect(), ratio, at_once=True)
        laid = self._picture.laid_on(ground, self._key, math.ceil(CORNER * self._plot.view.zoom * ratio) + 2)
        self._is_laid = laid is not None
        return laid

    def prepare(self) -> Iterator[None]:
        """Stroke as much of what is new as one frame does."""
        if (ratio := self.window_ratio()) and (self._drawn or not self._picture.is_blank):
            self._bring_up_to_date(self.boundingRect(), ratio, at_once=False)
            yield

    def _bring_up_to_date(self, bounds: QRectF, ratio: float, at_once: bool) -> None:
        """Stroke what is new or changed: in a window at most so much in a frame; elsewhere all of it."""
        picture = self._picture
        picture.casing = self._pens.casing()
        is_later = self._is_brief and not at_once and picture.is_whole
        if self._torn and not self._is_stale and not is_later:
            self._is_stale = not picture.is_whole or not self._repair(at_once)
        is_outdated = ratio != picture.ratio or self._key != picture.key
        begins = is_outdated or (self._is_stale and (at_once or picture.is_whole))
        if begins:
            picture.begin(in_order(self._drawn.values()), bounds, ratio, self._key)
            self._is_stale = False
            if at_once or sum(drawn.path.stroked for drawn in self._drawn.values()) <= self._points_at_once():
                picture.work(self._pens.pen, None)
            elif picture.is_first:
                picture.work(self._pens.pen, POINTS_AT_FIRST)
        elif self._fresh:
            picture.add(self._fresh, self._pens.pen)
        if at_once:
            picture.work(self._pens.pen, None)
        self._fresh.clear()
        if begins or not is_later:
            self._mend()
        # A timer that is started again begins anew: frames in quick succession would keep it from ever ringing.
        if (self._is_stale or not picture.is_whole) and not self._turns.isActive():
            self._turns.start()

    def _on_turn(self) -> None:
        """Work on at the picture in the making, and show it once it is whole; not where nobody sees it."""
        scene = self.scene()
        if scene is None or not any(view.isVisible() for view in scene.views()):
            self._turns.stop()
            return
        picture = self._picture
        is_first = picture.is_first
        picture.work(
            self._pens.pen, POINTS_AT_FIRST if is_first else POINTS_A_TURN if self._is_busy else POINTS_AT_ONCE
        )
        self._is_busy = False
        if picture.is_whole:
            self._turns.stop()
        if picture.is_whole or is_first:
            self.update()

    def _repair(self, at_once: bool) -> bool:
        """Draw anew the places where pieces have gone or changed; False if that is too much for one frame."""
        boxes = self._torn if len(self._torn) <= MANY else [united(self._torn)]
        # Lines are wider than their points: two that touch have boxes this far from each other.
        reach = 2.0 * self._pens.margin()
        wide = [(left - reach, top - reach, right + reach, bottom + reach) for left, top, right, bottom in boxes]
        fresh = {id(stroke.piece) for stroke in self._fresh}
        touched: list[Stroke] = []
        points = 0
        for stroke in within(self._drawn.values(), wide):
            if id(stroke.piece) not in fresh:
                touched.append(stroke)
                points += len(stroke.piece.points)
                if points > POINTS_AT_ONCE and not at_once:
                    return False
        self._picture.repair([grown(box, self._pens.margin()) for box in boxes], touched, self._pens.pen)
        return True

    def _points_at_once(self) -> int:
        return POINTS_AT_ONCE // (2 if self._pens.is_cased else 1)

    def _seen(self) -> QRectF:
        """Return the area with some room, beyond which nothing is handed to Qt."""
        return self.boundingRect().adjusted(-ROOM, -ROOM, ROOM, ROOM)

    # -- places --------------------------------------------------------------------------------------------------------

    def _tear(self, drawn: DrawnTrail, keep: int) -> None:
        """Take pieces out of the picture, all but the first `keep`."""
        gone = drawn.path.pieces[keep : drawn.pieces]
        drawn.pieces = min(drawn.pieces, keep)
        self._torn_by(gone)

    def _torn_by(self, pieces: Sequence[Piece]) -> None:
        """Have the places of pieces drawn anew, or all of the picture where these are many."""
        if self._is_stale:
            return
        self._torn_points += sum(len(piece.points) for piece in pieces)
        if self._torn_points > self._points_at_once():
            self._mend()
            self._is_stale = True
            # The old picture stands until the new one is whole, so a paint of any part will do: it begins the new one.
            self.update(QRectF(0.0, 0.0, 1.0, 1.0))
            return
        boxes = [piece.rect for piece in pieces]
        self._torn += boxes
        self._dirty += boxes

    def _mend(self) -> None:
        """Forget what is torn: it is drawn anew, or all will be."""
        self._torn.clear()
        self._torn_points = 0

    def _repaint(self) -> None:
        area, margin = self.boundingRect(), self._pens.margin()
        # Of many, as `repaint` does, but without a rectangle of Qt's for each.
        boxes = self._dirty if len(self._dirty) <= MOST else [united(self._dirty)]
        repaint(self, (rect & area for box in boxes if (rect := grown(box, margin)).intersects(area)))
        self._dirty.clear()

    def _on_plot_changed(self) -> None:
        self.prepareGeometryChange()
        self.update()
