"""How large a learning rate may be before steps grow without end, and which settings led to a step; any thread."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Training
from reluviz.scenario.parameters import units
from reluviz.training.fates import STUCK_GRADIENT
from reluviz.training.history import History
from reluviz.training.records import RunId
from reluviz.training.spans import Span, span_at, spans

DECAY = 0.004
"""What AdamW takes of each parameter in a step of learning rate 1 (`update_rules.py`)."""

WAY = 1e-4
"""Over which part of the parameters' size the gradient's difference is taken."""

NEAR = 1e-5
"""Over which part of its own size at most, of a unit that has a kink."""

MOST_EXACT = 16
"""So many parameters at most have the gradients for the curvature in the stable form."""

FLAT = 1e-6
"""A curvature this much smaller than the largest is rounding: along a valley there is none."""

MOST_NEWTON = 6
"""So many of Newton's steps lead from between two jumps to the minimum."""

LEAST_STEPS = 32
"""So many steps are looked at before it is said that a run goes to and fro."""

TURNED = -0.25
"""The mean cosine between a step and the next, at most, of a run that goes to and fro; noise alone has more."""

LEFT = 0.1
"""The part of its way, at most, that such a run has come nearer to anywhere."""

STEADY = 1.15
"""How much longer or shorter steps may become meanwhile."""


def span_to(history: History, training: Training, step: int) -> Span:
    """Return the settings that led to a step, and since when they held.

    `training` are the settings of now; what was changed live until now is told by the history.
    """
    every = spans(training, history.events, history.renewals)
    found = span_at(every, max(step - 1, 0))
    place = every.index(found)
    # Of what was changed, only these decide how large a step is.
    while place and _pace(every[place - 1].training) == _pace(found.training):
        place -= 1
    return Span(every[place].first_step, found.training)


def _pace(training: Training) -> tuple[object, ...]:
    return training.optimizer, training.learning_rate, training.momentum, training.nesterov


def largest_curvature(landscape: Landscape, row: NDArray[np.float64]) -> float | None:
    """Return the largest second derivative of the loss over all directions at parameters (P,); None if there is none.

    It is the exact gradient's difference over a short way.
    """
    curvature = _curvature(landscape, row)
    return float(np.linalg.eigvalsh(curvature)[-1]) if np.isfinite(curvature).all() else None


