"""The mini-batches: inputs and targets drawn from the training's seed, alike for every engine; an engine's thread."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.units import Teacher
from reluviz.scenario.model import Data, Target, Training
from reluviz.training.engine import EngineState, Problem

AHEAD = 5
"""How many pieces are drawn ahead of the steps, at most: as many as a compiled loop takes at once, and one more."""

SKIPPED_AT_ONCE = 65_536
"""How many numbers are drawn at once where they are only left out: few enough that they stay in the cache."""


class BatchStream:
    """An endless sequence of inputs and targets.

    The inputs of k steps with b inputs each are the next k · b numbers of a generator made from the seed, and the
    noise, if there is any, the next k · b numbers of the generator that it spawns first:

    >>> rng = np.random.Generator(np.random.SFC64(seed))
    >>> noise_rng = rng.spawn(1)[0]
    >>> x = rng.normal(mean, std, (k, b))                      # or rng.uniform(low, high, (k, b))
    >>> y = teacher(x) + noise_rng.normal(0.0, noise, (k, b))  # without the second term where noise is 0

    So the inputs are the same however the steps are cut into chunks, and whatever the noise is. Everything is drawn in
    float64 and then rounded to the training's precision: a training in float32 sees the same inputs as one in float64.
    The targets are the teacher's at the rounded inputs.

    Drawing takes as long as all else in a step, so `pieces` does it beside the steps, in a thread of its own: NumPy
    holds no lock meanwhile. SFC64 is quicker by a fifth than the PCG64 of ``default_rng``; with it, drawing in float32
    would gain nothing.

    Parameters
    ----------
    data, target
        The distribution of the inputs with its noise, and the teacher.
    seed
        The training's seed.
    precision
        ``float32`` or ``float64``: of what `draw` returns.
    """

    def __init__(self, data: Data, target: Sequence[Target], seed: int, precision: str) -> None:
        self._data = data
        self._teacher = Teacher.of(tuple(target))
        self._seed = seed
        self._dtype = np.dtype(precision)
        self.restore(None, None)

    def draw(self, count: int, batch_size: int) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """Return the inputs and the targets of the next `count` steps, each of shape (count, batch_size).

        The arrays are new ones and belong to the caller. Large batches want small counts: eight bytes are needed for
        every input while they are drawn.
        """
        data, shape = self._data, (count, batch_size)
        if data.distribution == "uniform":
            x = self._inputs.uniform(data.low, data.high, shape)
        elif data.mean == 0.0 and data.std == 1.0:
            x = self._inputs.standard_normal(shape)  # the same bits as normal(0, 1), a tenth quicker
        else:
            x = self._inputs.normal(data.mean, data.std, shape)
        x = x.astype(self._dtype, copy=False)
        y = self._teacher.value(x)
        if data.noise > 0.0:
            y += self._noise.normal(0.0, data.noise, shape).astype(self._dtype, copy=False)
        return x, y

    def skip(self, count: int, batch_size: int) -> None:
        """Leave out the batches of the next `count` steps, as if they had been drawn."""
        left = count * batch_size
        while left > 0:
            some = min(left, SKIPPED_AT_ONCE)
            if self._data.distribution == "uniform":
                self._inputs.random(some)
            else:
                self._inputs.standard_normal(some)
            if self._data.noise > 0.0:
                self._noise.standard_normal(some)
            left -= some

    def pieces(self, counts: Sequence[int], batch_size: int) -> Iterator[tuple[NDArray[np.floating], ...]]:
        """Yield what `draw` returns for one count after the other; the next ones are drawn while one is worked on.

        Up to `AHEAD` of them wait. Nothing beyond the counts is drawn, and no thread is left when the iterator has
        ended.
        """
        if len(counts) < 2:
            for count in counts:
                yield self.draw(count, batch_size)
            return
        from concurrent.futures import ThreadPoolExecutor  # not at the start, where nothing is drawn ahead

        with ThreadPoolExecutor(1, "batches") as beside:
            waiting = deque(beside.submit(self.draw, count, batch_size) for count in counts[:AHEAD])
            for count in counts[AHEAD:]:
                drawn = waiting.popleft().result()
                waiting.append(beside.submit(self.draw, count, batch_size))
                yield drawn
            while waiting:
                yield waiting.popleft().result()

    def state(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the states of the generators of the inputs and of the noise, as `EngineState` keeps them."""
        return _plain_state(self._inputs), _plain_state(self._noise)

    def restore(self, inputs: dict[str, Any] | None, noise: dict[str, Any] | None) -> None:
        """Go on from states that `state` returned; None: from the beginning."""
        self._inputs = np.random.Generator(np.random.SFC64(self._seed))
        self._noise = self._inputs.spawn(1)[0]
        if inputs is not None:
            self._inputs.bit_generator.state = inputs
        if noise is not None:
            self._noise.bit_generator.state = noise


def _plain_state(generator: "np.random.Generator") -> dict[str, Any]:
    """Return a generator's state with whole numbers in place of its array, so that two states can be compared."""
    state = dict(generator.bit_generator.state)
    return {**state, "state": {"state": [int(word) for word in state["state"]["state"]]}}


def batch_stream(problem: Problem, training: Training, state: EngineState) -> BatchStream:
    """Return the batches that a training of `problem` sees from `state` on."""
    stream = BatchStream(problem.data, problem.target, training.seed, training.precision)
    stream.restore(state.inputs, state.noise)
    return stream


def cut(count: int, longest: int) -> list[int]:
    """Return the lengths of the pieces of up to `longest` into which `count` is cut."""
    return [min(longest, count - first) for first in range(0, count, longest)]
