"""Presenting: the stage and its panels fill a screen, notes stand on another, and a clicker leads; GUI thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from reluviz.desktop.handlers.lessons import LessonHandlers
from reluviz.desktop.notes_window import NotesWindow

if TYPE_CHECKING:
    from reluviz.desktop.window import MainWindow

NEXT = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter})
PREVIOUS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace})
BLANK = frozenset({Qt.Key.Key_B, Qt.Key.Key_Period})
"""The keys of clickers and of slide programs."""

WORDS, SWAP = Qt.Key.Key_W, Qt.Key.Key_X
DIGITS = range(Qt.Key.Key_1.value, Qt.Key.Key_9.value + 1)


class PresenterHandlers(QObject):
    """Presenter mode, and the window of the speaker's notes."""

    changed = Signal()
    """It has begun or ended, or the notes have been opened or closed."""

    def __init__(
        self, lessons: LessonHandlers, cue_bar: QWidget, hide_chrome: Callable[[bool], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.lessons = lessons
        self._cue_bar = cue_bar
        self._hide_chrome = hide_chrome
        self.window: MainWindow
        self.presenting = False
        self.blank: QWidget | None = None
        """What covers the window while it is blank."""
        self.notes: NotesWindow | None = None
        self._said = ("", "", "")
        self._was_full = False

    def set_presenting(self, presenting: bool) -> None:
        """Fill the screen without chrome, in larger type, or bring everything back."""
        if presenting == self.presenting:
            return
        self.presenting = presenting
        if presenting:
            self._was_full = self.window.isFullScreen()
            self.window.state.borrow("presenting")
            self._hide_chrome(True)
            self.window.set_full_screen(True)
            self.window.enlarge(True)
            if len(QGuiApplication.screens()) > 1:
                self.set_notes(True)
        else:
            self._uncover()
            self._cue_bar.setMaximumHeight(16777215)
            # Before the panels get the sizes back that they had with the type as chosen.
            self.window.enlarge(False)
            self._hide_chrome(False)
            if not self._was_full:
                self.window.set_full_screen(False)
            self.window.state.give_back("presenting")
        self.changed.emit()

    def set_notes(self, shown: bool) -> None:
        """Open the speaker's notes, on another screen if there is one, or close them."""
        if shown and self.notes is None:
            # On the same screen it stands above the main window, which may fill the screen.
            is_above = len(QGuiApplication.screens()) == 1
            # As chosen: the speaker sits in front of it, whatever the audience needs.
            self.notes = NotesWindow(self.window.type_size.chosen, self.window if is_above else None)
            self.window.scale_changed.connect(self._on_scale_changed)
            self.notes.closed.connect(self._on_notes_closed)
            self.notes.key_pressed.connect(self._on_notes_key)
            self.notes.show_notes(*self._said)
            self._place(self.notes, 1)
            self.notes.show()
            first = self.notes if is_above else self.window
            first.raise_()
            first.activateWindow()
        elif not shown and self.notes is not None:
            self.notes.close()
        self.changed.emit()

    def show_notes(self, title: str, notes: str, following: str) -> None:
        """Take what the speaker reads."""
        self._said = (title, notes, following)
        if self.notes is not None:
            self.notes.show_notes(*self._said)

    def close(self) -> None:
        """Close the notes, and leave."""
        if self.notes is not None:
            self.notes.close()
        self._uncover()

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key that means something only while presenting; tell whether it did."""
        if not self.presenting or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if key in BLANK:
            self._toggle_blank()
        elif self.blank is not None:
            self._uncover()
        elif key == Qt.Key.Key_Escape:
            self.set_presenting(False)
        elif key == SWAP:
            self._swap()
        elif self.lessons.lesson is None:
            return False
        elif key in NEXT:
            self.lessons.next_cue()
        elif key in PREVIOUS:
            self.lessons.previous_cue()
        elif key in DIGITS:
            self.lessons.jump(key - DIGITS.start)
        elif key == WORDS:
            self._cue_bar.setMaximumHeight(0 if self._cue_bar.maximumHeight() else 16777215)
        else:
            return False
        return True

    def _toggle_blank(self) -> None:
        if self.blank is not None:
            self._uncover()
            return
        self.blank = QWidget(self.window)
        self.blank.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.blank.setStyleSheet("background: black")  # the window's own sheet would win over a palette
        self.blank.setGeometry(self.window.rect())
        self.blank.show()
        self.blank.raise_()

    def _uncover(self) -> None:
        if self.blank is not None:
            self.blank.hide()
            self.blank.deleteLater()
            self.blank = None

    def _swap(self) -> None:
        """Let window and notes change screens."""
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            place = (screens.index(self.window.screen()) + 1) % len(screens)
            self._move(self.window, place)
            if self.notes is not None:
                self._place(self.notes, 1)

    def _place(self, widget: QWidget, distance: int) -> None:
        """Move a window to the screen after the main window's; where there is but one, leave it where it is."""
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            self._move(widget, (screens.index(self.window.screen()) + distance) % len(screens))

    @staticmethod
    def _move(widget: QWidget, place: int) -> None:
        state = widget.windowState()
        widget.setWindowState(Qt.WindowState.WindowNoState)
        widget.setGeometry(QGuiApplication.screens()[place].availableGeometry())
        widget.setWindowState(state)

    def _on_notes_key(self, event: QKeyEvent) -> None:
        """Act on a key as the main window does: the speaker may have clicked on the notes."""
        actions = self.window.actions_by_name
        if self.press(event) or actions is None:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.set_notes(False)
        elif event.key() == Qt.Key.Key_PageDown:
            self.lessons.next_cue()
        elif event.key() == Qt.Key.Key_PageUp:
            self.lessons.previous_cue()
        elif not actions.press_shortcut(event):
            actions.press(event, at_control=False)

    def _on_scale_changed(self) -> None:
        if self.notes is not None:
            self.notes.set_scale(self.window.type_size.chosen)

    def _on_notes_closed(self) -> None:
        if self.notes is not None:
            self.window.scale_changed.disconnect(self._on_scale_changed)
            self.notes.deleteLater()
            self.notes = None
            self.changed.emit()
