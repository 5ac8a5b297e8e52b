"""A segmented switch: a few choices side by side, one of them pressed; GUI thread."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget


class Segmented(QWidget):
    """Choices side by side; the mouse or the arrow keys press one."""

    chosen = Signal(int)
    """The index that was pressed by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[str] = []
        self._index = -1
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    @property
    def index(self) -> int:
        """The pressed choice, −1 for none."""
        return self._index

    def set_labels(self, labels: list[str]) -> None:
        """Offer these choices."""
        self._labels = labels
        self.updateGeometry()
        self.update()

    def show_index(self, index: int) -> None:
        """Show a choice as pressed; nothing is signalled."""
        if index != self._index:
            self._index = index
            self.setAccessibleDescription(self._labels[index] if 0 <= index < len(self._labels) else "")
            self.update()

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        metrics = self.fontMetrics()
        padding = metrics.height()
        return QSize(sum(metrics.horizontalAdvance(label) + 2 * padding for label in self._labels), 2 * padding)

    def _rects(self) -> list[QRectF]:
        metrics = self.fontMetrics()
        natural = [metrics.horizontalAdvance(label) + 2.0 * metrics.height() for label in self._labels]
        stretch = self.width() / max(sum(natural), 1.0)
        rects, left = [], 0.0
        for width in natural:
            rects.append(QRectF(left, 0, width * stretch, self.height()))
            left += width * stretch
        return rects

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groove and the segments; Qt's own."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Mid))
        radius = self.height() / 4
        if self.hasFocus():
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        for index, (label, rect) in enumerate(zip(self._labels, self._rects(), strict=True)):
            painter.setPen(Qt.PenStyle.NoPen)
            if index == self._index:
                painter.setBrush(palette.color(QPalette.ColorRole.Base))
                painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), radius - 1, radius - 1)
            painter.setPen(palette.color(QPalette.ColorRole.WindowText))
            if index not in {self._index, self._hovered}:
                painter.setOpacity(0.8)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), label)
            painter.setOpacity(1.0)
        painter.end()

    def _press(self, index: int) -> None:
        if index != self._index and 0 <= index < len(self._labels):
            self.show_index(index)
            self.chosen.emit(index)

    def index_at(self, x: float) -> int:
        """Return the choice under a point, −1 for none."""
        return next((index for index, rect in enumerate(self._rects()) if rect.left() <= x < rect.right()), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press a choice; Qt's own."""
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self._press(self.index_at(event.position().x()))
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the choice under the pointer; Qt's own."""
        hovered = self.index_at(event.position().x())
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Light none; Qt's own."""
        self._hovered = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the next choice with the arrows, the next round with Space; Qt's own."""
        last = len(self._labels) - 1
        there = {
            Qt.Key.Key_Left: max(self._index - 1, 0),
            Qt.Key.Key_Up: max(self._index - 1, 0),
            Qt.Key.Key_Right: min(self._index + 1, last),
            Qt.Key.Key_Down: min(self._index + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Space: (self._index + 1) % max(len(self._labels), 1),
        }.get(Qt.Key(event.key()))
        if there is None:
            event.ignore()
        else:
            event.accept()
            self._press(there)
