"""One trail in pixels: decimated as it grows, and cut into pieces that are stroked once; GUI thread and recorder."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPolygonF

CELL = 0.75
"""Pixels, before the scale: of points that follow each other in one cell of this size, the first is kept."""

PIECE = 24.0
"""Pixels, before the scale: a piece is at least this long, so that antialiased ends are too rare to be seen."""

PIECE_POINTS = 8
"""A piece has at least so many segments, so that the pieces of a noisy trail are not many."""

DASH = (9.0, 6.0)
"""Pixels on and off of a line of 2 pixels, before the scale."""

TOLERANCE = 0.12
"""Pixels by which a stroked piece may miss a point of its path."""

VECTOR_TOLERANCE = 0.1
"""Pixels by which a line of a PDF or SVG may miss a point of its own: 0.075 points on paper."""


@dataclass(slots=True, eq=False)
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
    polygons
        What of it is handed to Qt, once it has been: pieces that change their colour are stroked many times.
    """

    end_step: int
    points: NDArray[np.float64]
    rect: tuple[float, float, float, float]
    offset: float
    polygons: Sequence[QPolygonF] | None = None


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
        self.length = 0.0
        """Of the whole path, in pixels."""
        self.last_step = -1
        """The last step whose point is kept."""
        self.cell = np.full(2, np.nan)
        """The cell of the last point that was read."""
        self.pieces: list[Piece] = []
        self.stroked = 0
        """How many points the pieces have."""
        self._tail = 0
        self._tails: list[int] = []
        self.dashed = False

    def set_dashed(self, dashed: bool) -> bool:
        """Take whether the line has gaps; True if the pieces have been cut anew for it."""
        if dashed == self.dashed:
            return False
        self.dashed = dashed
        self.pieces.clear()
        self.stroked = 0
        self._tails.clear()
        self._tail = 0
        cut([self])
        return True

    def extend(self, steps: NDArray[np.int64], pixels: NDArray[np.float64], lengths: NDArray[np.float64]) -> None:
        """Take the next points that are kept, (n,) and (n, 2) pixels, all finite, and the ways (n,) to them.

        `append` says which they are. The path is not cut by that: `cut` cuts several.
        """
        count, total = self.count, self.count + steps.size
        if total > self.steps.size:
            room = max(2 * self.steps.size, total)
            self.steps = np.concatenate([self.steps[:count], np.empty(room - count, dtype=np.int64)])
            self.points = np.concatenate([self.points[:count], np.empty((room - count, 2))])
            self._arc = np.concatenate([self._arc[:count], np.empty(room - count)])
        self.steps[count:total] = steps
        self.points[count:total] = pixels
        # One sum after the other, so that the length does not depend on how the points arrived.
        self._arc[count:total] = list(itertools.accumulate(lengths.tolist(), initial=self.length))[1:]
        self.length = float(self._arc[total - 1])
        self.last_step = int(steps[-1])
        self.count = total

    def whole_pieces(self, last: int) -> int:
        """Return how many pieces are whole by the step `last`."""
        if not self.pieces or self.pieces[-1].end_step <= last:
            return len(self.pieces)
        low, high = 0, len(self.pieces)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.pieces[middle].end_step <= last else (low, middle)
        return low

    def tail(self, last: int) -> tuple[NDArray[np.float64], float]:
        """Return what lies behind the last whole piece at the step `last`: pixels (n, 2), and the length before."""
        begin = 0 if not (whole := self.whole_pieces(last)) else self._tails[whole - 1]
        end = self.count if last >= self.last_step else int(self.steps[: self.count].searchsorted(last, side="right"))
        return self.points[begin : max(end, begin)], float(self._arc[begin]) if begin < self.count else 0.0

    def ends(self) -> list[int]:
        """Return where the pieces that have grown since end: each as short as it may be, dashed ones within a gap."""
        tail = self._tail
        shortest = PIECE * self._zoom
        # In most frames nothing has: a piece has its least length and number of points, and one more.
        if tail + PIECE_POINTS >= self.count or self.length < float(self._arc[tail]) + shortest:
            return []
        arc = self._arc[: self.count]
        gaps: NDArray[np.int64] | None = None
        if self.dashed:
            on, off = (length * self._zoom for length in self._dash)
            phase = np.mod(arc[tail:], on + off)
            # Half a pixel inside the gap: the pen that goes on there must not begin with a sliver of a dash.
            gaps = tail + np.flatnonzero((phase > on + 0.5) & (phase < on + off - 0.5))
        ends: list[int] = []
        while tail < self.count - 1:
            end = max(int(arc.searchsorted(arc[tail] + shortest)), tail + PIECE_POINTS)
            if gaps is not None:
                at = int(gaps.searchsorted(end))
                end = int(gaps[at]) if at < gaps.size else self.count
            if end >= self.count:
                break
            ends.append(end)
            tail = end
        return ends

    def take(self, ends: Sequence[int], points: Sequence[NDArray[np.float64]], rects: NDArray[np.float64]) -> None:
        """Take pieces that end at some points, (n, 2) simplified, and their rectangles (pieces, 4)."""
        begins = [self._tail, *ends[:-1]]
        steps, offsets = self.steps[list(ends)].tolist(), self._arc[begins].tolist()
        self.pieces += map(Piece, steps, points, map(tuple, rects.tolist()), offsets)
        self.stroked += sum(map(len, points))
        self._tails += ends
        self._tail = ends[-1]

    @property
    def begin(self) -> int:
        """The point at which the next piece begins."""
        return self._tail


