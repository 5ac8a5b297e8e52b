"""The layout of the memory that TensorFlow's process shares: how it stands, and the newest steps; both processes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reluviz.training.shared_block import SharedBlock

SLOTS = 32
"""How many compiled trainings the process keeps."""

LONGEST_REASON = 2000
ROWS_OFFSET = 4096
SIZE = 64 * 1024 * 1024

_STARTING, _READY, _FAILED = range(3)


class Board:
    """The shared block: a word on how the process stands, a mark for each compiled training, the newest chunk's rows.

    The child writes, the parent reads, each number at once: an aligned 64-bit word, after all that it announces.
    """

    slots = SLOTS

    def __init__(self, block: SharedBlock) -> None:
        self.block = block
        header = block.array(0, (2 + SLOTS,), np.int64)
        self._standing = header[:1]
        self._reason_length = header[1:2]
        self._marks = header[2:]
        self._reason = block.array(1024, (LONGEST_REASON,), np.uint8)

    @classmethod
    def create(cls) -> "Board":
        """Make a board, for a process that is about to be started."""
        return cls(SharedBlock.create(SIZE))

    @property
    def is_ready(self) -> bool:
        """Whether TensorFlow has been imported."""
        return bool(self._standing[0] == _READY)

    def failure(self) -> str | None:
        """Return why the process cannot go on, in one line; None while it can."""
        if self._standing[0] != _FAILED:
            return None
        return bytes(self._reason[: int(self._reason_length[0])]).decode("utf-8", "replace")

    def is_compiled(self, slot: int, serial: int) -> bool:
        """Whether the wish `serial`, for the place `slot`, has been fulfilled."""
        return bool(self._marks[slot] == serial)

    def is_dropped(self, slot: int, serial: int) -> bool:
        """Whether the wish has given way to a newer one."""
        return bool(self._marks[slot] == -serial)

    def rows(self, shape: tuple[int, int, int], precision: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the places of a chunk's parameters (k, R, P) and batch losses (k, R)."""
        parameters = self.block.array(ROWS_OFFSET, shape, precision)
        return parameters, self.block.array(ROWS_OFFSET + parameters.nbytes, shape[:2], precision)

    def room(self, runs: int, width: int, precision: str) -> int:
        """Return how many steps a chunk may have."""
        step = runs * (width + 1) * np.dtype(precision).itemsize
        return (self.block.size - ROWS_OFFSET) // step

    # ---- the child ------------------------------------------------------------------------------------------------

    def tell_ready(self) -> None:
        """Say that TensorFlow has been imported."""
        self._standing[0] = _READY

    def tell_failed(self, reason: str) -> None:
        """Say that the process cannot go on."""
        text = " ".join(reason.split()).encode("utf-8")[:LONGEST_REASON]
        self._reason[: len(text)] = np.frombuffer(text, np.uint8)
        self._reason_length[0] = len(text)
        self._standing[0] = _FAILED

    def tell_compiled(self, slot: int, serial: int) -> None:
        """Say that a wish has been fulfilled."""
        self._marks[slot] = serial

    def tell_dropped(self, slot: int, serial: int) -> None:
        """Say that a wish has given way to a newer one."""
        self._marks[slot] = -serial
