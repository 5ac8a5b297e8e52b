"""Has the threads that compute stand still while a picture is drawn that somebody waits for; any thread."""

import threading
from time import perf_counter

LONGEST_SECONDS = 0.3
"""No hush lasts longer, whatever becomes of the picture."""


class Hush:
    """Begun and ended by the GUI thread; the others `keep` it between two pieces of their work.

    The picture of a lesson's next cue takes all of one processor, and Python's lock: what threads compute beside it
    would make it late by half.
    """

    def __init__(self) -> None:
        self._has_kept = False
        self._is_over = threading.Event()
        self._is_over.set()
        self._until = 0.0

    def begin(self) -> None:
        """Have the threads stand still from their next piece on."""
        if self._is_over.is_set():
            self._has_kept = False
        self._until = perf_counter() + LONGEST_SECONDS
        self._is_over.clear()

    def end(self) -> bool:
        """Let them go on; return whether any has stood still."""
        self._is_over.set()
        return self._has_kept

    def keep(self) -> float:
        """Wait until there is no hush; return for how many seconds, which whoever measures its work leaves out."""
        if self._is_over.is_set():
            return 0.0
        self._has_kept = True
        begun = perf_counter()
        self._is_over.wait(max(self._until - begun, 0.0))
        return perf_counter() - begun


HUSH = Hush()
"""That of pictures that come once: whoever computes slows down whatever is drawn."""

TURNS = Hush()
"""That of frames with many runs or trainings, one after another."""


def keep() -> float:
    """Wait until there is neither; return for how many seconds."""
    return HUSH.keep() + TURNS.keep()


def let_go() -> None:
    """End both: a thread is waited for."""
    HUSH.end()
    TURNS.end()
