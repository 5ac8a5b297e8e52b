"""The engine of a live training: NumPy at once, TensorFlow as soon as it is ready; the worker thread calls it."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reluviz.errors import EngineFailed
from reluviz.scenario.model import Training
from reluviz.training.engine import Chunk, Engine, EngineState, Problem

STARTING = "TensorFlow is starting…"

KEEP_SECONDS = 0.2
"""How old the state may be from which NumPy makes the steps again that a dying engine has taken with it."""

MOST_STEPS_AGAIN = 1000
"""How many steps NumPy makes again in one call."""


class LateEngine(Engine, Protocol):
    """An engine that takes its time to start, and again whenever it has to compile; none of this is waited for."""

    def prepare(self, problem: Problem, training: Training, runs: int) -> None:
        """Begin whatever it takes until `is_ready`; returns at once, and may be asked again. EngineFailed if not."""
        ...

    def is_ready(self, problem: Problem, training: Training, runs: int) -> bool:
        """Return at once whether `load` and `advance` would act without a delay. EngineFailed if they never will."""
        ...


class Relay:
    """An engine that hands the runs over between two others, at whole steps, so that the path goes on.

    With the setting ``auto`` the quick engine makes the steps whenever the late one is not ready: at the beginning,
    and after changes that it has to compile for. With ``tensorflow`` the steps wait for the late one; with ``numpy`` it
    is not even started. If it cannot be had, or dies, `message` says so, and the quick one goes on from where the runs
    are.

    Parameters
    ----------
    quick
        Makes the engine that is ready at once.
    late
        Makes the other one; EngineFailed if it cannot be had. It is first called by `warm_up` or `is_ready`.
    """

    def __init__(self, problem: Problem, quick: Callable[[], Engine], late: Callable[[], LateEngine]) -> None:
        self._problem = problem
        self._make_quick = quick
        self._make_late = late
        self._quick: Engine | None = None
        self._late: LateEngine | None = None
        self._failed = False
        self.is_on_late = False
        """Whether the late engine makes the steps."""
        self._training = Training()
        self._kept: EngineState | None = None
        self._kept_at = 0.0
        self._rows: NDArray[np.floating] | None = None
        self._step = 0
        self.message = ""

    @property
    def name(self) -> str:
        """The name of the engine that makes the steps."""
        engine = self._late if self.is_on_late else self._quick
        return "NumPy" if engine is None else engine.name

    def load(self, training: Training, state: EngineState) -> None:
        """Take settings and state; the next `is_ready` settles which engine goes on from there."""
        if training.engine != self._training.engine:
            self._failed = False
            self.message = ""
        self._training = training
        self._note(state)
        self.is_on_late = False
        self._engine().load(training, state)

    def warm_up(self) -> None:
        """Begin to start the late engine, if it is wanted; returns at once."""
        self._is_late_ready()

    def is_ready(self) -> bool:
        """Return whether `advance` would make steps now; ask before each of them, for here the runs are handed over."""
        if self.is_on_late:
            return True
        if self._is_late_ready() and self._take_over(self._engine().state()):
            return True
        return self._failed or self._training.engine != "tensorflow"

    def advance(self, count: int) -> Chunk:
        """Make `count` steps with the engine whose turn it is."""
        if self.is_on_late and self._late is not None:
            try:
                chunk = self._late.advance(count)
            except EngineFailed as error:
                self._fall_back(error)
            else:
                self._rows, self._step = chunk.parameters[-1], self._step + count
                self._keep()
                return chunk
        chunk = self._engine().advance(count)
        self._step += count
        return chunk

    def state(self) -> EngineState:
        """Return the present state, as copies."""
        if self.is_on_late and self._late is not None:
            try:
                return self._late.state()
            except EngineFailed as error:
                self._fall_back(error)
        return self._engine().state()

    def close(self) -> None:
        """Let go of both engines."""
        self._let_go_of_late()
        if self._quick is not None:
            self._quick.close()
            self._quick = None

    def _engine(self) -> Engine:
        if self._quick is None:
            self._quick = self._make_quick()
        return self._quick

    def _note(self, state: EngineState) -> None:
        self._kept, self._kept_at = state, perf_counter()
        self._rows, self._step = state.parameters, state.step

    def _keep(self) -> None:
        """Ask the late engine for its state now and then; the steps that it has made stand even if it is gone."""
        if self._late is None or perf_counter() - self._kept_at <= KEEP_SECONDS:
            return
        try:
            self._note(self._late.state())
        except EngineFailed as error:
            self._fall_back(error)

    def _is_late_ready(self) -> bool:
        if self._training.engine == "numpy" or self._failed:
            return False
        try:
            if self._late is None:
                self._late = self._make_late()
            runs = 0 if self._rows is None else len(self._rows)
            if self._late.is_ready(self._problem, self._training, runs):
                return True
            self._late.prepare(self._problem, self._training, runs)
        except EngineFailed as error:
            self._give_up(error)
            return False
        self.message = STARTING if self._training.engine == "tensorflow" else ""
        return False

    def _take_over(self, state: EngineState) -> bool:
        """Let the late engine go on from a state, if it is ready; return whether it does."""
        if not self._is_late_ready() or self._late is None:
            return False
        try:
            self._late.load(self._training, state)
        except EngineFailed as error:
            self._give_up(error)
            return False
        self._note(state)
        self.is_on_late = True
        self.message = ""
        return True

    def _give_up(self, error: EngineFailed) -> None:
        self._failed = True
        self.is_on_late = False
        self._let_go_of_late()
        said = str(error).rstrip(".")
        self.message = f"{said[:1].upper()}{said[1:]}. NumPy goes on."

    def _let_go_of_late(self) -> None:
        if self._late is not None:
            self._late.close()
        self._late = None

    def _fall_back(self, error: EngineFailed) -> None:
        """Bring the quick engine to where the runs are, making the steps again since the state that was kept."""
        self._give_up(error)
        quick, kept = self._engine(), self._kept
        if kept is None or self._rows is None:
            raise error
        quick.load(self._training, kept)
        while (behind := self._step - quick.state().step) > 0:
            quick.advance(min(behind, MOST_STEPS_AGAIN))
        # The very rows that were shown, not their twins to rounding.
        quick.load(self._training, replace(quick.state(), parameters=self._rows.copy()))
