"""Traces again what a history does not hold: the batch and the optimizer's memory at a step; one thread at a time.

The history keeps where the runs were, not what the optimizer remembered, nor which inputs it saw. Both follow from the
seed and the settings: the NumPy engine goes the way again, held to the rows that are kept.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.pushes import sample_pushes
from reluviz.scenario.model import Training
from reluviz.training.batch_gradient import BatchGradient
from reluviz.training.batches import batch_stream
from reluviz.training.engine import EngineState
from reluviz.training.exact_gradient import exact_gradient
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.spans import Span, next_change, same_until, span_at
from reluviz.training.states import state_of_rows, with_optimizer_reset
from reluviz.training.update_rules import UPDATE_RULES, slots_for
from reluviz.training.updates import MOST_SAMPLES, AbandonedError, Batch, Update, UpdateQuestion

PIECE_STEPS, PIECE_INPUTS = 512, 262_144
"""How much is traced before somebody is asked whether it is still wanted: some milliseconds' worth."""

HELD_STEPS = 32
"""After so many steps at most the way is put onto the recorded row again: another engine's differs in the last digits,
and with batches of one input these decide, now and then, whether the unit is active."""

SPACING = 64
"""The steps between two states that are kept at first; twice as many whenever there are more than `MOST_KEPT`."""

MOST_KEPT = 256


