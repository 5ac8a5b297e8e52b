"""What a history is made of: runs, live events, stretches of a run; frozen values that any thread may hold."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.model import Text

RunId = int

LIMIT = 1e6
"""A run with a parameter beyond this magnitude has diverged."""


@dataclass(frozen=True, slots=True)
class Life:
    """What a run was before its start was moved.

    Attributes
    ----------
    first_step, last_step
        From its start to the last step before the move.
    diverged_at
        The first step at which it had diverged; None if it had not.
    is_pieced
        Whether it is made of several that were too many to be kept (`training/lives.py`): its path has jumps.
    """

    first_step: int
    last_step: int
    diverged_at: int | None = None
    is_pieced: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the training.

    Attributes
    ----------
    first_step
        The step at which it began; its row there is its start. If it was moved, that is when it began anew.
    diverged_at
        The first step at which a parameter was not finite or beyond `LIMIT`; from there on the run stands at its last
        point before. None if it has not.
    is_sampled
        Whether its start was drawn at random: the fates of such runs are a sample.
    lives
        What it was before its start was moved, in order: each ends where the next one, or the run itself, begins.
    last_step, is_pieced
        Those of a former life that `at` has found; a run as it is now has no last step.
    """

    id: RunId
    label: Text = ""
    color: str = ""
    first_step: int = 0
    diverged_at: int | None = None
    is_sampled: bool = False
    lives: tuple[Life, ...] = ()
    last_step: int | None = None
    is_pieced: bool = False

    def at(self, step: int) -> "Run | None":
        """Return the run as it was at a step, in the life that it had then; None before it first began."""
        if step >= self.first_step:
            return self
        for life in reversed(self.lives):
            if step >= life.first_step:
                return replace(
                    self,
                    first_step=life.first_step,
                    diverged_at=life.diverged_at,
                    lives=(),
                    last_step=life.last_step,
                    is_pieced=life.is_pieced,
                )
        return None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was changed live, between the step `step` and the one after it.

    Attributes
    ----------
    changes
        The settings of `[training]` that changed, as (key, old value, new value); empty for the other kinds.
    run
        The run that was added, moved or removed.
    """

    step: int
    kind: Literal["training", "start added", "start moved", "start removed"]
    changes: tuple[tuple[str, Any, Any], ...] = ()
    run: RunId | None = None


@dataclass(frozen=True)
class Path:
    """A stretch of one run: steps (n,), parameters (n, P), expected loss (n,).

    ``batch_loss`` (n,) is the loss that the optimizer saw in the step that led to the row: NaN at a start and where the
    gradient was exact; None where that is everywhere.
    """

    steps: NDArray[np.int64]
    parameters: NDArray[np.floating]
    loss: NDArray[np.float32]
    batch_loss: NDArray[np.float32] | None


@dataclass(frozen=True)
class Stretch:
    """Successive rows of all the runs that there were: steps (n,), parameters (R, n, P), expected loss (R, n).

    The arrays are views of what the history keeps: read them, do not hold them. `columns` tells where each run stands
    in them; rows before a run's first step are of its former lives, or not its own.
    """

    columns: dict[RunId, int]
    steps: NDArray[np.int64]
    parameters: NDArray[np.floating]
    loss: NDArray[np.float32]


@dataclass(frozen=True)
class Standing:
    """All runs that were there at one step: parameters (R, P), expected loss (R,), whether each has diverged (R,)."""

    runs: tuple[Run, ...]
    parameters: NDArray[np.floating]
    loss: NDArray[np.float32]
    diverged: NDArray[np.bool_]
