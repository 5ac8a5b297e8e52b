"""The surface over a grid: its heights are the landscape's losses, cut and hidden as plain geometry has it."""

import itertools
import math

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.reading import parse_scenario
from reluviz.scene.camera import Camera
from reluviz.scene.grids import Grid, GridKey, compute_grid
from reluviz.scene.heights import HEIGHT, Heights
from reluviz.scene.horizon import Horizon
from reluviz.scene.surface_grid import cells
from reluviz.scene.surface_mesh import Mesh
from reluviz.scene.surface_painter import Faces, Lines, draw_strips
from reluviz.scene.surface_pick import picked
from reluviz.scene.valleys import with_valleys

ENDS = ((-3.0, 3.0), (-2.0, 2.0))


@pytest.fixture(scope="module")
def landscape():
    scenario = parse_scenario('[model]\nvariant = "weight-bias"\n')
    return Landscape(scenario.data, scenario.target, scenario.model)


def mesh_of(landscape, kind="log", cut=1e6, count=48):
    grid = compute_grid(GridKey(landscape, "weight", "bias", *ENDS, count + 1, count + 1, (0.0, 0.0)))
    return Mesh.of(grid, Heights.of(grid.loss, kind, cut, landscape.noise_variance, landscape.target_power))


def bump(landscape, formula, count=60):
    """Return a mesh of heights that a formula gives over the box."""
    side = np.linspace(-1.0, 1.0, count + 1)
    loss = formula(*np.meshgrid(side, side))
    key = GridKey(landscape, "weight", "bias", (-1.0, 1.0), (-1.0, 1.0), count + 1, count + 1, (0.0, 0.0))
    return Mesh.of(Grid(key, side, side, loss), Heights("linear", 0.0, 1.0, 0.1))


def hill(x, y):
    return 0.8 * np.exp(-12.0 * (x**2 + y**2))


# -- heights -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["linear", "log"])
def test_heights_are_the_losses_of_the_landscape(landscape, kind):
    mesh = mesh_of(landscape, kind)
    top = float(np.max(mesh.grid.loss))
    knee = 0.05 * 0.5  # of E[target²] = ½
    for row, column in itertools.product((0, 7, 24, 48), (0, 11, 24, 32, 48)):
        w, b = -3.0 + column * 6.0 / 48, -2.0 + row * 4.0 / 48
        loss = float(landscape.loss([w, b]))
        share = loss / top if kind == "linear" else math.log(1 + loss / knee) / math.log(1 + top / knee)
        assert mesh.raised[row, column] == pytest.approx(share * HEIGHT, abs=1e-9)
        assert mesh.lifted(np.array(w), np.array(b)) == pytest.approx([w / 3.0, b / 2.0, share * HEIGHT], abs=1e-9)


def test_the_log_shows_the_flat_part_and_the_minimum_apart():
    """Over ±12 the plateau at ½ is half a hundredth of a linear height, and a good part of a logarithmic one."""
    linear, log = (Heights.of([0.0, 290.0], kind, 1e6, 0.0, 0.5) for kind in ("linear", "log"))
    assert linear.height(0.5) < 0.005
    assert 0.2 < log.height(0.5) < 0.5
    assert log.height(0.0) == 0.0
    assert linear.height(290.0) == log.height(290.0) == HEIGHT


@pytest.mark.parametrize("kind", ["linear", "log"])
def test_a_loss_is_found_back_from_its_height(kind):
    heights = Heights.of([0.3, 40.0], kind, 1e6, 0.25, 0.5)
    losses = np.array([0.25, 0.26, 0.5, 3.0, 40.0])
    assert heights.loss(heights.height(losses)) == pytest.approx(losses)


def test_infinities_and_numbers_as_large_do_no_harm():
    heights = Heights.of([0.1, np.inf, 1e300, 5.0], "log", 1e6, 0.0, 0.5)
    assert heights.top == 5.0
    assert heights.is_cut
    assert np.isfinite(heights.height([0.1, np.inf, np.nan, 1e300])).all()
    flat = Heights.of(np.full(4, 0.5), "linear", 1e6, 0.5, 0.5)
    assert np.isfinite(flat.height(0.5))


