"""Where the contours' numbers stand: on a ray out of the valley, like a scale's; GUI thread and recorder."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DIRECTIONS = 24
"""How many rays are tried."""

NEAR = 6.0
"""Pixels from a ray within which a contour's point may have the number."""


@dataclass(frozen=True, slots=True)
class Label:
    """A number on a contour: which one, and where its middle stands in pixels."""

    index: int
    x: float
    y: float


def place_labels(
    lines: Sequence[Sequence[Array]],
    sizes: Sequence[tuple[float, float]],
    valley: tuple[float, float],
    frame: tuple[float, float, float, float],
    gap: float,
    clear: float = 0.0,
) -> list[Label]:
    """Return where the numbers stand: on the ray from the valley that has room for most of them.

    Parameters
    ----------
    lines
        For each contour, its lines as pixels (n, 2).
    sizes
        For each contour, the width and height of its number in pixels.
    valley
        Where the loss is lowest, in pixels; the rays begin there, or at the frame's nearest point.
    frame
        (left, top, right, bottom) in pixels, within which the numbers stand.
    gap
        Pixels between two numbers.
    clear
        Pixels around the valley, where the heads gather, without numbers.
    """
    left, top, right, bottom = frame
    points = [np.concatenate(list(parts)) if parts else np.empty((0, 2)) for parts in lines]
    inside = [part[_within(part, frame)] for part in points]
    if not any(len(part) for part in inside) or right <= left or bottom <= top:
        return []
    origin = np.array([min(max(valley[0], left), right), min(max(valley[1], top), bottom)])
    every = np.concatenate(inside) - origin
    owner = np.repeat(np.arange(len(inside)), [len(part) for part in inside])
    turns = _turns(every, clear)
    # Most points are near to none.
    kept = np.flatnonzero(turns >= 0)
    every, owner, turns = every[kept], owner[kept], turns[kept]
    best: list[Label] = []
    best_worth = -math.inf
    for turn in range(DIRECTIONS):
        angle = math.tau * turn / DIRECTIONS
        ray = np.array([math.cos(angle), -math.sin(angle)])
        chosen = np.flatnonzero(turns == turn)
        near, owns = every[chosen], owner[chosen]
        aside = np.abs(near[:, 0] * ray[1] - near[:, 1] * ray[0])
        placed: list[Label] = []
        boxes: list[tuple[float, float, float, float]] = []
        for index in dict.fromkeys(owns[np.argsort(near @ ray)].tolist()):
            mine = np.flatnonzero(owns == index)
            x, y = near[mine[np.argmin(aside[mine])]] + origin
            half_wide, half_high = sizes[index][0] / 2 + gap / 2, sizes[index][1] / 2 + gap / 2
            box = (x - half_wide, y - half_high, x + half_wide, y + half_high)
            if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
                continue
            if all(box[2] <= b[0] or b[2] <= box[0] or box[3] <= b[1] or b[3] <= box[1] for b in boxes):
                boxes.append(box)
                placed.append(Label(index, float(x), float(y)))
        # Up and to the right where it makes no difference: runs come from elsewhere more often.
        worth = len(placed) + 0.45 * math.cos(angle - math.radians(60.0))
        if worth > best_worth:
            best, best_worth = placed, worth
    return best


def _turns(points: Array, clear: float) -> NDArray[np.intp]:
    """Return which ray each point (n, 2), from where the rays begin, is near to, (n,); -1: none, or within `clear`.

    Only the nearest ray is looked at: others are more than `NEAR` away, but close to where they begin.
    """
    across, up = points[:, 0], -points[:, 1]
    turns = np.rint(np.arctan2(up, across) * (DIRECTIONS / math.tau)).astype(np.intp) % DIRECTIONS
    angles = np.arange(DIRECTIONS) * (math.tau / DIRECTIONS)
    cos, sin = np.cos(angles)[turns], np.sin(angles)[turns]
    is_near = (across * cos + up * sin > clear) & (np.abs(up * cos - across * sin) < NEAR)
    return np.where(is_near, turns, -1)


def _within(points: Array, frame: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    left, top, right, bottom = frame
    return (points[:, 0] >= left) & (points[:, 0] <= right) & (points[:, 1] >= top) & (points[:, 1] <= bottom)
