"""Which point of a surface a place of the picture shows: a ray cast onto the heightfield; any thread."""

import numpy as np
from numpy.typing import NDArray

from reluviz.scene.camera import Camera
from reluviz.scene.heights import HEIGHT
from reluviz.scene.surface_mesh import Mesh

Array = NDArray[np.float64]

SAMPLES = 600
"""At how many places of its way through the box a ray is compared with the surface."""

HALVINGS = 24
"""How often the stretch in which it meets the surface is halved: far below a pixel."""


def picked(mesh: Mesh, camera: Camera, across: float, up: float) -> tuple[float, float] | None:
    """Return the parameters of the nearest point of the surface at a place of the camera's picture; None: none."""
    begin, along = camera.ray(across, up)
    near, far = _within(begin, along)
    if near >= far:
        return None
    places = np.linspace(near, far, SAMPLES)
    above = _above(mesh, begin, along, places)
    # Above on one side and below on the other; what is no number lies over a part that is cut off.
    with np.errstate(invalid="ignore"):
        met = np.flatnonzero((above[:-1] > 0.0) != (above[1:] > 0.0))
    met = met[np.isfinite(above[met]) & np.isfinite(above[met + 1])]
    if not met.size:
        return None
    low, high = float(places[met[0]]), float(places[met[0] + 1])
    is_above = above[met[0]] > 0.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if (float(_above(mesh, begin, along, np.array([middle]))[0]) > 0.0) == is_above:
            low = middle
        else:
            high = middle
    point = begin + (low + high) / 2 * along
    return mesh.to_data(float(point[0]), float(point[1]))


def _within(begin: Array, along: Array) -> tuple[float, float]:
    """Return where a ray enters the box and where it leaves it; the first is not below the second if it misses."""
    low, high = np.array([-1.0, -1.0, -1e-6]), np.array([1.0, 1.0, HEIGHT + 1e-6])
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - begin) / along, (high - begin) / along
    still = np.abs(along) < 1e-12
    inside = (begin >= low) & (begin <= high)
    enter = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(one, other))
    leave = np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(one, other))
    return float(enter.max()), float(leave.min())


def _above(mesh: Mesh, begin: Array, along: Array, places: Array) -> Array:
    """Return how far a ray is above the surface at places along it; NaN where the surface is cut off."""
    points = begin + places[:, np.newaxis] * along
    raised = mesh.height_at(np.clip(points[:, 0], -1.0, 1.0), np.clip(points[:, 1], -1.0, 1.0))
    return np.where(raised > HEIGHT + 1e-9, np.nan, points[:, 2] - raised)


def squared_distance(points: Array, at: Array) -> float:
    """Return the square of the distance of a point from a line (n, 2), whose points may lie far apart."""
    begins, steps = points[:-1], np.diff(points, axis=0)
    square = np.maximum((steps**2).sum(axis=1), 1e-18)
    along = np.clip(((at - begins) * steps).sum(axis=1) / square, 0.0, 1.0)
    return float(((begins + along[:, np.newaxis] * steps - at) ** 2).sum(axis=1).min())
