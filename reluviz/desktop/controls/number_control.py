"""A number: label, typed field with its unit, and a slider between the ends of its usual range; GUI thread."""

import math

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from reluviz.desktop.controls.control import Control
from reluviz.desktop.controls.number_field import NumberField
from reluviz.desktop.controls.scale import Scale
from reluviz.desktop.controls.slider import Slider
from reluviz.desktop.controls.words import read_number, refusal_words, shown_number, tooltip
from reluviz.scenario.spec import Spec
from reluviz.scene.numbers import power_of_ten

ENDS = 5
"""How many units of 8 pixels the ends of the range have on both sides of the slider, where there is room."""

LEAST_FIELD = 8
"""How many units a field has at least; a label that leaves less takes two lines."""

IDLE = "—"
"""What is shown for a number that has no effect."""

LONGEST_END = 10_000
"""From here on an end is written as a power of ten."""


class NumberControl(Control):
    """A number that is dragged within the slider's range, or typed within the field's whole range."""

    def __init__(self, spec: Spec, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(spec, label, parent)
        self.whole = spec.kind == "int"
        self.scale = Scale.of(spec)
        self._value: float | int = 0
        self._is_acting = True
        self.field = NumberField(self.whole, self)
        self.slider = Slider(self.scale.count, self)
        for part in (self.field, self.slider):
            part.setAccessibleName(self.label)
            part.setAccessibleDescription(spec.shown_help())
        self.setFocusProxy(self.field)
        self._low, self._high = (_end_text(end) for end in (self.scale.low, self.scale.high))
        self.field.entered.connect(self._on_field_entered)
        self.field.stepped.connect(self._on_field_stepped)
        self.field.left.connect(self._on_field_left)
        self.slider.valueChanged.connect(self._on_slider_moved)
        self.slider.gesture_ended.connect(self.gesture_ended)

    @property
    def value(self) -> float | int:
        """The number that is shown."""
        return self._value

    def show_value(self, value: float | int) -> None:
        """Show a number; nothing is signalled."""
        self._value = value
        self.field.show_value(value)
        self._show_position()
        self.show_wrong("")
        self.setToolTip(tooltip(self.spec, value, self.keys))

    def set_acting(self, acting: bool) -> None:
        """Let the number be changed, or show a dash for it and an empty groove."""
        super().set_acting(acting)
        self._is_acting = acting
        self.slider.setVisible(acting)
        if not acting:
            self.field.setText(IDLE)
            self.setToolTip(tooltip(self.spec, keys=self.keys))

    def content_height(self) -> int:
        """Return the height: a row for label and field, one for the slider."""
        return self._row_height() + 3 * self.unit_px

    def label_rect(self) -> QRect:
        """Return where the label stands: as far as the field, whose digits begin well inside it."""
        return QRect(0, 0, max(self.field.x(), 0), self._row_height())

    def _field_right(self) -> int:
        """Return where the field ends."""
        if not self.spec.unit:
            return self.width()
        # Beside the unit, also with the frame that a field has while it is edited.
        return self.right - self.fontMetrics().horizontalAdvance(self.spec.shown_unit()) - self.unit_px // 4

    def _row_height(self) -> int:
        """Return the height of the row of label and field: two lines for a label that is too long for one."""
        unit, metrics = self.unit_px, self.fontMetrics()
        room = self._field_right() - LEAST_FIELD * unit
        return 3 * unit if metrics.horizontalAdvance(self.label) <= room else max(4 * unit, 2 * metrics.height())

    def arrange(self) -> None:
        """Place field and slider."""
        unit, metrics = self.unit_px, self.fontMetrics()
        right, row = self._field_right(), self._row_height()
        room = right - metrics.horizontalAdvance(self.label) - unit // 2
        field_width = min(max(room, LEAST_FIELD * unit), 13 * unit, right)
        self.field.setGeometry(right - field_width, (row - 3 * unit) // 2, field_width, 3 * unit)
        ends = max(metrics.horizontalAdvance(end) for end in (self._low, self._high)) + unit
        if not self.is_narrow:
            ends = max(ends, ENDS * unit)
        self.slider.setGeometry(ends, row, max(self.right - 2 * ends, 1), 3 * unit - unit // 2)

    def paint_words(self, painter: QPainter) -> None:
        """Paint label, unit, and the ends of the slider's range."""
        super().paint_words(painter)
        unit = self.unit_px
        if not self._is_acting:
            groove = self.slider.geometry().adjusted(unit, 0, -unit, 0)
            pen = QPen(self.palette().color(QPalette.ColorRole.Mid), unit / 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(groove.left(), groove.center().y(), groove.right(), groove.center().y())
            return
        painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if self.spec.unit:
            painter.drawText(QRect(0, 0, self.right, self._row_height()), right, self.spec.shown_unit())
        row = QRect(0, self._row_height(), self.right, 3 * unit - unit // 2)
        painter.drawText(row, left, self._low)
        painter.drawText(row, right, self._high)

    def _show_position(self) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(self.scale.position(self._value))
        self.slider.blockSignals(False)
        self.slider.update()

    def _take(self, value: float) -> None:
        whole_value = round(value) if self.whole else float(value)
        if whole_value != self._value:
            self.show_value(whole_value)
            self.changed.emit(whole_value)

    def _on_slider_moved(self, position: int) -> None:
        if position != self.scale.position(self._value):
            self._take(self.scale.value(position))

    def _on_field_stepped(self, steps: int) -> None:
        self._take(self.scale.moved(self._value, steps))
        self.gesture_ended.emit()

    def _on_field_entered(self, text: str) -> None:
        value = read_number(text)
        if value is None or not self._allows(value):
            self.field.mark_wrong(True)
            self.show_wrong(refusal_words(self.spec, text))
            return
        self.field.mark_wrong(False)
        self.show_wrong("")
        self._take(value)
        if self.wrong:
            # Refused because of others: what was typed stays, as any wrong number does.
            self.field.show_refused(text)
        self.gesture_ended.emit()

    def _on_field_left(self) -> None:
        self.show_wrong("")
        window = self.window()
        # The window's stage takes the focus, so that the next Space plays.
        stage = window.focusProxy() if window is not None else None
        if stage is not None:
            stage.setFocus()

    def _allows(self, value: float) -> bool:
        spec = self.spec
        if self.whole and value != int(value):
            return False
        if spec.minimum is not None and (value < spec.minimum or (spec.open_minimum and value == spec.minimum)):
            return False
        return spec.maximum is None or value <= spec.maximum

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key that field and slider did not want to the window; Qt's own."""
        event.ignore()


def _end_text(end: float) -> str:
    whole = end == round(end)
    if whole and end >= LONGEST_END and math.log10(end) == round(math.log10(end)):
        return power_of_ten(round(math.log10(end)))
    return shown_number(end, whole=whole)
