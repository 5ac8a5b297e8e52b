"""A quiet bar that says what went wrong, or what is good to know; a click or the next success closes it; GUI thread."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from reluviz.desktop.icons import icon, icon_pixmap
from reluviz.language import again
from reluviz.scene.theme import LIGHT, Theme

FLOATING_SHARE = 0.6
LEAST_FLOATING = 240
"""How much of the landscape's width a message over it may take, and how many pixels at least."""


TOLD_MS = 4000
"""How long it stands there what has been done."""


class MessageBar(QWidget):
    """One message at a time; hidden while there is none."""

    closed = Signal()

    floated = Signal()
    """It lies over what it stood above, or no longer: who holds it gives it its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self._scale = 1.0
        self._is_wrong = True
        self._is_floating = False
        self._said = ""
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(TOLD_MS)
        self._end.timeout.connect(self.clear)
        self._sign = QLabel(self)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.close_button = QToolButton(self)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.clear)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self.label, 1)
        row.addWidget(self.close_button)
        self.retranslate()
        self.hide()

    @property
    def is_floating(self) -> bool:
        """Whether it lies over the landscape, which does not move then, rather than stand above it."""
        return self._is_floating

    @property
    def text(self) -> str:
        """What is said; empty for nothing."""
        return self.label.text() if not self.isHidden() else ""

    def is_saying(self, text: str) -> bool:
        """Tell whether just this is said, in whatever language."""
        return not self.isHidden() and self._said is text

    def set_theme(self, theme: Theme, scale: float) -> None:
        """Take colours and scale."""
        self._theme, self._scale = theme, scale
        ratio = self.devicePixelRatioF()
        self._show_sign()
        self.close_button.setIconSize(QSize(round(16 * scale), round(16 * scale)))
        self.close_button.setIcon(icon("x", theme.text, theme.muted, 16 * scale, ratio))
        self.update()

    def say(self, text: str) -> None:
        """Say that something went wrong."""
        self._show(text, True)

    def tell(self, text: str) -> None:
        """Say over the landscape what has been done; it goes by itself."""
        self._show(text, False, floating=True)
        self._end.start()

    def hint(self, text: str) -> None:
        """Tell something over the landscape, which stands still when it comes and goes."""
        self._show(text, False, floating=True)

    def _show(self, text: str, wrong: bool, floating: bool = False) -> None:
        self._end.stop()
        self._is_wrong, self._is_floating = wrong, floating
        self._show_sign()
        self._said = text
        self.label.setText(text)
        self.setAccessibleName(text)
        self.floated.emit()
        self.show()
        self.update()

    def retranslate(self) -> None:
        """Say everything in the language of now, a message that stands as well."""
        self.close_button.setAccessibleName(QCoreApplication.translate("Stage", "Close message"))
        self.close_button.setToolTip(QCoreApplication.translate("Stage", "Close message. Key: Escape"))
        self.label.setText(again(self._said))
        self.setAccessibleName(self.label.text())
        self.floated.emit()

    def floating_size(self, room: QSize) -> QSize:
        """Return its size over a landscape of a size: in a corner, as wide as its words if there is room."""
        margins = self._row.contentsMargins()
        beside = sum(part.sizeHint().width() + self._row.spacing() for part in (self._sign, self.close_button))
        words = self.label.fontMetrics().horizontalAdvance(self.label.text())
        wanted = margins.left() + margins.right() + beside + words + 2
        width = min(wanted, max(round(FLOATING_SHARE * room.width()), LEAST_FLOATING))
        return QSize(width, self._row.totalHeightForWidth(width))

    def _show_sign(self) -> None:
        name, color = ("triangle-alert", self._theme.record) if self._is_wrong else ("info", self._theme.text)
        self._sign.setPixmap(icon_pixmap(name, color, 20 * self._scale, self.devicePixelRatioF()))

    def clear(self) -> None:
        """Say nothing."""
        self._end.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground; Qt's own."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self._theme.record if self._is_wrong else self._theme.panel)
        if self._is_wrong:
            ground.setAlpha(28)
        painter.setPen(QColor(self._theme.line) if self._is_floating else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()
