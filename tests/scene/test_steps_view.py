import itertools

import numpy as np
import pytest

from reluviz.scene.step_layer import PIECE
from reluviz.scene.step_marks import spread
from reluviz.scene.step_table import Line, StepTable
from reluviz.scene.steps_view import StepsView
from reluviz.scene.theme import DARK, LIGHT
from reluviz.training.engine import Chunk
from reluviz.training.history import Run

PUZZLE = """
[training]
gradient = "exact"
precision = "float64"
[[start]]
weight = 10.0
color = "blue"
[[start]]
weight = -10.0
color = "red"
"""
NOISY = """
[model]
variant = "weight-bias"
[training]
batch_size = 5
learning_rate = 0.05
steps = 3000
[[start]]
weight = 2.0
bias = 1.0
[[start]]
weight = -2.0
bias = 0.5
[[start]]
weight = 0.4
bias = -0.5
"""


def test_the_loss_stands_where_the_formula_says(trained, painter_of, around, colored):
    training = trained(PUZZLE, 2000)
    painter = painter_of(StepsView("loss"))
    moment = training.moment(2000)
    pixels = painter.paint(moment)
    right, left = moment.runs
    for step in (100, 400, 900):
        loss = (9 * 0.99**step) ** 2 / 2
        assert colored(around(pixels, painter.at(step, loss)), right.ink)
        assert not colored(around(pixels, painter.at(step, loss * 300)), right.ink)
    seen = [colored(around(pixels, painter.at(step, 0.5), 1), left.ink, 90) for step in range(1000, 1800, 5)]
    assert 0.3 < np.mean(seen) < 0.98  # dashed


def test_nothing_is_drawn_behind_the_playhead(trained, painter_of, around, colored):
    training = trained(PUZZLE, 2000)
    painter = painter_of(StepsView("loss"))
    painter.paint(training.moment(2000))
    pixels = painter.paint(training.moment(600))
    ink = training.moment(600).runs[0].ink
    column, _ = painter.at(640, 1.0)
    assert not colored(pixels[:, column:], ink)
    assert colored(around(pixels, painter.at(400, (9 * 0.99**400) ** 2 / 2)), ink)


def test_of_a_weight_alone_all_runs_are_shown_else_the_parameters_of_the_followed_one(trained, painter_of, colored):
    painter = painter_of(StepsView("parameters"))
    moment = trained(PUZZLE, 300).moment(300)
    pixels = painter.paint(moment)
    assert colored(pixels, moment.runs[0].ink)
    assert colored(pixels, moment.runs[1].ink)
    assert painter.view.plot.y_range[0] <= -10
    assert painter.view.plot.y_range[1] >= 10
    other = trained(NOISY, 300).moment(300, theme=LIGHT)
    painter.paint(other)
    values = other.history.path(other.followed).parameters
    assert painter.view.plot.y_range[0] <= values.min()
    assert painter.view.plot.y_range[1] >= values.max()
    assert painter.view.plot.y_range[1] - painter.view.plot.y_range[0] < 4 * np.ptp(values)


def test_epochs_are_a_hundred_steps(trained, painter_of):
    training = trained(PUZZLE, 100)
    painter = painter_of(StepsView("loss"))
    painter.paint(training.moment(100))
    assert painter.view.plot.x_range == (0, 2000)
    steps = painter.at(100, 1.0)
    pixels = painter.paint(training.moment(100, epochs=True))
    assert painter.view.plot.x_range == (0, 20)
    assert painter.at(1, 1.0) == steps
    fresh = painter_of(StepsView("loss")).paint(training.moment(100, epochs=True))
    assert np.array_equal(pixels, fresh)


@pytest.mark.parametrize("kind", ["loss", "parameters"])
@pytest.mark.parametrize("case", [(NOISY, 97), (NOISY, 613), (PUZZLE, 141)])
def test_a_picture_that_has_grown_equals_one_drawn_at_once(trained, placed, painter_of, kind, case):
    text, stride = case
    whole = trained(text).history
    # The same rows again, appended piece by piece, as the window sees them.
    training = placed(text, [whole.at(run.id, 0) for run in whole.runs], colors=[run.color for run in whole.runs])
    rows = np.stack([whole.path(run.id).parameters for run in whole.runs], axis=1)
    painter = painter_of(StepsView(kind), ratio=1.5)
    for first in range(1, len(rows), stride):
        training.history.append(Chunk(first, rows[first : first + stride], None))
        painter.paint(training.moment())
    if painter.view.moment.playhead < len(rows) - 1:
        pytest.fail("the loop has left steps out")
    grown = painter.paint(training.moment())
    assert np.array_equal(grown, painter_of(StepsView(kind), ratio=1.5).paint(training.moment()))


