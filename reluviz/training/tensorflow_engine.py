"""The TensorFlow engine: real Keras optimizers on arrays of runs in a compiled loop; alone in importing TensorFlow.

It lives in a process of its own (`engine_process.py`); tests and measurements use it in theirs.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.choices import OPTIMIZERS
from reluviz.scenario.model import Training
from reluviz.scenario.parameters import parameter_names
from reluviz.training.batches import BatchStream, batch_stream, cut
from reluviz.training.compiled_basins import BasinProgram, BasinRecipe
from reluviz.training.compiled_gradient import CompiledGradient
from reluviz.training.engine import Chunk, EngineState, Problem
from reluviz.training.recipe import Recipe, recipe_for
from reluviz.training.update_rules import UPDATE_RULES, initial_slot_value, through_single

Floats = NDArray[np.floating]
Memory = dict[str, Any]
"""What a training remembers from step to step, by name: arrays or tensors with a row for each run."""

SHORT, LONG = 16, 1000
"""The most steps that one call of the two compiled loops makes; any number up to that can be asked of them."""

MOST_INPUTS = 262_144
"""How many inputs the arrays of a loop may hold: beyond that, copying them costs more than calling again."""

MOST_NUMBERS = 8_000_000
"""How many parameters, of all runs and steps, a loop may return."""

VECTORS = "--xla_cpu_prefer_vector_width=512"
"""XLA's own choice is 256 bits wherever a processor has 512 too: a basin map would take half as long again, or more.
Narrower processors use what they have. XLA ends the process at a flag it does not know: `pyproject.toml` bounds it."""

DRAWN_AT_ONCE = 131_072
"""How many inputs are drawn at once: few enough that they stay in the processor's cache, and half of a loop's."""


def with_vectors(flags: str) -> str:
    """Return XLA's flags with the width of its vectors, unless they tell it already."""
    return flags if VECTORS.partition("=")[0] in flags else f"{flags} {VECTORS}".lstrip()


