"""The surface as a picture: what is hidden is not seen, what stands is not drawn again."""

import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from reluviz.scene.heights import Heights
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.stage import FAINT, HIDDEN, SEEN
from reluviz.scene.theme import DARK, LIGHT
from tests.scene.surfaces import RUNS, SIZE, SURFACE

BEHIND = (
    SURFACE
    + """
height = "linear"
elevation = 12.0
azimuth = {azimuth}
[[start]]
weight = -2.0
bias = -1.0
"""
)
"""From one side the wall over w, b > 0 stands before the run on the plateau; from the other side nothing does."""


def inked(pixels, training):
    """Return how many pixels have the colour of the first run's trail, or nearly so."""
    ink = training.moment().runs[0].ink
    wanted = np.array([int(ink[at : at + 2], 16) for at in (1, 3, 5)])
    return int((np.abs(pixels - wanted).max(axis=-1) <= 30).sum())


# -- pixels ------------------------------------------------------------------------------------------------------------


def test_a_run_in_the_open_is_seen_and_one_behind_the_wall_is_not(painter_of, trained):
    counts = {}
    for azimuth in (-60.0, 120.0):
        training = trained(BEHIND.format(azimuth=azimuth))
        view = LandscapeView()
        pixels = painter_of(view, size=SIZE).paint(training.moment())
        counts[azimuth] = inked(pixels, training)
        run = training.moment().runs[0]
        wanted = [HIDDEN if azimuth > 0 else SEEN] * 2
        assert view.stage.sight(training.moment(), np.array([run.start, run.position])).tolist() == wanted
    assert counts[-60.0] > 30
    assert counts[120.0] == 0


def test_behind_a_hill_there_is_nothing_of_a_run_and_nothing_to_take(painter_of, trained):
    """Not a pixel tells of the run, of its start or of its trail; from the other side they do."""
    for azimuth, differs in ((120.0, False), (-60.0, True)):
        text = BEHIND.format(azimuth=azimuth)
        training, view = trained(text), LandscapeView()
        with_run = painter_of(view, size=SIZE).paint(training.moment())
        # A run elsewhere behind the hill, that has not moved yet.
        other = trained(text.replace("bias = -1.0", "bias = -1.6"), 0)
        other_pixels = painter_of(LandscapeView(), size=SIZE).paint(other.moment())
        assert (with_run != other_pixels).any() == differs
        (head,) = view.heads.heads
        assert (view.hit(QPointF(*head.at), 12.0) is not None) == differs


def test_a_trail_is_drawn_where_it_is_seen_and_only_there(painter_of, trained):
    """A run that goes behind the hill and comes out again: each part ends at the first point that is not seen."""
    training = trained(RUNS.replace('kind = "surface"', 'kind = "surface"\nazimuth = 165.0\nelevation = 25.0'))
    view = LandscapeView()
    painter_of(view, size=SIZE).paint(training.moment())
    hidden = 0
    for run in training.moment().runs:
        path = training.history.path(run.id)
        sight = view.stage.sight(training.moment(), path.parameters.astype(float))
        drawn = np.zeros(401, dtype=bool)
        for key, entry in view.trails._drawn.items():
            if key.run == run.id:
                drawn[entry.trail.first : entry.trail.last] = True
        # The last point has nothing that goes on from it.
        np.testing.assert_array_equal(drawn[:-1], (sight == SEEN)[:-1])
        hidden += int((sight == HIDDEN).sum())
    assert hidden > 50
    assert not view.surface_runs.ghosts._drawn


def test_above_the_cut_a_trail_is_faint(painter_of, trained):
    """It begins where there is no surface, and runs down onto it."""
    training = trained(SURFACE + "cut = 2.0\n[[start]]\nweight = 2.6\nbias = 2.4\n")
    view = LandscapeView()
    painter_of(view, size=SIZE).paint(training.moment())
    (faint,) = (entry.trail for entry in view.surface_runs.ghosts._drawn.values())
    (seen,) = (entry.trail for entry in view.trails._drawn.values())
    assert faint.first == 0
    assert faint.last == seen.first > 1
    assert seen.last == 400


