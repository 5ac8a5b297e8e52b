"""What stands still, kept as one picture in device pixels until it is told otherwise; GUI thread and recorder."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QTransform

from reluviz.scene.prepared import PreparedItem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.plot import Plot


def is_vector(painter: QPainter) -> bool:
    """Tell whether a painter's device keeps lines and text rather than pixels."""
    engine = painter.paintEngine()
    return engine is not None and engine.type() != engine.Type.Raster


def pixel_ratio(painter: QPainter) -> float:
    """Return how many device pixels one of the painter's own pixels has across."""
    transform = painter.deviceTransform()
    return max(abs(transform.m11()), abs(transform.m12()))


def blank(rect: QRectF, ratio: float, used: QImage | None = None) -> QImage:
    """Return an empty picture for a rectangle at a number of device pixels a pixel: a used one of that size, if any."""
    size = QSize(max(round(rect.width() * ratio), 1), max(round(rect.height() * ratio), 1))
    image = used
    if image is None or image.size() != size:
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


def blit(painter: QPainter, image: QImage, corner: "QRectF") -> None:
    """Copy a picture in device pixels to the painter's device, unscaled, its corner at that of a rectangle.

    Without the painter's own transform Qt copies rows; with it, on screens of fractional density, it would resample.
    """
    at = painter.deviceTransform().map(corner.topLeft())
    painter.save()
    ratio = painter.device().devicePixelRatioF()
    # In a window a widget's painter is shifted to its place there, after the world transform: `within` is before that.
    within = painter.worldTransform().map(corner.topLeft()) * ratio
    painter.setWorldTransform(QTransform.fromScale(1.0 / ratio, 1.0 / ratio))
    painter.drawImage(within + QPointF(round(at.x()) - at.x(), round(at.y()) - at.y()), image)
    painter.restore()


class StillLayer(PreparedItem):
    """Draws with functions into one picture, and copies the picture; a vector device gets the functions themselves."""

    def __init__(self, plot: "Plot") -> None:
        super().__init__(plot)
        self.setZValue(-200)
        self._plot = plot
        self._draws: list[Callable[[QPainter], None]] = []
        self._rect = QRectF(0, 0, 1, 1)
        self._image: QImage | None = None
        self._ratio = 0.0
        self.drawn = 0
        """How often the picture has been drawn anew."""
        self.is_patient = False
        """Whether it is drawn for a window, where something coarse may stand in for what is not there yet."""
        self.is_for_window = False
        """Whether it has been drawn otherwise than a picture would be, be it by a digit: to be set by what draws it."""

        self.above: Callable[[QImage, float], QImage | None] | None = None
        """Returns the picture with that of the layer above on it, which is then not painted by itself; or None."""

    @property
    def is_due(self) -> bool:
        """Whether the next paint draws the picture anew."""
        return self._image is None

    def add(self, draw: Callable[[QPainter], None]) -> None:
        """Add a function that draws in the pixels of the plot's area; the first one is lowest."""
        self._draws.append(draw)
        self.invalidate()

    def cover(self, rect: QRectF) -> None:
        """Take the rectangle, in the plot's pixels, that the picture covers."""
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
            self.invalidate()

    def invalidate(self) -> None:
        """Have the picture drawn anew at the next paint."""
        self._image = None
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the rectangle covered; Qt's own."""
        return self._rect

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Copy the picture, drawing it first where that is due; Qt's own."""
        self.is_patient = widget is not None
        if is_vector(painter):
            painter.save()
            self._draw(painter)
            painter.restore()
            return
        ratio = pixel_ratio(painter)
        if self._image is None or ratio != self._ratio or (self.is_for_window and not self.is_patient):
            self._image = self._made(ratio)
        laid = self.above(self._image, ratio) if self.above is not None and widget is None else None
        blit(painter, self._image if laid is None else laid, self._rect)

    def prepare(self) -> Iterator[None]:
        """Draw the picture where that is due."""
        ratio = self.window_ratio()
        if ratio and (self._image is None or ratio != self._ratio):
            self.is_patient = True
            self._image = self._made(ratio)
            yield

    def _made(self, ratio: float) -> QImage:
        self.is_for_window = False
        image = blank(self._rect, ratio)
        # Ended even after an error: Qt ends the process if a picture goes while it is painted on.
        with QPainter(image) as within:
            within.scale(ratio, ratio)
            self._draw(within)
        self._ratio = ratio
        self.drawn += 1
        return image

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._plot.area.topLeft())
        for draw in self._draws:
            painter.save()
            try:
                draw(painter)
            finally:
                painter.restore()
