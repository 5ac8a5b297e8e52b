"""What every control shares: a label at the left, a value, and a line underneath for what is wrong; GUI thread."""

import re
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from reluviz.desktop.controls.words import tooltip
from reluviz.scenario.spec import Spec
from reluviz.scene.fonts import LABEL

NARROW = 26
"""How many units a control must be wide for its label and its box to stand side by side."""

LEAST_SHRINK = 0.9
"""How much smaller long labels may be set before they are cut off."""

SYMBOL = re.compile(r" (?=\S$)")
"""The space before a parameter's symbol."""


def scale_of(widget: QWidget) -> float:
    """Return the one scale that a widget's type has been multiplied by, and with it all that it paints."""
    return max(widget.font().pixelSize(), 1) / LABEL


class Control(QWidget):
    """One value of a scenario, changed by hand or shown.

    `show_value` shows a value without a signal; what a person does comes as `changed`. Heights are multiples of the
    type's own size, so that the one scale carries everything.
    """

    changed = Signal(object)
    """The new value, by hand."""

    gesture_ended = Signal()
    """A drag or a key is over; the next change is one of its own."""

    def __init__(self, spec: Spec, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.label = label or spec.shown_label()
        self.setAccessibleName(self.label)
        self.keys = ""
        """The key that gives it the focus; its tooltip tells it."""
        self._wrong = ""
        self._taken = 0
        """The height that the content had when the layout was last told of it."""
        self.setToolTip(tooltip(spec))

    def take_keys(self, keys: str) -> None:
        """Tell in the tooltip which key gives the control the focus."""
        self.keys = keys
        self.setToolTip(tooltip(self.spec, keys=keys))

    @property
    def value(self) -> Any:
        """The value that is shown."""
        return None

    @property
    def unit_px(self) -> int:
        """Eight pixels, scaled as the type is."""
        return max(round(self.fontMetrics().height() / 2), 4)

    @property
    def right(self) -> int:
        """Where boxes and digits end: the frame of a field stands out by a unit, so that its digits are in line."""
        return self.width() - self.unit_px

    @property
    def is_narrow(self) -> bool:
        """Whether a box has to stand under its label, with large type in a small window."""
        return self.width() < NARROW * self.unit_px

    def box_left(self) -> int:
        """Return where a box begins: at one line for all of them, whatever their labels and choices are."""
        return 0 if self.is_narrow else min(self.right * 2 // 5, 12 * self.unit_px)

    def box_rect(self) -> QRect:
        """Return where a box stands: beside the label, or under it."""
        unit, left = self.unit_px, self.box_left()
        top = 3 * unit if self.is_narrow else unit // 4
        return QRect(left, top, self.right - left, 4 * unit - unit // 2)

    def boxed_height(self) -> int:
        """Return the height of a label with a box."""
        return (7 if self.is_narrow else 4) * self.unit_px

    def box_label_rect(self) -> QRect:
        """Return where the label of a box stands."""
        unit = self.unit_px
        if self.is_narrow:
            return QRect(0, 0, self.right, 3 * unit)
        return QRect(0, 0, self.box_left() - unit // 2, 4 * unit)

    def show_value(self, value: Any) -> None:
        """Show a value; nothing is signalled."""

    def set_acting(self, acting: bool) -> None:
        """Let a value be changed, or show that it has no effect now, in the same place."""
        self.setEnabled(acting)

    def show_wrong(self, text: str) -> None:
        """Say under the control what is wrong with what was typed; an empty text: nothing is."""
        if text != self._wrong:
            self._wrong = text
            self.updateGeometry()
            self.arrange()
            self.update()
            parent = self.parentWidget()
            layout = None if parent is None else parent.layout()
            if layout is not None:
                layout.activate()

    @property
    def wrong(self) -> str:
        """What is said to be wrong."""
        return self._wrong

    def content_height(self) -> int:
        """Return the height without the line for what is wrong."""
        return 4 * self.unit_px

    def arrange(self) -> None:
        """Place the parts; called when the size changes."""

    def label_rect(self) -> QRect:
        """Return where the label stands."""
        return QRect(0, 0, self.right, self.content_height())

    def wrong_height(self) -> int:
        """Return the height of the line for what is wrong."""
        if not self._wrong:
            return 0
        room = QRect(0, 0, max(self.right, 120), 1000)
        return self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._wrong).height() + 4

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        return QSize(28 * self.unit_px, self.content_height() + self.wrong_height())

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size; Qt's own."""
        return QSize(16 * self.unit_px, self.content_height() + self.wrong_height())

    def changeEvent(self, event: QEvent) -> None:
        """Take other sizes when the type's size has changed; Qt's own."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts; Qt's own."""
        super().resizeEvent(event)
        if self.content_height() != self._taken:
            self._taken = self.content_height()
            self.updateGeometry()
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the label and what is wrong; Qt's own."""
        painter = QPainter(self)
        painter.setFont(self.font())
        self.paint_words(painter)
        painter.end()

    def fitted_label(self) -> tuple[QFont, str]:
        """Return how the label is set: in two lines where a row has room, a bit smaller, or at last cut off."""
        place, font, metrics = self.label_rect(), QFont(self.font()), self.fontMetrics()
        # A symbol does not stand in a line alone.
        label = SYMBOL.sub("\u00a0", self.label)
        words = label.split(" ") if place.height() >= 2 * metrics.height() - 2 else [label]
        widest = max(map(metrics.horizontalAdvance, words), default=0)
        if widest > place.width():
            font.setPixelSize(max(int(font.pixelSize() * max(place.width() / widest, LEAST_SHRINK)), 8))
            metrics = QFontMetrics(font)
        lines = metrics.boundingRect(place, int(Qt.TextFlag.TextWordWrap), label)
        if lines.width() <= place.width() and lines.height() <= max(place.height(), metrics.height()) + 2:
            return font, label
        return font, metrics.elidedText(label, Qt.TextElideMode.ElideRight, place.width())

    def paint_words(self, painter: QPainter) -> None:
        """Paint the label, and under everything what is wrong."""
        palette = self.palette()
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        font, label = self.fitted_label()
        painter.setFont(font)
        painter.drawText(self.label_rect(), flags | int(Qt.TextFlag.TextWordWrap), label)
        painter.setFont(self.font())
        if self._wrong:
            painter.setPen(palette.color(QPalette.ColorRole.BrightText))
            top = self.content_height()
            rect = QRect(0, top, self.right, self.height() - top)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap), self._wrong)
