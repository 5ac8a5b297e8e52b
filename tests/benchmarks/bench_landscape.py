"""Measures the landscape's fast form beside the mean over 1,000 samples, in the same run.

Run: uv run python tests/benchmarks/bench_landscape.py
"""

import time
from collections.abc import Callable

import numpy as np

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target

SIZE = 400
SAMPLES = 1000
REACH = 12.0


def seconds(work: Callable[[], object], repeats: int) -> float:
    """Return the shortest of several durations: what the work takes when nobody disturbs it."""
    durations = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return min(durations)


def sampled_loss_and_gradient(w: np.ndarray, b: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return loss and gradient of one row of the grid as means over samples, as one would write them."""
    f = np.maximum(w[:, None] * x + b[:, None], 0)
    residual = f - np.maximum(x, 0)
    pushed = 2 * residual * (f > 0)
    return np.mean(residual**2, axis=1), np.mean(pushed * x, axis=1), np.mean(pushed, axis=1)


def sample_grid(axis: np.ndarray) -> np.ndarray:
    """Return the loss on the grid, row by row: all at once would take gigabytes."""
    x = np.random.default_rng(0).standard_normal(SAMPLES)
    return np.array([sampled_loss_and_gradient(axis, np.full_like(axis, b), x)[0] for b in axis])


def distribution(z: np.ndarray) -> np.ndarray:
    """Return Φ(z) in extended precision: ½ + φ(z) (z + z³/3 + z⁵/15 + …), whose terms have one sign."""
    near = np.clip(z, -13, 13)
    term, total = near.copy(), near.copy()
    for k in range(1, 400):
        term = term * near * near / (2 * k + 1)
        total += term
    return np.longdouble(0.5) + density(near) * total


def density(z: np.ndarray) -> np.ndarray:
    """Return φ(z) in the precision of z."""
    return np.exp(-z * z / 2) / np.sqrt(2 * np.longdouble("3.14159265358979323846264338327950288"))


def exact(w: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return loss and gradient of relu(w x + b) learning relu(x) in extended precision, region by region."""
    w, b = w.astype(np.longdouble), b.astype(np.longdouble)
    a = np.abs(w)
    z = b / a
    share, height, p0 = distribution(z), density(np.clip(z, -100, 100)), density(np.longdouble(0))
    square = (w * w + b * b) * share + a * b * height
    rising, above = w > 0, b > 0
    half = np.longdouble(0.5)
    regions = [rising & above, rising & ~above, ~rising & above]
    product = np.select(regions, [w / 2 + b * p0, w * share, b * p0 - a * (share - half)], 0)
    by_w = np.select(regions, [half + 0 * w, share - z * height, share - half - z * height], 0)
    by_b = np.select(regions, [p0 + 0 * w, height, p0 - height], 0)
    return (
        half + square - 2 * product,
        2 * w * share - 2 * by_w,
        2 * (a * height + b * share) - 2 * by_b,
    )


def grid_of_the_puzzle() -> None:
    """Print how much faster the grid over weight and bias is than sampling, and how wrong it is."""
    landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
    axis = np.linspace(-REACH, REACH, SIZE)
    w, b = np.meshgrid(axis, axis)
    points = np.stack([w, b], axis=-1)
    fast = seconds(lambda: landscape.fast_loss_and_gradient(points), 15)
    slow = seconds(lambda: sample_grid(axis), 2)
    loss, gradient = landscape.fast_loss_and_gradient(points)
    truth = exact(w, b)
    found = (loss, gradient[..., 0], gradient[..., 1])
    error = max(float(np.abs(part - expected).max()) for part, expected in zip(found, truth, strict=True))
    print(f"{SIZE}×{SIZE} grid over ±{REACH:g}, weight and bias, relu: expected loss and gradient")
    print(f"  reference: mean over {SAMPLES} samples   {slow * 1e3:9.1f} ms")
    print(f"  fast form                       {fast * 1e3:9.1f} ms   {slow / fast:.0f} × faster (reach: 20 ×)")
    print(f"  largest absolute error          {error:9.1e}      (reach: below 1e-13)")
    print(f"  error of the sampled loss       {float(np.abs(sample_grid(axis) - truth[0]).max()):9.1e}")


def points_of_a_history() -> None:
    """Print what the loss of 10,000 points costs, as a history asks for it, beside sampling the same points."""
    print("loss of 10,000 points:")
    x = np.random.default_rng(0).standard_normal(SAMPLES)
    for variant, activation, units in (
        ("weight", "relu", 1),
        ("weight-bias", "relu", 1),
        ("weight-bias-output", "leaky_relu", 1),
        ("hidden-layer", "relu", 8),
        ("weight-bias", "tanh", 1),
        ("weight-bias", "gelu", 1),
        ("weight-bias", "elu", 1),
    ):
        landscape = Landscape(Data(), (Target(),), Model(variant=variant, activation=activation, hidden_units=units))
        rows = np.random.default_rng(1).normal(size=(500, 20, len(landscape.names)))

        def sampled(landscape: Landscape = landscape, rows: np.ndarray = rows) -> list[np.ndarray]:
            return [np.mean((landscape.student(part, x) - np.maximum(x, 0)) ** 2, axis=-1) for part in rows]

        fast, slow = seconds(lambda: landscape.fast_loss(rows), 5), seconds(sampled, 1)  # noqa: B023 - called here
        stable = seconds(lambda: landscape.loss(rows[:50]), 3) * 10  # noqa: B023
        name = f"{variant}, {activation}" + (f", {units} units" if units > 1 else "")
        print(
            f"  {name:34}{fast * 1e3:8.2f} ms   sampled {slow * 1e3:8.1f} ms   {slow / fast:5.0f} ×   "
            f"stable form {stable * 1e3:7.1f} ms"
        )


def main() -> None:
    """Print every figure."""
    grid_of_the_puzzle()
    points_of_a_history()


if __name__ == "__main__":
    main()
