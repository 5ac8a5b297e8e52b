"""Where the runs begin: at the [[start]] tables' rows, then at those that [starts] draws or lays out; any thread."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.model import Axis, Model, Scenario, Start, Starts, Text
from reluviz.scenario.parameters import parameter_names, start_row, units

TRUNCATED_NORMAL_STD = 0.87962566103423978
"""The standard deviation of a standard normal cut off at ±2; Keras divides by it (`VarianceScaling`)."""


@dataclass(frozen=True)
class InitialRows:
    """The runs that a scenario begins with.

    Attributes
    ----------
    rows : (R, P)
        The initial parameters, float64, in the order of `parameter_names`; R may be 0.
    labels, colors
        One each a run: of the [[start]] tables; empty for the others.
    """

    rows: NDArray[np.float64]
    labels: tuple[Text, ...]
    colors: tuple[str, ...]


def initial_rows(scenario: Scenario) -> InitialRows:
    """Return the starts of the [[start]] tables, then those of [starts]; the same scenario gives the same rows."""
    model = scenario.model
    listed = [start_row(model, start) for start in scenario.start]
    rows = np.array(listed, dtype=np.float64).reshape(len(listed), len(parameter_names(model)))
    labels = tuple(start.label for start in scenario.start)
    colors = tuple(start.color for start in scenario.start)
    if scenario.starts is not None:
        make = grid_rows if scenario.starts.kind == "grid" else random_rows
        more = make(model, scenario.starts)
        rows = np.concatenate([rows, more])
        labels += ("",) * len(more)
        colors += ("",) * len(more)
    return InitialRows(rows, labels, colors)


def grid_rows(model: Model, starts: Starts) -> NDArray[np.float64]:
    """Return one row for every pair of a weight and a bias of the grid, (R, P), weights running fastest.

    An axis that is not given, or the bias of a student without one, stays at 0; all hidden units take the same numbers.
    """

    def values(axis: Axis | None) -> NDArray[np.float64]:
        return np.zeros(1) if axis is None else np.linspace(axis.start, axis.stop, axis.count)

    biases = np.zeros(1) if model.variant == "weight" else values(starts.bias)
    pairs = [(float(weight), float(bias)) for bias in biases for weight in values(starts.weight)]
    rows = [start_row(model, Start(weight=weight, bias=bias)) for weight, bias in pairs]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(parameter_names(model)))


def random_rows(model: Model, starts: Starts) -> NDArray[np.float64]:
    """Return `starts.count` rows of drawn parameters, (R, P), each drawn as Keras initialises that array of its layers.

    The layers are ``Dense(J)`` with kernel (1, J) and bias (J,), and ``Dense(1)`` with kernel (J, 1) and bias (1,).
    Each kind of parameter has a generator of its own, so a larger count keeps the rows of a smaller one.
    """
    count = units(model)
    shapes: list[tuple[int, ...]] = [(1, count)]
    if model.variant != "weight":
        shapes.append((count,))
    if model.variant in {"weight-bias-output", "hidden-layer"}:
        shapes += [(count, 1), (1,)]
    generators = np.random.default_rng(starts.seed).spawn(4)
    columns = []
    for shape, generator in zip(shapes, generators, strict=False):
        initializer = starts.initializer if len(shape) == 2 else starts.bias_initializer
        size = int(np.prod(shape))
        drawn = initial_values(initializer, shape, starts.scale, starts.count * size, generator)
        columns.append(drawn.reshape(starts.count, size))
    return np.concatenate(columns, axis=1)


def initial_values(
    initializer: str, shape: tuple[int, ...], scale: float, count: int, generator: "np.random.Generator"
) -> NDArray[np.float64]:
    """Return `count` numbers of an initializer, (count,), as it would fill an array of that shape.

    Formulas (Keras, `random_initializers.py`), with the numbers of inputs and outputs of `shape`: ``glorot_uniform``
    U(−a, a) with a = √(6 / (inputs + outputs)); ``he_normal`` N(0, s²) cut off at ±2 s, s = √(2 / inputs) / 0.8796, so
    that its standard deviation is √(2 / inputs); ``normal`` N(0, scale²); ``uniform`` U(−scale, scale); ``zeros``.
    """
    inputs, outputs = shape[0], shape[-1]
    if initializer == "glorot_uniform":
        limit = sqrt(6.0 / (inputs + outputs))
        return generator.uniform(-limit, limit, count)
    if initializer == "he_normal":
        return _truncated_normal(count, generator) * (sqrt(2.0 / inputs) / TRUNCATED_NORMAL_STD)
    if initializer == "normal":
        return generator.normal(0.0, scale, count)
    if initializer == "uniform":
        return generator.uniform(-scale, scale, count)
    if initializer == "zeros":
        return np.zeros(count)
    raise ValueError(f"unknown initializer: {initializer}")


def _truncated_normal(count: int, generator: "np.random.Generator") -> NDArray[np.float64]:
    """Return standard normal numbers, (count,), without those beyond ±2: by drawing until enough are kept."""
    kept = np.empty(0)
    while len(kept) < count:
        drawn = generator.standard_normal(count - len(kept) + 16)
        kept = np.concatenate([kept, drawn[np.abs(drawn) <= 2.0]])
    return kept[:count]
