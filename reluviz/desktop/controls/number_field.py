"""A field for a typed number: shows few digits, edits all of them, steps with the arrow keys; GUI thread."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QWidget

from reluviz.desktop.controls.line import Line
from reluviz.desktop.controls.words import edited_number, read_number, shown_number


class NumberField(Line):
    """Holds a number as text; Enter takes it, Escape puts the old one back, Up and Down ask for a step."""

    entered = Signal(str)
    """A text was typed and Enter pressed, or the field left."""

    stepped = Signal(int)
    """Up or Down was pressed: so many steps of the slider further."""

    left = Signal()
    """Enter or Escape: the person is done with the field."""

    def __init__(self, whole: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = whole
        self._value = 0.0
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        figures = QFont()
        figures.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(figures)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def value(self) -> float:
        """The number that the field holds."""
        return self._value

    def show_value(self, value: float) -> None:
        """Show a number; a text that is being typed is replaced."""
        self._value = value
        shown = edited_number if self.hasFocus() else shown_number
        text = shown(value, whole=self.whole)
        if text != self.text():
            self.setText(text)
            if self.hasFocus():
                self.selectAll()
        self.mark_wrong(False)

    def mark_wrong(self, wrong: bool) -> None:
        """Show by the frame that the text is wrong."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def show_refused(self, text: str) -> None:
        """Show a typed text as wrong; the field still holds the number before it."""
        self.setText(text)
        self.mark_wrong(True)

    def take(self) -> None:
        """Signal the typed text, if it means another number than the field holds."""
        if read_number(self.text()) != self._value:
            self.entered.emit(self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show all digits; Qt's own."""
        super().focusInEvent(event)
        if not self.property("wrong"):
            self.setText(edited_number(self._value, whole=self.whole))
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed, and show few digits; Qt's own."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.take()
        if not self.property("wrong"):
            self.setText(shown_number(self._value, whole=self.whole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take, put back, or step; Qt's own."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
        key = Qt.Key(event.key())
        if key in steps:
            event.accept()
            self.take()
            if not self.property("wrong"):
                self.stepped.emit(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            self.take()
            if not self.property("wrong"):
                self.left.emit()
        elif key == Qt.Key.Key_Escape:
            event.accept()
            self.mark_wrong(False)
            self.setText(edited_number(self._value, whole=self.whole))
            self.left.emit()
        else:
            super().keyPressEvent(event)