def test_playing_equals_jumping(painter_of, trained):
    training = trained(RUNS.replace('kind = "surface"', 'kind = "surface"\nazimuth = 165.0\nelevation = 25.0'))
    painter = painter_of(LandscapeView(), size=SIZE)
    for step in range(0, 401, 8):
        played = painter.paint(training.moment(step))
    jumped = painter_of(LandscapeView(), size=SIZE).paint(training.moment(400))
    np.testing.assert_array_equal(played, jumped)


def test_turning_there_equals_being_there(painter_of, trained):
    """A film that turns the camera shows at each frame what a picture from there shows."""
    training = trained(RUNS)
    painter = painter_of(LandscapeView(), size=SIZE)
    for turn in (0.0, 25.0, 50.0):
        turned = painter.paint(training.moment(turn=turn))
    there = trained(RUNS.replace('kind = "surface"', 'kind = "surface"\nazimuth = -10.0'))
    np.testing.assert_array_equal(turned, painter_of(LandscapeView(), size=SIZE).paint(there.moment()))


def test_another_camera_by_the_scenario_equals_a_fresh_picture(painter_of, trained):
    training, other = trained(RUNS), RUNS.replace('kind = "surface"', 'kind = "surface"\nelevation = 70.0\ncut = 2.0')
    painter = painter_of(LandscapeView(), size=SIZE)
    painter.paint(training.moment())
    training.scenario = trained(other, 0).scenario
    changed = painter.paint(training.moment())
    fresh = painter_of(LandscapeView(), size=SIZE).paint(training.moment())
    np.testing.assert_array_equal(changed, fresh)


def test_a_map_after_a_surface_is_a_map(painter_of, trained):
    training = trained(RUNS)
    painter = painter_of(LandscapeView(), size=SIZE)
    painter.paint(training.moment())
    training.scenario = replace(training.scenario, view=replace(training.scenario.view, kind="map"))
    after = painter.paint(training.moment())
    fresh = painter_of(LandscapeView(), size=SIZE).paint(training.moment())
    # The grid of losses may be a little finer in the one than in the other.
    np.testing.assert_allclose(after, fresh, atol=4)


