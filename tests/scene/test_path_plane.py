"""The plane of a path: what spans it, when it is found anew, and that all that is drawn on it is true."""

import gc
import math
import weakref
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from reluviz.commands.landscape import plane_of_paths
from reluviz.scene.grids import compute_grid
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.path_plane import POINTS, PathPlanes, plane_of_path
from reluviz.scene.race import Entrant, race_at
from reluviz.scene.surface_grid import grid_key
from reluviz.scene.theme import LIGHT
from reluviz.scene.words import axis_titles, plane_note
from reluviz.training.engine import Chunk

HIDDEN = """
[model]
variant = "hidden-layer"
hidden_units = 2
[training]
learning_rate = 0.05
steps = 400
gradient = "exact"
precision = "float64"
[[start]]
weight = [1.2, -0.4]
bias = [0.5, -0.3]
output_weight = [-0.6, 0.8]
[[start]]
weight = [-1.0, 0.7]
bias = [0.2, 0.1]
output_weight = [0.5, 0.4]
[view]
x = "pca"
y = "pca"
x_range = [-2.0, 2.0]
y_range = [-1.0, 1.0]
"""
FOUR = """
[model]
variant = "weight-bias-output"
[view]
x = "pca"
"""


def components(points):
    """Return the principal directions (P, P), a row each, and the shares of the variance."""
    _, scales, directions = np.linalg.svd(points - points.mean(axis=0))
    return directions, scales**2 / (scales**2).sum()


def grow(history, rows):
    """Append the rows of one run, a step each."""
    history.append(Chunk(history.last_step + 1, np.array(rows, dtype=float)[:, np.newaxis], None))


def curved(count, first=0):
    """Return points (count, 4) of a bent path."""
    turns = np.arange(first, first + count)[:, np.newaxis] * 0.02
    return np.hstack([np.cos(turns), 0.5 * np.sin(turns), 0.1 * turns, 0.3 * turns**2])


# -- what it is --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 1])
def test_it_is_spanned_by_the_principal_directions_of_the_followed_runs_path(trained, place):
    training = trained(HIDDEN)
    run = training.history.runs[place].id
    # Wherever the playhead is, it is that of the whole known path.
    plane = training.moment(17, followed=run).plane
    points = training.history.path(run).parameters
    directions, shares = components(points)
    assert len(points) == 401
    np.testing.assert_array_equal(plane.origin, points[-1])
    np.testing.assert_allclose(np.abs([plane.across @ directions[0], plane.up @ directions[1]]), 1.0, atol=1e-9)
    assert plane.explained == pytest.approx(shares[:2], rel=1e-9)


def test_axes_and_note_tell_the_shares(trained):
    training = trained(HIDDEN)
    moment = training.moment()
    _, shares = components(training.history.path(training.history.runs[0].id).parameters)
    across, up, both = (f"{100 * share:.1f}\u00a0%" for share in (*shares[:2], shares[:2].sum()))
    assert axis_titles(moment) == (f"PC 1 ({across} of the path's variance)", f"PC 2 ({up})")
    assert plane_note(moment) == f"plane of the path · {both} of its variance"
    # At its start the run is off the plane through the last point: so far.
    points = training.history.path(training.history.runs[0].id).parameters
    away = points[0] - points[-1]
    away = away - moment.plane.across * (away @ moment.plane.across) - moment.plane.up * (away @ moment.plane.up)
    assert f"{np.linalg.norm(away):.2g}" in plane_note(training.moment(0))


def test_of_a_long_path_it_is_found_from_points_evenly_through_it(placed):
    training = placed(FOUR, curved(1)[0])
    grow(training.history, curved(5 * POINTS, 1))
    plane = plane_of_path(training.history, training.history.runs[0].id)
    directions, shares = components(curved(5 * POINTS + 1))
    np.testing.assert_allclose(np.abs([plane.across @ directions[0], plane.up @ directions[1]]), 1.0, atol=5e-3)
    assert plane.explained == pytest.approx(shares[:2], rel=0.01)
    np.testing.assert_array_equal(plane.origin, curved(1, 5 * POINTS)[0])


def test_a_straight_path_has_a_second_direction_that_explains_nothing(placed):
    training = placed(FOUR, [1.0, 0.5, 2.0, 0.0])
    steps = np.linspace(0.0, 1.0, 50)[1:, np.newaxis]
    grow(training.history, np.array([1.0, 0.5, 2.0, 0.0]) + steps * np.array([3.0, -1.0, 0.5, 0.25]))
    moment = training.moment()
    assert moment.plane.explained == (1.0, 0.0)
    np.testing.assert_allclose(np.cross([3, -1, 0.5], moment.plane.across[:3]), 0.0, atol=1e-12)
    assert moment.plane.across @ moment.plane.up == pytest.approx(0.0, abs=1e-12)
    # Of rounding in single precision another direction would come each time.
    single = moment.plane.of_paths(training.history.path(1).parameters.astype(np.float32), moment.plane.origin)
    np.testing.assert_allclose(single.up, moment.plane.up, atol=1e-6)
    assert [title.partition(" (")[2][:6] for title in axis_titles(moment)] == ["100.0\u00a0", "0.0\u00a0%)"]


