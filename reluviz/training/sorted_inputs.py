"""A training's mini-batches in growing order of their inputs, kept from one basin map to the next; any thread."""

import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.model import Data, Target
from reluviz.training.batches import BatchStream

Floats = NDArray[np.floating]

DRAWN_INPUTS = 65_536
"""How many inputs are drawn at once."""

KEPT_BYTES = 32 << 20
"""How much memory the batches that are kept may take: 4,000 of 1,000 inputs in float32."""


class SortedInputs:
    """The batches of one seed, data and size, as `BatchStream` draws them, each in growing order of its inputs.

    They are the same for every learning rate, optimizer and start, and to draw and sort them takes as long as some
    thousand starts need for all else: the first of them are kept, up to `KEPT_BYTES`.

    Parameters
    ----------
    data, target, seed, precision
        As for `BatchStream`.
    size
        Of a batch.
    """

    def __init__(self, data: Data, target: Sequence[Target], seed: int, precision: str, size: int) -> None:
        self._problem = data, target, seed, precision
        self._size = size
        self._stream = BatchStream(*self._problem)
        self._kept: list[tuple[Floats, Floats]] = []
        self._at_once = max(1, DRAWN_INPUTS // size)
        pieces = KEPT_BYTES // (2 * np.dtype(precision).itemsize * size * self._at_once)
        self._most = self._at_once * pieces
        self._lock = threading.Lock()

    def batches(self) -> Iterator[tuple[Floats, Floats]]:
        """Yield the inputs and targets, (B,) each, of one step after the other, without an end."""
        for step in range(self._most):
            if step >= len(self._kept):
                self._keep(step)
            yield self._kept[step]
        stream = BatchStream(*self._problem)
        stream.restore(*self._stream.state())  # which draws no more
        while True:
            yield from _drawn(stream, self._at_once, self._size)

    def _keep(self, step: int) -> None:
        """Draw up to a step, unless another thread has done so meanwhile."""
        with self._lock:
            while step >= len(self._kept):
                self._kept += _drawn(self._stream, self._at_once, self._size)


def _drawn(stream: BatchStream, count: int, size: int) -> list[tuple[Floats, Floats]]:
    x, y = stream.draw(count, size)
    order = np.argsort(x, axis=1)
    return list(zip(np.take_along_axis(x, order, axis=1), np.take_along_axis(y, order, axis=1), strict=True))


@lru_cache(maxsize=1)
def sorted_inputs(data: Data, target: tuple[Target, ...], seed: int, precision: str, size: int) -> SortedInputs:
    """Return the batches, those that have been kept among them if the last ones asked for were the same."""
    return SortedInputs(data, target, seed, precision, size)