class Retracer:
    """Answers questions about single steps; those after the last one cost the steps between alone.

    Parameters
    ----------
    with_memory
        Whether the optimizer's memory is wanted. Without it only the batches are drawn again, which costs a third; the
        answers have no slots then, and `after` is where the history says.
    """

    def __init__(self, *, with_memory: bool = True) -> None:
        self._with_memory = with_memory
        self._line: tuple[object, ...] = ()
        self._spans: tuple[Span, ...] = ()
        self._spacing = SPACING
        self._kept: list[EngineState] = []
        self._newest: EngineState | None = None

    def answer(self, question: UpdateQuestion, is_wanted: Callable[[], bool] = lambda: True) -> Update:
        """Return the numbers of a step.

        Raises
        ------
        AbandonedError
            If `is_wanted`, asked after every few milliseconds, says so, or if the run has been moved or removed.
        """
        state = self._begin(question)
        while state.step < question.step:
            if not is_wanted():
                raise AbandonedError
            state = self._advanced(question, state)
            self._keep(state)
        return self._update(question, state)

    # ---- the way -------------------------------------------------------------------------------------------------

    def _begin(self, question: UpdateQuestion) -> EngineState:
        """Return the last state before the step that is known; forget those that another way led to."""
        first = question.spans[0].training
        line: tuple[object, ...] = (question.problem, first.seed, first.precision)
        start = np.zeros((1, question.history.width), first.precision)
        if self._with_memory:
            row = _row(question, question.first_step)
            if row is None:
                raise AbandonedError
            start = row
            line = (*line, question.run, question.first_step, start.tobytes())
        if line != self._line:
            self._kept, self._newest, self._spacing = [], None, SPACING
        elif (valid := same_until(self._spans, question.spans)) is not None:
            self._kept = [state for state in self._kept if state.step <= valid]
            if self._newest is not None and self._newest.step > valid:
                self._newest = None
        self._line, self._spans = line, question.spans
        if not self._kept:
            self._kept = [state_of_rows(start, first.precision)]
        known = self._kept if self._newest is None else [*self._kept, self._newest]
        return max((state for state in known if state.step <= question.step), key=lambda state: state.step)

    def _keep(self, state: EngineState) -> None:
        self._newest = state
        if state.step >= self._kept[-1].step + self._spacing:
            self._kept.append(state)
            if len(self._kept) > MOST_KEPT:
                del self._kept[1::2]
                self._spacing *= 2

    def _advanced(self, question: UpdateQuestion, state: EngineState) -> EngineState:
        """Return the state some steps later, at the step asked for at the latest."""
        span = span_at(question.spans, state.step)
        training = span.training
        state = _renewed(state, span)
        has_begun = self._with_memory and state.step >= question.first_step
        has_memory = has_begun and UPDATE_RULES[training.optimizer].slots_in_use(training)
        ends = [question.step, next_change(question.spans, state.step)]
        if not has_begun and self._with_memory:
            ends.append(question.first_step)
        if has_memory:
            ends.append(state.step + HELD_STEPS)
        if training.gradient == "batch":
            ends.append(state.step + max(1, min(PIECE_STEPS, PIECE_INPUTS // training.batch_size)))
        stop = min(end for end in ends if end is not None and end > state.step)
        row = _row(question, stop) if has_begun else state.parameters
        if row is None:
            # Between two rows of a thinned history: the way is put onto the last one that it passes.
            last = max(question.history.path(question.run, stop, stop).steps.tolist(), default=-1)
            if last > state.step:
                stop, row = last, _row(question, last)
        if row is None or has_memory:
            engine = NumpyEngine(question.problem, question.landscape)
            engine.load(training, state)
            engine.advance(stop - state.step)
            after = engine.state()
            return after if row is None else replace(after, parameters=row)
        return self._skipped(question, state, training, stop, row if has_begun else None)

    def _skipped(
        self, question: UpdateQuestion, state: EngineState, training: Training, stop: int, row: NDArray | None
    ) -> EngineState:
        """Return the state at `stop` where nothing but the batches leads there; `row` is None before the run."""
        count = stop - state.step
        if training.gradient == "batch":
            stream = batch_stream(question.problem, training, state)
            stream.skip(count, training.batch_size)
            inputs, noise = stream.state()
            state = replace(state, inputs=inputs, noise=noise)
        if row is None:
            return replace(state, step=stop)
        return replace(state, step=stop, parameters=row, slots={}, iterations=state.iterations + count)

    # ---- the step ------------------------------------------------------------------------------------------------

    def _update(self, question: UpdateQuestion, state: EngineState) -> Update:
        span = span_at(question.spans, question.step)
        training = span.training
        state = _renewed(state, span)
        row = _row(question, question.step)
        if row is None and not self._with_memory:
            row = np.atleast_2d(question.history.path(question.run, question.step, question.step).parameters[-1:])
        if question.history.revision != question.revision or (row is not None and not len(row)):
            raise AbandonedError  # what was read is of another path
        parameters = np.array(state.parameters if row is None else row, training.precision)
        before = parameters.copy()
        gradient, batch = _gradient(question, training, state, parameters)
        slots = slots_for(training, parameters, state.slots) if self._with_memory else {}
        slots_before = _rows(slots)
        if self._with_memory:
            number = (state.iterations[:, np.newaxis] + 1).astype(parameters.dtype)
            with np.errstate(all="ignore"):
                UPDATE_RULES[training.optimizer].prepare(training, parameters.dtype)(
                    parameters, gradient, slots, number
                )
        return Update(
            step=question.step,
            is_known=question.is_known,
            training=training,
            number=int(state.iterations[0]) + 1,
            before=before[0].astype(np.float64),
            after=parameters[0].astype(np.float64),
            gradient=gradient[0].astype(np.float64),
            expected=question.landscape.gradient(before[0].astype(np.float64)),
            slots_before=slots_before,
            slots_after=_rows(slots),
            batch=batch,
        )


def _gradient(
    question: UpdateQuestion, training: Training, state: EngineState, parameters: NDArray
) -> tuple[NDArray, Batch | None]:
    """Return what the optimizer sees at parameters (1, P), and the batch that it comes from."""
    gradient = np.zeros_like(parameters)
    with np.errstate(all="ignore"):
        if training.gradient == "exact":
            gradient[...] = exact_gradient(question.landscape, training.optimizer)(parameters)
            return gradient, None
        size = training.batch_size
        (x,), (y,) = batch_stream(question.problem, training, state).draw(1, size)
        squares = np.zeros(1, parameters.dtype)
        BatchGradient(question.problem.model, parameters, gradient, size)(x, y, squares)
        every = -(-size // MOST_SAMPLES)
        says = sample_pushes(question.landscape, parameters[0], x[::every], y[::every]) / size
    return gradient, Batch(size, every, x[::every].astype(np.float64), says, float(squares[0]) / size)


def _renewed(state: EngineState, span: Span) -> EngineState:
    """Return the state with which the steps of a span begin."""
    return with_optimizer_reset(state) if span.is_fresh and span.first_step == state.step else state


def _row(question: UpdateQuestion, step: int) -> NDArray | None:
    """Return where the run was at a step, (1, P); None if the history has not kept that."""
    path = question.history.path(question.run, step, step)
    return path.parameters[-1:] if len(path.steps) and path.steps[-1] == step else None


def _rows(slots: dict[str, NDArray]) -> dict[str, NDArray[np.float64]]:
    return {name: slot[0].astype(np.float64) for name, slot in slots.items()}