@pytest.mark.parametrize("rows", [[], [[1.0, 0.5, 2.0, 0.1]], [[1.0, 0.5, 2.0, 1.0]] * 5])
def test_with_two_points_there_are_parameters_on_the_axes_and_a_word(placed, rows):
    training = placed(FOUR, [1.0, 0.5, 2.0, 0.0])
    grow(training.history, np.array(rows).reshape(-1, 4))
    moment = training.moment()
    assert moment.plane is None
    assert (moment.x_name, moment.y_name) == ("weight", "bias")
    assert "no plane yet" in plane_note(moment)
    grow(training.history, [[1.0, 0.5, 2.5, 1.0], [1.0, 0.4, 2.5, 1.0]])
    assert training.moment().plane is not None


def test_other_axes_say_nothing_of_it(trained):
    moment = trained(HIDDEN.replace('"pca"', '"bias[1]"', 1).replace('"pca"', '"weight[0]"')).moment()
    assert (moment.plane, plane_note(moment)) == (None, "")


def test_of_one_run_it_is_the_plane_that_the_landscape_command_writes(trained):
    text = HIDDEN.replace(HIDDEN[HIDDEN.rindex("[[start]]") : HIDDEN.index("[view]")], "")
    training = trained(text)
    written = plane_of_paths(training.scenario)
    plane = training.moment().plane
    for mine, its in ((plane.origin, written.origin), (plane.across, written.across), (plane.up, written.up)):
        np.testing.assert_allclose(mine, its, atol=1e-9)
    assert plane.explained == pytest.approx(written.explained, rel=1e-9)


# -- when it is found anew ---------------------------------------------------------------------------------------------


def test_while_the_training_runs_it_changes_seldom_and_never_turns_round(placed):
    training = placed(FOUR, curved(1)[0])
    planes, seen = PathPlanes(), []
    planes.is_running = True
    for step in range(1, 600):
        grow(training.history, curved(1, step))
        plane = planes.plane(training.history, 1)
        if plane is not None and (not seen or plane is not seen[-1]):
            seen.append(plane)
    # From 2 steps to 600, half as many more each time.
    assert 10 < len(seen) <= math.log(600 / 2) / math.log(1.5) + 1
    for one, other in pairwise(seen):
        assert one.across @ other.across > 0.0
        assert one.up @ other.up > 0.0
    before = seen[-1]
    planes.is_running = False
    now = planes.plane(training.history, 1)
    assert now != before
    np.testing.assert_array_equal(now.origin, curved(1, 599)[0])
    assert planes.plane(training.history, 1) is now


def test_a_start_that_is_dragged_stays_in_the_plane_that_was_shown(placed):
    training = placed(FOUR, curved(1)[0])
    grow(training.history, curved(50, 1))
    planes = PathPlanes()
    before = training.moment(planes=planes).plane
    training.history.move_run(1, np.array([0.0, 0.1, 0.2, 0.3]))
    dragged = training.moment(planes=planes)
    np.testing.assert_array_equal(dragged.plane.across, before.across)
    np.testing.assert_array_equal(dragged.plane.origin, before.origin)
    assert axis_titles(dragged) == ("PC 1", "PC 2")
    assert plane_note(dragged) == "plane of the path before"
    # The same object as long as nothing happens: nothing is drawn anew.
    assert training.moment(planes=planes).plane is dragged.plane
    grow(training.history, curved(20, 90))
    assert np.isfinite(training.moment(planes=planes).plane.explained).all()


def test_a_path_that_begins_anew_is_seen_in_the_plane_before_until_it_is_as_long_or_stands(placed):
    training = placed(FOUR, curved(1)[0])
    grow(training.history, curved(50, 1))
    planes = PathPlanes()
    before = planes.plane(training.history, 1)
    planes.is_running = True
    training.history.move_run(1, np.array([0.0, 0.1, 0.2, 0.3]))
    grow(training.history, curved(49, 90))
    kept = planes.plane(training.history, 1)
    np.testing.assert_array_equal([kept.origin, kept.across, kept.up], [before.origin, before.across, before.up])
    assert np.isnan(kept.explained).all()
    grow(training.history, curved(1, 139))
    own = planes.plane(training.history, 1)
    np.testing.assert_array_equal(own.origin, curved(1, 139)[0])
    training.history.move_run(1, np.array([0.3, 0.1, 0.2, 0.3]))
    grow(training.history, curved(5, 30))
    assert np.isnan(planes.plane(training.history, 1).explained).all()
    planes.is_running = False
    np.testing.assert_array_equal(planes.plane(training.history, 1).origin, curved(1, 34)[0])


