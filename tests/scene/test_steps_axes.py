"""The axes of curves over steps: where they end, what stands at them, where curves end before them."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from reluviz.scene.neuron_view import NeuronView
from reluviz.scene.steps_view import FLOOR, StepsView, decades, nice_ceiling, nice_range
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


def number_of(text):
    """The number that a text means, such as −2.5·10⁻³."""
    mantissa, _, power = text.partition("·10")
    exponent = int(power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")) or 0)
    return float(mantissa.replace("−", "-").replace(",", "") or 1) * 10.0**exponent


def test_what_is_below_the_floor_is_drawn_at_it_and_the_axis_says_so(trained, placed, painter_of, around, colored):
    """Losses such as 10⁻¹¹ are seen as they are; nothing looks like a plateau but for rounding errors and 0."""
    training = trained(PUZZLE, 1500)
    painter = painter_of(StepsView("loss"))
    moment = training.moment()
    pixels = painter.paint(moment)
    loss = (9 * 0.99**1500) ** 2 / 2
    assert moment.runs[0].loss == pytest.approx(loss, rel=1e-3)
    assert loss < 1e-10
    assert painter.view.plot.y_range[0] == pytest.approx(10.0 ** np.floor(np.log10(loss)))
    assert colored(around(pixels, painter.at(1490, (9 * 0.99**1490) ** 2 / 2)), moment.runs[0].ink)
    assert "≤" not in "".join(piece.text for piece in painter.view.plot.axes.written())
    still = placed("", [[1.0]])
    still.history.append(Chunk(1, np.ones((1900, 1, 1)), None))
    moment = still.moment()
    assert moment.runs[0].loss == 0.0
    pixels = painter.paint(moment)
    assert painter.view.plot.y_range[0] == pytest.approx(FLOOR)
    assert colored(around(pixels, painter.at(1000, FLOOR)), moment.runs[0].ink, 90)
    written = {piece.text: piece for piece in painter.view.plot.axes.written()}
    assert written["≤10⁻¹⁶"].box.center().y() == pytest.approx(painter.view.plot.area.height(), abs=1)


def test_a_diverged_run_ends_at_its_last_finite_point(trained, painter_of, around, colored):
    training = trained("[training]\nlearning_rate = 2.2\ngradient = 'exact'\n[[start]]\nweight = 20.0\n")
    moment = training.moment()
    end = moment.runs[0].diverged_at
    # The gradient is w − 1 on the right and w on the left: each step multiplies it by 1 − 2.2, and 20 · 1.2ⁿ > 10⁶.
    assert end == pytest.approx(np.log(1e6 / 20) / np.log(1.2), abs=3)
    training.history.append(Chunk(training.history.last_step + 1, np.full((1900, 1, 1), 5.0), None))
    for kind in ("loss", "parameters"):
        view = StepsView(kind)
        painter = painter_of(view, size=(600, 240))
        pixels = painter.paint(training.moment())
        column = painter.at(end + 100, 1.0)[0]
        last = painter.at(training.history.last_step, 1.0)[0]
        area = view.plot.mapRectToParent(view.plot.area).toRect()
        assert not colored(pixels[area.top() : area.bottom(), column : last - 4], moment.runs[0].ink, 60), kind
        value = moment.runs[0].loss if kind == "loss" else moment.runs[0].position[0]
        place = painter.at(end - 1, value)
        around_it = np.abs(around(pixels, place, 5) - np.array(QColor(moment.runs[0].color).getRgb()[:3]))
        # A diamond: its corners on the axes are filled, those of its box are not.
        assert around_it.max(axis=2)[5, [0, 10]].max() < 40, kind
        assert around_it.max(axis=2)[0, [0, 10]].min() > 40, kind


def test_the_axis_ends_with_the_training(placed, trained, painter_of):
    training = trained(PUZZLE, 700)
    history = training.history
    painter = painter_of(StepsView("loss"))
    painter.paint(training.moment())
    assert painter.view.plot.x_range == (0, 2000)
    history.add_run(Run(history.new_id()), np.array([3.0]))
    painter.paint(training.moment())
    # As many steps as the scenario asks for, after the last start.
    assert painter.view.plot.x_range == (0, 2700)
    ticks = [text for _, text in painter.view.plot.axes.x_ticks()]
    assert ticks[:2] == ["0", "1,000"]
    one = placed("[training]\nsteps = 100\n", [[1.0]])
    one.history.append(Chunk(1, np.ones((2649, 1, 1)), None))
    painter.paint(one.moment())
    assert painter.view.plot.x_range == (0, 2649)


@pytest.mark.parametrize("size", [(250, 188), (436, 300)])
def test_loss_parameters_and_neuron_line_up(trained, painter_of, size):
    training = trained(NOISY, 50)
    areas = []
    for view in (StepsView("loss"), StepsView("parameters"), NeuronView()):
        painter_of(view, size=size).paint(training.moment())
        areas.append(view.plot.mapRectToParent(view.plot.area))
    assert len({(area.left(), area.right()) for area in areas}) == 1
    assert areas[0].width() > 0.65 * size[0]


@pytest.mark.parametrize("size", [(width, 200) for width in range(250, 520, 10)])
@pytest.mark.parametrize("steps", [2000, 4000, 100_000, 1_000_000])
def test_the_last_number_below_keeps_the_panel_s_margin(placed, painter_of, size, steps):
    training = placed(f"[training]\nsteps = {steps}\n", [[1.0]])
    for kind in ("loss", "parameters"):
        view = StepsView(kind)
        painter_of(view, size=size).paint(training.moment())
        below = [piece for piece in view.plot.axes.written() if piece.box.top() > view.plot.area.height()]
        assert below[-1].text == ("1·10⁶" if steps == 1_000_000 else f"{steps:,}")
        assert len(below) >= 2
        for piece in below:
            across = view.plot.mapRectToParent(piece.box.translated(view.plot.area.topLeft()))
            assert view.body().left() <= across.left()
            assert across.right() <= view.body().right() + 0.01, piece.text


def test_every_number_fits_beside_the_axis(placed, painter_of):
    for largest in (1e-7, 0.3, 40.0, 5000.0, 9e5):
        training = placed("", [[largest]])
        rows = np.linspace(largest, -0.6 * largest, 300)[:, None, None]
        training.history.append(Chunk(1, rows, None))
        view = StepsView("parameters")
        painter_of(view, size=(250, 188)).paint(training.moment())
        numbers = [piece for piece in view.plot.axes.written() if piece.box.right() <= 0.0]
        assert len(numbers) >= 2
        assert all(piece.box.left() >= -view.plot.area.left() for piece in numbers), largest
        # The texts, with what the panel's title says of them, are the values.
        power = view.plot.axes.factor
        for piece in numbers:
            value = view.plot.to_data(piece.box.center())[1]
            shown = number_of(piece.text) * number_of(power.replace("× ", "1·"))
            assert shown == pytest.approx(value, rel=0.01, abs=0.01 * largest)
        assert power in view.header.over


def test_each_parameter_has_a_line_of_its_own(trained, painter_of):
    training = trained(NOISY.replace("weight-bias", "weight-bias-output"), 400)
    painter = painter_of(StepsView("parameters"))
    painter.paint(training.moment())
    looks = painter.view._curves[0].layer._looks
    assert len(looks) == 4
    assert len({look.dash for look in looks}) == 4
    assert {look.color for look in looks} == {training.moment().followed_run.ink}
    # Also where the run's fate is told by dashes elsewhere, and in the order of the names.
    assert looks[0].dash == ()
    assert [mark.name for mark in painter.view._marks._marks] == ["w", "b", "v", "c"]


@pytest.mark.parametrize("kind", ["loss", "parameters"])
def test_without_runs_there_are_axes_and_no_playhead(trained, painter_of, kind):
    training = trained(PUZZLE, 700)
    painter = painter_of(StepsView(kind))

    def line() -> float:
        """By how much the pixels at the playhead are darker than those beside it."""
        pixels = painter.paint(training.moment(700)).astype(float)
        x, y = painter.at(700, painter.view.plot.y_range[1])
        rows = slice(y + 2, y + 40)
        return float(pixels[rows, x + 6].mean() - pixels[rows, x - 1 : x + 2].mean(axis=(0, 2)).min())

    assert line() > 15
    for run in training.history.runs:
        training.history.remove_run(run.id)
    assert abs(line()) < 1
    assert painter.view.plot.axes.written()


@pytest.mark.parametrize(("value", "nice"), [(0.9, 1), (1, 1), (1.1, 2), (3, 5), (6, 10), (0.02, 0.02), (2001, 5000)])
def test_nice_numbers_are_one_two_five(value, nice):
    assert nice_ceiling(value) == pytest.approx(nice)


def test_axes_are_round_and_hold_what_there_is():
    assert decades(3e-4, 40.0) == (1e-4, 1e2)
    assert decades(1.0, 1.0) == (1e-2, 1e1)
    assert decades(0.0, 1e-30) == pytest.approx((FLOOR, 1000 * FLOOR))
    low, high = nice_range(-10.0, 10.0)
    assert low < -10
    assert high > 10
    assert nice_range(0.2, 0.9)[0] <= 0
    assert nice_range(np.inf, -np.inf) == (-1, 1)
