"""A quiet bar that says what went wrong, where it happened; a click or the next success closes it; GUI thread."""

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from reluviz.desktop.icons import icon, icon_pixmap
from reluviz.scene.theme import LIGHT, Theme


class MessageBar(QWidget):
    """One message at a time; hidden while there is none."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self._sign = QLabel(self)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.close_button = QToolButton(self)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.setAccessibleName(QCoreApplication.translate("Stage", "Close message"))
        self.close_button.setToolTip(QCoreApplication.translate("Stage", "Close message. Key: Escape"))
        self.close_button.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self.label, 1)
        row.addWidget(self.close_button)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty for nothing."""
        return self.label.text() if not self.isHidden() else ""

    def set_theme(self, theme: Theme, scale: float) -> None:
        """Take colours and scale."""
        self._theme = theme
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(icon_pixmap("triangle-alert", theme.record, 20 * scale, ratio))
        self.close_button.setIconSize(QSize(round(16 * scale), round(16 * scale)))
        self.close_button.setIcon(icon("x", theme.text, theme.muted, 16 * scale, ratio))
        self.update()

    def say(self, text: str) -> None:
        """Say something."""
        self.label.setText(text)
        self.setAccessibleName(text)
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground; Qt's own."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self._theme.record)
        ground.setAlpha(28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect(), 8, 8)
        painter.end()
