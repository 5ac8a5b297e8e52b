"""The pointer as a spotlight: all of the window dims a little but a circle round it; GUI thread, once asked for."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QCursor, QPainter, QPaintEvent, QPixmap, QRadialGradient, QRegion
from PySide6.QtWidgets import QWidget

RADIUS = 96.0
"""The circle's radius in pixels, before the scale: a few words, or a start with what is round it."""

EDGE = 0.82
"""The part of the radius that is quite clear; from there on it dims."""

DARKNESS = 100
"""How much all else dims, of 255: it can be read still, but the eye goes to the circle."""

FRAME_MS = 16
"""How often the pointer is looked for; nothing is painted while it stands still."""


class Spotlight(QWidget):
    """Covers a window, lets the mouse through, and follows the pointer.

    Only what the circle leaves and what it enters is painted anew. The pointer is asked for, not listened to: a filter
    for the mouse of a whole window would be called for every event of it.

    Parameters
    ----------
    window
        What is covered; while the pointer is outside it, nothing dims.
    """

    def __init__(self, window: QWidget, scale: float) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.at: QPoint | None = None
        """Where the circle's middle is; None while the pointer is elsewhere."""
        self._scale = 0.0
        self._tile = QPixmap()
        self.set_scale(scale)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.follow)
        self._timer.start(FRAME_MS)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.follow()
        self.show()
        self.raise_()

    def set_scale(self, scale: float) -> None:
        """Take the scale, and draw the circle once for all frames."""
        ratio = self.devicePixelRatioF()
        if (scale, ratio) == (self._scale, self._tile.devicePixelRatio()):
            return
        self._scale = scale
        side = 2 * round(RADIUS * scale)
        self._tile = QPixmap(round(side * ratio), round(side * ratio))
        self._tile.setDevicePixelRatio(ratio)
        self._tile.fill(Qt.GlobalColor.transparent)
        dark, clear = QColor(0, 0, 0, DARKNESS), QColor(0, 0, 0, 0)
        light = QRadialGradient(side / 2, side / 2, side / 2)
        light.setColorAt(0.0, clear)
        light.setColorAt(EDGE, clear)
        light.setColorAt(1.0, dark)
        painter = QPainter(self._tile)
        painter.fillRect(QRect(0, 0, side, side), light)
        painter.end()
        self.update()

    def follow(self) -> None:
        """Move the circle to where the pointer is."""
        at = self.mapFromGlobal(QCursor.pos())
        now = at if self.rect().contains(at) else None
        if now == self.at:
            return
        before, self.at = self.at, now
        if before is None or now is None:
            self.update()
        else:
            self.update(QRegion(self._place(before)).united(QRegion(self._place(now))))

    def _place(self, at: QPoint) -> QRect:
        side = 2 * round(RADIUS * self._scale)
        return QRect(at.x() - side // 2, at.y() - side // 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what is to be painted, but the circle; Qt's own."""
        if self.at is None:
            return
        place, painter = self._place(self.at), QPainter(self)
        painter.setClipRegion(event.region().subtracted(QRegion(place)))
        painter.fillRect(self.rect(), QColor(0, 0, 0, DARKNESS))
        painter.setClipRegion(QRegion(place))
        painter.drawPixmap(place.topLeft(), self._tile)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size; Qt's own."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        elif event.type() == QEvent.Type.ChildAdded:
            # A panel that is docked, say, lies above all that was there before.
            self.raise_()
        return False

    def end(self) -> None:
        """Take the dimming away."""
        self._timer.stop()
        window = self.parentWidget()
        if window is not None:
            window.removeEventFilter(self)
        self.hide()
        self.deleteLater()
