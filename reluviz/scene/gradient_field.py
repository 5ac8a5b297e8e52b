"""Where −∇L points over the map, as arrows, and where next to nothing is left of it, as a shade; any thread."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from reluviz.landscape.contours import region_below
from reluviz.scene.hatching import shade_color

if TYPE_CHECKING:
    from reluviz.scene.grids import GridKey
    from reluviz.scene.plot import Plot

Array = NDArray[np.float64]

SPACING = 44.0
"""Pixels, before the scale, from one arrow to the next."""

FINER = 4
"""How many points the shade has for each arrow, along each axis."""

LONGEST, SHORTEST = 0.42, 0.1
"""Half the length of an arrow, in spacings: where the gradient is greatest, and where it is next to nothing."""

DECADES = 6.0
"""Over so many powers of ten below the greatest gradient arrows become shorter; those beyond are shortest."""

NOTHING = -12
"""Its power of ten is the norm of the gradient below which it moves no run: the legend of the shade tells it."""

NONE = 10.0**NOTHING

UNSURE = 1e-9
"""The share of the greatest gradient, or of 1, below which the fast form has too few digits left."""


@dataclass(frozen=True, eq=False)
class GradientField:
    """The slope over two parameters, at a mesh of points.

    Attributes
    ----------
    xs : (columns,)
    ys : (rows,)
    across, up : (rows, columns)
        The components of −∇L along the two axes, per unit of the parameter.
    norm : (rows, columns)
        The norm of the whole gradient, the parameters that are not on the axes among them.
    """

    xs: Array
    ys: Array
    across: Array
    up: Array
    norm: Array
    dead: tuple[Array, ...]
    """Rings (n, 2) around where the norm is below `NONE`; rings within are holes."""

    def is_dead_in(self, x_range: tuple[float, float], y_range: tuple[float, float]) -> bool:
        """Tell whether no gradient is left at some point of the mesh within two ranges."""
        columns = slice(*np.searchsorted(self.xs, x_range).tolist())
        rows = slice(*np.searchsorted(self.ys, y_range).tolist())
        return bool((self.norm[rows, columns] <= NONE).any()) and bool(self.dead)

    @property
    def lengths(self) -> Array:
        """(rows, columns): from 0, where there is no gradient, by its logarithm to 1, where it is greatest."""
        finite = self.norm[np.isfinite(self.norm)]
        greatest = float(finite.max()) if finite.size else 1.0
        with np.errstate(divide="ignore", invalid="ignore"):
            decades = np.log10(self.norm / greatest)
        length = SHORTEST + (LONGEST - SHORTEST) * np.clip(1.0 + decades / DECADES, 0.0, 1.0)
        return np.where(np.isfinite(decades) & (self.norm > NONE), length / LONGEST, 0.0)


def gradient_field(key: "GridKey", xs: Array, ys: Array) -> GradientField:
    """Return the field over a mesh of the values of a key's axes."""
    points = key.points(xs, ys)
    gradient = key.landscape.fast_loss_and_gradient(points)[1]
    norm = _norm(gradient)
    finite = norm[np.isfinite(norm)]
    unsure = norm <= UNSURE * max(float(finite.max(initial=0.0)), 1.0)
    if unsure.any():
        gradient[unsure] = key.landscape.gradient(points[unsure])
        norm[unsure] = _norm(gradient[unsure])
    dead = tuple(region_below(xs, ys, _evenly(norm), float(_evenly(np.array(NONE)))))
    across, up = key.slopes(gradient)
    return GradientField(xs, ys, -across, -up, norm, dead)


def _norm(gradient: Array) -> Array:
    return np.sqrt(np.einsum("...p,...p->...", gradient, gradient))


def _evenly(norm: Array) -> Array:
    """Return what grows with small norms as evenly as the bound of the inputs that reach a unit moves.

    Of normal inputs beyond a bound t there are about exp(−t²/2), so that 1/√(−log) goes by 1/t, and t by b/w: between
    two points of the mesh the border then lies where it is, and is as straight as it is.
    """
    with np.errstate(divide="ignore"):
        decades = -np.log10(np.nan_to_num(norm, nan=np.inf, posinf=np.inf))
    return 1.0 / np.sqrt(np.maximum(decades, 0.05))


def draw_shade(painter: QPainter, plot: "Plot", field: GradientField) -> None:
    """Shade the part of the map where next to nothing moves a run."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in field.dead:
        pixels = plot.to_pixels(ring[:, 0], ring[:, 1])
        path.addPolygon(arrayToQPolygonF(pixels[:, 0], pixels[:, 1]))
    painter.fillPath(path, shade_color(plot.view.theme))


def draw_arrows(painter: QPainter, plot: "Plot", field: GradientField) -> None:
    """Draw an arrow for every `FINER`-th point of the mesh, as the map's axes stretch it."""
    zoom, theme = plot.view.zoom, plot.view.theme
    part = slice(FINER // 2, None, FINER)
    xs, ys = np.meshgrid(field.xs[part], field.ys[part])
    lengths = field.lengths[part, part] * LONGEST * SPACING * zoom
    (x_low, x_high), (y_low, y_high) = plot.x_range, plot.y_range
    across = field.across[part, part] * plot.area.width() / (x_high - x_low)
    down = -field.up[part, part] * plot.area.height() / (y_high - y_low)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        scale = lengths / np.hypot(across, down)
        half_across, half_down = across * scale, down * scale
    shown = (lengths > 0) & np.isfinite(half_across) & np.isfinite(half_down) & (scale > 0)
    middles = plot.to_pixels(xs[shown], ys[shown])
    color = QColor(theme.text)
    color.setAlphaF(0.55)
    painter.setPen(QPen(color, 1.3 * zoom, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(color)
    for (x, y), dx, dy in zip(middles.tolist(), half_across[shown].tolist(), half_down[shown].tolist(), strict=True):
        tip = QPointF(x + dx, y + dy)
        painter.drawLine(QPointF(x - dx, y - dy), tip)
        barb = min(5.0 * zoom, math.hypot(dx, dy))
        ux, uy = dx / math.hypot(dx, dy) * barb, dy / math.hypot(dx, dy) * barb
        back, side = QPointF(-ux, -uy), QPointF(-0.5 * uy, 0.5 * ux)
        painter.drawPolygon(QPolygonF([tip, tip + back + side, tip + back - side]))
