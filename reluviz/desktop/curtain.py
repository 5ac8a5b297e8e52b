"""Keeps what is seen while what comes next is drawn, a little a turn, and shows that all at once; GUI thread."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from reluviz.desktop.hush import HUSH
from reluviz.scene.turn import Turn
from reluviz.scene.view import Canvas

LOW = Qt.EventPriority.LowEventPriority.value
"""As Qt has it: what else is due comes first."""

PAUSE_MS = 1
"""Between two turns, in which keys and the mouse are heard."""

PAINT_MS = 20
"""After how long, once windows may be painted, they have been: other threads go on then."""


class Curtain(QObject):
    """Puts off the painting of all windows until the pictures have been drawn that it will copy.

    A cue, a theme or a language changes nearly all that is seen: drawn by the paint that shows it, it would keep the
    window for a tenth of a second. What was seen before stays meanwhile as a whole, and goes as a whole. Behind it
    the parts of the window may be changed one after another as well (`change`).
    """

    def __init__(self, canvases: Iterable[Canvas], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvases = canvases
        self._turn = Turn(self)
        self._steps: dict[str, Callable[[], None]] = {}
        """What is to be done before the pictures, by name, in its order."""
        self._work: Iterator[None] = iter(())
        self._windows: list[QWidget] = []
        self._due: list[QWidget] = []
        """The windows that would have been painted meanwhile."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._on_turn)
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.setInterval(PAINT_MS)
        self._painted.timeout.connect(HUSH.end)

    @property
    def is_drawn(self) -> bool:
        """Whether painting is put off."""
        return bool(self._windows)

    def change(self, steps: Mapping[str, Callable[[], None]]) -> None:
        """Do these steps in their order, a few a turn, and then draw; at once if there is no window to be seen.

        A step of the same name that has not been done yet is left out: the new one comes after all that is due.
        """
        for name, step in steps.items():
            self._steps.pop(name, None)
            self._steps[name] = step
        self.draw_alone()
        while self._steps and not self._windows:
            self._step()

    def draw(self) -> None:
        """Put painting off until all that is seen now has been drawn."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window not in self._windows:
                window.installEventFilter(self)
                self._windows.append(window)
        self._work = self._pieces()
        if self._windows:
            self._timer.start()

    def draw_alone(self) -> None:
        """Draw while the threads that compute stand still: for a picture that comes once, and is waited for.

        Under a slider one picture follows the other, and what the threads find is what is to be seen of it.
        """
        self.draw()
        if self._windows:
            self._painted.stop()
            HUSH.begin()
        else:
            HUSH.end()

    def open(self) -> None:
        """Have painted what is there."""
        self._timer.stop()
        self._steps.clear()
        self._work = iter(())
        if self._windows:
            self._painted.start()
        windows, due = filter(isValid, self._windows), filter(isValid, self._due)  # one may have been closed meanwhile
        self._windows, self._due = [], []
        for window in windows:
            window.removeEventFilter(self)
        for window in due:
            QCoreApplication.postEvent(window, QEvent(QEvent.Type.UpdateRequest), LOW)

    def close(self) -> None:
        """Have painted what is there, and keep nobody waiting."""
        self.open()
        self._painted.stop()
        HUSH.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put off what Qt would paint now; Qt's own."""
        if event.type() != QEvent.Type.UpdateRequest or not isinstance(watched, QWidget):
            return False
        if watched not in self._due:
            self._due.append(watched)
        return True

    def _pieces(self) -> Iterator[None]:
        for canvas in self._canvases:
            if canvas.isVisible():
                yield from canvas.prepare()

    def _step(self) -> None:
        name = next(iter(self._steps))
        self._steps.pop(name)()

    def _on_turn(self) -> None:
        is_done = False
        try:
            while self._steps:
                self._step()
                if self._turn.is_full:
                    return
            is_done = True
            for _ in self._work:
                if self._turn.is_full:
                    is_done = False
                    return
        finally:
            # After an error too: a window that is never painted again would be worse than a late picture, and one that
            # has been changed by half worse than one that lacks a part.
            if is_done:
                self.open()
            else:
                self._timer.start()
