"""Labels stand beside their starts, off heads, texts and each other, and off lines as far as they can."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from reluviz.scene.heads import Head, Heads
from reluviz.scene.labels import LabelPlaces, Obstacles, Wanted, crosses
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.plot import Plot
from reluviz.scene.view import View

AREA = QRectF(0, 0, 400, 300)


def find(wanted, taken=(), obstacles=None):
    return LabelPlaces().find(wanted, taken, obstacles or Obstacles(), AREA, 12.0)


def label(at, number=1, wide=60.0):
    return Wanted(number, at, wide, 16.0)


def test_a_label_stands_on_the_right_where_nothing_is_in_the_way():
    box = find([label((100.0, 100.0))])[1]
    assert (box.left(), box.center().y()) == (112.0, 100.0)


@pytest.mark.parametrize("at", [(395.0, 150.0), (3.0, 2.0), (398.0, 298.0), (200.0, 299.0)])
def test_a_label_stays_within_the_area(at):
    box = find([label(at)])[1]
    assert AREA.contains(box)
    away = np.hypot(max(box.left() - at[0], at[0] - box.right(), 0), max(box.top() - at[1], at[1] - box.bottom(), 0))
    assert 8 < away < 14


def test_labels_of_one_place_stand_apart_and_the_last_ones_are_dropped():
    found = find([label((200.0, 150.0), number) for number in range(12)])
    for one, other in itertools.combinations(found.values(), 2):
        assert not one.intersects(other)
    assert set(found) == set(range(len(found)))
    assert 4 <= len(found) < 12


def test_a_label_keeps_off_heads_and_texts():
    head = QRectF(150, 90, 20, 20)
    assert not find([label((100.0, 100.0))], taken=[head])[1].intersects(head)
    everywhere = Obstacles(texts=(QRectF(60, 60, 100, 100),))
    assert find([label((100.0, 100.0))], obstacles=everywhere) == {}


def test_a_label_keeps_off_lines_where_it_can():
    flat = np.array([[0.0, 100.0], [400.0, 100.0]])
    box = find([label((100.0, 100.0))], obstacles=Obstacles(lines=(flat,)))[1]
    assert not crosses(box, flat)
    comb = tuple(np.array([[0.0, y], [400.0, y]]) for y in np.arange(0.0, 300.0, 5.0))
    assert 1 in find([label((100.0, 100.0))], obstacles=Obstacles(lines=comb))


def test_which_lines_cross_a_box():
    box = QRectF(10, 10, 20, 10)
    for line, crossed in (
        ([[0, 0], [40, 40]], True),
        ([[0, 15], [100, 15]], True),
        ([[12, 12], [14, 14]], True),
        ([[0, 0], [100, 5]], False),
        ([[0, 40], [8, 0], [9, 40]], False),
    ):
        assert crosses(box, np.array(line, dtype=float)) == crossed, line


class HeadView(View):
    """A view of nothing but heads."""

    def __init__(self):
        super().__init__()
        self.plot = Plot(self)
        self.heads = Heads(self.plot)

    def arrange(self):
        self.plot.setGeometry(QRectF(0, 0, self.size().width(), self.size().height()))


def label_boxes(heads):
    return {number: entry[1][2] for number, entry in heads._rects.items() if len(entry[1]) > 2}


def test_a_label_makes_way_for_a_head_and_comes_back(painter_of):
    view = HeadView()
    painter_of(view, size=(400, 300)).paint()

    def shown(x):
        view.heads.show_heads(
            [
                Head(1, "#0072b2", "circle", (100.0, 100.0), (100.0, 200.0), label="from 10"),
                Head(2, "#d55e00", "square", (300.0, 290.0), (x, 100.0)),
            ]
        )
        return label_boxes(view.heads)[1]

    before = shown(300.0)
    for x in (150.0, 135.0, 120.0):
        assert not shown(x).intersects(QRectF(x - 8, 92, 16, 16))
    assert shown(300.0) == before


CURVES = {
    "puzzle": "",
    "tanh": "[model]\nactivation = 'tanh'\n",
    "uniform": "[data]\ndistribution = 'uniform'\n",
    "output bias": "[model]\nvariant = 'weight-bias-output'\n[view]\nkind = 'curve'\nx = 'output_bias'\n",
}
STARTS = "".join(f"[[start]]\nweight = {weight}\nlabel = 'from {weight}'\n" for weight in (10, -10, 0.5, 4))


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.parametrize("zoom", [1.0, 1.6])
def test_labels_on_a_curve_are_free_of_the_curve_the_heads_and_each_other(trained, painter_of, name, zoom):
    training = trained(f"{CURVES[name]}[training]\nsteps = 200\n{STARTS}", 200)
    view = LandscapeView()
    painter = painter_of(view, size=(820, 480))
    painter.canvas.set_theme(view.theme, zoom)
    for step in (0, 3, 60, 200):
        painter.paint(training.moment(step))
        boxes = label_boxes(view.heads)
        assert len(boxes) >= 2
        texts = [piece.box for piece in view.plot.axes.written()]
        for box in boxes.values():
            # All starts stand on one spot of the output bias: there one label has to lie on the curve.
            assert name == "output bias" or not crosses(box, view.stage._pixel_line(view.stage._grid))
            assert not any(box.intersects(text) for text in texts)
            for head in view.heads.heads:
                for x, y in (head.at, head.start):
                    assert not box.contains(QPointF(x, y))
        for one, other in itertools.combinations(boxes.values(), 2):
            assert not one.intersects(other)


@pytest.mark.parametrize("zoom", [1.0, 1.6, 2.2])
def test_the_words_at_the_kink_are_free_of_the_curve_that_trails_lie_on(placed, painter_of, zoom):
    view = LandscapeView()
    painter = painter_of(view, size=(820, 480))
    painter.paint(placed("", [[10.0]]).moment())
    painter.canvas.set_theme(view.theme, zoom)
    painter.paint()
    kink = view.stage._kink(view.stage._grid)
    if zoom < 2.0:
        assert kink is not None
    if kink is not None:
        trail = 2.5 * zoom
        assert not crosses(kink[1].adjusted(-trail, -trail, trail, trail), view.stage._pixel_line(view.stage._grid))
