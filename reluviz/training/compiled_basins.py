"""Thousands of starts stepped together by Keras's optimizers in a loop compiled by XLA; modules are handed in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.model import Training
from reluviz.scenario.parameters import parameter_names
from reluviz.training.closed_form import ClosedForm, has_closed_form
from reluviz.training.compiled_gradient import CompiledGradient
from reluviz.training.engine import Problem
from reluviz.training.recipe import Recipe
from reluviz.training.records import LIMIT
from reluviz.training.update_rules import through_single

Floats = NDArray[np.floating]
Memory = list[NDArray[Any]]
"""What the starts remember from step to step: whether each is inside (R,), its parameters, the optimizer's numbers."""


@dataclass(frozen=True, slots=True)
class BasinRecipe:
    """All that a compiled loop over many starts has inside it; the learning rate and the momentum are not.

    Attributes
    ----------
    has_momentum
        Whether SGD remembers its last step.
    capacity
        How many starts are stepped together.
    """

    problem: Problem
    optimizer: str
    has_momentum: bool
    nesterov: bool
    precision: str
    capacity: int


def basin_recipe(problem: Problem, training: Training, capacity: int) -> BasinRecipe:
    """Return the recipe of a training with exact gradients."""
    has_momentum = training.optimizer == "sgd" and training.momentum != 0.0
    return BasinRecipe(
        problem=problem,
        optimizer=training.optimizer,
        has_momentum=has_momentum,
        nesterov=has_momentum and training.nesterov,
        precision=training.precision,
        capacity=capacity,
    )


