"""A line of text that, where it needs two, breaks it in its middle; GUI thread."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap

HIGH = 100_000
"""More than any text is high, in pixels."""


class BalancedLabel(QLabel):
    """Plain text that wraps. Of two lines both are about equally long, so that no word stands alone on the second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._known: tuple[object, int] = (None, 0)

    def text_width(self) -> int:
        """Return the width within which the text is painted, as high as it is in the whole one."""
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        asked = (self.text(), self.font().key(), room)
        if asked != self._known[0]:
            self._known = (asked, self._found(room, metrics))
        return self._known[1]

    def _found(self, room: int, metrics: QFontMetrics) -> int:
        def height(width: int) -> int:
            return metrics.boundingRect(QRect(0, 0, width, HIGH), int(WRAPPED), self.text()).height()

        whole = height(room)
        # A sign of another typeface may make a line a little higher.
        if not 1.5 < whole / metrics.lineSpacing() < 2.5:
            return room
        narrow, wide = 0, room
        while wide - narrow > 1:
            middle = (narrow + wide) // 2
            if height(middle) > whole:
                narrow = middle
            else:
                wide = middle
        # Painted words may be a little wider than measured ones.
        return min(wide + 2, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text; Qt's own."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        rect = self.contentsRect()
        rect.setWidth(self.text_width())
        painter.drawText(rect, int(WRAPPED), self.text())
        painter.end()
