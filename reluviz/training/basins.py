"""Where every start of a plane ends up: the question, the answer, and how one leads to the other; any thread."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.landscape import Landscape
from reluviz.landscape.plane import Plane
from reluviz.scenario.model import Starts, Training
from reluviz.training.engine import Problem
from reluviz.training.fates import FATE_NAMES, judge_indices
from reluviz.training.starts import random_rows

Array = NDArray[np.float64]
Floats = NDArray[np.floating]

PIECE_SECONDS = 0.015
"""About how long is computed between two looks at whether the answer is still wanted, unless it may be longer."""

JUDGED_NUMBERS = 64_000
"""How many parameters are judged between two looks."""


class AbandonedError(Exception):
    """Nobody wants the map any more."""


@dataclass(frozen=True)
class BasinQuestion:
    """Which starts are trained how; equal questions, equal answers.

    Attributes
    ----------
    x_name, y_name
        The parameters across and upwards; `y_name` is empty for the starts along one parameter.
    x_range, y_range
        The ends of the axes.
    columns, rows
        How many starts; one row along one parameter.
    base
        The row of parameters that gives all the others.
    plane
        The plane whose directions are the axes, from its origin on; None: parameters are.
    drawn
        How the starts, one row of `columns`, are drawn at random; None: they are laid out over the axes.
    """

    landscape: Landscape
    training: Training
    x_name: str
    y_name: str
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    columns: int
    rows: int
    base: tuple[float, ...]
    plane: Plane | None = None
    drawn: Starts | None = None

    @property
    def problem(self) -> Problem:
        """What is learnt, and by whom."""
        return Problem(self.landscape.data, self.landscape.target, self.landscape.model)

    @property
    def x(self) -> Array:
        """The starts across: (columns,)."""
        return np.linspace(*self.x_range, self.columns)

    @property
    def y(self) -> Array:
        """The starts upwards: (rows,); 0 along one parameter."""
        return np.linspace(*self.y_range, self.rows) if self.y_name else np.zeros(1)

    def starts(self) -> Floats:
        """Return the starts, (rows · columns, P), in the training's precision, from the lowest row on."""
        names = self.landscape.names
        if self.drawn is not None:
            return random_rows(self.landscape.model, self.drawn).astype(self.training.precision)
        if self.plane is not None:
            points = self.plane.at(*np.meshgrid(self.x, self.y))
            return points.astype(self.training.precision).reshape(-1, len(names))
        points = np.empty((self.rows if self.y_name else 1, self.columns, len(names)), self.training.precision)
        points[:] = self.base
        points[..., names.index(self.x_name)] = self.x
        if self.y_name:
            points[..., names.index(self.y_name)] = self.y[:, np.newaxis]
        return points.reshape(-1, len(names))


