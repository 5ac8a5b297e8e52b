"""The rows of a history, in blocks, thinned beyond a budget; one thread writes, any thread reads snapshots."""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK_BYTES = 1 << 20
"""About how large a block is: small enough to be thinned between two chunks of training."""

MAX_BLOCK_ROWS = 8192


class Block:
    """A stretch of rows with the same runs, run after run in memory, so that one run's path is one copy.

    Attributes
    ----------
    columns
        Where each run id stands in the arrays.
    steps : (n,)
    parameters : (R, n, P)
    loss : (R, n)
    batch_loss : (R, n) or None
        NaN where no batch was seen; None as long as that is everywhere.
    """

    __slots__ = ("batch_loss", "columns", "first", "loss", "parameters", "steps")

    def __init__(self, ids: tuple[int, ...], capacity: int, width: int, dtype: np.dtype[np.floating]) -> None:
        self.columns = {run: column for column, run in enumerate(ids)}
        self.first = 0
        self.steps = np.empty(capacity, np.int64)
        self.parameters = np.empty((len(ids), capacity, width), dtype)
        self.loss = np.empty((len(ids), capacity), np.float32)
        self.batch_loss: NDArray[np.float32] | None = None

    @property
    def capacity(self) -> int:
        """How many rows there is room for."""
        return len(self.steps)

    @property
    def nbytes(self) -> int:
        """The memory that the arrays take."""
        batch = 0 if self.batch_loss is None else self.batch_loss.nbytes
        return self.steps.nbytes + self.parameters.nbytes + self.loss.nbytes + batch

    def write(
        self,
        at: int,
        steps: NDArray[np.int64],
        parameters: NDArray[np.floating],
        loss: NDArray[np.floating],
        batch_loss: NDArray[np.floating] | None,
    ) -> None:
        """Write rows (k, R, P), (k, R) from row `at` on; readers see them when a snapshot counts them."""
        rows = slice(at, at + len(steps))
        self.steps[rows] = steps
        self.parameters[:, rows] = parameters.transpose(1, 0, 2)
        self.loss[:, rows] = loss.T
        if batch_loss is not None:
            if self.batch_loss is None:
                self.batch_loss = np.full(self.loss.shape, np.nan, np.float32)
            self.batch_loss[:, rows] = batch_loss.T
        if at == 0:
            self.first = int(steps[0])

    def picked(self, rows: NDArray[np.integer] | NDArray[np.bool_], ids: tuple[int, ...]) -> "Block":
        """Return a copy of some rows of some runs; at least one row."""
        columns = np.array([self.columns[run] for run in ids], np.intp)
        block = Block(ids, 0, 0, self.parameters.dtype)
        block.steps = self.steps[rows]
        block.parameters = self.parameters[columns][:, rows]
        block.loss = self.loss[columns][:, rows]
        if self.batch_loss is not None:
            block.batch_loss = self.batch_loss[columns][:, rows]
        block.first = int(block.steps[0])
        return block

    def joined(self, other: "Block") -> "Block":
        """Return the rows of both blocks, which hold the same runs, in one."""
        block = Block(tuple(self.columns), 0, 0, self.parameters.dtype)
        block.steps = np.concatenate((self.steps, other.steps))
        block.parameters = np.concatenate((self.parameters, other.parameters), axis=1)
        block.loss = np.concatenate((self.loss, other.loss), axis=1)
        if self.batch_loss is not None or other.batch_loss is not None:
            parts = [np.full_like(b.loss, np.nan) if b.batch_loss is None else b.batch_loss for b in (self, other)]
            block.batch_loss = np.concatenate(parts, axis=1)
        block.first = self.first
        return block


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Rows as they stood at one moment; the rows that it counts stay as they are.

    Attributes
    ----------
    sealed
        Full blocks, in the order of their steps.
    current, count
        The block that is being written, and how many of its rows are there.
    tail
        The newest row, where it is not one that is kept in a thinned history.
    """

    sealed: tuple[Block, ...]
    current: Block
    count: int
    tail: Block | None

    def pieces(self, first: int, last: int) -> Iterator[tuple[Block, int, int]]:
        """Yield (block, start, stop) of the rows from the last one at or before `first` up to `last`."""
        begin = max(bisect_right(self.sealed, first, key=_first) - 1, 0)
        for index in range(begin, len(self.sealed)):
            block = self.sealed[index]
            if block.first > last:
                return
            following = self.sealed[index + 1] if index + 1 < len(self.sealed) else self.current
            if following.first > first:
                yield from _piece(block, block.capacity, first, last)
        if self.tail is None or self.tail.first > first:
            yield from _piece(self.current, self.count, first, last)
        if self.tail is not None:
            yield from _piece(self.tail, 1, first, last)

    def kept_pieces(self, first: int) -> Iterator[tuple[Block, int, int]]:
        """Yield (block, start, stop) of the rows from step `first` on, without a newest row that will not be kept."""
        begin = max(bisect_right(self.sealed, first, key=_first) - 1, 0)
        blocks = [(block, block.capacity) for block in self.sealed[begin:]]
        for block, count in [*blocks, (self.current, self.count)]:
            start = int(np.searchsorted(block.steps[:count], first))
            if start < count:
                yield block, start, count

    def find(self, step: int) -> tuple[Block, int] | None:
        """Return the block and the row of the last row at or before `step`; None before the first one."""
        if self.tail is not None and self.tail.first <= step:
            return self.tail, 0
        if self.current.first <= step:
            block, count = self.current, self.count
        else:
            index = bisect_right(self.sealed, step, key=_first) - 1
            if index < 0:
                return None
            block = self.sealed[index]
            count = block.capacity
        row = int(np.searchsorted(block.steps[:count], step, "right")) - 1
        return (block, row) if row >= 0 else None

    @property
    def newest(self) -> tuple[Block, int]:
        """The block and the row of the newest row."""
        return (self.current, self.count - 1) if self.tail is None else (self.tail, 0)

    @property
    def nbytes(self) -> int:
        """The memory that the rows take."""
        return sum(block.nbytes for block in self.sealed) + self.current.nbytes


def _first(block: Block) -> int:
    return block.first


def _piece(block: Block, count: int, first: int, last: int) -> Iterator[tuple[Block, int, int]]:
    steps = block.steps[:count]
    start = max(int(np.searchsorted(steps, first, "right")) - 1, 0)
    stop = int(np.searchsorted(steps, last, "right"))
    if start < stop:
        yield block, start, stop


class Rows:
    """The writer's side: appends, starts new blocks when the runs change, thins; its `snapshot` is what readers get.

    Beyond `budget` bytes only every second row is kept, then every fourth…: rows whose step is a multiple of
    `stride`, the rows at which a run begins, and the newest. A call thins a few blocks only, so that none takes long.
    """

    def __init__(self, width: int, dtype: np.dtype[np.floating], budget: int) -> None:
        self._width = width
        self._dtype = dtype
        self._budget = budget
        self._sealed_bytes = 0
        self._cursor: int | None = None
        self.stride = 1
        self.snapshot = Snapshot((), Block((), 1, width, dtype), 0, None)

    @property
    def ids(self) -> tuple[int, ...]:
        """The runs of the rows that are being written, in the order of their columns."""
        return tuple(self.snapshot.current.columns)

    def restart(self, ids: tuple[int, ...], step: int, parameters: NDArray[np.floating], loss: NDArray) -> None:
        """Forget everything and begin with one row: parameters (R, P), loss (R,)."""
        self._sealed_bytes = 0
        self._cursor = None
        self.stride = 1
        self._begin((), ids, step, parameters, loss)

    def append(
        self,
        steps: NDArray[np.int64],
        parameters: NDArray[np.floating],
        loss: NDArray[np.floating],
        batch_loss: NDArray[np.floating] | None,
        births: Collection[int],
    ) -> bool:
        """Append rows (k, R, P), (k, R); at the steps `births` a run begins. Return whether a thinning has ended."""
        tail = self.snapshot.tail
        if tail is not None and tail.first in births:
            batch = None if tail.batch_loss is None else tail.batch_loss.T
            self._write(tail.steps, tail.parameters.transpose(1, 0, 2), tail.loss.T, batch)
        kept = self.kept(steps, ())
        off_grid = kept[-1:].tolist() == [False]
        if off_grid:
            end = slice(-1, None)
            tail = Block(self.ids, 1, self._width, self._dtype)
            tail.write(0, steps[end], parameters[end], loss[end], None if batch_loss is None else batch_loss[end])
        if not kept.all():
            steps, parameters, loss = steps[kept], parameters[kept], loss[kept]
            batch_loss = None if batch_loss is None else batch_loss[kept]
        self._write(steps, parameters, loss, batch_loss)
        self.snapshot = Snapshot(
            self.snapshot.sealed, self.snapshot.current, self.snapshot.count, tail if off_grid else None
        )
        return self._thin_some(births)

    def kept(self, steps: NDArray[np.int64], births: Collection[int]) -> NDArray[np.bool_]:
        """Return which rows stay at the present stride."""
        mask = steps % self.stride == 0
        return mask | np.isin(steps, list(births)) if births else mask

    def change_runs(self, ids: tuple[int, ...], parameters: NDArray[np.floating], loss: NDArray[np.floating]) -> None:
        """Go on with other runs from the newest row on, which is written anew: parameters (R, P), loss (R,)."""
        now = self.snapshot
        block, row = now.newest
        step, batch = int(block.steps[row]), block.batch_loss
        old = {} if batch is None else {run: batch[column, row] for run, column in block.columns.items()}
        sealed = now.sealed
        rest = now.count if now.tail is not None else now.count - 1
        if rest:
            sealed = (*sealed, self._seal(now.current, rest))
        self._begin(sealed, ids, step, parameters, loss)
        if old:
            seen = np.array([old.get(run, np.nan) for run in ids], np.float32)
            self.snapshot.current.batch_loss = np.full(self.snapshot.current.loss.shape, np.nan, np.float32)
            self.snapshot.current.batch_loss[:, 0] = seen

    def rewrite_newest(self, run: int, parameters: NDArray[np.floating], loss: float) -> None:
        """Write another state (P,) of one run into the newest row.

        A reader may see half of it for one frame; the revision that changes with it lets views draw again.
        """
        block, row = self.snapshot.newest
        column = block.columns[run]
        block.parameters[column, row] = parameters
        block.loss[column, row] = loss
        if block.batch_loss is not None:
            block.batch_loss[column, row] = np.nan

    def _begin(
        self, sealed: tuple[Block, ...], ids: tuple[int, ...], step: int, parameters: NDArray, loss: NDArray
    ) -> None:
        block = self._new_block(ids)
        block.write(0, np.array([step]), parameters[None], loss[None], None)
        self.snapshot = Snapshot(sealed, block, 1, None)

    def _new_block(self, ids: tuple[int, ...]) -> Block:
        row_bytes = 8 + max(len(ids), 1) * (self._width * self._dtype.itemsize + 8)
        return Block(ids, min(max(BLOCK_BYTES // row_bytes, 1), MAX_BLOCK_ROWS), self._width, self._dtype)

    def _seal(self, block: Block, count: int) -> Block:
        sealed = block if count == block.capacity else block.picked(np.arange(count), tuple(block.columns))
        self._sealed_bytes += sealed.nbytes
        return sealed

    def _write(self, steps: NDArray, parameters: NDArray, loss: NDArray, batch_loss: NDArray | None) -> None:
        sealed, block, count = self.snapshot.sealed, self.snapshot.current, self.snapshot.count
        done = 0
        while done < len(steps):
            if count == block.capacity:
                sealed, block, count = (*sealed, self._seal(block, count)), self._new_block(tuple(block.columns)), 0
            some = slice(done, done + block.capacity - count)
            batch = None if batch_loss is None else batch_loss[some]
            block.write(count, steps[some], parameters[some], loss[some], batch)
            count += len(steps[some])
            done += len(steps[some])
        self.snapshot = Snapshot(sealed, block, count, self.snapshot.tail)

    def _thin_some(self, births: Collection[int]) -> bool:
        """Thin one or two MB of blocks if there are too many; return whether the last of them is done."""
        if self._cursor is None:
            if self._sealed_bytes <= self._budget:
                return False
            self.stride *= 2
            self._cursor = 0
        sealed, ids = list(self.snapshot.sealed), self.ids
        touched = 0
        while self._cursor < len(sealed) and touched < 2 * BLOCK_BYTES:
            block = sealed[self._cursor]
            touched += block.nbytes
            rows = self.kept(block.steps, births)
            there = tuple(run for run in block.columns if run in ids)
            self._sealed_bytes -= block.nbytes
            if not there or not rows.any():
                del sealed[self._cursor]
                continue
            thin = block.picked(rows, there)
            before = sealed[self._cursor - 1] if self._cursor else None
            if before is not None and tuple(before.columns) == there and before.nbytes + thin.nbytes <= BLOCK_BYTES:
                self._sealed_bytes -= before.nbytes
                thin = before.joined(thin)
                del sealed[self._cursor]
                self._cursor -= 1
            sealed[self._cursor] = thin
            self._sealed_bytes += thin.nbytes
            self._cursor += 1
        self.snapshot = Snapshot(tuple(sealed), self.snapshot.current, self.snapshot.count, self.snapshot.tail)
        if self._cursor < len(sealed):
            return False
        self._cursor = None
        return True
