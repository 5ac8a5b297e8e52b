"""What answers questions in a thread of its own, and tells of the answers in the GUI thread; both threads."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from reluviz.desktop.hush import keep

Question = TypeVar("Question")


class ThreadedAnswers(QObject, Generic[Question]):
    """One thread, started with the first question, that answers the newest one. Whoever made it closes it.

    Subclasses say which question that is, answer it, and emit `_answered`. What they share between the threads they
    touch with `_wake` held. An error ends no more than the work on one question; the GUI thread raises it.

    Parameters
    ----------
    name
        The thread's.
    abandoned
        What is raised where the work on a question is left for a newer one.
    """

    _answered = Signal()

    def __init__(self, name: str, abandoned: type[Exception], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._abandoned = abandoned
        self._changed: Callable[[], None] = _nothing
        self._wake = threading.Condition()
        self._failure: Exception | None = None
        self._is_closing = False
        self._thread: threading.Thread | None = None
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Take the function to call, in the GUI thread, when an answer has come."""
        self._changed = callback

    def close(self) -> None:
        """End the thread; a question that is being answered is left."""
        with self._wake:
            self._is_closing = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _work_again(self) -> None:
        """Have the thread look for its question; `_wake` is held."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=self._name)
            self._thread.start()
        self._wake.notify_all()

    # ---- the thread --------------------------------------------------------------------------------------------------

    def _question(self) -> Question | None:
        """Return what is to be answered, if anything; `_wake` is held."""
        raise NotImplementedError

    def _work_on(self, question: Question) -> None:
        """Answer a question, so that it is one no more."""
        raise NotImplementedError

    def _give_up(self, question: Question) -> None:
        """Let a question whose answering has failed be one no more; `_wake` is held."""
        raise NotImplementedError

    def _work(self) -> None:
        while True:
            question = None  # one that has been answered is not kept, nor what it is about
            with self._wake:
                self._wake.wait_for(lambda: self._is_closing or self._question() is not None)
                question = self._question()
            if self._is_closing or question is None:
                return
            keep()
            try:
                self._work_on(question)
            except self._abandoned:
                continue
            except Exception as error:
                with self._wake:
                    self._failure = error
                    self._give_up(question)
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
