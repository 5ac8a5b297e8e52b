"""The gradient's field points down the landscape, is the shorter the flatter it is, and knows where nothing is left."""

import math
from itertools import pairwise
from unittest import mock

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPolygonF

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target
from reluviz.scenario.model import field as scenario_field
from reluviz.scene.gradient_field import LONGEST, NONE, NOTHING, SPACING, draw_arrows, gradient_field
from reluviz.scene.grids import GridKey
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.numbers import power_of_ten
from reluviz.scene.theme import LIGHT

UNIFORM = Landscape(Data(distribution="uniform"), (Target(),), Model(variant="weight-bias"))
NORMAL = Landscape(Data(), (Target(),), Model(variant="weight-bias-output"))
XS, YS = np.linspace(-3.0, 3.0, 61), np.linspace(-2.0, 2.0, 41)

MAP = """
[data]
distribution = "uniform"
[model]
variant = "weight-bias"
[view]
x_range = [-3.0, 3.0]
y_range = [-2.0, 2.0]
"""


def field_over(landscape, x_name, y_name, base):
    key = GridKey(landscape, x_name, y_name, (-3.0, 3.0), (-2.0, 2.0), len(XS), len(YS), tuple(base))
    return gradient_field(key, XS, YS)


def test_components_are_those_of_minus_the_gradient():
    base = np.array([0.0, 0.4, 2.0, 0.1])
    field = field_over(NORMAL, "weight", "output_weight", base)
    for row, column in ((0, 0), (17, 40), (40, 60)):
        gradient = NORMAL.gradient([XS[column], 0.4, YS[row], 0.1])
        assert field.across[row, column] == pytest.approx(-gradient[0], rel=1e-9)
        assert field.up[row, column] == pytest.approx(-gradient[2], rel=1e-9)
        assert field.norm[row, column] == pytest.approx(np.linalg.norm(gradient), rel=1e-9)


def test_arrows_are_the_longer_the_steeper_and_none_is_where_nothing_is_left():
    field = field_over(UNIFORM, "weight", "bias", (0.0, 0.0))
    order = np.argsort(field.norm, axis=None)
    assert (np.diff(field.lengths.ravel()[order]) >= -1e-12).all()
    assert field.lengths.max() == pytest.approx(1.0)
    # x ~ U(−1, 1): no input reaches relu(w x + b) where b < −|w|.
    dead = (YS[:, None] < -np.abs(XS)) & (np.abs(XS) + YS[:, None] < 0)
    assert (field.lengths[dead] == 0).all()
    # At the minimum, and on the border itself, there is none either.
    other = (np.hypot(XS - 1.0, YS[:, None]) > 1e-9) & (np.abs(np.abs(XS) + YS[:, None]) > 1e-9)
    assert (field.lengths[~dead & other] > 0).all()


def test_the_dead_region_ends_where_the_last_input_is_lost():
    field = field_over(UNIFORM, "weight", "bias", (0.0, 0.0))
    path = [QPolygonF([QPointF(x, y) for x, y in ring.tolist()]) for ring in field.dead]
    cell = XS[1] - XS[0]
    for w in np.linspace(-1.5, 1.5, 13):
        inside = QPointF(w, -abs(w) - 1.5 * cell)
        outside = QPointF(w, -abs(w) + 1.5 * cell)
        assert any(ring.containsPoint(inside, Qt.FillRule.OddEvenFill) for ring in path)
        assert not any(ring.containsPoint(outside, Qt.FillRule.OddEvenFill) for ring in path)


def border(field, y):
    """Return where the shade ends on a row, from the left: crossings of its rings."""
    found = []
    for ring in field.dead:
        for (x, a), (to_x, b) in pairwise(ring.tolist()):
            if (a - y) * (b - y) < 0:
                found.append(x + (y - a) / (b - a) * (to_x - x))
    return np.array(sorted(found))


@pytest.mark.parametrize("reach", [3.0, 12.0, 1e4])
def test_the_shade_is_where_the_gradient_is_below_the_limit_that_the_legend_tells(reach):
    """Whatever the range in view, for normal inputs too, which leave a little everywhere; its border has no bulges."""
    landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
    xs, ys = np.linspace(-reach, reach, 91), np.linspace(-reach, reach, 81)
    key = GridKey(landscape, "weight", "bias", (-reach, reach), (-reach, reach), 91, 81, (0.0, 0.0))
    field = gradient_field(key, xs, ys)
    assert NONE == 1e-12
    assert power_of_ten(NOTHING) in scenario_field("view.gradient_field").spec.help
    assert field.is_dead_in((0.03 * reach, 0.09 * reach), (-reach, -0.8 * reach))
    assert not field.is_dead_in((0.2 * reach, 0.5 * reach), (-reach, -0.8 * reach))
    for y in np.linspace(-0.968, -0.253, 9) * reach:
        found = border(field, y)[[0, -1]]
        for side, end in zip((-1.0, 1.0), found.tolist(), strict=True):
            # From the formulas that keep their digits, by bisection along the row, away from w = 0.
            low, high = 0.0, -y
            for _ in range(50):
                middle = (low + high) / 2
                is_below = np.linalg.norm(landscape.gradient([side * middle, y])) < 1e-12
                low, high = (middle, high) if is_below else (low, middle)
            assert abs(side * end - low) < 0.15 * (xs[1] - xs[0])


def test_the_switch_draws_and_takes_away(painter_of, placed):
    view = LandscapeView()
    painter = painter_of(view, size=(640, 400))
    plain = painter.paint(placed(MAP, [(2.5, 1.5)]).moment())
    drawn = painter.paint(placed(MAP + "gradient_field = true\n", [(2.5, 1.5)]).moment())
    again = painter.paint(placed(MAP, [(2.5, 1.5)]).moment())
    np.testing.assert_array_equal(plain, again)
    assert (np.abs(plain - drawn).max(axis=2) > 20).mean() > 0.02
    muted, ground = np.array(QColor(LIGHT.muted).getRgb()[:3]), plain
    x, y = painter.at(0.3, -1.6)
    np.testing.assert_allclose(drawn[y, x], 0.35 * muted + 0.65 * ground[y, x], atol=3)


def test_arrows_point_as_a_small_step_downhill_goes_in_the_picture(painter_of, placed):
    """In a picture that stretches the two axes differently; each stands on its point, the longest within its room."""
    view = LandscapeView()
    text = MAP.replace("y_range = [-2.0, 2.0]", "y_range = [-4.0, 12.0]") + "gradient_field = true\n"
    painter_of(view, size=(640, 300)).paint(placed(text, [(2.5, 1.5)]).moment())
    landscape, plot, drawn = placed(text, [(2.5, 1.5)]).landscape, view.plot, mock.Mock()
    draw_arrows(drawn, plot, view.stage._grid.field)
    lines = [call.args for call in drawn.drawLine.call_args_list]
    assert len(lines) > 50
    for tail, tip in lines:
        (from_x, from_y), (to_x, to_y) = tail.toTuple(), tip.toTuple()
        x, y = plot.to_data(QPointF((from_x + to_x) / 2, (from_y + to_y) / 2))
        slope = landscape.gradient([x, y])
        step = 1e-6 / np.linalg.norm(slope)
        there = plot.to_pixels(x - step * slope[0], y - step * slope[1]) - plot.to_pixels(x, y)
        wanted = math.atan2(*there[::-1])
        assert math.cos(math.atan2(to_y - from_y, to_x - from_x) - wanted) == pytest.approx(1.0, abs=1e-4)
        assert math.hypot(to_x - from_x, to_y - from_y) <= 2 * LONGEST * SPACING + 1e-9
