import numpy as np
import pytest
from PySide6.QtGui import QColor, QFontMetricsF

from reluviz.scene.fonts import BODY, SEMIBOLD
from reluviz.scene.header import Header, header_rows
from reluviz.scene.neuron_view import NeuronView, active_parts
from reluviz.scene.theme import DARK, LIGHT
from reluviz.scene.view import Canvas, View

BIAS = "[model]\nvariant = 'weight-bias'\n"


def test_teacher_and_student_stand_where_the_maths_says(placed, painter_of, around, colored):
    training = placed(BIAS, [[-0.5, 1.0]], colors=["red"])
    painter = painter_of(NeuronView())
    pixels = painter.paint(training.moment())
    student = training.moment().runs[0].ink
    for x in (-3.0, -1.0, 1.0):
        assert colored(around(pixels, painter.at(x, max(1 - 0.5 * x, 0.0))), student)
        assert not colored(around(pixels, painter.at(x, max(1 - 0.5 * x, 0.0) + 0.6)), student)
    # The teacher is dashed: over some length it is there, and there are gaps.
    on = [colored(around(pixels, painter.at(x, x), 1), LIGHT.teacher) for x in np.linspace(1.2, 3.4, 60)]
    assert 0.3 < np.mean(on) < 0.98


def test_the_hill_has_the_densitys_shape(placed, painter_of):
    training = placed("[data]\nmean = 1.0\nstd = 0.5\n[[target]]\noutput_weight = 0.0\n", [[0.0]])
    painter = painter_of(NeuronView())
    pixels = painter.paint(training.moment())
    grey = QColor(LIGHT.density).red()
    ground = painter.at(1.0, 0.0)[1]
    column = painter.at(1.0, 0.0)[0]
    heights = [ground - row for row in range(ground) if abs(pixels[row, column, 0] - grey) < 12]
    # N(μ, σ²) falls to a half of its top at μ ± 1.1774 σ.
    assert max(heights) == pytest.approx(0.28 * painter.view.plot.area.height(), abs=2)
    half = ground - round(max(heights) / 2)
    for away, inside in ((0.0, True), (1.05, True), (1.3, False), (-1.05, True), (-1.3, False)):
        column, _ = painter.at(1.0 + 0.5 * away, 0.0)
        assert (abs(pixels[half, column, 0] - grey) < 12) == inside, away


@pytest.mark.parametrize("row", [[2.0, -1.0], [-2.0, -1.0]])
def test_the_inputs_on_which_it_is_active_are_shaded(placed, painter_of, row):
    # Active where w x + b > 0: beyond 0.5 for w = 2, below −0.5 for w = −2.
    training = placed(BIAS, [row])
    painter = painter_of(NeuronView())
    pixels = painter.paint(training.moment())
    top = painter.view.plot.y_range[1] * 0.97
    for x in (-3.0, -1.0, -0.3, 0.3, 1.0, 3.0):
        column, line = painter.at(x, top)
        shaded = pixels[line, column].min() < 250
        assert shaded == (row[0] * x + row[1] > 0), x


def test_active_parts_are_those_of_the_units(placed):
    training = placed("[model]\nvariant = 'hidden-layer'\nhidden_units = 2\n", [[1.0, -1.0, -1.0, -2.0, 1, 1, 0]])
    parts = active_parts(training.landscape, training.moment().runs[0].position, -4.0, 4.0)
    # w = 1, b = −1: x > 1; w = −1, b = −2: x < −2.
    assert parts == [(-4.0, -2.0, 0.5), (1.0, 4.0, 0.5)]


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "gelu", "tanh"])
def test_the_students_curve_is_the_landscapes(placed, painter_of, activation):
    training = placed(f"{BIAS}activation = '{activation}'\n", [[1.3, -0.4]])
    painter = painter_of(NeuronView())
    painter.paint(training.moment())
    xs = np.linspace(*painter.view.plot.x_range, 400)
    drawn = np.interp(xs, painter.view.xs, painter.view.student)
    exact = training.landscape.student(np.array([1.3, -0.4]), xs)
    assert np.abs(drawn - exact).max() < 2e-3


def test_the_outputs_axis_stands_still_while_the_student_comes_down(trained, painter_of):
    training = trained("[[start]]\nweight = 10.0\n", 600)
    painter = painter_of(NeuronView())
    ranges = []
    for step in range(0, 601, 5):
        painter.view.show_moment(training.moment(step))
        ranges.append(painter.view.plot.y_range)
    assert len(set(ranges)) <= 5
    assert ranges[-1][1] == pytest.approx(ranges[-2][1])
    # It holds the teacher at all times, and says by its height that the student is far off at first.
    assert all(low < 0 < high and high >= 3.9 for low, high in ranges)
    assert ranges[0][1] > 1.5 * ranges[-1][1]


def test_the_noise_is_a_band_around_the_teacher(placed, painter_of):
    quiet, noisy = placed("", [[0.0]]), placed("[data]\nnoise = 0.8\n", [[0.0]])
    painter = painter_of(NeuronView())
    assert painter.paint(noisy.moment()) is not None
    pixels = painter.paint()
    column, row = painter.at(-3.5, 0.5)
    inside, outside = pixels[row, column], pixels[painter.at(-3.5, 1.3)[::-1]]
    assert inside[1] > inside[0] + 8  # greenish
    assert pixels[painter.at(-3.5, -0.5)[::-1]].tolist() == inside.tolist()
    assert pixels[painter.at(-3.5, -0.85)[::-1]].tolist() == [255, 255, 255]
    assert outside.tolist() == [255, 255, 255]
    pixels = painter.paint(quiet.moment())
    assert pixels[painter.at(-3.5, 0.5)[::-1]].tolist() == [255, 255, 255]


