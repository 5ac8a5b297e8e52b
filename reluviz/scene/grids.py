"""The loss over the axes of a view, as it is asked for and answered: at once, or later from another thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from reluviz.scene.gradient_field import GradientField, gradient_field

if TYPE_CHECKING:
    from reluviz.landscape.landscape import Landscape
    from reluviz.landscape.plane import Plane

Array = NDArray[np.float64]

CHEAP_POINTS = 4000
"""So many points of a student of one unit are computed at once rather than in another thread."""

BASE_DIGITS = 3
"""Significant digits to which the parameters off the axes are taken: a standing run asks for nothing."""

BLOCK = 1 << 19
"""How many parameters of the plane of a path are made at once: 4 MB."""

BLOCK_NUMBERS = 4000
"""So many parameters, in all points together, are worked on between two looks at whether the answer is still wanted."""


def rounded_base(base: Array, ends: tuple[float, float]) -> tuple[float, ...]:
    """Return the parameters off the axes, (P,), to as many digits as can be seen.

    Those are `BASE_DIGITS` of the length of the axis between `ends`, or of the parameter itself where it is smaller: an
    output weight of 0.1 makes a neuron of weight 10 fit, and half as much would not.
    """
    length = ends[1] - ends[0]
    sizes = np.minimum(np.where(base == 0.0, length, np.abs(base)), length)
    grains = 10.0 ** (np.floor(np.log10(sizes)) - BASE_DIGITS)
    return tuple((np.round(base / grains) * grains + 0.0).tolist())


@dataclass(frozen=True)
class GridKey:
    """Which part of which landscape is asked for; equal keys, equal answers.

    Attributes
    ----------
    x_name, y_name
        The parameters across and upwards; `y_name` is empty for a curve.
    x_range, y_range
        The ends of the axes.
    columns, rows
        How many points; one row for a curve.
    base
        The row of parameters that gives all the others; those on the axes are 0.
    plane
        The plane whose directions are the axes; None: parameters are. `base` is where both coordinates are 0.
    """

    landscape: "Landscape"
    x_name: str
    y_name: str
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    columns: int
    rows: int
    base: tuple[float, ...]
    mesh: tuple[int, int] | None = None
    """The columns and rows of the gradient's field; None: without one."""
    plane: "Plane | None" = None
    has_contours: bool = True
    """Whether lines of equal loss are wanted as well."""

    @property
    def kind(self) -> Literal["curve", "map"]:
        """Whether one parameter or two are on axes."""
        return "map" if self.y_name else "curve"

    @property
    def is_cheap(self) -> bool:
        """Whether the answer takes a few milliseconds at most, so that it may be computed where it is asked for."""
        return self.columns * self.rows * len(self.base) <= CHEAP_POINTS

    def same_axes(self, other: "GridKey | None") -> bool:
        """Tell whether another key asks of the same landscape over the same parameters, or over the plane of a path."""
        return other is not None and (self.landscape, self.x_name, self.y_name) == (
            other.landscape,
            other.x_name,
            other.y_name,
        )

    def same_slice(self, other: "GridKey | None") -> bool:
        """Tell whether another key asks for the same values, be it over another part or more finely."""
        return (
            other is not None
            and self.same_axes(other)
            and (self.base, self.plane) == (other.base, other.plane)
            and not self.lacks_field(other)
            and self.has_contours >= other.has_contours
        )

    def lacks_field(self, other: "GridKey") -> bool:
        """Tell whether another key asks for a field that this one does not."""
        return self.mesh is None and other.mesh is not None

    def points(self, xs: Array, ys: Array) -> Array:
        """Return the parameters (rows, columns, P) at a mesh of the axes' values."""
        base = np.array(self.base)
        points = np.broadcast_to(base, (len(ys), len(xs), len(base))).copy()
        if self.plane is not None:
            points += xs[:, np.newaxis] * self.plane.across + (ys[:, np.newaxis] * self.plane.up)[:, np.newaxis]
            return points
        points[..., self.landscape.names.index(self.x_name)] = xs
        points[..., self.landscape.names.index(self.y_name)] = ys[:, np.newaxis]
        return points

    def losses(self, xs: Array, ys: Array) -> Array:
        """Return the loss (rows, columns) at a mesh of the axes' values."""
        if self.plane is None:
            return self.landscape.grid(self.x_name, self.y_name, xs, ys, np.array(self.base))
        loss = np.empty((len(ys), len(xs)))
        rows = max(1, BLOCK // (len(xs) * len(self.base)))
        for first in range(0, len(ys), rows):
            part = slice(first, first + rows)
            loss[part] = self.landscape.fast_loss(self.points(xs, ys[part]))
        return loss

    def slopes(self, gradient: Array) -> tuple[Array, Array]:
        """Return the parts of gradients (…, P) along the two axes (…)."""
        if self.plane is not None:
            return gradient @ self.plane.across, gradient @ self.plane.up
        names = self.landscape.names
        return gradient[..., names.index(self.x_name)], gradient[..., names.index(self.y_name)]


@dataclass(frozen=True, eq=False)
class ContourLine:
    """All lines of one level.

    Attributes
    ----------
    level
        The loss on them.
    lines
        Arrays (n, 2) of data.
    """

    level: float
    lines: tuple[Array, ...]


@dataclass(frozen=True, eq=False)
class Grid:
    """The answer to a key.

    Attributes
    ----------
    xs : (columns,)
    ys : (rows,)
        Empty for a curve.
    loss : (rows, columns), or (columns,) for a curve
    contours
        Lines of equal loss, from the lowest; none for a curve.
    """

    key: GridKey
    xs: Array
    ys: Array
    loss: Array
    contours: tuple[ContourLine, ...] = ()
    field: GradientField | None = None


class GridSource(Protocol):
    """Answers keys, at once or later."""

    def request(self, key: GridKey) -> Grid | None:
        """Return the answer if it is there; else None, compute it, and call back once it is.

        A new request makes older ones outdated: their answers may be dropped.
        """
        ...

    def newest(self) -> Grid | None:
        """Return the last answer, be it to an older question: better a map of a moment ago than none."""
        ...

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Take the function to call, in the GUI thread, when an answer has come: the view then asks again."""
        ...


class ImmediateGrids:
    """Computes each answer where it is asked for, and keeps the last one: for pictures and tests."""

    def __init__(self) -> None:
        self._last: Grid | None = None

    def request(self, key: GridKey) -> Grid | None:
        """Return the answer."""
        if self._last is None or self._last.key != key:
            self._last = compute_grid(key)
        return self._last

    def newest(self) -> Grid | None:
        """Return the last answer."""
        return self._last

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Do nothing: every answer is there at once."""


class AbandonedError(Exception):
    """Nobody wants the answer any more."""


def compute_grid(key: GridKey, is_wanted: Callable[[], bool] | None = None) -> Grid:
    """Return the answer to a key; any thread.

    Raises
    ------
    AbandonedError
        If `is_wanted`, which is asked between blocks of rows, says no.
    """
    xs = np.linspace(*key.x_range, key.columns)
    base = np.array(key.base)
    if key.kind == "curve":
        # The kink at 0 falls between two points else, and the curve would cut its corner.
        # NumPy's union1d would import all of its masked arrays, before the first picture.
        place = int(np.searchsorted(xs, 0.0))
        if key.x_range[0] < 0.0 < key.x_range[1] and xs[place] != 0.0:
            xs = np.insert(xs, place, 0.0)
        return Grid(key, xs, np.empty(0), key.landscape.curve(key.x_name, xs, base))
    ys = np.linspace(*key.y_range, key.rows)
    loss = np.empty((key.rows, key.columns))
    rows = key.rows if is_wanted is None else max(1, BLOCK_NUMBERS // (key.columns * len(base)))
    for first in range(0, key.rows, rows):
        if is_wanted is not None and not is_wanted():
            raise AbandonedError
        part = slice(first, first + rows)
        loss[part] = key.losses(xs, ys[part])
    contours = _contours(key, xs, ys, loss) if key.has_contours else ()
    gradient = None
    if key.mesh is not None:
        if is_wanted is not None and not is_wanted():
            raise AbandonedError
        mesh_x, mesh_y = np.linspace(*key.x_range, key.mesh[0]), np.linspace(*key.y_range, key.mesh[1])
        gradient = gradient_field(key, mesh_x, mesh_y)
    return Grid(key, xs, ys, loss, contours, gradient)


def _contours(key: GridKey, xs: Array, ys: Array, loss: Array) -> tuple[ContourLine, ...]:
    from reluviz.landscape.contours import contour_levels, contour_lines

    levels = contour_levels(loss, key.landscape.noise_variance)
    lines = contour_lines(xs, ys, loss, levels)
    return tuple(ContourLine(float(level), tuple(found)) for level, found in zip(levels, lines, strict=True))
