"""A surface's faces, contours and edges painted as polygons, the nearer over the farther; GUI thread and recorder."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from reluviz.scene.heights import HEIGHT
from reluviz.scene.still_layer import is_vector
from reluviz.scene.surface_mesh import Mesh
from reluviz.scene.trail_path import VECTOR_TOLERANCE, simplified

if TYPE_CHECKING:
    from collections.abc import Callable

    from reluviz.scene.camera import Camera
    from reluviz.scene.horizon import Horizon

Array = NDArray[np.float64]

OVERLAP = 0.6
"""Pixels by which a face grows beyond its corners, so that no ground shows through between antialiased neighbours."""

TONES, COARSE_TONES = 256, 32
"""How many degrees of light there are, and how many while the camera moves, so that more neighbours look the same."""


@dataclass(frozen=True, eq=False)
class Level:
    """A contour on the surface.

    Attributes
    ----------
    loss
        The loss on it.
    lines
        Arrays (n, 3) in the box.
    """

    loss: float
    lines: tuple[Array, ...]


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines that lie on a mesh: its contours, and where it ends."""

    mesh: Mesh

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The contours, from the lowest: where the faces have their height, so that they lie on them."""
        from reluviz.landscape.contours import contour_lines

        mesh = self.mesh
        losses = [contour.level for contour in mesh.grid.contours]
        heights = mesh.heights.height(np.array(losses)).tolist() if losses else []
        seen = [(loss, height) for loss, height in zip(losses, heights, strict=True) if height < HEIGHT]
        found = contour_lines(*mesh.sides, mesh.raised, [height for _, height in seen])
        return tuple(
            Level(loss, tuple(np.column_stack([line, np.full(len(line), height)]) for line in lines if len(line) > 1))
            for (loss, height), lines in zip(seen, found, strict=True)
        )

    @cached_property
    def edges(self) -> tuple[Array, ...]:
        """Where the surface ends: at the sides of the box and at the cut, as arrays (n, 3)."""
        from reluviz.landscape.contours import contour_lines

        points = self.mesh.corners
        found: list[Array] = []
        for side in (points[0], points[:, -1], points[-1], points[:, 0]):
            found += _below(side)
        if self.mesh.heights.is_cut:
            (rims,) = contour_lines(*self.mesh.sides, self.mesh.raised, [HEIGHT])
            found += [np.column_stack([rim, np.full(len(rim), HEIGHT)]) for rim in rims if len(rim) > 1]
        return tuple(found)


def _below(line: Array) -> list[Array]:
    """Return the parts of a line (n, 3) that are not above the cut, up to where it crosses that."""
    parts: list[Array] = []
    part: list[Array] = []
    for here, there in pairwise(line):
        if here[2] <= HEIGHT and not part:
            part.append(here)
        if (here[2] <= HEIGHT) != (there[2] <= HEIGHT):
            part.append(here + (HEIGHT - here[2]) / (there[2] - here[2]) * (there - here))
        if there[2] <= HEIGHT:
            part.append(there)
        elif part:
            parts.append(np.array(part))
            part = []
    return [*parts, np.array(part)] if len(part) > 1 else parts


def seen_parts(
    lines: Sequence[Array], horizon: "Horizon", to_pixels: "Callable[[Array], Array]"
) -> list[tuple[int, Array]]:
    """Return the parts of lines (n, 3) that no hill hides: which line each is of, and the part in pixels (m, 2)."""
    if not lines:
        return []
    # All at once: most of the time would go into calls on few points.
    points = np.concatenate(list(lines))
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    sees, pixels = horizon.sees(points), to_pixels(points)
    begins = np.concatenate([[True], owner[1:] != owner[:-1]])
    first = np.flatnonzero(sees & (begins | ~np.concatenate([[False], sees[:-1]])))
    last = np.flatnonzero(sees & np.concatenate([begins[1:] | ~sees[1:], [True]])) + 1
    owners = owner[first].tolist()
    return [
        (line, pixels[begin:end])
        for line, begin, end in zip(owners, first.tolist(), last.tolist(), strict=True)
        if end - begin > 1
    ]


class Faces:
    """Faces in the order in which they are drawn, each as a polygon of its own with smooth edges.

    Parameters
    ----------
    to_pixels
        (…, 3) of the box → (…, 2) pixels of the painter.
    colors : (faces,)
        As 0xffRRGGBB.
    """

    def __init__(
        self, mesh: Mesh, camera: "Camera", to_pixels: "Callable[[Array], Array]", colors: NDArray[np.uint32]
    ) -> None:
        order = mesh.order(camera)
        self._colors = colors[order]
        self._folded = mesh.folded[order]
        pixels = to_pixels(mesh.faces)[order]
        away = pixels - pixels.mean(axis=1, keepdims=True)
        grown = OVERLAP / np.maximum(np.hypot(away[..., 0], away[..., 1]), 1.0)
        self._pixels = pixels + away * grown[..., np.newaxis]

    def __len__(self) -> int:
        return len(self._colors)

    def draw(self, painter: QPainter, first: int = 0, end: int | None = None) -> None:
        """Draw the faces from one to another, all later ones being nearer."""
        part = slice(first, end)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        brushes: dict[int, QBrush] = {}
        last = -1
        colors, folded = self._colors[part].tolist(), self._folded[part].tolist()
        for color, is_folded, corners in zip(colors, folded, self._pixels[part].tolist(), strict=True):
            if color != last:
                last = color
                brush = brushes.get(color)
                if brush is None:
                    brush = brushes[color] = QBrush(QColor.fromRgb(color))
                painter.setBrush(brush)
            points = [QPointF(x, y) for x, y in corners]
            _draw_folded(painter, points) if is_folded else painter.drawConvexPolygon(points)
        painter.restore()


def _draw_folded(painter: QPainter, points: list[QPointF]) -> None:
    """Draw a face as two triangles on both sides of its fold: as one polygon it would have a notch there."""
    painter.drawConvexPolygon(points[:3])
    painter.drawConvexPolygon([points[0], points[2], points[3]])


def draw_strips(
    painter: QPainter,
    mesh: Mesh,
    camera: "Camera",
    to_pixels: "Callable[[Array], Array]",
    colors: NDArray[np.uint32],
) -> None:
    """Draw the same faces in a third of the time: neighbours of one colour as one polygon, with jagged edges."""
    order = mesh.order(camera)
    if not order.size:
        return  # all of it is cut off, or above all numbers
    rows, columns = (cells[order] for cells in mesh.cells)
    shown = colors[order]
    folded = mesh.folded[order]
    whole = ((mesh.faces[order, :, 2] < HEIGHT).all(axis=1) | (mesh.faces.shape[1] == 4)) & ~folded
    wide = mesh.raised.shape[1]
    corners = to_pixels(mesh.corners).reshape(-1, 2)
    points = arrayToQPolygonF(corners[:, 0], corners[:, 1]).toList()
    parts = None if whole.all() else to_pixels(mesh.faces)[order].tolist()
    goes_on = (np.diff(rows) == 0) & (np.abs(np.diff(columns)) == 1) & (shown[1:] == shown[:-1])
    goes_on &= whole[1:] & whole[:-1]
    bounds = [0, *(np.flatnonzero(~goes_on) + 1).tolist(), len(order)]
    firsts = (rows * wide + columns).tolist()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    brushes: dict[int, QBrush] = {}
    last = -1
    winding = Qt.FillRule.WindingFill
    tones, is_whole, is_folded = shown.tolist(), whole.tolist(), folded.tolist()
    for begin, end in pairwise(bounds):
        color = tones[begin]
        if color != last:
            last = color
            brush = brushes.get(color)
            if brush is None:
                brush = brushes[color] = QBrush(QColor.fromRgb(color))
            painter.setBrush(brush)
        if parts is not None and not is_whole[begin]:
            corners = [QPointF(x, y) for x, y in parts[begin]]
            _draw_folded(painter, corners) if is_folded[begin] else painter.drawConvexPolygon(corners)
            continue
        one, other = firsts[begin], firsts[end - 1]
        if one == other:
            above = one + wide
            painter.drawConvexPolygon([points[one], points[one + 1], points[above + 1], points[above]])
            continue
        low, high = (one, other + 2) if one <= other else (other, one + 2)
        painter.drawPolygon(points[low:high] + points[low + wide : high + wide][::-1], winding)
    painter.restore()


def stained(colors: NDArray[np.uint32], over: NDArray[np.uint32] | None) -> NDArray[np.uint32]:
    """Return colours with others, premultiplied 0xAARRGGBB, laid over them."""
    if over is None:
        return colors
    rest = 1.0 - (over >> np.uint32(24)) / 255.0
    mixed = np.full(colors.shape, 0xFF000000, np.uint32)
    for shift in (np.uint32(16), np.uint32(8), np.uint32(0)):
        part = ((colors >> shift) & np.uint32(0xFF)) * rest + ((over >> shift) & np.uint32(0xFF))
        mixed |= np.minimum(np.rint(part), 255.0).astype(np.uint32) << shift
    return mixed


def lit(
    colors: NDArray[np.uint32], light: Array, is_below: NDArray[np.bool_], below: float, tones: int
) -> NDArray[np.uint32]:
    """Return colours as they look in a light, 1 where they are as they are; faces seen from below are darker."""
    tone = np.rint(np.clip(light, 0.0, 1.35) * tones) / tones
    tone = np.where(is_below, below * np.minimum(tone, 1.0), tone)
    parts = [(colors >> np.uint32(shift)) & np.uint32(0xFF) for shift in (16, 8, 0)]
    red, green, blue = (np.minimum(np.rint(part * tone), 255.0).astype(np.uint32) for part in parts)
    return (np.uint32(0xFF) << np.uint32(24)) | (red << np.uint32(16)) | (green << np.uint32(8)) | blue


def from_below(pixels: Array) -> NDArray[np.bool_]:
    """Tell which faces (faces, corners, 2) are seen from below: their corners go round the other way."""
    x, y = pixels[..., 0], pixels[..., 1]
    area = (x * np.roll(y, -1, axis=1) - np.roll(x, -1, axis=1) * y).sum(axis=1)
    return area > 0.0


def draw_lines(
    painter: QPainter,
    lines: Sequence[Array],
    horizon: "Horizon",
    to_pixels: "Callable[[Array], Array]",
    pen: QPen,
) -> None:
    """Draw what is seen of lines (n, 3)."""
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    is_thinned = is_vector(painter)
    for _, seen in seen_parts(lines, horizon, to_pixels):
        points = simplified(seen, VECTOR_TOLERANCE) if is_thinned else seen
        painter.drawPolyline(arrayToQPolygonF(points[:, 0], points[:, 1]))
