"""The box that a surface stands in: floor, back walls, ticks' numbers and names; GUI thread and recorder."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reluviz.scene.camera import Camera
from reluviz.scene.fonts import BODY, LABEL, MEDIUM
from reluviz.scene.heights import HEIGHT
from reluviz.scene.numbers import format_number
from reluviz.scene.surface_mesh import Mesh
from reluviz.scene.texts import draw_plate
from reluviz.scene.ticks import linear_ticks

if TYPE_CHECKING:
    from reluviz.scene.view import View

Array = NDArray[np.float64]
Place = tuple[float, float, float]

SPACING = 64.0
"""Pixels, before the scale, from one tick to the next, about."""

TICK = 5.0
"""The length of a tick in pixels, before the scale."""

GAP = 5.0
"""Pixels, before the scale, between a tick and its number, and between numbers and name."""

LEAST_RISE = 2.0
"""Lines of numbers that an upright edge must be high in the picture to carry an axis: seen from above, it is not."""

NEXT_TO_NOTHING = 0.002
"""The share of a surface's cells below which what the cut has left is hardly seen, so that words say why."""

FARTHER = 12
"""So many gaps further out an axis may have its name, where it would cover a number."""


@dataclass(frozen=True, slots=True)
class BoxText:
    """A piece of text at the box: its rectangle in the pixels of the plot's area, and whether it is a name.

    One that `is_over` the surface has a halo.
    """

    text: str
    box: QRectF
    is_name: bool = False
    is_over: bool = False