@pytest.mark.parametrize("kind", ["loss", "parameters"])
def test_a_panel_enlarged_before_the_first_step_shows_the_curves_to_their_end(placed, painter_of, kind):
    training = placed(PUZZLE, [[10.0], [-10.0]], colors=["blue", "red"])
    painter = painter_of(StepsView(kind), size=(300, 180))
    painter.paint(training.moment())
    painter.resize(420, 260)
    rows = np.array([10.0, -10.0]) * 0.999 ** np.arange(2001)[:, None]
    for first in range(1, 2000, 50):
        training.history.append(Chunk(first, rows[first : first + 50, :, None], None))
        grown = painter.paint(training.moment())
    assert np.array_equal(grown, painter_of(StepsView(kind), size=(420, 260)).paint(training.moment()))


@pytest.mark.parametrize("kind", ["loss", "parameters"])
def test_growing_strokes_each_piece_once(trained, painter_of, kind):
    training = trained(NOISY, 2900)
    painter = painter_of(StepsView(kind))
    painter.paint(training.moment(0))
    strokes = painter.view._curves[0].layer.strokes
    for step in range(0, 2901, 100):
        painter.paint(training.moment(step))
    # Fates change on the way, and with them the colours: each time everything is stroked again.
    looks = [tuple(run.ink for run in training.moment(step).runs) for step in range(0, 2901, 100)]
    changes = 1 + sum(one != other for one, other in itertools.pairwise(looks))
    pieces = 2900 / 3000 * painter.view.plot.area.width() / PIECE
    assert painter.view._curves[0].layer.strokes - strokes <= changes * (pieces + 1)


def test_a_dragged_playhead_strokes_nothing_and_shows_what_was_there(trained, painter_of):
    training = trained(PUZZLE, 2000)
    painter = painter_of(StepsView("loss"))
    painter.paint(training.moment(1990))
    strokes = painter.view._curves[0].layer.strokes
    for step in (1980, 1700, 1950):
        painter.paint(training.moment(step))
    assert painter.view._curves[0].layer.strokes == strokes
    shown = painter.paint(training.moment(1700))
    fresh = painter_of(StepsView("loss")).paint(training.moment(1700))
    assert np.array_equal(shown, fresh)


def test_starts_that_come_move_and_go_leave_the_picture_of_one_drawn_at_once(trained, painter_of):
    training = trained(NOISY, 1000)
    history = training.history
    painters = {kind: painter_of(StepsView(kind)) for kind in ("loss", "parameters")}

    def check():
        for kind, painter in painters.items():
            assert np.array_equal(
                painter.paint(training.moment()), painter_of(StepsView(kind)).paint(training.moment())
            )

    def go_on(count):
        rows = np.stack([history.at(run.id, history.last_step) for run in history.runs])
        history.append(Chunk(history.last_step + 1, rows[None] * np.linspace(1, 0.7, count)[:, None, None], None))

    check()
    history.add_run(Run(history.new_id(), "late"), np.array([3.0, 1.0]))
    check()
    go_on(333)
    check()
    for weight in (1.0, 1.5):  # dragged twice at the same step
        history.move_run(history.runs[0].id, np.array([weight, 2.0]))
        check()
    go_on(200)
    history.remove_run(history.runs[1].id)
    check()
    history.restart([Run(history.new_id())], np.array([[0.5, 0.5]]))
    check()
    go_on(50)
    check()


