"""The lowest loss that a student can reach: known where it can copy the teacher, else minimised once; NumPy and SciPy, any thread."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.landscape import Landscape
from reluviz.landscape.units import units
from reluviz.scenario.model import Data, Model, Target

Array = NDArray[np.float64]

COPIED = 1e-9
"""A loss below this part of E[target²] is a copy of the teacher, seen through rounding."""

SAMPLES = 2000
POLISHED = 8


class SearchStopped(Exception):  # noqa: N818 - nothing went wrong
    """The search was told to stop before it had found the lowest loss."""


@lru_cache(maxsize=64)
def lowest_loss(data: Data, target: tuple[Target, ...], model: Model) -> float:
    """Return the lowest expected loss, noise included, that the student can reach or come as near to as it likes.

    noise² where the student can copy the teacher, and for more than two hidden units; else the exact loss minimised from
    many starts, always the same ones.
    """
    return search(Landscape(data, target, model))


def search(landscape: Landscape, should_stop: Callable[[], bool] = lambda: False) -> float:
    """Return what `lowest_loss` does; SearchStopped soon after `should_stop` has begun to return True."""
    noise = landscape.noise_variance
    model = landscape.model
    if units(model) > 2:
        return noise
    if landscape.loss(_copies(landscape)).min() - noise <= COPIED * landscape.target_power:
        return noise
    lowest = _minimised(landscape, should_stop)
    return noise if lowest - noise <= COPIED * landscape.target_power else lowest


def _copies(landscape: Landscape) -> Array:
    """Return parameters (N, P) that copy the teacher if any do, for piecewise-linear students; 0 is always among them."""
    rows = [np.zeros(len(landscape.names))]
    slopes = landscape.activation.slopes
    if slopes is None:
        return np.array(rows)
    teacher, variant = landscape.teacher_units, landscape.model.variant
    low, high = landscape.inputs.ends
    bends = teacher.kinks[(teacher.kinks > low) & (teacher.kinks < high)]
    ends = np.array([low, *bends, high])
    slope, intercept = teacher.lines(ends[:-1], ends[1:])
    if variant in {"weight", "weight-bias"}:
        lines = np.stack([slope, intercept], axis=-1)[:, : len(rows[0])]
        rows += [line / steepness for line in lines for steepness in slopes if steepness]
        return np.array(rows)
    width = units(landscape.model)
    # One unit with its kink where the teacher bends, or (for a straight teacher) at the edge of the inputs.
    single = [(1.0, -low, slope[0], teacher.value(np.array([low]))[0])]
    for index, bend in enumerate(bends):
        height = teacher.value(np.array([bend]))[0]
        single += [(1.0, -bend, slope[index + 1], height), (-1.0, bend, -slope[index], height)]
    for weight, bias, output, offset in single:
        row = np.zeros(3 * width + 1)
        row[[0, width, 2 * width, -1]] = weight, bias, output, offset
        rows.append(row)
    if width == 2:
        rows += _pairs(landscape, slopes[0])
    return np.array(rows)


def _pairs(landscape: Landscape, negative: float) -> list[Array]:
    """Two units: a teacher's two ReLUs, or one of them as (leaky(z) + α leaky(−z)) / (1 − α²)."""
    teacher = landscape.teacher_units
    if negative == 0 and len(teacher.weight) == 2:
        return [np.array([*teacher.weight, *teacher.bias, *teacher.output, 0.0])]
    if 0 < negative < 1 and len(teacher.weight) == 1:
        weight, bias, output = teacher.weight[0], teacher.bias[0], teacher.output[0] / (1 - negative**2)
        return [np.array([weight, -weight, bias, -bias, output, negative * output, 0.0])]
    return []


def _sampled(landscape: Landscape) -> Array:
    """Return starts (SAMPLES, P): kinks among the inputs, slopes like the teacher's."""
    random = np.random.default_rng(0)
    width, inputs, teacher = units(landscape.model), landscape.inputs, landscape.teacher_units
    reach = 2.5 if inputs.normal else 1.2
    steepness = max(1e-3, np.abs(teacher.output * teacher.weight).sum())
    shape = (SAMPLES, width)
    kink = inputs.center + inputs.spread * random.uniform(-reach, reach, shape)
    sign = random.choice([-1.0, 1.0], shape)
    slope = steepness * np.exp(random.uniform(np.log(0.05), np.log(2.0), shape))
    if landscape.model.variant == "weight":
        return sign * slope
    if landscape.model.variant == "weight-bias":
        return np.concatenate([sign * slope, -sign * slope * kink], axis=1)
    weight = sign * np.exp(random.uniform(np.log(0.2), np.log(5.0), shape)) / inputs.spread
    output = random.choice([-1.0, 1.0], shape) * slope / np.abs(weight)
    mean = teacher.value(inputs.center + inputs.spread * np.linspace(-reach, reach, 33)).mean()
    offset = random.normal(mean, 0.5 * steepness * inputs.spread, (SAMPLES, 1))
    return np.concatenate([weight, -weight * kink, output, offset], axis=1)


def _minimised(landscape: Landscape, should_stop: Callable[[], bool]) -> float:
    from scipy.optimize import minimize

    starts = _sampled(landscape)
    values = landscape.fast_loss(starts)
    best = np.inf
    chosen: list[Array] = []
    for index in np.argsort(values):
        start = starts[index]
        if all(np.abs(start - other).max() > 0.2 * np.abs(start).max() for other in chosen):
            chosen.append(start)
        if len(chosen) == POLISHED:
            break

    def objective(row: Array) -> tuple[float, Array]:
        if should_stop():
            raise SearchStopped
        loss, gradient = landscape.loss_and_gradient(row)
        return (float(loss), gradient) if np.isfinite(loss) else (1e300, np.zeros_like(row))

    for start in chosen:
        found = minimize(
            objective, start, jac=True, method="L-BFGS-B", options={"maxiter": 200, "ftol": 1e-14, "gtol": 1e-9}
        )
        best = min(best, float(found.fun))
    return best
