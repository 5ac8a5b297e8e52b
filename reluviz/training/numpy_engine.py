"""The NumPy engine: steps all runs of a training with the update rules written out; the worker thread calls it."""

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Training
from reluviz.training.batch_gradient import BatchGradient
from reluviz.training.batches import BatchStream, batch_stream, cut
from reluviz.training.engine import Chunk, EngineState, Problem
from reluviz.training.exact_gradient import Gradient, exact_gradient
from reluviz.training.update_rules import UPDATE_RULES, Slots, Update, slots_for

Floats = NDArray[np.floating]

PIECE_NUMBERS = 65_536
"""How many inputs are drawn at once: enough that the call costs nothing, few enough that they stay in the cache."""


class NumpyEngine:
    """An `Engine` that is ready at once and needs nothing but NumPy.

    Overflow is silent: a training that blows up goes on with infinities and NaN, beside the others.

    Parameters
    ----------
    problem
        What is learnt, and by whom.
    landscape
        Where exact gradients come from; without one the engine builds its own when it needs it.
    """

    name = "NumPy"

    def __init__(self, problem: Problem, landscape: Landscape | None = None) -> None:
        self._problem = problem
        self._landscape = landscape
        self._work: _Work | None = None

    def load(self, training: Training, state: EngineState) -> None:
        """Take settings and state; the next `advance` goes on from there."""
        exact = None
        if training.gradient == "exact":
            if self._landscape is None:
                self._landscape = Landscape(self._problem.data, self._problem.target, self._problem.model)
            exact = exact_gradient(self._landscape, training.optimizer)
        self._work = _Work(self._problem, training, state, exact)

    def advance(self, count: int) -> Chunk:
        """Make `count` steps and return the states after each of them; RuntimeError before the first `load`."""
        return self._loaded().advance(count)

    def state(self) -> EngineState:
        """Return the present state, as copies; RuntimeError before the first `load`."""
        return self._loaded().state()

    def close(self) -> None:
        """Let go of the memory; it may be called twice."""
        self._work = None

    def _loaded(self) -> "_Work":
        if self._work is None:
            raise RuntimeError("the engine has nothing loaded")
        return self._work


class _Work:
    """What one `load` set up: the arrays that are stepped in place, and what steps them."""

    def __init__(self, problem: Problem, training: Training, state: EngineState, exact: Gradient | None) -> None:
        dtype = np.dtype(training.precision)
        self._step = state.step
        self._parameters = np.array(state.parameters, dtype=dtype)
        self._iterations = np.array(state.iterations, dtype=np.int64)
        self._slots: Slots = slots_for(training, self._parameters, state.slots)
        self._update: Update = UPDATE_RULES[training.optimizer].prepare(training, dtype)
        self._stream: BatchStream = batch_stream(problem, training, state)
        self._batch_size = training.batch_size
        self._exact = exact
        self._gradient = np.zeros_like(self._parameters)
        self._batch_gradient: BatchGradient | None = None
        if exact is None:
            self._batch_gradient = BatchGradient(problem.model, self._parameters, self._gradient, training.batch_size)

    def advance(self, count: int) -> Chunk:
        history = np.empty((count, *self._parameters.shape), dtype=self._parameters.dtype)
        batch_loss = None if self._exact else np.empty(history.shape[:2], dtype=history.dtype)
        longest = max(1, PIECE_NUMBERS // max(self._batch_size, self._parameters.size))
        with np.errstate(all="ignore"):
            if self._exact is not None:
                for first in range(0, count, longest):
                    self._exact_steps(history[first : first + longest], self._exact)
            elif batch_loss is not None and self._batch_gradient is not None:
                first = 0
                for inputs, targets in self._stream.pieces(cut(count, longest), self._batch_size):
                    rows = slice(first, first + len(inputs))
                    self._batch_steps(inputs, targets, history[rows], batch_loss[rows], self._batch_gradient)
                    first = rows.stop
        first_step = self._step + 1
        self._step += count
        return Chunk(first_step, history, batch_loss)

    def _batch_steps(self, x: Floats, y: Floats, history: Floats, losses: Floats, compute: BatchGradient) -> None:
        parameters, gradient, slots = self._parameters, self._gradient, self._slots
        update = self._update
        numbers = self._step_numbers(len(history))
        for inputs, targets, squares, number, row in zip(x, y, losses, numbers, history, strict=True):
            compute(inputs, targets, squares)
            update(parameters, gradient, slots, number)
            row[...] = parameters
        losses /= self._batch_size
        self._iterations += len(history)

    def _exact_steps(self, history: Floats, compute: Gradient) -> None:
        parameters, gradient, slots, update = self._parameters, self._gradient, self._slots, self._update
        numbers = self._step_numbers(len(history))
        for number, row in zip(numbers, history, strict=True):
            gradient[...] = compute(parameters)
            update(parameters, gradient, slots, number)
            row[...] = parameters
        self._iterations += len(history)

    def _step_numbers(self, count: int) -> Floats:
        """Return the number of each run's next steps with its optimizer, (count, R, 1), as `Update` takes them."""
        numbers = self._iterations + np.arange(1, count + 1)[:, np.newaxis]
        return numbers[:, :, np.newaxis].astype(self._parameters.dtype)

    def state(self) -> EngineState:
        inputs, noise = self._stream.state()
        return EngineState(
            step=self._step,
            parameters=self._parameters.copy(),
            iterations=self._iterations.copy(),
            slots={name: slot.copy() for name, slot in self._slots.items()},
            inputs=inputs,
            noise=noise,
        )