@pytest.mark.parametrize("kind", ["loss", "parameters"])
def test_a_reset_that_goes_another_way_is_drawn_anew(placed, painter_of, kind):
    training = placed("", [[5.0]])
    history = training.history
    painter = painter_of(StepsView(kind))
    for low in (3.0, 4.0):
        # The same run from the same start, in the same colours, over the same range; only the way is another.
        history.restart(history.runs, np.array([[5.0]]))
        history.append(Chunk(1, np.linspace(5, low, 900)[:, None, None], None))
        history.append(Chunk(901, np.linspace(3, 4, 900)[:, None, None], None))
        shown = painter.paint(training.moment())
        assert np.array_equal(shown, painter_of(StepsView(kind)).paint(training.moment()))


def test_the_table_tells_which_groups_are_what_they_were(placed):
    training = placed("", [[5.0], [6.0]])
    history = training.history
    history.append(Chunk(1, np.full((100, 2, 1), 2.0), None))
    table = StepTable(lambda stretch, columns: stretch.parameters[columns].transpose(1, 0, 2))
    one, other = (Line(run.id, 0, b"") for run in history.runs)
    assert table.update(history, (one, other), 10) == 0
    assert table.update(history, (one, other), 10) == table.count == 11
    history.append(Chunk(101, np.full((25, 2, 1), 3.0), None))
    assert table.update(history, (one, other), 10) == 11
    assert table.count == 13
    late = Line(99, 120, b"")
    assert table.update(history, (one, other, late), 10) == 12  # the last group holds step 120
    assert table.update(history, (one, other), 10) == 12
    assert table.update(history, (one,), 10) == 0
    assert table.extremes() == (2.0, 5.0)


def test_dragging_a_start_at_the_newest_step_strokes_nothing(trained, painter_of):
    training = trained(NOISY, 2000)
    history = training.history
    run = Run(history.new_id())
    history.add_run(run, np.array([0.2, 0.3]))
    painter = painter_of(StepsView("loss"))
    painter.paint(training.moment())
    strokes = painter.view._curves[0].layer.strokes
    for weight in np.linspace(0.2, 1.5, 10):
        history.move_run(run.id, np.array([weight, 0.3]))
        painter.paint(training.moment())
    assert painter.view._curves[0].layer.strokes == strokes


def test_a_thinned_column_shows_its_extremes(placed):
    training = placed("", [[0.0], [0.0]])
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(4000, 2, 1))
    for first in range(0, 4000, 130):
        training.history.append(Chunk(first + 1, rows[first : first + 130], None))
    table = StepTable(lambda stretch, columns: stretch.parameters[columns].transpose(1, 0, 2))
    lines = [Line(run.id, 0, b"") for run in training.history.runs]
    table.update(training.history, lines, 40)
    assert table.count == 101  # the start, and a hundred groups of 40
    for curve in range(2):
        groups = rows[:, curve, 0].reshape(100, 40)
        shown = table.values[1:, :, curve]
        assert np.array_equal(shown.min(axis=1), groups.min(axis=1))
        assert np.array_equal(shown.max(axis=1), groups.max(axis=1))
        assert np.array_equal(shown[:, [0, -1]], groups[:, [0, -1]])
        assert (np.diff(table.steps[1:, :, curve].reshape(-1)) >= 0).all()


def test_a_diverged_run_and_a_hidden_layer_of_a_hundred_are_drawn(trained, painter_of, colored):
    text = "[model]\nvariant = 'hidden-layer'\nhidden_units = 100\n[training]\nsteps = 200\n[starts]\ncount = 1\n"
    training = trained(text)
    moment = training.moment()
    assert colored(painter_of(StepsView("parameters")).paint(moment), moment.runs[0].ink, 90)
    wild = trained("[training]\nlearning_rate = 9.0\n[[start]]\nweight = 2.0\n", 100)
    moment = wild.moment(theme=DARK)
    assert moment.runs[0].fate == "diverged"
    for kind in ("loss", "parameters"):
        assert colored(painter_of(StepsView(kind), theme=DARK).paint(moment), moment.runs[0].ink, 90)


def test_starts_may_come_and_go_before_anything_is_painted(trained, painter_of):
    """What is kept for the picture fits the curves that there are now, not those of the last paint."""
    training = trained(NOISY, 2000)
    history = training.history
    painter = painter_of(StepsView("loss"))
    painter.paint(training.moment())
    history.remove_run(history.runs[1].id)
    painter.view.show_moment(training.moment())
    history.add_run(Run(history.new_id()), np.array([0.4, -0.5]))
    painter.view.show_moment(training.moment())
    assert np.array_equal(painter.paint(), painter_of(StepsView("loss")).paint(training.moment()))


