"""Loss and gradient of piecewise-linear hidden layers in explicit form, for grids and histories; NumPy, any thread."""

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.inputs import Inputs
from reluviz.landscape.units import Teacher, Units

Array = NDArray[np.float64]


def loss_and_gradient(
    units: Units, slopes: tuple[float, float], inputs: Inputs, teacher: Teacher, *, gradient: bool = True
) -> tuple[Array, Units | None]:
    """Return the expected loss (N,), without noise, and its gradient.

    Going from left to right over the sorted kinks, each kink changes slope and height of the residual by what its unit
    contributes; so J units cost J log J, not J². The error is about 1e-16 of the largest residual times the parameters,
    so the loss keeps its digits near the optimum.
    """
    negative, positive = slopes
    count, width = units.weight.shape
    w = units.weight * inputs.spread + 0.0
    b = units.bias + units.weight * inputs.center
    teacher_w = np.broadcast_to(teacher.weight * inputs.spread + 0.0, (count, len(teacher.weight)))
    teacher_b = np.broadcast_to(teacher.bias + teacher.weight * inputs.center, teacher_w.shape)
    all_w, all_b = np.concatenate([w, teacher_w], axis=1), np.concatenate([b, teacher_b], axis=1)
    output = np.concatenate([units.output, np.broadcast_to(-teacher.output, teacher_w.shape)], axis=1)
    low_slope = np.where(np.arange(all_w.shape[1]) < width, negative, 0.0)
    once = np.where(np.arange(all_w.shape[1]) < width, positive - negative, 1.0)

    rising = all_w >= 0
    kinks = -all_b / all_w
    kinks = np.clip(np.where(np.isnan(kinks), np.inf, kinks), -inputs.limit, inputs.limit)
    order = np.argsort(kinks, axis=1)
    sorted_kinks = np.take_along_axis(kinks, order, axis=1)
    # At the far left the falling units are active; a kink then switches its unit on (rising) or off (falling).
    strength = output * once
    switch = np.where(rising, strength, -strength)
    start = output * (low_slope + np.where(rising, 0.0, once))
    first_slope, first_height = (start * all_w).sum(axis=1), (start * all_b).sum(axis=1) + units.offset

    def line(first: Array, change: Array) -> Array:
        return np.cumsum(np.column_stack([first, np.take_along_axis(change, order, axis=1)]), axis=1)

    slope, height = line(first_slope, switch * all_w), line(first_height, switch * all_b)
    zeroth, first, second = inputs.between(sorted_kinks)
    plain = slope * first + height * zeroth
    with_u = slope * second + height * first
    loss = (slope * with_u + height * plain).sum(axis=1)
    if not gradient:
        return loss, None

    # Sums of ∫ r and ∫ r u from the left up to each kink, put back into the order of the units.
    up_to, up_to_u = np.cumsum(plain, axis=1), np.cumsum(with_u, axis=1)
    everywhere, everywhere_u = up_to[:, -1:], up_to_u[:, -1:]
    rank = np.argsort(order, axis=1)[:, :width]
    below, below_u = np.take_along_axis(up_to, rank, axis=1), np.take_along_axis(up_to_u, rank, axis=1)
    student_rising = rising[:, :width]
    on = np.where(student_rising, everywhere - below, below)
    on_u = np.where(student_rising, everywhere_u - below_u, below_u)
    by_b = (positive - negative) * on + negative * everywhere
    by_w = (positive - negative) * on_u + negative * everywhere_u
    by_output = 2 * (w * by_w + b * by_b)
    twice = 2 * units.output
    by_weight = twice * (inputs.spread * by_w + inputs.center * by_b)
    return loss, Units(by_weight, twice * by_b, by_output, 2 * everywhere[:, 0])
