"""Each run's loss and gradient as TensorFlow operations, by TensorFlow's own derivatives; modules are handed in."""

from collections.abc import Callable
from typing import Any

import numpy as np

from reluviz.landscape.activations import SELU_SCALE, SELU_SCALE_ALPHA
from reluviz.landscape.units import Teacher
from reluviz.scenario.model import Model
from reluviz.scenario.parameters import units
from reluviz.training.exact_nodes import ExactNodes, exact_nodes
from reluviz.training.recipe import Recipe

BLOCK_NUMBERS = 4_000_000
"""How many numbers, one for each run, unit and input, are worked on at once: what they take is a few times as much."""


class CompiledGradient:
    """Loss and gradient of all runs, over a mini-batch or over the distribution of the inputs.

    Parameters
    ----------
    tensorflow, keras
        The modules.
    recipe
        The student, and with exact gradients the teacher and the inputs.
    """

    def __init__(self, tensorflow: Any, keras: Any, recipe: Recipe) -> None:
        self._tf, self._keras = tensorflow, keras
        self._model: Model = recipe.model
        self._nodes: ExactNodes | None = None
        if recipe.data is not None and recipe.target is not None:
            self._nodes = exact_nodes(recipe.data, recipe.target, recipe.model)
        self._activate = self._activation()
        fitting = max(1, BLOCK_NUMBERS // (units(recipe.model) * recipe.inputs))
        self._block = 1 << (min(fitting, recipe.capacity).bit_length() - 1)

    def __call__(self, parameters: Any, x: Any, y: Any) -> tuple[Any, Any]:
        """Return the losses (R,) and their gradients (R, P) at parameters (R, P), R the recipe's capacity.

        Parameters
        ----------
        x, y : (batch_size,)
            Inputs and targets; exact gradients do not look at them, and their loss is without the noise's variance.
        """
        tf, runs = self._tf, parameters.shape[0]
        if self._block == runs:
            return self._of_block(parameters, x, y)
        blocks = tf.reshape(parameters, (runs // self._block, self._block, -1))
        kinds = (parameters.dtype, parameters.dtype)
        loss, gradient = tf.map_fn(lambda block: self._of_block(block, x, y), blocks, fn_output_signature=kinds)
        return tf.reshape(loss, (runs,)), tf.reshape(gradient, parameters.shape)

    def _of_block(self, parameters: Any, x: Any, y: Any) -> tuple[Any, Any]:
        tf, seen = self._tf, parameters
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            if self._nodes is None:
                tape.watch(seen)
                loss = tf.reduce_mean(tf.square(self._output(seen, x[tf.newaxis]) - y), axis=-1)
            else:
                # In float64 whatever the training's precision, as the NumPy engine does. The nodes move with the
                # parameters, the expectation's derivative does not notice: hence the tape begins behind them.
                seen = tf.cast(parameters, tf.float64)
                x, y, weight = self._points(seen, self._nodes)
                tape.watch(seen)
                loss = tf.reduce_sum(weight * tf.square(self._output(seen, x) - y), axis=-1)
        gradient = tape.gradient(loss, seen)
        return tf.cast(loss, parameters.dtype), tf.cast(gradient, parameters.dtype)

    def _output(self, parameters: Any, x: Any) -> Any:
        """Return f(x), (R, B), of inputs (R or 1, B)."""
        tf, variant, count = self._tf, self._model.variant, units(self._model)
        before = parameters[:, :count, tf.newaxis] * x[:, tf.newaxis]
        if variant != "weight":
            before += parameters[:, count : 2 * count, tf.newaxis]
        after = self._activate(before)
        if variant in {"weight", "weight-bias"}:
            return after[:, 0]
        mixer = parameters[:, 2 * count : 3 * count, tf.newaxis]
        return tf.reduce_sum(mixer * after, axis=1) + parameters[:, -1:]

    def _activation(self) -> Callable[[Any], Any]:
        """Return Keras's activation; for exact gradients, without the constants that Keras holds in float32."""
        tf, keras, exact = self._tf, self._keras, self._nodes is not None
        name, slope = self._model.activation, self._model.negative_slope
        if name == "leaky_relu":
            if exact:
                return lambda z: tf.where(z > 0, z, slope * z)
            return lambda z: keras.activations.leaky_relu(z, negative_slope=slope)
        if name == "gelu" and exact:
            return lambda z: 0.5 * z * tf.math.erfc(-np.sqrt(0.5) * z)
        if name == "selu":
            # XLA's own derivative at 0 is that of the left side, the plain kernel's, which `fit` uses, of the right.
            return lambda z: tf.where(z < 0, SELU_SCALE_ALPHA * tf.math.expm1(tf.minimum(z, 0.0)), SELU_SCALE * z)
        return keras.activations.get(name)

    def _points(self, parameters: Any, nodes: ExactNodes) -> tuple[Any, Any, Any]:
        """Return x, y and weight of the quadrature's points, (R or 1, N) each."""
        tf = self._tf
        ends = self._ends(parameters, nodes)
        length = (ends[:, 1:] - ends[:, :-1])[:, :, tf.newaxis]
        x = ends[:, :-1, tf.newaxis] + length * tf.constant(nodes.places, tf.float64)
        weight = length * tf.constant(nodes.shares, tf.float64)
        x, weight = (tf.reshape(item, (tf.shape(item)[0], -1)) for item in (x, weight))
        if nodes.normal:
            standard = (x - nodes.center) / nodes.spread
            weight *= tf.exp(-0.5 * standard * standard) * (1.0 / (np.sqrt(2.0 * np.pi) * nodes.spread))
        else:
            weight *= 0.5 / nodes.spread
        return x, Teacher.of(nodes.target).value(x, tf.nn.relu), weight

    def _ends(self, parameters: Any, nodes: ExactNodes) -> Any:
        """Return the sorted ends of the panels, (R or 1, E)."""
        tf, variant, count = self._tf, self._model.variant, units(self._model)
        fixed = tf.constant(nodes.ends, tf.float64)[tf.newaxis]
        if not nodes.reach:
            return fixed
        weight = parameters[:, :count, tf.newaxis]
        bias = tf.zeros_like(weight) if variant == "weight" else parameters[:, count : 2 * count, tf.newaxis]
        offsets = tf.constant(sorted({sign * reach for reach in nodes.reach for sign in (-1.0, 1.0)}), tf.float64)
        moving = (offsets - bias) / weight
        # A flat unit has no kink.
        moving = tf.where(tf.math.is_finite(moving), moving, nodes.ends[-1])
        moving = tf.clip_by_value(moving, nodes.ends[0], nodes.ends[-1])
        runs = tf.shape(parameters)[0]
        return tf.sort(tf.concat([tf.reshape(moving, (runs, -1)), tf.repeat(fixed, runs, axis=0)], axis=1), axis=1)
