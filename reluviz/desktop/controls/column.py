"""The column of controls: all sections, one under another, with a scroll bar where it must be; GUI thread."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from reluviz.desktop.controls.axes_section import AxesSection
from reluviz.desktop.controls.control import Control
from reluviz.desktop.controls.number_field import NumberField
from reluviz.desktop.controls.race_section import RacerEntry, RaceSection
from reluviz.desktop.controls.section import Edit, FieldSection, Section
from reluviz.desktop.controls.start_section import StartSection
from reluviz.desktop.controls.teacher_section import TeacherSection
from reluviz.desktop.controls.text_control import TextControl
from reluviz.scenario.model import FIELDS, Scenario

ENGINE_PATHS = ("training.seed", "training.engine", "training.precision")
"""The settings of the training that stand in a section of their own."""

LAST = ("training.nesterov",)
"""The settings of the training that stand last, since they come and go with the values of others."""

RACED = ("model", "training", "engine")
"""The sections that show and change the settings of the chosen racer."""

TITLES = {
    "model": QT_TRANSLATE_NOOP("Controls", "Model"),
    "start": QT_TRANSLATE_NOOP("Controls", "Start"),
    "training": QT_TRANSLATE_NOOP("Controls", "Training"),
    "race": QT_TRANSLATE_NOOP("Controls", "Race"),
    "axes": QT_TRANSLATE_NOOP("Controls", "Landscape"),
    "basins": QT_TRANSLATE_NOOP("Controls", "Basin map"),
    "data": QT_TRANSLATE_NOOP("Controls", "Data"),
    "teacher": QT_TRANSLATE_NOOP("Controls", "Teacher"),
    "engine": QT_TRANSLATE_NOOP("Controls", "Engine"),
}
"""What the headings of the sections say."""

BASIN_PATHS = ("view.basins", "view.basin_steps")
"""What the map over the landscape is made from."""


class ControlColumn(QScrollArea):
    """Every control of a scenario.

    Parameters
    ----------
    edit
        Takes each change: the scenario, what Undo says, the key of the gesture; returns what is wrong with it.
    edit_racer
        The same for the settings of the chosen racer; `edit` where there is no race.
    """

    gesture_ended = Signal()

    def __init__(self, edit: Edit, edit_racer: Edit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table = {name: tuple(entry.path for entry in FIELDS[name]) for name in ("model", "training", "data")}
        training = tuple(path for path in table["training"] if path not in (*ENGINE_PATHS, *LAST))
        self.start_section = StartSection("start", edit)
        self.race_section = RaceSection("race", edit)
        self.sections: dict[str, Section] = {
            section.name: section
            for section in (
                FieldSection("model", table["model"], edit_racer),
                self.start_section,
                FieldSection("training", training + LAST, edit_racer),
                self.race_section,
                AxesSection("axes", edit),
                FieldSection("basins", BASIN_PATHS, edit),
                FieldSection("data", table["data"], edit),
                TeacherSection("teacher", edit),
                FieldSection("engine", ENGINE_PATHS, edit_racer),
            )
        }
        inner = QWidget(self)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(16, 0, 8, 8)
        rows.setSpacing(0)
        for section in self.sections.values():
            section.gesture_ended.connect(self.gesture_ended)
            rows.addWidget(section)
        rows.addStretch(1)
        self.setWidget(inner)
        for say in self.retranslations().values():
            say()

    def retranslations(self) -> dict[str, Callable[[], None]]:
        """Return what says everything in the language of now, by name: a section each, for they take long."""
        return {
            f"section_{name}": partial(self._retranslate, section, str(TITLES[name]))
            for name, section in self.sections.items()
        }

    @staticmethod
    def _retranslate(section: Section, title: str) -> None:
        section.retranslate(QCoreApplication.translate("Controls", title))

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        return QSize(self.fontMetrics().height() * 20, 400)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size, with the boxes under their labels; Qt's own."""
        return QSize(self.fontMetrics().height() * 12, 120)

    def roomy_width(self) -> int:
        """Return the width from which on the boxes stand beside their labels."""
        return self.fontMetrics().height() * 17

    def open_sections(self) -> list[str]:
        """Return the names of the sections that are open."""
        return [name for name, section in self.sections.items() if section.is_open]

    def set_open_sections(self, names: list[str]) -> None:
        """Open these sections, and close the others."""
        for name, section in self.sections.items():
            section.set_open(name in names)

    def show_scenario(self, scenario: Scenario, followed: int | None, raced: Scenario | None = None) -> None:
        """Show a scenario, the parameters of the start of this index, and the settings of the chosen racer."""
        self.start_section.index = followed
        for name, section in self.sections.items():
            section.show_scenario(raced if raced is not None and name in RACED else scenario)

    def show_race(self, entries: Sequence[RacerEntry], chosen: int) -> None:
        """Show the racers, and let the settings of the chosen one wear its colour."""
        self.race_section.show_race(entries, chosen)
        worn = (entries[chosen].color, entries[chosen].ink) if len(entries) > 1 else ("", "")
        for name in RACED:
            self.sections[name].heading.wear(*worn)

    def show_followed(self, followed: int | None) -> None:
        """Show the parameters of another start."""
        self.start_section.show_followed(followed)

    def control(self, path: str) -> Control | None:
        """Return the control of a field, if its section has been opened."""
        for section in self.sections.values():
            if path in section.controls:
                return section.controls[path]
        return None

    def finish_typing(self) -> None:
        """Take what is being typed into a control, as if its field were left."""
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return
        if isinstance(focused, NumberField):
            focused.take()
        elif isinstance(parent := focused.parentWidget(), TextControl):
            parent.finish_typing()

    def focus_control(self, path: str) -> bool:
        """Give a field's control the focus, open its section, and scroll to it; tell whether it is there."""
        for section in self.sections.values():
            if path in self._paths(section):
                section.set_open(True)
                control = section.controls.get(path)
                if control is not None and control.isVisibleTo(self):
                    control.setFocus(Qt.FocusReason.ShortcutFocusReason)
                    # What has just been opened has no place yet, and the column no room for it to scroll in.
                    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
                    self.ensureWidgetVisible(control)
                    return True
                return False
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys to the window, so that arrows step and do not scroll; Qt's own."""
        event.ignore()

    @staticmethod
    def _paths(section: Section) -> set[str]:
        found = set(section.controls)
        if isinstance(section, FieldSection):
            found |= set(section.paths)
        elif isinstance(section, StartSection):
            found |= {"start.weight", "start.bias"}
        return found
