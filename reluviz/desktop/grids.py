"""Computes the landscape's grids in a thread of its own, the newest question first, and answers in the GUI thread."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from reluviz.scene.grids import Grid, GridKey, compute_grid


class ThreadedGrids(QObject):
    """A `reluviz.scene.grids.GridSource` that never keeps the GUI thread waiting.

    One thread, started with the first question that is not cheap. A new question replaces one that waits; of two
    answers the later one stays. Whoever made it closes it.
    """

    _answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changed: Callable[[], None] = _nothing
        self._wake = threading.Condition()
        self._wanted: GridKey | None = None
        self._answer: Grid | None = None
        self._failed: GridKey | None = None
        self._is_closing = False
        self._thread: threading.Thread | None = None
        self.failure = ""
        """What went wrong with the last question, in one line; empty if nothing did."""
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Take the function to call, in the GUI thread, when an answer has come."""
        self._changed = callback

    def request(self, key: GridKey) -> Grid | None:
        """Return the answer if it is there, or cheap; else None, and compute it."""
        with self._wake:
            if self._answer is not None and self._answer.key == key:
                return self._answer
            if key == self._failed or self._is_closing:
                return None
            if not key.is_cheap:
                self._wanted = key
                if self._thread is None:
                    self._thread = threading.Thread(target=self._work, name="reluviz grids")
                    self._thread.start()
                self._wake.notify()
                return None
            self._wanted = None
        answer = compute_grid(key)
        with self._wake:
            self._answer = answer
        return answer

    def newest(self) -> Grid | None:
        """Return the last answer, be it to an older question."""
        with self._wake:
            return self._answer

    def close(self) -> None:
        """End the thread; a question that is being answered is finished first."""
        with self._wake:
            self._is_closing = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._wanted is not None or self._is_closing)
                if self._is_closing:
                    return
                key, self._wanted = self._wanted, None
            if key is None:
                continue
            try:
                answer = compute_grid(key)
            except Exception as error:
                with self._wake:
                    self._failed = key
                    self.failure = f"{type(error).__name__}: {error}"
            else:
                with self._wake:
                    self._answer = answer
                    self.failure = ""
            if not self._is_closing:
                self._answered.emit()

    def _on_answered(self) -> None:
        if not self._is_closing:
            self._changed()


def _nothing() -> None:
    """Stand in until somebody wants to know."""
