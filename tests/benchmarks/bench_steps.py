"""Steps per second at batch size 1000, batches drawn included, as ratios to Keras's `fit` in the same run.

    uv run python tests/benchmarks/bench_steps.py

The figures to reach: NumPy 50 times Keras `fit`, TensorFlow 60 times.
"""

import os
import time
from collections.abc import Callable

import numpy as np

from reluviz.scenario.model import Model, Scenario, Start, Training
from reluviz.training.batches import BatchStream
from reluviz.training.engine import Engine, Problem
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.remote import RemoteEngine, TensorflowProcess
from reluviz.training.states import initial_state

ROUNDS = 5
"""Every way is timed so often, in turns, and its best time counts: other programs can only make it slower."""

STEPS = 20_000
"""How many steps of an engine are timed at once: they take about as long as those of Keras's `fit`."""

SCENARIO = Scenario(start=(Start(weight=10.0),))
TWO_RUNS = Scenario(start=(Start(weight=10.0), Start(weight=-10.0)))
WEIGHT_AND_BIAS = Scenario(model=Model(variant="weight-bias"), start=(Start(weight=10.0), Start(weight=-10.0)))
ADAM = Scenario(training=Training(optimizer="adam"), start=(Start(weight=10.0), Start(weight=-10.0)))
EXACT = Scenario(training=Training(gradient="exact"), start=(Start(weight=10.0), Start(weight=-10.0)))

Way = tuple[str, int, Callable[[int], object]]
"""A name, how many steps are timed at once, and what makes that many steps."""


def keras_ways() -> list[Way]:
    """Return the two ways of training the puzzle's first run with Keras alone."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    training = SCENARIO.training
    student = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False), keras.layers.ReLU()])
    student.compile(loss="mse", optimizer="sgd")
    student.set_weights([np.array([[10.0]])])
    stream = BatchStream(SCENARIO.data, SCENARIO.target, training.seed, training.precision)

    def fit(steps: int) -> None:
        x, y = stream.draw(steps, training.batch_size)
        student.fit(x.reshape(-1, 1), y.reshape(-1, 1), batch_size=training.batch_size, shuffle=False, verbose=0)

    def train_on_batch(steps: int) -> None:
        for x, y in zip(*stream.draw(steps, training.batch_size), strict=True):
            student.train_on_batch(x.reshape(-1, 1), y.reshape(-1, 1))

    return [("Keras fit", 1000, fit), ("Keras train_on_batch", 500, train_on_batch)]


def engine_way(name: str, engine: Engine, scenario: Scenario, steps: int) -> Way:
    """Return a way of training a scenario with an engine, loaded and ready."""
    engine.load(scenario.training, initial_state(scenario))
    return name, steps, engine.advance


def problem_of(scenario: Scenario) -> Problem:
    """Return what a scenario's engines are built from."""
    return Problem(scenario.data, scenario.target, scenario.model)


def timed(ways: list[Way]) -> dict[str, float]:
    """Return the seconds that one step takes, by name."""
    best = {name: float("inf") for name, _, _ in ways}
    for _, _, advance in ways:
        advance(20)  # whatever is compiled or cached at the first steps
    for _ in range(ROUNDS):
        for name, steps, advance in ways:
            before = time.perf_counter()
            advance(steps)
            best[name] = min(best[name], (time.perf_counter() - before) / steps)
    return best


def main() -> None:
    """Time all ways and print them."""
    process = TensorflowProcess()
    try:
        ways = keras_ways()
        for suffix, scenario in (
            ("", SCENARIO),
            (", two runs", TWO_RUNS),
            (", two runs, weight and bias", WEIGHT_AND_BIAS),
            (", two runs, Adam", ADAM),
            (", two runs, exact gradient", EXACT),
        ):
            problem = problem_of(scenario)
            ways.append(engine_way(f"NumPy engine{suffix}", NumpyEngine(problem), scenario, STEPS))
            ways.append(engine_way(f"TensorFlow engine{suffix}", RemoteEngine(process, problem), scenario, STEPS))
        best = timed(ways)
    finally:
        process.close()
    reference = best["Keras fit"]
    print(f"{'':44} {'µs a step':>10} {'steps/s':>10} {'× Keras fit':>12}")
    for name, seconds in best.items():
        print(f"{name:44} {seconds * 1e6:10.1f} {1 / seconds:10,.0f} {reference / seconds:12.1f}")


if __name__ == "__main__":
    main()
