"""Curves over steps in pixels: which are as good as straight, thinned lines, strokes; GUI thread and recorder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPath, arrayToQPolygonF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from reluviz.scene.step_table import Line
from reluviz.scene.still_layer import is_vector
from reluviz.scene.trail_path import VECTOR_TOLERANCE, simplified, thinned_lines

CELL = 0.6
"""Pixels: of points that follow each other in one cell of this size, the first is kept."""

STRAIGHT = 0.4
"""Pixels: a curve that stays this near to the chord of a piece is drawn as the chord, without its sub-pixel jitter."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one curve is stroked; `dash` holds pixels on and off, before the scale: none of them, no gaps."""

    color: str
    dash: tuple[float, ...]
    width: float


def straight(points: NDArray[np.float64], tolerance: float) -> NDArray[np.bool_]:
    """Tell which of the curves (m, C, 2) are as good as straight from their first point to their last; NaN is not."""
    along, up = points[..., 0] - points[0, :, 0], points[..., 1] - points[0, :, 1]
    share = along / np.maximum(along[-1], 1e-9)
    return np.abs(up - share * up[-1]).max(axis=0) < tolerance


class Lines:
    """The lines of some curves, (m, C, 2) pixels, each in three parts: ahead of the row `begin`, to `end`, behind it.

    Without points that are NaN, and those in the cell of the one before; the first and the last of a part stay. All
    curves are thinned together: a piece has few points of each, and NumPy's calls cost more than they do.

    Attributes
    ----------
    points : (n, 2)
        One line after the other.
    sizes : (C,)
        How many points each line has.
    """

    def __init__(self, points: NDArray[np.float64], begin: int, end: int, cell: float) -> None:
        rows, curves = points.shape[:2]
        flat = points.swapaxes(0, 1).reshape(-1, 2)
        part = np.zeros(rows, dtype=np.intp)
        part[begin : end + 1] = 1
        part[end + 1 :] = 2
        parts = (3 * np.arange(curves)[:, None] + part).ravel()
        is_there = np.isfinite(flat[:, 1])
        if not is_there.all():
            flat, parts = flat[is_there], parts[is_there]
        keep = np.ones(len(flat), dtype=bool)
        if len(flat) > 2:
            cells = np.floor(flat / cell)
            is_same = (cells[1:-1] == cells[:-2]).all(axis=1)
            is_same &= (parts[1:-1] == parts[:-2]) & (parts[1:-1] == parts[2:])
            keep[1:-1] = ~is_same
        self.points = flat[keep]
        self._parts = np.bincount(parts[keep], minlength=3 * curves).reshape(-1, 3)
        self.sizes = self._parts.sum(axis=1)
        self._ends = np.cumsum(self.sizes)

    def of(self, which: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
        """Return the points (n, 2) of some lines, (C,), and their sizes; lines of one point are none."""
        which = which & (self.sizes > 1)
        return self.points[np.repeat(which, self.sizes)], self.sizes[which]

    def line(self, index: int) -> NDArray[np.float64]:
        """Return one line (m, 2)."""
        end = int(self._ends[index])
        return self.points[end - int(self.sizes[index]) : end]

    def lengths(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the lengths (C,) before the row `begin`, and those from there to the row `end`."""
        if not len(self.points):
            return np.zeros(len(self.sizes)), np.zeros(len(self.sizes))
        along = np.zeros(len(self.points))
        np.cumsum(_ways(np.diff(self.points, axis=0)), out=along[1:])
        first = self._ends - self.sizes
        ahead, main, _ = self._parts.T
        begin, last = first + ahead, len(along) - 1
        # A line without points in a part has the length 0 there.
        before = along[np.clip(begin + np.minimum(main, 1) - 1, first, None).clip(max=last)]
        behind = along[np.clip(begin + main - 1, begin, None).clip(max=last)]
        return before - along[first.clip(max=last)], behind - along[begin.clip(max=last)]


def _ways(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.hypot(steps[..., 0], steps[..., 1])


def path_of(points: NDArray[np.float64], sizes: Sequence[int] | NDArray[np.intp]) -> QPainterPath:
    """Return lines of `sizes` points each, which follow one another in `points`, (n, 2), as one path."""
    if not len(points):
        return QPainterPath()
    connect: Any = np.ones(len(points), dtype=np.int32)
    connect[np.cumsum(sizes) - 1] = 0
    return arrayToQPath(points[:, 0], points[:, 1], connect=connect, finiteCheck=False)


def stroke_lines(
    painter: QPainter,
    points: NDArray[np.float64],
    begin: int,
    end: int,
    arcs: NDArray[np.float64],
    *,
    curves: Mapping[Look, NDArray[np.bool_]],
    pen_of: Callable[[Look], QPen],
    zoom: float,
) -> NDArray[np.float64]:
    """Stroke curves, (m, C, 2) pixels, with those looks that each has; return how long they are at the row `end`.

    `arcs` (C,) tells how long they are at the row `begin`: of those without dashes nothing asks for it.
    """
    # Most curves are as good as straight from one end of a piece to the other: all of those at once.
    corners = points[[0, begin, end, -1]]
    is_straight = straight(points[begin : end + 1], STRAIGHT * zoom)
    is_straight &= np.isfinite(corners[..., 1]).all(axis=0)
    is_bent = ~is_straight
    lines = Lines(points[:, is_bent], begin, end, CELL * zoom)
    # How long each curve is before the row `begin`, and from there to the row `end`.
    ahead, main = _ways(corners[1] - corners[0]), _ways(corners[2] - corners[1])
    ahead[is_bent], main[is_bent] = lines.lengths()
    places = (np.cumsum(is_bent) - 1).tolist()
    offsets = (arcs - ahead).tolist()
    grown = arcs.copy()
    is_thinned = is_vector(painter)
    for look, which in curves.items():
        pen = pen_of(look)
        if not look.dash:
            short = corners[:, which & is_straight].swapaxes(0, 1).reshape(-1, 2)
            bent, sizes = lines.of(which[is_bent])
            if is_thinned:
                bent, sizes = thinned_lines(bent, sizes)
            path = path_of(np.concatenate((short, bent)), [*[4] * (len(short) // 4), *sizes.tolist()])
            painter.strokePath(path, pen)
            continue
        grown[which] += main[which]
        for curve in np.flatnonzero(which).tolist():
            line = corners[:, curve] if is_straight[curve] else lines.line(places[curve])
            if is_thinned:
                line = simplified(line, VECTOR_TOLERANCE)
            if len(line) > 1:
                pen.setDashOffset(offsets[curve] / pen.widthF())
                painter.setPen(pen)
                painter.drawPolyline(arrayToQPolygonF(line[:, 0], line[:, 1]))
    return grown


@lru_cache(maxsize=16)
def curves_of(looks: tuple[Look, ...]) -> Mapping[Look, NDArray[np.bool_]]:
    """Return which curves have which look."""
    return {look: np.array([other == look for other in looks]) for look in dict.fromkeys(looks)}


def begun(lines: Sequence[Line], until: int) -> list[Line]:
    """Return those lines that have begun by a step."""
    return [line for line in lines if line.first_step < until]


def looks_of(lines: Sequence[Line], looks: Sequence[Look], until: int) -> list[tuple[Line, Look]]:
    """Return those lines that have begun by a step, with their first curves' looks."""
    each = len(looks) // max(len(lines), 1)
    return [(line, looks[index * each]) for index, line in enumerate(lines) if line.first_step < until]
