"""The TensorFlow engine: real Keras optimizers on arrays of runs in a compiled loop; alone in importing TensorFlow.

It lives in a process of its own (`engine_process.py`); tests and measurements use it in theirs.
"""

import os
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.model import Training
from reluviz.scenario.parameters import parameter_names, units
from reluviz.training.batches import BatchStream, batch_stream
from reluviz.training.engine import Chunk, EngineState, Problem
from reluviz.training.exact_nodes import ExactNodes, exact_nodes
from reluviz.training.recipe import Recipe, recipe_for
from reluviz.training.update_rules import UPDATE_RULES, initial_slot_value, through_single

Floats = NDArray[np.floating]

CHUNK_SIZES = (10, 100, 1000)
"""The lengths of the compiled loops' arrays; any number of steps up to that can be asked of them."""

MOST_INPUTS = 2_000_000
MOST_NUMBERS = 8_000_000
"""How many inputs, and how many parameters of all runs and steps, the arrays of a loop may hold."""

DRAWN_AT_ONCE = 65_536
"""How many inputs are drawn at once: few enough that they stay in the processor's cache."""


def import_tensorflow() -> tuple[Any, Any]:
    """Return the modules tensorflow and keras; the first call takes seconds. ImportError where they cannot be had."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
    os.environ["CUDA_VISIBLE_DEVICES"] = "-1"  # a single neuron is no work for a graphics card
    os.environ["KERAS_BACKEND"] = "tensorflow"
    import keras
    import tensorflow

    tensorflow.get_logger().setLevel("ERROR")  # it would warn that many loops are traced, which is meant
    return tensorflow, keras


class Program:
    """A recipe compiled by XLA: loops of steps that keep nothing between two calls.

    Parameters
    ----------
    recipe
        What is compiled; that takes about 0.3 s for each of the loop's sizes, and is done when the constructor returns.
    """

    def __init__(self, recipe: Recipe) -> None:
        self._tf, self._keras = import_tensorflow()
        self._recipe = recipe
        self.width = len(parameter_names(recipe.model))
        self.dtype = np.dtype(recipe.precision)
        self.slots = {name: 1 if name == "u_product" else self.width for name in UPDATE_RULES[recipe.optimizer].slots}
        self._nodes = exact_nodes(recipe.data, recipe.target, recipe.model) if recipe.data and recipe.target else None
        self._loops = {size: self._loop(size) for size in self._sizes()}
        for size in self._loops:  # a call without a step compiles it
            self.run(size, 0, *self._no_batches(size), self.first_memory(), 0.0, 0.0)

    def _sizes(self) -> list[int]:
        recipe = self._recipe
        row = recipe.capacity * (self.width + 1)
        fitting = [n for n in CHUNK_SIZES if n * recipe.batch_size <= MOST_INPUTS and n * row <= MOST_NUMBERS]
        return fitting or [1]

    def size_for(self, count: int) -> int:
        """Return the size of the loop that is best for `count` steps; it may be less than them."""
        return next((size for size in self._loops if size >= count), max(self._loops))

    def _no_batches(self, size: int) -> tuple[Floats, Floats]:
        none = np.zeros((size, self._recipe.batch_size), self.dtype)
        return none, none

    def first_memory(self) -> dict[str, NDArray[Any]]:
        """Return what a loop takes and returns, as at the beginning of a training of zeros: (capacity, …) arrays."""
        rows = self._recipe.capacity
        memory: dict[str, NDArray[Any]] = {
            "parameters": np.zeros((rows, self.width), self.dtype),
            "iterations": np.zeros((rows, 1), np.int64),
        }
        for name, width in self.slots.items():
            memory[name] = np.full((rows, width), initial_slot_value(name), self.dtype)
        return memory

    def run(
        self, size: int, count: int, x: Floats, y: Floats, memory: dict[str, Any], rate: float, momentum: float
    ) -> tuple[dict[str, Any], Floats, Floats]:
        """Make up to `size` steps.

        Parameters
        ----------
        x, y : (size, batch_size)
            Inputs and targets; rows from `count` on are not looked at.
        memory
            As `first_memory` and this method return it.

        Returns
        -------
        The memory after the last step, parameters (size, capacity, P) and losses (size, capacity) of the steps.
        """
        numbers = np.array([rate, through_single(momentum, self.dtype)], self.dtype)
        memory, parameters, losses = self._loops[size](np.int32(count), x, y, memory, numbers)
        return memory, parameters.numpy(), losses.numpy()

    # ---- what is compiled -----------------------------------------------------------------------------------------

    def _loop(self, size: int) -> Callable[..., Any]:
        tf, keras, recipe = self._tf, self._keras, self._recipe
        from tensorflow.compiler.tf2xla.python import xla

        first = self.first_memory()
        variable = keras.Variable(first["parameters"], dtype=recipe.precision)
        optimizer, variables = self._optimizer(variable, first)

        def put(rows: Any, index: Any, row: Any) -> Any:
            """Return `rows` with one of them replaced: in place, once compiled."""
            place = tf.stack([index] + [tf.constant(0)] * (len(rows.shape) - 1))
            return xla.dynamic_update_slice(rows, row[tf.newaxis], place)

        def loop(count: Any, x: Any, y: Any, memory: dict[str, Any], numbers: Any) -> Any:
            for name, held in variables.items():
                held.assign(memory[name])
            optimizer.learning_rate.assign(numbers[0])
            if recipe.optimizer == "sgd":
                optimizer.momentum = _LiveMomentum(numbers[1])

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
            memory = {name: tf.convert_to_tensor(held.value) for name, held in variables.items()}
            return memory, parameters, losses

        return tf.function(loop, jit_compile=True, autograph=False)

    def _optimizer(self, variable: Any, first: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Return a Keras optimizer of `variable`, and by name all variables that change at a step.

        Its count of steps, and Nadam's product, become columns with a number for each run, since runs may have been
        added at different steps; Keras's own rules broadcast them.
        """
        keras, recipe = self._keras, self._recipe
        kind = {
            "sgd": lambda: keras.optimizers.SGD(momentum=0.5, nesterov=recipe.nesterov),
            "rmsprop": keras.optimizers.RMSprop,
            "adagrad": keras.optimizers.Adagrad,
            "adam": keras.optimizers.Adam,
            "adamw": keras.optimizers.AdamW,
            "nadam": keras.optimizers.Nadam,
            "lion": keras.optimizers.Lion,
        }
        optimizer = kind[recipe.optimizer]()
        optimizer._learning_rate = keras.Variable(0.0, dtype=recipe.precision, trainable=False)
        optimizer._iterations = keras.Variable(first["iterations"], dtype="int64", trainable=False)
        optimizer.build([variable])
        variables = {"parameters": variable, "iterations": optimizer._iterations}
        if "u_product" in self.slots:
            optimizer._u_product = keras.Variable(first["u_product"], dtype=recipe.precision, trainable=False)
            variables["u_product"] = optimizer._u_product
        for held in optimizer.variables:
            name = held.name.rpartition("_")[2]
            if name in self.slots and name not in variables:
                variables[name] = held
        assert set(variables) == set(first), f"Keras's {recipe.optimizer} has other variables than expected"
        return optimizer, variables

    def _gradient(self, parameters: Any, x: Any, y: Any) -> tuple[Any, Any]:
        """Return each run's loss (R,), and its gradient (R, P), by TensorFlow's own derivatives."""
        tf = self._tf
        nodes = self._nodes
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            if nodes is None:
                tape.watch(parameters)
                residual = self._output(parameters, x[tf.newaxis]) - y
                loss = tf.reduce_mean(tf.square(residual), axis=-1)
                seen = parameters
            else:
                # In float64 whatever the precision, as the NumPy engine does.
                seen = tf.cast(parameters, tf.float64)
                x, y, weight = self._nodes_of(seen, nodes)
                tape.watch(seen)
                loss = tf.reduce_sum(weight * tf.square(self._output(seen, x) - y), axis=-1)
        gradient = tape.gradient(loss, seen)
        return tf.cast(loss, parameters.dtype), tf.cast(gradient, parameters.dtype)

    def _output(self, parameters: Any, x: Any) -> Any:
        """Return f(x), (R, B), of inputs (R or 1, B)."""
        tf, model = self._tf, self._recipe.model
        count = units(model)
        weight = parameters[:, :count, tf.newaxis]
        before = weight * x[:, tf.newaxis]
        if model.variant != "weight":
            before += parameters[:, count : 2 * count, tf.newaxis]
        after = self._activation()(before)
        if model.variant in {"weight", "weight-bias"}:
            return after[:, 0]
        mixer = parameters[:, 2 * count : 3 * count, tf.newaxis]
        return tf.reduce_sum(mixer * after, axis=1) + parameters[:, -1:]

    def _activation(self) -> Callable[[Any], Any]:
        """Return Keras's activation; for exact gradients without the constants that Keras holds in float32."""
        tf, keras, model = self._tf, self._keras, self._recipe.model
        slope = model.negative_slope
        if model.activation == "leaky_relu":
            if self._nodes is not None:
                return lambda z: tf.where(z > 0, z, slope * z)
            return lambda z: keras.activations.leaky_relu(z, negative_slope=slope)
        if model.activation == "gelu" and self._nodes is not None:
            return lambda z: 0.5 * z * tf.math.erfc(-np.sqrt(0.5) * z)
        return keras.activations.get(model.activation)

    def _nodes_of(self, parameters: Any, nodes: ExactNodes) -> tuple[Any, Any, Any]:
        """Return x, y and weight of the quadrature's nodes, (R or 1, N) each."""
        tf, model = self._tf, self._recipe.model
        fixed = tf.constant(nodes.ends, tf.float64)[tf.newaxis]
        ends = fixed
        if nodes.reach and not (model.variant == "weight" and nodes.reach == (0.0,)):
            count = units(model)
            weight = parameters[:, :count, tf.newaxis]
            bias = 0.0 * weight if model.variant == "weight" else parameters[:, count : 2 * count, tf.newaxis]
            offsets = tf.constant(sorted({sign * reach for reach in nodes.reach for sign in (-1.0, 1.0)}), tf.float64)
            flat = tf.equal(weight, 0.0)
            moved = (offsets - bias) / tf.where(flat, tf.ones_like(weight), weight)
            moved = tf.where(tf.logical_or(flat, tf.math.is_nan(moved)), nodes.ends[-1] * tf.ones_like(moved), moved)
            moved = tf.clip_by_value(moved, nodes.ends[0], nodes.ends[-1])
            moved = tf.reshape(moved, (tf.shape(parameters)[0], -1))
            ends = tf.concat([moved, tf.repeat(fixed, tf.shape(parameters)[0], axis=0)], axis=1)
            ends = tf.sort(ends, axis=1)
        length = (ends[:, 1:] - ends[:, :-1])[:, :, tf.newaxis]
        x = ends[:, :-1, tf.newaxis] + length * tf.constant(nodes.places, tf.float64)
        weight = length * tf.constant(nodes.shares, tf.float64)
        x, weight = (tf.reshape(item, (tf.shape(item)[0], -1)) for item in (x, weight))
        if nodes.normal:
            standard = (x - nodes.center) / nodes.spread
            weight *= tf.exp(-0.5 * standard * standard) * (1.0 / (np.sqrt(2.0 * np.pi) * nodes.spread))
        else:
            weight *= 0.5 / nodes.spread
        y = tf.zeros_like(x)
        for term in nodes.target:
            y += term.output_weight * tf.nn.relu(term.weight * x + term.bias)
        return x, y, weight