def standing_of(recipe: BasinRecipe, memory: Memory, runs: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the parameters (runs, P) that a memory holds, and which of the starts have diverged (runs,)."""
    if not has_closed_form(recipe.problem.model):
        return memory[1][:runs], ~memory[0][:runs]
    columns = memory[1 : 1 + len(parameter_names(recipe.problem.model))]
    return np.stack([column[:runs] for column in columns], axis=1), ~memory[0][:runs]


class BasinProgram:
    """A recipe compiled: a loop of steps that keeps nothing between two calls.

    Parameters
    ----------
    tensorflow, keras
        The modules.
    recipe
        What is compiled; it takes about half a second, and is done when the constructor returns.
    optimizer
        Keras's optimizer for the recipe, not yet built.
    live
        Makes of a tensor a momentum that Keras's SGD takes.
    """

    def __init__(
        self, tensorflow: Any, keras: Any, recipe: BasinRecipe, optimizer: Any, live: Callable[[Any], Any]
    ) -> None:
        self._tf, self._keras, self._recipe = tensorflow, keras, recipe
        self._width = len(parameter_names(recipe.problem.model))
        self._live = live
        self._optimizer = optimizer
        # One array for each parameter, where they are worked on one by one: nothing is gathered then.
        self._closed: ClosedForm | None = None
        self._gradient: CompiledGradient | None = None
        shape: tuple[int, ...] = (recipe.capacity,)
        if has_closed_form(recipe.problem.model):
            # Lion looks at nothing but the sign, however far out in the tail: there are more digits for it.
            self._precision = "float64" if recipe.optimizer == "lion" else recipe.precision
            self._closed = ClosedForm(recipe.problem, tensorflow, self._precision)
        else:
            self._gradient = CompiledGradient(tensorflow, keras, _plain(recipe))
            shape = (recipe.capacity, self._width)
        self._variables = [
            keras.Variable(np.zeros(shape, recipe.precision), dtype=recipe.precision)
            for _ in range(self._width if self._closed else 1)
        ]
        self._held = [*self._variables, *self._built(optimizer)]
        self._first = [np.ones(recipe.capacity, bool), *(np.array(held) for held in self._held)]
        self._loop = self._compiled()

    def first_memory(self, rows: Floats) -> Memory:
        """Return the memory before the first step of starts at `rows`, (R, P), R up to the recipe's capacity."""
        memory = [part.copy() for part in self._first]
        if self._closed is None:
            memory[1][: len(rows)] = rows
        else:
            for column, part in zip(rows.T, memory[1:], strict=False):
                part[: len(rows)] = column
        return memory

    def run(self, count: int, training: Training, memory: Memory) -> Memory:
        """Make `count` steps and return the memory after them; starts that have diverged stand at their last point."""
        kind = np.dtype(self._recipe.precision).type
        constant = self._tf.constant
        settings = np.array([training.learning_rate, through_single(training.momentum, np.dtype(kind))], kind)
        held = self._loop(constant(np.int32(count)), constant(settings), [constant(part) for part in memory])
        return [part.numpy() for part in held]

    def _built(self, optimizer: Any) -> list[Any]:
        """Build the optimizer, and return the variables that a step of it changes."""
        keras = self._keras
        optimizer._learning_rate = keras.Variable(
            np.zeros((), self._recipe.precision), dtype=self._recipe.precision, trainable=False
        )
        optimizer.build(self._variables)
        product = getattr(optimizer, "_u_product", None)  # Nadam's, which Keras keeps apart
        known = {id(optimizer._learning_rate), id(product)}
        found = [variable for variable in optimizer.variables if id(variable) not in known]
        return found if product is None else [*found, product]

    def _compiled(self) -> Callable[..., Any]:
        tf, recipe, optimizer, variables = self._tf, self._recipe, self._optimizer, self._variables

        def loop(count: Any, settings: Any, memory: list[Any]) -> Any:
            for held, value in zip(self._held, memory[1:], strict=True):
                held.assign(value)
            optimizer.learning_rate.assign(settings[0])
            if recipe.has_momentum:
                optimizer.momentum = self._live(settings[1])

            def step(index: Any, inside: Any) -> Any:
                before = [tf.convert_to_tensor(variable.value) for variable in variables]
                optimizer.apply(self._gradients(before), variables)
                after = [tf.convert_to_tensor(variable.value) for variable in variables]
                for value in after:
                    within = abs(value) <= LIMIT  # False for NaN
                    inside = tf.where(within if self._closed is not None else tf.reduce_all(within, axis=1), inside, 0)
                kept = inside != 0 if self._closed is not None else (inside != 0)[:, tf.newaxis]
                for variable, new, old in zip(variables, after, before, strict=True):
                    variable.assign(tf.where(kept, new, old))
                return index + 1, inside

            # As wide as the numbers beside it: a byte each would be taken apart and packed again at every step.
            inside = tf.cast(memory[0], tf.int32)
            _, inside = tf.while_loop(lambda index, _: index < count, step, (tf.constant(0), inside))
            return [inside != 0, *(tf.convert_to_tensor(held.value) for held in self._held)]

        compiled = tf.function(loop, jit_compile=True, autograph=False).get_concrete_function(
            tf.TensorSpec((), tf.int32),
            tf.TensorSpec((2,), recipe.precision),
            [tf.TensorSpec(part.shape, part.dtype) for part in self._first],
        )
        # XLA compiles at the first call, which makes no step.
        compiled(tf.constant(0), tf.zeros((2,), recipe.precision), [tf.constant(part) for part in self._first])
        return compiled

    def _gradients(self, parameters: list[Any]) -> list[Any]:
        tf, precision = self._tf, self._recipe.precision
        if self._closed is not None:
            if self._precision != precision:
                parameters = [tf.cast(value, self._precision) for value in parameters]
            return [tf.cast(value, precision) for value in self._closed(*parameters)]
        assert self._gradient is not None
        nothing = tf.zeros((0,), precision)
        return [self._gradient(parameters[0], nothing, nothing)[1]]


def _plain(recipe: BasinRecipe) -> Recipe:
    """Return the recipe that a gradient by quadrature is compiled from."""
    problem = recipe.problem
    return Recipe(
        model=problem.model,
        data=problem.data,
        target=problem.target,
        optimizer=recipe.optimizer,
        nesterov=recipe.nesterov,
        batch_size=0,
        precision=recipe.precision,
        capacity=recipe.capacity,
    )