@pytest.mark.parametrize("kind", ["linear", "log"])
def test_ticks_stand_apart_and_within_the_box(kind):
    heights = Heights.of([0.0, 290.0], kind, 1e6, 0.0, 0.5)
    ticks = heights.ticks(6)
    places = [float(heights.height(value)) for value, _ in ticks]
    assert places == sorted(places)
    assert 3 <= len(ticks) <= 9
    assert places[0] == 0.0
    assert places[-1] <= HEIGHT
    assert min(np.diff(places)) > 0.05


# -- the cut -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["linear", "log"])
def test_a_cut_leaves_nothing_above_it_and_all_below(landscape, kind):
    mesh = mesh_of(landscape, kind, cut=2.0)
    assert mesh.heights.is_cut
    assert mesh.faces[..., 2].max() == pytest.approx(HEIGHT)
    assert mesh.heights.loss(HEIGHT) == pytest.approx(2.0)
    # The ground that the faces cover is where the loss is below the cut, by the grid's own cells.
    x, y = mesh.faces[..., 0], mesh.faces[..., 1]
    area = 0.5 * np.abs((x * np.roll(y, -1, axis=1) - np.roll(x, -1, axis=1) * y).sum(axis=1)).sum()
    fine = np.linspace(-1.0, 1.0, 801)
    w, b = np.meshgrid(3.0 * fine, 2.0 * fine)
    share = float((landscape.fast_loss(np.stack([w, b], axis=-1)) < 2.0).mean())
    assert area / 4.0 == pytest.approx(share, abs=0.003)


def test_without_a_cut_there_is_a_face_a_cell(landscape):
    mesh = mesh_of(landscape)
    assert mesh.faces.shape == (48 * 48, 4, 3)
    assert not mesh.heights.is_cut


def test_the_rim_of_a_cut_is_the_contour_at_its_level(landscape):
    mesh = mesh_of(landscape, "linear", cut=2.0)
    rims = [line for line in Lines(mesh).edges if np.allclose(line[:, 2], HEIGHT)]
    assert rims
    for rim in rims:
        losses = landscape.fast_loss(rim[:, :2] * [3.0, 2.0])
        assert losses == pytest.approx(np.full(len(rim), 2.0), abs=0.05)


def test_contours_lie_on_the_faces(landscape):
    mesh = mesh_of(landscape)
    levels = Lines(mesh).levels
    assert len(levels) > 5
    for level in levels:
        for line in level.lines:
            assert mesh.height_at(line[:, 0], line[:, 1]) == pytest.approx(line[:, 2], abs=0.02)
            assert mesh.heights.loss(line[0, 2]) == pytest.approx(level.loss)


# -- what hides what ---------------------------------------------------------------------------------------------------


def is_seen(formula, camera, point, samples=4000):
    """Tell by going from a point of the surface to the eye in small steps whether the surface is in the way."""
    steps = np.linspace(0.02, 4.0, samples)[:, np.newaxis]
    toward = camera.eye - point
    way = point + steps * toward / np.linalg.norm(toward)
    way = way[(np.abs(way[:, 0]) <= 1.0) & (np.abs(way[:, 1]) <= 1.0)]
    return bool((way[:, 2] >= formula(way[:, 0], way[:, 1])).all())


@pytest.mark.parametrize("azimuth", [-170, -90, -60, 0, 45, 100])
@pytest.mark.parametrize("elevation", [5, 20, 40])
def test_a_point_is_seen_if_the_way_to_the_eye_is_free(landscape, azimuth, elevation):
    camera = Camera(azimuth, elevation, 9.0, (0.0, 0.0, 0.5))
    horizon = Horizon(bump(landscape, hill), camera)
    side = np.linspace(-0.95, 0.95, 24)
    x, y = (part.ravel() for part in np.meshgrid(side, side))
    points = np.stack([x, y, hill(x, y)], axis=-1)
    wanted = np.array([is_seen(hill, camera, point) for point in points])
    found = horizon.sees(points)
    # At the very edge of what is hidden a point may be on either side.
    assert (found != wanted).mean() < 0.03
    assert wanted.all() == (elevation == 40) or not wanted.all()


