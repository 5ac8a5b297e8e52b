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
        self._is_over = threading.Event()
        self._is_over.set()
        self._until = 0.0

    def begin(self) -> None:
        """Have the threads stand still from their next piece on."""
        self._until = perf_counter() + LONGEST_SECONDS
        self._is_over.clear()

    def end(self) -> None:
        """Let them go on."""
        self._is_over.set()

    def keep(self) -> float:
        """Wait until there is no hush; return for how many seconds, which whoever measures its work leaves out."""
        if self._is_over.is_set():
            return 0.0
        begun = perf_counter()
        self._is_over.wait(max(self._until - begun, 0.0))
        return perf_counter() - begun


HUSH = Hush()
"""The one of this process: whoever computes slows down whatever is drawn."""