class _LiveMomentum:
    """A momentum for Keras's SGD that may change without tracing again.

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
        Returns a compiled recipe; as it stands it compiles anew at each `load` with another recipe.
    """

    name = "TensorFlow"

    def __init__(self, problem: Problem, program: Callable[[Recipe], Program] = Program) -> None:
        self.problem = problem
        self._find = program
        self._recipe: Recipe | None = None
        self._program: Program | None = None

    def load(self, training: Training, state: EngineState) -> None:
        """Take settings and state; compiles if there is no program yet, which takes about a second."""
        runs = len(state.parameters)
        recipe = recipe_for(self.problem, training, runs)
        if self._program is None or recipe != self._recipe:
            self._program = self._find(recipe)
            self._recipe = recipe
        program = self._program
        self._training = training
        self._runs = runs
        self._step = state.step
        self._stream: BatchStream = batch_stream(self.problem, training, state)
        self._memory = program.first_memory()
        self._memory["parameters"][:runs] = state.parameters
        self._memory["iterations"][:runs, 0] = state.iterations
        if UPDATE_RULES[training.optimizer].slots_in_use(training):
            for name, width in program.slots.items():
                if name in state.slots:
                    self._memory[name][:runs] = state.slots[name][:, :width]

    @property
    def shape(self) -> tuple[int, int, str]:
        """How many runs and parameters are loaded, and their precision."""
        program = self._loaded()
        return self._runs, program.width, program.dtype.name

    def advance(self, count: int) -> Chunk:
        """Make `count` steps and return the states after each of them; RuntimeError before the first `load`."""
        program, training, runs = self._loaded(), self._training, self._runs
        exact = training.gradient == "exact"
        parameters = np.empty((count, runs, program.width), program.dtype)
        losses = None if exact else np.empty((count, runs), program.dtype)
        done = 0
        while done < count:
            size = program.size_for(count - done)
            steps = min(size, count - done)
            x, y = self._drawn(size, steps)
            self._memory, rows, row_losses = program.run(
                size, steps, x, y, self._memory, training.learning_rate, training.momentum
            )
            parameters[done : done + steps] = rows[:steps, :runs]
            if losses is not None:
                losses[done : done + steps] = row_losses[:steps, :runs]
            done += steps
        chunk = Chunk(self._step + 1, parameters, losses)
        self._step += count
        return chunk

    def _drawn(self, size: int, steps: int) -> tuple[Floats, Floats]:
        """Return inputs and targets of the next steps, (size, batch_size); the first `steps` rows are filled."""
        exact = self._training.gradient == "exact"
        batch_size = 0 if exact else self._training.batch_size
        x, y = (np.empty((size, batch_size), self._loaded().dtype) for _ in range(2))
        if not exact:
            piece = max(1, DRAWN_AT_ONCE // batch_size)
            for first in range(0, steps, piece):
                rows = slice(first, min(first + piece, steps))
                x[rows], y[rows] = self._stream.draw(rows.stop - first, batch_size)
        return x, y

    def state(self) -> EngineState:
        """Return the present state, as copies; RuntimeError before the first `load`."""
        program, runs = self._loaded(), self._runs
        memory = {name: np.asarray(value)[:runs] for name, value in self._memory.items()}
        slots = program.slots if UPDATE_RULES[self._training.optimizer].slots_in_use(self._training) else ()
        inputs, noise = self._stream.state()
        return EngineState(
            step=self._step,
            parameters=memory["parameters"].copy(),
            iterations=memory["iterations"][:, 0].copy(),
            slots={name: np.broadcast_to(memory[name], (runs, program.width)).copy() for name in slots},
            inputs=inputs,
            noise=noise,
        )

    def close(self) -> None:
        """Let go of the memory; it may be called twice."""
        self._program = None

    def _loaded(self) -> Program:
        if self._program is None:
            raise RuntimeError("the engine has nothing loaded")
        return self._program
