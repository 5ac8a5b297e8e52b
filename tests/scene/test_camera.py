"""The camera's projection, against the formulas of perspective written out for known places of the eye."""

import math

import numpy as np
import pytest

from reluviz.scene.camera import Camera


def by_hand(camera, point):
    """Project with two plain rotations: first about the vertical axis, then about the one across."""
    x, y, z = (one - other for one, other in zip(point, camera.target, strict=True))
    turn, tilt = math.radians(camera.azimuth), math.radians(camera.elevation)
    toward = x * math.cos(turn) + y * math.sin(turn)
    right = -x * math.sin(turn) + y * math.cos(turn)
    up = z * math.cos(tilt) - toward * math.sin(tilt)
    depth = -(toward * math.cos(tilt) + z * math.sin(tilt))
    if not camera.perspective:
        return right, up, depth
    depth += camera.distance
    return right * camera.distance / depth, up * camera.distance / depth, depth


@pytest.mark.parametrize("perspective", [True, False])
@pytest.mark.parametrize(("azimuth", "elevation"), [(0, 0), (90, 0), (-60, 40), (137, 12), (0, 90), (-180, 89)])
def test_projection_is_two_rotations_and_a_division(azimuth, elevation, perspective):
    camera = Camera(azimuth, elevation, 7.0, (0.1, -0.2, 0.3), perspective)
    points = np.random.default_rng(1).uniform(-1, 1, (4, 5, 3))
    seen = camera.project(points)
    assert seen.shape == (4, 5, 3)
    for place in np.ndindex(4, 5):
        assert seen[place] == pytest.approx(by_hand(camera, points[place]), abs=1e-12)


def test_from_the_side_of_x_the_picture_is_y_and_z():
    camera = Camera(0.0, 0.0, 5.0, perspective=False)
    assert camera.project([0.3, 0.4, 0.5]) == pytest.approx([0.4, 0.5, -0.3])
    assert Camera(-90.0, 0.0, 5.0, perspective=False).project([0.3, 0.4, 0.5])[:2] == pytest.approx([0.3, 0.5])


def test_from_straight_above_it_is_a_map():
    camera = Camera(-90.0, 90.0, 5.0, perspective=False)
    assert camera.project([0.3, 0.4, 0.5])[:2] == pytest.approx([0.3, 0.4])


def test_perspective_makes_what_is_twice_as_far_half_as_large():
    camera = Camera(0.0, 0.0, 4.0)
    near, far = camera.project([[0.0, 1.0, 0.0], [-4.0, 1.0, 0.0]])
    assert near[0] == pytest.approx(1.0)
    assert far[0] == pytest.approx(0.5)


def test_the_target_stands_in_the_middle_and_the_eye_at_its_distance():
    camera = Camera(33.0, 21.0, 6.0, (0.5, 0.25, 0.125))
    assert camera.project(camera.target) == pytest.approx([0, 0, 6.0])
    assert np.linalg.norm(camera.eye - camera.target) == pytest.approx(6.0)


@pytest.mark.parametrize("perspective", [True, False])
def test_every_point_of_a_ray_stands_where_the_ray_was_asked_for(perspective):
    camera = Camera(-50.0, 35.0, 9.0, (0.0, 0.0, 0.5), perspective)
    begin, along = camera.ray(0.4, -0.3)
    assert np.linalg.norm(along) == pytest.approx(1.0)
    start = 5.0 if perspective else 9_995.0
    for far in (0.0, 2.0, 4.0):
        assert camera.project(begin + (start + far) * along)[:2] == pytest.approx([0.4, -0.3], abs=1e-9)


def test_what_is_behind_the_eye_has_finite_pixels():
    assert np.isfinite(Camera(0.0, 0.0, 4.0).project([50.0, 1.0, 1.0])).all()