def append(paths: Sequence[TrailPath], steps: NDArray[np.int64], pixels: NDArray[np.float64], cell: float) -> None:
    """Give the next points of several paths, at the same steps (n,), to them: pixels (paths, n, 2).

    Of points that follow each other in one cell of `cell` pixels, the first is kept; those that are not finite are not.
    All paths are looked at together: a frame has few points of each, and NumPy's calls cost more than they do.
    """
    if not steps.size:
        return
    cells = np.floor(pixels / cell)
    before = np.concatenate([np.array([path.cell for path in paths])[:, None], cells[:, :-1]], axis=1)
    # A sum that is not finite has a part that is not.
    fresh = ((cells[..., 0] != before[..., 0]) | (cells[..., 1] != before[..., 1])) & np.isfinite(cells.sum(axis=2))
    last = int(steps[-1])
    for path, newest in zip(paths, cells[:, -1], strict=True):
        path.read_to = last
        path.cell = newest
    which, columns = np.nonzero(fresh)
    if not which.size:
        return
    points = pixels[which, columns]
    firsts = np.flatnonzero(np.diff(which, prepend=-1))
    bounds = [*firsts.tolist(), which.size]
    growing = [paths[index] for index in which[firsts].tolist()]
    ways = np.diff(points, axis=0, prepend=points[:1])
    starts = [
        path.points[path.count - 1] if path.count else points[first]
        for path, first in zip(growing, bounds[:-1], strict=True)
    ]
    ways[firsts] = points[firsts] - np.array(starts)
    lengths = np.hypot(ways[:, 0], ways[:, 1])
    kept = steps[columns]
    for path, (first, end) in zip(growing, itertools.pairwise(bounds), strict=True):
        path.extend(kept[first:end], points[first:end], lengths[first:end])
    cut(growing)


def cut(paths: Sequence[TrailPath]) -> None:
    """Cut what has grown behind the last pieces of paths, and simplify all that has come of it at once."""
    grown = [(path, ends) for path in paths if (ends := path.ends())]
    if not grown:
        return
    parts, bounds, total = [], [], 0
    for path, ends in grown:
        begin = path.begin
        parts.append(path.points[begin : ends[-1] + 1])
        bounds += [total, *(end - begin + total for end in ends)]
        total += ends[-1] + 1 - begin
    points = np.concatenate(parts)
    # From the end of one path to the beginning of the next there is no point between, so nothing is asked there.
    kept = kept_points(points, np.array(bounds))
    places = kept.searchsorted(bounds)
    few = points[kept]
    # Neighbouring pieces share a point: `reduceat` leaves out the end, which is added.
    least = np.minimum(np.minimum.reduceat(few, places[:-1]), few[places[1:]])
    greatest = np.maximum(np.maximum.reduceat(few, places[:-1]), few[places[1:]])
    rects = np.concatenate([least, greatest], axis=1)
    at = places.tolist()
    first = 0
    for path, ends in grown:
        there = range(first, first + len(ends))
        path.take(ends, [few[at[index] : at[index + 1] + 1] for index in there], rects[first : first + len(ends)])
        first += len(ends) + 1


