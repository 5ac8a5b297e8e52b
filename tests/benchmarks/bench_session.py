"""Measures how long a pause, a change, and the end of a live training take, and the memory of a history.

The reference is a bare thread that works in chunks of 8 ms, stopped in the same way in the same run: what it takes
beyond its chunk is the machine's doing.

Run: uv run python tests/benchmarks/bench_session.py [--tensorflow]
"""

import gc
import os
import sys
import threading
import time

# As the window does, and before NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import psutil

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Model, Scenario, Start, Starts, Training
from reluviz.training.engine import Chunk
from reluviz.training.history import History, Run
from reluviz.training.session import Session
from reluviz.training.source import Engines

REPEATS = 25
REACH_MS = 50.0
REACH_MB = 50.0
MANY = Starts(count=20, initializer="normal", bias_initializer="normal", scale=5.0)
SCENARIOS = {
    "the puzzle": Scenario(start=(Start(weight=10.0), Start(weight=-10.0))),
    "20 runs, bias": Scenario(model=Model(variant="weight-bias"), starts=MANY),
    "20 runs, GELU": Scenario(model=Model(variant="weight-bias", activation="gelu"), starts=MANY),
    "20 runs, GELU, exact": Scenario(
        model=Model(variant="weight-bias", activation="gelu"), starts=MANY, training=Training(gradient="exact")
    ),
    "batches of 100,000": Scenario(starts=MANY, training=Training(batch_size=100_000)),
    "batches of 1": Scenario(starts=MANY, training=Training(batch_size=1)),
    "1,000 runs": Scenario(starts=replace(MANY, count=1000)),
    "hidden layer of 20": Scenario(model=Model(variant="hidden-layer", hidden_units=20), starts=MANY),
}


def until(condition: Callable[[], bool], deadline: float = 60.0) -> float:
    """Return how many milliseconds a condition was waited for."""
    start = time.perf_counter()
    while not condition():
        if time.perf_counter() - start > deadline:
            sys.exit("waited in vain")
        time.sleep(0.0002)
    return 1000 * (time.perf_counter() - start)


def measure(scenario: Scenario, engines: Engines, engine: str) -> tuple[list[float], list[float], list[float], float]:
    """Return the milliseconds that pauses, changes and ends took, and the steps per second at the highest speed."""
    training = replace(scenario.training, engine=engine, steps=10_000_000, learning_rate=1e-4)
    scenario = replace(scenario, training=training)
    landscape = Landscape(scenario.data, scenario.target, scenario.model)
    random = np.random.default_rng(0)
    pauses, changes, ends, speed = [], [], [], 0.0
    for _ in range(3):
        session = Session(scenario, landscape, engines, speed=1e5)
        session.play()
        until(lambda session=session: session.history.last_step > 0 and session.status().engine_name.lower() == engine)
        for index in range(REPEATS):
            time.sleep(random.uniform(0.02, 0.15))
            rate = 1e-4 * (1 + (index + 1) / 1000)
            events = len(session.history.events)
            begun = time.perf_counter()
            session.set_training(replace(training, learning_rate=rate))
            until(lambda events=events, session=session: len(session.history.events) > events)
            changes.append(1000 * (time.perf_counter() - begun))
            time.sleep(random.uniform(0.02, 0.15))
            begun = time.perf_counter()
            session.pause()
            session.wait_still(60)
            pauses.append(1000 * (time.perf_counter() - begun))
            session.play()
        step, begun = session.history.last_step, time.perf_counter()
        time.sleep(1.0)
        speed = max(speed, (session.history.last_step - step) / (time.perf_counter() - begun))
        begun = time.perf_counter()
        session.close()
        ends.append(1000 * (time.perf_counter() - begun))
    return pauses, changes, ends, speed


def reference() -> list[float]:
    """Return the milliseconds that it takes to stop a bare thread which draws numbers in chunks of about 8 ms."""
    random, numbers = np.random.default_rng(0), np.empty(1000)
    taken = []
    for _ in range(3 * REPEATS):
        stop = threading.Event()

        def work(stop: threading.Event = stop) -> None:
            while not stop.is_set():
                end = time.perf_counter() + 0.008
                while time.perf_counter() < end:
                    random.standard_normal(out=numbers)

        thread = threading.Thread(target=work)
        thread.start()
        time.sleep(float(np.random.default_rng().uniform(0.02, 0.15)))
        begun = time.perf_counter()
        stop.set()
        thread.join()
        taken.append(1000 * (time.perf_counter() - begun))
    return taken


def told(values: list[float]) -> str:
    """Return the median, what 95 % stay below, and the largest value."""
    return f"{np.median(values):6.1f}{np.percentile(values, 95):6.1f}{max(values):6.1f}"


def latencies(engine: str) -> bool:
    """Print how long pauses, changes and ends take; return whether all are within reach."""
    print(f"\n{engine}: milliseconds, median, 95 % and longest; reach ≤ {REACH_MS:.0f}")
    print(f"{'':24}{'pause':>18}{'change':>18}{'close':>18}{'steps/s':>10}")
    print(f"{'a bare thread':24}{told(reference())}")
    worst = 0.0
    engines = Engines()
    try:
        for name, scenario in SCENARIOS.items():
            pauses, changes, ends, speed = measure(scenario, engines, engine)
            worst = max(worst, *pauses, *changes, *ends)
            print(f"{name:24}{told(pauses)}{told(changes)}{told(ends)}{speed:10.0f}")
    finally:
        engines.close()
    return worst <= REACH_MS


def memory() -> bool:
    """Print the memory of a history of 20 runs × 100,000 steps, as the process grows; return whether it is in reach."""
    fine = True
    for precision in ("float32", "float64"):
        scenario = replace(SCENARIOS["20 runs, bias"], training=Training(precision=precision))
        landscape = Landscape(scenario.data, scenario.target, scenario.model)
        random = np.random.default_rng(0)
        chunk = random.normal(size=(100, 20, 2)).astype(precision)
        landscape.fast_loss(chunk)
        gc.collect()
        before = psutil.Process().memory_info().rss
        history = History(landscape.fast_loss, 2, precision)
        history.restart([Run(history.new_id()) for _ in range(20)], np.zeros((20, 2)))
        begun = time.perf_counter()
        for first in range(1, 100_001, 100):
            history.append(Chunk(first, chunk, chunk[..., 0]))
        seconds = time.perf_counter() - begun
        grown = (psutil.Process().memory_info().rss - before) / 1e6
        print(
            f"history of 20 runs × 100,000 steps, {precision}: {grown:.1f} MB (reach ≤ {REACH_MB:.0f}),"
            f" {seconds * 1e6 / 100_000:.1f} µs a step with the losses"
        )
        fine = fine and grown <= REACH_MB
        del history
    return fine


if __name__ == "__main__":
    reached = [memory(), latencies("numpy")]
    if "--tensorflow" in sys.argv:
        reached.append(latencies("tensorflow"))
    sys.exit(0 if all(reached) else 1)
