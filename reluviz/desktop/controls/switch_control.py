"""A thing that is on or off: a small switch behind its label; GUI thread."""

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QWidget

from reluviz.desktop.controls.control import Control
from reluviz.scenario.spec import Spec


class Switch(QAbstractButton):
    """A checkable button that looks like a switch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        height = self.fontMetrics().height() + 2
        return QSize(2 * height, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groove and the knob; Qt's own."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        groove = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on, off = QPalette.ColorRole.Highlight, QPalette.ColorRole.Mid
        painter.setPen(palette.color(on) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(on if self.isChecked() else off))
        painter.drawRoundedRect(groove, groove.height() / 2, groove.height() / 2)
        radius = groove.height() / 2 - 2.5
        x = groove.right() - groove.height() / 2 if self.isChecked() else groove.left() + groove.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            palette.color(QPalette.ColorRole.HighlightedText if self.isChecked() else QPalette.ColorRole.Base)
        )
        painter.drawEllipse(QPointF(x, groove.center().y()), radius, radius)
        painter.end()


class SwitchControl(Control):
    """A field that is true or false."""

    def __init__(self, spec: Spec, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(spec, label, parent)
        self.switch = Switch(self)
        self.switch.setAccessibleName(self.label)
        self.switch.setAccessibleDescription(spec.shown_help())
        self.switch.clicked.connect(self._on_clicked)
        self.setFocusProxy(self.switch)

    @property
    def value(self) -> bool:
        """Whether it is on."""
        return self.switch.isChecked()

    def show_value(self, value: Any) -> None:
        """Show it on or off; nothing is signalled."""
        self.switch.setChecked(bool(value))

    def arrange(self) -> None:
        """Place the switch at the right."""
        wanted = self.switch.sizeHint()
        top = (self.content_height() - wanted.height()) // 2
        self.switch.setGeometry(self.right - wanted.width(), top, wanted.width(), wanted.height())

    def _on_clicked(self, checked: bool) -> None:
        self.changed.emit(checked)
        self.gesture_ended.emit()
