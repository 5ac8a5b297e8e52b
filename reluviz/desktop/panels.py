"""The side panels: docks with a slim grip instead of a title bar; GUI thread."""

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QDockWidget, QVBoxLayout, QWidget

GRIP_HEIGHT = 12
CLOSE_WIDTH = 20


class Grip(QWidget):
    """What a panel is dragged by, and closed with."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self.setMouseTracking(True)
        self.setToolTip(
            QCoreApplication.translate("Panels", "Drag to move the panel; the cross closes it. View ▸ Put panels back")
        )

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        return QSize(80, GRIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size; Qt's own."""
        return QSize(40, GRIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a line to hold, and a cross under the pointer; Qt's own."""
        if not self.underMouse():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.palette().color(QPalette.ColorRole.Mid)))
        painter.drawRoundedRect(QRectF(self.width() / 2 - 16, self.height() / 2 - 1.5, 32, 3), 1.5, 1.5)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), 1.5))
        x, y = self.width() - CLOSE_WIDTH / 2, self.height() / 2
        painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3))
        painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close the panel if the cross was clicked; Qt's own."""
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() >= self.width() - CLOSE_WIDTH:
            event.accept()
            self._dock.close()
        else:
            event.ignore()

    def enterEvent(self, event: QEvent) -> None:
        """Show the grip; Qt's own."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the grip; Qt's own."""
        self.update()


class Panel(QDockWidget):
    """A dock that holds one widget, with the margins of the window's grid."""

    def __init__(self, name: str, title: str, content: QWidget, right_margin: int, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setObjectName(f"panel {name}")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.content = content
        holder = QWidget(self)
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, right_margin, 0)
        rows.setSpacing(0)
        rows.addWidget(content)
        self.setTitleBarWidget(Grip(self))
        self.setWidget(holder)
