"""Where a run has ended up: the table of fates, and the judgement of many states at once; any thread."""

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.landscape import Landscape
from reluviz.training.records import LIMIT

FATES = {
    "diverged": "a parameter is not finite or beyond 1e6 in magnitude",
    "converged": "the loss is within 0.01 · E[target²] of the lowest that this student can reach",
    "dead": "every relu unit is active on less than 0.1 % of the inputs",
    "stuck": "the norm of the gradient is below 1e-4",
    "dying": "no relu unit is active, on more than 0.1 % of the inputs, where the target is not 0: it can only shrink",
    "moving": "none of the others",
}
"""The fates and when they are said, in the order in which they are judged: the first that holds counts."""

FATE_NAMES = tuple(FATES)

CONVERGED_SHARE = 0.01
"""Of E[target²]: how near to the lowest loss a converged run is."""

ACTIVE_SHARE = 0.001
"""Of the inputs: a unit that is active on fewer is dead."""

STUCK_GRADIENT = 1e-4
"""The norm of the gradient below which nothing moves a run."""

EXPLICIT_REACH = 30.0
"""Parameters up to which the explicit formulas lose less than 1e-9 of the loss; beyond, the stable form is asked."""

_DIVERGED, _CONVERGED, _DEAD, _STUCK, _DYING, _MOVING = range(len(FATES))


def judge(
    landscape: Landscape, parameters: NDArray[np.floating], diverged: NDArray[np.bool_] | None = None
) -> list[str]:
    """Return the fate of each row of parameters (R, P), as the contract tells them (`FATES`).

    `diverged` (R,) marks the runs that have diverged before and stand at their last point since. As long as the lowest
    reachable loss is not known (`known_lowest_loss`), no run has converged.
    """
    return [FATE_NAMES[index] for index in judge_indices(landscape, parameters, diverged).tolist()]


def judge_indices(
    landscape: Landscape, parameters: NDArray[np.floating], diverged: NDArray[np.bool_] | None = None
) -> NDArray[np.uint8]:
    """Return the fates of parameters (…, P) as indices into `FATE_NAMES` (…); `diverged` as for `judge`."""
    rows = np.asarray(parameters, np.float64)
    fates = np.full(rows.shape[:-1], _DIVERGED, np.uint8)
    left = (np.abs(rows) <= LIMIT).all(axis=-1)  # False for NaN
    if diverged is not None:
        left &= ~diverged
    fates[left] = _settle(landscape, rows[left])
    return fates


def _settle(landscape: Landscape, rows: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return the fates of finite rows (N, P), (N,); the shares of inputs are asked for only where they decide."""
    fates = np.full(len(rows), _MOVING, np.uint8)
    if not len(rows):
        return fates
    loss, gradient = _loss_and_gradient(landscape, rows)
    fates[np.einsum("np,np->n", gradient, gradient) < STUCK_GRADIENT**2] = _STUCK
    lowest = landscape.known_lowest_loss
    if lowest is not None:
        fates[loss - lowest <= CONVERGED_SHARE * landscape.target_power] = _CONVERGED
    if landscape.model.activation != "relu":
        return fates
    moving = np.flatnonzero(fates == _MOVING)
    if len(moving):
        fates[moving[landscape.learning_share(rows[moving]) <= ACTIVE_SHARE]] = _DYING
    unsettled = np.flatnonzero(fates != _CONVERGED)
    if len(unsettled):
        fates[unsettled[(landscape.active_share(rows[unsettled]) < ACTIVE_SHARE).all(axis=-1)]] = _DEAD
    return fates


def _loss_and_gradient(
    landscape: Landscape, rows: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return losses (N,) and gradients (N, P) to far more digits than the fates' limits have."""
    if landscape.activation.slopes is None:
        return landscape.fast_loss_and_gradient(rows)
    far = np.abs(rows).max(axis=-1) > EXPLICIT_REACH
    if far.all():
        return landscape.loss_and_gradient(rows)
    loss, gradient = landscape.fast_loss_and_gradient(rows)
    if far.any():
        loss[far], gradient[far] = landscape.loss_and_gradient(rows[far])
    return loss, gradient
