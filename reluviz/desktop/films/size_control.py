"""The size of a picture: typed as 1280 × 720, or chosen from a list of common ones; GUI thread."""

import re
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from reluviz.desktop.controls.control import scale_of
from reluviz.desktop.controls.text_control import TextControl
from reluviz.desktop.icons import icon
from reluviz.scenario.spec import Spec
from reluviz.scene.numbers import format_count


def size_text(size: tuple[int, int]) -> str:
    """Return how a size is written: ``1280 × 720``."""
    return f"{size[0]} × {size[1]}"


def read_size(text: str) -> tuple[int, int] | None:
    """Return the size that a text means, or None."""
    match = re.fullmatch(r"\s*(\d{1,6})\s*[x×*]\s*(\d{1,6})\s*", text, re.IGNORECASE | re.ASCII)
    return (int(match[1]), int(match[2])) if match else None


class SizeControl(TextControl):
    """Takes two numbers of pixels."""

    def __init__(self, spec: Spec, sizes: tuple[tuple[int, int], ...], parent: QWidget | None = None) -> None:
        super().__init__(spec, "", parent)
        self._size = (0, 0)
        self.menu = QMenu(self)
        for size in sizes:
            self.menu.addAction(size_text(size)).triggered.connect(self._on_chosen)
        color = self.palette().color(self.palette().ColorRole.Dark).name()
        drawn = icon("chevron-down", color, color, 16 * scale_of(self), self.devicePixelRatioF())
        self.opener = self.line.addAction(drawn, QLineEdit.ActionPosition.TrailingPosition)
        self.opener.setToolTip(QCoreApplication.translate("Record", "Common sizes"))
        self.opener.triggered.connect(self._on_opened)

    @property
    def value(self) -> Any:
        """The size that is shown."""
        return self._size

    def show_value(self, value: Any) -> None:
        """Show a size; nothing is signalled."""
        self._size = value
        super().show_value(size_text(value))
        self.show_wrong("")

    def _take(self, text: str) -> None:
        size, low, high = read_size(text), int(self.spec.minimum or 1), int(self.spec.maximum or 16_384)
        if size is None or not all(low <= side <= high for side in size):
            words = QCoreApplication.translate("Record", "Type width × height, each from {low} to {high} pixels.")
            self.show_wrong(words.format(low=low, high=format_count(high)))
        elif size != self._size:
            self.show_value(size)
            self.changed.emit(size)
        else:
            self.show_value(size)

    def _on_finished(self) -> None:
        self._take(self.line.text())

    def _on_chosen(self) -> None:
        entry = self.sender()
        if isinstance(entry, QAction):
            self._take(entry.text())

    def _on_opened(self) -> None:
        self.menu.setMinimumWidth(self.line.width())
        self.menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height())))
