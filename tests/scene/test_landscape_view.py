"""The landscape's picture is where the mathematics says: heat, contours, curve, trails, heads, arrow; on any device."""

import gc
import re
from dataclasses import replace

import numpy as np
import psutil
import pytest
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from reluviz.scene.grids import ImmediateGrids, compute_grid
from reluviz.scene.heat import shades
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.theme import DARK, LIGHT
from reluviz.scene.view import Canvas

SIZE = (640, 400)

MAP = """
[model]
variant = "weight-bias"
[training]
engine = "numpy"
gradient = "exact"
learning_rate = 0.05
steps = 400
[view]
x_range = [-3.0, 3.0]
y_range = [-2.0, 2.0]
"""
MAP_RUNS = MAP + "".join(
    f"[[start]]\nweight = {w}\nbias = {b}\n" for w, b in ((2.2, 1.2), (-2.0, -0.5), (1.8, -1.5), (-1.5, 1.7))
)
CURVE = """
[training]
engine = "numpy"
gradient = "exact"
steps = 800
[[start]]
weight = 10.0
label = "from 10"
color = "blue"
[[start]]
weight = -10.0
color = "red"
"""


def rgb(color):
    return np.array(QColor(color).getRgb()[:3])


class LateGrids(ImmediateGrids):
    """Answers only when told to."""

    def __init__(self):
        super().__init__()
        self.asked = []
        self.changed = None

    def set_changed(self, callback):
        self.changed = callback

    def request(self, key):
        if self._last is not None and self._last.key == key:
            return self._last
        self.asked.append(key)
        return None

    def answer(self, key=None):
        self._last = compute_grid(self.asked[-1] if key is None else key)
        self.changed()


# -- the map -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_heat_map_has_the_colour_of_the_loss(painter_of, placed, theme):
    training = placed(MAP, np.zeros((0, 2)))
    view = LandscapeView()
    painter = painter_of(view, size=SIZE, theme=theme)
    painter.paint(training.moment(theme=theme))
    # The words of an empty map and the contours are in the way of single pixels, but not of most of them.
    scale, table = view.stage._scale, shades(theme.landscape)
    pixels = painter.paint()
    rng = np.random.default_rng(0)
    points = rng.uniform((-2.5, -1.6), (2.5, 0.8), (400, 2))
    places = np.array([painter.at(*point) for point in points])
    wanted = table[np.rint(scale.shade(training.landscape.loss(points)) * (len(table) - 1)).astype(int)]
    wanted = np.column_stack([(wanted >> 16) & 255, (wanted >> 8) & 255, wanted & 255])
    off = np.abs(pixels[places[:, 1], places[:, 0]] - wanted).max(axis=1)
    assert np.percentile(off, 80) <= 4


def test_contours_are_where_the_loss_is_their_level(painter_of, placed):
    training = placed(MAP, np.zeros((0, 2)))
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    pixels = painter.paint(training.moment()).astype(float)
    found = 0
    for level in (0.05, 0.2, 1.0, 2.0, 5.0):
        # Along b = −0.3, from the minimum to the right, the loss only grows: where it is the level is found by halving.
        low, high = 1.0, 4.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if training.landscape.loss([middle, -0.3]) < level else (low, middle)
        if low > 2.8:
            continue
        x, y = painter.at(low, -0.3)
        row = pixels[y, x - 8 : x + 9].mean(axis=1)
        around = np.median(row)
        if np.abs(row - around).max() > 60:
            continue  # a number stands there
        found += 1
        assert np.argmin(row) in {7, 8, 9}, level
        assert row.min() < around - 12
    assert found >= 2


def test_the_contour_at_the_dead_loss_does_not_fray(painter_of, placed):
    training = placed(MAP, np.zeros((0, 2)))
    view = LandscapeView()
    pixels = painter_of(view, size=SIZE).paint(training.moment()).astype(float)
    painter = painter_of(view, size=SIZE)
    # Between w = −1 and 0 far below b = 0 the loss is ½ to many digits: no line may run there.
    (left, top), (right, bottom) = painter.at(-0.35, -1.4), painter.at(-0.02, -1.7)
    part = pixels[top:bottom, left:right].mean(axis=2)
    assert np.ptp(part) < 6


def test_heads_stand_at_their_parameters(painter_of, trained, around, colored):
    training = trained(MAP_RUNS)
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    moment = training.moment(150)
    pixels = painter.paint(moment)
    for run in moment.runs:
        place = painter.at(*run.position)
        assert colored(around(pixels, place, 4), run.color, 30), run.fate
        start = painter.at(*run.start)
        assert np.abs(pixels[start[1], start[0]] - rgb(LIGHT.halo)).max() < 30