def test_a_picture_that_has_changed_step_by_step_equals_one_drawn_at_once(trained, painter_of):
    training = trained(f"{BIAS}[[start]]\nweight = -1.2\nbias = 2.0\n", 400)
    painter = painter_of(NeuronView())
    for step in range(0, 401, 40):
        grown = painter.paint(training.moment(step))
    assert np.array_equal(grown, painter_of(NeuronView()).paint(training.moment(400)))


def test_themes_and_empty_histories_are_drawn_too(placed, painter_of, colored):
    training = placed(BIAS, np.zeros((0, 2)))
    painter = painter_of(NeuronView(), theme=DARK)
    pixels = painter.paint(training.moment(theme=DARK))
    assert colored(pixels, DARK.teacher)
    assert [entry.word for entry in painter.view.legend()] == ["teacher", "inputs"]


@pytest.mark.parametrize("width", [250, 352, 370, 436, 700])
def test_nothing_of_the_legend_is_cut_or_overlaps(placed, painter_of, width):
    view = NeuronView()
    painter_of(view, size=(width, 188)).paint(placed("", [[2.0]]).moment())
    inside = width - 24.0
    fonts = view.text_font(BODY, SEMIBOLD), view.text_font()
    rows = header_rows(view.header, inside, *fonts, 1.0)
    assert [entry.word for row in rows for entry in row.entries] == ["teacher", "student", "active", "inputs"]
    assert [row.over for row in rows if row.over] == ["over x"]
    title, label = (QFontMetricsF(font) for font in fonts)
    for row in rows:
        words = [metrics.horizontalAdvance(text) for metrics, text in ((title, row.title), (label, row.over)) if text]
        entries = [24.0 + label.horizontalAdvance(entry.word) for entry in row.entries]
        # 8 pixels between title and words, 16 from there to the legend, 12 between its entries.
        gaps = 8 * (len(words) - 1) + 16 * bool(words and entries) + 12 * max(len(entries) - 1, 0)
        assert sum(words) + sum(entries) + gaps <= inside + 8
    assert view.plot.area.top() + view.plot.y() >= 30 + 19 * (len(rows) - 1)


@pytest.mark.parametrize(("width", "rows"), [(400, 1), (180, 2), (90, 3)])
def test_a_caption_goes_on_below_rather_than_being_cut_off(painter_of, width, rows):
    view = painter_of(NeuronView()).view
    fonts = view.text_font(BODY, SEMIBOLD), view.text_font()
    found = header_rows(Header("Loss", "over steps", "12 runs · log"), width, *fonts, 1.0)
    assert len(found) == rows
    assert [row.title for row in found] == ["Loss"] + [""] * (rows - 1)
    assert [row.over for row in found if row.over] == ["over steps"]


def test_the_legend_has_the_colours_of_what_is_drawn_when_the_fate_changes_in_a_window(qtbot, trained):
    """Only what is asked for is painted: the legend has to ask for itself."""
    training = trained("[[start]]\nweight = -10.0\ncolor = 'blue'\n", 2000)
    asked = []

    class Watched(NeuronView):
        def update(self, *rect):
            asked.append(rect)
            super().update(*rect)

    view = Watched()
    canvas = Canvas(view)
    qtbot.addWidget(canvas)
    canvas.resize(436, 240)
    for step in (0, 2000):
        moment = training.moment(step)
        asked.clear()
        view.show_moment(moment)
        run = moment.followed_run
        entries = {entry.word: entry for entry in view.header.legend}
        assert entries["student"].color == run.ink
        shade = QColor(entries["active"].color)
        assert shade.rgb() == QColor(run.color).rgb()
        assert any(rect and rect[0].top() <= 10 and rect[0].bottom() >= 30 for rect in asked), step
    assert training.moment(0).followed_run.ink != training.moment(2000).followed_run.ink
    canvas.close()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_grey_runs_shading_is_told_from_the_inputs(placed, painter_of, theme, colored):
    training = placed("", [[5.0]], colors=["grey"])
    view = NeuronView()
    pixels = painter_of(view, size=(436, 240), theme=theme).paint(training.moment(theme=theme))
    entries = {entry.word: entry for entry in view.legend()}
    assert entries["active"].sample != entries["inputs"].sample
    # The hill has an outline, in the figure as in the legend.
    assert colored(pixels[10:52, 200:], entries["inputs"].edge)
    area = view.plot.mapRectToParent(view.plot.area).toRect()
    assert colored(pixels[area.top() : area.bottom(), area.left() : area.right()], entries["inputs"].edge)


@pytest.mark.parametrize(("size", "scale"), [((200, 120), 1.5), ((170, 100), 1.2), ((300, 200), 1.0)])
def test_titles_stand_on_one_line_whatever_the_size_of_their_type(painter_of, size, scale):
    """Side by side, the panel whose header takes more rows has smaller type than its neighbour."""
    feet, heights = [], []
    for over in ("", "over words that take one row more, and then another one"):
        painter = painter_of(View(), size=size)
        painter.canvas.set_theme(LIGHT, scale)
        painter.view.set_header(Header("HHH", over))
        dark = painter.paint()[: size[1] // 3, round(12 * scale) : round(12 * scale) + 12].sum(axis=2) < 300
        rows = np.flatnonzero(dark.any(axis=1))
        gap = np.flatnonzero(np.diff(rows) > 1)
        rows = rows[: gap[0] + 1] if gap.size else rows
        feet.append(rows[-1])
        heights.append(len(rows))
        zoom, found = painter.view._header_rows()
        last = painter.view._first_row(zoom).bottom() + 19.0 * zoom * (len(found) - 1) - 3.0 * zoom
        assert last <= painter.view.body().top()
    assert abs(feet[1] - feet[0]) <= 1
    assert scale == 1.0 or heights[1] < heights[0]
