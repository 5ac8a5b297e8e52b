"""The push view draws what the inputs say, up and down, and its numbers add up."""

import numpy as np
import pytest

from reluviz.scene.push_view import PushView
from reluviz.scene.theme import LIGHT

BIAS = "[model]\nvariant = 'weight-bias'\n"
FOUR = "[model]\nvariant = 'weight-bias-output'\n"
MANY = "[model]\nvariant = 'hidden-layer'\nhidden_units = 3\n[view]\nx = 'weight[1]'\ny = 'bias[2]'\n"


def test_an_area_stands_where_inputs_raise_the_weight_and_nothing_where_they_are_not_heard(placed, painter_of):
    painter = painter_of(PushView())
    pixels = painter.paint(placed("", [[-1.0]], colors=["red"]).moment())
    view = painter.view
    (strip,) = view.strips
    assert view.silent == [(0.0, view.plot.x_range[1])]
    assert strip.values[view.xs > 0].tolist() == [0.0] * int((view.xs > 0).sum())
    peak = float(view.xs[strip.values.argmax()])
    column = painter.at(peak, 0.0)[0]
    inked = (pixels[:, column] != pixels[3, painter.at(3.0, 0.0)[0]]).any(axis=-1)
    silent = (pixels[:, painter.at(3.5, 0.0)[0]] != 255).any(axis=-1)
    assert inked.sum() > 60
    assert silent.sum() < 30


@pytest.mark.parametrize(
    ("text", "row"),
    [("", [-1.0]), ("", [2.0]), (BIAS, [-0.8, 0.6]), (BIAS, [0.5, 0.5]), (FOUR, [1.5, 0.5, 0.6, 0.2])],
)
def test_up_and_down_add_up_to_the_gradient_that_is_shown(placed, painter_of, text, row):
    training = placed(text, [row])
    painter = painter_of(PushView(), size=(400, 420))
    painter.paint(training.moment())
    gradient = training.landscape.gradient(training.moment().runs[0].position)
    assert [strip.name for strip in painter.view.strips] == list(training.landscape.names)
    for strip, slope in zip(painter.view.strips, gradient, strict=True):
        assert strip.slope == slope
        assert strip.down - strip.up == pytest.approx(slope, abs=1e-12)
        assert min(strip.up, strip.down) >= 0
        # The curve that is drawn says the same as the numbers, but for the inputs beyond its ends.
        raised = np.maximum(strip.values, 0.0)
        assert np.trapezoid(raised, painter.view.xs) == pytest.approx(strip.up, abs=3e-3)
        assert np.abs(strip.values).max() <= strip.reach


def test_without_room_only_the_axes_parameters_are_shown(placed, painter_of):
    training = placed(MANY, [[0.5, -0.5, 1.0, 0.1, 0.2, 0.3, 1.0, 1.0, 1.0, 0.0]])
    painter = painter_of(PushView(), size=(400, 420))
    painter.paint(training.moment())
    assert [strip.name for strip in painter.view.strips] == ["weight[1]", "bias[2]"]
    assert painter.view.header.caption == "2 of 10 parameters"
    painter.resize(400, 120)
    painter.paint(training.moment())
    assert [strip.name for strip in painter.view.strips] == ["weight[1]"]


def test_a_change_of_the_run_changes_the_picture_and_nothing_else_does(placed, painter_of):
    training = placed("", [[-1.0], [2.0]])
    painter = painter_of(PushView())
    first = painter.paint(training.moment())
    ids = [run.id for run in training.moment().runs]
    strips = painter.view.strips
    assert (painter.paint(training.moment()) == first).all()
    assert painter.view.strips is strips
    other = painter.paint(training.moment(followed=ids[1]))
    assert (other != first).any()
    assert (painter_of(PushView()).paint(training.moment(followed=ids[1])) == other).all()


def test_without_a_run_there_is_a_header_only(placed, painter_of):
    painter = painter_of(PushView())
    painter.paint(placed("", np.zeros((0, 1))).moment())
    assert painter.view.strips == ()
    assert painter.view.header.title == "Push"


def test_a_push_that_is_nothing_looks_like_nothing(placed, painter_of):
    painter = painter_of(PushView(), theme=LIGHT)
    painter.paint(placed("", [[-1e-7]]).moment())
    (strip,) = painter.view.strips
    assert np.abs(strip.values).max() < 1e-3 * strip.reach


@pytest.mark.parametrize("weight", [-1.0, 3e5])
def test_a_number_beside_a_strip_is_whole_or_not_there(placed, painter_of, weight):
    painter = painter_of(PushView())
    pixels = painter.paint(placed("", [[weight]]).moment())
    # Nothing is cut off at the card's edge, which the margin keeps clear.
    assert (pixels[40:200, :6] == pixels[100, 3]).all()
