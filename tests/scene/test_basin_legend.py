"""The basin map's legend and progress stand above the runs, where they cover fewest of them."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from reluviz.scene.basins import GivenBasins, Progress
from reluviz.scene.landscape_view import LandscapeView
from reluviz.training.basins import Basins

TEXT = "[model]\nvariant = 'weight-bias'\n[view]\nx_range = [-10, 10]\ny_range = [-10, 10]\nbasins = "


class Answered(GivenBasins):
    """Has a map of two fates, and is on its way to a finer one."""

    def __init__(self):
        self.fate = np.array([[1, 1], [1, 3]], np.uint8)

    def request(self, question):
        return Basins(question, 7, np.kron(self.fate, np.ones((200, 200), np.uint8)), np.zeros((400, 400, 2)))

    def progress(self):
        return Progress(400, 400, 0.129)


@pytest.mark.parametrize(
    ("runs", "place"),
    [
        ([(0, 0)], "upper right"),
        ([(7, 7)], "upper left"),
        ([(7, 7), (-7, 7)], "lower right"),
        ([(7, 7), (-7, 7), (7, -7)], "lower left"),
        ([(7, 7), (-7, 7), (7, -7), (-7, -7)], "upper middle"),
        ([(7, 7), (-7, 7), (7, -7), (-7, -7), (0, 7), (-4, 7), (4, 7)], "lower middle"),
        ([(7, 7), (-7, 7), (7, -7), (-7, -7), (0, 7), (-4, 7), (4, 7), (0, -7), (-4, -7), (4, -7)], "middle right"),
        ([(x, y) for x in range(-9, 10, 2) for y in (-7, -5, -3, 0, 3, 5, 7) if (x, y) != (-7, 5)], "upper left"),
    ],
)
def test_the_legend_and_the_progress_stand_above_the_runs_where_they_cover_fewest(painter_of, trained, runs, place):
    starts = "".join(f"[[start]]\nweight = {x}.0\nbias = {y}.0\n" for x, y in runs)
    painter = painter_of(LandscapeView(basins=Answered()), size=(640, 420))
    painter.paint(trained(f"{TEXT}true\n{starts}", 0).moment())
    view = painter.view
    legend, progress = view.basins.legend, view.basins.progress
    boxes = [legend.box, progress.boundingRect()]
    area = QRectF(0, 0, view.plot.area.width(), view.plot.area.height())
    assert not boxes[0].intersects(boxes[1])
    for box in boxes:
        assert area.contains(box)
        assert len(runs) > 12 or not any(box.intersects(head) for head in view.heads.covered())
        assert not any(box.intersects(piece.box) for piece in view.plot.axes.written())
    both = boxes[0].united(boxes[1])
    rows = "upper" if both.bottom() < 210 else "lower" if both.top() > 210 else "middle"
    columns = "left" if both.right() < 320 else "right" if both.left() > 320 else "middle"
    assert f"{rows} {columns}" == place
    runs_above = max(layer.zValue() for layer in (view.trails, view.crowd, view.heads))
    assert min(legend.zValue(), progress.zValue()) > runs_above
    assert max(legend.zValue(), progress.zValue()) < view.hover.zValue()


@pytest.mark.parametrize(("width", "words"), [(640, "basin map: computing"), (260, "computing"), (205, "computing")])
def test_in_a_narrow_tile_legend_and_progress_are_whole_and_the_progress_has_fewer_words(
    width, words, painter_of, trained
):
    painter = painter_of(LandscapeView(basins=Answered()), size=(width, 300))
    painter.paint(trained(f"{TEXT}true\n[[start]]\nweight = 7.0\nbias = 7.0\n", 0).moment())
    view = painter.view
    area = QRectF(0, 0, view.plot.area.width(), view.plot.area.height())
    assert area.contains(view.basins.legend.box)
    assert area.contains(view.basins.progress.boundingRect())
    assert view.basins.progress.text.startswith(f"{words} 400")


def test_the_legend_stays_in_its_corner_until_it_covers_a_head(painter_of, trained):
    """As a run goes by, and comes back; and it begins where no run will end, as far as that is known."""
    painter = painter_of(LandscapeView(), size=(640, 420))
    legend = painter.view.basins.legend
    painter.paint(trained(f"{TEXT}false\n[[start]]\nweight = -1.0\n", 0).moment())
    source = Answered()
    coarse = source.request(None)
    legend.show_shares(coarse)

    def corner(heads=(), ends=()):
        legend.keep_off(
            lambda: [QRectF(*head, 10, 10) for head in heads], lambda: [QRectF(*end, 10, 10) for end in ends], 8.0
        )
        return legend.box.left() > 320, legend.box.top() < 210

    upper_right, upper_left = (600, 20), (60, 40)
    assert corner() == (True, True)
    assert corner([upper_left]) == (True, True)
    assert corner([upper_right]) == (False, True)
    assert corner() == (False, True)
    assert corner([upper_left]) == (True, True)
    source.fate[0, 0] = 2
    finer = source.request(None)
    legend.show_shares(finer)
    assert corner([], [upper_right]) == (False, True)


SHADED = """
[data]
distribution = "uniform"
[model]
variant = "weight-bias"
[view]
x_range = [-3, 3]
y_range = [-2, 2]
gradient_field = true
"""


def test_the_shade_of_no_gradient_is_told_where_it_is_seen_alone(painter_of, trained):
    painter = painter_of(LandscapeView(), size=(640, 420))
    view, legend = painter.view, painter.view.basins.legend
    bare = painter.paint(trained(SHADED.replace("true", "false") + "[[start]]", 0).moment())
    assert legend.box.isEmpty()
    pixels = painter.paint(trained(SHADED + "[[start]]", 0).moment())
    assert [line.word for line in legend._lines] == ["gradient below 10⁻¹²"]
    box = legend.box.toAlignedRect()
    cut = (slice(box.top() + 2, box.bottom() - 2), slice(box.left() + 2, box.right() - 2))
    assert (pixels[cut] != bare[cut]).any(axis=2).mean() > 0.5
    # The sample has the colour of the shade on the map: at (0, −1) no input reaches the unit.
    at = view.plot.to_point(0.0, -1.0)
    shade = pixels[round(at.y()), round(at.x())]
    sample = pixels[box.center().y(), box.left() + 20]
    assert abs(shade - sample).max() < 24
    view.plot.set_ranges((-3.0, 3.0), (0.5, 2.0))
    painter.paint()
    assert legend.box.isEmpty()


def test_the_shade_is_told_below_the_fates(painter_of, trained):
    painter = painter_of(LandscapeView(basins=Answered()), size=(640, 420))
    legend = painter.view.basins.legend
    painter.paint(trained(SHADED + "basins = true\n[[start]]", 0).moment())
    assert [bool(line.share) for line in legend._lines] == [True, True, False]
    assert legend._lines[-1].word == "gradient below 10⁻¹²"
