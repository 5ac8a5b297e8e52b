"""A part of the control column: a heading that folds, and controls that are built when first opened; GUI thread."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QVBoxLayout, QWidget

from reluviz.desktop.controls.control import Control, scale_of
from reluviz.desktop.controls.focus_keys import FOCUS_KEYS
from reluviz.desktop.edits import acts, value_of, with_value
from reluviz.scenario.model import Scenario, field

Edit = Callable[[Scenario, str, str], str]
"""Takes a changed scenario, what Undo says, and the key of the gesture; returns what is wrong with it, or nothing."""


STAYING = frozenset({"training.momentum", "training.batch_size"})
"""Fields whose controls keep their place where they have no effect, so that those below stand still."""


class Heading(QAbstractButton):
    """The heading of a section; pressing it folds the section."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.colors = ("", "")
        """Of the racer whose settings stand below: to fill with, and for text; empty where there is no race."""

    def wear(self, color: str, ink: str) -> None:
        """Wear a racer's colour, or none."""
        if (color, ink) != self.colors:
            self.colors = (color, ink)
            self.update()

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        return QSize(80, self.fontMetrics().height() * 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, and a chevron that tells whether it is open; Qt's own."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = QFont(self.font())
        words.setWeight(QFont.Weight.DemiBold)
        words.setPixelSize(max(round(words.pixelSize() * 0.9), 8))
        words.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        painter.setFont(words)
        strong = self.underMouse() or self.hasFocus()
        painter.setPen(palette.color(QPalette.ColorRole.WindowText if strong else QPalette.ColorRole.Dark))
        color, ink = self.colors
        if color:
            edge = 2 * scale_of(self)
            painter.fillRect(QRectF(0, self.height() - 1.5 * edge, self.width(), edge), QColor(color))
            painter.setPen(QColor(ink))
        rect = QRect(0, 0, self.width(), self.height())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.text().upper())
        scale = scale_of(self)
        painter.setPen(QPen(painter.pen().color(), 1.5 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = self.width() - self.fontMetrics().height() / 2 - 6.0 * scale, self.height() / 2
        wing = 4 * scale
        if self.isChecked():
            points = [(-wing, -wing / 2), (0.0, wing / 2), (wing, -wing / 2)]
        else:
            points = [(-wing / 2, -wing), (wing / 2, 0.0), (-wing / 2, wing)]
        painter.drawPolyline([QPointF(x + across, y + down) for across, down in points])
        if self.hasFocus():
            painter.drawLine(QPointF(0, self.height() - 2), QPointF(self.width(), self.height() - 2))
        painter.end()


class Section(QWidget):
    """A heading and its controls.

    Parameters
    ----------
    name
        What the settings call it.
    edit
        Takes each change.
    """

    gesture_ended = Signal()

    def __init__(self, name: str, edit: Edit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.edit = edit
        self.scenario = Scenario()
        self.controls: dict[str, Control] = {}
        """The controls by the path of their field."""
        self.heading = Heading("", self)
        self.heading.clicked.connect(self.set_open)
        self.body: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)

    @property
    def is_open(self) -> bool:
        """Whether the controls are shown."""
        return self.body is not None and not self.body.isHidden()

    def set_open(self, opened: bool) -> None:
        """Show or hide the controls; they are built when they are first shown."""
        self.heading.setChecked(opened)
        if opened and self.body is None:
            self.body = QWidget(self)
            rows = QVBoxLayout(self.body)
            rows.setContentsMargins(0, 0, 0, 8)
            rows.setSpacing(4)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self.body)
            self.build(rows)
            self.show_scenario(self.scenario)
            self.body.show()
            order_tabs(self.heading, self.body)
        elif self.body is not None:
            self.body.setVisible(opened)

    def retranslate(self, title: str) -> None:
        """Say everything in the language of now: controls are built anew, or when the section is next opened."""
        self.heading.setText(title)
        self.heading.setAccessibleName(title)
        if self.body is None:
            return
        is_open, focused = self.is_open, self._focused_path()
        self.body.hide()
        self.body.deleteLater()
        self.body = None
        self.controls.clear()
        if is_open:
            self.set_open(True)
        if focused in self.controls:
            self.controls[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused_path(self) -> str:
        """Return the path of the control that has the focus; empty without one."""
        focused = QApplication.focusWidget()
        for path, control in self.controls.items():
            if focused is not None and (focused is control or control.isAncestorOf(focused)):
                return path
        return ""

    def build(self, rows: QVBoxLayout) -> None:
        """Make the controls; for subclasses."""

    def refresh(self) -> None:
        """Show the scenario in the controls; for subclasses."""
        for path, control in self.controls.items():
            if getattr(self.scenario, path.partition(".")[0]) is not None:
                acting = acts(self.scenario, path, control.spec)
                control.setVisible(acting or path in STAYING)
                control.show_value(value_of(self.scenario, path))
                if path in STAYING:
                    control.set_acting(acting)

    def show_scenario(self, scenario: Scenario) -> None:
        """Show a scenario."""
        self.scenario = scenario
        if self.body is not None:
            for control in self.body.findChildren(Control):
                control.show_wrong("")
            self.refresh()

    def add_control(self, rows: QVBoxLayout, path: str, control: Control) -> Control:
        """Add the control of a field; a change goes to `edit`."""
        self.controls[path] = control
        rows.addWidget(control)
        # A bound method of a QObject each, so that the slots live and die with the section.
        control.changed.connect(self._on_control_changed)
        control.gesture_ended.connect(self.gesture_ended)
        control.setProperty("path", path)
        if path in FOCUS_KEYS:
            keys = QKeySequence(FOCUS_KEYS[path]).toString(QKeySequence.SequenceFormat.NativeText)
            control.take_keys(QCoreApplication.translate("Controls", "Key: {key}").format(key=keys))
        return control

    def path_of(self, control: object) -> str:
        """Return the path of the field that a control changes."""
        return next(path for path, other in self.controls.items() if other is control)

    def changed_scenario(self, path: str, value: object) -> Scenario:
        """Return the scenario after a change by hand; subclasses may do more than set the value."""
        return with_value(self.scenario, path, value)

    def _on_control_changed(self, value: object) -> None:
        control = self.sender()
        if isinstance(control, Control):
            path = self.path_of(control)
            self.take(control, self.changed_scenario(path, value), path)

    def take(self, control: Control, scenario: Scenario, key: str = "") -> None:
        """Hand on a change made with a control; a refusal is told there, and the control shows what holds."""
        wrong = self.edit(scenario, control.label, key)
        if wrong:
            self.show_scenario(self.scenario)
            control.show_wrong(wrong)


def order_tabs(heading: QWidget, body: QWidget) -> None:
    """Let Tab lead from a heading through all that has been built below it, from top to bottom.

    Controls are made before they have a parent, and Qt leaves such widgets out of the window's order.
    """
    before = heading
    for widget in body.findChildren(QWidget):
        is_stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        # A list that pops up has a window of its own.
        if is_stop and widget.window() is heading.window():
            QWidget.setTabOrder(before, widget)
            before = widget


class FieldSection(Section):
    """A section made from some fields of the table, in their order."""

    def __init__(self, name: str, paths: tuple[str, ...], edit: Edit, parent: QWidget | None = None) -> None:
        super().__init__(name, edit, parent)
        self.paths = paths

    def build(self, rows: QVBoxLayout) -> None:
        """Make one control a field."""
        from reluviz.desktop.controls.making import control_for

        for path in self.paths:
            spec = field(path).spec
            self.add_control(rows, path, control_for(spec, spec.shown_label()))