def _curvature(landscape: Landscape, row: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = _ways(landscape, row)
    if not lengths.all():
        return np.full((len(row), len(row)), np.nan)  # at a kink there is none
    way = np.diag(lengths)
    ends = np.concatenate((row + way, row - way))
    # For a hundred units the stable form takes a quarter of a second.
    exact = landscape.gradient if len(row) <= MOST_EXACT else lambda rows: landscape.fast_loss_and_gradient(rows)[1]
    ahead, behind = np.split(exact(ends), 2)
    curvature = (ahead - behind) / (2 * lengths[:, np.newaxis])
    return (curvature + curvature.T) / 2


def _ways(landscape: Landscape, row: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far to go along each parameter, (P,), so that no unit with a kink is turned round on the way.

    Such a unit is a |w, b| times larger copy of one of size 1, so what is a short way depends on that.
    """
    lengths = np.full(len(row), WAY * max(1.0, float(np.max(np.abs(row)))))
    if landscape.activation.slopes is not None:
        width = units(landscape.model)
        inner = row[: width if landscape.model.variant == "weight" else 2 * width].reshape(-1, width)
        lengths[: inner.size] = np.minimum(
            lengths[: inner.size], np.tile(NEAR * np.linalg.norm(inner, axis=0), len(inner))
        )
    return lengths


@lru_cache(maxsize=64)
def curvature_at(landscape: Landscape, place: tuple[float, ...]) -> float | None:
    """Return the same as `largest_curvature`, for one who asks again and again at the same place."""
    return largest_curvature(landscape, np.array(place, np.float64))


@lru_cache(maxsize=64)
def curvature_of_minimum(landscape: Landscape, near: tuple[float, ...], reach: float) -> float | None:
    """Return the largest curvature at the minimum that Newton's steps find within a reach; None if they find none."""
    row = np.array(near, np.float64)
    for _ in range(MOST_NEWTON):
        gradient, curvature = landscape.gradient(row), _curvature(landscape, row)
        if not np.isfinite(curvature).all():
            return None
        row -= np.linalg.lstsq(curvature, gradient, rcond=FLAT)[0]
    if not (np.linalg.norm(row - near) <= reach and np.linalg.norm(landscape.gradient(row)) < STUCK_GRADIENT):
        return None
    along = np.linalg.eigvalsh(_curvature(landscape, row))
    return float(along[-1]) if along[0] >= -FLAT * along[-1] else None


@dataclass(frozen=True, slots=True)
class Jumps:
    """That a run goes to and fro: between which parameters (P,), and how far in each step."""

    lowest: NDArray[np.float64]
    highest: NDArray[np.float64]
    length: float


def jumps(
    landscape: Landscape, history: History, run: RunId, training: Training, first: int, last: int
) -> Jumps | None:
    """Return how a run goes to and fro over the steps from `first` to `last`, all made with `training`; None if not.

    It does if its steps turn round, lead nowhere, and become neither shorter nor longer. Of a history that has
    lost rows, two exact steps ahead tell, where they depend on nothing but the parameters.
    """
    path = history.path(run, first, last)
    rows = path.parameters.astype(np.float64)
    if len(rows) < 2 or not np.isfinite(rows).all():
        return None
    if last - first + 1 != len(rows):
        return _jumps_ahead(landscape, training, rows[-1])
    steps = np.diff(rows, axis=0)
    lengths = np.linalg.norm(steps, axis=1)
    half = len(lengths) // 2
    if len(lengths) < LEAST_STEPS or not lengths.all():
        return None
    turned = float(np.sum(steps[1:] * steps[:-1]) / np.sum(lengths[1:] * lengths[:-1]))
    change = float(lengths[-half:].mean() / lengths[:half].mean())
    left = float(np.linalg.norm(rows[-1] - rows[0]) / lengths.sum())
    if turned > TURNED or left > LEFT or not 1 / STEADY < change < STEADY:
        return None
    return Jumps(rows.min(axis=0), rows.max(axis=0), float(lengths.mean()))


def _jumps_ahead(landscape: Landscape, training: Training, row: NDArray[np.float64]) -> Jumps | None:
    if training.optimizer != "sgd" or training.momentum != 0.0 or training.gradient != "exact":
        return None
    there = row - training.learning_rate * landscape.gradient(row)
    back = there - training.learning_rate * landscape.gradient(there)
    length = float(np.linalg.norm(there - row))
    if not np.isfinite(back).all() or not np.linalg.norm(back - row) < LEFT / 10 * length:
        return None
    return Jumps(np.minimum(row, there), np.maximum(row, there), length)


def largest_rate(training: Training, curvature: float | None) -> float | None:
    """Return the learning rate beyond which steps along a curvature λ > 0 grow; None where there is no such bound.

    On the parabola λ p²/2 plain steps multiply p by 1 − ηλ: beyond 2/λ it grows. With momentum β the roots of
    z² − (1 + β − ηλ) z + β leave the unit circle at z = −1, beyond 2 (1 + β)/λ; those of Nesterov's
    z² − (1 − ηλ)(1 + β) z + β (1 − ηλ) beyond 2 (1 + β)/((1 + 2β) λ).
    """
    if training.optimizer != "sgd" or curvature is None or curvature <= 0.0:
        return None
    momentum = training.momentum
    most = 2.0 * (1.0 + momentum) / curvature
    return most / (1.0 + 2.0 * momentum) if training.nesterov else most