@dataclass(frozen=True, eq=False)
class Basins:
    """The answer: where each start of the plane is after so many steps.

    Attributes
    ----------
    step
        How many steps have been made.
    fate : (len(y), len(x))
        Indices into `reluviz.training.fates.FATE_NAMES`.
    final_parameters : (len(y), len(x), P)
        A start that has diverged stands at its last point before.
    """

    question: BasinQuestion
    step: int
    fate: NDArray[np.uint8]
    final_parameters: Floats

    @property
    def x(self) -> Array:
        """The starts across."""
        return self.question.x

    @property
    def y(self) -> Array:
        """The starts upwards."""
        return self.question.y

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The names of the last axis of `final_parameters`."""
        return self.question.landscape.names

    @cached_property
    def final_loss(self) -> Array:
        """The expected loss where each start is: (len(y), len(x))."""
        return self.question.landscape.fast_loss(self.final_parameters)

    def shares(self) -> dict[str, float]:
        """Return the share of the starts that each fate has, of all fates in their order; the sum is 1."""
        counts = np.bincount(self.fate.ravel(), minlength=len(FATE_NAMES))
        return dict(zip(FATE_NAMES, (counts / self.fate.size).tolist(), strict=True))


class ManyStarts(Protocol):
    """Steps a block of starts together."""

    capacity: int
    """How many starts a block may have."""

    def begin(self, rows: Floats) -> None:
        """Put the starts at rows (R, P), with the batches as the seed makes them and the optimizer fresh."""
        ...

    def advance(self, count: int) -> None:
        """Make `count` steps."""
        ...

    def standing(self) -> tuple[Floats, NDArray[np.bool_]]:
        """Return where the starts are, (R, P), and which of them have diverged, (R,); those stand still."""
        ...


def compute_basins(
    question: BasinQuestion,
    starts: ManyStarts,
    counts: tuple[int, ...] = (),
    *,
    progress: Callable[[float], None] | None = None,
    is_wanted: Callable[[], bool] | None = None,
    piece_seconds: float = PIECE_SECONDS,
) -> list[Basins]:
    """Return the maps after each number of steps, growing; by default one, at the end of the training.

    No label changes by what is left out: a block is left early only if all of its starts have diverged, which is
    final, since it is said of a run that has ever been beyond the limit.

    Parameters
    ----------
    starts
        What computes the steps of this question's training.
    progress
        Called with the share that is done.
    is_wanted
        Asked about every `piece_seconds`.

    Raises
    ------
    AbandonedError
        When `is_wanted` says no.
    """
    counts = counts or (question.training.steps,)
    rows = question.starts()
    last = counts[-1]
    parameters = np.empty((len(counts), *rows.shape), rows.dtype)
    diverged = np.zeros((len(counts), len(rows)), bool)
    pace = _Pace(last, piece_seconds)
    for first in range(0, len(rows), starts.capacity):
        block = slice(first, min(first + starts.capacity, len(rows)))
        starts.begin(rows[block])
        step, share = 0, (block.stop - first) / len(rows)
        for index, count in enumerate(counts):
            while step < count:
                if is_wanted is not None and not is_wanted():
                    raise AbandonedError
                with pace as piece:
                    done = min(piece, count - step)
                    starts.advance(done)
                    pace.made = done
                step += done
                if starts.standing()[1].all():
                    step = last
                if progress is not None:
                    progress(first / len(rows) + share * min(1.0, step / last))
            parameters[index, block], diverged[index, block] = starts.standing()
    wanted = _nobody_asks if is_wanted is None else is_wanted
    shape = (question.rows if question.y_name else 1, question.columns)
    question.landscape.seek_lowest_loss(lambda: not wanted())
    maps = []
    for index, count in enumerate(counts):
        fate = _judged(question.landscape, parameters[index], diverged[index], wanted).reshape(shape)
        maps.append(Basins(question, count, fate, parameters[index].reshape(*shape, -1)))
    return maps


def _judged(
    landscape: Landscape, rows: Floats, diverged: NDArray[np.bool_], is_wanted: Callable[[], bool]
) -> NDArray[np.uint8]:
    """Return the fates of many rows, some at a time: those of large hidden layers take seconds."""
    fates = np.empty(len(rows), np.uint8)
    size = max(1, JUDGED_NUMBERS // rows.shape[1])
    for first in range(0, len(rows), size):
        if not is_wanted():
            raise AbandonedError
        part = slice(first, first + size)
        fates[part] = judge_indices(landscape, rows[part], diverged[part])
    return fates


def _nobody_asks() -> bool:
    return True


class _Pace:
    """How many steps a piece may have so that it takes about so many seconds; where it is cut changes no step."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._steps = 1.0
        self.made = 0

    def __enter__(self) -> int:
        self._begun = perf_counter()
        return max(1, min(self._most, int(self._steps)))

    def __exit__(self, *_: object) -> None:
        seconds = max(perf_counter() - self._begun, 1e-6)
        self._steps = min(self.made * self._seconds / seconds, 8.0 * self._steps)
