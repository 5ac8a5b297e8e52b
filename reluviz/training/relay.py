"""The engine of a live training: NumPy at once, TensorFlow as soon as it is ready; the worker thread calls it."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reluviz.errors import EngineFailed
from reluviz.language import translate
from reluviz.scenario.model import Training
from reluviz.training.engine import Chunk, Engine, EngineState, Problem
from reluviz.training.pace import next_chunk

STARTING = "TensorFlow is starting…"

KEEP_SECONDS = 0.2
"""How old the state may be from which NumPy makes the steps again that a dying engine has taken with it."""

KEEP_STEPS = 1000
"""How many steps it may lie behind: those that TensorFlow makes in 0.2 s may cost NumPy half a minute."""


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
    are: it makes the steps again since the state that was kept, a few milliseconds in each `is_ready`.

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
        self.is_catching_up = False
        """Whether the quick one is making those again that the late one has taken with it."""
        self._training = Training()
        self._kept: EngineState | None = None
        self._kept_at = 0.0
        self._rows: NDArray[np.floating] = np.zeros((0, 0))
        self._step = 0
        self._quick_step: int | None = None  # None: it has not been loaded with the present state
        self._chunk = 1
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
        self.is_on_late = self.is_catching_up = False
        self._quick_step = None

    def warm_up(self) -> None:
        """Begin to start the late engine, if it is wanted; returns at once."""
        self._is_late_ready()

    def is_ready(self) -> bool:
        """Return whether `advance` would make steps now; ask before each of them, for here the runs are handed over."""
        if self.is_on_late:
            return True
        if self.is_catching_up:
            return self._catch_up()
        if self._is_late_ready() and self._take_over():
            return True
        return self._failed or self._training.engine != "tensorflow"

    def advance(self, count: int) -> Chunk:
        """Make `count` steps with the engine whose turn it is; none if the late one turns out to be dead."""
        if self.is_on_late and self._late is not None:
            try:
                chunk = self._late.advance(count)
            except EngineFailed as error:
                self._fall_back(error)
            else:
                self._rows, self._step = chunk.parameters[-1], self._step + count
                self._keep()
                return chunk
        if self.is_catching_up:
            return Chunk(self._step + 1, np.empty((0, *self._rows.shape)), None)
        chunk = self._loaded_quick().advance(count)
        self._step += count
        self._quick_step = self._step
        return chunk

    def state(self) -> EngineState | None:
        """Return the present state, which is only to be read; None while it is being caught up with."""
        if self.is_on_late and self._late is not None:
            try:
                return self._late.state()
            except EngineFailed as error:
                self._fall_back(error)
        if self.is_catching_up:
            return None
        if self._quick is None or self._quick_step is None:
            return self._kept
        return self._quick.state()

    def close(self) -> None:
        """Let go of both engines."""
        self._let_go_of_late()
        if self._quick is not None:
            self._quick.close()
            self._quick = None

    def _loaded_quick(self) -> Engine:
        """Return the quick engine; it is loaded only when it is going to step, because that may take its time."""
        if self._quick is None:
            self._quick = self._make_quick()
        if self._quick_step is None:
            if self._kept is None:
                raise RuntimeError("the relay has nothing loaded")
            self._quick.load(self._training, self._kept)
            self._quick_step = self._kept.step
        return self._quick

    def _note(self, state: EngineState) -> None:
        self._kept, self._kept_at = state, perf_counter()
        self._rows, self._step = state.parameters, state.step

    def _keep(self) -> None:
        """Ask the late engine for its state now and then; the steps that it has made stand even if it is gone."""
        kept_step = 0 if self._kept is None else self._kept.step
        is_new = perf_counter() - self._kept_at <= KEEP_SECONDS and self._step - kept_step < KEEP_STEPS
        if self._late is None or is_new:
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
            if self._late.is_ready(self._problem, self._training, len(self._rows)):
                return True
            self._late.prepare(self._problem, self._training, len(self._rows))
        except EngineFailed as error:
            self._give_up(error)
            return False
        self.message = STARTING if self._training.engine == "tensorflow" else ""
        return False

    def _take_over(self) -> bool:
        """Let the late engine, which is ready, go on from the present state; return whether it does."""
        state = self.state()
        if self._late is None or state is None:
            return False
        self.is_on_late = True  # from here on it is waited for
        try:
            self._late.load(self._training, state)
        except EngineFailed as error:
            self._give_up(error)
            return False
        self._note(state)
        self._quick_step = None
        self.message = ""
        return True

    def _give_up(self, error: EngineFailed) -> None:
        self._failed = True
        self.is_on_late = False
        self._let_go_of_late()
        said = str(error).rstrip(".")
        words = translate("Engine", "{reason}. NumPy goes on.")
        self.message = words.format(reason=f"{said[:1].upper()}{said[1:]}")

    def _let_go_of_late(self) -> None:
        if self._late is not None:
            self._late.close()
        self._late = None

    def _fall_back(self, error: EngineFailed) -> None:
        """Leave the late engine, which is dead, and go back to the state that was kept."""
        self._give_up(error)
        self._quick_step = None
        self._chunk = 1
        self.is_catching_up = self._kept is not None and self._step > self._kept.step

    def _catch_up(self) -> bool:
        """Make some of the steps again; return whether the quick engine is where the runs are."""
        quick = self._loaded_quick()
        step = self._quick_step or 0
        count, begun = min(self._step - step, self._chunk), perf_counter()
        quick.advance(count)
        self._chunk = next_chunk(count, perf_counter() - begun)
        self._quick_step = step + count
        if self._quick_step < self._step:
            return False
        # The very rows that were shown, not their twins to rounding.
        self._note(replace(quick.state(), parameters=self._rows.copy()))
        self._quick_step = None
        self.is_catching_up = False
        return True
