"""Which panels a picture shows: a chip for each, pressed or not; GUI thread."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from reluviz.desktop.controls.control import Control
from reluviz.scenario.spec import Spec

COLUMNS = 3


class PanelsControl(Control):
    """Some of a field's choices, one at least; in the order of the table."""

    def __init__(self, spec: Spec, parent: QWidget | None = None) -> None:
        super().__init__(spec, "", parent)
        self.chips: dict[str, QPushButton] = {}
        for name, label in spec.shown_choices().items():
            chip = QPushButton(label.capitalize(), self)
            chip.setObjectName("chip")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.clicked.connect(self._on_clicked)
            self.chips[name] = chip

    @property
    def value(self) -> tuple[str, ...]:
        """The panels that are shown."""
        return tuple(name for name, chip in self.chips.items() if chip.isChecked())

    def show_value(self, value: Any) -> None:
        """Show which are chosen; nothing is signalled."""
        for name, chip in self.chips.items():
            chip.setChecked(name in value)
        self.show_wrong("")

    def content_height(self) -> int:
        """Return the height: the label, and two rows of chips."""
        rows = -(-len(self.chips) // COLUMNS)
        return (3 + 4 * rows) * self.unit_px

    def label_rect(self) -> QRect:
        """Return where the label stands."""
        return QRect(0, 0, self.right, 3 * self.unit_px)

    def arrange(self) -> None:
        """Place the chips."""
        unit, gap = self.unit_px, self.unit_px // 2
        width = (self.right - (COLUMNS - 1) * gap) // COLUMNS
        for index, chip in enumerate(self.chips.values()):
            row, column = divmod(index, COLUMNS)
            chip.setGeometry(column * (width + gap), (3 + 4 * row) * unit, width, 4 * unit - gap)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size; Qt's own."""
        return QSize(24 * self.unit_px, self.content_height() + self.wrong_height())

    def _on_clicked(self, checked: bool) -> None:
        chip = self.sender()
        if not self.value and isinstance(chip, QPushButton):
            chip.setChecked(True)
            self.show_wrong(QCoreApplication.translate("Record", "A picture shows one panel at least."))
            return
        self.show_wrong("")
        self.changed.emit(self.value)
