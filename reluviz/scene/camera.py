"""Where a surface is looked at from, and where its points stand in the picture: plain projection; any thread."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

NEAREST = 1e-3
"""Nothing is nearer to the eye than this: what is behind it has no place in a picture."""

FAR_AWAY = 1e4
"""The distance of the eye whose rays are as good as parallel."""


@dataclass(frozen=True)
class Camera:
    """An eye that looks at a point; the vertical axis is always upright in the picture.

    Attributes
    ----------
    azimuth
        Degrees, counterclockwise seen from above, from the direction of x to the one in which the eye stands.
    elevation
        Degrees of the eye above the horizontal plane, 0 to 90.
    distance
        From the eye to the target; only in perspective does it make a difference.
    target
        The point that stands at (0, 0) in the picture.
    perspective
        Whether what is farther is smaller; at the target's depth a length is as long as without perspective.
    """

    azimuth: float = -60.0
    elevation: float = 30.0
    distance: float = 8.0
    target: tuple[float, float, float] = (0.0, 0.0, 0.0)
    perspective: bool = True

    @cached_property
    def axes(self) -> Array:
        """(3, 3): the directions to the right and upwards in the picture, and from the eye into it."""
        turn, tilt = math.radians(self.azimuth), math.radians(self.elevation)
        cos_turn, sin_turn, cos_tilt, sin_tilt = math.cos(turn), math.sin(turn), math.cos(tilt), math.sin(tilt)
        return np.array(
            [
                [-sin_turn, cos_turn, 0.0],
                [-cos_turn * sin_tilt, -sin_turn * sin_tilt, cos_tilt],
                [-cos_turn * cos_tilt, -sin_turn * cos_tilt, -sin_tilt],
            ]
        )

    @cached_property
    def eye(self) -> Array:
        """(3,): where the rays of the picture come together; far away where they are parallel."""
        return np.array(self.target) - (self.distance if self.perspective else FAR_AWAY) * self.axes[2]

    def project(self, points: ArrayLike) -> Array:
        """Return where points (…, 3) stand: to the right, upwards, and how far along the eye's direction (…, 3).

        The depth is counted from the eye's plane in perspective, from the target's plane otherwise.
        """
        away = (np.asarray(points, dtype=np.float64) - np.array(self.target)) @ self.axes.T
        if self.perspective:
            away[..., 2] = np.maximum(away[..., 2] + self.distance, NEAREST)
            away[..., :2] *= (self.distance / away[..., 2])[..., np.newaxis]
        return away

    def ray(self, across: float, up: float) -> tuple[Array, Array]:
        """Return a point, and the direction of length 1, of the ray that a place of the picture shows."""
        right, above, into = self.axes
        place = np.array(self.target) + across * right + up * above
        if not self.perspective:
            return place - FAR_AWAY * into, into
        along = place - self.eye
        return self.eye, along / np.linalg.norm(along)


def box_reach(elevation: float, distance: float, height: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the lower left and the upper right corner of the picture that holds the box, however it is turned."""
    turns = np.linspace(0.0, math.tau, 72, endpoint=False)
    ring = math.sqrt(2.0) * np.column_stack([np.cos(turns), np.sin(turns)])
    points = np.concatenate([np.column_stack([ring, np.full(len(ring), high)]) for high in (0.0, height)])
    seen = Camera(0.0, elevation, distance, (0.0, 0.0, height / 2)).project(points)
    low, high = seen.min(axis=0).tolist(), seen.max(axis=0).tolist()
    return (low[0], low[1]), (high[0], high[1])