def test_trails_pass_what_the_history_says(painter_of, trained, around, colored):
    training = trained(MAP_RUNS)
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    moment = training.moment()
    pixels = painter.paint(moment)
    for run in moment.runs:
        path = training.history.path(run.id).parameters
        seen = [colored(around(pixels, painter.at(*point), 1), run.ink, 60) for point in path[5:200:5]]
        assert np.mean(seen) > (0.45 if run.dashed else 0.9), run.fate


def test_the_arrow_goes_against_the_gradient(painter_of, placed):
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    for point in ((2.0, 1.0), (-1.5, 1.0), (0.5, -1.0)):
        training = placed(MAP, [point])
        painter.paint(training.moment())
        arrow = view.heads.arrow
        assert arrow is not None
        gradient = training.landscape.gradient(np.array(point))
        wanted = np.array([-gradient[0] * SIZE[0] / 6.0, gradient[1] * SIZE[1] / 4.0])
        along = np.array(arrow.along)
        assert along @ wanted == pytest.approx(np.linalg.norm(along) * np.linalg.norm(wanted), rel=1e-9)
        assert 10 < np.linalg.norm(along) < 140


def test_there_is_no_arrow_where_the_gradient_is_0(painter_of, placed):
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    for point in ((1.0, 0.0), (0.0, -1.0)):
        painter.paint(placed(MAP, [point]).moment())
        assert view.heads.arrow is None


