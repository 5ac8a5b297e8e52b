"""Heads stand at their runs, tell the fate by their shape, and point to what is out of sight."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from reluviz.scene import heads as heads_module
from reluviz.scene.heads import Arrow, Head, Heads
from reluviz.scene.plot import Plot
from reluviz.scene.shapes import shape_path
from reluviz.scene.stage import FAINT
from reluviz.scene.theme import DARK, FATE_LOOKS, LIGHT
from reluviz.scene.view import View

COLOR = "#d55e00"
SHAPES = sorted({look.shape for look in FATE_LOOKS.values()})


class HeadView(View):
    """A view of nothing but heads."""

    def __init__(self):
        super().__init__()
        self.plot = Plot(self)
        self.heads = Heads(self.plot)

    def arrange(self):
        self.plot.setGeometry(QRectF(0, 0, self.size().width(), self.size().height()))


def head(shape="circle", at=(120.0, 100.0), start=(30.0, 40.0), **rest):
    return Head(id=rest.pop("id", 1), color=COLOR, shape=shape, start=start, at=at, **rest)


@pytest.fixture
def shown(painter_of):
    return painter_of(HeadView(), size=(240, 200))


def inked(pixels, color=COLOR, tolerance=30):
    return np.abs(pixels - np.array(QColor(color).getRgb()[:3])).max(axis=2) <= tolerance


@pytest.mark.parametrize(
    "changes", [{"color": "#0072b2"}, {"shape": "triangle"}, {"start_sight": FAINT}, {"followed": True}]
)
def test_a_head_that_only_looks_different_is_painted_again(shown, monkeypatch, changes):
    """A fate or a theme changes while the run stands."""
    asked = []
    monkeypatch.setattr(heads_module, "repaint", lambda item, rects: asked.extend(rects))
    before = head("ring")
    shown.view.heads.show_heads([before])
    asked.clear()
    shown.view.heads.show_heads([before])
    assert asked == []
    shown.view.heads.show_heads([replace(before, **changes)])
    for place in (QPointF(*before.at), QPointF(*before.start)):
        assert any(rect.contains(place) for rect in asked)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_head_stands_where_its_run_is(shown, shape):
    shown.view.heads.show_heads([head(shape)])
    rows, columns = np.nonzero(inked(shown.paint()))
    near = np.abs(columns - 120) < 40
    assert near.sum() > 60
    assert columns[near].mean() == pytest.approx(119.5, abs=0.6)
    assert rows[near].mean() == pytest.approx(99.5, abs=2.5)
    assert max(np.ptp(columns[near]), np.ptp(rows[near])) < 24


def test_each_shape_can_be_told_from_the_others(shown):
    masks = {}
    for shape in SHAPES:
        shown.view.heads.show_heads([head(shape)])
        masks[shape] = inked(shown.paint())[80:120, 100:140]
    for one, other in itertools.combinations(SHAPES, 2):
        assert np.count_nonzero(masks[one] ^ masks[other]) > 30, (one, other)


def test_shapes_weigh_about_the_same():
    for shape in SHAPES:
        box = shape_path(shape, 10.0).boundingRect()
        assert 16.0 <= box.width() <= 25.0
        assert 16.0 <= box.height() <= 25.0


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_head_has_a_halo_and_a_start_is_hollow(painter_of, theme):
    painter = painter_of(HeadView(), size=(240, 200), theme=theme)
    painter.view.plot.add_still(lambda p: p.fillRect(QRectF(0, 0, 240, 200), QColor("#808080")))
    painter.view.heads.show_heads([head()])
    pixels = painter.paint()
    halo = np.array(QColor(theme.halo).getRgb()[:3])
    assert np.abs(pixels[100, 120 + 9] - halo).max() < 60
    assert np.abs(pixels[40, 30] - halo).max() < 10
    assert inked(pixels)[40, 30 - 8 : 30].any()
    assert pixels[100, 120 + 20].tolist() == [128, 128, 128]


def test_the_followed_head_is_larger_and_on_top(shown):
    shown.view.heads.show_heads([head(id=1, followed=True), head(id=2)])
    large = inked(shown.paint()).sum()
    shown.view.heads.show_heads([head(id=1), head(id=2)])
    assert large > inked(shown.paint()).sum()
    assert [one.id for one in shown.view.heads.heads] == [1, 2]
    shown.view.heads.show_heads([head(id=1, followed=True), head(id=2)])
    assert [one.id for one in shown.view.heads.heads] == [2, 1]


@pytest.mark.parametrize(
    ("at", "place"),
    [
        ((1e6, 100.0), (234, 100)),
        ((-500.0, 100.0), (5, 100)),
        ((120.0, 1e9), (120, 194)),
        ((5120.0, 5100.0), (214, 194)),
        ((6120.0, 5100.0), (220, 194)),
        ((-1e4, -8e3), (5, 20)),
    ],
)
def test_a_head_out_of_sight_is_pointed_to_from_the_frame(shown, at, place):
    shown.view.heads.show_heads([head(at=at, start=(-50.0, -50.0))])
    rows, columns = np.nonzero(inked(shown.paint()))
    assert len(rows) > 30
    assert columns.mean() == pytest.approx(place[0], abs=5)
    assert rows.mean() == pytest.approx(place[1], abs=5)


@pytest.mark.parametrize("at", [(1e6, 100.0), (-500.0, 100.0), (120.0, 1e9), (120.0, -900.0)])
def test_what_points_out_of_the_frame_looks_like_no_fate_and_keeps_off_the_axes_numbers(shown, at):
    marks = {}
    for shape in SHAPES:
        shown.view.heads.show_heads([head(shape, at=at, start=(-50.0, -50.0))])
        marks[shape] = shown.paint()
    assert all(np.array_equal(marks["circle"], mark) for mark in marks.values())
    rows, columns = np.nonzero(inked(marks["circle"]))
    filled = len(rows) / (np.ptp(rows) + 1) / (np.ptp(columns) + 1)
    assert filled < 0.55  # slim and open: the triangle, the emptiest shape of a fate, fills more of its box
    # Nothing of its colour stands where the numbers do, 8 pixels and more inside the frame.
    assert not inked(marks["circle"])[9:191, 9:231].any()


def test_what_has_moved_leaves_nothing_behind(shown, painter_of):
    for x in range(20, 220, 7):
        shown.view.heads.show_heads(
            [head(at=(float(x), 100.0), label="from 10")], Arrow((float(x), 100.0), (0.0, 30.0))
        )
        moved = shown.paint()
    fresh = painter_of(HeadView(), size=(240, 200))
    fresh.view.heads.show_heads([head(at=(float(x), 100.0), label="from 10")], Arrow((float(x), 100.0), (0.0, 30.0)))
    np.testing.assert_array_equal(moved, fresh.paint())
    shown.view.heads.show_heads([])
    assert not inked(shown.paint()).any()


def test_only_places_that_change_are_painted_in_a_window(qtbot):
    from reluviz.scene.view import Canvas

    regions = []

    class Watched(Canvas):
        def paintEvent(self, event):
            regions.append(event.region())
            super().paintEvent(event)

    view = HeadView()
    canvas = Watched(view)
    qtbot.addWidget(canvas)
    canvas.resize(400, 400)
    with qtbot.waitExposed(canvas):
        canvas.show()
    view.heads.show_heads([head(id=1, at=(20.0, 20.0)), head(id=2, at=(380.0, 380.0))])
    qtbot.waitUntil(lambda: len(regions) > 1)
    canvas.grab()
    regions.clear()
    view.heads.show_heads([head(id=1, at=(22.0, 20.0)), head(id=2, at=(378.0, 380.0))])
    qtbot.waitUntil(lambda: len(regions) > 0)
    area = sum(rect.width() * rect.height() for rect in regions[0])
    assert 0 < area < 400 * 400 / 20
    canvas.close()


def test_an_arrow_points_along(shown):
    text = LIGHT.text
    shown.view.heads.show_heads([head()], Arrow((120.0, 100.0), (60.0, -45.0)))
    pixels = shown.paint()
    assert inked(pixels, text)[100 - 22, 120 + 30 - 2 : 120 + 30 + 3].any()
    rows, columns = np.nonzero(inked(pixels, text))
    assert math.hypot(columns.max() - 180, rows.min() - 55) < 4
    assert shown.view.heads.arrow == Arrow((120.0, 100.0), (60.0, -45.0))


def test_a_label_stands_beside_its_start_within_the_area(shown):
    for start in ((30.0, 40.0), (225.0, 2.0), (100.0, 198.0)):
        shown.view.heads.show_heads([head(start=start, label="from −10")])
        rows, columns = np.nonzero(inked(shown.paint(), LIGHT.text, 60))
        assert len(rows) > 40
        assert rows.min() >= 0
        assert columns.max() < 240
        assert np.hypot(columns - start[0], rows - start[1]).min() < 20


def test_which_head_or_start_is_under_the_pointer(shown):
    one, other = head(id=1), head(id=2, at=(128.0, 100.0), start=(118.0, 100.0))
    shown.view.heads.show_heads([one, other])
    hit = shown.view.heads.hit
    assert hit(QPointF(119, 101), 12.0) == (one, False)
    assert hit(QPointF(127, 101), 12.0) == (other, False)
    assert hit(QPointF(31, 40), 12.0) == (one, True)
    assert hit(QPointF(30 + 11.5, 40), 12.0) == (one, True)
    assert hit(QPointF(200, 180), 12.0) is None
