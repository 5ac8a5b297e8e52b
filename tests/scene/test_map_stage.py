"""The map is where the mathematics says: heat, contours, trails, heads, arrow; and asks for few grids."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from reluviz.scene.grids import ImmediateGrids, compute_grid
from reluviz.scene.heat import HeatScale, heat_image, shades
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.still_layer import StillLayer
from reluviz.scene.theme import DARK, LIGHT, with_palette

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


# -- the picture -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [LIGHT, DARK, with_palette(LIGHT, "viridis"), with_palette(DARK, "cividis")])
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


def test_the_map_knows_a_small_output_weight(painter_of, placed):
    """A neuron of output weight v fits at w = 1 / v: at 9.57 here, and at 10 for v = 0.1."""
    text = 'model.variant = "weight-bias-output"\nview.x_range = [5.0, 15.0]\nview.y_range = [-3.0, 3.0]\n'
    training = placed(text, [6.0, 2.5, 0.1045, 0.0])
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    pixels = painter.paint(training.moment())
    scale, table = view.stage._scale, shades(LIGHT.landscape)
    points = np.array([[w, b, 0.1045, 0.0] for w in np.linspace(8.5, 11.0, 40) for b in np.linspace(-0.1, 0.1, 9)])
    wanted = table[np.rint(scale.shade(training.landscape.loss(points)) * (len(table) - 1)).astype(int)]
    found = np.array([pixels[painter.at(*point[:2])[::-1]] for point in points])
    # Contours and their numbers are in the way of some.
    assert np.median(np.abs(found[:, 0] - ((wanted >> 16) & 255))) <= 1


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


def test_the_arrow_grows_with_the_slope_and_vanishes_with_it(painter_of, placed):
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    lengths, slopes = [], []
    for away in (1e-5, 1e-4, 1e-3, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0):
        # From the minimum to the right, over a map of which it stays in the middle.
        view_range = f"x_range = [{1 - 4 * away}, {1 + 4 * away}]"
        training = placed(MAP.replace("x_range = [-3.0, 3.0]", view_range), [(1.0 + away, 0.0)])
        painter.paint(training.moment())
        slopes.append(np.linalg.norm(training.landscape.gradient(np.array([1.0 + away, 0.0]))))
        arrow = view.heads.arrow
        lengths.append(0.0 if arrow is None else np.linalg.norm(arrow.along) - view.heads.radius(followed=True))
    assert (np.diff(slopes) > 0).all()
    assert (np.diff(lengths)[2:] > 0).all()
    assert lengths[0] == 0.0
    assert lengths[2] < 6.0
    assert lengths[5] > 15.0
    assert lengths[-1] > 5 * lengths[3]
    assert lengths[-1] < 120.0


@pytest.mark.parametrize("kind", ["curve", "map"])
def test_the_arrow_stays_within_the_area(painter_of, placed, kind):
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    for w in np.linspace(-2.9, 2.9, 30).tolist():
        training = placed(MAP, [(w, -1.95)]) if kind == "map" else placed("", [[w]])
        painter.paint(training.moment())
        arrow = view.heads.arrow
        if arrow is not None:
            tip = np.add(arrow.at, arrow.along)
            area = view.plot.area
            assert 0.0 <= tip[0] <= area.width()
            assert 0.0 <= tip[1] <= area.height()


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
    leaky = MAP.replace("0.05", "10.0").replace("[model]", '[model]\nactivation = "leaky_relu"')
    training = trained(leaky + "[[start]]\nweight = 2.0\nbias = 1.0\n")
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


def test_a_plain_far_up_and_losses_beyond_all_numbers_have_shades():
    table = shades(LIGHT.landscape)
    for loss in (np.full((3, 3), 5e5), np.full((3, 3), np.inf), np.array([[1e300, 1.0], [np.nan, np.inf]])):
        image = heat_image(loss, HeatScale.of(loss, 1.0), table)
        assert (image.width(), image.height()) == loss.shape[::-1]
    lowest = heat_image(np.full((2, 2), 5e5), HeatScale.of(np.full((2, 2), 5e5), 1.0), table).pixel(0, 0)
    assert lowest == table[0]


def test_an_error_while_drawing_leaves_the_process_alive(painter_of, placed):
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    training = placed(MAP, [(1.0, 1.0)])
    painter.paint(training.moment())
    layer = next(item for item in view.plot.childItems() if isinstance(item, StillLayer))
    layer.add(lambda _: 1 / 0)
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    with QPainter(image) as within, pytest.raises(ZeroDivisionError):
        layer.paint(within, None)
    layer._draws.pop()
    layer.invalidate()
    with QPainter(image) as within:
        layer.paint(within, None)