def test_corners_are_round(painter_of, placed):
    painter = painter_of(LandscapeView(), size=SIZE)
    pixels = painter.paint(placed(MAP, [(1.0, 1.0)]).moment())
    ground = rgb(LIGHT.window)
    for y, x in ((0, 0), (0, -1), (-1, 0), (-1, -1)):
        assert pixels[y, x].tolist() == ground.tolist()
    assert pixels[0, SIZE[0] // 2].tolist() != ground.tolist()


def test_an_empty_map_says_what_to_do(painter_of, placed):
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    empty = painter.paint(placed(MAP, np.zeros((0, 2))).moment())
    with_run = painter.paint(placed(MAP, [(2.9, -1.9)]).moment())
    band = slice(round(0.2 * SIZE[1]) - 20, round(0.2 * SIZE[1]) + 8), slice(200, 440)
    assert (np.abs(empty[band] - rgb(LIGHT.text)).max(axis=2) < 40).sum() > 200
    assert (np.abs(with_run[band] - rgb(LIGHT.text)).max(axis=2) < 40).sum() == 0


def test_a_diverged_run_is_pointed_to(painter_of, trained):
    training = trained(MAP.replace("0.05", "3.0") + "[[start]]\nweight = 2.0\nbias = 1.0\n")
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    for step in range(0, training.history.last_step + 1, 20):
        moment = training.moment(step)
        painter.paint(moment)
    assert moment.runs[0].fate == "diverged"
    pixels = painter.paint()
    assert (np.abs(pixels - rgb(moment.runs[0].color)).max(axis=2) < 20).sum() > 20
    assert view.heads.arrow is None


# -- grids -------------------------------------------------------------------------------------------------------------


def test_what_is_there_stays_until_something_better_comes(painter_of, placed):
    grids = LateGrids()
    view = LandscapeView(grids)
    painter = painter_of(view, size=SIZE)
    training = placed(MAP, [(2.9, -1.9)])
    painter.paint(training.moment())
    assert len(grids.asked) >= 1
    grids.answer()
    first = painter.paint()
    assert len(np.unique(first.reshape(-1, 3), axis=0)) > 50
    view.plot.set_ranges((-1.0, 1.0), (-1.0, 1.0))
    zoomed = painter.paint()
    assert grids.asked[-1].x_range[1] < 1.5
    # The old grid, in its new place: the middle of the map is neither blank nor what it was.
    assert len(np.unique(zoomed.reshape(-1, 3), axis=0)) > 50
    grids.answer()
    assert view.stage._grid.key == grids.asked[-1]


def test_a_standing_playhead_asks_for_nothing(painter_of, trained):
    grids = LateGrids()
    view = LandscapeView(grids)
    painter = painter_of(view, size=SIZE)
    training = trained(
        MAP.replace("weight-bias", "weight-bias-output") + "[[start]]\nweight = 1.0\noutput_weight = 2.0\n", 50
    )
    painter.paint(training.moment(20))
    grids.answer()
    asked = len(grids.asked)
    for _ in range(3):
        painter.paint(training.moment(20))
    assert len(grids.asked) == asked
    painter.paint(training.moment(50))
    assert len(grids.asked) == asked + 1
    assert grids.asked[-1].base[2] != grids.asked[-2].base[2]
    # The answer comes when the run is elsewhere already: it is better than the one before.
    painter.paint(training.moment(45))
    grids.answer(grids.asked[-2])
    assert view.stage._grid.key == grids.asked[-3] or view.stage._grid.key == grids.asked[-2]


def test_panning_a_little_asks_for_nothing(painter_of, placed):
    grids = LateGrids()
    view = LandscapeView(grids)
    painter = painter_of(view, size=SIZE)
    painter.paint(placed(MAP, [(1.0, 1.0)]).moment())
    grids.answer()
    asked = len(grids.asked)
    view.stage.pan(20.0, -15.0)
    assert len(grids.asked) == asked
    view.stage.pan(300.0, 0.0)
    assert len(grids.asked) > asked


def test_the_axes_may_be_any_two_parameters(painter_of, placed):
    text = MAP.replace("weight-bias", "weight-bias-output")
    training = placed(text, [(1.0, 0.5, 2.0, -0.5)])
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    moment = training.moment(x_name="output_weight", y_name="output_bias")
    painter.paint(moment)
    assert view.stage._grid.key.base == (1.0, 0.5, 0.0, 0.0)
    assert (view.plot.axes.x_name, view.plot.axes.y_name) == ("output weight v", "output bias c")
    head = view.heads.heads[0]
    assert head.at == pytest.approx(view.plot.to_pixels(2.0, -0.5).tolist())


# -- the curve ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("linear", [False, True])
def test_the_curve_is_the_loss(painter_of, placed, linear, around, colored):
    training = placed(CURVE, [[-11.5]])
    view = LandscapeView()
    view.set_loss_scale(linear)
    painter = painter_of(view, size=SIZE)
    pixels = painter.paint(training.moment())
    assert view.kind == "curve"
    for w in (-9.0, -4.0, -1.0, 2.0, 6.0, 11.0):
        loss = (0.5 * (w - 1) ** 2) if w > 0 else 0.5 + 0.5 * w * w
        assert colored(around(pixels, painter.at(w, loss), 1), LIGHT.muted, 30), w
        assert not colored(around(pixels, painter.at(w, loss * 1.3 + 2.0), 1), LIGHT.muted, 30), w


def test_the_axis_of_the_loss_begins_at_0_and_holds_the_curve(painter_of, placed):
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    training = placed(CURVE, [[10.0]])
    painter.paint(training.moment())
    low, high = view.plot.y_range
    assert low == pytest.approx(0.0, abs=1e-12)
    assert 72.5 < high < 90.0
    view.zoom_by(0.1)
    painter.paint(training.moment())
    assert 1.2 < view.plot.y_range[1] < 1.6


def test_runs_slide_on_the_curve(painter_of, trained, around, colored):
    training = trained(CURVE)
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    moment = training.moment(250)
    pixels = painter.paint(moment)
    for run in moment.runs:
        w = float(run.position[0])
        assert colored(around(pixels, painter.at(w, float(training.landscape.loss([w]))), 4), run.color)
        path = training.history.path(run.id, 0, 250).parameters[5:200:5].astype(float)
        seen = [
            colored(around(pixels, painter.at(float(p[0]), float(training.landscape.loss(p))), 1), run.ink, 60)
            for p in path
        ]
        assert np.mean(seen) > (0.45 if run.dashed else 0.9)
    arrow = view.heads.arrow
    assert arrow is not None
    assert arrow.along[0] < 0 < arrow.along[1]


def test_the_first_picture_of_the_puzzle(painter_of, trained):
    """A blue start at 10 and a red one at −10, on the curve, before anything has been trained."""
    training = trained(CURVE, 0)
    view = LandscapeView()
    painter_of(view, size=SIZE).paint(training.moment(0))
    colors = {head.color for head in view.heads.heads}
    assert colors == {"#0072B2", "#D55E00"}
    assert view.plot.x_range == (-12.0, 12.0)


# -- any view ----------------------------------------------------------------------------------------------------------


def test_the_user_s_view_stays_until_the_scenario_asks_for_another(painter_of, placed):
    training = placed(MAP, [(1.0, 1.0)])
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    painter.paint(training.moment())
    view.zoom_by(0.5)
    zoomed = view.plot.x_range
    painter.paint(training.moment())
    assert view.plot.x_range == zoomed == pytest.approx((-1.5, 1.5))
    other = replace(training.scenario, view=replace(training.scenario.view, x_range=(0.0, 8.0)))
    training.scenario = other
    painter.paint(training.moment())
    assert view.plot.x_range == (0.0, 8.0)
    view.zoom_by(0.5)
    view.reset_view()
    assert view.plot.x_range == (0.0, 8.0)


def test_another_history_begins_with_no_trails(painter_of, trained):
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    one, other = trained(MAP_RUNS), trained(MAP_RUNS.replace("2.2", "0.2"), 100)
    painter.paint(one.moment())
    after = painter.paint(other.moment())
    fresh = painter_of(LandscapeView(), size=SIZE).paint(other.moment())
    np.testing.assert_array_equal(after, fresh)


def test_a_drag_of_a_start_equals_a_fresh_picture(painter_of, placed):
    training = placed(MAP, [(1.0, 1.0), (-1.0, 0.5)])
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    painter.paint(training.moment())
    for x in np.linspace(1.0, 2.0, 12):
        training.history.move_run(training.history.runs[0].id, np.array([x, 0.3]))
        dragged = painter.paint(training.moment())
    fresh = painter_of(LandscapeView(), size=SIZE).paint(training.moment())
    np.testing.assert_array_equal(dragged, fresh)


def test_another_theme_and_scale_equal_a_fresh_picture(painter_of, trained):
    training = trained(MAP_RUNS)
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    painter.paint(training.moment())
    painter.canvas.set_theme(DARK, 1.5)
    changed = painter.paint(training.moment(theme=DARK))
    fresh = painter_of(LandscapeView(), size=SIZE, theme=DARK)
    fresh.canvas.set_theme(DARK, 1.5)
    np.testing.assert_array_equal(changed, fresh.paint(training.moment(theme=DARK)))


def test_playing_equals_jumping(painter_of, trained):
    training = trained(MAP_RUNS)
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    for step in range(0, 401, 8):
        played = painter.paint(training.moment(step))
    jumped = painter_of(LandscapeView(), size=SIZE).paint(training.moment(400))
    np.testing.assert_array_equal(played, jumped)


@pytest.mark.parametrize("text", [MAP_RUNS, CURVE])
def test_an_svg_has_lines_and_words(painter_of, trained, tmp_path, text):
    training = trained(text)
    painter = painter_of(LandscapeView(), size=SIZE)
    painter.paint(training.moment())
    generator = QSvgGenerator()
    generator.setFileName(str(tmp_path / "landscape.svg"))
    generator.setViewBox(QRectF(0, 0, *SIZE))
    on = QPainter(generator)
    painter.canvas.paint_on(on, QSizeF(*SIZE))
    on.end()
    svg = (tmp_path / "landscape.svg").read_text()
    assert "weight w" in svg
    assert svg.count("<polyline") >= 2
    # The heat map alone is a picture.
    assert svg.count("<image") == (1 if text == MAP_RUNS else 0)
    assert "nan" not in svg
    assert "inf" not in re.sub(r"font-[a-z]+|[Ii]nter", "", svg)


def test_a_pdf_is_small_and_whole(painter_of, trained, tmp_path):
    training = trained(MAP_RUNS)
    painter = painter_of(LandscapeView(), size=SIZE)
    painter.paint(training.moment())
    writer = QPdfWriter(str(tmp_path / "landscape.pdf"))
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QSizeF(*SIZE) * 0.75, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    on = QPainter(writer)
    painter.canvas.paint_on(on, QSizeF(*SIZE))
    on.end()
    data = (tmp_path / "landscape.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert 10_000 < len(data) < 600_000


def test_a_picture_twice_as_fine_is_the_same_picture(painter_of, trained):
    training = trained(MAP_RUNS)
    plain = painter_of(LandscapeView(), size=SIZE).paint(training.moment())
    fine = painter_of(LandscapeView(), size=SIZE, ratio=2.0).paint(training.moment())
    coarse = fine.reshape(SIZE[1], 2, SIZE[0], 2, 3).mean(axis=(1, 3))
    assert np.abs(coarse - plain).mean() < 1.5


def test_three_thousand_frames(qtbot, trained):
    """No crash, no growth: what is kept does not depend on how many frames have been drawn."""
    training = trained(MAP_RUNS)
    view = LandscapeView()
    canvas = Canvas(view)
    canvas.set_theme(LIGHT)
    qtbot.addWidget(canvas)
    canvas.resize(320, 200)
    with qtbot.waitExposed(canvas):
        canvas.show()
    moments = [training.moment(step) for step in range(401)]
    target = QImage(320, 200, QImage.Format.Format_RGB32)
    sizes = []
    for frame in range(3000):
        view.show_moment(moments[frame % 401])
        if frame % 50 == 0:
            view.zoom_by(0.8 if frame % 100 else 1.25)
        canvas.render(target)
        if frame in {1000, 2999}:
            gc.collect()
            sizes.append(psutil.Process().memory_info().rss)
    assert sizes[1] < 1.05 * sizes[0]
    canvas.close()
