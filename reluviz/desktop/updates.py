"""Traces steps again in a thread of its own, the newest question first, and answers in the GUI thread."""

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reluviz.desktop.answers import ThreadedAnswers
from reluviz.training.updates import AbandonedError, Update, UpdateQuestion

if TYPE_CHECKING:
    # What traces is imported by the thread: the window's start does not wait for it.
    from reluviz.scene.update_view import UpdateView
    from reluviz.training.retracing import Retracer

PATIENCE_SECONDS = 0.001
"""How long the GUI thread waits for an answer: nearly always it is there, since the step before was asked for too."""

SLOW_SECONDS = 0.3
"""After so long an answer to an older question does not stand in for the one that is being found."""


class ThreadedUpdates(ThreadedAnswers[UpdateQuestion]):
    """A `reluviz.scene.updates.UpdateSource` that never keeps the GUI thread waiting.

    One thread, started with the first question. While a training plays, each question is answered to its end, since the
    next one goes on from there; one about an earlier step, or another path, ends the work on it. Whoever made it closes
    it.

    Parameters
    ----------
    with_memory
        Whether the optimizer's memory is wanted.
    is_held
        Whether it answers nothing until `begin`.
    """

    def __init__(self, *, with_memory: bool = True, is_held: bool = False, parent: QObject | None = None) -> None:
        super().__init__("reluviz updates", AbandonedError, parent)
        self._is_held = is_held
        self._with_memory = with_memory
        self._retracer: Retracer | None = None  # of the thread alone
        self._wanted: UpdateQuestion | None = None
        self._answer: tuple[tuple[object, ...], tuple[object, ...], Update] | None = None  # its key, its line, itself
        self._failed: object = None
        self._is_missed = False  # whether somebody has gone away without the answer
        self._is_slow = False

    def request(self, question: UpdateQuestion) -> Update | None:
        """Return the answer if it is there, or comes at once; else one of the same path, unless that is long ago."""
        with self._wake:
            if self._is_held:
                self._is_missed = True
                return None
            if not self._has(question) and question.key != self._failed and not self._is_closing:
                self._wanted = question
                self._work_again()
                self._wake.wait_for(lambda: self._has(question), PATIENCE_SECONDS)
            if self._answer is None:
                self._is_missed = True
                return None
            key, line, answer = self._answer
            if key == question.key:
                return answer
            self._is_missed = True
            return answer if line == question.line and not self._is_slow else None

    def begin(self) -> None:
        """Answer from now on, and let what has been asked be asked again."""
        with self._wake:
            self._is_held = False
            is_missed, self._is_missed = self._is_missed, False
        if is_missed:
            self._answered.emit()

    # ---- the thread --------------------------------------------------------------------------------------------------

    def _has(self, question: UpdateQuestion) -> bool:
        return self._answer is not None and self._answer[0] == question.key

    def _question(self) -> UpdateQuestion | None:
        return self._wanted

    def _give_up(self, question: UpdateQuestion) -> None:
        self._failed = question.key
        if self._wanted is question:
            self._wanted = None

    def _work_on(self, question: UpdateQuestion) -> None:
        if self._retracer is None:
            from reluviz.training.retracing import Retracer

            self._retracer = Retracer(with_memory=self._with_memory)
        begun = perf_counter()

        def is_wanted() -> bool:
            if not self._is_slow and perf_counter() - begun > SLOW_SECONDS:
                self._is_slow = True
                self._answered.emit()
            wanted = self._wanted
            is_followed = wanted is None or (wanted.line == question.line and wanted.step >= question.step)
            return is_followed and not self._is_closing

        try:
            answer = self._retracer.answer(question, is_wanted)
        except AbandonedError:
            with self._wake:
                if self._wanted is question and not self._is_closing:
                    # Of a run that has changed meanwhile nobody can tell; the next frame asks anew.
                    self._give_up(question)
            raise
        with self._wake:
            self._answer = question.key, question.line, answer
            if self._wanted is question:
                self._wanted = None
            self._is_slow = False
            is_missed, self._is_missed = self._is_missed, False
            self._wake.notify_all()
        if is_missed:
            self._answered.emit()


class Traces(QObject):
    """What the window's views ask for single steps; whoever made it closes it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.batches = ThreadedUpdates(with_memory=False, is_held=True, parent=self)
        """For the push view: the batches alone; held, so that the first picture does not wait for what they need."""
        self._updates: ThreadedUpdates | None = None

    def make_view(self) -> "UpdateView":
        """Return the view of the update, which most windows never show."""
        from reluviz.scene.update_view import UpdateView

        self._updates = ThreadedUpdates(parent=self)
        return UpdateView(self._updates)

    def begin(self) -> None:
        """Answer what is asked; to be called after the first picture."""
        self.batches.begin()

    def close(self) -> None:
        """End the threads."""
        for updates in filter(None, (self.batches, self._updates)):
            updates.close()
