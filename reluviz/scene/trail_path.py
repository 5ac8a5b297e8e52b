"""One trail in pixels: decimated as it grows, and cut into pieces that are stroked once; GUI thread and recorder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPolygonF

CELL = 0.75
"""Pixels: of points that follow each other in one cell of this size, the first is kept."""

PIECE = 24.0
"""Pixels: a piece is at least this long, so that antialiased ends are too rare to be seen."""

DASH = (9.0, 6.0)
"""Pixels on and off of a line of 2 pixels, before the scale."""

TOLERANCE = 0.12
"""Pixels by which a stroked piece may miss a point of its path."""

Read = Callable[[int, int], tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]]
"""(first, last) → steps, x and y, each (n,), of the steps from first to last, both included, in data units."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a trail that is whole by the step `end_step`.

    Attributes
    ----------
    end_step
        The first step by which the path has passed the piece.
    points : (n, 2)
        Pixels.
    rect
        (left, top, right, bottom) of the points.
    offset
        The length of the path before the piece, for its dashes.
    """

    end_step: int
    points: NDArray[np.float64]
    rect: tuple[float, float, float, float]
    offset: float


class TrailPath:
    """The points of one trail that matter at the screen's resolution, and its pieces.

    What is kept and where it is cut depend on the points alone, never on how they arrived: a trail that has grown point
    by point has the same pieces as one that was read at once.
    """

    def __init__(self, zoom: float = 1.0, dash: tuple[float, float] = DASH) -> None:
        self._zoom = zoom
        self._dash = dash
        self.read_to: int | None = None
        """The last step that has been read."""
        self.steps = np.empty(64, dtype=np.int64)
        self.points = np.empty((64, 2))
        self._arc = np.empty(64)
        self.count = 0
        self._cell = (np.nan, np.nan)
        self.pieces: list[Piece] = []
        self._tail = 0
        self._tails: list[int] = []
        self.dashed = False

    def set_dashed(self, dashed: bool) -> bool:
        """Take whether the line has gaps; True if the pieces have been cut anew for it."""
        if dashed == self.dashed:
            return False
        self.dashed = dashed
        self.pieces.clear()
        self._tails.clear()
        self._tail = 0
        self._cut()
        return True

    def append(self, steps: NDArray[np.int64], pixels: NDArray[np.float64]) -> None:
        """Take the next points, (n,) and (n, 2) pixels; those that are not finite are left out."""
        if self.read_to is not None:
            # A thinned history answers from the last row at or before the first step that is asked for.
            new = int(np.searchsorted(steps, self.read_to, side="right"))
            steps, pixels = steps[new:], pixels[new:]
        if not steps.size:
            return
        self.read_to = int(steps[-1])
        finite = np.isfinite(pixels).all(axis=1)
        if not finite.all():
            steps, pixels = steps[finite], pixels[finite]
        if not steps.size:
            return
        cells = np.floor(pixels / (CELL * self._zoom))
        fresh = np.empty(steps.size, dtype=bool)
        fresh[0] = cells[0, 0] != self._cell[0] or cells[0, 1] != self._cell[1]
        np.any(cells[1:] != cells[:-1], axis=1, out=fresh[1:])
        self._cell = (cells[-1, 0], cells[-1, 1])
        if not fresh.any():
            return
        self._extend(steps[fresh], pixels[fresh])
        self._cut()

    def whole_pieces(self, last: int) -> int:
        """Return how many pieces are whole by the step `last`."""
        if not self.pieces or self.pieces[-1].end_step <= last:
            return len(self.pieces)
        low, high = 0, len(self.pieces)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.pieces[middle].end_step <= last else (low, middle)
        return low

    def tail(self, last: int, tip: tuple[float, float] | None) -> tuple[NDArray[np.float64], float]:
        """Return what lies behind the last whole piece at the step `last`: pixels (n, 2), and the length before them.

        `tip` is the path's very end in pixels, which decimation may have left out.
        """
        begin = 0 if not (whole := self.whole_pieces(last)) else self._tails[whole - 1]
        end = int(np.searchsorted(self.steps[: self.count], last, side="right"))
        points = self.points[begin : max(end, begin)]
        if tip is not None and np.isfinite(tip).all():
            points = np.concatenate([points, [tip]])
        return points, float(self._arc[begin]) if begin < self.count else 0.0

    def _extend(self, steps: NDArray[np.int64], pixels: NDArray[np.float64]) -> None:
        count, total = self.count, self.count + steps.size
        if total > self.steps.size:
            room = max(2 * self.steps.size, total)
            self.steps = np.concatenate([self.steps[:count], np.empty(room - count, dtype=np.int64)])
            self.points = np.concatenate([self.points[:count], np.empty((room - count, 2))])
            self._arc = np.concatenate([self._arc[:count], np.empty(room - count)])
        self.steps[count:total] = steps
        self.points[count:total] = pixels
        before = self.points[count - 1 : total - 1] if count else np.concatenate([pixels[:1], pixels[:-1]])
        lengths = np.hypot(pixels[:, 0] - before[:, 0], pixels[:, 1] - before[:, 1])
        # One sum after the other, so that the length does not depend on how the points arrived.
        arc = float(self._arc[count - 1]) if count else 0.0
        self._arc[count:total] = np.cumsum(np.concatenate([[arc], lengths]))[1:]
        self.count = total

    def _cut(self) -> None:
        """Cut what has grown behind the last piece: each piece as short as it may be, dashed ones within a gap."""
        arc = self._arc[: self.count]
        shortest = PIECE * self._zoom
        gaps: NDArray[np.int64] | None = None
        if self.dashed:
            on, off = (length * self._zoom for length in self._dash)
            phase = np.mod(arc[self._tail :], on + off)
            # Half a pixel inside the gap: the pen that goes on there must not begin with a sliver of a dash.
            gaps = self._tail + np.flatnonzero((phase > on + 0.5) & (phase < on + off - 0.5))
        while self._tail < self.count - 1:
            end = int(np.searchsorted(arc, arc[self._tail] + shortest))
            if gaps is not None:
                at = int(np.searchsorted(gaps, end))
                end = int(gaps[at]) if at < gaps.size else self.count
            if end >= self.count:
                return
            points = simplified(self.points[self._tail : end + 1])
            low, high = points.min(axis=0), points.max(axis=0)
            rect = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
            self.pieces.append(Piece(int(self.steps[end]), points, rect, float(arc[self._tail])))
            self._tails.append(end)
            self._tail = end


def simplified(points: NDArray[np.float64], tolerance: float = TOLERANCE) -> NDArray[np.float64]:
    """Return those points, (m, 2) of (n, 2), whose line misses none of the others by more than `tolerance`.

    Ramer, Douglas and Peucker's rule: the farthest point from the chord stays, and both halves are looked at again.
    """
    count = len(points)
    if count < 3:
        return points.copy()
    keep = {0, count - 1}
    open_parts = [(0, count - 1)]
    while open_parts:
        begin, end = open_parts.pop()
        if end - begin < 2:
            continue
        chord = points[end] - points[begin]
        length = float(np.hypot(chord[0], chord[1]))
        away = points[begin + 1 : end] - points[begin]
        if length < 1e-9:
            miss = np.hypot(away[:, 0], away[:, 1])
        else:
            along = np.clip((away @ chord) / length**2, 0.0, 1.0)
            miss = np.hypot(away[:, 0] - along * chord[0], away[:, 1] - along * chord[1])
        worst = int(np.argmax(miss))
        if miss[worst] > tolerance:
            middle = begin + 1 + worst
            keep.add(middle)
            open_parts += [(begin, middle), (middle, end)]
    return points[sorted(keep)]


def polygons(points: NDArray[np.float64], bounds: QRectF) -> Sequence[QPolygonF]:
    """Return the line through points, (n, 2) pixels, as polygons for Qt; far outside `bounds`, only what crosses them.

    Qt's rasteriser is slow, and its dashes slower, on coordinates of many times the picture's size.
    """
    if len(points) < 2:
        return []
    left, top, right, bottom = bounds.left(), bounds.top(), bounds.right(), bounds.bottom()
    low, high = points.min(axis=0), points.max(axis=0)
    if high[0] < left or low[0] > right or high[1] < top or low[1] > bottom:
        return []
    if low[0] >= left and high[0] <= right and low[1] >= top and high[1] <= bottom:
        return [arrayToQPolygonF(points[:, 0], points[:, 1])]
    begins, steps = points[:-1], np.diff(points, axis=0)
    enter, leave = np.zeros(len(steps)), np.ones(len(steps))
    # Liang and Barsky's clipping, all segments at once.
    with np.errstate(divide="ignore", invalid="ignore"):
        for axis, (near, far) in enumerate(((left, right), (top, bottom))):
            one, other = (near - begins[:, axis]) / steps[:, axis], (far - begins[:, axis]) / steps[:, axis]
            still = steps[:, axis] == 0.0
            inside = (begins[:, axis] >= near) & (begins[:, axis] <= far)
            enter = np.maximum(enter, np.where(still, np.where(inside, 0.0, 2.0), np.minimum(one, other)))
            leave = np.minimum(leave, np.where(still, 1.0, np.maximum(one, other)))
    found = []
    for index in np.flatnonzero(enter < leave):
        ends = begins[index] + np.array([[enter[index]], [leave[index]]]) * steps[index]
        found.append(arrayToQPolygonF(ends[:, 0], ends[:, 1]))
    return found
