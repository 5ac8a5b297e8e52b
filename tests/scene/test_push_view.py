"""The push view draws what the inputs say, up and down, and its numbers add up."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from reluviz.scene.batch_ticks import BatchTicks
from reluviz.scene.numbers import format_number
from reluviz.scene.push_view import PushView
from reluviz.scene.theme import LIGHT
from reluviz.scene.updates import ImmediateUpdates

BIAS = "[model]\nvariant = 'weight-bias'\n"
FOUR = "[model]\nvariant = 'weight-bias-output'\n"
EXACT = "[training]\ngradient = 'exact'\n"
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
    training = placed(MANY + EXACT, [[0.5, -0.5, 1.0, 0.1, 0.2, 0.3, 1.0, 1.0, 1.0, 0.0]])
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


def said(painter, monkeypatch, moment):
    """Paint, and return the words that are written."""
    written, draw = [], painter.view.texts.draw

    def noted(painted, at, text, font, color, **more):
        written.append(text)
        draw(painted, at, text, font, color, **more)

    monkeypatch.setattr(painter.view.texts, "draw", noted)
    painter.paint(moment)
    return written


@pytest.mark.parametrize("weight", [1.0, 1.0 - 1e-5, 1.0 + 1e-5])
def test_at_the_minimum_it_says_that_no_push_is_left_and_enlarges_nothing(trained, painter_of, monkeypatch, weight):
    text = f"[training]\nprecision = 'float64'\nsteps = 1\n[[start]]\nweight = {weight}\n"
    painter = painter_of(PushView(), size=(620, 240))
    pixels = painter.paint(trained(text).moment(0))
    words = said(painter, monkeypatch, trained(text).moment(0))
    assert "no push" in words
    assert any(word.startswith("batch: ") for word in words)
    assert not any("ticks ×" in word for word in words)
    # No end of an empty scale beside the strip: the zero alone.
    view = painter.view
    assert words.count("0") >= 1
    assert format_number(view.strips[0].reach, 2, trim=True) not in words
    assert view.ticks.heights(0, view.strips[0].reach, 0.02 * view.strips[0].reach)[1] == 0.0
    # The line alone between the sums and the axis.
    column = painter.at(1.5, 0.0)[0]
    inked = (np.abs(pixels[:, column].astype(int) - pixels[3, column]) > 40).any(axis=-1)
    assert inked[60:200].sum() < 12


def test_where_there_is_no_room_beside_the_line_it_says_so_above(placed, painter_of, monkeypatch):
    painter = painter_of(PushView(), size=(250, 118))
    words = said(painter, monkeypatch, placed(EXACT, [[1.0]]).moment())
    assert words.count("no push") == 1


def test_with_noise_single_samples_still_push_and_it_says_that_on_average_none_does(trained, painter_of, monkeypatch):
    text = "[data]\nnoise = 0.3\n[training]\nprecision = 'float64'\nsteps = 1\n[[start]]\nweight = 1.0\n"
    painter = painter_of(PushView(), size=(620, 240))
    words = said(painter, monkeypatch, trained(text).moment(0))
    assert "no push on average" in words
    assert "no push" not in words
    assert any("ticks ×" in word for word in words)


def test_where_pushes_up_and_down_come_to_nothing_it_says_that_they_cancel(placed, painter_of, monkeypatch):
    text = "[[target]]\nweight = 1.0\nbias = 1.0\n"
    landscape = placed(text, [[1.0]]).landscape
    low, high = 1.0, 4.0
    for _ in range(60):  # where the derivative is 0
        middle = (low + high) / 2
        low, high = (middle, high) if landscape.gradient(np.array([middle]))[0] < 0 else (low, middle)
    painter = painter_of(PushView(), size=(620, 240))
    words = said(painter, monkeypatch, placed(text + EXACT, [[low]]).moment())
    (strip,) = painter.view.strips
    assert min(strip.up, strip.down) > 0.1
    assert "they cancel" in words
    words = said(painter, monkeypatch, placed(text + EXACT, [[1.2 * low]]).moment())
    assert "they cancel" not in words
    assert not any("no push" in word for word in words)


@pytest.mark.parametrize(("weight", "up"), [(1.002, False), (-0.002, True)])
def test_as_pushes_fade_the_line_of_none_stays_on_its_side(placed, painter_of, weight, up):
    painter = painter_of(PushView())
    painter.paint(placed("", [[weight]]).moment())
    (strip,) = painter.view.strips
    assert np.abs(strip.values).max() < 0.25 * strip.reach
    assert (strip.rises, strip.falls) == (up, not up)


# ---- the batch ----------------------------------------------------------------------------------------------------


def naive_batch(text, step, size, weight, bias):
    """Return inputs, what each adds to both slopes, and the slopes: of the batch of a step of seed 3."""
    rng = np.random.Generator(np.random.SFC64(3))
    noise = rng.spawn(1)[0]
    x = rng.normal(0.0, 1.0, (step + 1, size))[step]
    y = np.maximum(x, 0.0)
    if "noise" in text:
        y = y + noise.normal(0.0, 0.3, (step + 1, size))[step]
    active = weight * x + bias > 0
    residual = np.where(active, weight * x + bias, 0.0) - y
    parts = np.array([2 * residual * active * x, 2 * residual * active]) / size
    return x, parts, parts.sum(axis=1)


@pytest.mark.parametrize("noise", ["", "[data]\nnoise = 0.3\n"])
@pytest.mark.parametrize(("size", "every"), [(32, 1), (150, 1), (1000, 7)])
def test_each_sample_of_the_steps_batch_is_a_tick(trained, painter_of, size, every, noise):
    start = "[[start]]\nweight = -0.8\nbias = 0.9\n"
    settings = f"[training]\nprecision = 'float64'\nseed = 3\nsteps = 20\nbatch_size = {size}\n"
    text = BIAS + noise + settings + start
    training = trained(text)
    painter = painter_of(PushView(), size=(620, 300))
    for step in (11, 0, 19):
        painter.paint(training.moment(step))
        x, parts, slopes = naive_batch(text, step, size, *training.history.at(training.history.runs[0].id, step))
        ticks = painter.view.ticks
        assert ticks.batch.x.tolist() == x[::every].tolist()
        for place, strip in enumerate(painter.view.strips):
            heights, factor = ticks.heights(place, strip.reach)
            np.testing.assert_allclose(heights, -parts[place, ::every] * factor, atol=1e-12)
            assert 0.2 * strip.reach < np.abs(heights).max() <= strip.reach
            assert ticks.slope(place) == f"batch: {format_number(slopes[place])}"
        said = painter.view.header.legend[0].word
        assert said == ("each sample" if every == 1 else "1 in 7 of 1,000 samples")


def test_a_tick_stands_at_its_input(trained, painter_of):
    text = "[training]\nseed = 3\nsteps = 1\nbatch_size = 1\n[[start]]\nweight = 2.0\n"
    painter = painter_of(PushView(), size=(480, 240))
    training = trained(text.replace("seed = 3", "seed = 5"))
    batch, exact = painter.paint(training.moment(0)), None
    view = painter.view
    (place,) = view.ticks.batch.x
    assert place > 0  # else the neuron does not hear it
    exact = painter_of(PushView(), size=(480, 240)).paint(
        trained(text.replace("batch_size = 1", "gradient = 'exact'")).moment(0)
    )
    column = painter.at(place, 0.0)[0]
    changed = (batch != exact)[60:].any(axis=-1)
    assert changed[:, column - 1 : column + 2].sum() > 10
    beside = changed[30:].any(axis=0).nonzero()[0]
    assert np.abs(beside - column).max() <= 2


def test_with_exact_gradients_there_are_no_ticks_and_a_diverged_run_has_none(trained, placed, painter_of):
    painter = painter_of(PushView())
    painter.paint(placed(BIAS + EXACT, [[-0.8, 0.6]]).moment())
    assert (painter.view.ticks.batch, painter.view.header.legend) == (None, ())
    painter.paint(
        trained("[training]\nlearning_rate = 50.0\nsteps = 60\nbatch_size = 9\n[[start]]\nweight = 5.0\n").moment()
    )
    assert painter.view.ticks.batch is None


def test_a_batch_that_comes_later_is_drawn_then(trained, painter_of):
    class Late(ImmediateUpdates):
        is_there = False

        def request(self, question):
            return super().request(question) if self.is_there else None

        def set_changed(self, callback):
            self.tell = callback

    source = Late(with_memory=False)
    training = trained(BIAS + "[training]\nsteps = 9\nbatch_size = 20\n[[start]]\nweight = -0.8\nbias = 0.9\n")
    late, at_once = painter_of(PushView(source)), painter_of(PushView())
    before, wanted = late.paint(training.moment(5)), at_once.paint(training.moment(5))
    assert (before != wanted).any()
    source.is_there = True
    source.tell()
    assert (late.paint() == wanted).all()


@pytest.mark.parametrize("size", [(560, 460), (420, 260), (420, 224)])
@pytest.mark.parametrize(
    "row", [[1.957, -0.034, 0.913, -0.034], [1.819, -0.070, 0.563, 0.010], [-1.0, 0.5, 1.0, 0.2], [1.0, 0.0, 1.0, 0.0]]
)
def test_no_words_stand_on_others_nor_close_beside_them(placed, painter_of, monkeypatch, size, row):
    """The number at the upper end of a strip stands below the sums."""
    painter = painter_of(PushView(), size=size)
    written = []
    draw = painter.view.texts.draw

    def noted(painter, at, text, font, color, **more):
        draw(painter, at, text, font, color, **more)
        metrics = QFontMetricsF(font)
        high = metrics.capHeight()
        written.append((text, QRectF(at.x(), at.y() - high, metrics.horizontalAdvance(text), high)))

    monkeypatch.setattr(painter.view.texts, "draw", noted)
    painter.paint(placed(FOUR, [row]).moment())
    strips = [(text, box) for text, box in written if box.bottom() < painter.view.plot.area.height()]
    assert sum("∂L" in text for text, _ in strips) == 4
    for index, (text, box) in enumerate(strips):
        for other, near in strips[:index]:
            assert not box.adjusted(-8.0, -1.0, 8.0, 1.0).intersects(near), (text, other)


def test_ticks_end_within_their_strip(trained, painter_of, monkeypatch):
    """Noise has single samples push as far up as none does on average, where the strip has little room."""
    text = f"{BIAS}[data]\nnoise = 2.0\n[training]\nseed = 3\nsteps = 2\nbatch_size = 100\n"
    painter = painter_of(PushView(), size=(620, 300))
    ticks, drawn = painter.view.ticks, []

    def noted(painted, across, heights, box, **more):
        drawn.append((heights, box, more["zero"]))
        BatchTicks.draw(ticks, painted, across, heights, box, **more)

    monkeypatch.setattr(ticks, "draw", noted)
    painter.paint(trained(f"{text}[[start]]\nweight = 1.3\nbias = 0.3\n").moment(0))
    assert len(drawn) == 2
    beyond = 0
    for index, ((heights, box, zero), strip) in enumerate(zip(drawn, painter.view.strips, strict=True)):
        line = QFontMetricsF(painter.view.text_font()).height()
        assert heights.min() >= box.top() + line
        assert heights.max() <= box.bottom()
        says, _ = ticks.heights(index, strip.reach)
        below = says < 0
        unit = np.median((heights[below] - zero) / -says[below])
        beyond += (zero - says * unit < heights.min() - 1.0).sum()
    assert beyond > 0


class Lines:
    """Notes the lines that are drawn."""

    def setPen(self, pen):  # noqa: N802
        pass

    def drawLines(self, lines):  # noqa: N802
        self.drawn = [(line.x1(), line.y1(), line.y2()) for line in lines]


def test_no_tick_stands_beside_the_panel_nor_where_there_is_no_number():
    """Inputs may lie beyond the axis, and a run that blows up pushes beyond all numbers."""
    lines, box = Lines(), QRectF(0.0, 10.0, 100.0, 50.0)
    across = np.array([-0.5, 0.0, 40.2, 100.0, 100.5, 50.0, 60.0])
    heights = np.array([20.0, 20.0, 30.0, 40.0, 20.0, np.nan, 35.0])
    BatchTicks().draw(lines, across, heights, box, zero=35.0, pen=None)
    assert lines.drawn == [(0.5, 35.0, 20.0), (40.5, 35.0, 30.0), (100.5, 35.0, 40.0)]
