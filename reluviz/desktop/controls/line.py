"""A line of text to be edited, which leaves to the window what is the window's: files, undoing; GUI thread."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget


class Line(QLineEdit):
    """Takes Undo and Redo for itself only while it has typed text to undo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)  # a file is for the window

    def event(self, arg: QEvent) -> bool:
        """Let the window's shortcuts act where the line has nothing to do for them; Qt's own."""
        if isinstance(arg, QKeyEvent) and arg.type() == QEvent.Type.ShortcutOverride:
            standard = QKeySequence.StandardKey
            idle = (arg.matches(standard.Undo) and not self.isUndoAvailable()) or (
                arg.matches(standard.Redo) and not self.isRedoAvailable()
            )
            if idle:
                arg.ignore()
                return False
        return super().event(arg)
