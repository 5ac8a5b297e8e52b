"""The curve is the loss, and the runs slide on it."""

from contextlib import nullcontext

import numpy as np
import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target
from reluviz.scene.curve_stage import lowest_points
from reluviz.scene.fonts import LABEL, MEDIUM, figures_as_text, font
from reluviz.scene.grids import Grid, GridKey
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.theme import LIGHT

SIZE = (640, 400)

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


def test_the_curve_is_the_loss(painter_of, placed, around, colored):
    training = placed(CURVE, [[-11.5]])
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    pixels = painter.paint(training.moment())
    assert view.kind == "curve"
    for w in (-6.0, -4.0, -1.0, 2.0, 6.0, 11.0):
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


@pytest.mark.parametrize("is_text", [False, True])
def test_the_hyphen_of_its_name_joins_two_words(is_text, painter_of, placed):
    """The typeface has it as wide as a figure where figures are of one width, which is no matter in a PDF."""
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    painter.paint(placed(CURVE, [[10.0]]).moment())
    plain = font(LABEL, MEDIUM)
    plain.unsetFeature(QFont.Tag("tnum"))
    with figures_as_text() if is_text else nullcontext():
        (name,) = (piece for piece in view.plot.axes.written() if piece.text.startswith("loss"))
    assert ("square-root" in name.text) == is_text
    wanted = QFontMetricsF(plain).horizontalAdvance("loss (square-root scale)")
    # Parted by a wide hyphen it is 2.5 pixels wider.
    assert name.box.width() == pytest.approx(wanted, abs=1.7)


def test_runs_slide_on_the_curve(painter_of, trained, around, colored):
    training = trained(CURVE)
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    moment = training.moment(250)
    pixels = painter.paint(moment)
    for run in moment.runs:
        w = float(run.position[0])
        assert colored(around(pixels, painter.at(w, float(training.landscape.loss([w]))), 8), run.color)
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


@pytest.mark.parametrize(
    ("f", "expected"),
    [
        (lambda x: (x - 1) ** 2, [1.0]),
        (lambda x: np.minimum((x - 1.003) ** 2, (x + 1.003) ** 2), [-1.003, 1.003]),  # as the loss of |x| is
        (lambda x: np.minimum((x - 1) ** 2, (x + 1) ** 2 + 0.1), [1.0]),
        (lambda x: (x - 5) ** 2, []),
        (np.ones_like, []),
    ],
    ids=["one", "two", "one is lower", "beyond", "flat"],
)
def test_every_place_where_the_curve_is_lowest_is_found(f, expected):
    x = np.linspace(-2.0, 3.0, 400)
    landscape = Landscape(Data(), (Target(),), Model(variant="weight"))
    key = GridKey(landscape, "weight", "", (-2.0, 3.0), (0.0, 1.0), 400, 1, (0.0,))
    grid = Grid(key, x, np.zeros(0), f(x))
    found = [place for place, _ in lowest_points(grid, np.arange(1, 399))]
    assert found == pytest.approx(expected, abs=1e-3)
