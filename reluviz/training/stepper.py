"""What a session does between two commands: steps, edits of the runs, live changes; the worker thread calls it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial

import numpy as np

from reluviz.scenario.model import Text, Training
from reluviz.training.engine import EngineState
from reluviz.training.history import History, Run, RunId
from reluviz.training.relay import Relay
from reluviz.training.states import state_of_rows, with_moved_run, with_optimizer_reset, with_run, without_run

QUIET_SETTINGS = frozenset({"steps", "engine"})
"""Settings that change nothing about the path, and so are no events."""

FIXED_SETTINGS = ("seed", "precision")
"""Settings that make another training."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One start: where a run begins, and how it is told from others."""

    id: RunId
    row: tuple[float, ...]
    label: Text = ""
    color: str = ""
    is_sampled: bool = False


class Stepper:
    """Holds a training: its settings, its starts, the engine with the present state, and the history that it writes."""

    def __init__(self, training: Training, placed: Sequence[Placed], engine: Relay, history: History) -> None:
        self._placed = list(placed)
        self._hidden: set[RunId] = set()
        self._history = history
        self._pending: EngineState | None = None
        self._changes: list[Callable[[EngineState], EngineState]] = []
        self._summarised: tuple[Run, ...] | None = None
        self._summed_up = (0, False)
        self.engine = engine
        self.training = training
        self.reset()

    @property
    def end_step(self) -> int:
        """Where the training ends: `training.steps` after the last start, so that a late one is trained as well."""
        return self.training.steps + self._summary()[0]

    @property
    def is_finished(self) -> bool:
        """Whether all steps are made, or all runs have diverged."""
        return self._history.last_step >= self.end_step or self._summary()[1]

    @property
    def can_step(self) -> bool:
        """Whether there is a run to train, and steps are left."""
        return bool(self._history.runs) and not self.is_finished

    def advance(self, count: int) -> int:
        """Make at most `count` steps, and return how many: fewer at the end, 0 while the engine is waited for."""
        count = min(count, self.end_step - self._history.last_step)
        if not self.can_step:
            return 0
        self._hand_over()
        if not self.engine.is_ready() or self._changes:
            return 0
        chunk = self.engine.advance(count)
        self._history.append(chunk)
        return len(chunk.parameters)

    def reset(self) -> None:
        """Begin anew: every start at its place from step 0 on, the batches as the seed makes them."""
        width = self._history.width
        rows = np.array([placed.row for placed in self._placed], np.float64).reshape(len(self._placed), width)
        self._pending = state_of_rows(rows, self.training.precision) if len(rows) else _empty(width, self.training)
        self._changes.clear()
        runs = [Run(placed.id, placed.label, placed.color, is_sampled=placed.is_sampled) for placed in self._placed]
        self._history.restart(runs, self._pending.parameters)

    def set_training(self, training: Training) -> None:
        """Change settings from the present step on; ValueError for those that make another training."""
        changes = tuple(
            (entry.name, getattr(self.training, entry.name), getattr(training, entry.name))
            for entry in fields(Training)
            if getattr(self.training, entry.name) != getattr(training, entry.name)
        )
        keys = {key for key, _, _ in changes}
        if not changes:
            return
        if keys.intersection(FIXED_SETTINGS):
            raise ValueError(f"not a live change: {', '.join(sorted(keys.intersection(FIXED_SETTINGS)))}")
        if keys != {"steps"}:
            self._edit(with_optimizer_reset if "optimizer" in keys else _same)
        self.training = training
        told = tuple(change for change in changes if change[0] not in QUIET_SETTINGS)
        if told:
            self._history.change_training(told)

    def add_run(self, placed: Placed) -> None:
        """Add a run at the present step; after a reset it begins at its place from step 0 on."""
        self._edit(partial(with_run, row=placed.row))
        self._placed.append(placed)
        self._history.add_run(Run(placed.id, placed.label, placed.color), np.array(placed.row))

    def move_run(self, run: RunId, row: tuple[float, ...]) -> None:
        """Let a run begin anew at the present step from another place; one that is gone stays so."""
        index = self._index(run)
        if index is not None:
            self._edit(partial(with_moved_run, index=index, row=row))
            self._placed[index] = replace(self._placed[index], row=row)
            self._history.move_run(run, np.array(row))

    def hide_run(self, run: RunId) -> None:
        """Take a run away, but train it on, so that `show_run` can bring it back; one that is gone stays so."""
        if self._index(run) is not None:
            self._hidden.add(run)
            self._history.hide_run(run)

    def show_run(self, run: RunId) -> None:
        """Bring a hidden run back with its path, as if it had never gone; what is not hidden is left alone."""
        if run in self._hidden:
            self._hidden.remove(run)
            self._history.show_run(run)

    def relabel_run(self, run: RunId, label: Text, color: str) -> None:
        """Give a run another label and colour, now and after a reset."""
        index = self._index(run)
        if index is not None:
            self._placed[index] = replace(self._placed[index], label=label, color=color)
            self._history.relabel_run(run, label, color)

    def remove_run(self, run: RunId) -> None:
        """Remove a run, be it hidden; one that is gone stays so."""
        index = self._column(run)
        self._hidden.discard(run)
        if index is not None:
            self._edit(partial(without_run, index=index))
            del self._placed[index]
            self._history.remove_run(run)

    def warm_up(self) -> None:
        """Begin to start what takes its time; returns at once."""
        self._hand_over()
        self.engine.warm_up()

    def close(self) -> None:
        """Let go of the engine."""
        self.engine.close()

    def _summary(self) -> tuple[int, bool]:
        """Return the step of the last start, and whether all runs have diverged; found once for the same runs."""
        runs = self._history.runs
        if runs is not self._summarised:
            last_start = max((run.first_step for run in runs), default=0)
            self._summed_up = last_start, bool(runs) and all(run.diverged_at is not None for run in runs)
            self._summarised = runs
        return self._summed_up

    def _edit(self, change: Callable[[EngineState], EngineState]) -> None:
        """Change the present state; the engine takes it before the next step, after all changes until then."""
        self._changes.append(change)
        self._apply_changes()

    def _apply_changes(self) -> None:
        """Apply the changes that wait, unless the present state is still being caught up with."""
        if self._pending is None and self._changes:
            self._pending = self.engine.state()
        if self._pending is not None:
            for change in self._changes:
                self._pending = change(self._pending)
            self._changes.clear()

    def _hand_over(self) -> None:
        """Give the engine the state that was changed."""
        self._apply_changes()
        if self._pending is not None:
            self.engine.load(self.training, self._pending)
            self._pending = None

    def _index(self, run: RunId) -> int | None:
        """Return the place of a run that is there; None for one that is gone or hidden."""
        return None if run in self._hidden else self._column(run)

    def _column(self, run: RunId) -> int | None:
        return next((index for index, placed in enumerate(self._placed) if placed.id == run), None)


def _same(state: EngineState) -> EngineState:
    return state


def _empty(width: int, training: Training) -> EngineState:
    return EngineState(0, np.zeros((0, width), training.precision), np.zeros(0, np.int64))
