"""The fates' hatchings on a surface: lines that lie on it, within their fate's basin, as in the legend."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from reluviz.scene.basins import GivenBasins
from reluviz.scene.heights import HEIGHT
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.surface_hatching import SPACING
from reluviz.scene.theme import FATE_LOOKS, LIGHT
from reluviz.training.basins import Basins
from reluviz.training.fates import FATE_NAMES
from tests.scene.surfaces import SIZE, SURFACE

DEAD, STUCK, DYING, MOVING = (FATE_NAMES.index(name) for name in ("dead", "stuck", "dying", "moving"))
DIVERGED, CONVERGED = FATE_NAMES.index("diverged"), FATE_NAMES.index("converged")
TEXT = SURFACE + "basins = true\n"


class Answered(GivenBasins):
    """Has a map of some fates, the first row of which lies in front."""

    def __init__(self, rows):
        self.rows, self.found = np.array(rows, np.uint8), None

    def request(self, question):
        if self.found is None or self.found.question != question:
            each = 400 // len(self.rows)
            fates = np.kron(self.rows, np.ones((each, each), np.uint8))
            self.found = Basins(question, 7, fates, np.zeros((400, 400, 2)))
        return self.found

    def progress(self):
        return None


def lines_of(painter_of, placed, rows, text=TEXT):
    """Return a view's picture, the view, and the lines that lie on its surface."""
    view = LandscapeView(basins=Answered(rows))
    pixels = painter_of(view, size=SIZE).paint(placed(text, [[2.0, 2.5]]).moment())
    stage = view.stage
    return pixels, view, stage.hatching.lines(stage._part.mesh or stage.mesh, stage.stains_key())


@pytest.mark.parametrize(
    ("fate", "slopes"), [(STUCK, {1}), (DYING, {-1}), (MOVING, {0}), (DEAD, {1, -1}), (CONVERGED, None)]
)
def test_lines_run_over_the_floor_as_the_legends_do(painter_of, placed, fate, slopes):
    """Rising, falling, level, crossed or not at all; evenly, on the surface, and from side to side."""
    _, view, found = lines_of(painter_of, placed, [[fate]])
    assert set(found) == (set() if slopes is None else {fate})
    offsets = {}
    for line in found.get(fate, ()):
        assert (abs(line[:, :2]) <= 1.0 + 1e-9).all()
        np.testing.assert_allclose(line[:, 2], view.stage.mesh.height_at(line[:, 0], line[:, 1]))
        (slope,) = set(np.round(np.diff(line[:, 1]) / np.diff(line[:, 0]), 6))
        offsets.setdefault(slope, []).append(line[0, 1] - slope * line[0, 0])
    assert set(offsets) == (slopes or set())
    for slope, found in offsets.items():
        assert np.diff(sorted(found)) == pytest.approx(SPACING)
        assert max(found) > (0.98 if slope == 0 else 1.85)
        assert min(found) < (-0.98 if slope == 0 else -1.85)


def test_each_keeps_to_its_basin(painter_of, placed):
    _, _, found = lines_of(painter_of, placed, [[DEAD, STUCK], [DYING, DIVERGED]])
    assert set(found) == {DEAD, STUCK, DYING, DIVERGED}
    for fate, right, behind in ((DEAD, -1, -1), (STUCK, 1, -1), (DYING, -1, 1), (DIVERGED, 1, 1)):
        points = np.concatenate(found[fate])
        assert (points[:, 0] * right > -0.02).all()
        assert (points[:, 1] * behind > -0.02).all()
        # As far as the border, to a part of the spacing.
        assert (points[:, 0] * right).min() < 0.6 * SPACING
        assert (points[:, 1] * behind).min() < 0.6 * SPACING
    assert {len(dot) for dot in found[DIVERGED]} == {1}


def test_nothing_lies_above_the_cut(painter_of, placed):
    _, view, found = lines_of(painter_of, placed, [[DEAD]], TEXT + "cut = 2.0\n")
    points = np.concatenate(found[DEAD])
    assert (points[:, 2] <= HEIGHT).all()
    assert (view.stage.mesh.raised > HEIGHT).any()


def test_a_part_has_its_own_lines_as_densely(painter_of, placed):
    """On its finer surface, over the parameters that it shows."""
    view = LandscapeView(basins=Answered([[STUCK, DYING]] * 2))
    painter, moment = painter_of(view, size=SIZE), placed(TEXT, [[2.0, 2.5]]).moment()
    painter.paint(moment)
    x, y = view.plot.to_pixels(*view.stage.places(moment, np.array([0.0, 1.0]))).tolist()
    view.zoom_by(0.2, QPointF(x, y))
    painter.paint()
    part = view.stage._part.mesh
    assert part is not None
    found = view.stage.hatching.lines(part, view.stage.stains_key())
    reach = part.sides[0][-1] - part.sides[0][0]
    for fate, right in ((STUCK, -1), (DYING, 1)):
        points = np.concatenate(found[fate])
        assert (points[:, 0] * right > -0.02).all()
        offsets = sorted({round(line[0, 1] + right * line[0, 0], 9) for line in found[fate]})
        assert 0.4 * SPACING / 2 < np.diff(offsets).min() / reach < 1.5 * SPACING / 2
        x, y = view.stage.mesh.to_data(points[:, 0], points[:, 1])
        landscape = moment.landscape
        loss = landscape.loss(np.column_stack([x, y]))
        np.testing.assert_allclose(points[:, 2], part.heights.height(loss), atol=0.01)


@pytest.mark.parametrize("turn", [None, 20.0], ids=["standing", "turning"])
@pytest.mark.parametrize("fate", [STUCK, DIVERGED], ids=["stuck", "diverged"])
def test_marks_are_seen_on_their_ground_but_not_behind_a_hill(painter_of, placed, fate, turn):
    view = LandscapeView(basins=Answered([[fate]]), is_live=True)
    painter = painter_of(view, size=SIZE)
    training = placed(TEXT + "elevation = 15.0\nazimuth = 120.0\n", [[2.0, 2.5]])
    marked = painter.paint(training.moment(turn=turn))
    stage = view.stage
    assert stage.is_moving == (turn is not None)
    points = np.concatenate(stage.hatching.lines(stage.mesh, stage.stains_key())[fate])
    sees = stage._picture.horizon.sees(points)
    places = stage.to_pixels(points).round().astype(int)
    stage.hatching.fates, stage.hatching._key = None, None
    view.plot.still_changed()
    differs = (painter.paint() != marked).any(axis=2)
    found = np.array([differs[y - 1 : y + 2, x - 1 : x + 2].any() for x, y in places.tolist()])
    assert found[sees].mean() > 0.9
    assert (~sees).mean() > 0.2
    # Nothing where nothing of a line is seen.
    near = np.zeros_like(differs)
    for x, y in places[sees].tolist():
        near[max(y - 6, 0) : y + 7, max(x - 6, 0) : x + 7] = True
    assert not (differs & ~near).any()


def test_marks_have_their_fates_colour_and_those_of_a_map_of_before_a_grey(painter_of, placed):
    _, view, _ = lines_of(painter_of, placed, [[STUCK]])
    assert view.basins.mark("stuck").name() == FATE_LOOKS["stuck"].color(LIGHT).lower()
    strong = view.basins.mark("stuck").alpha()
    view.basins.is_outdated = True
    assert view.basins.mark("stuck").name() == LIGHT.muted.lower()
    assert view.basins.mark("stuck").alpha() < strong
