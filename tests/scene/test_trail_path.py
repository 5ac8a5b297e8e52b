"""Paths are cut and simplified each by itself, and what lies far outside is clipped."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from reluviz.scene.trail_path import TrailPath, append, kept_points, polygons, simplified


def test_simplified_lines_miss_no_point():
    rng = np.random.default_rng(3)
    points = np.cumsum(rng.normal((1.0, 0.3), 1, (300, 2)), axis=0)
    few = simplified(points, 0.5)
    assert 2 < len(few) < 300
    begins, chords = few[:-1], np.diff(few, axis=0)
    along = np.clip(((points[:, None] - begins) * chords).sum(2) / (chords**2).sum(1), 0, 1)
    miss = np.linalg.norm(points[:, None] - begins - along[..., None] * chords, axis=2).min(axis=1)
    assert miss.max() <= 0.5 + 1e-9


def test_parts_are_simplified_each_by_itself():
    rng = np.random.default_rng(4)
    points = np.cumsum(rng.normal(0, 2, (90, 2)), axis=0)
    bounds = np.array([0, 30, 31, 89])
    together = kept_points(points, bounds).tolist()
    apart = sorted(
        {
            index + begin
            for begin, end in itertools.pairwise(bounds)
            for index in kept_points(points[begin : end + 1], np.array([0, end - begin])).tolist()
        }
    )
    assert together == apart


def test_polygons_are_clipped_far_outside():
    bounds = QRectF(0, 0, 100, 100)
    inside = np.array([[10.0, 10.0], [50.0, 90.0], [90.0, 10.0]])
    assert [polygon.size() for polygon in polygons(inside, bounds)] == [3]
    assert polygons(inside + 1e6, bounds) == []
    assert polygons(inside[:1], bounds) == []
    across = np.array([[-1e9, 50.0], [1e9, 50.0], [1e9, 5e8], [50.0, 5e8], [50.0, -5e8]])
    found = [[(polygon.at(i).x(), polygon.at(i).y()) for i in range(2)] for polygon in polygons(across, bounds)]
    assert found[0][0] == pytest.approx((0.0, 50.0), abs=1e-5)
    assert found[0][1] == pytest.approx((100.0, 50.0), abs=1e-5)
    assert found[1][0] == pytest.approx((50.0, 100.0), abs=1e-5)
    assert found[1][1] == pytest.approx((50.0, 0.0), abs=1e-5)
    assert len(found) == 2


@pytest.mark.parametrize("dashed", [False, True])
def test_paths_are_cut_together_as_each_by_itself(dashed):
    rng = np.random.default_rng(6)
    pixels = np.cumsum(rng.normal(0, 4, (5, 200, 2)), axis=1)
    pixels[2, 30:60] = np.nan
    together, alone = [TrailPath() for _ in range(5)], [TrailPath() for _ in range(5)]
    for path in (*together, *alone):
        path.set_dashed(dashed)
    for first in range(0, 200, 7):
        append(together, np.arange(first, min(first + 7, 200)), pixels[:, first : first + 7], 0.75)
    for path, points in zip(alone, pixels, strict=True):
        append([path], np.arange(200), points[None], 0.75)
    for one, other in zip(together, alone, strict=True):
        assert len(one.pieces) > 5
        assert [(p.end_step, p.rect, p.offset, p.points.tolist()) for p in one.pieces] == [
            (p.end_step, p.rect, p.offset, p.points.tolist()) for p in other.pieces
        ]
        assert one.pieces[0].rect == (*one.pieces[0].points.min(axis=0), *one.pieces[0].points.max(axis=0))
