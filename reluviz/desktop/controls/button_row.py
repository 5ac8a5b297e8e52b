"""Buttons beside each other, or one under another where the column is too narrow for that; GUI thread."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

SPACING = 8
MARGIN = 4
"""Above and below, in pixels."""


class ButtonRow(QWidget):
    """Holds a few buttons, each as wide as its words.

    Large type in a small window, and French, need more room than a row has: a row that asked for it would make the
    whole column wider than what is seen of it.
    """

    def __init__(self, *buttons: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = buttons
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, MARGIN, 0, MARGIN)
        self._box.setSpacing(SPACING)
        for button in buttons:
            self._box.addWidget(button)
        self._box.addStretch(1)

    @property
    def is_stacked(self) -> bool:
        """Whether the buttons stand one under another."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size: as wide as the widest button; Qt's own."""
        sizes = [button.sizeHint() for button in self._buttons]
        return QSize(max(size.width() for size in sizes), self._height(sizes))

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        sizes = [button.sizeHint() for button in self._buttons]
        return QSize(self._width(sizes), self._height(sizes))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons beside each other if there is room; Qt's own."""
        super().resizeEvent(event)
        is_narrow = self._width([button.sizeHint() for button in self._buttons]) > self.width()
        if is_narrow != self.is_stacked:
            ways = QBoxLayout.Direction
            self._box.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
            self.updateGeometry()

    @staticmethod
    def _width(sizes: list[QSize]) -> int:
        return sum(size.width() for size in sizes) + SPACING * (len(sizes) - 1)

    def _height(self, sizes: list[QSize]) -> int:
        heights = [size.height() for size in sizes]
        inner = sum(heights) + SPACING * (len(heights) - 1) if self.is_stacked else max(heights)
        return inner + 2 * MARGIN
