"""The lowest loss that a student can reach: noise² if it can copy the teacher, else minimised; SciPy, any thread."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reluviz.interrupts import interrupts_held
from reluviz.scenario.model import Data, Target
from reluviz.scenario.parameters import units

if TYPE_CHECKING:
    from reluviz.landscape.landscape import Landscape

Array = NDArray[np.float64]

COPIED = 1e-9
"""A loss below this part of E[target²] is a copy of the teacher, seen through rounding."""

ENOUGH = 1e-5
"""A loss below this part of E[target²] ends the search: a fate is judged to 0.01 of it."""

SAMPLES = 2000
"""How many starts are looked at."""

POLISHED = 8
"""How many of them, the best ones that differ, are followed downhill."""


class SearchStopped(Exception):  # noqa: N818 - nothing went wrong
    """The search was told to stop before it had found the lowest loss."""


def search(landscape: "Landscape", should_stop: Callable[[], bool] = lambda: False) -> float:
    """Return the lowest expected loss, noise included, that the student can reach or come as near to as it likes.

    noise² where the student can copy the teacher, and for more than two hidden units; else the exact loss minimised
    from many starts, always the same ones. SciPy is imported in that case alone.

    Raises
    ------
    SearchStopped
        Soon after `should_stop` has begun to return True.
    """
    noise = landscape.noise_variance
    if units(landscape.model) > 2:
        return noise
    plain = replace(landscape, data=replace(landscape.data, noise=0.0))
    copied = COPIED * plain.target_power
    if plain.loss(_copies(plain)).min() <= copied:
        return noise
    simple, factor = _simplified(plain)
    lowest = factor * _minimised(simple, should_stop)
    return noise if lowest <= copied else noise + lowest


def _copies(landscape: "Landscape") -> Array:
    """Return parameters (N, P) that copy the teacher if any do, for piecewise-linear students; 0 is always one."""
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
    # One unit with its kink where the teacher bends, or, for a straight teacher, at the edge of the inputs.
    heights = teacher.value(ends)
    single = [(1.0, -low, slope[0], heights[0])]
    for bend, height, before, after in zip(bends, heights[1:-1], slope[:-1], slope[1:], strict=True):
        single += [(1.0, -bend, after, height), (-1.0, bend, -before, height)]
    for weight, bias, output, offset in single:
        row = np.zeros(3 * width + 1)
        row[[0, width, 2 * width, -1]] = weight, bias, output, offset
        rows.append(row)
    if width == 2:
        rows += _pairs(landscape, slopes[0])
    return np.array(rows)


def _pairs(landscape: "Landscape", negative: float) -> list[Array]:
    """Return two units that are the teacher's two ReLUs, or one of them as (leaky(z) + α leaky(−z)) / (1 − α²)."""
    teacher = landscape.teacher_units
    if negative == 0 and len(teacher.weight) == 2:
        return [np.array([*teacher.weight, *teacher.bias, *teacher.output, 0.0])]
    if 0 < negative < 1 and len(teacher.weight) == 1:
        weight, bias, output = teacher.weight[0], teacher.bias[0], teacher.output[0] / (1 - negative**2)
        return [np.array([weight, -weight, bias, -bias, output, negative * output, 0.0])]
    return []


def _simplified(landscape: "Landscape") -> tuple["Landscape", float]:
    """Return a landscape with standard inputs and E[y²] = 1, as far as the variant allows, and the factor of its loss.

    A bias takes up the inputs' mean and spread, an output weight the size of y; the minimiser then works near 1.
    """
    if landscape.model.variant == "weight":
        return landscape, 1.0
    inputs = landscape.inputs
    has_output = landscape.model.variant in {"weight-bias-output", "hidden-layer"}
    size = landscape.target_power**0.5 if has_output and landscape.target_power > 0 else 1.0
    target = tuple(
        Target(unit.weight * inputs.spread, unit.bias + unit.weight * inputs.center, unit.output_weight / size)
        for unit in landscape.target
    )
    standard = Data() if inputs.normal else Data(distribution="uniform", low=-1.0, high=1.0)
    return replace(landscape, data=standard, target=target), size**2


def _sampled(landscape: "Landscape") -> Array:
    """Return starts (SAMPLES, P): kinks among the inputs, slopes like the teacher's."""
    random = np.random.default_rng(0)
    width, inputs, teacher = units(landscape.model), landscape.inputs, landscape.teacher_units
    reach = 2.5 if inputs.normal else 1.2
    steepness = max(1e-3, float(np.abs(teacher.output * teacher.weight).sum()))
    shape = (SAMPLES, width)
    sign = random.choice([-1.0, 1.0], shape)
    slope = steepness * np.exp(random.uniform(np.log(0.05), np.log(2.0), shape))
    if landscape.model.variant == "weight":
        return sign * slope
    kink = inputs.center + inputs.spread * random.uniform(-reach, reach, shape)
    if landscape.model.variant == "weight-bias":
        return np.concatenate([sign * slope, -sign * slope * kink], axis=1)
    weight = sign * np.exp(random.uniform(np.log(0.2), np.log(5.0), shape)) / inputs.spread
    output = random.choice([-1.0, 1.0], shape) * slope / np.abs(weight)
    mean = teacher.value(inputs.center + inputs.spread * np.linspace(-reach, reach, 33)).mean()
    offset = random.normal(mean, 0.5 * steepness * inputs.spread, (SAMPLES, 1))
    return np.concatenate([weight, -weight * kink, output, offset], axis=1)


def _minimised(landscape: "Landscape", should_stop: Callable[[], bool]) -> float:
    with interrupts_held():
        from scipy.optimize import minimize

    starts = _sampled(landscape)
    chosen: list[Array] = []
    for index in np.argsort(landscape.fast_loss(starts)):
        start = starts[index]
        if all(np.abs(start - other).max() > 0.2 * np.abs(start).max() for other in chosen):
            chosen.append(start)
        if len(chosen) == POLISHED:
            break

    def objective(row: Array) -> tuple[float, Array]:
        if should_stop():
            raise SearchStopped
        loss, gradient = landscape.fast_loss_and_gradient(row)
        return (float(loss), gradient) if np.isfinite(loss) else (1e300, np.zeros_like(row))

    lowest = np.inf
    for start in chosen:
        with np.errstate(all="ignore"):
            end = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": 150, "ftol": 1e-12})
        lowest = min(lowest, float(landscape.loss(end.x)))
        if lowest <= ENOUGH * landscape.target_power:
            break
    return lowest
