"""The controls of the Record dialog: where a film goes, what it shows, how it plays; GUI thread."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reluviz.desktop.controls.choice_control import ChoiceControl
from reluviz.desktop.controls.control import Control
from reluviz.desktop.controls.making import control_for
from reluviz.desktop.films.destinations import DESTINATIONS, FIRST, SIZES, suited
from reluviz.desktop.films.panels_control import PanelsControl
from reluviz.desktop.films.part_control import PartControl
from reluviz.desktop.films.size_control import SizeControl
from reluviz.language import language
from reluviz.scenario.display import Recording
from reluviz.scenario.model import field
from reluviz.scenario.spec import Spec
from reluviz.scenario.text import localized

SPANS = {
    "whole": QT_TRANSLATE_NOOP("Record", "all steps so far"),
    "from": QT_TRANSLATE_NOOP("Record", "from the playhead on"),
    "to": QT_TRANSLATE_NOOP("Record", "up to the playhead"),
    "part": QT_TRANSLATE_NOOP("Record", "a part that is marked"),
    "seen": QT_TRANSLATE_NOOP("Record", "the last 10 s, as seen"),
}
"""The parts of the history that can be recorded."""

FOR = (
    QT_TRANSLATE_NOOP("Record", "For"),
    QT_TRANSLATE_NOOP("Record", "Where the film is to be shown: format and a size that suits it."),
)
STEPS = (
    QT_TRANSLATE_NOOP("Record", "Steps"),
    QT_TRANSLATE_NOOP(
        "Record",
        "What the film shows: a part of the training; or the ten seconds before this dialog was asked for, as they "
        "were seen, with pauses, jumps and changes of the view.",
    ),
)
PART = (
    QT_TRANSLATE_NOOP("Record", "Part"),
    QT_TRANSLATE_NOOP("Record", "The first and the last step; Shift and a drag on the timeline mark them too."),
)
"""Label and help of the controls that are no keys of `[recording]`."""

FIELDS = ("size", "fps", "seconds", "hold", "pace", "loop_back", "theme", "panels", "layout", "caption")
"""The keys of `[recording]` that have a control, in their order."""

GIVEN = ("seconds", "pace")
"""Those that have no say in a film of what was seen: it takes the time that that took."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the controls ask for."""

    destination: str
    span: str
    recording: Recording
    part: tuple[int, int] | None = None
    """The first and the last step that are marked; None: none yet."""

    def steps(self, playhead: int, newest: int) -> tuple[int, int]:
        """Return the first and the last step; of a part that reaches beyond the newest, as far as there are steps."""
        if self.span == "part" and self.part is not None:
            return min(self.part[0], newest), min(self.part[1], newest)
        return (playhead if self.span == "from" else 0), (playhead if self.span == "to" else newest)


class RecordForm(QWidget):
    """Holds a `Wish`, and lets a person change it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = Recording()
        self.wish = Wish(FIRST, "whole", self._own)
        labels = {name: _words(each.label) for name, each in DESTINATIONS.items()}
        self.destination = ChoiceControl(
            Spec("choice", _words(FOR[0]), _words(FOR[1])),
            choices=labels,
        )
        self.span = ChoiceControl(
            Spec("choice", _words(STEPS[0]), _words(STEPS[1])),
            choices={name: _words(text) for name, text in SPANS.items()},
        )
        self.part = PartControl(Spec("int", _words(PART[0]), _words(PART[1])))
        self.controls: dict[str, Control] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        for control in (self.destination, self.span, self.part):
            rows.addWidget(control)
        for name in FIELDS:
            control = _control(name)
            control.setProperty("field", name)
            control.changed.connect(self._on_field_changed)
            self.controls[name] = control
            rows.addWidget(control)
        rows.addStretch(1)
        self.destination.changed.connect(self._on_destination_changed)
        self.span.changed.connect(self._on_span_changed)
        self.part.changed.connect(self.mark)

    def show_recording(self, recording: Recording) -> None:
        """Begin with what a scenario says; nothing is signalled."""
        self._own = recording
        first = suited(recording, recording, FIRST)
        self._show(Wish(FIRST, "whole", first))

    def take_over(self, before: "RecordForm") -> None:
        """Ask for what a form asks for that was made in another language."""
        self._own = before._own
        self._show(before.wish)

    def _show(self, wish: Wish) -> None:
        self.wish = wish
        self.destination.show_value(wish.destination)
        self.span.show_value(wish.span)
        # As wide as it will be: while it is hidden it has no width, and would ask for the height of a narrow one.
        self.part.resize(self.span.width(), self.part.height())
        self.part.updateGeometry()
        self.part.setVisible(wish.span == "part")
        self.part.show_value(wish.part or (0, 0))
        for name in GIVEN:
            self.controls[name].setEnabled(wish.span != "seen")
        theme = self.controls["theme"]
        if isinstance(theme, ChoiceControl):
            keeps = DESTINATIONS[wish.destination].format.keeps_alpha
            shown = theme.spec.shown_choices()
            theme.set_choices({name: label for name, label in shown.items() if keeps or name != "transparent"})
        for name, control in self.controls.items():
            value = getattr(wish.recording, name)
            # A caption in several languages stays one until it is changed.
            control.show_value(localized(value, language()) if name == "caption" else value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter take what is typed, and not press the dialog's button too; elsewhere it presses it; Qt's own."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        event.setAccepted(is_enter and isinstance(self.focusWidget(), QLineEdit))

    def _take(self, wish: Wish) -> None:
        self._show(wish)
        self.changed.emit()

    def _on_destination_changed(self, name: str) -> None:
        recording = suited(self.wish.recording, self._own, name)
        self._take(replace(self.wish, destination=name, recording=recording))

    def _on_span_changed(self, name: str) -> None:
        self._take(replace(self.wish, span=name))

    def mark(self, part: tuple[int, int] | None) -> None:
        """Have the film show a part, or without one everything again."""
        span = "part" if part is not None else "whole" if self.wish.span == "part" else self.wish.span
        self._take(replace(self.wish, span=span, part=part))

    def _on_field_changed(self, value: object) -> None:
        control = self.sender()
        if isinstance(control, Control):
            changes = {str(control.property("field")): value}
            self._take(replace(self.wish, recording=replace(self.wish.recording, **changes)))


def _words(text: object) -> str:
    return QCoreApplication.translate("Record", str(text))


def _control(name: str) -> Control:
    spec = field(f"recording.{name}").spec
    if name == "size":
        return SizeControl(spec, SIZES)
    if name == "panels":
        return PanelsControl(spec)
    if name == "theme":
        # Always a list: which themes there are depends on the format.
        return ChoiceControl(spec)
    return control_for(spec)