def test_nothing_is_hidden_from_straight_above(landscape):
    mesh = bump(landscape, hill)
    horizon = Horizon(mesh, Camera(-60.0, 90.0, 9.0, (0.0, 0.0, 0.5)))
    assert horizon.sees(mesh.corners.reshape(-1, 3)).all()


def test_what_is_cut_off_hides_nothing(landscape):
    def tower(x, y):
        return np.where((np.abs(x) < 0.3) & (np.abs(y) < 0.3), 5.0, 0.1)

    behind = np.array([-0.9, 0.0, 0.1])
    high, low = (Camera(0.0, elevation, 9.0, (0.0, 0.0, 0.5)) for elevation in (62.0, 20.0))
    # The way to the eye passes through the tower, but above the cut; of what is left of it the lower way does not.
    assert not is_seen(tower, high, behind)
    assert Horizon(bump(landscape, tower), high).sees(behind)
    assert not Horizon(bump(landscape, tower), low).sees(behind)


@pytest.mark.parametrize("azimuth", [-135, -93, -60, 0, 30, 180])
def test_faces_are_painted_from_the_farthest_to_the_nearest(landscape, azimuth):
    """Paint the faces' numbers into cells of the picture: what is on top is the first that the ray meets."""
    camera = Camera(azimuth, 15.0, 9.0, (0.0, 0.0, 0.5))
    mesh = bump(landscape, hill, count=20)
    order = mesh.order(camera)
    assert sorted(order.tolist()) == list(range(400))
    place = np.empty(400, dtype=int)
    place[order] = np.arange(400)
    middles = mesh.faces.mean(axis=1)
    for across, up in itertools.product(np.linspace(-0.9, 0.9, 9), np.linspace(-0.4, 0.4, 7)):
        begin, along = camera.ray(across, up)
        way = begin + np.linspace(6.0, 12.0, 3000)[:, np.newaxis] * along
        way = way[(np.abs(way[:, 0]) < 0.999) & (np.abs(way[:, 1]) < 0.999)]
        if not len(way):
            continue
        passed = np.floor((way[:, :2] + 1.0) * 10).astype(int)
        faces = list(dict.fromkeys((passed[:, 1] * 20 + passed[:, 0]).tolist()))
        assert middles[faces[0]][:2] == pytest.approx(way[0, :2], abs=0.11)
        # Along the ray from the eye, each next face has been painted before.
        assert (np.diff(place[faces]) < 0).all()


# -- picking -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("azimuth", "elevation"), [(-60, 40), (-60, 90), (10, 25), (170, 60)])
def test_what_is_picked_stands_where_it_was_picked(landscape, azimuth, elevation):
    camera = Camera(azimuth, elevation, 9.0, (0.0, 0.0, 0.5))
    mesh = mesh_of(landscape)
    horizon = Horizon(mesh, camera)
    rng = np.random.default_rng(3)
    hit = 0
    for w, b in rng.uniform((-2.9, -1.9), (2.9, 1.9), (60, 2)):
        point = mesh.lifted(np.array(w), np.array(b))
        if not horizon.sees(point):
            continue
        hit += 1
        across, up, _ = camera.project(point)
        found = picked(mesh, camera, float(across), float(up))
        assert found is not None
        # The nearest that is seen there: itself, but for the edge of a hill.
        again = camera.project(mesh.lifted(np.array(found[0]), np.array(found[1])))
        assert again[:2] == pytest.approx([across, up], abs=2e-3)
        if elevation >= 60:
            assert found == pytest.approx((w, b), abs=0.02)
    assert hit > 20


def test_beside_the_surface_and_where_it_is_cut_off_nothing_is_picked(landscape):
    camera = Camera(-60.0, 90.0, 9.0, (0.0, 0.0, 0.5))
    assert picked(mesh_of(landscape), camera, 3.0, 0.0) is None
    cut = mesh_of(landscape, "linear", cut=2.0)
    gone, there = cut.lifted(np.array([2.8, 1.0]), np.array([1.8, 0.0]))
    assert picked(cut, camera, *camera.project(gone)[:2].tolist()) is None
    assert picked(cut, camera, *camera.project(there)[:2].tolist()) == pytest.approx((1.0, 0.0), abs=0.02)


