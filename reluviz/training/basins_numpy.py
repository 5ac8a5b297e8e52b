"""Many starts stepped by NumPy: always there, without a start-up; any thread."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.parameters import units
from reluviz.training.basins import BasinQuestion, ManyStarts
from reluviz.training.closed_form import ClosedForm, has_closed_form
from reluviz.training.divergence import Divergence
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.records import LIMIT
from reluviz.training.sorted_batch import SortedBatch
from reluviz.training.sorted_inputs import BatchMemory
from reluviz.training.states import state_of_rows
from reluviz.training.update_rules import UPDATE_RULES, Slots

Floats = NDArray[np.floating]
ColumnGradient = Callable[..., tuple[Any, ...]]
"""From parameters to their gradient, one array (R,) for each parameter."""

CACHED_STARTS = 16_000
"""How many starts are stepped together, so that what is worked on stays in the processor's cache."""

DENSE_NUMBERS = 4_000_000
"""How many numbers, for all starts and parameters, the general engine may return at once."""

STEP_NUMBERS = 4_000_000
"""How many numbers, one for each start, unit and input, the general engine may work on in one step."""

EXACT_INPUTS = 500
"""About as many inputs an exact gradient costs."""


def numpy_starts(question: BasinQuestion, memory: BatchMemory | None = None) -> ManyStarts:
    """Return what steps the starts of a question in this process; `memory` keeps mini-batches for the next one."""
    if not has_closed_form(question.landscape.model):
        return EngineStarts(question)
    return ColumnStarts(question, memory)


def starts_at_once(question: BasinQuestion, step_numbers: int = STEP_NUMBERS) -> int:
    """Return how many starts are stepped together: no step is left half-made, so none may take longer than a moment."""
    if has_closed_form(question.landscape.model):
        return CACHED_STARTS
    inputs = question.training.batch_size if question.training.gradient == "batch" else EXACT_INPUTS
    fitting = step_numbers // (inputs * units(question.landscape.model))
    return max(1, min(CACHED_STARTS, fitting))


class ColumnStarts:
    """The starts of one piecewise-linear unit: each parameter is a column, and no start costs a sum over inputs."""

    def __init__(self, question: BasinQuestion, memory: BatchMemory | None = None) -> None:
        self._training, self._problem = question.training, question.problem
        self._memory = BatchMemory() if memory is None else memory
        self._is_exact = self._training.gradient == "exact"
        self.capacity = starts_at_once(question)
        self._dtype = np.dtype(self._training.precision)
        self._update = UPDATE_RULES[self._training.optimizer].prepare(self._training, self._dtype)
        # Lion looks at nothing but the sign, however far out in the tail: there are more digits for it.
        precision = "float64" if self._training.optimizer == "lion" else self._training.precision
        self._closed = ClosedForm(self._problem, np, precision) if self._is_exact else None
        self._wide = np.dtype(precision)
        self._batch = SortedBatch(self._problem.model, self._training.precision)
        self.begin(np.empty((0, len(question.base)), self._dtype))

    def begin(self, rows: Floats) -> None:
        """Put the starts at rows (R, P)."""
        self._parameters = np.array(rows, self._dtype, order="F")
        rule, shape = UPDATE_RULES[self._training.optimizer], self._parameters.shape
        in_use = rule.slots_in_use(self._training)
        self._slots: Slots = {
            name: np.full(shape, value, self._dtype, order="F") for name, value in rule.slots.items() if in_use
        }
        self._gradient = np.zeros(shape, self._dtype, order="F")
        self._before = self._parameters.copy(order="F")
        self._diverged = np.zeros(len(rows), bool)
        self._has_diverged = False
        self._step = 0
        if not self._is_exact:
            self._batches = self._memory.of(self._problem, self._training).batches()

    def advance(self, count: int) -> None:
        """Make `count` steps."""
        with np.errstate(all="ignore"):
            if self._closed is not None:
                for _ in range(count):
                    self._make_step(self._closed)
            else:
                for x, y in islice(self._batches, count):
                    self._batch.take(x, y)
                    self._make_step(self._batch)

    def standing(self) -> tuple[Floats, NDArray[np.bool_]]:
        """Return where the starts are, (R, P), and which of them have diverged, (R,)."""
        return self._parameters.copy(order="C"), self._diverged.copy()

    def _make_step(self, compute: ColumnGradient) -> None:
        parameters, gradient, before = self._parameters, self._gradient, self._before
        self._step += 1
        number = np.full((1, 1), self._step, self._dtype)
        columns = parameters.T if self._wide == self._dtype or not self._is_exact else parameters.T.astype(self._wide)
        for column, found in zip(gradient.T, compute(*columns), strict=True):
            column[...] = found
        np.copyto(before, parameters)
        self._update(parameters, gradient, self._slots, number)
        if self._has_diverged or not np.abs(parameters).max(initial=0.0) <= LIMIT:  # False for NaN
            self._diverged |= ~(np.abs(parameters) <= LIMIT).all(axis=1)
            self._has_diverged = True
            parameters[self._diverged] = before[self._diverged]


class EngineStarts:
    """The starts of any student: rows of one training by the NumPy engine."""

    def __init__(self, question: BasinQuestion) -> None:
        self._training = question.training
        self._engine = NumpyEngine(question.problem, question.landscape)
        self.capacity = starts_at_once(question)

    def begin(self, rows: Floats) -> None:
        """Put the starts at rows (R, P)."""
        self._engine.load(self._training, state_of_rows(rows, self._training.precision))
        self._divergence = Divergence(np.asarray(rows))
        self._longest = max(1, DENSE_NUMBERS // max(1, rows.size))

    def advance(self, count: int) -> None:
        """Make `count` steps."""
        for first in range(0, count, self._longest):
            self._divergence.hold(self._engine.advance(min(self._longest, count - first)))

    def standing(self) -> tuple[Floats, NDArray[np.bool_]]:
        """Return where the starts are, (R, P), and which of them have diverged, (R,)."""
        return self._divergence.newest.copy(), self._divergence.has_diverged.copy()
