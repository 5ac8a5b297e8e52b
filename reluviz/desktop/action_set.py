"""Makes the window's actions and menus from the table, and finds the action of a key; GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from reluviz.desktop.action_spec import ActionSpec
from reluviz.desktop.actions import ACTIONS, MENUS, WITHIN, is_plain
from reluviz.desktop.handlers.basins import BasinHandlers
from reluviz.desktop.handlers.camera import CameraHandlers
from reluviz.desktop.handlers.edit import EditHandlers
from reluviz.desktop.handlers.file import FileHandlers
from reluviz.desktop.handlers.help import HelpHandlers
from reluviz.desktop.handlers.language import LanguageHandlers
from reluviz.desktop.handlers.lessons import LessonHandlers
from reluviz.desktop.handlers.pictures import PictureHandlers
from reluviz.desktop.handlers.plane import PlaneHandlers
from reluviz.desktop.handlers.presenter import PresenterHandlers
from reluviz.desktop.handlers.race import RaceHandlers
from reluviz.desktop.handlers.record import RecordHandlers
from reluviz.desktop.handlers.run import RunHandlers
from reluviz.desktop.handlers.starts import StartHandlers
from reluviz.desktop.handlers.view import ViewHandlers

REPEATING = frozenset(
    {"step_forward", "step_back", "faster", "slower", "next_run", "previous_run"}
    | {"next_racer", "previous_racer"}
    | {"turn_left", "turn_right", "tilt_up", "tilt_down", "zoom_in", "zoom_out"}
    | {"move_left", "move_right", "move_up", "move_down"}
)
"""The actions that a held key repeats."""

NEVER_AT_A_CONTROL = frozenset({"remove_start"})
"""The actions whose key does nothing where a control has the focus: it was meant for what the control holds."""


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the table's `call` names."""

    file: FileHandlers
    edit: EditHandlers
    run: RunHandlers
    starts: StartHandlers
    view: ViewHandlers
    basins: BasinHandlers
    plane: PlaneHandlers
    race: RaceHandlers
    camera: CameraHandlers
    views: PictureHandlers
    record: RecordHandlers
    language: LanguageHandlers
    lessons: LessonHandlers
    presenter: PresenterHandlers
    help: HelpHandlers


def handler_of(handlers: Handlers, spec: ActionSpec) -> Callable[..., Any]:
    """Return what an action calls."""
    group, _, method = spec.call.partition(".")
    return getattr(getattr(handlers, group), method)


class ActionSet(QObject):
    """All actions by name; keys that a focused control may want are looked up only after it has not wanted them."""

    lacked = Signal(str)
    """The key of an action that can do nothing was pressed: why."""

    def __init__(self, handlers: Handlers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.actions: dict[str, QAction] = {}
        self._plain: dict[str, str] = {}
        self._menus: dict[str, QMenu] = {}
        for spec in ACTIONS:
            self.actions[spec.name] = self._made(spec, handler_of(handlers, spec))

    def __getitem__(self, name: str) -> QAction:
        return self.actions[name]

    def _made(self, spec: ActionSpec, call: Callable[..., Any]) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        action.setStatusTip("")
        shortcuts = [QKeySequence(keys) for keys in spec.keys if not is_plain(keys)]
        plain = [keys for keys in spec.keys if is_plain(keys)]
        self._plain |= {
            QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText): spec.name for keys in plain
        }
        if shortcuts:
            action.setShortcuts(shortcuts)
        if spec.checkable:
            action.triggered.connect(call)
        else:
            action.triggered.connect(_WithoutState(call, self).call)
        _say(action, spec)
        return action

    def check(self, checks: dict[str, bool]) -> None:
        """Show which of some actions are on."""
        for name, checked in checks.items():
            self.actions[name].setChecked(checked)

    def retranslate(self) -> None:
        """Say actions and menus in the language of now."""
        for spec in ACTIONS:
            _say(self.actions[spec.name], spec)
        for name, menu in self._menus.items():
            menu.setTitle(QCoreApplication.translate("Actions", str(MENUS[name])))

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Put the menus into a menu bar, and return them by name."""
        for name, title in MENUS.items():
            words = QCoreApplication.translate("Actions", str(title))
            if name in WITHIN:
                within = self._menus[WITHIN[name]]
                if within.actions()[-1].menu() is None:
                    within.addSeparator()
                menu = within.addMenu(words)
            else:
                menu = bar.addMenu(words)
                menu.aboutToHide.connect(_BarLeft(bar).later)
            self._menus[name] = menu
            group = 0
            for spec in ACTIONS:
                if spec.menu != name:
                    continue
                if spec.group != group:
                    menu.addSeparator()
                    group = spec.group
                menu.addAction(self.actions[spec.name])
        return self._menus

    def press(self, event: QKeyEvent, at_control: bool) -> bool:
        """Trigger the action of a key that nobody else wanted, and tell whether there is one.

        Parameters
        ----------
        at_control
            Whether a control has the focus, which did not want the key.
        """
        combination = event.keyCombination()
        modifiers = combination.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = QKeySequence(QKeyCombination(modifiers, combination.key()))
        text = keys.toString(QKeySequence.SequenceFormat.PortableText)
        name = self._plain.get(text)
        if name is None and event.text() and not event.text().isalnum():
            # A question mark or a bracket, wherever the keyboard has it.
            name = self._plain.get(event.text())
        if name is None or (at_control and name in NEVER_AT_A_CONTROL):
            return False
        action = self.actions[name]
        why = next(spec.shown_lacking() for spec in ACTIONS if spec.name == name)
        if why and not action.isEnabled():
            self.lacked.emit(why)
        if action.isEnabled() and (not event.isAutoRepeat() or name in REPEATING):
            action.trigger()
        return True

    def press_shortcut(self, event: QKeyEvent) -> bool:
        """Trigger the action of a shortcut that was pressed in a window without any; tell whether there is one."""
        keys = QKeySequence(event.keyCombination())
        found = [action for action in self.actions.values() if keys in action.shortcuts()]
        for action in found:
            action.trigger()
        return bool(found)


class _BarLeft(QObject):
    """Gives the focus back when a menu has been left: Qt lets the bar keep it, and Space would open the menu again."""

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._bar = bar

    def later(self) -> None:
        """Do it once it is known whether another menu opens."""
        QTimer.singleShot(0, self._leave)

    def _leave(self) -> None:
        if self._bar.hasFocus() and QApplication.activePopupWidget() is None:
            left = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self._bar, left)


def _say(action: QAction, spec: ActionSpec) -> None:
    """Give an action its words, and its key, in the language of now."""
    text = spec.shown_text()
    native = [QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in spec.keys]
    keys = f" ({native[0]})" if native else ""
    action.setToolTip(f"<b>{text.replace('&', '')}</b>{keys}<br>{spec.shown_help()}")
    # Shown, but no shortcut where it is a plain key: that would take the key away from a focused control.
    is_only_shown = native and not action.shortcuts()
    action.setText(f"{text}\t{native[0]}" if is_only_shown else text)


class _WithoutState(QObject):
    """Calls a function without the checked state that the signal carries."""

    def __init__(self, function: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._function = function

    def call(self, _checked: bool = False) -> None:
        self._function()
