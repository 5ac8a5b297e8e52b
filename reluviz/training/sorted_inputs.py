"""A training's mini-batches in growing order of their inputs, kept from one basin map to the next; any thread."""

import threading
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.model import Data, Target, Training
from reluviz.training.batches import BatchStream
from reluviz.training.engine import Problem

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
        self._at_once = max(1, DRAWN_INPUTS // size)
        self._most = KEPT_BYTES // (2 * np.dtype(precision).itemsize * size * self._at_once)
        self._pieces: list[tuple[Floats, Floats]] = []  # whole ones: an array for each batch would take more than it
        self._lock = threading.Lock()

    def batches(self) -> Iterator[tuple[Floats, Floats]]:
        """Yield the inputs and targets, (B,) each, of one step after the other, without an end."""
        for number in range(self._most):
            yield from zip(*self._piece(number), strict=True)
        stream = BatchStream(*self._problem)
        stream.restore(*self._stream.state())  # which draws no more
        while True:
            yield from zip(*_drawn(stream, self._at_once, self._size), strict=True)

    def _piece(self, number: int) -> tuple[Floats, Floats]:
        """Return a piece, drawing it unless another thread has done so."""
        with self._lock:
            while number >= len(self._pieces):
                self._pieces.append(_drawn(self._stream, self._at_once, self._size))
            return self._pieces[number]


def _drawn(stream: BatchStream, count: int, size: int) -> tuple[Floats, Floats]:
    x, y = stream.draw(count, size)
    order = np.argsort(x, axis=1)
    return np.take_along_axis(x, order, axis=1), np.take_along_axis(y, order, axis=1)


class BatchMemory:
    """Keeps the batches that were asked for last: whoever computes maps one after another has one."""

    def __init__(self) -> None:
        self._last: tuple[object, SortedInputs] | None = None

    def of(self, problem: Problem, training: Training) -> SortedInputs:
        """Return the batches of a training, as far as they have been kept."""
        key = problem.data, problem.target, training.seed, training.precision, training.batch_size
        last = self._last
        if last is None or last[0] != key:
            last = self._last = key, SortedInputs(*key)
        return last[1]

    def forget(self) -> None:
        """Let go of them."""
        self._last = None
