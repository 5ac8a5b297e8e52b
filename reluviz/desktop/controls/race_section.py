"""The racers: which one the other controls change, its name and colour, one more or one less; GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reluviz.desktop.controls.button_row import ButtonRow
from reluviz.desktop.controls.control import scale_of
from reluviz.desktop.controls.making import control_for
from reluviz.desktop.controls.section import Edit, Section
from reluviz.language import language
from reluviz.scenario.model import Scenario, field
from reluviz.scenario.text import localized
from reluviz.scenario.validation import MOST_VARIATIONS

KEYS = ("label", "color")
"""What a variation has of its own; all else of it is changed with the controls of model and training."""


@dataclass(frozen=True, slots=True)
class RacerEntry:
    """A racer as the controls name it: its label, and its colours to fill with and for text, as ``#rrggbb``."""

    label: str
    color: str
    ink: str


class RacerButton(QAbstractButton):
    """A racer's colour and name; pressed, it is the one that the controls change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.color = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_racer(self, entry: RacerEntry, chosen: bool) -> None:
        """Show a racer."""
        self.color = entry.color
        self.setText(entry.label)
        self.setAccessibleName(entry.label)
        self.setToolTip(
            QCoreApplication.translate(
                "Controls", "{racer}: model and training show and change its settings; neuron and verdict tell of it."
            ).format(racer=entry.label)
        )
        self.setChecked(chosen)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        return QSize(80, round(self.fontMetrics().height() * 1.75))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint colour and name, on a ground if it is the chosen one; Qt's own."""
        palette, scale = self.palette(), scale_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            strong = self.hasFocus()
            line = QPalette.ColorRole.Highlight if strong else QPalette.ColorRole.Midlight
            painter.setPen(QPen(palette.color(line), scale))
            painter.setBrush(palette.color(QPalette.ColorRole.Base) if self.isChecked() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 5 * scale, 5 * scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.color))
        side = 10 * scale
        painter.drawRoundedRect(QRectF(8 * scale, (self.height() - side) / 2, side, side), 2 * scale, 2 * scale)
        words = QFont(self.font())
        if self.isChecked():
            words.setWeight(QFont.Weight.DemiBold)
        painter.setFont(words)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        left = round(26 * scale)
        room = QRect(left, 0, self.width() - left - round(8 * scale), self.height())
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class RaceSection(Section):
    """The list of racers, and what is done to it."""

    chosen = Signal(int)
    """The racer of this index is to be told of; 0 is the scenario itself."""

    add_asked = Signal()
    remove_asked = Signal()

    def __init__(self, name: str, edit: Edit, parent: QWidget | None = None) -> None:
        super().__init__(name, edit, parent)
        self.entries: tuple[RacerEntry, ...] = ()
        self.index = 0
        self.buttons: list[RacerButton] = []

    def build(self, rows: QVBoxLayout) -> None:
        """Make the controls."""
        self.buttons = []
        # Above the racers: below them it would leave its place, and the column, with each one that it adds.
        self.add_button = QPushButton(QCoreApplication.translate("Controls", "Add racer"), self)
        self.add_button.setToolTip(
            QCoreApplication.translate("Controls", "Adds a racer with the settings of this one; the race begins anew.")
        )
        self.add_button.clicked.connect(self.add_asked)
        self.remove_button = QPushButton(QCoreApplication.translate("Controls", "Remove"), self)
        self.remove_button.setToolTip(
            QCoreApplication.translate("Controls", "Removes this racer; the first one, the scenario itself, stays.")
        )
        self.remove_button.clicked.connect(self.remove_asked)
        for button in (self.add_button, self.remove_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        rows.addWidget(ButtonRow(self.add_button, self.remove_button, parent=self))
        self.hint = QLabel(
            QCoreApplication.translate(
                "Controls",
                "A racer has the same starts, and settings of its own: add one, then change model or training.",
            ),
            self,
        )
        self.hint.setWordWrap(True)
        self.hint.setForegroundRole(self.palette().ColorRole.Dark)
        rows.addWidget(self.hint)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        rows.addLayout(self._list)
        for key in KEYS:
            spec = field(f"variation.{key}").spec
            self.add_control(rows, f"variation.{key}", control_for(spec, spec.shown_label()))

    def show_race(self, entries: Sequence[RacerEntry], chosen: int) -> None:
        """Show these racers, one of them chosen."""
        self.entries, self.index = tuple(entries), chosen
        if self.body is not None:
            self.refresh()

    def refresh(self) -> None:
        """Show the racers, and what the chosen one is called."""
        is_race = len(self.entries) > 1
        count = len(self.entries) if is_race else 0
        while len(self.buttons) < count:
            button = RacerButton(self)
            button.clicked.connect(self._on_button_clicked)
            self._list.addWidget(button)
            self.buttons.append(button)
        for place, button in enumerate(self.buttons):
            button.setVisible(place < count)
            if place < count:
                button.show_racer(self.entries[place], place == self.index)
        self.hint.setVisible(not is_race)
        variation = self._place
        for path, control in self.controls.items():
            control.setVisible(variation is not None)
            if variation is not None:
                value = getattr(self.scenario.variation[variation], path.partition(".")[2])
                control.show_value(localized(value, language()) if path.endswith("label") else value)
        self.remove_button.setEnabled(variation is not None)
        self.add_button.setEnabled(len(self.scenario.variation) < MOST_VARIATIONS)

    @property
    def _place(self) -> int | None:
        """Which of the variations is the chosen racer; None: the scenario itself."""
        return self.index - 1 if 0 < self.index <= len(self.scenario.variation) else None

    def changed_scenario(self, path: str, value: object) -> Scenario:
        """Return the scenario after a change by hand."""
        place = self._place
        if place is None:
            return self.scenario
        variations = list(self.scenario.variation)
        variations[place] = replace(variations[place], **{path.partition(".")[2]: value})
        return replace(self.scenario, variation=tuple(variations))

    def _on_button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, RacerButton):
            # What is chosen is shown when it has been chosen: a click on the chosen one leaves it so.
            place = self.buttons.index(button)
            button.setChecked(place == self.index)
            self.chosen.emit(place)
