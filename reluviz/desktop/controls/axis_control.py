"""Equally spaced numbers: from, to, and how many, typed in three fields; GUI thread."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from reluviz.desktop.controls.control import Control
from reluviz.desktop.controls.number_field import NumberField
from reluviz.desktop.controls.words import read_number
from reluviz.errors import ScenarioError
from reluviz.scenario.model import Axis
from reluviz.scenario.spec import Field, Spec
from reluviz.scenario.values import check_value


class AxisControl(Control):
    """An axis of a grid of starts."""

    def __init__(self, spec: Spec, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(spec, label, parent)
        self._value = Axis(0.0, 1.0, 2)
        self.fields = (NumberField(False, self), NumberField(False, self), NumberField(True, self))
        self._words = (
            QCoreApplication.translate("Controls", "from"),
            QCoreApplication.translate("Controls", "to"),
            QCoreApplication.translate("Controls", "count"),
        )
        for word, part in zip(self._words, self.fields, strict=True):
            told = QCoreApplication.translate("Controls", "{label}: {part}")
            part.setAccessibleName(told.format(label=self.label, part=word))
            part.setProperty("framed", True)
            part.entered.connect(self._on_entered)
            part.stepped.connect(self._on_stepped)
        self.setFocusProxy(self.fields[0])

    @property
    def value(self) -> Axis:
        """The axis that is shown."""
        return self._value

    def show_value(self, value: Any) -> None:
        """Show an axis; nothing is signalled."""
        if isinstance(value, Axis):
            self._value = value
            for part, number in zip(self.fields, (value.start, value.stop, value.count), strict=True):
                part.show_value(number)
            self.show_wrong("")

    def content_height(self) -> int:
        """Return the height: a row for the label, one for the fields, or one each where there is little room."""
        return (15 if self.is_narrow else 7) * self.unit_px

    def label_rect(self) -> QRect:
        """Return where the label stands."""
        return QRect(0, 0, self.right, 3 * self.unit_px)

    def _places(self) -> list[tuple[QRect, QRect]]:
        unit, metrics = self.unit_px, self.fontMetrics()
        widths = [metrics.horizontalAdvance(word) + unit // 2 for word in self._words]
        if self.is_narrow:
            height, widest = 3 * unit + unit // 2, max(widths)
            tops = [3 * unit + row * 4 * unit for row in range(len(widths))]
            return [(QRect(0, top, widest, height), QRect(widest, top, self.right - widest, height)) for top in tops]
        room = max((self.right - sum(widths) - 2 * unit) // 3, 1)
        places, left = [], 0
        for width in widths:
            word = QRect(left, 3 * unit, width, 3 * unit + unit // 2)
            places.append((word, QRect(left + width, 3 * unit, room, 3 * unit + unit // 2)))
            left += width + room + unit
        return places

    def arrange(self) -> None:
        """Place the three fields."""
        for part, (_, rect) in zip(self.fields, self._places(), strict=True):
            part.setGeometry(rect)

    def paint_words(self, painter: QPainter) -> None:
        """Paint the label and the words before the fields."""
        super().paint_words(painter)
        painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
        for word, (rect, _) in zip(self._words, self._places(), strict=True):
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys that the fields did not want to the window; Qt's own."""
        event.ignore()

    def _take(self, numbers: list[float | int | None], part: NumberField) -> None:
        found = dict(zip(("from", "to", "count"), numbers, strict=True))
        try:
            axis = check_value("", "", Field("starts", "weight", None, self.spec), found)
        except ScenarioError as error:
            part.mark_wrong(True)
            self.show_wrong(error.allowed)
            return
        text = part.text()
        self.show_value(axis)
        self.changed.emit(axis)
        if self.wrong:
            # Refused because of others: what was typed stays, as any wrong number does.
            part.show_refused(text)
        self.gesture_ended.emit()

    def _on_entered(self, text: str) -> None:
        part = self.sender()
        if isinstance(part, NumberField):
            numbers: list[float | int | None] = [self._value.start, self._value.stop, self._value.count]
            numbers[self.fields.index(part)] = read_number(text)
            self._take(numbers, part)

    def _on_stepped(self, steps: int) -> None:
        part = self.sender()
        if isinstance(part, NumberField):
            numbers: list[float | int | None] = [self._value.start, self._value.stop, self._value.count]
            numbers[self.fields.index(part)] = part.value + steps
            if part.whole:
                numbers[2] = int(part.value) + steps
            self._take(numbers, part)
