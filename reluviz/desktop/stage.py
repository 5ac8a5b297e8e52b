"""The middle of the window: message bar, landscape, verdict; GUI thread."""

from PySide6.QtCore import QCoreApplication
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
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*MARGINS)
        rows.setSpacing(8)
        rows.addWidget(self.messages)
        rows.addWidget(self.cue_bar)
        rows.addWidget(self.canvas, 1)
        rows.addWidget(self.verdict)
        self.setFocusProxy(self.canvas)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.canvas.setAccessibleName(QCoreApplication.translate("Stage", "Landscape"))
        self.verdict.setAccessibleName(QCoreApplication.translate("Stage", "Verdict"))
        self.messages.retranslate()

    def set_alone(self, alone: bool) -> None:
        """Let the landscape take the whole stage, or leave room for the rest."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(*((0, 0, 0, 0) if alone else MARGINS))
