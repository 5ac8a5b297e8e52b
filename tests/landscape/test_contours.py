"""Which contour levels suit a grid, and whether the lines are where the loss has that value."""

import numpy as np
import pytest

from reluviz.landscape.contours import contour_levels, contour_lines
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target


@pytest.fixture
def ring():
    """A bowl x² + y² over ± 2."""
    xs = ys = np.linspace(-2, 2, 201)
    return xs, ys, xs**2 + ys[:, None] ** 2


def test_levels_are_one_two_five_steps_from_the_top(ring):
    levels = contour_levels(ring[2], count=8)
    assert levels == (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


def test_levels_get_finer_towards_the_noise(ring):
    assert contour_levels(ring[2] + 3.0, floor=3.0, count=3) == (4.0, 5.0, 8.0)


@pytest.mark.parametrize("noise", [0.1, 0.3, 1.0, 1.7])
def test_levels_above_noise_are_round_losses_and_well_apart(ring, noise):
    floor = noise**2
    levels = np.array(contour_levels(20 * ring[2] + floor, floor))
    plain = np.array(contour_levels(20 * ring[2]))
    assert len(levels) > 8
    assert [float(f"{level:.3g}") for level in levels] == levels.tolist()
    # They stand where those without noise stand, but for a quarter; and the upper ones need one digit.
    np.testing.assert_allclose(levels - floor, plain[-len(levels) :], rtol=0.25)
    far = levels[levels > 10 * floor]
    assert [float(f"{level:.0e}") for level in far] == far.tolist()


def test_where_the_noise_leaves_no_round_loss_there_is_no_level(ring):
    assert contour_levels(ring[2] + 1000.0**2, 1000.0**2) == ()


def test_levels_that_would_be_specks_are_left_out(ring):
    xs, ys, bowl = ring
    lowest = contour_levels(bowl, count=50)[0]
    assert 9 <= np.count_nonzero(bowl < lowest) < 60
    circles = contour_levels(bowl, count=50)[:-1]  # the highest one is cut into the four corners
    assert all(len(lines) == 1 for lines in contour_lines(xs, ys, bowl, circles))


def test_a_grid_without_relief_has_no_levels():
    assert contour_levels(np.zeros((4, 4))) == ()
    assert contour_levels(np.full((4, 4), np.inf)) == ()
    assert contour_levels(np.empty((0, 0))) == ()


def test_lines_are_smooth_and_lie_where_the_loss_is_the_level(ring):
    xs, ys, bowl = ring
    (circle,), corners = contour_lines(xs, ys, bowl, [1.0, 5.0])
    assert len(corners) == 4
    np.testing.assert_allclose(np.hypot(*circle.T), 1.0, atol=1e-4)
    np.testing.assert_array_equal(circle[0], circle[-1])
    np.testing.assert_allclose(np.hypot(*corners[0].T), np.sqrt(5.0), atol=1e-4)


def test_the_half_of_the_puzzle_does_not_fray_in_the_dead_region(puzzle):
    landscape = puzzle("weight-bias")
    axis = np.linspace(-12, 12, 300)
    grid = landscape.grid("weight", "bias", axis, axis, [0.0, 0.0])
    lines = contour_lines(axis, axis, grid, [0.5])[0]
    assert len(lines) == 1
    # one line: round the optimum from the dead ray's end to where a good start can be
    assert np.abs(landscape.fast_loss(lines[0]) - 0.5).max() < 0.02
    assert lines[0][:, 1].max() > 0.9
    in_dead_region = (lines[0][:, 0] < -0.2) & (lines[0][:, 1] < -0.2)
    assert not in_dead_region.any()


@pytest.mark.parametrize("reach", [1.0, 3.0])
def test_the_half_of_the_puzzle_ends_smoothly_before_the_dead_ray(puzzle, reach):
    across, up = np.linspace(-reach, reach, 160), np.linspace(-3.0, 3.0, 110)
    grid = puzzle("weight-bias").grid("weight", "bias", across, up, [0.0, 0.0])
    (line,) = contour_lines(across, up, grid, [0.5])[0]
    cells = np.diff(line, axis=0) / (across[1] - across[0], up[1] - up[0])
    directions = np.unwrap(np.arctan2(cells[:, 1], cells[:, 0]))
    long = np.hypot(*cells.T) > 0.2  # of a shorter piece the direction is that of rounding
    assert np.abs(np.diff(directions[long])).max() < np.deg2rad(30)
    assert np.abs(line - (0.0, 0.0)).sum(axis=1).min() < 0.5, "it is drawn as near to the ray's end as it can be"


def test_infinite_losses_are_left_out(ring):
    xs, ys, bowl = ring
    holed = np.where(xs > 0, np.inf, bowl)
    levels = contour_levels(holed)
    for lines in contour_lines(xs, ys, holed, levels):
        assert all((line[:, 0] <= 0).all() for line in lines)


def test_noise_lifts_the_lines_with_the_loss():
    axis = np.linspace(-3, 3, 80)
    pictures = []
    for noise in (0.0, 1.0):
        landscape = Landscape(Data(noise=noise), (Target(),), Model(variant="weight-bias"))
        grid = landscape.grid("weight", "bias", axis, axis, [0.0, 0.0])
        assert 1.5 in contour_levels(grid, noise**2) or not noise
        pictures.append(contour_lines(axis, axis, grid, [0.5 + noise**2])[0])
    np.testing.assert_allclose(pictures[0][0], pictures[1][0], atol=1e-9)
