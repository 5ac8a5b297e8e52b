"""Contour lines of a loss grid: which levels suit it, and their lines; contourpy, any thread."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Lines = list[Array]
"""The lines of one level: each (n, 2), in the units of the axes; a closed one ends where it begins."""

DEEPEST = 1e-6
"""The part of the highest excess below which no level lies."""

FEWEST_POINTS = 9
"""How many grid points a contour has to enclose, so that it is a line and not a speck."""

NEAREST, FARTHEST = 0.8, 1.25
"""By how much the excess of a level may be another, so that the level itself is a round number."""

UNITS = ((1, 0), (5, -1), (2, -1), (1, -1), (5, -2), (2, -2), (1, -2))
"""Of what levels are multiples, the roundest first: a digit, and how many places after the first; three at most."""

FLAT = 1e-9
"""Where the loss differs from a level by less than this part of it, the contour would be drawn by rounding errors."""

FRAYED = 5
"""So many cells of a line are left out where it ends within the grid."""


def contour_levels(loss: ArrayLike, floor: float = 0.0, count: int = 14) -> tuple[float, ...]:
    """Return growing levels that suit a loss grid: 1, 2, 5 times powers of ten, the highest `count` of them.

    Above a floor they are the round numbers nearest to floor + 1, 2, 5 times powers of ten: the number that stands on
    a contour is the loss itself. Where the floor leaves none with three digits, as many as are written, there is none.

    Parameters
    ----------
    loss : (ny, nx)
        Values that are not finite count for nothing.
    floor
        The lowest loss that can be reached: steps are counted from there, because they get finer towards it.
    """
    values = np.asarray(loss, dtype=float)
    excess = values[np.isfinite(values)] - floor
    if excess.size == 0 or excess.max() <= 0:
        return ()
    top = float(excess.max())
    levels: list[float] = []
    for exponent in range(math.floor(math.log10(top)), math.floor(math.log10(top * DEEPEST)), -1):
        for mantissa in (5, 2, 1):
            # 10.0**-3 is not the number nearest to 0.001, but its text is.
            wanted = float(f"{mantissa}e{exponent}")
            if wanted >= top or len(levels) == count:
                continue
            level = _round_near(floor + wanted, floor + NEAREST * wanted, floor + min(FARTHEST * wanted, top))
            if level is not None and np.count_nonzero(excess < level - floor) >= FEWEST_POINTS:
                levels.append(level)
    return tuple(reversed(levels))


def _round_near(wanted: float, low: float, high: float) -> float | None:
    """Return the roundest number between two others above 0, the one nearest to `wanted`; None: none is round."""
    first = math.floor(math.log10(high))
    for digit, power in UNITS:
        unit = float(f"{digit}e{first + power}")
        places = range(math.ceil(low / unit), math.floor(high / unit) + 1)
        found = [float(f"{place * digit}e{first + power}") for place in places]
        found = [number for number in found if low <= number < high]
        if found:
            return min(found, key=lambda number: abs(number - wanted))
    return None


def contour_lines(xs: ArrayLike, ys: ArrayLike, loss: ArrayLike, levels: Sequence[float]) -> list[Lines]:
    """Return the contour lines of a grid, level by level.

    Where the loss equals a level to the last digits over an area, as it equals E[target²] wherever a relu is dead,
    there is no line to draw, and none is.

    Parameters
    ----------
    xs, ys : (nx,), (ny,)
        Growing.
    loss : (ny, nx)
        Values that are not finite are left out.
    """
    from contourpy import LineType, contour_generator

    across, up, values = (np.asarray(array, dtype=float) for array in (xs, ys, loss))
    unknown = ~np.isfinite(values)
    values = np.where(unknown, 0.0, values)
    found = []
    for level in levels:
        flat = _flat_cells(np.abs(values - level) <= FLAT * abs(level))
        hidden = unknown | flat
        grid = np.ma.masked_array(values, mask=hidden) if hidden.any() else values
        lines = contour_generator(x=across, y=up, z=grid, line_type=LineType.Separate).lines(level)
        drawn = [np.asarray(line, dtype=float) for line in lines]
        if flat.any():
            drawn = [part for line in drawn if len(part := _without_frays(line, across, up)) > 1]
        found.append(drawn)
    return found


def _without_frays(line: Array, xs: Array, ys: Array) -> Array:
    """Return a line without its last cells where it ends within the grid: a level that is left out begins there.

    The loss has a kink where a relu dies, which a grid's cells bend the line around.
    """
    for _ in range(2):
        (x, y), closes = line[-1], np.array_equal(line[0], line[-1])
        if not closes and x not in xs[[0, -1]] and y not in ys[[0, -1]]:
            cells = np.maximum(abs(line[:, 0] - x) / (xs[1] - xs[0]), abs(line[:, 1] - y) / (ys[1] - ys[0]))
            line = line[: np.flatnonzero(cells >= FRAYED)[-1] + 1] if cells.max() >= FRAYED else line[:0]
        if not len(line):
            break
        line = line[::-1]
    return line


def _flat_cells(points: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of the marked grid points are corners of a cell with four marked corners."""
    cells = points[:-1, :-1] & points[1:, :-1] & points[:-1, 1:] & points[1:, 1:]
    corners = np.zeros_like(points)
    for corner in (corners[:-1, :-1], corners[1:, :-1], corners[:-1, 1:], corners[1:, 1:]):
        corner[cells] = True
    return corners


def region_below(xs: Array, ys: Array, values: Array, level: float) -> list[Array]:
    """Return the rings (n, 2) around where values (len(ys), len(xs)) are below a level; rings within are holes."""
    from contourpy import FillType, contour_generator

    generator = contour_generator(xs, ys, values, fill_type=FillType.OuterOffset)
    rings: list[Array] = []
    for points, offsets in zip(*generator.filled(-np.inf, level), strict=True):
        if points is not None and offsets is not None:
            rings += [points[first:last] for first, last in pairwise(offsets.tolist())]
    return rings
