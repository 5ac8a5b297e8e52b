"""The timeline: all steps, filled as far as they are trained, a playhead to drag, a part to mark; GUI thread."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from reluviz.desktop.controls.control import scale_of
from reluviz.desktop.controls.slider import Slider


class Timeline(Slider):
    """A slider over the steps; it goes no further than the newest one."""

    dragged = Signal(int)
    """A step was asked for by mouse or key."""

    part_marked = Signal(object)
    """A part was marked with Shift and a drag: its first and last step; None with Shift and a click: no part."""

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
        self._part: tuple[int, int] | None = None
        self._marking: int | None = None
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

    @property
    def part(self) -> tuple[int, int] | None:
        """The part that is marked, its first and last step."""
        return self._part

    def show_part(self, part: tuple[int, int] | None) -> None:
        """Mark a part, or none; nothing is signalled."""
        if part != self._part:
            self._part = part
            self.update()

    def paint_groove(self, painter: QPainter, middle: float) -> None:
        """Paint the marks, and the part."""
        if self._part is not None:
            self._paint_part(painter, middle, *self._part)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Dark))
        last, scale = -10.0, scale_of(self)
        for step in self._marks:
            x = self.x_of(step)
            if x - last >= 2:
                painter.drawRect(QRectF(x - 0.75 * scale, middle - 7 * scale, 1.5 * scale, 4 * scale))
                last = x

    def _paint_part(self, painter: QPainter, middle: float, begin: int, end: int) -> None:
        """Paint a band with a bracket at both ends."""
        scale = scale_of(self)
        left, right = self.x_of(begin), self.x_of(min(end, self.maximum()))
        color = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        half = 8 * scale
        painter.setBrush(color)
        for x, way in ((left, 1), (right, -1)):
            painter.drawRect(QRectF(x - 0.75 * scale, middle - half, 1.5 * scale, 2 * half))
            for y in (middle - half, middle + half - 1.5 * scale):
                painter.drawRect(QRectF(min(x, x + way * 4 * scale), y, 4 * scale, 1.5 * scale))
        color.setAlpha(50)
        painter.setBrush(color)
        painter.drawRect(QRectF(left, middle - half, max(right - left, 0.0), 2 * half))

    def _mark(self, event: QMouseEvent) -> None:
        """Mark from where Shift was pressed to here."""
        here = min(self.position_at(event.position().x()), self._newest)
        since = min(self._marking or 0, self._newest)
        self.show_part((min(since, here), max(since, here)) if here != since else None)
        self.part_marked.emit(self._part)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the playhead, or with Shift begin to mark a part; Qt's own."""
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.accept()
            self._marking = self.position_at(event.position().x())
            self._mark(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.drag_began.emit()
            self._hold(event)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the playhead, or the end of the part; Qt's own."""
        if self._marking is not None:
            event.accept()
            self._mark(event)
        elif self.isSliderDown():
            self._hold(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the playhead go, or the part; Qt's own."""
        if self._marking is not None and event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self._marking = None
            return
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
