"""A surface that is zoomed in is drawn on a finer grid of what is seen, once the camera stands."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from reluviz.scene.grids import ImmediateGrids
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.valleys import with_valleys
from tests.scene.surfaces import RUNS, SIZE


@pytest.fixture
def zoomed(painter_of, trained):
    training, view = trained(RUNS), LandscapeView(is_live=True)
    painter = painter_of(view, size=SIZE)
    painter.paint(training.moment())
    assert view.stage._part.mesh is None
    view.zoom_by(0.12, QPointF(*view.plot.to_pixels(*view.stage.places(training.moment(), np.array([0.6, 0.4])))))
    return painter, training


def test_what_is_seen_is_finer_and_exact(zoomed):
    painter, training = zoomed
    painter.paint(training.moment())
    stage = painter.view.stage
    part, whole = stage._part.mesh, stage.mesh
    times = (whole.grid.xs[1] - whole.grid.xs[0]) / (part.grid.xs[1] - part.grid.xs[0])
    assert times == pytest.approx(round(times))
    assert round(times) >= 4
    # All that a pixel shows is in the part, and stands there as high as the loss is.
    for x in range(5, SIZE[0], 90):
        for y in range(5, SIZE[1], 90):
            place = stage.point_at(QPointF(x, y))
            if place is not None:
                assert part.grid.xs[0] <= place[0] <= part.grid.xs[-1]
                assert part.grid.ys[0] <= place[1] <= part.grid.ys[-1]
    loss = training.landscape.fast_loss(np.stack(np.meshgrid(part.grid.xs, part.grid.ys), axis=-1))
    expected = whole.heights.height(with_valleys(loss, whole.heights.floor))
    np.testing.assert_allclose(part.raised, expected, rtol=1e-6, atol=1e-9)
    assert part.corners[0, 0, :2] == pytest.approx(whole.to_box(part.grid.xs[0], part.grid.ys[0]))
    assert len(part.faces) <= 128 * 128


def test_the_finer_picture_has_less_of_facets_and_looks_the_same(zoomed):
    painter, training = zoomed
    fine = painter.paint(training.moment())
    stage = painter.view.stage
    stage._part.leave()
    stage._refine = lambda is_settled: None
    painter.view.plot.still_changed()
    rough = painter.paint()
    assert np.abs(fine - rough).mean() < 4.0
    assert (fine != rough).any()

    def steps(pixels):
        """Return how much neighbours differ where they differ at all: a facet's edge is a step of some size."""
        edges = np.abs(np.diff(pixels.sum(axis=2), axis=1))
        return edges[(edges > 0) & (edges < 30)].mean()

    assert steps(fine) < 0.85 * steps(rough)


def test_a_camera_that_moves_is_not_waited_for(zoomed):
    painter, training = zoomed
    view = painter.view
    view.show_moment(training.moment(turn=1.0))
    assert view.stage.is_moving
    assert view.stage._part.mesh is None
    view.show_moment(training.moment())
    assert view.stage._part.mesh is not None
    view.zoom_by(1.0 / 0.12)
    assert view.stage._part.mesh is None


class Late(ImmediateGrids):
    """Answers as long as it is told to."""

    is_there = True

    def request(self, key):
        return super().request(key) if self.is_there else None


@pytest.fixture
def late(painter_of, trained):
    """A zoomed surface with its finer part, whose grids are now waited for."""
    training, source = trained(RUNS), Late()
    view = LandscapeView(source, is_live=True)
    painter = painter_of(view, size=SIZE)
    painter.paint(training.moment())
    view.zoom_by(0.12, QPointF(*view.plot.to_pixels(*view.stage.places(training.moment(), np.array([0.6, 0.4])))))
    view.show_moment(training.moment())
    assert view.stage._part.mesh is not None
    source.is_there = False
    return view, source


def test_the_part_of_a_previous_place_is_not_shown(late):
    view, source = late
    before = view.stage._part.mesh
    view.refresh()
    assert view.stage._part.mesh is before
    view.pan_by(200.0, 0.0)
    assert view.stage._part.mesh is None
    source.is_there = True
    view.refresh()
    after = view.stage._part.mesh
    assert after.grid.key != before.grid.key
    # What is drawn is of the new place, and only of what is in the picture.
    seen = view.stage.to_pixels(after.corners)[:-1, :-1][after.shown]
    assert seen.min() > -60.0
    assert (seen.max(axis=0) < np.array(SIZE) + 60.0).all()


def test_a_surface_that_is_waited_for_has_no_part(painter_of, trained):
    """The other parameters move with the playhead: what stands in for the surface is not refined."""
    training, source = trained(RUNS.replace('"weight-bias"', '"weight-bias-output"')), Late()
    view = LandscapeView(source, is_live=True)
    painter_of(view, size=SIZE).paint(training.moment(0))
    view.zoom_by(0.12)
    view.show_moment(training.moment(0))
    whole, part = view.stage.mesh, view.stage._part
    assert part.mesh is not None
    source.is_there = False
    view.show_moment(training.moment(400))
    assert view.stage.mesh is whole  # of before
    assert part.mesh is None
    source.is_there = True
    view.refresh()
    assert view.stage.mesh is not whole
    assert part.mesh.whole is view.stage.mesh
