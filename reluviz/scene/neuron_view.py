"""The neuron over its input: teacher, student, the inputs' density, where it is active; GUI thread and recorder."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from reluviz.scenario.parameters import units
from reluviz.scene.header import Header
from reluviz.scene.legend import LegendEntry
from reluviz.scene.plot import Plot
from reluviz.scene.trail_path import polygons
from reluviz.scene.view import CURVES, View

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.landscape.landscape import Landscape
    from reluviz.scene.moment import Moment

CURVE_POINTS = 161
"""Points of a curve that bends; straight ones have their kinks only."""

HILL = 0.28
"""The height of the density's hill, as a share of the panel."""

SHADE = 0.16
"""The opacity of the active inputs' shading, where all units are active."""

ROOM_ABOVE = 2.0
ROOM_BELOW = 1.0
"""How far the panel reaches for the student, in multiples of the teacher's largest output."""


class NeuronView(View):
    """What the followed run's neuron does at the playhead, over the inputs that there are."""

    pace = CURVES

    def __init__(self) -> None:
        super().__init__()
        self.plot = Plot(self)
        self.plot.axes.y_grid = False
        self.plot.axes.x_spacing = 70.0
        self.plot.axes.y_spacing = 40.0
        self.plot.add_still(self._draw_hill)
        self.plot.add_still(self.plot.axes.draw)
        self._curves = _Curves(self)
        self.plot.add_layer(self._curves)
        self.xs = np.zeros(0)
        """The inputs at which the curves are computed."""
        self.student: NDArray[np.float64] | None = None
        """The student's outputs at `xs`; None without a run."""
        self.teacher = np.zeros(0)
        self._landscape: Landscape | None = None
        self._name()

    def show_moment(self, moment: "Moment") -> None:
        """Draw the followed run's neuron."""
        before = self.moment
        super().show_moment(moment)
        landscape = moment.landscape
        if landscape != self._landscape:
            self._landscape = landscape
            self.plot.set_ranges(x=landscape.input_range())
            self.plot.still_changed()
        run = moment.followed_run
        if before is not None and before.landscape == landscape and _same(before, moment):
            self._name()
            return
        low, high = self.plot.x_range
        kinks = [] if run is None else _kinks(landscape, run.position)
        self.xs = _points(landscape, kinks, low, high)
        self.teacher = landscape.teacher(self.xs)
        self.student = None if run is None else landscape.student(run.position, self.xs)
        self.plot.set_ranges(y=_y_range(landscape, self.teacher, self.student))
        self._curves.shade = [] if run is None else active_parts(landscape, run.position, low, high)
        self._curves.update()
        self._name()

    def arrange(self) -> None:
        """Place the plot; called by `View`."""
        self.plot.line_up(self.body())

    def retheme(self) -> None:
        """Draw the hill and the legend in the theme's colours; called by `View`."""
        self._name()
        self.plot.still_changed()

    def legend(self) -> tuple[LegendEntry, ...]:
        """Return what the figure's lines and areas are, the most important first."""
        theme = self.theme
        run = None if self.moment is None else self.moment.followed_run
        teacher = LegendEntry("dashed", theme.teacher, QCoreApplication.translate("NeuronView", "teacher"))
        words = QCoreApplication.translate("NeuronView", "inputs")
        inputs = LegendEntry("hill", theme.density, words, edge=theme.contour)
        if run is None:
            return teacher, inputs
        shade = _shaded(run.color, SHADE).name(QColor.NameFormat.HexArgb)
        return (
            teacher,
            LegendEntry("line", run.ink, QCoreApplication.translate("NeuronView", "student")),
            LegendEntry("swatch", shade, QCoreApplication.translate("NeuronView", "active")),
            inputs,
        )

    def _name(self) -> None:
        title = QCoreApplication.translate("NeuronView", "Neuron")
        over = QCoreApplication.translate("NeuronView", "over x")
        if factor := self.plot.axes.factor:
            over = f"{factor} {over}"
        self.set_header(Header(title, over, legend=self.legend()))

    def _draw_hill(self, painter: QPainter) -> None:
        landscape = self._landscape
        if landscape is None:
            return
        area = self.plot.area
        low, high = self.plot.x_range
        inner = np.linspace(low, high, CURVE_POINTS)
        density = landscape.density(inner)
        top = float(density.max())
        if top <= 0:
            return
        # The hill stands on the line where the output is 0, and so does not hide what lies below it.
        ground = min(max(self.plot.to_point(low, 0.0).y(), 0.0), area.height())
        across = self.plot.to_pixels(inner, 0.0)[:, 0]
        outline = arrayToQPolygonF(across, ground - density / top * HILL * area.height())
        filled = QPolygonF(outline)
        filled.append(QPointF(float(across[-1]), ground))
        filled.append(QPointF(float(across[0]), ground))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.density))
        painter.drawPolygon(filled)
        # Its outline tells it from the shading of a grey run.
        painter.setPen(QPen(QColor(self.theme.contour), self.zoom))
        painter.drawPolyline(outline)


