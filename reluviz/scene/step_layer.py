"""Curves over steps that cost only what is new: stroked once into a picture, shown up to the playhead; GUI thread."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen

from reluviz.scene.prepared import PreparedItem
from reluviz.scene.step_lines import Look, begun, curves_of, looks_of, stroke_lines
from reluviz.scene.step_picture import StepPicture
from reluviz.scene.step_table import Line, StepTable, carried_arcs
from reluviz.scene.still_layer import is_vector, pixel_ratio
from reluviz.scene.trail_layer import TURN_MS
from reluviz.scene.trail_picture import moved_to

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.plot import Plot

PIECE = 6.0
"""Pixels across, before the scale, that are stroked at once; what has grown since then is drawn each frame."""

LEAD = 2.0
"""Pixels across, before the scale, by which a stroke goes on outside its piece: more than half a line's width."""

OUTSIDE = 64.0
"""Pixels beyond the area at which curves are cut off: Qt's rasteriser is slow on lines much longer than its picture."""

PIECES_AT_ONCE = 3
"""No more pieces than these are stroked anew at once in a window, if there is a picture to show instead."""

CURVES_A_TURN = 30
"""How much of a picture in the making is stroked in one turn, every `TURN_MS`, while frames are painted.

So many curves in one piece, or fewer in more of them; a piece costs as much as `A_PIECE` curves besides.
"""

A_PIECE = 6

CURVES_A_QUIET_TURN = 120
"""The same, while none are."""

BUSY_TURNS = 3
"""Curves are painted in every second frame, so a turn without a paint does not mean that none will follow."""