def test_a_history_is_not_kept_for_the_sake_of_its_plane(placed):
    training = placed(FOUR, curved(1)[0])
    grow(training.history, curved(50, 1))
    planes, gone = PathPlanes(), weakref.ref(training.history)
    assert planes.plane(training.history, 1) is not None
    del training
    gc.collect()
    assert gone() is None


# -- what is drawn on it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [0, 30, 400])
def test_losses_are_those_of_the_points_of_the_plane_through_the_followed_run(trained, step):
    training = trained(HIDDEN)
    moment = training.moment(step)
    here = training.history.at(moment.followed, step)
    directions, _ = components(training.history.path(moment.followed).parameters)
    grid = compute_grid(grid_key(moment))
    # The run stands on it.
    x, y = (float(place) for place in moment.coordinates(here))
    np.testing.assert_allclose(moment.row_at(x, y), here, atol=1e-12)
    for row, column in ((0, 0), (11, 40), (30, 7)):
        point = moment.row_at(grid.xs[column], grid.ys[row])
        assert grid.loss[row, column] == pytest.approx(float(training.landscape.loss(point)), rel=0.02)
        np.testing.assert_allclose((point - here) @ directions[2:].T, 0.0, atol=1e-9)
        step_along = (point - training.history.path(moment.followed).parameters[-1]) @ moment.plane.across
        assert step_along == pytest.approx(grid.xs[column], abs=1e-9)
    # The base is rounded to what can be seen; taken at its word, the losses are exact.
    points = np.array(grid.key.base) + grid.xs[:, None] * moment.plane.across + grid.ys[5] * moment.plane.up
    np.testing.assert_allclose(grid.loss[5], training.landscape.loss(points), rtol=1e-9)


def test_heads_and_trails_of_all_runs_are_projected(trained, painter_of):
    training = trained(HIDDEN)
    view = LandscapeView()
    moment = training.moment()
    painter_of(view).paint(moment)
    plane = moment.plane
    heads = {head.id: head for head in view.heads.heads}
    for run in training.history.runs:
        head = heads[run.id]
        path = training.history.path(run.id).parameters - plane.origin
        at = view.plot.to_point(float(path[-1] @ plane.across), float(path[-1] @ plane.up))
        start = view.plot.to_point(float(path[0] @ plane.across), float(path[0] @ plane.up))
        assert head.at == pytest.approx((at.x(), at.y()), abs=1e-6)
        assert head.start == pytest.approx((start.x(), start.y()), abs=1e-6)
        between = view.plot.to_point(float(path[60] @ plane.across), float(path[60] @ plane.up))
        name, step = view.trails.step_at(between, 6.0)
        assert abs(step - 60) < 15 or name != run.id


def test_trails_are_drawn_anew_on_another_plane(placed, painter_of):
    training = placed(FOUR.replace('pca"', 'pca"\nx_range = [-3.0, 3.0]\ny_range = [-3.0, 3.0]'), curved(1)[0])
    planes, view = PathPlanes(), LandscapeView()
    grow(training.history, curved(40, 1))
    shown = painter_of(view)
    before = training.moment(planes=planes)
    shown.paint(before)
    grow(training.history, curved(160, 41))
    moment = training.moment(planes=planes)
    assert moment.plane != before.plane
    places = [(curved(1, step)[0] - moment.plane.origin) for step in (10, 60, 120)]
    pixels = [view.plot.to_point(float(at @ moment.plane.across), float(at @ moment.plane.up)) for at in places]
    alone = painter_of(LandscapeView()).paint(moment)
    np.testing.assert_allclose(shown.paint(moment).astype(int), alone.astype(int), atol=2)
    for at, step in zip(pixels, (10, 60, 120), strict=True):
        assert view.trails.step_at(at, 3.0)[1] == pytest.approx(step, abs=4)


def test_the_arrow_runs_along_the_projected_gradient(trained, painter_of):
    training = trained(HIDDEN)
    view = LandscapeView()
    moment = training.moment(3)
    painter_of(view, size=(400, 200)).paint(moment)
    gradient = training.landscape.gradient(moment.base)
    x, y = float(gradient @ moment.plane.across), float(gradient @ moment.plane.up)
    across, down, slope = view.stage.downhill(moment)
    # 400 by 200 pixels for 4 by 2: as far a pixel on both axes.
    assert (across, down) == pytest.approx((-x / math.hypot(x, y), y / math.hypot(x, y)), rel=1e-6)
    assert slope == pytest.approx(math.hypot(x, y), rel=1e-6)