class _Curves(pg.GraphicsObject):
    """What moves with the playhead: shading, teacher and student; few points, drawn anew each time."""

    def __init__(self, view: NeuronView) -> None:
        super().__init__()
        self._view = view
        self.shade: list[tuple[float, float, float]] = []
        view.plot.changed.connect(self._on_plot_changed)

    def boundingRect(self) -> QRectF:
        """Return the plot's area; Qt's own."""
        area = self._view.plot.area
        return QRectF(0, 0, area.width(), area.height())

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw shading, noise, teacher and student; Qt's own."""
        view = self._view
        if view.moment is None:
            return
        painter.save()
        painter.setClipRect(self.boundingRect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        run = view.moment.followed_run
        if run is not None:
            self._draw_shade(painter, run.color)
        self._draw_noise(painter, view.moment.landscape.noise_variance**0.5)
        if run is not None and view.student is not None:
            self._draw_line(painter, view.student, run.ink, dashed=False)
        self._draw_line(painter, view.teacher, view.theme.teacher, dashed=True)
        painter.restore()

    def _draw_shade(self, painter: QPainter, color: str) -> None:
        height = self.boundingRect().height()
        for first, last, share in self.shade:
            left, right = self._view.plot.to_pixels(np.array([first, last]), 0.0)[:, 0].tolist()
            painter.fillRect(QRectF(left, 0.0, right - left, height), _shaded(color, SHADE * share))

    def _draw_noise(self, painter: QPainter, noise: float) -> None:
        if noise <= 0:
            return
        view = self._view
        upper = view.plot.to_pixels(view.xs, view.teacher + noise)
        lower = view.plot.to_pixels(view.xs, view.teacher - noise)[::-1]
        band = np.concatenate((upper, lower))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_shaded(view.theme.teacher, 0.16))
        painter.drawPolygon(arrayToQPolygonF(band[:, 0], band[:, 1]))

    def _draw_line(self, painter: QPainter, values: NDArray[np.float64], color: str, *, dashed: bool) -> None:
        zoom = self._view.zoom
        pen = QPen(QColor(color), 2.0 * zoom if dashed else 2.4 * zoom)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        for polygon in self._polygons(values):
            painter.drawPolyline(polygon)

    def _polygons(self, values: NDArray[np.float64]) -> Sequence[QPolygonF]:
        plot = self._view.plot
        return polygons(plot.to_pixels(self._view.xs, values), self.boundingRect().adjusted(-64, -64, 64, 64))

    def _on_plot_changed(self) -> None:
        self.prepareGeometryChange()
        self.update()


def active_parts(
    landscape: "Landscape", parameters: NDArray[np.float64], low: float, high: float
) -> list[tuple[float, float, float]]:
    """Return where units are active between `low` and `high`: (from, to, share of the units), where any is."""
    weight, bias = _weights(landscape, parameters)
    edges = np.concatenate(
        ([low], np.sort([kink for kink in _kinks(landscape, parameters) if low < kink < high]), [high])
    )
    middles = (edges[1:] + edges[:-1]) / 2
    shares = np.mean(weight * middles[:, None] + bias > 0, axis=1)
    return [
        (float(first), float(last), float(share))
        for first, last, share in zip(edges[:-1], edges[1:], shares, strict=True)
        if share > 0 and last > first
    ]


def _same(before: "Moment", moment: "Moment") -> bool:
    one, other = before.followed_run, moment.followed_run
    if one is None or other is None:
        return one is other
    return one.color == other.color and one.id == other.id and np.array_equal(one.position, other.position)


def _weights(
    landscape: "Landscape", parameters: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    count = units(landscape.model)
    bias = np.zeros(count) if landscape.model.variant == "weight" else parameters[count : 2 * count]
    return parameters[:count], bias


def _kinks(landscape: "Landscape", parameters: NDArray[np.float64]) -> list[float]:
    """Return the inputs at which a unit changes between silent and active."""
    weight, bias = _weights(landscape, parameters)
    return [-b / w for w, b in zip(weight.tolist(), bias.tolist(), strict=True) if w != 0 and math.isfinite(b / w)]


def _points(landscape: "Landscape", kinks: list[float], low: float, high: float) -> NDArray[np.float64]:
    teacher = [-t.bias / t.weight for t in landscape.target if t.weight != 0]
    inside = [kink for kink in (*kinks, *teacher) if low < kink < high]
    bends = landscape.model.activation not in {"relu", "leaky_relu"}
    # NumPy's unique would import all of its masked arrays, before the first picture.
    return np.array(sorted({*np.linspace(low, high, CURVE_POINTS if bends else 2).tolist(), *inside}))


def _y_range(
    landscape: "Landscape", teacher: NDArray[np.float64], student: NDArray[np.float64] | None
) -> tuple[float, float]:
    """Return the ends of the output's axis: the teacher's, grown for the student in steps of half its reach."""
    noise = math.sqrt(landscape.noise_variance)
    reach = float(np.max(np.abs(teacher))) + noise or 1.0
    top, bottom = float(np.max(teacher)) + noise, float(np.min(teacher)) - noise
    top, bottom = max(top, 0.0) + 0.06 * reach, min(bottom, 0.0) - 0.1 * reach
    if student is not None:
        # Beyond this room a student is simply much too large, and the teacher has to stay visible.
        over = min(float(np.max(student)) - top, ROOM_ABOVE * reach - top)
        under = min(bottom - float(np.min(student)), ROOM_BELOW * reach + bottom)
        top += _steps(over, reach / 2)
        bottom -= _steps(under, reach / 2)
    return bottom, top


def _steps(size: float, step: float) -> float:
    return step * math.ceil(size / step) if size > 0 else 0.0


def _shaded(color: str, opacity: float) -> QColor:
    made = QColor(color)
    made.setAlphaF(opacity)
    return made
