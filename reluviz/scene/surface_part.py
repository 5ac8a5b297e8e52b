"""The part of a surface that is seen when it is zoomed in, on a finer grid of its own; GUI thread and recorder."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from reluviz.scene.grids import Grid, GridKey, GridSource
from reluviz.scene.heights import HEIGHT
from reluviz.scene.surface_mesh import Mesh
from reluviz.scene.surface_painter import Lines
from reluviz.scene.valleys import with_valleys

Array = NDArray[np.float64]

MOST_DRAWN, MOST_FACES = 14_000, 60_000
"""How many faces are drawn, which takes no longer than the whole surface, and how many there may be with those that lie
beside what is shown."""

FINEST = 16
"""How many times as many faces as the surface's a part has along a side at most."""


@dataclass(frozen=True, eq=False)
class PartMesh(Mesh):
    """A finer surface over some faces of another one, in the same box.

    Attributes
    ----------
    whole
        The surface that it is a part of.
    shown : (rows, columns)
        Which of its faces are drawn.
    """

    whole: Mesh
    shown: NDArray[np.bool_]

    @cached_property
    def sides(self) -> tuple[Array, Array]:
        """The grid's columns and rows in the box of the whole."""
        return self.whole.to_box(self.grid.xs, self.grid.ys)

    @cached_property
    def cells(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The row and the column of each face that is drawn."""
        high = self.raised > HEIGHT
        gone = high[:-1, :-1] & high[:-1, 1:] & high[1:, 1:] & high[1:, :-1]
        rows, columns = np.nonzero(self.shown & ~gone)
        return rows, columns

    @cached_property
    def lines(self) -> Lines:
        """What lies on it, at the levels of the whole surface."""
        return Lines(replace(self, grid=replace(self.grid, contours=self.whole.grid.contours)))


class SurfacePart:
    """Asks for a finer grid of what is seen, and holds it as long as that is seen."""

    def __init__(self, grids: GridSource) -> None:
        self._grids = grids
        self._asked_for: object = None
        self._key: GridKey | None = None
        self.mesh: PartMesh | None = None
        """What is to be drawn instead of the whole surface; None: nothing."""

    def leave(self) -> None:
        """Have no part: the camera moves, or all of the surface is seen."""
        self._asked_for = self._key = self.mesh = None

    def ask(self, whole: Mesh, to_pixels: "Callable[[Array], Array]", area: QRectF, view: object) -> None:
        """Ask for the part of a surface that is in an area of pixels; another `view`, another part of the picture."""
        asked = (whole, view)
        if asked != self._asked_for:
            self._asked_for = asked
            self._key = self._part_key(whole, to_pixels, area)
            known = None if self.mesh is None else self.mesh.grid
            self.mesh = None
            if known is not None and known.key == self._key:
                self.mesh = self._part(whole, known, to_pixels, area)
        if self._key is not None and self.mesh is None:
            grid = self._grids.request(self._key)
            if grid is not None and grid.key == self._key:
                self.mesh = self._part(whole, grid, to_pixels, area)

    def _part(self, whole: Mesh, grid: Grid, to_pixels: "Callable[[Array], Array]", area: QRectF) -> PartMesh:
        raised = whole.heights.height(with_valleys(grid.loss, whole.heights.floor))
        everything = np.ones((len(grid.ys) - 1, len(grid.xs) - 1), np.bool_)
        part = PartMesh(grid, whole.heights, raised, whole, everything)
        return replace(part, shown=_in_area(to_pixels(part.corners), area))

    def _part_key(self, whole: Mesh, to_pixels: "Callable[[Array], Array]", area: QRectF) -> GridKey | None:
        """Return which finer grid is to be asked for; None: none, since much of the surface is seen, or none of it."""
        inside = _in_area(to_pixels(whole.corners), area)
        rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        if not len(rows) or not len(columns):
            return None
        (low, high), (left, right) = (rows[0], rows[-1] + 1), (columns[0], columns[-1] + 1)
        most = min(MOST_DRAWN / int(inside.sum()), MOST_FACES / int((high - low) * (right - left)))
        times = min(FINEST, math.isqrt(int(most)))
        if times <= 1:
            return None  # it is as fine as it may be
        xs, ys = whole.grid.xs, whole.grid.ys
        return replace(
            whole.grid.key,
            x_range=(float(xs[left]), float(xs[right])),
            y_range=(float(ys[low]), float(ys[high])),
            columns=int(right - left) * times + 1,
            rows=int(high - low) * times + 1,
        )


def _in_area(pixels: Array, area: QRectF) -> NDArray[np.bool_]:
    """Tell which faces, of corners at pixels (rows, columns, 2), are in an area, or may be."""
    return _reaches(pixels[..., 0], area.width()) & _reaches(pixels[..., 1], area.height())


def _reaches(at: Array, length: float) -> NDArray[np.bool_]:
    """Tell which faces, of corners at (rows, columns), reach into 0 to `length` along one direction of the picture."""
    four = np.stack([at[:-1, :-1], at[:-1, 1:], at[1:, :-1], at[1:, 1:]])
    return (four.max(axis=0) >= 0.0) & (four.min(axis=0) <= length)
