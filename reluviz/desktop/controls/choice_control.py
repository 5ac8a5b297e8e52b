"""One of several: a quiet box that opens a list, or a segmented switch where there are few; GUI thread."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from reluviz.desktop.controls.control import Control, scale_of
from reluviz.desktop.controls.segmented import Segmented
from reluviz.desktop.controls.words import tooltip
from reluviz.scenario.spec import Spec

MOST_SEGMENTS = 2
"""More choices than this make a list."""


class ChoiceBox(QComboBox):
    """A combo box that paints itself: rounded ground, text, a small chevron."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A click leaves the focus where it is, so that Space goes on playing.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        height = self.fontMetrics().height()
        return QSize(8 * height, 2 * height)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size, by four letters; Qt's own, which would make the list, and measure all choices."""
        metrics = self.fontMetrics()
        return QSize(4 * metrics.horizontalAdvance("X") + 2 * metrics.height(), 2 * metrics.height())

    def text_rect(self) -> QRect:
        """Return where the chosen text stands: between the edge and the chevron."""
        padding = self.height() // 3
        return self.rect().adjusted(padding, 0, -2 * padding - round(4 * scale_of(self)), 0)

    def shown_text(self) -> str:
        """Return the chosen text as far as there is room; always of one size, as all labels and choices are."""
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, self.text_rect().width())

    def wanted_width(self) -> int:
        """Return how wide the box must be for its chosen text."""
        return self.fontMetrics().horizontalAdvance(self.currentText()) + self.width() - self.text_rect().width() + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, text and chevron; Qt's own."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Midlight
        if self.underMouse() and self.isEnabled() and not self.hasFocus():
            line = QPalette.ColorRole.Dark
        painter.setPen(palette.color(line))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = self.height() / 5
        painter.drawRoundedRect(box, radius, radius)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        scale = scale_of(self)
        padding, wing = self.height() // 3, 4 * scale
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.text_rect(), flags, self.shown_text())
        chevron = QPen(QColor(palette.color(QPalette.ColorRole.Dark)), 1.5 * scale)
        chevron.setCapStyle(Qt.PenCapStyle.RoundCap)
        chevron.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(chevron)
        x, y = self.width() - padding - wing, self.height() / 2
        painter.drawPolyline(
            [QPointF(x - wing, y - wing / 2), QPointF(x, y + wing / 2), QPointF(x + wing, y - wing / 2)]
        )
        painter.end()

    def showPopup(self) -> None:  # noqa: N802
        """Open a list that is wide enough for its longest choice; Qt's own."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        self.view().setMinimumWidth(widest + 2 * metrics.height())
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the column; Qt's own."""
        event.ignore()


class ChoiceControl(Control):
    """One of a field's choices, by their names in the file."""

    def __init__(
        self, spec: Spec, label: str = "", choices: dict[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(spec, label, parent)
        self._names: list[str] = []
        self._choices: dict[str, str] = {}
        self._is_wide = False
        """Whether the chosen text needs the room that its label leaves: then the box begins further left."""
        shown = spec.shown_choices() if choices is None else choices
        self.box: ChoiceBox | None = None
        self.segments: Segmented | None = None
        if len(shown) <= MOST_SEGMENTS:
            self.segments = Segmented(self)
            self.segments.chosen.connect(self._on_chosen)
        else:
            self.box = ChoiceBox(self)
            self.box.activated.connect(self._on_chosen)
            self.box.setToolTip("")
        self.part: QWidget = self.segments or self.box or self
        self.part.setAccessibleName(self.label)
        self.part.setAccessibleDescription(spec.shown_help())
        self.setFocusProxy(self.part)
        self.set_choices(shown)

    @property
    def names(self) -> tuple[str, ...]:
        """The choices, by their names in the file."""
        return tuple(self._names)

    @property
    def value(self) -> str:
        """The name of the choice that is shown."""
        index = self.box.currentIndex() if self.box is not None else self.segments.index if self.segments else -1
        return self._names[index] if 0 <= index < len(self._names) else ""

    def set_choices(self, choices: dict[str, str]) -> None:
        """Offer other choices: name → label."""
        if choices == self._choices:
            return
        value = self.value
        self._choices = dict(choices)
        self._names = list(choices)
        labels = list(choices.values())
        if self.box is not None:
            self.box.blockSignals(True)
            self.box.clear()
            self.box.addItems(labels)
            self.box.blockSignals(False)
        elif self.segments is not None:
            self.segments.set_labels(labels)
        self.show_value(value)
        self.arrange()

    def show_value(self, value: Any) -> None:
        """Show a choice by its name; nothing is signalled."""
        index = self._names.index(value) if value in self._names else -1
        if self.box is not None:
            self.box.setCurrentIndex(index)
            self._tell()
            self.arrange()
        elif self.segments is not None:
            self.segments.show_index(index)

    def content_height(self) -> int:
        """Return the height: one row, or two where there is no room for a box beside its label."""
        return self.boxed_height()

    def label_rect(self) -> QRect:
        """Return where the label stands."""
        return self.box_label_rect()

    def arrange(self) -> None:
        """Place the box; a switch is no wider than its words."""
        place = self.box_rect()
        if self.box is not None and not self.is_narrow:
            place.setLeft(self._left(self.box, place))
        if self.segments is not None and not self.is_narrow:
            wanted = min(self.segments.sizeHint().width(), place.width())
            place.setLeft(place.right() + 1 - wanted)
        self.part.setGeometry(place)

    def _left(self, box: ChoiceBox, place: QRect) -> int:
        """Return where the box begins: at the line of all boxes, or behind its label if its text needs that room."""
        box.resize(place.size())
        wanted = box.wanted_width()
        if wanted > place.width():
            self._is_wide = True
        elif box.currentText() and wanted < place.width() - 4 * self.unit_px:
            # Not at once, so that it stands still while the digits of a start that is dragged become more and fewer.
            self._is_wide = False
        if not self._is_wide:
            return place.left()
        return min(place.left(), self.fontMetrics().horizontalAdvance(self.label) + self.unit_px)

    def _tell(self) -> None:
        """Tell the whole choice in the tooltip: a box may be too narrow for it."""
        tip = tooltip(self.spec, keys=self.keys)
        if self.box is not None and (chosen := self.box.currentText()):
            shown = chosen.replace("&", "&amp;").replace("<", "&lt;")  # `html` has a table that delays the start
            tip += "<br>" + QCoreApplication.translate("Controls", "Now: {value}").format(value=shown)
        self.setToolTip(tip)

    def _on_chosen(self, index: int) -> None:
        if 0 <= index < len(self._names):
            self.changed.emit(self._names[index])
            self.gesture_ended.emit()
