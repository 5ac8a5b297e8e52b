"""The numbers of all curves over the steps, thinned to what a picture can show; GUI thread and recorder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reluviz.training.history import History, RunId, Stretch

LEAST_STRIDE = 5
"""A group is shown by four of its rows, so smaller groups would gain nothing."""

Pick = Callable[[Stretch, Sequence[int]], NDArray[np.floating]]
"""A stretch and the columns of R runs in it → the numbers of their K curves, (n, R, K)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A run as a figure shows it: equal lines have equal pasts, as long as the history's generation stays.

    `last_step` is that of a life that has ended, because the run's start was moved.
    """

    run: RunId
    first_step: int
    start: bytes
    last_step: int | None = None


class StepTable:
    """The curves of some runs, read from the history as it grows: each group of `stride` rows by four of them.

    A group's first, lowest, highest and last row draw the same column of pixels as all of it ("M4", Jugel, Jerzak,
    Hackenbroich, Markl 2014). Groups are counted from the history's first row, which is one of its own, so what is kept
    does not depend on when it was read.

    Parameters
    ----------
    pick
        What is drawn of the history's rows.
    """

    def __init__(self, pick: Pick, curves_a_run: int = 1) -> None:
        self._pick = pick
        self._curves_a_run = curves_a_run
        self._history: History | None = None
        self._generation = -1
        self.stride = 1
        self.lines: tuple[Line, ...] = ()
        self._ends = np.zeros(0, np.int64)
        self._steps = np.zeros((0, 1, 0))
        self._values = np.zeros((0, 1, 0))
        self._count = 0
        self._least, self._greatest = np.inf, -np.inf

    @property
    def count(self) -> int:
        """How many groups there are."""
        return self._count

    @property
    def ends(self) -> NDArray[np.int64]:
        """The last step of each group, (G,)."""
        return self._ends[: self._count]

    @property
    def steps(self) -> NDArray[np.float64]:
        """The steps of the rows that are kept of each group, (G, E, C): C curves, one run's after the other's."""
        return self._steps[: self._count]

    @property
    def values(self) -> NDArray[np.float64]:
        """The numbers at `steps`, (G, E, C); NaN where a run had not begun, had diverged, or is moved."""
        return self._values[: self._count]

    def extremes(self) -> tuple[float, float]:
        """Return the least and the greatest number, finite ones only; inf and −inf where there is none."""
        return self._least, self._greatest

    def update(self, history: History, lines: Sequence[Line], stride: int) -> int:
        """Read the groups that are new, and return how many of the first ones still are what they were.

        Lines that have come or gone do not count as a change where they had not begun yet, so a start that is dragged
        at the newest step costs nothing of the past.
        """
        stride = stride if stride >= LEAST_STRIDE else 1
        generation = history.generation
        wanted = tuple(lines)
        if history is not self._history or generation != self._generation or stride != self.stride:
            self._history, self._generation, self.stride = history, generation, stride
            self._resize(wanted, 0)
            same = 0
        else:
            same = self._count if wanted == self.lines else self._take_lines(wanted)
        last = int(self._ends[self._count - 1]) if self._count else -1
        if wanted and (not self._count or history.last_step >= last + stride):
            self._read(history, last + 1)
        return same

    def _take_lines(self, wanted: tuple[Line, ...]) -> int:
        """Take other lines; groups that a new one has a part in are read again."""
        changed = set(wanted) ^ set(self.lines)
        fresh = set(wanted) - set(self.lines)
        same = min((self._groups_before(line.first_step) for line in changed), default=0)
        self._resize(wanted, min((self._groups_before(line.first_step) for line in fresh), default=self._count))
        return min(same, self._count)

    def _groups_before(self, step: int) -> int:
        return int(np.searchsorted(self.ends, step, side="left"))

    def _resize(self, lines: tuple[Line, ...], count: int) -> None:
        """Keep the first groups, with the curves of other lines; those that were not there are NaN."""
        each, curves = 4 if self.stride > 1 else 1, self._curves_a_run
        steps = np.repeat(self._ends[:count, None], each, axis=1)[:, :, None] * np.ones(len(lines) * curves)
        values = np.full((count, each, len(lines) * curves), np.nan)
        for column, line in enumerate(lines):
            if count and line in self.lines:
                old = self.lines.index(line) * curves
                there, here = slice(old, old + curves), slice(column * curves, (column + 1) * curves)
                steps[:, :, here] = self._steps[:count, :, there]
                values[:, :, here] = self._values[:count, :, there]
        self._ends, self._steps, self._values = self._ends[:count].copy(), steps, values
        self._count = count
        self.lines = lines
        self._least, self._greatest = np.inf, -np.inf
        self._measure(values)

    def _read(self, history: History, first: int) -> None:
        stretches = history.stretches(first)
        # Asked after the rows: a run that has diverged in them is known to have done so.
        lives = {line.run: line.first_step for line in self.lines}
        ends = {
            run.id: then.diverged_at
            for run in history.runs
            if run.id in lives and (then := run.at(lives[run.id])) is not None and then.diverged_at is not None
        }
        parts = [self._part(stretch, ends) for stretch in stretches]
        if not parts:
            return
        steps = np.concatenate([part[0] for part in parts])
        values = np.concatenate([part[1] for part in parts])
        if not self._count:
            self._keep(np.repeat(steps[:1], self.stride), np.repeat(values[:1], self.stride, axis=0))
            steps, values = steps[1:], values[1:]
        whole = len(steps) // self.stride * self.stride
        self._keep(steps[:whole], values[:whole])

    def _part(self, stretch: Stretch, ends: Mapping[RunId, int]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return steps (n,) and numbers (n, C) of a stretch; NaN for lines that are not there, not yet, or no more."""
        count, curves = len(stretch.steps), self._curves_a_run
        columns = [stretch.columns.get(line.run, -1) for line in self.lines]
        if -1 not in columns:
            values = self._pick(stretch, columns).reshape(count, -1).astype(np.float64)
        else:
            here = [index for index, column in enumerate(columns) if column >= 0]
            values = np.full((count, len(columns), curves), np.nan)
            if here:
                values[:, here] = self._pick(stretch, [columns[index] for index in here])
            values = values.reshape(count, -1)
        begun = int(stretch.steps[0])
        for index, line in enumerate(self.lines):
            if line.first_step > begun:
                missing = int(np.searchsorted(stretch.steps, line.first_step))
                values[:missing, index * curves : (index + 1) * curves] = np.nan
            if line.last_step is not None and line.last_step < stretch.steps[-1]:
                left = int(np.searchsorted(stretch.steps, line.last_step, side="right"))
                values[left:, index * curves : (index + 1) * curves] = np.nan
            # From there on the history has a run that has diverged stand at its last point.
            if ends and line.run in ends and ends[line.run] > line.first_step:
                left = int(np.searchsorted(stretch.steps, ends[line.run]))
                values[left:, index * curves : (index + 1) * curves] = np.nan
        return stretch.steps, values

    def _keep(self, steps: NDArray[np.int64], values: NDArray[np.float64]) -> None:
        if not len(steps):
            return
        curves = values.shape[1]
        if self.stride == 1:
            self._append(steps, steps[:, None, None] * np.ones((1, 1, curves)), values[:, None, :])
            return
        groups = values.reshape(-1, self.stride, curves)
        missing = np.isnan(groups)
        picked = np.zeros((len(groups), 4, curves), dtype=np.intp)
        if missing.any():
            picked[:, 0] = (~missing).argmax(axis=1)
            picked[:, 3] = self.stride - 1 - (~missing)[:, ::-1].argmax(axis=1)
            picked[:, 1] = np.where(missing, np.inf, groups).argmin(axis=1)
            picked[:, 2] = np.where(missing, -np.inf, groups).argmax(axis=1)
        else:
            picked[:, 1] = groups.argmin(axis=1)
            picked[:, 2] = groups.argmax(axis=1)
            picked[:, 3] = self.stride - 1
        picked.sort(axis=1)
        which = np.arange(len(groups))[:, None, None]
        rows = steps.reshape(-1, self.stride)
        self._append(rows[:, -1], rows[which, picked].astype(np.float64), groups[which, picked, np.arange(curves)])

    def _append(self, ends: NDArray[np.int64], steps: NDArray[np.float64], values: NDArray[np.float64]) -> None:
        count, total = self._count, self._count + len(ends)
        if total > len(self._ends):
            room = max(2 * count, total, 256) - count
            self._ends = np.concatenate((self.ends, np.zeros(room, np.int64)))
            self._steps = np.concatenate((self.steps, np.zeros((room, *steps.shape[1:]))))
            self._values = np.concatenate((self.values, np.zeros((room, *values.shape[1:]))))
        self._ends[count:total] = ends
        self._steps[count:total] = steps
        self._values[count:total] = values
        self._count = total
        self._measure(values)

    def _measure(self, values: NDArray[np.float64]) -> None:
        """Widen the extremes by numbers that have come."""
        is_finite = np.isfinite(values)
        finite = values if is_finite.all() else values[is_finite]
        self._least = min(self._least, float(np.min(finite, initial=np.inf)))
        self._greatest = max(self._greatest, float(np.max(finite, initial=-np.inf)))


def carried_arcs(
    known: NDArray[np.float64], before: Sequence[Line], lines: Sequence[Line], curves: int
) -> NDArray[np.float64]:
    """Return the lengths (C,) of other lines' curves in a picture: those known of `before` stay, new ones are at 0."""
    arcs = np.zeros(curves)
    if before and lines:
        known = known.reshape(len(before), -1)
        for index, line in enumerate(lines):
            if line in before:
                arcs.reshape(len(lines), -1)[index] = known[before.index(line)]
    return arcs