@pytest.mark.parametrize("ends", [(-3.0, 3.0), (-12.0, 12.0), (-2.0, 2.0), (-10.0, 5.0)])
def test_kink_and_minimum_stand_at_corners_of_faces(ends):
    count = cells(ends)
    for mark in (0.0, 1.0):
        place = (mark - ends[0]) / (ends[1] - ends[0]) * count
        assert place == pytest.approx(round(place), abs=1e-9)


# -- valleys -----------------------------------------------------------------------------------------------------------


def valley(slope, steep=9.0):
    """Return a function of a valley whose ground, at a loss of 0.004, lies askew in the grid."""
    return lambda x, y: steep * (y - slope * x - 0.013) ** 2 + 0.004


@pytest.mark.parametrize("slope", [0.0, 0.11, -0.4, 1.0, 0.73])
def test_the_ground_of_a_valley_is_as_low_all_along_as_it_is(slope):
    side = np.linspace(-1.0, 1.0, 65)
    loss = valley(slope)(*np.meshgrid(side, side))
    found = with_valleys(loss, 0.0)
    inside = np.flatnonzero(np.abs(slope * side + 0.013) < 0.9)[3:-3]
    assert loss.min(axis=0)[inside].max() > 0.0055  # what the grid alone has of it
    np.testing.assert_allclose(found.min(axis=0)[inside], 0.004, atol=1e-12)
    assert (found <= loss).all()
    # No more than the points of the ground are other than they were: those beside it are where they were.
    away = np.abs(np.subtract(*np.meshgrid(slope * side + 0.013, side)))
    step = side[1] - side[0]
    np.testing.assert_array_equal(found[away > step * max(1.0, abs(slope))], loss[away > step * max(1.0, abs(slope))])


def test_a_wall_beside_a_plateau_makes_no_pit():
    rows = [[9.0, 5.0, 1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0, 5.0, 9.0], [3.0, 2.0, 1.0, 1.2, 1.2, 1.2]]
    loss = np.repeat(np.array(rows), 3, axis=0)
    found = with_valleys(loss, 0.0)
    np.testing.assert_array_equal(found, loss)
    assert np.isnan(with_valleys(np.full((9, 9), np.nan), 0.0)).all()
    assert (with_valleys(np.full((9, 9), np.inf), 0.0) == np.inf).all()


@pytest.mark.parametrize("is_coarse", [False, True], ids=["standing", "turning"])
def test_a_valley_askew_has_no_teeth_from_a_low_camera(landscape, is_coarse):
    """Seen from beside it, the lower edge of the picture is the ground: a straight line."""
    side = np.linspace(-1.0, 1.0, 65)
    loss = valley(0.11, 400.0)(*np.meshgrid(side, side))
    key = GridKey(landscape, "weight", "bias", (-1.0, 1.0), (-1.0, 1.0), 65, 65, (0.0, 0.0))
    mesh = Mesh.of(Grid(key, side, side, loss), Heights("log", 0.0, float(loss.max()), 0.025))
    camera = Camera(-90.0, 0.0, 5.0, (0.0, 0.0, HEIGHT / 2))

    def to_pixels(points):
        seen = camera.project(points)
        return np.stack([200.0 + 300.0 * seen[..., 0], 150.0 - 300.0 * seen[..., 1]], axis=-1)

    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0)
    colors = np.full(len(mesh.faces), 0xFFFFFFFF, np.uint32)
    with QPainter(image) as painter:
        if is_coarse:
            draw_strips(painter, mesh, camera, to_pixels, colors)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            Faces(mesh, camera, to_pixels, colors).draw(painter)
    across = np.arange(150, 250)
    lowest = [max(y for y in range(300) if image.pixel(x, y) & 0xFF > 127) for x in across.tolist()]
    beside = lowest - np.polyval(np.polyfit(across, lowest, 1), across)
    assert np.abs(beside).max() < 1.5
