"""Keeps runs that have diverged at their last point: infinities and NaN never reach a history or a file; one thread."""

import numpy as np
from numpy.typing import NDArray

from reluviz.training.engine import Chunk
from reluviz.training.records import LIMIT


class Divergence:
    """Knows which runs have left the limit or stopped being finite, and where each of them stands.

    Attributes
    ----------
    newest : (R, P)
        The newest rows, those of diverged runs at their last point.
    has_diverged : (R,)
    """

    def __init__(self, parameters: NDArray[np.floating]) -> None:
        self.newest = parameters.copy()
        self.has_diverged = np.zeros(len(parameters), bool)

    def hold(self, chunk: Chunk) -> tuple[NDArray[np.floating], NDArray[np.floating] | None, dict[int, int]]:
        """Return the chunk's rows (k, R, P) and batch loss (k, R) with diverged runs standing still.

        Their batch loss is NaN. The last value tells the runs that diverge in this chunk: column → row.
        """
        parameters = np.asarray(chunk.parameters, self.newest.dtype)
        batch_loss = chunk.batch_loss
        if not len(parameters):
            return parameters, batch_loss, {}
        inside = np.abs(parameters) <= LIMIT  # False for NaN
        diverged: dict[int, int] = {}
        if self.has_diverged.any() or not inside.all():
            parameters = parameters.copy()
            parameters[:, self.has_diverged] = self.newest[self.has_diverged]
            if batch_loss is not None:
                batch_loss = batch_loss.copy()
                batch_loss[:, self.has_diverged] = np.nan
            left = ~inside.all(axis=2) & ~self.has_diverged
            for column in np.flatnonzero(left.any(axis=0)).tolist():
                row = int(np.argmax(left[:, column]))
                diverged[column] = row
                parameters[row:, column] = parameters[row - 1, column] if row else self.newest[column]
                if batch_loss is not None:
                    batch_loss[row:, column] = np.nan
            self.has_diverged = self.has_diverged | left.any(axis=0)
        self.newest = parameters[-1].copy()
        return parameters, batch_loss, diverged

    def add(self, row: NDArray[np.floating]) -> None:
        """Add a run at the end, which stands at `row`, (P,)."""
        self.newest = np.concatenate((self.newest, row[None]))
        self.has_diverged = np.append(self.has_diverged, False)

    def move(self, column: int, row: NDArray[np.floating]) -> None:
        """Let a run begin anew at `row`, (P,)."""
        self.newest[column] = row
        self.has_diverged[column] = False

    def remove(self, column: int) -> None:
        """Forget a run."""
        self.newest = np.delete(self.newest, column, axis=0)
        self.has_diverged = np.delete(self.has_diverged, column)
