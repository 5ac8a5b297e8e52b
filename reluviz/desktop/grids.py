"""Computes the landscape's grids in a thread of its own, the newest question first, and answers in the GUI thread."""

import threading
from collections.abc import Callable
from dataclasses import replace
from math import sqrt
from time import perf_counter

from PySide6.QtCore import QObject, Qt, Signal

from reluviz.scene.grids import AbandonedError, Grid, GridKey, compute_grid

PATIENCE_SECONDS = 0.15
"""An answer that takes longer is preceded by a coarser one, and left for a newer question."""

COARSE_SECONDS = 0.05
"""How long the coarser one may take."""

COARSEST = (41, 25)
"""The columns and rows that it has at least; what is left of a newer question's landscape is measured with it."""


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
        self._failure: Exception | None = None
        self._is_closing = False
        self._thread: threading.Thread | None = None
        # Of the worker thread alone: the seconds that a point takes, of the landscape that was asked for last.
        self._priced: GridKey | None = None
        self._price = 0.0
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
        """Return the last answer, be it to an older question, or a coarser one."""
        with self._wake:
            return self._answer

    def close(self) -> None:
        """End the thread; a question that is being answered is left."""
        with self._wake:
            self._is_closing = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    # ---- the thread --------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._wanted is not None or self._is_closing)
                if self._is_closing:
                    return
                key = self._wanted
            if key is None:
                continue
            try:
                self._work_on(key)
            except AbandonedError:
                continue
            except Exception as error:  # the thread goes on for other questions; the GUI thread raises it
                with self._wake:
                    self._failed, self._failure = key, error
                    self._leave(key)
                self._answered.emit()

    def _work_on(self, key: GridKey) -> None:
        coarse = self._coarser(key)
        if coarse is not None:
            self._take(self._priced_grid(coarse))
        # Short work is finished even while newer questions come: the map of a moment ago is better than none.
        is_long = self._seconds(key) > PATIENCE_SECONDS
        grid = compute_grid(key, lambda: self._is_wanted(key) if is_long else not self._is_closing)
        with self._wake:
            self._leave(key)
        self._take(grid)

    def _coarser(self, key: GridKey) -> GridKey | None:
        """Return the question to answer first, with as many points as the time allows; None: the whole one."""
        if self._priced is None or not self._priced.same_axes(key):
            least = replace(key, columns=min(COARSEST[0], key.columns), rows=min(COARSEST[1], key.rows))
            self._take(self._priced_grid(least))
        if self._seconds(key) <= PATIENCE_SECONDS:
            return None
        share = COARSE_SECONDS / self._seconds(key)
        if key.kind == "map":
            share = sqrt(share)
        columns = max(COARSEST[0], round(share * key.columns))
        rows = max(COARSEST[1], round(share * key.rows)) if key.kind == "map" else 1
        return replace(key, columns=min(columns, key.columns), rows=min(rows, key.rows))

    def _seconds(self, key: GridKey) -> float:
        return self._price * key.columns * key.rows

    def _priced_grid(self, key: GridKey) -> Grid:
        begun = perf_counter()
        grid = compute_grid(key, lambda: not self._is_closing)
        self._priced, self._price = key, (perf_counter() - begun) / (key.columns * key.rows)
        return grid

    def _is_wanted(self, key: GridKey) -> bool:
        return not self._is_closing and self._wanted in {key, None}

    def _leave(self, key: GridKey) -> None:
        if self._wanted == key:
            self._wanted = None

    def _take(self, grid: Grid) -> None:
        with self._wake:
            self._answer = grid
        if not self._is_closing:
            self._answered.emit()

    # ---- the GUI thread ----------------------------------------------------------------------------------------------

    def _on_answered(self) -> None:
        with self._wake:
            failure, self._failure = self._failure, None
        if failure is not None:
            raise failure
        if not self._is_closing:
            self._changed()


def _nothing() -> None:
    """Stand in until somebody wants to know."""
