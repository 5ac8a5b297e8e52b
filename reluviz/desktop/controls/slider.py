"""A slim slider that paints itself from the palette and jumps to the pointer; GUI thread."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from reluviz.desktop.controls.control import scale_of

GROOVE = 4.0
HANDLE = 7.0
"""The groove's thickness and the handle's radius, in pixels before the scale."""


class Slider(QSlider):
    """A horizontal slider; keys and accessibility are Qt's, the looks and the mouse its own."""

    gesture_ended = Signal()
    """A drag, a key or a turn of the wheel is over: what follows is another change."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, count)
        self.setSingleStep(max(1, count // 100))
        self.setPageStep(max(1, count // 10))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._beyond: int | None = None

    def set_beyond(self, value: int | None) -> None:
        """Fill the groove up to another position than the handle's; None: up to the handle."""
        if value != self._beyond:
            self._beyond = value
            self.update()

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        scale = scale_of(self)
        return QSize(round(96 * scale), round(20 * scale))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size; Qt's own."""
        scale = scale_of(self)
        return QSize(round(40 * scale), round(20 * scale))

    @property
    def handle(self) -> float:
        """The handle's radius in pixels."""
        return HANDLE * scale_of(self)

    def x_of(self, position: float) -> float:
        """Return where a position lies, in pixels from the left."""
        handle = self.handle
        span = max(self.width() - 2 * handle - 2, 1.0)
        return handle + 1 + span * (position - self.minimum()) / max(self.maximum() - self.minimum(), 1)

    def position_at(self, x: float) -> int:
        """Return the position under a point."""
        handle = self.handle
        span = max(self.width() - 2 * handle - 2, 1.0)
        part = min(max((x - handle - 1) / span, 0.0), 1.0)
        return round(self.minimum() + part * (self.maximum() - self.minimum()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint groove, filled part and handle; Qt's own."""
        palette = self.palette()
        group = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
        text = palette.color(group, QPalette.ColorRole.WindowText)
        muted = palette.color(QPalette.ColorRole.Dark)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        scale = scale_of(self)
        groove, handle = GROOVE * scale, HANDLE * scale
        middle = self.height() / 2
        left, right = self.x_of(self.minimum()), self.x_of(self.maximum())
        here = self.x_of(self.sliderPosition())

        def fill(end: float) -> None:
            painter.drawRoundedRect(QRectF(left, middle - groove / 2, end - left, groove), groove / 2, groove / 2)

        painter.setBrush(palette.color(QPalette.ColorRole.Mid))
        fill(right)
        self.paint_groove(painter, middle)
        if self._beyond is not None:
            faint = QColor(muted)
            faint.setAlpha(110)
            painter.setBrush(faint)
            fill(max(self.x_of(self._beyond), left))
        painter.setBrush(muted if self.isEnabled() else palette.color(QPalette.ColorRole.Mid))
        fill(here)
        if self.hasFocus():
            ring = QColor(palette.color(QPalette.ColorRole.Highlight))
            ring.setAlpha(60)
            painter.setBrush(ring)
            painter.drawEllipse(QPointF(here, middle), handle + 3 * scale, handle + 3 * scale)
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(text)
        pen.setWidthF(2.0 * scale)
        painter.setPen(pen)
        painter.drawEllipse(QPointF(here, middle), handle - scale, handle - scale)
        painter.end()

    def paint_groove(self, painter: QPainter, middle: float) -> None:
        """Paint more onto the groove, under the handle; for subclasses."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to the pointer and drag from there; Qt's own."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        self.setSliderDown(True)
        self.setSliderPosition(self.position_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag; Qt's own."""
        if self.isSliderDown():
            event.accept()
            self.setSliderPosition(self.position_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag; Qt's own."""
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            event.accept()
            self.setSliderDown(False)
            self.gesture_ended.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End a change by keys; Qt's own."""
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self.gesture_ended.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move only with the focus, so that scrolling the column changes nothing on its way; Qt's own."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
