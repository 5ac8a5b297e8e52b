"""The part of the history that a film shows: its first and its last step, typed; GUI thread."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QWidget

from reluviz.desktop.controls.control import Control
from reluviz.desktop.controls.number_field import NumberField
from reluviz.desktop.controls.words import read_number
from reluviz.scenario.spec import Spec


class PartControl(Control):
    """Two steps, the first before the last; ↑ and ↓ in a field move it by a step, PageUp and PageDown by ten."""

    def __init__(self, spec: Spec, parent: QWidget | None = None) -> None:
        super().__init__(spec, "", parent)
        self._part = (0, 0)
        self.begin, self.end = NumberField(whole=True, parent=self), NumberField(whole=True, parent=self)
        names = (
            QCoreApplication.translate("Record", "First step"),
            QCoreApplication.translate("Record", "Last step"),
        )
        for field, name in zip((self.begin, self.end), names, strict=True):
            field.setProperty("framed", True)
            field.setAccessibleName(name)
            field.setAccessibleDescription(spec.shown_help())
            field.setToolTip(name)
            field.entered.connect(self._on_entered)
            field.stepped.connect(self._on_stepped)
        self.setFocusProxy(self.begin)

    @property
    def value(self) -> tuple[int, int]:
        """The first and the last step."""
        return self._part

    def show_value(self, value: Any) -> None:
        """Show a part; nothing is signalled."""
        self._part = value
        for field, step in zip((self.begin, self.end), value, strict=True):
            field.show_value(step)
        self.show_wrong("")

    def content_height(self) -> int:
        """Return the height: one row, or two where there is no room for fields beside the label."""
        return self.boxed_height()

    def label_rect(self) -> QRect:
        """Return where the label stands."""
        return self.box_label_rect()

    def _between(self) -> QRect:
        """Return the room between the fields."""
        box, room = self.box_rect(), 3 * self.unit_px
        return QRect(box.left() + (box.width() - room) // 2, box.top(), room, box.height())

    def arrange(self) -> None:
        """Place the fields."""
        box, between = self.box_rect(), self._between()
        self.begin.setGeometry(box.left(), box.top(), between.left() - box.left(), box.height())
        self.end.setGeometry(between.right() + 1, box.top(), box.right() - between.right(), box.height())

    def paint_words(self, painter: QPainter) -> None:
        """Paint the label, and a dash between the fields."""
        super().paint_words(painter)
        painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
        painter.drawText(self._between(), int(Qt.AlignmentFlag.AlignCenter), "–")

    def _on_entered(self, _text: str) -> None:
        self._take(read_number(self.begin.text()), read_number(self.end.text()))

    def _on_stepped(self, steps: int) -> None:
        begin, end = self._part
        if self.sender() is self.begin:
            begin = min(max(begin + steps, 0), end - 1)
        else:
            end = max(end + steps, begin + 1)
        self._take(begin, end)

    def _take(self, begin: float | None, end: float | None) -> None:
        if not isinstance(begin, int) or not isinstance(end, int) or not 0 <= begin < end:
            words = QCoreApplication.translate("Record", "Type two steps, the first before the last.")
            for field in (self.begin, self.end):
                field.mark_wrong(True)
            self.show_wrong(words)
        elif (begin, end) != self._part:
            self.show_value((begin, end))
            self.changed.emit((begin, end))
        else:
            self.show_value((begin, end))
