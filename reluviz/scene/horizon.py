"""Which points of a surface are seen, and which hides behind a hill: the horizon along the eye's rays; any thread."""

import math

import numpy as np
from numpy.typing import NDArray

from reluviz.scene.camera import FAR_AWAY, Camera
from reluviz.scene.heights import HEIGHT
from reluviz.scene.surface_mesh import Mesh

Array = NDArray[np.float64]

RAYS, STEPS = 320, 240
"""How many vertical planes through the eye are looked along, and at how many places in each."""

TOLERANCE = 0.006
"""How far below the horizon, in units of the box, a point may lie and still be seen: it lies on the surface."""

NEAR = 2.0
"""An eye over the box, or nearly so, is taken as being far away in its direction: rays would spread to all sides."""

STEEPEST = 85.0
"""Degrees above the horizon of such an eye: it has to have something ahead of it."""


class Horizon:
    """How steeply one has to look up, along each ray, to see over what stands nearer to the eye.

    Vertical planes through the eye cut the surface into profiles; in each of them a point is seen if none that is
    nearer to the eye stands at a greater slope. So one running maximum decides for a whole profile.
    """

    def __init__(self, mesh: Mesh, camera: Camera) -> None:
        self._eye = camera.eye
        turn, tilt = math.radians(camera.azimuth), math.radians(min(camera.elevation, STEEPEST))
        ahead = np.array([-math.cos(turn), -math.sin(turn)])
        if float(np.hypot(*(self._eye[:2]))) < NEAR:
            into = np.array([*(math.cos(tilt) * ahead), -math.sin(tilt)])
            self._eye = np.array(camera.target) - FAR_AWAY * into
        self._ahead, self._right = ahead, np.array([ahead[1], -ahead[0]])
        square = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
        aside, depth = self._seen_from(square)
        self._first, self._last = float(aside.min()), float(aside.max())
        self._nearest, farthest = float(depth.min()), float(depth.max())
        self._step = (farthest - self._nearest) / (STEPS - 1)
        aside = np.linspace(self._first, self._last, RAYS)[:, np.newaxis]
        depth = np.linspace(self._nearest, farthest, STEPS)
        across = self._eye[0] + depth * (ahead[0] + aside * self._right[0])
        along = self._eye[1] + depth * (ahead[1] + aside * self._right[1])
        raised = mesh.height_at(across, along)
        # Beyond the sides there is nothing, nor above the cut.
        outside = (np.abs(across) > 1.0) | (np.abs(along) > 1.0) | (raised > HEIGHT)
        slope = np.where(outside, -np.inf, (raised - self._eye[2]) / depth)
        self._horizon = np.maximum.accumulate(slope, axis=1)

    def _seen_from(self, ground: Array) -> tuple[Array, Array]:
        """Return which ray passes places (…, 2), and how far ahead of the eye they lie."""
        away = ground - self._eye[:2]
        depth = away @ self._ahead
        return (away @ self._right) / depth, depth

    def sees(self, points: Array) -> NDArray[np.bool_]:
        """Tell which points (…, 3) of the surface, or above it, are seen."""
        aside, depth = self._seen_from(points[..., :2])
        ray = np.clip((aside - self._first) / (self._last - self._first), 0.0, 1.0) * (RAYS - 1)
        ray = np.nan_to_num(ray)
        # What is nearer by a step: a point does not hide itself.
        place = np.nan_to_num((depth - self._nearest) / self._step) - 1.0
        nearer = np.clip(place.astype(np.intp), 0, STEPS - 1)
        left = np.minimum(ray.astype(np.intp), RAYS - 2)
        flat = self._horizon.ravel()
        horizon = np.minimum(flat.take(left * STEPS + nearer), flat.take((left + 1) * STEPS + nearer))
        slope = (points[..., 2] + TOLERANCE - self._eye[2]) / depth
        return (place < 0.0) | (slope >= horizon)
