"""The TensorFlow engine as seen from another process: by pipe and shared memory; the worker thread."""

import time

import numpy as np

from reluviz.errors import EngineFailed
from reluviz.scenario.model import Training
from reluviz.scenario.parameters import units
from reluviz.training.engine import Chunk, EngineState, Problem
from reluviz.training.process_board import Board
from reluviz.training.recipe import recipe_for
from reluviz.training.tensorflow_process import TensorflowProcess

__all__ = ["RemoteEngine", "TensorflowProcess"]

POLL_SECONDS = 0.005

SLOWEST = 1e7
"""How many numbers, one for each run, unit and input, a step works through in a second at the very least."""


class RemoteEngine:
    """The TensorFlow engine as seen from another process: an `Engine` that may also be asked whether it is ready.

    Parameters
    ----------
    process
        It outlives the engine; `prepare` starts it if need be.
    problem
        What is learnt, and by whom; it may be left to `prepare`.

    One thread may use it, the training's worker.
    """

    name = "TensorFlow"

    def __init__(self, process: TensorflowProcess, problem: Problem | None = None) -> None:
        self._process = process
        self._problem = problem
        self._number: int | None = None
        self._step_seconds = 0.0

    def prepare(self, problem: Problem, training: Training, runs: int) -> None:
        """Have the training compiled for a number of runs, in the other process; returns at once.

        It costs nothing to ask again. The newest wish is compiled first, and older ones not yet begun are dropped.

        Raises
        ------
        EngineFailed
            If TensorFlow cannot be had, or its process has ended.
        """
        self._problem = problem
        self._process.want(recipe_for(problem, training, runs))

    def is_ready(self, problem: Problem, training: Training, runs: int) -> bool:
        """Return at once whether `load` and `advance` would act without a delay. EngineFailed if they never will."""
        if self._process.standing == "idle":
            return False
        return self._process.has(recipe_for(problem, training, runs))

    def load(self, training: Training, state: EngineState) -> None:
        """Take settings and state; waits until they are compiled if `is_ready` has not said so."""
        if self._problem is None:
            raise RuntimeError("the engine knows no problem yet")
        recipe = recipe_for(self._problem, training, len(state.parameters))
        self._process.want(recipe)
        while not self._process.has(recipe):
            time.sleep(POLL_SECONDS)
            self._process.want(recipe)
        if self._number is None:
            self._number = self._process.new_engine_number()
        self._process.ask(("load", self._number, self._problem, training, state))
        self._step_seconds = recipe.capacity * units(recipe.model) * recipe.inputs / SLOWEST

    def advance(self, count: int) -> Chunk:
        """Make `count` steps and return the states after each of them."""
        number = self._loaded()
        pieces: list[Chunk] = []
        done = 0
        while done < count or not pieces:
            seconds = (count - done) * self._step_seconds
            piece = self._process.ask(("advance", number, count - done), _copied, seconds=seconds)
            pieces.append(piece)
            done += len(piece.parameters)
        if len(pieces) == 1:
            return pieces[0]
        losses = [piece.batch_loss for piece in pieces if piece.batch_loss is not None]
        return Chunk(
            pieces[0].first_step,
            np.concatenate([piece.parameters for piece in pieces]),
            np.concatenate(losses) if losses else None,
        )

    def state(self) -> EngineState:
        """Return the present state, as copies."""
        return self._process.ask(("state", self._loaded()))

    def close(self) -> None:
        """Let go of what the other process keeps for this engine; the process itself goes on."""
        if self._number is not None and self._process.standing == "ready":
            try:
                self._process.tell(("forget", self._number))
            except EngineFailed:  # then there is nothing left to let go of
                self._number = None
        self._number = None

    def _loaded(self) -> int:
        if self._number is None:
            raise RuntimeError("the engine has nothing loaded")
        return self._number


def _copied(answer: tuple[int, tuple[int, int, int], str, bool], board: Board) -> Chunk:
    """Return the chunk whose rows lie on the board."""
    first_step, shape, precision, has_loss = answer
    parameters, losses = board.rows(shape, precision)
    return Chunk(first_step, parameters.copy(), losses.copy() if has_loss else None)