def import_tensorflow() -> tuple[Any, Any]:
    """Return the modules tensorflow and keras; the first call takes seconds. ImportError where they cannot be had."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
    os.environ["CUDA_VISIBLE_DEVICES"] = "-1"  # a single neuron is no work for a graphics card
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ["XLA_FLAGS"] = with_vectors(os.environ.get("XLA_FLAGS", ""))
    import keras
    import tensorflow

    tensorflow.get_logger().setLevel("ERROR")  # it would warn that many loops are traced, which is meant
    return tensorflow, keras


class Program:
    """A recipe compiled by XLA: loops of steps that keep nothing between two calls.

    Parameters
    ----------
    recipe
        What is compiled; it takes about half a second, and is done when the constructor returns.
    """

    def __init__(self, recipe: Recipe) -> None:
        self._tf, self._keras = import_tensorflow()
        self._recipe = recipe
        self.width = len(parameter_names(recipe.model))
        self.dtype = np.dtype(recipe.precision)
        self.slots = {name: 1 if name == "u_product" else self.width for name in UPDATE_RULES[recipe.optimizer].slots}
        """The optimizer's memory: how many numbers it has for each run."""
        self._gradient = CompiledGradient(self._tf, self._keras, recipe)
        longest = MOST_NUMBERS // (recipe.capacity * (self.width + 1))
        longest = max(1, min(LONG, longest, MOST_INPUTS // max(recipe.batch_size, 1)))
        self._loops = {size: self._compiled(size) for size in sorted({min(SHORT, longest), longest})}

    def size_for(self, count: int) -> int:
        """Return how many steps the loop may make that is best for `count` of them; it may be fewer."""
        return next((size for size in self._loops if size >= count), max(self._loops))

    def first_memory(self) -> Memory:
        """Return the memory at the beginning of a training of zeros: arrays (capacity, …)."""
        rows = self._recipe.capacity
        memory: Memory = {
            "parameters": np.zeros((rows, self.width), self.dtype),
            "iterations": np.zeros((rows, 1), np.int64),
        }
        for name, width in self.slots.items():
            memory[name] = np.full((rows, width), initial_slot_value(name), self.dtype)
        return memory

    def settings(self, training: Training) -> Any:
        """Return the numbers that may change without compiling again, as `run` takes them."""
        momentum = through_single(training.momentum, self.dtype)
        return self._tf.constant(np.array([training.learning_rate, momentum], self.dtype))

    def run(self, size: int, count: int, batches: tuple[Floats, Floats], memory: Memory, settings: Any) -> Any:
        """Make `count` steps, up to `size`.

        Parameters
        ----------
        size
            What `size_for` returned.
        batches : (size, batch_size)
            Inputs and targets; rows from `count` on are not looked at.
        memory
            As `first_memory` and this method return it.

        Returns
        -------
        The memory after the last step, parameters (size, capacity, P) and losses (size, capacity) of the steps.
        """
        constant = self._tf.constant
        held = [constant(value) for value in memory.values()]
        x, y = batches
        held, parameters, losses = self._loops[size](
            constant(np.int32(count)), constant(x), constant(y), settings, held
        )
        return dict(zip(memory, held, strict=True)), parameters.numpy(), losses.numpy()

    def _compiled(self, size: int) -> Callable[..., Any]:
        """Return a loop of up to `size` steps, compiled."""
        tf, keras, recipe = self._tf, self._keras, self._recipe
        from tensorflow.compiler.tf2xla.python import xla

        first = self.first_memory()
        variable = keras.Variable(first["parameters"], dtype=recipe.precision)
        optimizer, variables = self._optimizer(variable, first)

        def put(rows: Any, index: Any, row: Any) -> Any:
            """Return `rows` with one of them replaced: in place, once compiled."""
            place = tf.stack([index] + [tf.constant(0)] * (len(rows.shape) - 1))
            return xla.dynamic_update_slice(rows, row[tf.newaxis], place)

        def loop(count: Any, x: Any, y: Any, settings: Any, memory: list[Any]) -> Any:
            for held, value in zip(variables, memory, strict=True):
                held.assign(value)
            optimizer.learning_rate.assign(settings[0])
            if recipe.optimizer == "sgd":
                optimizer.momentum = LiveMomentum(settings[1])

            def step(index: Any, parameters: Any, losses: Any) -> Any:
                loss, gradient = self._gradient(tf.convert_to_tensor(variable.value), x[index], y[index])
                optimizer.apply([gradient], [variable])
                now = tf.convert_to_tensor(variable.value)
                return index + 1, put(parameters, index, now), put(losses, index, loss)

            parameters = tf.zeros((size, *first["parameters"].shape), recipe.precision)
            losses = tf.zeros((size, recipe.capacity), recipe.precision)
            _, parameters, losses = tf.while_loop(
                lambda index, *_: index < count, step, (tf.constant(0), parameters, losses)
            )
            return [tf.convert_to_tensor(held.value) for held in variables], parameters, losses

        # A concrete function is called three times as quickly as the general one, which looks at its arguments anew.
        batch = tf.TensorSpec((size, recipe.batch_size), recipe.precision)
        compiled = tf.function(loop, jit_compile=True, autograph=False).get_concrete_function(
            tf.TensorSpec((), tf.int32),
            batch,
            batch,
            tf.TensorSpec((2,), recipe.precision),
            [tf.TensorSpec(value.shape, value.dtype) for value in first.values()],
        )
        # XLA compiles at the first call, which makes no step.
        none = tf.zeros((size, recipe.batch_size), recipe.precision)
        held = [tf.constant(value) for value in first.values()]
        compiled(tf.constant(0), none, none, tf.zeros((2,), recipe.precision), held)
        return compiled

    def _optimizer(self, variable: Any, first: Memory) -> tuple[Any, list[Any]]:
        """Return a Keras optimizer of `variable`, and all variables that a step changes, in the order of `first`.

        Its count of steps, and Nadam's product, become columns with a number for each run, since runs may have been
        added at different steps; Keras's own rules broadcast them.
        """
        recipe = self._recipe
        optimizer = keras_optimizer(self._keras, recipe.optimizer, nesterov=recipe.nesterov)

        def fresh(value: Any) -> Any:
            return self._keras.Variable(value, dtype=str(np.asarray(value).dtype), trainable=False)

        optimizer._learning_rate = fresh(self.dtype.type(0.0))
        optimizer._iterations = fresh(first["iterations"])
        optimizer.build([variable])
        found = {held.name.rpartition("_")[2]: held for held in optimizer.variables}
        if "u_product" in first:
            found["u_product"] = optimizer._u_product = fresh(first["u_product"])
        found |= {"parameters": variable, "iterations": optimizer._iterations}
        return optimizer, [found[name] for name in first]


def basin_program(recipe: BasinRecipe) -> BasinProgram:
    """Return a compiled loop over many starts; it takes about half a second."""
    tensorflow, keras = import_tensorflow()
    momentum = 0.5 if recipe.has_momentum else 0.0
    optimizer = keras_optimizer(keras, recipe.optimizer, momentum=momentum, nesterov=recipe.nesterov)
    return BasinProgram(tensorflow, keras, recipe, optimizer, LiveMomentum)


def keras_optimizer(keras: Any, name: str, *, momentum: float = 0.5, nesterov: bool = False) -> Any:
    """Return one of Keras's optimizers, with Keras's defaults; a momentum of SGD's is replaced by a live one."""
    kind = getattr(keras.optimizers, OPTIMIZERS[name])
    return kind(momentum=momentum, nesterov=nesterov) if name == "sgd" else kind()


class LiveMomentum:
    """A momentum for Keras's SGD that may change without compiling again.

    Keras asks of it whether it is unequal to 0, once, and casts it. With a momentum of 0 the update is the same, to the
    last bit, as without one.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, tensor: Any) -> None:
        self._tensor = tensor

    def __eq__(self, other: object) -> bool:
        return False

    def __tf_tensor__(self, dtype: Any = None, name: str | None = None) -> Any:
        return self._tensor


class TensorflowEngine:
    """An `Engine` whose steps are made by Keras's optimizers inside a loop compiled by XLA.

    Parameters
    ----------
    problem
        What is learnt, and by whom.
    program
        Returns a compiled recipe; left out, each `load` with another recipe compiles it anew.
    """

    name = "TensorFlow"

    def __init__(self, problem: Problem, program: Callable[[Recipe], Program] = Program) -> None:
        self.problem = problem
        self._find = program
        self._recipe: Recipe | None = None
        self._work: _Work | None = None

    def load(self, training: Training, state: EngineState) -> None:
        """Take settings and state; compiles if there is no program yet, which takes about half a second."""
        recipe = recipe_for(self.problem, training, len(state.parameters))
        same = self._work is not None and recipe == self._recipe
        program = self._work.program if self._work is not None and same else self._find(recipe)
        self._recipe = recipe
        self._work = _Work(program, self.problem, training, state)

    @property
    def shape(self) -> tuple[int, int, str]:
        """How many runs and parameters are loaded, and their precision."""
        work = self._loaded()
        return work.runs, work.program.width, work.program.dtype.name

    def advance(self, count: int) -> Chunk:
        """Make `count` steps and return the states after each of them; RuntimeError before the first `load`."""
        return self._loaded().advance(count)

    def state(self) -> EngineState:
        """Return the present state, as copies; RuntimeError before the first `load`."""
        return self._loaded().state()

    def close(self) -> None:
        """Let go of the memory; it may be called twice."""
        self._work = None

    def _loaded(self) -> "_Work":
        if self._work is None:
            raise RuntimeError("the engine has nothing loaded")
        return self._work


class _Work:
    """What one `load` set up: the program, and what it takes and returns."""

    def __init__(self, program: Program, problem: Problem, training: Training, state: EngineState) -> None:
        self.program = program
        self.runs = len(state.parameters)
        self._training = training
        self._settings = program.settings(training)
        self._step = state.step
        self._stream: BatchStream = batch_stream(problem, training, state)
        self._batches: dict[int, tuple[Floats, Floats]] = {}
        memory = program.first_memory()
        memory["parameters"][: self.runs] = state.parameters
        memory["iterations"][: self.runs, 0] = state.iterations
        self._slots = program.slots if UPDATE_RULES[training.optimizer].slots_in_use(training) else {}
        for name, width in self._slots.items():
            if name in state.slots:
                memory[name][: self.runs] = state.slots[name][:, :width]
        self._memory = memory

    def advance(self, count: int) -> Chunk:
        program, runs = self.program, self.runs
        parameters = np.empty((count, runs, program.width), program.dtype)
        losses = np.empty((count, runs), program.dtype)
        calls = self._calls(count)
        drawn = self._drawn([steps for _, steps in calls])
        done = 0
        for size, steps in calls:
            batches = self._filled(size, steps, drawn)
            self._memory, rows, row_losses = program.run(size, steps, batches, self._memory, self._settings)
            parameters[done : done + steps] = rows[:steps, :runs]
            losses[done : done + steps] = row_losses[:steps, :runs]
            done += steps
        first_step = self._step + 1
        self._step += count
        return Chunk(first_step, parameters, None if self._training.gradient == "exact" else losses)

    def _calls(self, count: int) -> list[tuple[int, int]]:
        """Return the (size, steps) of the calls of the compiled loops that make `count` steps."""
        calls = []
        while count > 0:
            size = self.program.size_for(count)
            calls.append((size, min(size, count)))
            count -= size
        return calls

    @property
    def _batch_size(self) -> int:
        return 0 if self._training.gradient == "exact" else self._training.batch_size

    def _drawn(self, steps: list[int]) -> Iterator[tuple[Floats, ...]]:
        """Return the inputs and targets of so many steps in each call, in pieces that no two calls share."""
        longest = max(1, DRAWN_AT_ONCE // max(self._batch_size, 1))
        counts = [piece for count in steps for piece in cut(count, longest)]
        return self._stream.pieces(counts if self._batch_size else [], self._batch_size)

    def _filled(self, size: int, steps: int, drawn: Iterator[tuple[Floats, ...]]) -> tuple[Floats, Floats]:
        """Return inputs and targets of a call, (size, batch_size); the first `steps` rows are taken from `drawn`."""
        if size not in self._batches:
            shape = size, self._batch_size
            self._batches[size] = np.zeros(shape, self.program.dtype), np.zeros(shape, self.program.dtype)
        x, y = self._batches[size]
        first = 0
        while self._batch_size and first < steps:
            inputs, targets = next(drawn)
            rows = slice(first, first + len(inputs))
            x[rows], y[rows] = inputs, targets
            first = rows.stop
        return x, y

    def state(self) -> EngineState:
        memory = {name: np.asarray(value)[: self.runs] for name, value in self._memory.items()}
        inputs, noise = self._stream.state()
        return EngineState(
            step=self._step,
            parameters=memory["parameters"].copy(),
            iterations=memory["iterations"][:, 0].copy(),
            slots={name: np.broadcast_to(memory[name], memory["parameters"].shape).copy() for name in self._slots},
            inputs=inputs,
            noise=noise,
        )
