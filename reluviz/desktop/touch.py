"""Fingers on the landscape: a tap places, a drag moves, two fingers zoom and move what is shown; GUI thread."""

from math import log
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QPointingDevice, QTouchEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from reluviz.scene.pointer import NOTCH, STILL

Doing = Literal["nothing", "waiting", "dragging", "pinching", "spent"]

TOUCHES = {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}


class Touch(QObject):
    """Turns touches of a widget into what the mouse would do, but not before it is known what they are.

    Qt would press a button as soon as the first finger is down: each pinch would place a start.

    Parameters
    ----------
    area
        The widget; it gets the events of a mouse.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._target = area.viewport()
        self._doing: Doing = "nothing"
        self._finger = 0
        self._began = QPointF()
        self._last = QPointF()
        self._apart = 1.0
        self._notches = 0.0
        self._target.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the touches; Qt's own."""
        if event.type() not in TOUCHES or not isinstance(event, QTouchEvent):
            return False
        event.accept()
        points = [point for point in event.points() if point.state() != QEventPoint.State.Released]
        followed = [point for point in points if point.id() == self._finger]
        if event.type() == QEvent.Type.TouchCancel:
            self._end(is_meant=False)
        elif event.type() == QEvent.Type.TouchEnd:
            self._end(is_meant=True)
        elif self._doing == "dragging":
            # A palm, or another finger, changes nothing until that which drags is lifted.
            if followed:
                self._move(followed[0].position())
            else:
                self._let_go()
        elif len(points) >= 2:
            self._pinch(points[0].position(), points[1].position())
        elif points:
            if self._doing == "nothing":
                self._finger = points[0].id()
            self._move(points[0].position())
        return True

    def _move(self, at: QPointF) -> None:
        """Follow a single finger."""
        if self._doing == "nothing":
            self._doing, self._began = "waiting", at
        elif self._doing == "waiting" and (at - self._began).manhattanLength() > STILL:
            self._doing = "dragging"
            self._send(QEvent.Type.MouseButtonPress, self._began, Qt.MouseButton.LeftButton)
        elif self._doing == "pinching":
            # The finger that is left would place something; it has to be lifted first.
            self._let_go()
        if self._doing == "dragging":
            self._send(QEvent.Type.MouseMove, at, Qt.MouseButton.LeftButton)

    def _pinch(self, one: QPointF, other: QPointF) -> None:
        """Keep under two fingers what was under them."""
        middle = (one + other) / 2
        apart = max(((one - other).x() ** 2 + (one - other).y() ** 2) ** 0.5, 1.0)
        if self._doing in {"nothing", "waiting"}:
            self._doing = "pinching"
            self._apart, self._notches = apart, 0.0
            self._send(QEvent.Type.MouseButtonPress, middle, Qt.MouseButton.MiddleButton)
        if self._doing == "pinching":
            self._send(QEvent.Type.MouseMove, middle, Qt.MouseButton.MiddleButton)
            self._notches += 120 * log(apart / self._apart) / log(NOTCH)
            self._apart = apart
            whole = round(self._notches)
            if whole:
                self._notches -= whole
                self._turn(middle, whole)

    def _end(self, *, is_meant: bool) -> None:
        if self._doing == "waiting" and is_meant:
            self._send(QEvent.Type.MouseButtonPress, self._began, Qt.MouseButton.LeftButton)
            self._send(QEvent.Type.MouseButtonRelease, self._began, Qt.MouseButton.LeftButton)
        self._let_go()
        self._doing = "nothing"

    def _let_go(self) -> None:
        """Release what is pressed."""
        if self._doing == "dragging":
            self._send(QEvent.Type.MouseButtonRelease, self._last, Qt.MouseButton.LeftButton)
        elif self._doing == "pinching":
            self._send(QEvent.Type.MouseButtonRelease, self._last, Qt.MouseButton.MiddleButton)
        self._doing = "spent"

    def _send(self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> None:
        self._last = at
        none = Qt.MouseButton.NoButton
        pressed = none if kind == QEvent.Type.MouseButtonRelease else button
        about = none if kind == QEvent.Type.MouseMove else button
        event = QMouseEvent(
            kind, at, self._target.mapToGlobal(at), about, pressed, Qt.KeyboardModifier.NoModifier,
            QPointingDevice.primaryPointingDevice(),
        )  # fmt: skip
        QApplication.sendEvent(self._target, event)

    def _turn(self, at: QPointF, delta: int) -> None:
        """Zoom as the wheel does, by so many 120ths of a notch."""
        event = QWheelEvent(
            at, self._target.mapToGlobal(at), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self._target, event)