def test_a_picture_twice_as_fine_is_the_same_picture(painter_of, trained):
    training = trained(RUNS)
    plain = painter_of(LandscapeView(), size=SIZE).paint(training.moment())
    fine = painter_of(LandscapeView(), size=SIZE, ratio=2.0).paint(training.moment())
    coarse = fine.reshape(SIZE[1], 2, SIZE[0], 2, 3).mean(axis=(1, 3))
    assert np.abs(coarse - plain).mean() < 1.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_no_ground_shows_through_between_faces(painter_of, trained, theme):
    """Over the plateau neighbours differ by their shades alone: a seam would be a jump."""
    training = trained(SURFACE, 0)
    view = LandscapeView()
    pixels = painter_of(view, size=SIZE, theme=theme).paint(training.moment(theme=theme))
    rows = np.array([[w, b] for w in np.linspace(-1.5, -0.8, 15) for b in np.linspace(-2.5, -1.8, 15)])
    places = view.plot.to_pixels(*view.stage.places(training.moment(), rows)).round().astype(int)
    found = np.array([pixels[y, x].mean() for x, y in places.tolist()])
    # A contour may pass; the ground would be as far off as the panel's colour is.
    assert np.median(np.abs(found - np.median(found))) < 4
    assert np.abs(found - np.median(found)).max() < 0.6 * abs(np.median(found) - pixels[4, SIZE[0] // 2].mean()) + 12


def test_what_stands_is_drawn_once(painter_of, trained):
    training = trained(RUNS)
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    painter.paint(training.moment(0))
    drawn = view.plot.still.drawn
    for step in range(0, 400, 40):
        painter.paint(training.moment(step))
    assert view.plot.still.drawn == drawn
    painter.paint(training.moment(turn=1.0))
    assert view.plot.still.drawn == drawn + 1


def test_the_cut_takes_away_what_is_above_it(painter_of, trained):
    """From above, the corner of the highest loss shows the box where the surface was."""
    high = 'kind = "surface"\nelevation = 90.0\nazimuth = -90.0\nheight = "linear"'
    whole, cut = (
        trained(SURFACE.replace('kind = "surface"', high)),
        trained(SURFACE.replace('kind = "surface"', high + "\ncut = 2.0")),
    )
    shots = {}
    for name, training in (("whole", whole), ("cut", cut)):
        view = LandscapeView()
        pixels = painter_of(view, size=SIZE).paint(training.moment())
        x, y = view.plot.to_pixels(*view.stage.places(training.moment(), np.array([2.4, 2.3]))).round().astype(int)
        shots[name] = pixels[y - 6 : y + 7, x - 6 : x + 7].reshape(-1, 3)
        assert view.stage.point_at(QPointF(x, y)) is None if name == "cut" else view.stage.point_at(QPointF(x, y))
    ground = np.array([255, 255, 255])  # the panel's white
    assert (shots["cut"] == ground).all(axis=1).mean() > 0.6
    assert (shots["whole"] == ground).all(axis=1).mean() < 0.2


def test_above_the_cut_a_run_is_only_hinted_at(placed, painter_of):
    training = placed(SURFACE + 'height = "linear"\ncut = 2.0\n', [[2.4, 2.3], [1.0, 0.3]])
    view = LandscapeView()
    painter_of(view, size=SIZE).paint(training.moment())
    assert [head.sight for head in sorted(view.heads.heads, key=lambda head: head.id)] == [FAINT, SEEN]


def test_the_basin_map_lies_on_the_surface(painter_of, placed):
    """Where a training converges its faces are blue; with w < 0 far below the curve they are not."""
    training = placed(SURFACE + "basins = true\nelevation = 60.0\n", [[-2.5, 2.5]])
    training.scenario = replace(training.scenario, training=replace(training.scenario.training, learning_rate=0.1))
    view = LandscapeView()
    pixels = painter_of(view, size=SIZE).paint(training.moment())
    assert view.basins.basins.question.x_range == (-3.0, 3.0)
    for (w, b), is_blue in (((2.0, 1.0), True), ((1.5, 0.7), True), ((-2.2, 0.3), False), ((-1.6, -1.0), False)):
        x, y = view.plot.to_pixels(*view.stage.places(training.moment(), np.array([w, b]))).round().astype(int)
        red, _, blue = np.median(pixels[y - 8 : y + 9, x - 8 : x + 9].reshape(-1, 3), axis=0)
        assert (blue - red > 40) == is_blue, (w, b)


# -- other devices -----------------------------------------------------------------------------------------------------


def test_an_svg_has_polygons_and_no_image(painter_of, trained, tmp_path):
    painter = painter_of(LandscapeView(), size=SIZE)
    painter.paint(trained(RUNS).moment())
    generator = QSvgGenerator()
    generator.setFileName(str(tmp_path / "surface.svg"))
    generator.setViewBox(QRectF(0, 0, *SIZE))
    on = QPainter(generator)
    painter.canvas.paint_on(on, QSizeF(*SIZE))
    on.end()
    svg = (tmp_path / "surface.svg").read_text()
    assert svg.count("<image") == 0
    assert svg.count("<polygon") + svg.count("<path") > 3000
    assert svg.count("<polyline") > 10
    for words in ("weight w", "bias b", "loss (logarithmic)"):
        assert words in svg
    assert "nan" not in svg
    assert "inf" not in re.sub(r"font-[a-z]+|[Ii]nter", "", svg)


def test_a_pdf_is_small_and_has_no_image(painter_of, trained, tmp_path):
    painter = painter_of(LandscapeView(), size=SIZE)
    painter.paint(trained(RUNS).moment())
    writer = QPdfWriter(str(tmp_path / "surface.pdf"))
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QSizeF(*SIZE) * 0.75, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    on = QPainter(writer)
    painter.canvas.paint_on(on, QSizeF(*SIZE))
    on.end()
    data = (tmp_path / "surface.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/Subtype /Image" not in data
    assert 20_000 < len(data) < 900_000


def test_the_surface_covers_no_words_of_a_narrow_stage(painter_of, placed):
    """Where there is no room for the name of the height beside its axis, it stands over the surface, whole."""
    view = LandscapeView()
    pixels = painter_of(view, size=(250, 250)).paint(placed(SURFACE, [[2.0, 2.0]]).moment())
    (name,) = (piece for piece in view.stage._box.texts if piece.text.startswith("loss"))
    high = view.stage.to_pixels(np.array([[-1.0, -1.0, 1.0], [1.0, -1.0, 1.0]]))[:, 0].min()
    assert name.is_over
    assert name.box.right() > high
    box = name.box.toAlignedRect()
    is_ink = pixels[box.top() : box.bottom() + 1, box.left() : box.right() + 1].max(axis=2) < 100
    # As much of the text's last sixth as of the others.
    assert [part.mean() > 0.05 for part in np.array_split(is_ink, 6, axis=1)] == [True] * 6


@pytest.mark.parametrize("azimuth", range(-180, 180, 15))
@pytest.mark.parametrize("width", [240, 300, 360])
def test_no_name_is_cut_off_at_the_side_of_a_narrow_stage(width, azimuth, painter_of, placed):
    view = LandscapeView()
    painter_of(view, size=(width, 460)).paint(placed(f"{SURFACE}azimuth = {azimuth}\n", [[2.0, 2.0]]).moment())
    names = {piece.text: piece.box for piece in view.stage._box.texts if piece.is_name and not piece.is_over}
    assert names.keys() >= {"weight w", "bias b"}
    for box in names.values():
        assert box.left() >= 0.0
        assert box.right() <= view.plot.area.width()


@pytest.mark.parametrize("size", [(960, 720), SIZE, (320, 300)])
def test_seen_from_above_a_surface_has_no_axis_of_its_height(painter_of, placed, size):
    """The upright edges are then as good as points, and their numbers would stand in one another."""
    for elevation, has_height in ((90.0, False), (86.0, False), (40.0, True)):
        view = LandscapeView()
        painter_of(view, size=size).paint(placed(f"{SURFACE}elevation = {elevation}\n", [[2.0, 2.0]]).moment())
        box = view.stage._box
        assert any(piece.text.startswith("loss") for piece in box.texts) == has_height
        assert (
            any(piece.text in {"0.1", "1", "10"} for piece in box.texts if piece.box.right() < 0.3 * size[0])
            == has_height
        )


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("cut = 0.0001", "Next to nothing of the surface is below the cut at 10⁻⁴: raise it"),
        ("cut = 0.1\nx_range = [-3.0, -1.0]", "The cut at 0.100 is below the lowest loss in view, 0.500: raise it"),
        ("cut = 0.2\n[data]\nnoise = 0.5", "The cut is not above 0.250, the lowest loss that there can be: raise it"),
        ("cut = 0.3", ""),
        ("cut = 20.0", ""),
        ("height = 'linear'", ""),
    ],
)
def test_an_empty_box_says_that_the_cut_is_why(painter_of, placed, view, words):
    text = SURFACE.replace("x_range = [-3.0, 3.0]\n", "") if "x_range" in view else SURFACE
    stage = LandscapeView()
    painter = painter_of(stage, size=SIZE)
    pixels = painter.paint(placed(text + view, [[1.0, 0.0]]).moment())
    box = stage.stage._box
    assert box.words == words
    # The axis of height has its numbers in any case.
    assert len([piece for piece in box.texts if piece.box.right() < 130]) >= (2 if "noise" not in view else 1)
    box.words = ""
    stage.plot.still_changed()
    assert (painter.paint() != pixels).any() == bool(words)


def test_the_axis_of_height_has_numbers_far_below_the_knee():
    for top in (1e-1, 1e-3, 1e-4, 1e-7):
        heights = Heights.of(np.array([0.0, 10.0]), "log", top, 0.0, 0.5)
        found = heights.ticks(5)
        assert len(found) >= 2
        assert max(value for value, _ in found) == pytest.approx(top)
        assert len({text for _, text in found}) == len(found)