class SurfaceBox:
    """Lays out and draws the box for one camera.

    Parameters
    ----------
    view
        Says fonts, colours and the scale.
    to_pixels
        (…, 3) of the box → (…, 2) pixels of the plot's area.
    x_name, y_name
        The parameters across and upwards.
    width
        Of the plot's area, in pixels.
    """

    def __init__(
        self,
        view: "View",
        mesh: Mesh,
        camera: Camera,
        to_pixels: Callable[[Array], Array],
        x_name: str,
        y_name: str,
        *,
        width: float,
    ) -> None:
        self._view = view
        self._to_pixels = to_pixels
        self._width = width
        self._numbers = QFontMetricsF(view.text_font())
        self._names = QFontMetricsF(view.text_font(LABEL, MEDIUM))
        toward = -camera.axes[2]
        # The sides that are nearer to the eye: their lower edges carry the numbers.
        self._near_x = 1.0 if toward[0] >= 0.0 else -1.0
        self._near_y = 1.0 if toward[1] >= 0.0 else -1.0
        self.texts: list[BoxText] = []
        self._grid: list[tuple[Place, Place]] = []
        self._frame: list[tuple[Place, Place]] = []
        self._ticks: list[QLineF] = []
        self.words = cut_words(mesh)
        """Why the box is as good as empty, if it is."""
        self._lay_out(mesh, x_name, y_name)

    # -- layout --------------------------------------------------------------------------------------------------------

    def _lay_out(self, mesh: Mesh, x_name: str, y_name: str) -> None:
        near_x, near_y = self._near_x, self._near_y
        floor = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))
        for (x, y), (to_x, to_y) in zip(floor, (*floor[1:], floor[0]), strict=True):
            self._frame.append(((x, y, 0.0), (to_x, to_y, 0.0)))
        for x, y in ((-near_x, -near_y), (near_x, -near_y), (-near_x, near_y)):
            self._frame.append(((x, y, 0.0), (x, y, HEIGHT)))
        for begin, end in (((near_x, -near_y), (-near_x, -near_y)), ((-near_x, -near_y), (-near_x, near_y))):
            self._frame.append(((*begin, HEIGHT), (*end, HEIGHT)))
        grid = mesh.grid.key
        for axis, ends, name in ((0, grid.x_range, x_name), (1, grid.y_range, y_name)):
            self._lay_out_side(axis, ends, name)
        self._lay_out_height(mesh)

    def _lay_out_side(self, axis: int, ends: tuple[float, float], name: str) -> None:
        """Lay out the numbers and the name along a lower edge, and the lines at the ticks."""
        near, other = (self._near_y, self._near_x) if axis == 0 else (self._near_x, self._near_y)

        def place(along: float, aside: float, high: float = 0.0) -> Place:
            return (along, aside, high) if axis == 0 else (aside, along, high)

        begin, end = self._point(place(-1.0, near)), self._point(place(1.0, near))
        length = QLineF(begin, end).length()
        found = linear_ticks(*ends, max(2, round(length / (SPACING * self._view.zoom))))
        # The same for all ticks of an edge, so that their numbers stand in a row.
        outward = self._outward(place(0.0, near), place(0.0, 1.2 * near))
        beyond = 0.0
        for value, text in found:
            at = 2.0 * (value - ends[0]) / (ends[1] - ends[0]) - 1.0
            self._grid.append((place(at, -1.0), place(at, 1.0)))
            self._grid.append((place(at, -near), place(at, -near, HEIGHT)))
            edge = self._point(place(at, near))
            tip = edge + outward * (TICK * self._view.zoom)
            self._ticks.append(QLineF(edge, tip))
            box = self._beside(tip, outward, self._numbers, text)
            beyond = max(beyond, abs(outward.x()) * box.width() + abs(outward.y()) * box.height())
            if abs(at) < 0.985 or at * other < 0.0:
                self._add(BoxText(text, box))
        off = outward * (TICK * self._view.zoom + beyond + GAP * self._view.zoom)
        beside = self._beside(self._point(place(0.0, near)) + off, outward, self._names, name)
        along = end - begin if end.y() > begin.y() else begin - end
        step = outward * (GAP * self._view.zoom)
        if self._slide_in(beside, along):
            step = QPointF(0.0, GAP * self._view.zoom)
        # A long name may reach the numbers on a slope: it then stands further out.
        for _ in range(FARTHER):
            if not any(beside.intersects(other.box) for other in self.texts):
                break
            beside.translate(step)
            self._slide_in(beside, along)
        self._add(BoxText(name, beside, True))

    def _slide_in(self, box: QRectF, along: QPointF) -> bool:
        """Move a name along its edge into the plot's area; tell whether that was not enough, and it left the edge.

        `along` leads down the edge: at its lower end there is room below.
        """
        low = 2.0 * GAP * self._view.zoom
        high = self._width - low
        over = max(box.right() - high, 0.0) or min(box.left() - low, 0.0)
        if not over:
            return False
        if abs(over) < abs(along.x()) / 2:
            box.translate(-along * (over / along.x()))
            return False
        if box.width() <= high - low:
            box.translate(along / 2)
            box.moveLeft(min(max(box.left(), low), high - box.width()))
        return True

    def _lay_out_height(self, mesh: Mesh) -> None:
        """Lay out the losses along the upright edge on the left, and its name above."""
        edges = ((self._near_x, -self._near_y), (-self._near_x, self._near_y))
        edge = min(edges, key=lambda place: self._point((*place, 0.0)).x())
        low, high = self._point((*edge, 0.0)), self._point((*edge, HEIGHT))
        rise = low.y() - high.y()
        outward = QPointF(-1.0, 0.0)
        is_seen = rise >= LEAST_RISE * self._numbers.ascent()
        count = max(round(QLineF(low, high).length() / (0.6 * SPACING * self._view.zoom)), 1) if is_seen else 0
        for value, text in mesh.heights.ticks(count) if count else ():
            at = float(mesh.heights.height(value))
            here = self._point((*edge, at))
            tip = here + outward * (TICK * self._view.zoom)
            self._ticks.append(QLineF(here, tip))
            self._add(BoxText(text, self._beside(tip, outward, self._numbers, text)))
            back = (-self._near_x, -self._near_y)
            for begin in edges:
                self._grid.append(((*begin, at), (*back, at)))
        if count:
            name = (
                QCoreApplication.translate("LandscapeView", "loss (logarithmic)")
                if mesh.heights.kind == "log"
                else QCoreApplication.translate("LandscapeView", "loss")
            )
            wide, tall = self._names.horizontalAdvance(name), self._names.height()
            # Flush with the numbers: where there is no room on the left, it stands over the surface.
            flush, least = high.x() - (TICK + GAP) * self._view.zoom - wide, 2.0 * GAP * self._view.zoom
            place = QRectF(max(flush, least), high.y() - tall - 2.5 * GAP * self._view.zoom, wide, tall)
            self._add(BoxText(name, place, True, is_over=flush < least))

    def _add(self, text: BoxText) -> None:
        """Take a text if nothing stands where it would."""
        if not any(text.box.intersects(other.box) for other in self.texts):
            self.texts.append(text)

    def _point(self, place: Place) -> QPointF:
        across, down = self._to_pixels(np.array(place)).tolist()
        return QPointF(across, down)

    def _lines(self, ends: list[tuple[Place, Place]]) -> list[QLineF]:
        """Return lines between points of the box as they are seen: all projected at once."""
        return [QLineF(*numbers) for numbers in self._to_pixels(np.array(ends)).reshape(-1, 4).tolist()] if ends else []

    def _outward(self, edge: Place, beyond: Place) -> QPointF:
        """Return the direction in the picture, of length 1, away from the box; downwards where there is none."""
        line = QLineF(self._point(edge), self._point(beyond))
        length = line.length()
        return QPointF(line.dx(), line.dy()) / length if length > 1e-6 else QPointF(0.0, 1.0)

    def _beside(self, at: QPointF, outward: QPointF, metrics: QFontMetricsF, text: str) -> QRectF:
        """Return where a text stands whose box touches a point and lies outward of it."""
        wide, tall = metrics.horizontalAdvance(text), metrics.ascent()
        gap = GAP * self._view.zoom
        off_x, off_y = wide / 2 + gap, tall / 2 + gap
        # As far as it takes until the box is off the point in one of the two directions.
        reach = min(off_x / max(abs(outward.x()), 1e-6), off_y / max(abs(outward.y()), 1e-6))
        middle = at + outward * reach
        return QRectF(middle.x() - wide / 2, middle.y() - tall / 2, wide, tall)

    # -- drawing -------------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter) -> None:
        """Draw floor and walls with their lines and ticks: what the surface stands before."""
        view = self._view
        faint, edge = QColor(view.theme.line), QColor(view.theme.muted)
        painter.setPen(QPen(faint, view.zoom))
        painter.drawLines(self._lines(self._grid))
        edge.setAlphaF(0.55)
        painter.setPen(QPen(edge, view.zoom))
        painter.drawLines([*self._lines(self._frame), *self._ticks])

    def draw_texts(self, painter: QPainter) -> None:
        """Draw numbers and names, which the surface covers nowhere."""
        view = self._view
        if self.words:
            self._draw_words(painter)
        strong, halo = QColor(view.theme.muted), QColor(view.theme.halo)
        for piece in self.texts:
            name = piece.is_name
            font = view.text_font(LABEL, MEDIUM) if name else view.text_font()
            metrics = self._names if name else self._numbers
            baseline = piece.box.bottom() - (metrics.descent() if name and piece.box.height() > metrics.ascent() else 0)
            color = QColor(view.theme.text) if name else strong
            at = QPointF(piece.box.left(), baseline)
            view.texts.draw(
                painter, at, piece.text, font, color, halo=halo if piece.is_over else None, width=3.0 * view.zoom
            )

    def _draw_words(self, painter: QPainter) -> None:
        """Draw what is said of an empty box on its floor, on a plate, in as many lines as it takes."""
        view = self._view
        font, margin = view.text_font(BODY), 2.0 * GAP * view.zoom
        corners = self._to_pixels(np.array([(x, y, 0.0) for x in (-1.0, 1.0) for y in (-1.0, 1.0)]))
        # On the floor's front, before the runs.
        across, down = self._to_pixels(np.array([0.3 * self._near_x, 0.3 * self._near_y, 0.0])).tolist()
        wide = 0.75 * float(np.ptp(corners[:, 0]))
        room = QRectF(across - wide / 2, down - wide, wide, 2 * wide)
        how = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        box = QFontMetricsF(font).boundingRect(room, how, self.words)
        draw_plate(painter, box.adjusted(-margin, -margin, margin, margin), QColor(view.theme.halo), view.zoom)
        painter.setFont(font)
        painter.setPen(QColor(view.theme.text))
        painter.drawText(room, how, self.words)


def cut_words(mesh: Mesh) -> str:
    """Return why the cut has left next to nothing of a surface; empty where it has left something."""
    heights, loss = mesh.heights, mesh.grid.loss
    share = mesh.cells[0].size / ((loss.shape[0] - 1) * (loss.shape[1] - 1))
    if share >= NEXT_TO_NOTHING:
        return ""
    cut, lowest = format_number(heights.top), float(np.nanmin(loss))
    if not heights.is_cut:
        words = QCoreApplication.translate(
            "LandscapeView", "The cut is not above {loss}, the lowest loss that there can be: raise it"
        )
        return words.format(loss=format_number(heights.floor))
    if mesh.cells[0].size == 0:
        words = QCoreApplication.translate(
            "LandscapeView", "The cut at {cut} is below the lowest loss in view, {loss}: raise it"
        )
        return words.format(cut=cut, loss=format_number(lowest))
    words = QCoreApplication.translate(
        "LandscapeView", "Next to nothing of the surface is below the cut at {cut}: raise it"
    )
    return words.format(cut=cut)
