"""The side panels: docks with a slim grip instead of a title bar; GUI thread."""

from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QDockWidget, QVBoxLayout, QWidget

from reluviz.scene.theme import LIGHT, Theme
from reluviz.scene.view import Canvas, View

GRIP_HEIGHT = 12
CLOSE_WIDTH = 20

LEAST_CANVAS = (140, 96)
"""The smallest size of a view in a panel, in pixels."""

ROOMY_CANVAS = (164, 130)
"""The size, before the scale, that a view in a panel needs for type larger than usual."""

SCALE_STEP = 0.125
"""The steps in which type grows."""

TITLES = {
    "controls": QT_TRANSLATE_NOOP("Panels", "Controls"),
    "neuron": QT_TRANSLATE_NOOP("Panels", "Neuron"),
    "push": QT_TRANSLATE_NOOP("Panels", "Push"),
    "loss": QT_TRANSLATE_NOOP("Panels", "Loss"),
    "parameters": QT_TRANSLATE_NOOP("Panels", "Parameters"),
    "fates": QT_TRANSLATE_NOOP("Panels", "Fates"),
    "update": QT_TRANSLATE_NOOP("Panels", "Update"),
}
"""What the panels are called, from the left to the right."""


class Grip(QWidget):
    """What a panel is dragged by, and closed with."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self.setMouseTracking(True)

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


class PanelCanvas(Canvas):
    """A view in a panel; its type grows with the scale as far as the panel has room for what it draws.

    Parameters
    ----------
    view
        The view, or what makes it when the panel is first shown: a panel that is closed at the start delays it less.
    """

    # Of the class, since pyqtgraph's constructor tells of a size already.
    _theme: Theme = LIGHT
    _scale = 1.0
    _fitted = 1.0

    def __init__(self, view: View | Callable[[], View]) -> None:
        super().__init__(view if isinstance(view, View) else None)
        self._make = None if isinstance(view, View) else view
        self.setMinimumSize(*LEAST_CANVAS)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the view if there is none yet; Qt's own."""
        make, self._make = self._make, None
        if make is not None:
            self.fill_with(make())
            super().set_theme(self._theme, self._fitted)
        super().showEvent(event)

    def set_theme(self, theme: Theme, scale: float = 1.0) -> None:
        """Take colours, and the scale as far as it fits."""
        self._theme, self._scale, self._fitted = theme, scale, self._fitting(scale)
        super().set_theme(theme, self._fitted)

    def resizeEvent(self, ev: QResizeEvent) -> None:
        """Let the type grow or shrink to what fits; Qt's own."""
        super().resizeEvent(ev)
        if self._fitting(self._scale) != self._fitted:
            self.set_theme(self._theme, self._scale)

    def _fitting(self, scale: float) -> float:
        room = min(self.width() / ROOMY_CANVAS[0], self.height() / ROOMY_CANVAS[1])
        # In coarse steps, so that panels of nearly the same height have type of the same size.
        return min(scale, max(room // 0.25 * 0.25, 1.0))


class Panel(QDockWidget):
    """A dock that holds one widget, with the margins of the window's grid."""

    def __init__(self, name: str, content: QWidget, right_margin: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.setObjectName(f"panel {name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.content = content
        holder = QWidget(self)
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, right_margin, 0)
        rows.setSpacing(0)
        rows.addWidget(content)
        self.setTitleBarWidget(Grip(self))
        self.setWidget(holder)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        title = QCoreApplication.translate("Panels", str(TITLES[self.name]))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.titleBarWidget().setToolTip(
            QCoreApplication.translate("Panels", "Drag to move the panel; the cross closes it. View ▸ Put panels back")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand keys on to the window even where the panel floats, as a window of its own; Qt's own."""
        window = self.parentWidget()
        if self.isFloating() and window is not None:
            QCoreApplication.sendEvent(window, event)
        else:
            super().keyPressEvent(event)
