"""Which runs of a history stand where in a block of its rows; any thread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reluviz.training.records import Run, RunId

NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Present:
    """Runs that are there in the same lives for a while, their columns (R,) and the steps (R,) of their divergence."""

    runs: tuple[Run, ...]
    columns: NDArray[np.intp]
    ends: NDArray[np.int64]


class Roster:
    """Where runs stand in the arrays of a block, and from when to when: asked in every frame, for thousands of runs."""

    def __init__(self, runs: tuple[Run, ...], columns: dict[RunId, int]) -> None:
        self.key = runs, columns
        self._now = _present([run for run in runs if run.id in columns], columns)
        births = {run.first_step for run in self._now.runs}
        births.update(life.first_step for run in self._now.runs for life in run.lives)
        self._births = np.array(sorted(births), np.int64)
        """The steps at which runs, or lives of them, begin."""
        self._then: tuple[int, Present] = (len(births), self._now)

    def is_of(self, runs: tuple[Run, ...], columns: dict[RunId, int]) -> bool:
        """Tell whether it was made of these; neither is ever changed once it is there."""
        return self.key[0] is runs and self.key[1] is columns

    def at(self, step: int) -> Present:
        """Return the runs that had begun by a step, as they were then: the same as long as nobody begins."""
        place = int(self._births.searchsorted(step, side="right"))
        if place == len(self._births):
            return self._now
        known, then = self._then
        if known != place:
            then = _present([there for run in self._now.runs if (there := run.at(step)) is not None], self.key[1])
            # Replaced as a whole: another thread finds the one or the other.
            self._then = place, then
        return then


def _present(runs: list[Run], columns: dict[RunId, int]) -> Present:
    return Present(
        tuple(runs),
        np.array([columns[run.id] for run in runs], np.intp),
        np.array([NEVER if run.diverged_at is None else run.diverged_at for run in runs], np.int64),
    )
