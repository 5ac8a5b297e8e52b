"""The fates' hatchings on a surface with a basin map: lines that lie on it, as on the map; GUI thread and recorder."""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reluviz.scene.heights import HEIGHT
from reluviz.scene.surface_painter import draw_lines
from reluviz.scene.theme import FATE_LOOKS, Hatch
from reluviz.training.fates import FATE_NAMES

if TYPE_CHECKING:
    from reluviz.scene.horizon import Horizon
    from reluviz.scene.surface_mesh import Mesh

Array = NDArray[np.float64]

ToPixels = Callable[[Array], Array]
"""(…, 3) of the box → (…, 2) pixels of the painter."""

Fates = Callable[[Array, Array], NDArray[np.integer] | None]
"""x and y (n,) → the fates (n,) as places in `FATE_NAMES`, beyond them where there is none; None: no map."""

SPACING = 2.0 / 40.0
"""From one line to the next along a side of the box, 2 long; of a part of the surface half as much, and so on."""

POINTS = 4
"""How many points a line has from one of its neighbours to the next: it ends where the fate does, to one of these."""

WIDTH = 1.3
"""Of a line in pixels, before the scale."""

DOT = 3.4
"""The size of a dot, likewise."""

LINES, DOTS = 5, 200
"""So many are drawn between two looks at the clock."""

KEPT = 4
"""So many surfaces' lines are kept: those of the whole, fine and coarse, and of a part."""


class SurfaceHatching:
    """Finds the lines of each fate once for a surface and a map, and draws what is seen of them."""

    def __init__(self) -> None:
        self.fates: Fates | None = None
        """Tells the fates; None: there are none."""
        self.mark: Callable[[str], QColor] = QColor
        """Returns the colour of a fate's marks."""
        self._key: object = None
        self._kept: list[tuple[Mesh, dict[int, list[Array]]]] = []

    def lines(self, mesh: "Mesh", key: object) -> dict[int, list[Array]]:
        """Return for each fate that has marks its lines, arrays (n, 3) in the box; a dot is one of a single point.

        `key` is what the fates depend on.
        """
        if key != self._key:
            self._key, self._kept = key, []
        for other, found in self._kept:
            if other is mesh:
                return found
        found = {} if self.fates is None else _found(mesh, self.fates)
        self._kept = [*self._kept[1 - KEPT :], (mesh, found)]
        return found

    def draw_thin(self, painter: QPainter, mesh: "Mesh", key: object, horizon: "Horizon", to_pixels: ToPixels) -> None:
        """Draw what is seen of the marks as thin lines with jagged edges, in a tenth of the time: the camera moves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for fate, parts in self.lines(mesh, key).items():
            _draw(painter, fate, parts, horizon, to_pixels, QPen(self.mark(FATE_NAMES[fate]), 1.0))

    def pieces(
        self, mesh: "Mesh", key: object, horizon: "Horizon", to_pixels: ToPixels, zoom: float
    ) -> Iterator[Callable[[QPainter], None] | None]:
        """Yield what draws the marks finely, some at a time, and None after what is prepared for it."""
        lines = self.lines(mesh, key)
        yield None
        for fate, parts in lines.items():
            is_dots = FATE_LOOKS[FATE_NAMES[fate]].hatch == "dotted"
            pen = QPen(self.mark(FATE_NAMES[fate]), (DOT if is_dots else WIDTH) * zoom)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap if is_dots else Qt.PenCapStyle.FlatCap)
            at_once = DOTS if is_dots else LINES
            for first in range(0, len(parts), at_once):
                some = parts[first : first + at_once]
                yield partial(_draw, fate=fate, parts=some, horizon=horizon, to_pixels=to_pixels, pen=pen)


def _draw(
    painter: QPainter, fate: int, parts: Sequence[Array], horizon: "Horizon", to_pixels: ToPixels, pen: QPen
) -> None:
    """Draw what is seen of some lines or dots of one fate."""
    if FATE_LOOKS[FATE_NAMES[fate]].hatch != "dotted":
        draw_lines(painter, parts, horizon, to_pixels, pen)
        return
    painter.setPen(pen)
    dots = np.concatenate(parts)
    painter.drawPoints([QPointF(x, y) for x, y in to_pixels(dots[horizon.sees(dots)]).tolist()])


def _found(mesh: "Mesh", fates: Fates) -> dict[int, list[Array]]:
    (left, right), (front, back) = ((float(side[0]), float(side[-1])) for side in mesh.sides)
    spacing = SPACING * 2.0 ** round(math.log2(max(right - left, back - front) / 2.0))
    found: dict[int, list[Array]] = {}
    # Each once, and in the same order in every process.
    hatches: dict[Hatch, None] = dict.fromkeys(look.hatch for look in FATE_LOOKS.values())
    for hatch in hatches:
        wanted = [index for index, name in enumerate(FATE_NAMES) if FATE_LOOKS[name].hatch == hatch]
        for across, along in _families(hatch, (left, right), (front, back), spacing):
            within = (across >= left) & (across <= right) & (along >= front) & (along <= back)
            # A mesh over a part of the box counts from −1 to 1, too.
            inner = (2.0 * (across - left) / (right - left) - 1.0, 2.0 * (along - front) / (back - front) - 1.0)
            x, y = mesh.to_data(*inner)
            fate = fates(x.ravel(), y.ravel())
            if fate is None:
                return {}
            raised = mesh.height_at(*inner)
            within &= raised <= HEIGHT
            points = np.stack([across, along, raised], axis=-1)
            for index in wanted:
                is_here = within & (fate.reshape(across.shape) == index)
                parts = list(points[is_here][:, np.newaxis]) if hatch == "dotted" else _runs(points, is_here)
                if parts:
                    found.setdefault(index, []).extend(parts)
    return found


def _families(
    hatch: Hatch, side: tuple[float, float], depth: tuple[float, float], spacing: float
) -> list[tuple[Array, Array]]:
    """Return the points (lines, points) of a hatching's lines over a part of the floor, as the legend has them."""
    (left, right), (front, back) = side, depth
    across = np.linspace(left, right, round((right - left) / spacing * POINTS) + 1)

    def places(low: float, high: float) -> Array:
        return spacing * np.arange(math.ceil(low / spacing), math.floor(high / spacing) + 1, dtype=np.float64)

    if hatch == "plain":
        return []
    if hatch == "level":
        along = places(front, back)
        return [tuple(np.meshgrid(across, along))]  # type: ignore[list-item]
    if hatch == "dotted":
        return [tuple(np.meshgrid(places(left, right), places(front, back)))]  # type: ignore[list-item]
    found = []
    for rises, name in ((1.0, "rising"), (-1.0, "falling")):
        if hatch in {name, "crossed"}:
            # Where each line is at the middle of the part, so far aside that it meets a corner.
            ends = [edge - rises * x for edge in depth for x in side]
            at = places(min(ends), max(ends))[:, np.newaxis]
            rows = at + rises * across
            found.append((np.broadcast_to(across, rows.shape), rows))
    return found


def _runs(points: Array, is_here: NDArray[np.bool_]) -> list[Array]:
    """Return the parts of lines (lines, points, 3) that are wanted, each (n, 3) with two points or more."""
    padded = np.pad(is_here, ((0, 0), (1, 1)))
    change = np.diff(padded.astype(np.int8), axis=1)
    line, first = np.nonzero(change == 1)
    last = np.nonzero(change == -1)[1]
    return [
        points[row, begin:end]
        for row, begin, end in zip(line.tolist(), first.tolist(), last.tolist(), strict=True)
        if end - begin > 1
    ]
