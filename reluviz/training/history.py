"""The history of a training: all steps of all runs and the live changes; one thread writes, any thread reads."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from reluviz.scenario.model import Text
from reluviz.training.divergence import Divergence
from reluviz.training.engine import Chunk
from reluviz.training.history_rows import Rows, Snapshot
from reluviz.training.lives import begun_anew
from reluviz.training.records import LIMIT, Event, Path, Run, RunId, Standing, Stretch
from reluviz.training.roster import Roster

__all__ = ["BUDGET_BYTES", "LIMIT", "Event", "History", "Path", "Run", "RunId", "Standing", "Stretch"]

BUDGET_BYTES = 256_000_000
"""The memory that a history may take before it keeps only every second row."""


@dataclass(frozen=True, slots=True)
class _Published:
    """What readers see: replaced as a whole, so that its parts always belong together."""

    rows: Snapshot
    runs: tuple[Run, ...]
    events: tuple[Event, ...]
    renewals: tuple[int, ...]
    last_step: int
    revision: int
    generation: int


class History:
    """All steps so far; it only grows, but for resets, removed starts, and thinning beyond `budget` bytes.

    Parameters
    ----------
    losses
        The expected loss (…,) of parameters (…, P); called by the writer for every row that is kept.
    width
        The number of parameters P.
    dtype
        The precision that the parameters are kept in.
    """

    def __init__(
        self,
        losses: Callable[[NDArray[np.floating]], NDArray[np.floating]],
        width: int,
        dtype: DTypeLike = np.float32,
        budget: int = BUDGET_BYTES,
    ) -> None:
        self._losses = losses
        self._dtype: np.dtype[Any] = np.dtype(dtype)
        self.width = width
        """The number of parameters P."""
        self._new_id = itertools.count(1).__next__
        self._rows = Rows(width, self._dtype, budget)
        self._divergence = Divergence(np.zeros((0, width), self._dtype))
        self._all: tuple[Run, ...] = ()
        """All runs that are trained, in the order of their columns, those that are hidden too."""
        self._hidden: frozenset[RunId] = frozenset()
        self._born: tuple[tuple[Run, ...], frozenset[int]] = ((), frozenset())
        self._published = _Published(self._rows.snapshot, (), (), (), 0, 0, 0)
        self._roster = Roster((), {})
        self._starts: tuple[object, int, NDArray[np.floating]] = (None, 0, np.zeros((0, width), self._dtype))

    def __getstate__(self) -> dict[str, Any]:
        """Return what reading takes, as it stands at this moment: in another process a history is not written on."""
        return {
            "_published": self._published,
            "_dtype": self._dtype,
            "_roster": Roster((), {}),
            "_starts": (None, 0, np.zeros((0, self.width), self._dtype)),
            "width": self.width,
        }

    # ---- reading: any thread -------------------------------------------------------------------------------------

    @property
    def last_step(self) -> int:
        """The newest step."""
        return self._published.last_step

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs, in the order in which they were added."""
        return self._published.runs

    @property
    def events(self) -> tuple[Event, ...]:
        """What was changed live, in order."""
        return self._published.events

    @property
    def renewals(self) -> tuple[int, ...]:
        """The steps at which the optimizers began anew: after one kind, another, or the same again."""
        return self._published.renewals

    @property
    def revision(self) -> int:
        """A number that changes when rows of the past have changed: then draw again what was drawn of them."""
        return self._published.revision

    @property
    def generation(self) -> int:
        """A number that changes after a restart or a thinning only.

        As long as it stays, so do the rows of a run that still has the same first step and start.
        """
        return self._published.generation

    @property
    def nbytes(self) -> int:
        """The memory that the rows take."""
        return self._published.rows.nbytes

    def run(self, run: RunId) -> Run | None:
        """Return one run as it is now by its id; None if it was removed."""
        return next((entry for entry in self._published.runs if entry.id == run), None)

    def path(self, run: RunId, first: int | None = None, last: int | None = None) -> Path:
        """Return a run's rows, as copies, from the last row at or before `first` up to `last`.

        Without thinning that is every step from `first` to `last`. It is of the life that the run had at `last`, begins
        at its start at the earliest, and is empty where there is nothing.
        """
        now = self._published
        last = now.last_step if last is None else last
        entry = next((entry.at(last) for entry in now.runs if entry.id == run), None)
        first = 0 if first is None else first
        parts = []
        if entry is not None:
            for block, start, stop in now.rows.pieces(max(first, entry.first_step), last):
                column = block.columns.get(run)
                if column is not None:
                    parts.append((block, column, slice(start, stop)))
        if not parts:
            none = np.zeros(0, np.float32)
            return Path(np.zeros(0, np.int64), np.zeros((0, self.width), self._dtype), none, None)
        batch_loss = None
        if any(block.batch_loss is not None for block, _, _ in parts):
            batch_loss = np.concatenate(
                [
                    np.full(rows.stop - rows.start, np.nan, np.float32) if block.batch_loss is None
                    else block.batch_loss[column, rows]
                    for block, column, rows in parts
                ]
            )  # fmt: skip
        return Path(
            np.concatenate([block.steps[rows] for block, _, rows in parts]),
            np.concatenate([block.parameters[column, rows] for block, column, rows in parts]),
            np.concatenate([block.loss[column, rows] for block, column, rows in parts]),
            batch_loss,
        )

    def stretches(self, first: int) -> list[Stretch]:
        """Return the rows of all runs from step `first` on; a newest row that will not be kept is left out."""
        return [
            Stretch(block.columns, block.steps[rows], block.parameters[:, rows], block.loss[:, rows])
            for block, start, stop in self._published.rows.kept_pieces(first)
            for rows in (slice(start, stop),)
        ]

    def at(self, run: RunId, step: int) -> NDArray[np.floating] | None:
        """Return a run's parameters (P,) in the last row at or before `step`; None before its start."""
        found = self._find(run, step)
        return None if found is None else found[0].parameters[found[1], found[2]].copy()

    def loss_at(self, run: RunId, step: int) -> float | None:
        """Return a run's expected loss in the last row at or before `step`; None before its start."""
        found = self._find(run, step)
        return None if found is None else float(found[0].loss[found[1], found[2]])

    def standing(self, step: int) -> Standing:
        """Return all runs that were there at `step`, as they were then, in the last row at or before it."""
        now = self._published
        found = now.rows.find(step)
        if found is None:
            none = np.zeros(0, bool)
            return Standing((), np.zeros((0, self.width), self._dtype), none.astype(np.float32), none)
        block, row = found
        roster = self._roster
        if not roster.is_of(now.runs, block.columns):
            # Replaced as a whole: another thread finds the one or the other.
            roster = self._roster = Roster(now.runs, block.columns)
        then = roster.at(step)
        columns = then.columns
        return Standing(then.runs, block.parameters[columns, row], block.loss[columns, row], then.ends <= step)

    def starts(self, runs: Sequence[Run]) -> NDArray[np.floating]:
        """Return the parameters at the first steps of runs that are there, (R, P); not to be written to."""
        known, generation, rows = self._starts
        now = self.generation
        if known is not runs or generation != now:
            rows = self._read_starts(runs)
            rows.flags.writeable = False
            self._starts = runs, now, rows
        return rows

    def _read_starts(self, runs: Sequence[Run]) -> NDArray[np.floating]:
        rows = np.full((len(runs), self.width), np.nan, self._dtype)
        snapshot = self._published.rows
        places: dict[int, list[int]] = {}
        for index, run in enumerate(runs):
            places.setdefault(run.first_step, []).append(index)
        for step, indices in places.items():
            found = snapshot.find(step)
            if found is not None:
                block, row = found
                known = [index for index in indices if runs[index].id in block.columns]
                rows[known] = block.parameters[[block.columns[runs[index].id] for index in known], row]
        return rows

    def _find(self, run: RunId, step: int) -> tuple[Any, int, int] | None:
        now = self._published
        entry = next((entry.at(step) for entry in now.runs if entry.id == run), None)
        found = now.rows.find(step)
        if entry is None or found is None or run not in found[0].columns:
            return None
        block, row = found
        return block, block.columns[run], row

    # ---- writing: one thread at a time ---------------------------------------------------------------------------

    def new_id(self) -> RunId:
        """Return an id that no run has had; any thread may ask."""
        return self._new_id()

    def restart(self, runs: Sequence[Run], parameters: NDArray[np.floating]) -> None:
        """Forget everything; the runs begin at step 0 with parameters (R, P). Those that were hidden are so still."""
        rows = np.array(parameters, self._dtype)
        self._rows.restart(tuple(run.id for run in runs), 0, rows, self._loss(rows))
        self._divergence = Divergence(rows)
        self._hidden &= {run.id for run in runs}
        fresh = tuple(replace(run, first_step=0, diverged_at=None, lives=()) for run in runs)
        self._publish(runs=fresh, events=(), renewals=(), last_step=0, rewritten=True)

    def append(self, chunk: Chunk) -> None:
        """Append the states of the steps after the newest, one column a run as they were added, hidden ones too.

        A run that leaves the limit or stops being finite stands at its last point from there on.
        """
        now = self._published
        count = len(chunk.parameters)
        shape = (len(self._all), self.width)
        if chunk.first_step != now.last_step + 1 or chunk.parameters.shape[1:] != shape:
            raise ValueError(
                f"a chunk of {chunk.parameters.shape} at step {chunk.first_step} does not follow"
                f" step {now.last_step} of {shape}"
            )
        if count == 0:
            return
        parameters, batch_loss, diverged = self._divergence.hold(chunk)
        runs = self._all
        if diverged:
            runs = tuple(
                replace(run, diverged_at=chunk.first_step + diverged[column]) if column in diverged else run
                for column, run in enumerate(runs)
            )
        steps = np.arange(chunk.first_step, chunk.first_step + count)
        wanted = self._rows.kept(steps, ())
        wanted[-1] = True
        if not wanted.all():
            steps, parameters = steps[wanted], parameters[wanted]
            batch_loss = None if batch_loss is None else batch_loss[wanted]
        thinned = self._rows.append(steps, parameters, self._loss(parameters), batch_loss, self._births())
        self._publish(runs=runs, last_step=chunk.first_step + count - 1, rewritten=thinned)

    def add_run(self, run: Run, parameters: NDArray[np.floating]) -> None:
        """Add a run that begins at the newest step with parameters (P,)."""
        now = self._published
        self._divergence.add(np.array(parameters, self._dtype))
        runs = (*self._all, replace(run, first_step=now.last_step, diverged_at=None, lives=()))
        self._change_runs(runs, Event(now.last_step, "start added", run=run.id), changed=False)

    def move_run(self, run: RunId, parameters: NDArray[np.floating]) -> None:
        """Let a run begin anew at the newest step with parameters (P,); its path so far is a former life's."""
        now = self._published
        column = self._column(run)
        row = np.array(parameters, self._dtype)
        self._divergence.move(column, row)
        self._rows.rewrite_newest(run, row, float(self._loss(row[None])[0]))
        fresh = begun_anew(self._all[column], now.last_step, len(self._all))
        runs = (*self._all[:column], fresh, *self._all[column + 1 :])
        event = Event(now.last_step, "start moved", run=run)
        # Dragging a start moves it sixty times a second: that is one event, the last of them.
        events = now.events
        if events and events[-1].kind == event.kind and events[-1].run == run:
            events = events[:-1]
        events = (*events, event)
        self._publish(runs=runs, events=events, changed=True)

    def remove_run(self, run: RunId) -> None:
        """Remove a run with its path."""
        now = self._published
        column = self._column(run)
        self._divergence.remove(column)
        runs = (*self._all[:column], *self._all[column + 1 :])
        event = None if run in self._hidden else Event(now.last_step, "start removed", run=run)
        self._hidden -= {run}
        self._change_runs(runs, event, changed=True)

    def hide_run(self, run: RunId) -> None:
        """Take a run away for readers; its column stays, so that `show_run` brings it back as if nothing had been."""
        self._hidden |= {run}
        event = Event(self.last_step, "start removed", run=run)
        self._publish(runs=self._all, events=(*self._published.events, event), changed=True)

    def show_run(self, run: RunId) -> None:
        """Bring a hidden run back, with its path."""
        self._hidden -= {run}
        event = Event(self.last_step, "start added", run=run)
        self._publish(runs=self._all, events=(*self._published.events, event), changed=True)

    def relabel_run(self, run: RunId, label: Text, color: str) -> None:
        """Give a run another label and colour; its rows stay."""
        runs, column = self._all, self._column(run)
        self._publish(runs=(*runs[:column], replace(runs[column], label=label, color=color), *runs[column + 1 :]))

    def change_training(self, changes: Sequence[tuple[str, Any, Any]]) -> None:
        """Note changed settings, (key, old value, new value) each; all changes at one step are one event."""
        events, step = self._published.events, self.last_step
        together: dict[str, tuple[Any, Any]] = {}
        if events and events[-1].kind == "training" and events[-1].step == step:
            together = {key: (old, new) for key, old, new in events[-1].changes}
            events = events[:-1]
        for key, old, new in changes:
            together[key] = (together[key][0] if key in together else old, new)
        told = tuple((key, old, new) for key, (old, new) in together.items() if old != new)
        renewals = self._published.renewals
        if any(key == "optimizer" for key, _, _ in changes) and step not in renewals:
            renewals = (*renewals, step)
        self._publish(events=(*events, Event(step, "training", told)) if told else events, renewals=renewals)

    def _change_runs(self, runs: tuple[Run, ...], event: Event | None, changed: bool) -> None:
        rows = self._divergence.newest
        self._rows.change_runs(tuple(run.id for run in runs), rows, self._loss(rows))
        events = self._published.events
        self._publish(runs=runs, events=events if event is None else (*events, event), changed=changed)

    def _births(self) -> frozenset[int]:
        """Return the steps at which runs and their lives begin; found once for the same runs: there may be 10,000."""
        runs = self._all
        if runs is not self._born[0]:
            former = (life.first_step for run in runs for life in run.lives)
            self._born = runs, frozenset(itertools.chain((run.first_step for run in runs), former))
        return self._born[1]

    def _column(self, run: RunId) -> int:
        return [entry.id for entry in self._all].index(run)

    def _loss(self, parameters: NDArray[np.floating]) -> NDArray[np.floating]:
        if parameters.size == 0:
            return np.zeros(parameters.shape[:-1])
        # The fast form may end a rounding error below 0.
        return np.maximum(self._losses(parameters), 0.0)

    def _publish(
        self,
        runs: tuple[Run, ...] | None = None,
        events: tuple[Event, ...] | None = None,
        renewals: tuple[int, ...] | None = None,
        last_step: int | None = None,
        changed: bool = False,
        rewritten: bool = False,
    ) -> None:
        now = self._published
        if runs is not None:
            # The same tuple again where nobody has changed: readers remember what they made of it.
            is_same, self._all = runs is self._all and not changed, runs
            shown = tuple(run for run in runs if run.id not in self._hidden) if self._hidden else runs
            runs = now.runs if is_same else shown
        self._published = _Published(
            self._rows.snapshot,
            now.runs if runs is None else runs,
            now.events if events is None else events,
            now.renewals if renewals is None else renewals,
            now.last_step if last_step is None else last_step,
            now.revision + (changed or rewritten),
            now.generation + rewritten,
        )
