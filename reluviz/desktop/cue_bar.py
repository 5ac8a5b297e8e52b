"""The words of a lesson's cue above the landscape, with its place in the lesson and the way on; GUI thread."""

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reluviz.desktop.balanced_label import BalancedLabel
from reluviz.desktop.icons import icon
from reluviz.scene.fonts import LABEL, MEDIUM, VERDICT, font
from reluviz.scene.theme import LIGHT, Theme
from reluviz.scene.words import unbroken

BUTTONS = {"previous_cue": "arrow-left", "next_cue": "arrow-right", "leave_lesson": "x"}
"""The icons of the bar's buttons, by their action."""


class CueBar(QWidget):
    """Title and words of the cue; hidden without a lesson."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self.place = QLabel(self)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setForegroundRole(self.palette().ColorRole.Dark)
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words = BalancedLabel(self)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.buttons = {name: QToolButton(self) for name in BUTTONS}
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.place, 1)
        for button in self.buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 6, 8, 12)
        rows.setSpacing(2)
        rows.addLayout(row)
        rows.addWidget(self.words)
        self.hide()

    def install(self, actions: dict[str, QAction]) -> None:
        """Take the actions that the buttons trigger."""
        for name, button in self.buttons.items():
            button.clicked.connect(actions[name].trigger)
        self.tell(actions)

    def tell(self, actions: dict[str, QAction]) -> None:
        """Tell of the actions, in the words that they have now."""
        for name, button in self.buttons.items():
            button.setToolTip(actions[name].toolTip())
            button.setAccessibleName(actions[name].text().partition("\t")[0])

    def show_cue(self, lesson: str, title: str, words: str, index: int, count: int, *, hidden: int) -> None:
        """Show a cue's words, where it stands, and that the fates of so many runs are hidden."""
        place = QCoreApplication.translate("Lessons", "{lesson} · {number} of {count} · {title}")
        self.place.setText(place.format(lesson=lesson, number=index + 1, count=count, title=title))
        hint = QCoreApplication.translate("Lessons", "Space shows where they end.")
        if hidden == 1:
            hint = QCoreApplication.translate("Lessons", "Space shows where it ends.")
        self.words.setText(unbroken(f"{words} {hint}" if hidden else words))
        self.words.setVisible(bool(self.words.text()))
        self.setAccessibleName(f"{title}. {self.words.text()}")
        self.show()

    def enable(self, name: str, enabled: bool) -> None:
        """Let a button be pressed, or not."""
        self.buttons[name].setEnabled(enabled)

    def show_nothing(self) -> None:
        """Let the landscape have the room."""
        self.hide()

    def set_theme(self, theme: Theme, scale: float) -> None:
        """Take colours and scale."""
        self._theme = theme
        self.place.setFont(font(LABEL * scale))
        self.words.setFont(font(VERDICT * scale, MEDIUM))
        ratio = self.devicePixelRatioF()
        for name, button in self.buttons.items():
            button.setIconSize(QSize(round(18 * scale), round(18 * scale)))
            button.setIcon(icon(BUTTONS[name], theme.text, theme.control, 18 * scale, ratio))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground; Qt's own."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.panel))
        painter.drawRoundedRect(self.rect(), 10, 10)
        painter.end()
