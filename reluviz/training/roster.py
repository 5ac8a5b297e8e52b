"""Which runs of a history stand where in a block of its rows; any thread."""

import numpy as np

from reluviz.training.records import Run, RunId


class Roster:
    """Where runs stand in the arrays of a block, and from when to when: asked in every frame, for thousands of runs."""

    def __init__(self, runs: tuple[Run, ...], columns: dict[RunId, int]) -> None:
        self.key = runs, columns
        self.runs = tuple(run for run in runs if run.id in columns)
        self.columns = np.array([columns[run.id] for run in self.runs], np.intp)
        self.first_steps = np.array([run.first_step for run in self.runs], np.int64)
        never = np.iinfo(np.int64).max
        self.ends = np.array([never if run.diverged_at is None else run.diverged_at for run in self.runs], np.int64)
        """The steps at which they have diverged."""

    def is_of(self, runs: tuple[Run, ...], columns: dict[RunId, int]) -> bool:
        """Tell whether it was made of these; neither is ever changed once it is there."""
        return self.key[0] is runs and self.key[1] is columns