def simplified(points: NDArray[np.float64], tolerance: float = TOLERANCE) -> NDArray[np.float64]:
    """Return those points, (m, 2) of (n, 2), whose line misses none of the others by more than `tolerance`."""
    if len(points) < 3:
        return points.copy()
    return points[kept_points(points, np.array([0, len(points) - 1]), tolerance)]


def thinned_lines(
    points: NDArray[np.float64], sizes: NDArray[np.intp], tolerance: float = VECTOR_TOLERANCE
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return lines of `sizes` points each, at least two, which follow one another in `points` (n, 2), simplified."""
    if not len(points):
        return points, sizes
    ends = np.cumsum(sizes)
    bounds = np.column_stack([ends - sizes, ends - 1]).ravel()
    kept = kept_points(points, bounds, tolerance)
    places = kept.searchsorted(bounds).reshape(-1, 2)
    return points[kept], places[:, 1] - places[:, 0] + 1


def kept_points(
    points: NDArray[np.float64], bounds: NDArray[np.intp], tolerance: float = TOLERANCE
) -> NDArray[np.intp]:
    """Return which of the points (n, 2) a line needs that misses none of the others by more than `tolerance`.

    Ramer, Douglas and Peucker's rule, in all parts at once: of each part between two of the `bounds` (growing, from the
    first point to the last) the point farthest from the chord stays, and its halves are looked at again. What stays in
    one part does not depend on the others.
    """
    keep = np.zeros(len(points), dtype=bool)
    keep[bounds] = True
    # NumPy's own methods throughout, and what a part has in common before it is repeated: this is asked in most frames.
    x, y = np.ascontiguousarray(points.T)
    while True:
        stays = keep.nonzero()[0]
        begins = stays[:-1]
        lengths = stays[1:] - begins
        if lengths.max(initial=0) < 2:
            return stays
        # For each point but the last: where its part begins, and the chord from there.
        from_x, from_y = x[begins], y[begins]
        chord_x, chord_y = x[stays[1:]] - from_x, y[stays[1:]] - from_y
        square = np.maximum(chord_x * chord_x + chord_y * chord_y, 1e-18).repeat(lengths)
        dx, dy = chord_x.repeat(lengths), chord_y.repeat(lengths)
        away_x, away_y = x[:-1] - from_x.repeat(lengths), y[:-1] - from_y.repeat(lengths)
        along = np.minimum(np.maximum((away_x * dx + away_y * dy) / square, 0.0), 1.0)
        miss = (away_x - along * dx) ** 2 + (away_y - along * dy) ** 2
        worst = np.maximum.reduceat(miss, begins)
        found = ((miss == worst.repeat(lengths)) & (miss > tolerance**2)).nonzero()[0]
        if not found.size:
            return stays
        # Of equally far points the first.
        parts = np.arange(len(lengths)).repeat(lengths)[found]
        keep[found[np.concatenate([[True], parts[1:] != parts[:-1]])]] = True


def polygons(
    points: NDArray[np.float64], bounds: QRectF, box: tuple[float, float, float, float] | None = None
) -> Sequence[QPolygonF]:
    """Return the line through points, (n, 2) pixels, as polygons for Qt; far outside `bounds`, only what crosses them.

    `box` is (left, top, right, bottom) of the points where it is known. Qt's rasteriser is slow, and its dashes slower,
    on coordinates of many times the picture's size.
    """
    if len(points) < 2:
        return []
    left, top, right, bottom = bounds.left(), bounds.top(), bounds.right(), bounds.bottom()
    if box is None:
        box = (*points.min(axis=0).tolist(), *points.max(axis=0).tolist())
    if box[2] < left or box[0] > right or box[3] < top or box[1] > bottom:
        return []
    if box[0] >= left and box[2] <= right and box[1] >= top and box[3] <= bottom:
        return [polygon_of(points)]
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
        found.append(polygon_of(ends))
    return found


def polygon_of(points: NDArray[np.float64]) -> QPolygonF:
    """Return points, (n, 2) pixels, as Qt has them."""
    polygon = create_qpolygonf(len(points))
    ndarray_from_qpolygonf(polygon)[:] = points
    return polygon
