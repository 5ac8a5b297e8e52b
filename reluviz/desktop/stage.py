"""The middle of the window: message bar, landscape, verdict; GUI thread."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from reluviz.desktop.cue_bar import CueBar
from reluviz.desktop.message_bar import MessageBar
from reluviz.desktop.panels import GRIP_HEIGHT
from reluviz.desktop.touch import Touch
from reluviz.desktop.verdict_strip import VerdictStrip
from reluviz.scene.race_view import RaceView
from reluviz.scene.view import Canvas

MARGINS = (8, GRIP_HEIGHT, 8, 0)
"""Left, top, right, bottom: the landscape begins where the panels do."""

INSET = 8
"""How many pixels a message over the landscape keeps from its edges."""


class Stage(QWidget):
    """Holds the landscape and what is said of it."""

    def __init__(self, view: RaceView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.messages = MessageBar(self)
        self.cue_bar = CueBar(self)
        self.canvas = Canvas(view, self)
        self.canvas.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.canvas.setMinimumSize(320, 240)
        self.touch = Touch(self.canvas)
        self.verdict = VerdictStrip(self)
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(*MARGINS)
        rows.setSpacing(8)
        rows.addWidget(self.messages)
        rows.addWidget(self.cue_bar)
        rows.addWidget(self.canvas, 1)
        rows.addWidget(self.verdict)
        self.setFocusProxy(self.canvas)
        self.retranslate()
        self.messages.floated.connect(self._place_messages)
        self.canvas.installEventFilter(self)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.canvas.setAccessibleName(QCoreApplication.translate("Stage", "Landscape"))
        self.verdict.setAccessibleName(QCoreApplication.translate("Stage", "Verdict"))
        self.messages.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a message that lies over the landscape in its corner; Qt's own."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.messages.is_floating:
            self._place_messages()
        return False

    def _place_messages(self) -> None:
        """Let the message bar stand above the landscape, or lie over its corner, where the puzzle has nothing."""
        stands = self._rows.indexOf(self.messages) >= 0
        if not self.messages.is_floating:
            if not stands:
                self._rows.insertWidget(0, self.messages)
            return
        if stands:
            self._rows.removeWidget(self.messages)
            self.messages.raise_()
        place = self.canvas.geometry().adjusted(INSET, INSET, -INSET, -INSET)
        size = self.messages.floating_size(place.size())
        self.messages.setGeometry(QRect(place.topRight() - QPoint(size.width() - 1, 0), size))

    def set_alone(self, alone: bool) -> None:
        """Let the landscape take the whole stage, or leave room for the rest."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(*((0, 0, 0, 0) if alone else MARGINS))
