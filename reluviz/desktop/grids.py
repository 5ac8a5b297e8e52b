"""Computes the landscape's grids in a thread of its own, the newest question first, and answers in the GUI thread."""

from dataclasses import replace
from math import sqrt
from time import perf_counter

from PySide6.QtCore import QObject

from reluviz.desktop.answers import ThreadedAnswers
from reluviz.desktop.hush import keep
from reluviz.scene.grids import AbandonedError, Grid, GridKey, compute_grid

PATIENCE_SECONDS = 0.15
"""An answer that takes longer is preceded by a coarser one, and left for a newer question."""

COARSE_SECONDS = 0.05
"""How long the coarser one may take."""

COARSEST = (41, 25)
"""The columns and rows that it has at least; what is left of a newer question's landscape is measured with it."""


class ThreadedGrids(ThreadedAnswers[GridKey]):
    """A `reluviz.scene.grids.GridSource` that never keeps the GUI thread waiting.

    One thread, started with the first question that is not cheap. A new question replaces one that waits; of two
    answers the later one stays. Whoever made it closes it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("reluviz grids", AbandonedError, parent)
        self._wanted: GridKey | None = None
        self._answer: Grid | None = None
        self._failed: GridKey | None = None
        # Of the worker thread alone: the seconds that a point takes, of the landscape that was asked for last.
        self._priced: GridKey | None = None
        self._price = 0.0
        self._stood = 0.0  # seconds for which it has stood still, in all

    def request(self, key: GridKey) -> Grid | None:
        """Return the answer if it is there, or cheap; else None, and compute it."""
        with self._wake:
            if self._answer is not None and self._answer.key == key:
                return self._answer
            if key == self._failed or self._is_closing:
                return None
            if not key.is_cheap:
                self._wanted = key
                self._work_again()
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

    # ---- the thread --------------------------------------------------------------------------------------------------

    def _question(self) -> GridKey | None:
        return self._wanted

    def _give_up(self, question: GridKey) -> None:
        self._failed = question
        self._leave(question)

    def _work_on(self, question: GridKey) -> None:
        coarse = self._coarser(question)
        if coarse is not None:
            self._take(self._priced_grid(coarse))
        # Short work is finished even while newer questions come: the map of a moment ago is better than none.
        is_long = self._seconds(question) > PATIENCE_SECONDS
        grid = compute_grid(question, lambda: self._goes_on(question if is_long else None))
        with self._wake:
            self._leave(question)
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
        begun = perf_counter() - self._stood
        grid = compute_grid(key, self._goes_on)
        self._priced, self._price = key, (perf_counter() - self._stood - begun) / (key.columns * key.rows)
        return grid

    def _goes_on(self, key: GridKey | None = None) -> bool:
        """Return whether an answer is still wanted, be there a newer question than `key` or not without one."""
        self._stood += keep()
        return not self._is_closing and (key is None or self._wanted in {key, None})

    def _leave(self, key: GridKey) -> None:
        if self._wanted == key:
            self._wanted = None

    def _take(self, grid: Grid) -> None:
        with self._wake:
            self._answer = grid
        if not self._is_closing:
            self._answered.emit()
