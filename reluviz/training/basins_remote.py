"""Many starts stepped by the TensorFlow process, by XLA or by NumPy there; the thread that computes the map."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reluviz.errors import EngineFailed
from reluviz.scenario.parameters import units
from reluviz.training.basins import PIECE_SECONDS, BasinQuestion, ManyStarts
from reluviz.training.basins_numpy import STEP_NUMBERS, numpy_starts, starts_at_once
from reluviz.training.closed_form import has_closed_form
from reluviz.training.compiled_basins import BasinRecipe, Memory, basin_recipe, standing_of
from reluviz.training.exact_nodes import exact_nodes
from reluviz.training.tensorflow_process import TensorflowProcess

Floats = NDArray[np.floating]

COARSE, FINE = 2_500, 16_000
"""How many starts are stepped together: those of 50×50 at once; a tenth of 400×400, which stays in the cache."""

GENERAL_NUMBERS = 1_000_000
"""How many numbers, one for each start, unit and node, a step may work on where a gradient is found by quadrature."""

BESIDE_SECONDS, BESIDE_NUMBERS = 0.005, STEP_NUMBERS // 3
"""How long a piece takes that NumPy steps in the TensorFlow process, and how many numbers it may work on in one step
there: with pieces as long as elsewhere, a training that is stepped by that process as well lost half of its speed."""

POLL_SECONDS = 0.02


class RemoteStarts:
    """The starts of a question, stepped by a loop that XLA has compiled, in the TensorFlow process.

    Nothing of theirs stays there between two calls, so that the training that the process steps as well waits for one
    piece at most, and a map that nobody wants any more leaves nothing behind.
    """

    def __init__(self, process: TensorflowProcess, question: BasinQuestion) -> None:
        self._process = process
        self._training = question.training
        self._recipe = recipe_of(question)
        self.capacity = self._recipe.capacity
        self._memory: Memory = []
        self._runs = 0

    def begin(self, rows: Floats) -> None:
        """Put the starts at rows (R, P)."""
        self._runs = len(rows)
        self._memory = self._process.ask(("basins begin", self._recipe, rows))

    def advance(self, count: int) -> None:
        """Make `count` steps. EngineFailed if the process ends."""
        self._memory = self._process.ask(("basins advance", self._recipe, self._training, count, self._memory))

    def standing(self) -> tuple[Floats, NDArray[np.bool_]]:
        """Return where the starts are, (R, P), and which of them have diverged, (R,)."""
        return standing_of(self._recipe, self._memory, self._runs)


class StartsBeside:
    """The starts of a question, stepped by NumPy in the TensorFlow process, whose every answer says where they are.

    NumPy's calls for some thousand starts are short, and Python's lock goes to and fro with each: in the window's own
    process they would double the time that its frames take. Whoever made it closes it.
    """

    def __init__(self, process: TensorflowProcess, question: BasinQuestion) -> None:
        self._process = process
        self._question = question
        self._number = process.new_engine_number()
        self.capacity = starts_at_once(question, BESIDE_NUMBERS)

    def begin(self, rows: Floats) -> None:
        """Put the starts at rows (R, P). EngineFailed if the process ends, or has no room for them."""
        self._ask(("starts begin", self._number, self._question, rows))

    def advance(self, count: int) -> None:
        """Make `count` steps. EngineFailed if the process ends, or has no room for them."""
        self._ask(("starts advance", self._number, count))

    def standing(self) -> tuple[Floats, NDArray[np.bool_]]:
        """Return where the starts are, (R, P), and which of them have diverged, (R,)."""
        return self._standing

    def _ask(self, message: tuple[Any, ...]) -> None:
        answer = self._process.ask(message)
        if isinstance(answer, str):
            raise EngineFailed(answer)
        self._standing: tuple[Floats, NDArray[np.bool_]] = answer

    def close(self) -> None:
        """Have the process let go of them."""
        with suppress(EngineFailed):
            self._process.tell(("forget starts", self._number))


@contextmanager
def released(starts: ManyStarts) -> Iterator[ManyStarts]:
    """Give starts, and have them let go of what they hold in another process once they are done with."""
    try:
        yield starts
    finally:
        if isinstance(starts, StartsBeside):
            starts.close()


def piece_seconds(starts: ManyStarts) -> float:
    """Return how long starts should be stepped at once."""
    return BESIDE_SECONDS if isinstance(starts, StartsBeside) else PIECE_SECONDS


def recipe_of(question: BasinQuestion) -> BasinRecipe:
    """Return what has to be compiled for a question with exact gradients."""
    capacity = COARSE if question.columns * question.rows <= COARSE else FINE
    problem = question.problem
    if not has_closed_form(problem.model):
        # A step cannot be left half-made, and the training waits for it; powers of two, as the quadrature asks for.
        count = units(problem.model)
        nodes = exact_nodes(problem.data, problem.target, problem.model).count(count)
        capacity = 1 << min(11, max(0, (GENERAL_NUMBERS // (count * nodes)).bit_length() - 1))
    return basin_recipe(question.problem, question.training, capacity)


def suits_tensorflow(question: BasinQuestion) -> bool:
    """Return whether TensorFlow is wanted for a question, and quicker: with mini-batches NumPy's sorting is."""
    return question.training.engine != "numpy" and question.training.gradient == "exact"


def starts_when_ready(process: TensorflowProcess, question: BasinQuestion) -> ManyStarts:
    """Return what steps the starts of a question: TensorFlow, which is waited for, where it suits; else NumPy.

    Raises
    ------
    EngineFailed
        If TensorFlow cannot be had.
    """
    if not suits_tensorflow(question):
        return numpy_starts(question)
    recipe = recipe_of(question)
    process.want(recipe)
    while not process.has(recipe):
        time.sleep(POLL_SECONDS)
        process.want(recipe)
    return RemoteStarts(process, question)
