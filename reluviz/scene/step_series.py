"""The numbers of one run over its steps, thinned to what a picture of some width can show; GUI thread and recorder."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reluviz.training.history import History, Path, RunId

LEAST_STRIDE = 5
"""A group is shown by four of its rows, so smaller groups would gain nothing."""


class StepSeries:
    """The curves of one run, read from the history as it grows: each group of `stride` rows by four of them.

    A group's first, lowest, highest and last row draw the same column of pixels as all of it ("M4", Jugel, Jerzak,
    Hackenbroich, Markl 2014). Groups are counted from the run's start, so what is kept does not depend on when it was
    read. It is good for one `History.revision`.

    Parameters
    ----------
    values
        What is drawn of a path: (n, K), K curves.
    stride
        How many rows stand for about one pixel.
    """

    def __init__(
        self, history: History, run: RunId, values: Callable[[Path], NDArray[np.floating]], stride: int = 1
    ) -> None:
        self._history = history
        self._run = run
        self._values = values
        self._stride = stride if stride >= LEAST_STRIDE else 1
        self._read_to = -1
        self._waiting: tuple[NDArray[np.int64], NDArray[np.float64]] | None = None
        self._ends = _Rows(np.int64)
        self._steps = _Rows(np.int64)
        self._shown = _Rows(np.float64)
        self.lowest = np.inf
        self.highest = -np.inf
        """The extremes of all curves over all rows read, finite ones only; inf and −inf before the first."""

    def update(self) -> None:
        """Read what the history has got since the last time."""
        last = self._history.last_step
        if last <= self._read_to:
            return
        path = self._history.path(self._run, self._read_to + 1, last)
        new = int(np.searchsorted(path.steps, self._read_to, side="right"))
        if new == len(path.steps):
            return
        steps = path.steps[new:]
        values = np.asarray(self._values(path)[new:], dtype=np.float64)
        self._read_to = int(steps[-1])
        finite = values[np.isfinite(values)]
        if finite.size:
            self.lowest = min(self.lowest, float(finite.min()))
            self.highest = max(self.highest, float(finite.max()))
        if self._waiting is not None:
            steps = np.concatenate((self._waiting[0], steps))
            values = np.concatenate((self._waiting[1], values))
        whole = len(steps) // self._stride * self._stride
        self._keep(steps[:whole], values[:whole])
        self._waiting = (steps[whole:], values[whole:]) if whole < len(steps) else None

    def whole_to(self, step: int) -> int:
        """Return the last step at or before `step` at which a group ends; −1 if there is none."""
        ends = self._ends.rows
        found = int(np.searchsorted(ends, step, side="right"))
        return int(ends[found - 1]) if found else -1

    def read(self, curve: int, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return what is kept of one curve from step `first` to `last`, both included: steps (m,) and values (m,).

        `last` is one that `whole_to` has named, so that a group is never parted.
        """
        ends = self._ends.rows
        each = 4 if self._stride > 1 else 1
        begin = each * int(np.searchsorted(ends, first, side="left"))
        end = each * int(np.searchsorted(ends, last, side="right"))
        return self._steps.rows[begin:end, curve], self._shown.rows[begin:end, curve]

    def _keep(self, steps: NDArray[np.int64], values: NDArray[np.float64]) -> None:
        if not len(steps):
            return
        stride, curves = self._stride, values.shape[1]
        if stride == 1:
            self._ends.append(steps)
            self._steps.append(np.broadcast_to(steps[:, None], values.shape))
            self._shown.append(values)
            return
        groups = values.reshape(-1, stride, curves)
        picked = np.zeros((len(groups), 4, curves), dtype=np.intp)
        # NaN would hide a group's extremes; as infinities of either kind they are picked only where nothing else is.
        picked[:, 1] = np.where(np.isnan(groups), np.inf, groups).argmin(axis=1)
        picked[:, 2] = np.where(np.isnan(groups), -np.inf, groups).argmax(axis=1)
        picked[:, 3] = stride - 1
        picked.sort(axis=1)
        shown = np.take_along_axis(groups, picked, axis=1).reshape(-1, curves)
        whose = steps.reshape(-1, stride)
        self._ends.append(whose[:, -1])
        self._steps.append(np.take_along_axis(whose[:, :, None], picked, axis=1).reshape(-1, curves))
        self._shown.append(shown)


class _Rows:
    """An array that grows at its end, at a cost that does not depend on its length."""

    def __init__(self, dtype: type) -> None:
        self._dtype = dtype
        self._room: NDArray = np.empty(0, dtype)
        self._count = 0

    @property
    def rows(self) -> NDArray:
        """What has been appended, as a view."""
        return self._room[: self._count]

    def append(self, rows: NDArray) -> None:
        """Append rows (n, …)."""
        total = self._count + len(rows)
        if total > len(self._room):
            room = np.empty((max(2 * len(self._room), total, 256), *rows.shape[1:]), self._dtype)
            if self._count:
                room[: self._count] = self.rows
            self._room = room
        self._room[self._count : total] = rows
        self._count = total
