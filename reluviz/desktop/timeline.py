"""The timeline: all steps, filled as far as they have been trained, with the playhead to drag; GUI thread."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from reluviz.desktop.controls.control import scale_of
from reluviz.desktop.controls.slider import Slider


class Timeline(Slider):
    """A slider over the steps; it goes no further than the newest one."""

    dragged = Signal(int)
    """A step was asked for by mouse or key."""

    drag_began = Signal()
    drag_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTracking(True)
        # Moving the playhead is not a change of the scenario: a click leaves the focus, and the keys, with the stage.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._newest = 0
        self._marks: tuple[int, ...] = ()
        self.actionTriggered.connect(self._on_action_triggered)

    def show_steps(self, playhead: int, newest: int, steps: int) -> None:
        """Show the playhead among the steps; nothing is signalled."""
        self._newest = newest
        self.blockSignals(True)
        if steps != self.maximum():
            self.setRange(0, max(steps, 1))
            self.setPageStep(max(steps // 20, 1))
            self.setSingleStep(1)
        if not self.isSliderDown():
            self.setValue(playhead)
        self.blockSignals(False)
        self.set_beyond(newest)
        self.update()

    @property
    def marks(self) -> tuple[int, ...]:
        """The steps that are marked."""
        return self._marks

    def show_marks(self, steps: tuple[int, ...]) -> None:
        """Mark the steps at which something was changed live."""
        if steps != self._marks:
            self._marks = steps
            self.update()

    def paint_groove(self, painter: QPainter, middle: float) -> None:
        """Paint the marks."""
        painter.setBrush(self.palette().color(QPalette.ColorRole.Dark))
        last, scale = -10.0, scale_of(self)
        for step in self._marks:
            x = self.x_of(step)
            if x - last >= 2:
                painter.drawRect(QRectF(x - 0.75 * scale, middle - 7 * scale, 1.5 * scale, 4 * scale))
                last = x

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the playhead; Qt's own."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.drag_began.emit()
            self._hold(event)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the playhead; Qt's own."""
        if self.isSliderDown():
            self._hold(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the playhead go; Qt's own."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.drag_ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End goes to the newest step, not to one that has not been; Qt's own."""
        if event.key() == Qt.Key.Key_End:
            event.accept()
            self.dragged.emit(self._newest)
        else:
            super().keyPressEvent(event)

    def _hold(self, event: QMouseEvent) -> None:
        event.accept()
        self.setSliderDown(True)
        step = min(self.position_at(event.position().x()), self._newest)
        self.setSliderPosition(step)
        self.dragged.emit(step)

    def _on_action_triggered(self, _action: int) -> None:
        step = min(self.sliderPosition(), self._newest)
        self.setSliderPosition(step)
        if not self.isSliderDown():
            self.dragged.emit(step)
