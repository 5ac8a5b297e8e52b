"""Has threads that compute stand still while a frame is made and painted, and go on after it; GUI thread."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from reluviz.desktop.hush import TURNS

PAINT_MS = 1
"""After how long what a frame has changed is painted: Qt does that before any timer that begins with the frame."""

REST_SHARES = 0.5, 2.5
"""Of the time that a frame took: for so long the threads go on before the next one begins, if any stood still; and at
most, where trainings are behind."""

LONGER, SHORTER = 1.15, 0.98
"""By what the share changes with each frame, as trainings are behind or not."""

LONGEST_REST_SECONDS = 0.08


class FrameHush(QObject):
    """Gives frames and threads their turns: beside each other they pass Python's lock to and fro, and both take twice.

    Events are heard between them.

    Parameters
    ----------
    is_behind
        Tells whether a training is slower than it is asked to be: then the threads have more time.
    """

    def __init__(self, is_behind: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_behind = is_behind
        self._share = REST_SHARES[0]
        self._begun = self._rested = 0.0
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.setInterval(PAINT_MS)
        self._painted.timeout.connect(self.end)

    @property
    def is_over(self) -> bool:
        """Whether the next frame may begin."""
        return not self._painted.isActive() and perf_counter() >= self._rested

    def begin(self) -> None:
        """Have the threads stand still until what is drawn now has been painted."""
        if not self._painted.isActive():
            self._begun = perf_counter()
        TURNS.begin()
        self._painted.start()

    def end(self) -> None:
        """Let the threads go on."""
        self._painted.stop()
        self._rested = now = perf_counter()
        has_kept, is_behind = TURNS.end(), self._is_behind()
        if has_kept or is_behind:
            least, most = REST_SHARES
            self._share = min(max(self._share * (LONGER if is_behind else SHORTER), least), most)
            self._rested += min(self._share * (now - self._begun), LONGEST_REST_SECONDS)
