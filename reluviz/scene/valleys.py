"""What a grid misses of valleys that are narrower than its cells: the lowest loss between its points; any thread."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def with_valleys(loss: Array, floor: float) -> Array:
    """Return losses (rows, columns) in which the point nearest to the ground of a valley has the loss of that ground.

    By the logarithm a valley is as sharp as a blade. A grid meets its ground here and misses it there by half a cell,
    so that a surface over it would end in teeth. Across the ground the loss itself is a parabola: along each row and
    each column, a point that is lower than its two neighbours knows from them how low it gets between them.

    Parameters
    ----------
    floor
        The lowest loss that there can be.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        drop = np.maximum(_drops(loss), _drops(loss.T).T)
        return np.where(drop > 0.0, np.maximum(loss - drop, np.minimum(loss, floor)), loss)


def _drops(loss: Array) -> Array:
    """Return how far below each point the loss gets within half a cell along its row; 0: it is no lowest point."""
    drops = np.zeros_like(loss)
    if loss.shape[1] < 5:
        return drops
    left, middle, right = loss[:, 1:-3], loss[:, 2:-2], loss[:, 3:-1]
    bend = left - 2.0 * middle + right
    # Where the nearer neighbour is on a plateau or beyond a kink, there is no parabola: the smaller bend counts.
    beyond = np.where(right < left, middle - 2.0 * right + loss[:, 4:], loss[:, :-4] - 2.0 * left + middle)
    least = np.minimum(bend, beyond)
    is_lowest = (middle <= left) & (middle <= right) & (least > 0.0) & np.isfinite(bend)
    away = np.divide(left - right, 2.0 * bend, out=np.zeros_like(bend), where=is_lowest)
    drops[:, 2:-2] = np.where(is_lowest, 0.5 * least * away**2, 0.0)
    return drops
