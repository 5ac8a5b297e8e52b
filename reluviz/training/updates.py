"""One step of one run in all its numbers: what is asked for, and the answer; frozen values that any thread may hold."""

import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Training
from reluviz.training.engine import Problem
from reluviz.training.history import History
from reluviz.training.records import RunId
from reluviz.training.spans import Span, span_at

Row = NDArray[np.float64]

MOST_SAMPLES = 150
"""So many samples of a batch at most are told of one by one; of more, every so manieth."""


class AbandonedError(Exception):
    """The answer is not wanted any more; what has been traced until then is kept."""


@dataclass(frozen=True, eq=False)
class UpdateQuestion:
    """Which step is asked for: that of a run from `step` to the next one.

    Attributes
    ----------
    landscape
        That of the problem.
    history
        Where the run's steps are.
    spans
        Which settings led from each step to the next.
    first_step
        The step at which the run began.
    is_known
        Whether the step has been made: else it is the one that would come next.
    revision
        That of the history when the question was asked.
    """

    problem: Problem
    landscape: Landscape
    history: History
    spans: tuple[Span, ...]
    run: RunId
    first_step: int
    step: int
    is_known: bool
    revision: int

    @property
    def training(self) -> Training:
        """The settings that the step is made with."""
        return span_at(self.spans, self.step).training

    @cached_property
    def line(self) -> tuple[object, ...]:
        """What questions about other steps of the same path have in common."""
        return weakref.ref(self.history), self.revision, self.run, self.first_step, self.problem

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What makes it another question."""
        return self.line, self.step, self.is_known, self.spans


@dataclass(frozen=True, eq=False)
class Batch:
    """The mini-batch of a step.

    Attributes
    ----------
    size
        How many samples it has.
    every
        Every so manieth of them is told of in `x` and `pushes`.
    x : (n,)
        Their inputs.
    pushes : (P, n)
        What each contributes to the gradient of the batch's loss: all samples' add up to it.
    loss
        The batch's loss before the step.
    """

    size: int
    every: int
    x: Row
    pushes: Row
    loss: float


@dataclass(frozen=True, eq=False)
class Update:
    """One step of one run, from `step` to the next one.

    Attributes
    ----------
    is_known
        Whether it has been made.
    training
        The settings that it is made with.
    number
        The number of the step with the present optimizer, from 1: t in Adam's formulas.
    before, after : (P,)
        The parameters.
    gradient : (P,)
        As the optimizer sees it: that of the batch's loss, or of the expected one.
    expected : (P,)
        The gradient of the expected loss.
    slots_before, slots_after : name → (P,)
        The optimizer's memory, by the names of `reluviz.training.update_rules`.
    batch
        None with exact gradients.
    """

    step: int
    is_known: bool
    training: Training
    number: int
    before: Row
    after: Row
    gradient: Row
    expected: Row
    slots_before: Mapping[str, Row]
    slots_after: Mapping[str, Row]
    batch: Batch | None
