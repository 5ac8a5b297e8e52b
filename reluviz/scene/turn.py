"""How much the GUI thread has done in this turn of its event loop: what can wait begins in the next; GUI thread."""

from time import thread_time

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Slot

FULL_SECONDS = 0.009
"""Of the thread's own time: after so much, a turn should not do anything more that may wait."""


class Turn(QObject):
    """The present turn of the event loop.

    In one turn Qt hands out all that is due: a key, what it has to be painted, and the next frame if that has become
    due meanwhile. Nothing else is heard until it ends.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._begun = thread_time()
        dispatcher = QAbstractEventDispatcher.instance()
        if dispatcher is not None:
            dispatcher.awake.connect(self._on_awake)

    @property
    def is_full(self) -> bool:
        """Whether so much has been done in it that what may wait should."""
        return thread_time() - self._begun > FULL_SECONDS

    @Slot()
    def _on_awake(self) -> None:
        self._begun = thread_time()
