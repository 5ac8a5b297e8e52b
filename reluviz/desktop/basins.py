"""Computes basin maps in a thread of its own, the newest question first, and answers in the GUI thread."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reluviz.desktop.answers import ThreadedAnswers
from reluviz.desktop.hush import keep
from reluviz.errors import EngineFailed
from reluviz.scene.basins import Progress
from reluviz.training.basins import AbandonedError, BasinQuestion, Basins, ManyStarts, compute_basins

if TYPE_CHECKING:
    # What computes a map is imported by the thread, with its first question: most windows open without one.
    from reluviz.training.basins_remote import RemoteStarts
    from reluviz.training.sorted_inputs import BatchMemory
    from reluviz.training.tensorflow_process import TensorflowProcess

TINY, SMALL, COARSE, MIDDLE = 10, 25, 50, 150
"""The columns and rows of maps that come before the fine one: the coarse one with exact gradients, the small one with
mini-batches, the others where it takes long."""

EARLY = 20
"""The very first map of what may take long is tiny, and of so many times fewer steps."""

LONG_STEPS, LONG_INPUTS = 10_000, 20_000_000
"""With more steps than these, or more inputs in all its batches, even one unit's coarse map may take long."""

PATIENCE_SECONDS = 1.0
"""A map that takes longer than this is preceded by a smaller one."""

TELLING_SECONDS = 0.5
"""After how long it is told how far a map is, and how often from then on."""

STARVING_SECONDS, SPARED_SECONDS = 0.15, 2.0
"""While newer questions come so fast that none has been answered for so long, one that is being worked on is answered
for all that, with a small map, if it takes no longer than this; what comes of it is shown as outdated."""

POLL_SECONDS = 0.02
"""How often the thread looks whether TensorFlow is ready."""


