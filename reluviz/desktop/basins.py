"""Computes basin maps in a thread of its own, the newest question first, and answers in the GUI thread."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reluviz.desktop.answers import ThreadedAnswers
from reluviz.errors import EngineFailed
from reluviz.training.basins import AbandonedError, BasinQuestion, Basins, ManyStarts, compute_basins

if TYPE_CHECKING:
    # What computes a map is imported by the thread, with its first question: most windows open without one.
    from reluviz.training.basins_remote import RemoteStarts
    from reluviz.training.tensorflow_process import TensorflowProcess

COARSE, MIDDLE = 50, 150
"""The columns and rows of the first map, and of one before a map that takes its time."""

PATIENCE_SECONDS = 1.0
"""A map that takes longer than this is preceded by a middling one."""

POLL_SECONDS = 0.02
"""How often the thread looks whether TensorFlow is ready."""


class ThreadedBasins(ThreadedAnswers[BasinQuestion]):
    """A `reluviz.scene.basins.BasinSource` that never keeps the GUI thread waiting.

    One thread, started with the first question. It answers the newest question alone: a coarse map at once, then a fine
    one; a new question ends the work on the one before within a piece of some milliseconds, and drops its answer. The
    TensorFlow process steps the starts where it is ready and suits, NumPy elsewhere and until then. Whoever made it
    closes it.

    Parameters
    ----------
    process
        Returns the TensorFlow process; None where there is none.
    """

    def __init__(self, process: "Callable[[], TensorflowProcess | None]", parent: QObject | None = None) -> None:
        super().__init__("reluviz basins", AbandonedError, parent)
        self._process = process
        self._wanted: BasinQuestion | None = None
        self._is_open = False  # whether anything of the wanted question is left to be computed
        self._answer: Basins | None = None

    def request(self, question: BasinQuestion) -> Basins | None:
        """Return the answer to this question so far; None, and compute it, while there is none."""
        with self._wake:
            if question != self._wanted and not self._is_closing:
                self._wanted, self._is_open, self._answer = question, True, None
                self._work_again()
            return self._answer if question == self._wanted else None

    def leave(self) -> None:
        """Compute nothing more until the next request."""
        with self._wake:
            self._wanted, self._is_open, self._answer = None, False, None
            self._wake.notify_all()

    # ---- the thread --------------------------------------------------------------------------------------------------

    def _question(self) -> BasinQuestion | None:
        return self._wanted if self._is_open else None

    def _give_up(self, question: BasinQuestion) -> None:
        if self._wanted is question:
            self._is_open = False

    def _work_on(self, question: BasinQuestion) -> None:
        from reluviz.training.basins_numpy import numpy_starts

        coarse = _of_size(question, COARSE)
        starts = self._ready_starts(coarse)
        begun = perf_counter()
        self._answer_by(question, coarse, starts or numpy_starts(coarse))
        seconds = (perf_counter() - begun) * question.columns * question.rows / (coarse.columns * coarse.rows)
        if starts is None and seconds > PATIENCE_SECONDS:
            middle = _of_size(question, MIDDLE)
            self._answer_by(question, middle, numpy_starts(middle))
        self._answer_by(question, question, self._awaited_starts(question) or numpy_starts(question))
        if starts is None:
            self._ready_starts(coarse)  # so that the next question's first map is quick
        with self._wake:
            self._give_up(question)  # all of it is answered

    def _answer_by(self, asked: BasinQuestion, question: BasinQuestion, starts: ManyStarts) -> None:
        """Compute one map for a question, and answer with it; by NumPy if TensorFlow's process ends meanwhile."""

        from reluviz.training.basins_numpy import numpy_starts

        def is_wanted() -> bool:
            return self._wanted is asked and not self._is_closing

        try:
            found = compute_basins(question, starts, is_wanted=is_wanted)[0]
        except EngineFailed:
            found = compute_basins(question, numpy_starts(question), is_wanted=is_wanted)[0]
        with self._wake:
            if self._wanted is not asked:
                raise AbandonedError
            self._answer = found
        self._answered.emit()

    def _ready_starts(self, question: BasinQuestion) -> "RemoteStarts | None":
        """Return TensorFlow's starts if they are ready now; else have them made ready, and return None."""
        from reluviz.training.basins_remote import RemoteStarts, recipe_of, suits_tensorflow

        process = self._process() if suits_tensorflow(question) else None
        if process is None:
            return None
        try:
            recipe = recipe_of(question)
            process.want(recipe)
            return RemoteStarts(process, question) if process.has(recipe) else None
        except EngineFailed:
            return None

    def _awaited_starts(self, question: BasinQuestion) -> "RemoteStarts | None":
        """Return TensorFlow's starts when they are ready; None where they never will be."""
        from reluviz.training.basins_remote import suits_tensorflow

        while True:
            starts = self._ready_starts(question)
            process = self._process()
            if starts is not None or not suits_tensorflow(question):
                return starts
            if process is None or process.standing in {"failed", "closed"}:
                return None
            with self._wake:
                self._wake.wait_for(lambda: self._wanted is not question or self._is_closing, POLL_SECONDS)
                if self._wanted is not question or self._is_closing:
                    raise AbandonedError


def _of_size(question: BasinQuestion, side: int) -> BasinQuestion:
    return replace(question, columns=min(side, question.columns), rows=min(side, question.rows))
