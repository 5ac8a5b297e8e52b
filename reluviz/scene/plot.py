"""A plane with axes: which data stand at which pixel, and the still picture below; GUI thread and recorder."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPointF, QRectF, Signal

from reluviz.scene.axes import Axes
from reluviz.scene.still_layer import StillLayer

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneResizeEvent

    from reluviz.scene.view import View

Scale = Literal["linear", "log", "root"]
"""How an axis is stretched; ``root``: by the square root, so that the small is seen beside the large."""

SCALES: tuple[Scale, ...] = ("linear", "log", "root")

REACH = 10.0
"""Pixels before the scale: how far a plot reaches into a panel's padding, at the left and at the right."""

FAR = 1e9
"""Pixels beyond which a point is as good as at infinity; nothing beyond it reaches Qt."""


class Plot(pg.GraphicsWidget):
    """A pyqtgraph ViewBox with margins, axes, and layers that draw in pixels.

    Layers (`reluviz.scene.trail_layer`, `reluviz.scene.heads` …) are children of `box`; their coordinates are its
    pixels: (0, 0) is the upper left corner of the data's area. What stands still is drawn by functions added with
    `add_still`, into one picture that is painted again only after `still_changed`.
    """

    changed = Signal()
    """The pixels mean something else: ranges, kind of axis or size have changed."""

    def __init__(self, view: "View") -> None:
        super().__init__(view)
        self.view = view
        self.box = pg.ViewBox(self, enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.box.setFlag(self.box.GraphicsItemFlag.ItemClipsChildrenToShape, False)
        self.box.disableAutoRange()
        self.axes = Axes(self)
        self.still = StillLayer(self)
        self._margins = (0.0, 0.0, 0.0, 0.0)
        self._scales: tuple[Scale, Scale] = ("linear", "linear")
        self._lens: tuple[float, ...] = ()
        self._key: tuple[float, ...] = ()
        self._area = self.box.geometry()
        self.box.sigRangeChanged.connect(self._on_box_range_changed)

    # -- what is shown -------------------------------------------------------------------------------------------------

    def set_margins(self, left: float, top: float, right: float, bottom: float) -> None:
        """Leave room in pixels around the data's area, where ticks and names stand."""
        if (left, top, right, bottom) != self._margins:
            self._margins = (left, top, right, bottom)
            self._lay_out()

    def line_up(self, body: QRectF) -> None:
        """Fill a panel's body so that the data's areas of panels of one width stand one below the other.

        The numbers reach a little into the panel's padding, so that five figures fit beside a wide area; at the
        right, those below keep within the body.
        """
        zoom = self.view.zoom
        over = REACH * zoom
        self.axes.x_edge = REACH
        self.setGeometry(body.adjusted(-over, 0.0, over, 0.0))
        self.set_margins(over + 40.0 * zoom, 8.0 * zoom, over + 16.0 * zoom, 24.0 * zoom)

    def set_scales(self, x: Scale = "linear", y: Scale = "linear") -> None:
        """Stretch the axes; ranges are then set anew, in data units: above 0 for ``log``, from 0 for ``root``."""
        if (x, y) != self._scales:
            self._scales = (x, y)
            self._on_box_range_changed()

    def set_logs(self, x: bool = False, y: bool = False) -> None:
        """Make axes logarithmic or linear; ranges are then set anew."""
        self.set_scales("log" if x else "linear", "log" if y else "linear")

    def set_ranges(self, x: tuple[float, float] | None = None, y: tuple[float, float] | None = None) -> None:
        """Show the data between two numbers each, in data units; None leaves an axis as it is."""
        across = None if x is None else _stretched_ends(x, self._scales[0])
        up = None if y is None else _stretched_ends(y, self._scales[1])
        if (across and across != self._key[:2]) or (up and up != self._key[2:4]):
            self.box.setRange(xRange=across, yRange=up, padding=0.0)
            self._on_box_range_changed()

    def set_lens(self, lens: tuple[float, ...]) -> None:
        """Take what, besides the ranges, tells where things stand, such as a camera: `key` holds it."""
        if lens != self._lens:
            self._lens = lens
            self._on_box_range_changed()

    @property
    def x_range(self) -> tuple[float, float]:
        """The ends of the axis across, in data units."""
        return self._ends(0)

    @property
    def y_range(self) -> tuple[float, float]:
        """The ends of the axis upwards, in data units."""
        return self._ends(1)

    @property
    def scales(self) -> tuple[Scale, Scale]:
        """How the axes are stretched: across, upwards."""
        return self._scales

    @property
    def key(self) -> tuple[float, ...]:
        """What all pixel positions depend on; equal keys, equal pixels."""
        return self._key

    # -- data and pixels -----------------------------------------------------------------------------------------------

    @property
    def area(self) -> QRectF:
        """The data's area in the plot's own pixels; layers see it with its corner at (0, 0)."""
        return self._area

    def to_pixels(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        """Return where data stand, (n, 2), in the pixels of `area`'s corner; at most `FAR` away, NaN stays NaN.

        On a logarithmic axis what is not above 0 stands far outside, on the small side, and so does what is below 0 on
        an axis by the square root.
        """
        x_low, x_high, y_low, y_high, width, height = self._key[:6] or (0.0, 1.0, 0.0, 1.0, 1.0, 1.0)
        across = np.asarray(x, dtype=np.float64)
        up = np.asarray(y, dtype=np.float64)
        across = _stretched(across, self._scales[0])
        up = _stretched(up, self._scales[1])
        pixels = np.empty((*np.broadcast_shapes(across.shape, up.shape), 2))
        pixels[..., 0] = (across - x_low) * (width / (x_high - x_low))
        pixels[..., 1] = (y_high - up) * (height / (y_high - y_low))
        return np.clip(pixels, -FAR, FAR, out=pixels)

    def to_point(self, x: float, y: float) -> QPointF:
        """Return where one datum stands, in the pixels of `area`'s corner; the origin for NaN."""
        across, up = np.nan_to_num(self.to_pixels(x, y))
        return QPointF(float(across), float(up))

    def to_data(self, point: QPointF) -> tuple[float, float]:
        """Return what stands at a point given in the pixels of `area`'s corner."""
        x_low, x_high, y_low, y_high, width, height = self._key[:6]
        x = x_low + point.x() * (x_high - x_low) / width
        y = y_high - point.y() * (y_high - y_low) / height
        return _unstretched(x, self._scales[0]), _unstretched(y, self._scales[1])

    # -- layers --------------------------------------------------------------------------------------------------------

    def add_still(self, draw: "Callable[[QPainter], None]") -> None:
        """Add a function that draws what stands still, in the pixels of `area`'s corner; the first one is lowest."""
        self.still.add(draw)

    def still_changed(self) -> None:
        """Have the still picture drawn again at the next paint."""
        self.still.invalidate()

    def add_layer(self, layer: "QGraphicsItem", height: float = 0.0) -> None:
        """Put a layer over the still picture; a greater height is nearer to the eye."""
        layer.setParentItem(self.box)
        layer.setZValue(height)

    def resizeEvent(self, event: "QGraphicsSceneResizeEvent") -> None:
        """Lay out anew; Qt's own."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        left, top, right, bottom = self._margins
        size = self.size()
        width, height = max(size.width() - left - right, 1.0), max(size.height() - top - bottom, 1.0)
        self.box.setGeometry(QRectF(left, top, width, height))
        self._area = self.box.geometry()
        self.still.cover(QRectF(0, 0, max(size.width(), 1.0), max(size.height(), 1.0)))
        self._on_box_range_changed()

    def _on_box_range_changed(self) -> None:
        (x_low, x_high), (y_low, y_high) = self.box.viewRange()
        area = self.area
        key = (x_low, x_high, y_low, y_high, area.width(), area.height(), *map(SCALES.index, self._scales), *self._lens)
        if key != self._key:
            self._key = key
            self.still_changed()
            self.changed.emit()

    def _ends(self, axis: int) -> tuple[float, float]:
        low, high = self._key[2 * axis : 2 * axis + 2] or (0.0, 1.0)
        return _unstretched(low, self._scales[axis]), _unstretched(high, self._scales[axis])


def _stretched(values: NDArray[np.float64], scale: Scale) -> NDArray[np.float64]:
    if scale == "linear":
        return values
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale == "log":
            return np.where(values <= 0.0, -FAR, np.log10(values))
        return np.where(values < 0.0, -FAR, np.sqrt(values))


def _stretched_ends(ends: tuple[float, float], scale: Scale) -> tuple[float, float]:
    low, high = _stretched(np.array(ends, dtype=np.float64), scale).tolist()
    return low, high


def _unstretched(value: float, scale: Scale) -> float:
    if scale == "log":
        return 10.0**value
    return max(value, 0.0) ** 2 if scale == "root" else value