class ThreadedBasins(ThreadedAnswers[BasinQuestion]):
    """A `reluviz.scene.basins.BasinSource` that never keeps the GUI thread waiting.

    One thread, started with the first question. It answers the newest question alone: a coarse map at once, then finer
    ones; a new question ends the work on the one before within a piece of some milliseconds, and drops its answer. The
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
        self._newest: Basins | None = None
        self._progress: Progress | None = None
        self._silent_since: float | None = None  # when first a question was left of which nothing was answered yet
        self._is_left = False  # whether nobody asks for now: the work stands still until somebody does
        self._is_paused = False  # whether the thread stands still for that
        self._begun: BasinQuestion | None = None  # the question whose first map is being computed
        self._memory: BatchMemory | None = None  # of the maps that NumPy computes in this process
        self._spared: BasinQuestion | None = None  # the same, if it is to be answered although newer ones have come

    def request(self, question: BasinQuestion) -> Basins | None:
        """Return the answer to this question so far; None, and compute it, while there is none.

        After `leave`, the work on the same question goes on where it was.
        """
        with self._wake:
            was_left, self._is_left = self._is_left, False
            if question == self._wanted and was_left:
                self._wake.notify_all()
            elif question != self._wanted and not self._is_closing:
                if was_left:
                    self._silent_since = self._newest = None
                else:
                    self._leave_unanswered()
                self._wanted, self._is_open, self._answer, self._progress = question, True, None, None
                self._work_again()
            return self._answer if question == self._wanted else None

    def _leave_unanswered(self) -> None:
        """Note that a newer question has come; `_wake` is held."""
        if self._answer is not None or not self._is_open:
            self._silent_since = None
        elif self._silent_since is None:
            self._silent_since = perf_counter()
        elif self._begun is not None and perf_counter() - self._silent_since > STARVING_SECONDS:
            self._spared = self._begun

    def newest(self) -> Basins | None:
        """Return the newest answer, be it to an older question."""
        with self._wake:
            return self._newest

    def progress(self) -> Progress | None:
        """Return how far the work on the newest question is; None where it is done, or has only just begun."""
        with self._wake:
            return self._progress

    def leave(self, *, keep: bool = False) -> None:
        """Compute nothing more until the next request; with `keep`, the same map then goes on where it was.

        A map may take twenty megabytes: of another training it is not kept.
        """
        with self._wake:
            self._is_left, self._spared = True, None
            if not keep:
                self._wanted, self._is_open, self._answer, self._newest, self._progress = None, False, None, None, None
                self._memory = None
                self._wake.notify_all()

    # ---- the thread --------------------------------------------------------------------------------------------------

    def _question(self) -> BasinQuestion | None:
        return self._wanted if self._is_open and not self._is_left else None

    def _give_up(self, question: BasinQuestion) -> None:
        if self._wanted is question:
            self._is_open, self._progress = False, None

    def _work_on(self, question: BasinQuestion) -> None:
        coarse = _of_size(question, COARSE)
        ready = self._ready_starts(coarse)

        def starts_of(asked: BasinQuestion) -> ManyStarts:
            if asked.columns * asked.rows <= coarse.columns * coarse.rows:
                return ready or self._numpy_starts(asked)
            if asked == question or ready is not None:
                return self._awaited_starts(question, asked) or self._numpy_starts(asked)
            return self._numpy_starts(asked)

        with self._wake:
            self._begun = question
        try:
            seconds, first = self._first_map(question, starts_of)
        finally:
            with self._wake:
                self._begun = self._spared = None
        sides = tuple(side for side in (TINY, SMALL, COARSE, MIDDLE) if side > first)
        for side, following in zip(sides, (*sides[1:], question.columns), strict=True):
            after = _of_size(question, following)
            # None that would come hardly earlier than the next.
            if side < question.columns and seconds * after.columns * after.rows > PATIENCE_SECONDS:
                seconds = self._answer_by(question, _of_size(question, side), starts_of)
        self._answer_by(question, question, starts_of)
        if ready is None:
            self._ready_starts(coarse)  # so that the next question's first map is quick
        with self._wake:
            self._give_up(question)  # all of it is answered

    def _first_map(
        self, question: BasinQuestion, starts_of: "Callable[[BasinQuestion], ManyStarts]"
    ) -> tuple[float, int]:
        """Answer with a map that comes soon; return the seconds a start takes for all steps, and the map's side.

        The side is 0 for a map of fewer steps, which is no answer yet to what was asked.
        """
        if not may_take_long(question):
            with self._wake:
                # With mini-batches each step sums up its inputs: of fewer starts a map comes in half the time.
                is_quick = self._silent_since is None and question.training.gradient == "exact"
            side = COARSE if is_quick else SMALL
            return self._answer_by(question, _of_size(question, side), starts_of), side
        steps = max(1, question.training.steps // EARLY)
        seconds = self._answer_by(question, _of_size(question, TINY), starts_of, (steps,))
        return seconds * question.training.steps / steps, 0

    def _answer_by(
        self,
        asked: BasinQuestion,
        question: BasinQuestion,
        starts_of: "Callable[[BasinQuestion], ManyStarts]",
        counts: tuple[int, ...] = (),
    ) -> float:
        """Compute one map for a question, answer with it, and return the seconds a start takes.

        If TensorFlow's process ends meanwhile, NumPy computes it.
        """
        from reluviz.training.basins_remote import piece_seconds, released

        begun = told = perf_counter()

        def is_wanted() -> bool:
            nonlocal begun
            begun += keep() + self._pause(asked)
            if self._wanted is asked:
                return not self._is_closing
            return self._spared is asked and not self._is_closing and perf_counter() - begun < SPARED_SECONDS

        def tell(share: float) -> None:
            nonlocal told
            if perf_counter() - told > TELLING_SECONDS and self._wanted is asked:
                told = perf_counter()
                self._tell(asked, Progress(question.columns, question.rows, share))

        def computed(starts: ManyStarts) -> Basins:
            seconds = piece_seconds(starts)
            return compute_basins(question, starts, counts, progress=tell, is_wanted=is_wanted, piece_seconds=seconds)[
                0
            ]

        try:
            with released(starts_of(question)) as starts:
                found = computed(starts)
        except EngineFailed:
            found = computed(self._numpy_here(question))
        with self._wake:
            is_spared = self._wanted is not asked
            if is_spared and self._spared is not asked:
                raise AbandonedError
            self._newest, self._silent_since = found, None
            if not is_spared:
                self._answer, self._progress = found, None
        self._answered.emit()
        if is_spared:
            raise AbandonedError
        return (perf_counter() - begun) / (question.columns * question.rows)

    def _pause(self, asked: BasinQuestion) -> float:
        """Stand still while a question is left that may be asked again; return for how many seconds."""
        if not self._is_left:
            return 0.0
        begun = perf_counter()
        with self._wake:
            self._is_paused = True
            self._wake.wait_for(lambda: not self._is_left or self._wanted is not asked or self._is_closing)
            self._is_paused = False
        return perf_counter() - begun

    def _tell(self, asked: BasinQuestion, progress: Progress) -> None:
        """Have the GUI thread look how far the work is."""
        with self._wake:
            if self._wanted is not asked:
                return
            self._progress = progress
        self._answered.emit()

    def _numpy_starts(self, question: BasinQuestion) -> "ManyStarts":
        """Return NumPy's starts: in TensorFlow's process, where it is there anyway."""
        from reluviz.training.basins_remote import StartsBeside

        process = self._process() if question.training.engine != "numpy" else None
        if process is None or process.standing != "ready":
            return self._numpy_here(question)
        return StartsBeside(process, question)

    def _numpy_here(self, question: BasinQuestion) -> "ManyStarts":
        from reluviz.training.basins_numpy import numpy_starts
        from reluviz.training.sorted_inputs import BatchMemory

        with self._wake:
            if self._memory is None:
                self._memory = BatchMemory()
            memory = self._memory
        return numpy_starts(question, memory)

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

    def _awaited_starts(self, asked: BasinQuestion, question: BasinQuestion) -> "RemoteStarts | None":
        """Return TensorFlow's starts for a map of the question that is asked when they are ready; None: never."""
        from reluviz.training.basins_remote import suits_tensorflow

        while True:
            self._pause(asked)
            starts = self._ready_starts(question)
            process = self._process()
            if starts is not None or not suits_tensorflow(question):
                return starts
            if process is None or process.standing in {"failed", "closed"}:
                return None
            with self._wake:
                self._wake.wait_for(lambda: self._wanted is not asked or self._is_closing, POLL_SECONDS)
                if self._wanted is not asked or self._is_closing:
                    raise AbandonedError


def may_take_long(question: BasinQuestion) -> bool:
    """Return whether not even a coarse map is sure to come soon."""
    from reluviz.training.closed_form import has_closed_form

    training = question.training
    inputs = training.steps * training.batch_size if training.gradient == "batch" else 0
    return training.steps > LONG_STEPS or inputs > LONG_INPUTS or not has_closed_form(question.landscape.model)


def _of_size(question: BasinQuestion, side: int) -> BasinQuestion:
    return replace(question, columns=min(side, question.columns), rows=min(side, question.rows))