class StepLayer(PreparedItem):
    """Draws the curves of a `StepTable` over a plot whose axis across has the steps, divided by a unit.

    A picture holds all pieces up to the newest step, and is copied up to the playhead: dragging the playhead strokes
    nothing. A picture that has grown equals one drawn at once, pixel for pixel.

    Where axes or looks have changed in a window, the old picture is shown, moved to its place, while a new one is made
    a little in every turn: all pieces of twenty noisy curves at once would hold up a frame or two.
    """

    def __init__(self, plot: "Plot") -> None:
        super().__init__()
        self._plot = plot
        self._table: StepTable | None = None
        self._lines: tuple[Line, ...] = ()
        self._looks: tuple[Look, ...] = ()
        self._pens: dict[tuple[Look, float], QPen] = {}
        self._shown: tuple[object, ...] = ()
        self._unit = 1.0
        self._floor = -math.inf
        self._playhead = 0
        self._ends = np.zeros(0)
        self._tips = np.zeros(0)
        self._key: tuple[float, ...] = ()
        self._picture: StepPicture | None = None
        """The newest picture: the one shown, if there is no old one."""
        self._old: StepPicture | None = None
        """What is shown until the newest picture has all pieces."""
        self._busy = 0
        """In how many turns frames still count as being painted."""
        self._has_waited = False
        """Whether the last turn has been left to the next one."""
        self._turns = QTimer(self)
        self._turns.setInterval(TURN_MS)
        self._turns.timeout.connect(self._on_turn)
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
        looks = tuple(looks)
        key = (*self._plot.key, self._plot.view.zoom, unit, floor)
        new = (key, table, table.lines, looks, table.count, playhead, ends.tobytes(), tips.tobytes())
        if new == self._shown and same == table.count:
            return
        is_same_past = table is self._table and self._is_same_past(table.lines, same)
        if self._old is not None and not (is_same_past and table.lines == self._lines):
            self._old = None
            self.update()
        picture = self._picture
        if picture is not None:
            is_outdated = self._is_outdated(picture, table.lines, looks)
            # A picture of another size is no use even while it is empty: what grows would run over its edge.
            if (
                key != picture.key
                or (picture.pieces and not is_same_past)
                # One in the making is finished first: looks that change all the time would never come to be seen.
                or (is_outdated and self._old is None)
            ):
                self._replace(picture, key, is_same_past and table.lines == self._lines)
            elif not is_outdated:
                if not picture.pieces:
                    picture.arcs = np.zeros(len(looks))
                elif table.lines != self._lines:
                    picture.arcs = carried_arcs(picture.arcs, self._lines, table.lines, len(looks))
                picture.looks = looks
        if looks != self._looks:
            self._pens.clear()
        before = self._playhead
        self._shown = new
        self._key, self._table, self._lines, self._looks = key, table, table.lines, looks
        self._unit, self._floor, self._playhead, self._ends, self._tips = unit, floor, playhead, ends, tips
        # What has changed lies between the last piece that is behind both playheads and the farther one.
        reach = 4.0 * self._plot.view.zoom
        left = self._across(min(before, playhead, self._step_shown())) - reach
        right = self._across(max(before, playhead)) + reach
        self.update(QRectF(left, 0.0, right - left, self._plot.area.height()))

    def forget(self) -> None:
        """Let go of all pictures: those that are there are wrong, not only outdated."""
        self._old = self._picture = None
        self.update()

    def _replace(self, picture: StepPicture, key: tuple[float, ...], is_like_it: bool) -> None:
        """Let go of the newest picture; it is shown until there is another one, if it is of the same curves."""
        self._picture = None
        if self._old is None and is_like_it and picture.pieces:
            self._old = picture
        if self._old is not None and moved_to(self._old.key, key) is None:
            self._old = None
        self.update()

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
            self._draw(painter, 0, table.count - 1, np.zeros(len(self._looks)), self._looks, to_end=True)
            painter.restore()
            return
        self._busy = BUSY_TURNS
        self._bring_up_to_date(table, bounds, pixel_ratio(painter), at_once=widget is None)
        shown = self._old or self._picture
        assert shown is not None
        is_behind = self._playhead < shown.step
        painter.save()
        if is_behind or shown is self._old:
            rest = QRectF(0, 0, self._across(min(self._playhead, shown.step)), bounds.height())
            painter.setClipRect(rest, Qt.ClipOperation.IntersectClip)
        shown.show(painter)
        painter.restore()
        if not is_behind:
            if shown.pieces:
                # The picture ends between two columns of the device; the growing ends begin there.
                corner = painter.deviceTransform().map(bounds.topLeft()).x()
                column = round(self._across(shown.step) * shown.ratio)
                left = (round(corner) + column - corner) / shown.ratio
                painter.setClipRect(bounds.adjusted(left, 0, 0, 0), Qt.ClipOperation.IntersectClip)
            self._draw(painter, shown.group, table.count - 1, shown.arcs, self._looks, to_end=True)
        painter.restore()

    def prepare(self) -> Iterator[None]:
        """Stroke what is new, if there is no old picture to show instead; the rest is done in turns anyway."""
        table, ratio, picture = self._table, self.window_ratio(), self._picture
        if table is None or not self._looks or self._old is not None or not ratio:
            return
        if picture is None or ratio != picture.ratio:
            picture = self._picture = StepPicture(self.boundingRect(), ratio, self._key, self._looks)
        most = max(CURVES_A_QUIET_TURN // (A_PIECE + len(self._looks)), 1)
        while self._picture is picture and self._table is table and (missing := self._missing(table, picture)):
            self._stroke(table, picture, min(missing, most))
            yield

    def _bring_up_to_date(self, table: StepTable, bounds: QRectF, ratio: float, at_once: bool) -> None:
        """Stroke what is new: in a window, of a picture that takes the place of another, only a little."""
        picture = self._picture
        is_few = False
        if (
            picture is None
            or ratio != picture.ratio
            or (at_once and self._is_outdated(picture, self._lines, self._looks))
        ):
            if self._old is not None and ratio != self._old.ratio:
                self._old = None
            picture = self._picture = StepPicture(bounds, ratio, self._key, self._looks)
            is_few = self._missing(table, picture) <= PIECES_AT_ONCE
        if self._old is not None and (at_once or is_few):
            self._old = None
            # Where this paint does not reach, a window still shows the old picture.
            self.update()
        if self._old is None:
            self._stroke(table, picture, self._missing(table, picture))
            return
        # What has grown is stroked into the old picture as well: it would be drawn each frame until there is a new one.
        if self._old.key != self._key:
            each = self._groups_across(PIECE)
            pieces = self._old.group // each
            step = int(table.ends[pieces * each])
            right = round(self._across(step) * ratio) if pieces else 0
            self._old = self._old.moved(bounds, self._key, pieces, right)
            self._old.group, self._old.step = pieces * each, step
        self._old.looks = self._looks
        self._stroke(table, self._old, self._missing(table, self._old))
        # A timer that is started again begins anew: frames in quick succession would keep it from ever ringing.
        if not self._turns.isActive():
            self._turns.start()

    def _on_turn(self) -> None:
        """Work on at the picture in the making, and show it once it is whole; not where nobody sees it."""
        scene, picture, table = self.scene(), self._picture, self._table
        is_seen = scene is not None and any(view.isVisible() for view in scene.views())
        if self._old is None or picture is None or table is None or not is_seen:
            # With an old picture still there, the next paint starts the timer again.
            self._turns.stop()
            return
        if self._busy == BUSY_TURNS and not self._has_waited:
            # The frame has had its curves: the next one, that has none, has more time.
            self._has_waited = True
            return
        self._has_waited = False
        most = max((CURVES_A_TURN if self._busy else CURVES_A_QUIET_TURN) // (A_PIECE + len(self._looks)), 1)
        self._busy = max(self._busy - 1, 0)
        self._stroke(table, picture, min(self._missing(table, picture), most))
        if not self._missing(table, picture):
            self._turns.stop()
            self._old = None
            if self._is_outdated(picture, self._lines, self._looks):
                # The next paint begins another one.
                self._old, self._picture = picture, None
            self.update()

    def _missing(self, table: StepTable, picture: StepPicture) -> int:
        """Return how many pieces are whole, but not in a picture."""
        pieces = (table.count - 1 - self._groups_across(LEAD)) // self._groups_across(PIECE)
        return max(pieces - picture.pieces, 0)

    def _stroke(self, table: StepTable, picture: StepPicture, count: int) -> None:
        """Stroke the next pieces into a picture."""
        if count <= 0:
            return
        each = self._groups_across(PIECE)
        groups = [piece * each for piece in range(picture.pieces, picture.pieces + count + 1)]
        columns = [round(self._across(int(table.ends[group])) * picture.ratio) for group in groups]
        picture.stroke(
            columns,
            lambda within, piece, arcs: self._draw(within, piece * each, (piece + 1) * each, arcs, picture.looks),
        )
        picture.group, picture.step = groups[-1], int(table.ends[groups[-1]])
        self.strokes += count

    def _draw(
        self,
        painter: QPainter,
        first: int,
        last: int,
        arcs: NDArray[np.float64],
        looks: tuple[Look, ...],
        *,
        to_end: bool = False,
    ) -> NDArray[np.float64]:
        """Stroke all curves from the end of group `first` to that of `last`; return how long they have become.

        Strokes begin and end a little outside, where the painter's clip hides them, so that pieces join. `to_end`:
        they end where the curves do.
        """
        lead = self._groups_across(LEAD)
        points, begin, end = self._points(max(first - lead, 0), first, last, 0 if to_end else lead, to_end)
        if not len(points):
            return arcs
        zoom = self._plot.view.zoom
        return stroke_lines(painter, points, begin, end, arcs, curves=curves_of(looks), pen_of=self._pen, zoom=zoom)

    def _points(
        self, before: int, first: int, last: int, lead: int, to_end: bool
    ) -> tuple[NDArray[np.float64], int, int]:
        """Return the pixels (m, C, 2) from the end of group `before` to `lead` groups behind `last`.

        And the rows at which the groups `first` and `last` end; of group 0 all rows are there, from its beginning.
        `to_end`: the last row are the curves' ends, and nothing is behind these.
        """
        table, curves = self._table, len(self._looks)
        if table is None or not table.count:
            return np.zeros((0, curves, 2)), 0, -1
        each = table.values.shape[1]
        skipped = each - 1 if before else 0
        steps = table.steps[before : last + lead + 1].reshape(-1, curves)[skipped:]
        values = table.values[before : last + lead + 1].reshape(-1, curves)[skipped:]
        begin = (first - before + 1) * each - 1 - skipped if first else 0
        end = (last - before + 1) * each - 1 - skipped
        if not to_end:
            return self._pixels(steps, values), begin, end
        points = self._pixels(np.concatenate((steps, self._ends[None])), np.concatenate((values, self._tips[None])))
        points[:-1][~(points[:-1, :, 0] <= points[-1, :, 0])] = np.nan
        return points, begin, end + 1

    def _pixels(self, steps: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
        plot = self._plot
        pixels = plot.to_pixels(steps / self._unit, np.maximum(values, self._floor))
        np.maximum(pixels, -OUTSIDE, out=pixels)
        return np.minimum(pixels, max(plot.area.width(), plot.area.height()) + OUTSIDE, out=pixels)

    def _pen(self, look: Look) -> QPen:
        zoom = self._plot.view.zoom
        pen = self._pens.get((look, zoom))
        if pen is not None:
            return pen
        pen = QPen(QColor(look.color), look.width * zoom)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if look.dash else Qt.PenCapStyle.RoundCap)
        if look.dash:
            pen.setDashPattern([length / look.width for length in look.dash])
        self._pens[look, zoom] = pen
        return pen

    def _groups_across(self, pixels: float) -> int:
        """Return how many groups take a number of pixels before the scale, at least 1."""
        stride = 1 if self._table is None else self._table.stride
        return max(
            1, math.ceil(pixels * self._plot.view.zoom / (stride * max(self._across(1) - self._across(0), 1e-9)))
        )

    def _step_shown(self) -> int:
        """The step up to which the picture that is shown goes."""
        shown = self._old or self._picture
        return -1 if shown is None else shown.step

    def _is_same_past(self, lines: Sequence[Line], same: int) -> bool:
        """Tell whether the pictures are still of these lines, of whose groups the first `same` are what they were."""
        pictures = [picture for picture in (self._old, self._picture) if picture is not None and picture.pieces]
        if same <= max((picture.group for picture in pictures), default=-1):
            return False
        until = max((picture.step for picture in pictures), default=-1)
        return lines == self._lines or begun(lines, until) == begun(self._lines, until)

    def _is_outdated(self, picture: StepPicture, lines: Sequence[Line], looks: tuple[Look, ...]) -> bool:
        """Tell whether a picture of the present lines has some of `lines` in other looks than `looks`."""
        if not picture.pieces or (lines == self._lines and looks == picture.looks):
            return False
        return looks_of(lines, looks, picture.step) != looks_of(self._lines, picture.looks, picture.step)

    def _across(self, step: int) -> float:
        # As `Plot.to_pixels` has it, for one number on an even axis.
        low, high, _, _, width, _ = self._plot.key[:6] or (0.0, 1.0, 0.0, 1.0, 1.0, 1.0)
        return (step / self._unit - low) * (width / (high - low))

    def _on_plot_changed(self) -> None:
        self.prepareGeometryChange()
        self.update()