def test_names_at_the_lines_ends_do_not_overlap():
    assert spread([10, 50, 90], 12, 100) == [10, 50, 90]
    assert spread([50, 50], 12, 100) == [44, 56]
    assert spread([2, 1], 12, 100) == [12, 0]
    assert spread([99, 100, 60], 12, 100) == [88, 100, 60]
    crowded = spread([5] * 20, 12, 100)
    assert np.allclose(np.diff(crowded), 100 / 19)


def test_a_heading_that_differs_with_its_height_is_asked_for_once(trained, painter_of, monkeypatch):
    painter = painter_of(StepsView("parameters"))
    moment = trained("[training]\nsteps = 20\n[[start]]\nweight = 2.0\n").moment()
    painter.paint(moment)
    view, factors = painter.view, itertools.cycle(["", "× 10⁶"])
    monkeypatch.setattr(type(view.plot.axes), "factor", property(lambda axes: next(factors)))
    monkeypatch.setattr(view, "_header_height", lambda: 20.0 + len(view.header.over))
    for _ in range(3):
        view.show_moment(moment)
    assert next(factors) in {"", "× 10⁶"}


@pytest.mark.parametrize("steps", [300, 3000])
def test_before_a_start_is_moved_its_curve_is_the_former_one_and_ends_there(
    trained, painter_of, around, colored, steps
):
    training = trained(PUZZLE.replace("[training]", "[training]\nsteps = 3000"), steps)
    history = training.history
    run = history.runs[0].id
    painter = painter_of(StepsView("loss"))
    painter.paint(training.moment(steps))
    history.move_run(run, np.array([5.0]))
    rows = np.stack([5.0 - np.arange(1, steps + 1) / steps, np.full(steps, -10.0)], axis=1)
    history.append(Chunk(steps + 1, rows[:, :, None], None))
    for playhead in (steps - 1, steps // 2):
        moment = training.moment(playhead)
        pixels = painter.paint(moment)
        assert moment.runs[0].id == run
        ink = moment.runs[0].ink
        assert colored(around(pixels, painter.at(steps / 4, (9 * 0.99 ** (steps / 4)) ** 2 / 2)), ink)
        assert not colored(around(pixels, painter.at(steps * 1.5, 3.5**2 / 2)), ink)
        np.testing.assert_array_equal(pixels, painter_of(StepsView("loss")).paint(moment))
    moment = training.moment(2 * steps)
    pixels = painter.paint(moment)
    assert colored(around(pixels, painter.at(steps * 1.5, 3.5**2 / 2)), moment.runs[0].ink)
    assert not colored(around(pixels, painter.at(steps / 4, (9 * 0.99 ** (steps / 4)) ** 2 / 2)), moment.runs[0].ink)


@pytest.mark.parametrize("stride", [1, 7])
def test_the_table_knows_a_former_life_up_to_its_end_and_where_it_diverged(placed, stride):
    training = placed(PUZZLE, [[10.0], [-10.0]])
    history = training.history
    moved = history.runs[0].id
    rows = np.stack([np.arange(1.0, 41.0), np.full(40, -10.0)], axis=1)[:, :, None]
    rows[30:, 0] = 1e9
    history.append(Chunk(1, rows, None))
    history.move_run(moved, np.array([100.0]))
    history.append(Chunk(41, np.full((60, 2, 1), 7.0), None))
    table = StepTable(lambda stretch, columns: stretch.parameters[columns].transpose(1, 0, 2))
    for last, low, high in ((39, 1.0, 30.0), (None, 7.0, 100.0)):
        run = history.run(moved).at(0 if last else 50)
        line = Line(moved, run.first_step, history.at(moved, run.first_step).tobytes(), run.last_step)
        assert run.last_step == last
        assert table.update(history, [line], stride) == 0
        assert table.extremes() == (low, high)
        seen = table.steps[np.isfinite(table.values)]
        assert (seen.min(), seen.max() < 31 if last else seen.min()) == ((0, True) if last else (40, 40))