def test_the_gradients_field_is_projected(trained, painter_of):
    view = LandscapeView()
    training = trained(HIDDEN.replace("[view]", "[view]\ngradient_field = true"))
    moment = training.moment()
    painter_of(view).paint(moment)
    field = view.stage._grid.field
    base = np.array(view.stage._grid.key.base)
    for row, column in ((0, 0), (9, 21)):
        point = base + field.xs[column] * moment.plane.across + field.ys[row] * moment.plane.up
        gradient = training.landscape.gradient(point)
        assert field.across[row, column] == pytest.approx(-gradient @ moment.plane.across, rel=1e-6)
        assert field.up[row, column] == pytest.approx(-gradient @ moment.plane.up, rel=1e-6)
        assert field.norm[row, column] == pytest.approx(np.linalg.norm(gradient), rel=1e-6)


@pytest.mark.parametrize("kind", ["map", "surface"])
def test_the_pointer_tells_coordinates_and_the_loss(trained, painter_of, kind):
    view = LandscapeView()
    training = trained(HIDDEN.replace("[view]", f'[view]\nkind = "{kind}"'))
    moment = training.moment()
    painter_of(view, size=(600, 400)).paint(moment)
    assert view.kind == kind
    at = QPointF(340.0, 260.0)
    x, y = view.stage.point_at(at)
    view.pointer._point(at)
    assert view.hover.lines[0].replace("−", "-") == f"PC 1 = {x:.3f}   PC 2 = {y:.3f}"
    loss = float(training.landscape.loss(moment.plane.at(x, y)))
    shown = next(line for line in view.hover.lines if line.startswith("loss"))
    assert float(shown.split()[1]) == pytest.approx(loss, rel=0.01)


def test_a_surface_has_both_names_and_heads_on_it(trained, painter_of):
    view = LandscapeView()
    moment = trained(HIDDEN.replace("[view]", '[view]\nkind = "surface"')).moment()
    painter_of(view, size=(900, 640)).paint(moment)
    names = [piece.text for piece in view.stage._box.texts if piece.text.startswith("PC")]
    assert sorted(names) == sorted(axis_titles(moment))
    x, y = view.stage.places(moment, moment.base)
    at = view.plot.to_point(float(x), float(y))
    heads = {head.id: head.at for head in view.heads.heads}
    assert len(heads) == 2
    assert heads[moment.followed] == pytest.approx((at.x(), at.y()), abs=1e-6)


def test_the_basin_maps_starts_lie_on_it(trained, painter_of):
    training = trained(HIDDEN.replace("[view]", "[view]\nbasins = true\nbasin_steps = 20"))
    view = LandscapeView()
    moment = training.moment()
    asked = []

    class Asked:
        def request(self, question):
            asked.append(question)

        def newest(self):
            pass

        def progress(self):
            pass

        def leave(self, *, keep=False):
            pass

        def set_changed(self, callback):
            pass

    view.basins.source = Asked()
    painter_of(view).paint(moment)
    question = asked[-1]
    starts = question.starts().reshape(question.rows, question.columns, 7)
    assert starts.dtype == np.float64
    expected = moment.plane.origin + question.x[3] * moment.plane.across + question.y[8] * moment.plane.up
    np.testing.assert_allclose(starts[8, 3], expected, rtol=1e-12)


def test_racers_over_one_landscape_share_the_chosen_ones_plane(trained):
    from reluviz.scenario.racers import racers
    from reluviz.scenario.reading import parse_scenario
    from reluviz.training.headless import history_of

    text = HIDDEN + '[[variation]]\ntraining.optimizer = "adam"\n[[variation]]\nmodel.activation = "tanh"\n'
    entrants = []
    for racer in racers(parse_scenario(text)):
        landscape = trained(HIDDEN, 0).landscape.__class__(
            racer.scenario.data, racer.scenario.target, racer.scenario.model
        )
        entrants.append(Entrant(racer, landscape, history_of(racer.scenario, landscape)))
    moment = race_at(entrants, 400, LIGHT, chosen=1)
    first, second, third = (look.moment for look in moment.race)
    path = entrants[1].history.path(second.followed).parameters
    assert first.plane == second.plane == moment.plane
    assert second.plane.explained == pytest.approx(components(path)[1][:2], rel=1e-9)
    assert third.plane != second.plane
