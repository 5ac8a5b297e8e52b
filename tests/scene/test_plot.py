"""A plot says which data stand at which pixel, and draws what stands still only once."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from reluviz.scene.plot import FAR, Plot
from reluviz.scene.view import View


class PlotView(View):
    """A view that holds a plot with room around it."""

    def __init__(self):
        super().__init__()
        self.plot = Plot(self)
        self.plot.set_margins(30.0, 10.0, 20.0, 40.0)

    def arrange(self):
        self.plot.setGeometry(QRectF(0, 0, self.size().width(), self.size().height()))

    def retheme(self):
        self.plot.still_changed()


@pytest.fixture
def shown(painter_of):
    painter = painter_of(PlotView(), size=(450, 350))
    painter.paint()
    return painter


def test_the_area_is_what_the_margins_leave(shown):
    assert shown.view.plot.area == QRectF(30, 10, 400, 300)


@pytest.mark.parametrize(
    ("scale", "ends", "value", "share"),
    [
        ("linear", (-2.0, 6.0), 0.0, 0.25),
        ("log", (1e-4, 1.0), 1e-3, 0.25),
        ("root", (0.0, 16.0), 1.0, 0.25),
    ],
)
def test_where_data_stand(shown, scale, ends, value, share):
    plot = shown.view.plot
    plot.set_scales(scale, scale)
    plot.set_ranges(ends, ends)
    assert plot.to_pixels(value, value) == pytest.approx([400 * share, 300 * (1 - share)], abs=1e-9)
    assert plot.to_data(plot.to_point(value, value)) == pytest.approx((value, value))
    assert plot.x_range == pytest.approx(ends)
    assert plot.y_range == pytest.approx(ends)


def test_many_data_at_once(shown):
    plot = shown.view.plot
    plot.set_ranges((0.0, 4.0), (0.0, 3.0))
    pixels = plot.to_pixels(np.array([0.0, 1.0, 4.0]), np.array([[0.0], [3.0]]))
    assert pixels.shape == (2, 3, 2)
    np.testing.assert_allclose(pixels[..., 0], [[0, 100, 400]] * 2)
    np.testing.assert_allclose(pixels[..., 1], [[300] * 3, [0] * 3])


def test_nothing_infinite_comes_out(shown):
    plot = shown.view.plot
    plot.set_ranges((0.0, 1e-3), (0.0, 1.0))
    pixels = plot.to_pixels(np.array([np.inf, -np.inf, 1e300, np.nan]), 0.5)
    assert np.abs(pixels[:3]).max() <= FAR
    assert np.isnan(pixels[3, 0])
    assert plot.to_point(np.nan, 0.5).x() == 0.0


def test_what_has_no_logarithm_or_root_stands_far_below(shown):
    plot = shown.view.plot
    plot.set_scales(y="log")
    plot.set_ranges((0.0, 1.0), (1e-3, 1.0))
    assert plot.to_pixels(0.0, np.array([0.0, -1.0]))[:, 1].min() > 1e6
    plot.set_scales(y="root")
    plot.set_ranges((0.0, 1.0), (0.0, 1.0))
    assert plot.to_pixels(0.0, -1e-9)[1] > 1e6


def test_it_tells_when_pixels_mean_something_else(shown, qtbot):
    plot = shown.view.plot
    for change in (
        lambda: plot.set_ranges((0.0, 2.0), None),
        lambda: plot.set_scales(y="log"),
        lambda: plot.set_margins(0.0, 0.0, 0.0, 0.0),
        lambda: shown.canvas.place(shown.view, QRectF(0, 0, 200, 100)),
    ):
        before = plot.key
        with qtbot.waitSignal(plot.changed, timeout=1000):
            change()
        assert plot.key != before


def test_the_same_ranges_again_change_nothing(shown, qtbot):
    plot = shown.view.plot
    plot.set_ranges((0.0, 2.0), (1.0, 3.0))
    with qtbot.assertNotEmitted(plot.changed):
        plot.set_ranges((0.0, 2.0), (1.0, 3.0))


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_what_stands_still_is_drawn_where_data_stand(painter_of, ratio):
    view = PlotView()
    view.plot.add_still(lambda painter: painter.fillRect(QRectF(100, 50, 8, 8), QColor("#ff0000")))
    painter = painter_of(view, size=(450, 350), ratio=ratio)
    view.plot.set_ranges((0.0, 4.0), (0.0, 3.0))
    pixels = painter.paint()
    x, y = painter.at(1.04, 2.46)
    assert pixels[y, x].tolist() == [255, 0, 0]
    x, y = painter.at(0.98, 2.46)
    assert pixels[y, x].tolist() == [255, 255, 255]


def test_what_stands_still_is_drawn_once(painter_of):
    drawn = []
    view = PlotView()
    view.plot.add_still(drawn.append)
    painter = painter_of(view)
    for _ in range(5):
        painter.paint()
    assert len(drawn) == 1
    view.plot.still_changed()
    painter.paint()
    view.plot.set_ranges((0.0, 7.0), None)
    painter.paint()
    assert len(drawn) == 3


def test_axes_write_numbers_outside_the_area(painter_of, colored):
    view = PlotView()
    view.plot.add_still(view.plot.axes.draw)
    view.plot.set_ranges((0.0, 4.0), (0.0, 3.0))
    painter = painter_of(view, size=(450, 350))
    pixels = painter.paint()
    x, y = painter.at(2.0, 0.0)
    assert colored(pixels[y + 5 : y + 22, x - 6 : x + 6], view.theme.muted)
    x, y = painter.at(0.0, 1.0)
    assert colored(pixels[y - 6 : y + 6, x - 18 : x - 4], view.theme.muted)


@pytest.mark.parametrize("place", ["outside", "inside"])
@pytest.mark.parametrize("size", [(450, 350), (260, 200)])
def test_a_name_displaces_no_number_and_runs_into_none(painter_of, place, size):
    view = PlotView()
    axes = view.plot.axes
    axes.place = place
    view.plot.set_margins(44.0, 34.0, 16.0, 48.0)
    view.plot.set_ranges((-0.6, 4.0), (-0.6, 3.1))
    painter_of(view, size=size).paint()
    before = [(piece.text, piece.box) for piece in axes.written()]
    axes.x_name, axes.y_name = "weight w", "bias b"
    after = axes.written()
    assert [(piece.text, piece.box) for piece in after if not piece.is_name] == before
    assert {text for text, _ in before} >= {"0", "2"}
    assert [piece.text for piece in after if piece.is_name] == ["weight w", "bias b"]
    for one, other in itertools.combinations(after, 2):
        assert not one.box.intersects(other.box), (one.text, other.text)
    for piece in after:
        assert view.plot.rect().contains(piece.box.translated(view.plot.area.topLeft())), piece.text


def test_an_empty_range_is_refused_quietly(shown):
    plot = shown.view.plot
    plot.set_ranges((1.0, 1.0), (0.0, 1.0))
    assert np.isfinite(plot.to_pixels(1.0, 0.5)).all()
    assert isinstance(plot.to_data(QPointF(3, 4))[0], float)
