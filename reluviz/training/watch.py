"""Kills a process that does not answer in time, so that nobody waits for its pipe for ever; any thread."""

import math
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

CHECK_SECONDS = 1.0
"""How often it looks."""


@dataclass(slots=True)
class _Limit:
    """How many looks are left; each wait has its own, so that none can outlive it."""

    looks: int


class Watch:
    """A thread that kills a process when it has not answered in time: its pipes then end, writing and reading alike.

    It counts its own looks, not the clock: a computer that has slept in the meantime is no reason. It ends with the
    process.

    Parameters
    ----------
    process
        Which whoever made the watch ends, and with it the watch (`close`).
    """

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._closed = threading.Event()
        self._limit: _Limit | None = None
        self.has_struck = False
        """Whether the process did not answer in time."""
        self._thread = threading.Thread(target=self._work, name="TensorFlow watch", daemon=True)
        self._thread.start()

    @contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """Give the process that much time, or up to a look more, until the block ends; one thread at a time."""
        self._limit = _Limit(math.ceil(seconds / CHECK_SECONDS))
        try:
            yield
        finally:
            self._limit = None

    def close(self) -> None:
        """End the thread; it may be called twice."""
        self._closed.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._closed.wait(CHECK_SECONDS):
            if self._process.poll() is not None:
                return
            limit = self._limit
            if limit is None:
                continue
            if limit.looks <= 0:
                self.has_struck = True
                self._process.kill()
                return
            limit.looks -= 1
