"""A short text, such as a run's label: a field behind its name; GUI thread."""

from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reluviz.desktop.controls.control import Control
from reluviz.desktop.controls.line import Line
from reluviz.scenario.spec import Spec
from reluviz.scenario.values import LONGEST_TEXT


class TextControl(Control):
    """A text on one line; Enter or leaving the field takes it."""

    def __init__(self, spec: Spec, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(spec, label, parent)
        self._value = ""
        self.line = Line(self)
        self.line.setProperty("framed", True)
        self.line.setMaxLength(LONGEST_TEXT)
        self.line.setAccessibleName(self.label)
        self.line.setAccessibleDescription(spec.shown_help())
        self.line.editingFinished.connect(self._on_finished)
        self.setFocusProxy(self.line)

    @property
    def value(self) -> str:
        """The text that is shown."""
        return self._value

    def show_value(self, value: Any) -> None:
        """Show a text; nothing is signalled."""
        self._value = value
        if self.line.text() != value:
            self.line.setText(value)

    def content_height(self) -> int:
        """Return the height: one row, or two where there is no room for a field beside its label."""
        return self.boxed_height()

    def label_rect(self) -> QRect:
        """Return where the label stands."""
        return self.box_label_rect()

    def arrange(self) -> None:
        """Place the field."""
        self.line.setGeometry(self.box_rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys that the field did not want to the window; Qt's own."""
        event.ignore()

    def finish_typing(self) -> None:
        """Take what is being typed."""
        self._on_finished()

    def _on_finished(self) -> None:
        text = self.line.text().strip()
        if text != self._value:
            self._value = text
            self.changed.emit(text)
            self.gesture_ended.emit()
