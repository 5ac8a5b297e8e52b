"""What a history is made of: runs, live events, stretches of a run; frozen values that any thread may hold."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.model import Text

RunId = int

LIMIT = 1e6
"""A run with a parameter beyond this magnitude has diverged."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the training.

    Attributes
    ----------
    first_step
        The step at which it began; its row there is its start.
    diverged_at
        The first step at which a parameter was not finite or beyond `LIMIT`; from there on the run stands at its last
        point before. None if it has not.
    is_sampled
        Whether its start was drawn at random: the fates of such runs are a sample.
    """

    id: RunId
    label: Text = ""
    color: str = ""
    first_step: int = 0
    diverged_at: int | None = None
    is_sampled: bool = False


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
    in them; rows before a run's first step are not its own.
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
