"""The basin map on the landscape: every pixel has the colour of the nearest start, and hatchings tell fates apart."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.scene.basin_layer import BasinLayer
from reluviz.scene.basins import GivenBasins, ImmediateBasins, Progress, moved
from reluviz.scene.hatching import hatching, tiles
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.numbers import share_text
from reluviz.scene.plot import Plot
from reluviz.scene.theme import DARK, FATE_LOOKS, LIGHT, contrast
from reluviz.scene.verdict import fate_word
from reluviz.scene.view import View
from reluviz.training.basins import BasinQuestion, Basins
from reluviz.training.fates import FATE_NAMES


def basins_of(fate, ranges=((0.0, 3.0), (0.0, 2.0))):
    fate = np.array(fate, np.uint8)
    landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
    asked = BasinQuestion(landscape, Training(), "weight", "bias", *ranges, fate.shape[1], len(fate), (0.0, 0.0))
    return Basins(asked, 2000, fate, np.zeros((*fate.shape, 2)))


@pytest.fixture
def plot(painter_of):
    view = painter_of(View(), size=(120, 80)).view
    made = Plot(view)
    made.setGeometry(QRectF(0, 0, 120, 80))
    made.set_ranges((-0.5, 3.5), (-0.5, 2.5))
    return made


def painted(draw):
    image = QImage(120, 80, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        draw(painter)
    return image


def test_hatchings_differ_without_colour_and_fit_together():
    found = {look.hatch: hatching(look.hatch, 10) for look in FATE_LOOKS.values()}
    assert len(found) == len(FATE_LOOKS)
    masks = [mask.tobytes() for mask in found.values()]
    assert len(set(masks)) == len(masks)
    for mask in found.values():
        assert mask.mean() < 0.5
    rising = np.tile(found["rising"], (3, 3))
    assert np.array_equal(rising[:-1, 1:], rising[1:, :-1])  # the same line goes on across tiles


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_tiles_have_the_fates_colours(theme):
    made = tiles(theme, 12)
    assert not made[-1].any()
    for index, fate in enumerate(FATE_NAMES):
        color = QColor(FATE_LOOKS[fate].color(theme))
        for pixel in np.unique(made[index]):
            alpha = pixel >> 24
            assert 0 < alpha < 255
            red, green, blue = (((pixel >> shift) & 255) * 255 / alpha for shift in (16, 8, 0))
            assert (red, green, blue) == pytest.approx((color.red(), color.green(), color.blue()), abs=3)


def test_each_pixel_has_the_fate_of_the_nearest_start(plot):
    names = [["converged", "dead", "stuck", "moving"], ["dying"] * 4, ["diverged", "stuck", "dead", "converged"]]
    layer = BasinLayer(plot, ImmediateBasins())
    layer.show_basins(basins_of([[FATE_NAMES.index(name) for name in row] for row in names]))
    image = painted(layer.draw)
    for row, fates in enumerate(names):
        for column, fate in enumerate(fates):
            left, top = 30 * column, round(80 - 80 / 3 * (row + 1))
            seen = {image.pixel(x, y) >> 24 for x in range(left + 2, left + 28) for y in range(top + 3, top + 24)}
            color = QColor(FATE_LOOKS[fate].color(LIGHT))
            middle = image.pixelColor(left + 15, top + 13)
            assert len(seen) == (1 if fate == "converged" else 2)  # ground and marks
            assert abs(middle.red() - color.red()) + abs(middle.blue() - color.blue()) < 16


def test_beyond_the_starts_nothing_is_drawn(plot):
    layer = BasinLayer(plot, ImmediateBasins())
    layer.show_basins(basins_of([[1, 1], [1, 1]], ((1.0, 2.0), (0.0, 1.0))))
    image = painted(layer.draw)
    assert image.pixel(10, 60) == 0
    assert image.pixel(110, 60) == 0
    assert image.pixel(60, 10) == 0
    assert image.pixel(60, 60) != 0


def test_a_face_beyond_the_starts_has_no_fate(plot):
    """The map of a part that was seen before tells nothing of the rest of the surface."""
    layer = BasinLayer(plot, ImmediateBasins())
    layer.show_basins(basins_of([[1, 2], [3, 4]], ((1.0, 2.0), (0.0, 1.0))))
    x, y = (part.ravel() for part in np.meshgrid([-3.0, 0.4, 1.1, 1.9, 2.6, 9.0], [-2.0, 0.1, 0.9, 1.6]))
    inside = (x > 1.0) & (x < 2.0) & (y > 0.0) & (y < 1.0)
    stains = layer.stains(x, y)
    assert not stains[~inside].any()
    # Between the marks of a tile.
    assert stains[inside].tolist() == tiles(LIGHT, 10)[[1, 2, 3, 4], 3, 5].tolist()
    assert layer.fates(x, y)[inside].tolist() == [1, 2, 3, 4]
    assert (layer.fates(x, y)[~inside] == len(FATE_NAMES)).all()


def test_a_map_changes_the_still_picture_once(plot):
    layer = BasinLayer(plot, ImmediateBasins())
    told = []
    plot.still_changed = lambda: told.append(True)
    basins = basins_of([[1, 2], [3, 4]])
    layer.show_basins(basins)
    layer.show_basins(basins)
    assert len(told) == 1
    layer.show_basins(None)
    assert len(told) == 2
    assert painted(layer.draw).pixel(60, 40) == 0


def test_the_legend_stands_in_the_corner(plot):
    layer = BasinLayer(plot, ImmediateBasins())
    layer.show_basins(basins_of([[1, 1], [1, 3]]))
    layer.legend.show_shares(layer.basins)
    layer.legend.keep_off(list, list, 4.0)
    image = painted(lambda painter: layer.legend.paint(painter, None))
    assert image.pixel(100, 20) >> 24 > 200
    assert image.pixel(1, 79) == 0


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0.0 %"),
        (0.0004, "< 0.1 %"),
        (0.123, "12.3 %"),
        (0.9999, "> 99.9 %"),
        (0.9994, "99.9 %"),
        (1.0, "100.0 %"),
    ],
)
def test_shares_are_never_rounded_to_all_or_nothing(share, text):
    assert share_text(share).replace("\u00a0", " ") == text


def test_every_fate_has_a_word(qapp):
    assert [fate_word(fate) for fate in FATE_NAMES] == list(FATE_NAMES)


def test_a_start_seen_in_two_parts_of_the_plane_has_one_fate():
    asked = basins_of([[1, 1], [1, 1]]).question
    assert moved(asked, replace(asked, x_range=(5.0, 6.0), columns=400))
    assert not moved(asked, replace(asked, base=(1.0, 0.0)))
    assert not moved(asked, replace(asked, training=Training(learning_rate=0.5)))


@pytest.fixture
def moment_of(trained):
    """Return moments of students, at step 0."""

    def build(variant, **view):
        keys = "".join(f"{key} = {str(value).lower()}\n" for key, value in view.items())
        return trained(f'[model]\nvariant = "{variant}"\n[view]\n{keys}[[start]]\nweight = -1.0\n', 0).moment()

    return build


class Late(GivenBasins):
    """Answers when it is told to."""

    def __init__(self):
        self.answer = None
        self.done = None
        self.asked = []
        self.left = 0
        self.kept = []

    def request(self, question):
        self.asked.append(question)
        return self.answer

    def newest(self):
        return self.answer

    def progress(self):
        return self.done

    def leave(self, *, keep=False):
        self.left += 1
        self.kept.append(keep)


def test_the_view_asks_for_what_is_seen_and_shows_nothing_stale(painter_of, moment_of):
    source = Late()
    view = painter_of(LandscapeView(basins=source)).view
    moment = moment_of("weight-bias", basins=True, basin_steps=7)
    view.show_moment(moment)
    asked = source.asked[-1]
    assert (asked.x_range, asked.y_range) == (view.plot.x_range, view.plot.y_range)
    assert (asked.x_name, asked.y_name, asked.training.steps) == ("weight", "bias", 7)
    assert view.basins.basins is None
    source.answer = Basins(asked, 7, np.ones((2, 2), np.uint8), np.zeros((2, 2, 2)))
    view.refresh()
    assert view.basins.basins is source.answer
    kept, source.answer = source.answer, None
    view.zoom_by(0.5)  # the same starts have the same fates
    assert view.basins.basins is kept
    assert not view.basins.is_outdated
    assert not view.basins.progress.text
    view.show_moment(moment_of("weight-bias", basins=True, basin_steps=8))  # the answer to another question
    assert view.basins.is_outdated
    assert "in grey" in view.basins.progress.text
    view.show_moment(moment_of("weight-bias"))
    assert source.left == 1
    assert view.basins.basins is None
    assert not view.basins.progress.text


def test_an_outdated_map_is_grey_without_shares_and_stands_for_the_same_axes_alone(painter_of, moment_of):
    source = Late()
    painter = painter_of(LandscapeView(basins=source))
    layer = painter.view.basins
    moment = moment_of("weight-bias", basins=True)
    painter.paint(moment)
    asked = replace(source.asked[-1], columns=2, rows=2)
    source.answer = Basins(asked, 7, np.ones((2, 2), np.uint8), np.zeros((2, 2, 2)))
    fresh = painter.paint(moment)
    source.request = lambda question: None
    outdated = painter.paint(moment_of("weight-bias", basins=True, basin_steps=8))
    # Away from runs, axes and legend nothing is left of a fate's colour.
    saturation = [np.ptp(pixels[60:200, 60:180], axis=2).mean() for pixels in (fresh, outdated)]
    assert saturation[0] > 30
    assert saturation[1] < 15
    assert layer.legend.boundingRect().isEmpty()
    painter.paint(moment_of("weight-bias-output", basins=True, x='"weight"', y='"output_weight"'))
    assert layer.basins is None


def test_it_is_said_how_far_a_map_is(painter_of, moment_of):
    source = Late()
    painter = painter_of(LandscapeView(basins=source))
    before = painter.paint(moment_of("weight-bias", basins=True))
    source.done = Progress(50, 50, 0.129)
    after = painter.paint(moment_of("weight-bias", basins=True))
    assert painter.view.basins.progress.text.replace("\u00a0", " ") == "basin map: computing 50 × 50, 12 %"
    changed = np.nonzero((before != after).any(axis=2))
    box = painter.view.basins.progress.boundingRect()
    assert box.adjusted(-1, -1, 1, 1).contains(QRectF(changed[1].min(), changed[0].min(), 1, 1))
    assert len(changed[0]) > 500


def test_a_curve_asks_for_starts_along_it(painter_of, moment_of):
    source = Late()
    view = painter_of(LandscapeView(basins=source)).view
    view.show_moment(moment_of("weight", basins=True))
    assert (source.asked[-1].y_name, source.asked[-1].rows) == ("", 1)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("fate", FATE_NAMES)
def test_the_maps_texts_stand_off_every_fates_ground(painter_of, moment_of, fate, theme):
    asked = basins_of([[1]]).question
    given = GivenBasins(Basins(asked, 7, np.full((2, 2), FATE_NAMES.index(fate), np.uint8), np.zeros((2, 2, 2))))
    painter = painter_of(LandscapeView(basins=given), size=(640, 420), theme=theme)
    pixels = painter.paint(moment_of("weight-bias", basins=True))
    axes = painter.view.plot.axes
    assert painter.view.basins.basins is not None
    boxes = [piece.box for piece in axes.written()]
    assert {piece.is_name for piece in axes.written()} == {True, False}
    boxes += [box for _, box in painter.view.stage._contour_numbers(painter.view.stage._grid)]
    boxes = [box for box in boxes if not any(box.intersects(head) for head in painter.view.heads.covered())]
    assert len(boxes) > 12
    for box in boxes:
        edge = box.adjusted(-1.0, 1.0, 1.0, -1.0).toRect()
        assert_stands_off(pixels, edge, theme)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("fate", FATE_NAMES)
def test_the_kinks_words_stand_off_every_fates_ground(painter_of, moment_of, fate, theme):
    asked = replace(basins_of([[1]]).question, y_name="")
    given = GivenBasins(Basins(asked, 7, np.full((1, 2), FATE_NAMES.index(fate), np.uint8), np.zeros((1, 2, 1))))
    painter = painter_of(LandscapeView(basins=given), size=(640, 420), theme=theme)
    pixels = painter.paint(moment_of("weight", basins=True))
    view = painter.view
    _, box = view.stage._kink(view.stage._grid)
    edge = box.translated(view.plot.area.topLeft() + view.plot.pos()).adjusted(-2.0, 1.0, 2.0, -1.0).toRect()
    assert_stands_off(pixels, edge, theme)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("fate", FATE_NAMES)
def test_the_starts_labels_stand_off_every_fates_ground(painter_of, trained, fate, theme):
    asked = basins_of([[1]]).question
    given = GivenBasins(Basins(asked, 7, np.full((2, 2), FATE_NAMES.index(fate), np.uint8), np.zeros((2, 2, 2))))
    painter = painter_of(LandscapeView(basins=given), size=(640, 420), theme=theme)
    starts = "".join(f'[[start]]\nlabel = "{label}"\nweight = {at}\n' for label, at in (("Blue", -1.0), ("run", 2.0)))
    moment = trained(f'[model]\nvariant = "weight-bias"\n[view]\nbasins = true\n{starts}', 0).moment()
    pixels = painter.paint(moment)
    heads = painter.view.heads
    boxes = [places[2] for head, places in heads._rects.values() if head.label]
    assert len(boxes) == 2
    for box in boxes:
        edge = box.translated(painter.view.plot.area.topLeft()).adjusted(1.0, 3.0, -1.0, -3.0).toRect()
        assert_stands_off(pixels, edge, theme)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("fate", FATE_NAMES)
def test_trails_stand_off_every_fates_ground(painter_of, trained, fate, theme):
    """A grey trail beside pixels that are the same on every ground."""
    asked = basins_of([[1]]).question
    given = GivenBasins(Basins(asked, 7, np.full((2, 2), FATE_NAMES.index(fate), np.uint8), np.zeros((2, 2, 2))))
    painter = painter_of(LandscapeView(basins=given), size=(640, 420), theme=theme)
    made = trained(
        '[model]\nvariant = "weight-bias"\n[training]\nlearning_rate = 0.05\n[view]\nbasins = true\n'
        'x_range = [-1, 4]\ny_range = [-1, 4]\n[[start]]\ncolor = "grey"\nweight = 3.5\nbias = 3.5\n', 10,
    )  # fmt: skip
    moment = made.moment(theme=theme)
    assert moment.runs[0].fate == "moving"
    pixels = painter.paint(moment)
    plot = painter.view.plot
    _, x, y = painter.view.runs._read(moment, [moment.runs[0].id], 0, 10)
    points = plot.to_pixels(x[0], y[0]) + np.array([plot.area.left(), plot.area.top()])
    clear = [box.translated(plot.area.topLeft()) for box in painter.view.heads.covered()]
    found = []
    for (left, top), (right, bottom) in itertools.pairwise(points):
        length = np.hypot(right - left, bottom - top)
        aside = np.array([top - bottom, right - left]) / length
        for share in np.arange(0.0, 1.0, 2.0 / length):
            at = np.array([left, top]) * (1 - share) + np.array([right, bottom]) * share
            if any(box.adjusted(-9, -9, 9, 9).contains(*at) for box in clear):
                continue
            x, y = np.floor(at).astype(int)
            line = hexed(pixels[y, x])
            for side in (-1, 1):
                places = [np.floor(at + side * away * aside).astype(int) for away in (1.75, 2.0, 2.25, 2.5)]
                found.append(max(contrast(line, hexed(pixels[y, x])) for x, y in places))
    assert len(found) > 100
    assert np.median(found) >= 4.5
    assert min(found) >= 3.5  # where the line's edges cover only a part of a pixel


def hexed(color):
    return "#{:02x}{:02x}{:02x}".format(*color.tolist())


def test_a_map_that_is_taken_away_is_kept_until_something_else_is_learnt(painter_of, moment_of):
    source = Late()
    view = painter_of(LandscapeView(basins=source)).view
    view.show_moment(moment_of("weight-bias", basins=True))
    for _ in range(2):
        view.show_moment(moment_of("weight-bias", basins=False))
    assert source.kept == [True]
    for _ in range(2):
        view.show_moment(moment_of("weight-bias-output", basins=False))
    assert source.kept == [True, False]
    view.show_moment(moment_of("weight-bias", basins=True))
    view.show_moment(moment_of("weight-bias-output", basins=False))
    assert source.kept == [True, False, False]


def assert_stands_off(pixels, edge, theme):
    """Check that what is written in a rectangle has 4.5 : 1 against the ground at its sides."""
    cut = pixels[edge.top() : edge.bottom() + 1, edge.left() : edge.right() + 1]
    light = cut.sum(axis=2)
    ink = cut.reshape(-1, 3)[light.argmax() if theme.is_dark else light.argmin()]
    for ground in (*cut[:, 0], *cut[:, -1]):
        assert contrast(hexed(ink), hexed(ground)) >= 4.5
