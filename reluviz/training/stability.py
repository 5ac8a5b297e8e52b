"""How large a learning rate may be before steps grow without end, and which settings led to a step; any thread."""

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Training
from reluviz.training.history import History
from reluviz.training.spans import Span, span_at, spans

DECAY = 0.004
"""What AdamW takes of each parameter in a step of learning rate 1 (`update_rules.py`)."""

WAY = 1e-4
"""Over which part of the parameters' size the gradient's difference is taken."""


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
    length = WAY * max(1.0, float(np.max(np.abs(row))))
    way = length * np.eye(len(row))
    curvature = (landscape.gradient(row + way) - landscape.gradient(row - way)) / (2 * length)
    if not np.isfinite(curvature).all():
        return None
    return float(np.linalg.eigvalsh((curvature + curvature.T) / 2)[-1])


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
