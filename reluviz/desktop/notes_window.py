"""What only the speaker sees: the cue's notes, the next cue, the time; GUI thread."""

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QLocale, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reluviz.scene.fonts import BODY, MEDIUM, VERDICT, font
from reluviz.scene.words import unbroken


class NotesWindow(QWidget):
    """A window of its own, for the screen that the audience does not see.

    Parameters
    ----------
    scale
        The one scale of all type.
    parent
        The window that it stands above; None if it has a screen of its own.
    """

    closed = Signal()

    key_pressed = Signal(QKeyEvent)
    """A key, while it has the focus: a clicker's are for the main window."""

    def __init__(self, scale: float = 1.0, parent: QWidget | None = None) -> None:
        # Window managers keep dialogs above their parents, but not mere windows.
        super().__init__(parent, Qt.WindowType.Window if parent is None else Qt.WindowType.Dialog)
        self.title = QLabel(self)
        self.notes = QLabel(self)
        self.following = QLabel(self)
        self.following.setForegroundRole(self.palette().ColorRole.Dark)
        self.clock = QLabel(self)
        for label in (self.title, self.notes, self.following):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        room = QScrollArea(self)
        room.setWidgetResizable(True)
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(self.notes)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.clock)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(32, 24, 32, 24)
        rows.setSpacing(24)
        rows.addLayout(head)
        rows.addWidget(room, 1)
        rows.addWidget(self.following)
        self.set_scale(scale)
        self.resize(960, 600)
        self._begun = QElapsedTimer()
        self._begun.start()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_time)
        self._timer.start(1000)
        self._show_time()

    def set_scale(self, scale: float) -> None:
        """Take the scale of all type; what is too long then is scrolled."""
        self.title.setFont(font(VERDICT * scale, MEDIUM))
        self.notes.setFont(font(VERDICT * scale))
        self.following.setFont(font(BODY * 1.2 * scale))
        self.clock.setFont(font(VERDICT * scale, MEDIUM))

    def show_notes(self, title: str, notes: str, following: str) -> None:
        """Show a cue's notes, and what comes next, in the language of now."""
        self.setWindowTitle(QCoreApplication.translate("Lessons", "Speaker’s notes — reluviz"))
        nothing = QCoreApplication.translate("Lessons", "No lesson is open: choose one in the menu Lessons.")
        self.title.setText(title)
        self.notes.setText(unbroken(notes) if title else nothing)
        coming = QCoreApplication.translate("Lessons", "Next: {cue}").format(cue=following)
        self.following.setText(unbroken(coming) if following else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the key on; Qt's own."""
        self.key_pressed.emit(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it is gone; Qt's own."""
        self._timer.stop()
        super().closeEvent(event)
        self.closed.emit()

    def _show_time(self) -> None:
        now = QLocale().toString(QTime.currentTime(), QLocale.FormatType.ShortFormat)
        seconds = self._begun.elapsed() // 1000
        self.clock.setText(f"{now}   {seconds // 60}:{seconds % 60:02d}")
