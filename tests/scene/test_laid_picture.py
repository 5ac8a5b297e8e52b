"""Frames off screen are the same to the last bit, whether layers are copied one by one or as one picture."""

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from reluviz.recording.entrants import moment_of, trained_entrants
from reluviz.scenario.reading import parse_scenario
from reluviz.scene.basins import ImmediateBasins
from reluviz.scene.laid_picture import MOST, LaidPicture
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.race_view import RaceView
from reluviz.scene.theme import LIGHT
from reluviz.scene.trail_picture import TrailPicture
from reluviz.scene.view import Canvas, View
from tests.scene.test_landscape_view import MAP

SIZE = (480, 300)
ORDER = [*range(0, 400, 23), 399, 120, 119, 300, 0, 37]
"""Steps forwards, backwards, in leaps."""


def runs(*places):
    return MAP + "".join(f"[[start]]\nweight = {w}\nbias = {b}\n" for w, b in places)


@pytest.fixture
def shows(monkeypatch):
    """How often trails have been copied by themselves."""
    counted = []
    usual = TrailPicture.show
    monkeypatch.setattr(TrailPicture, "show", lambda *given: (counted.append(1), usual(*given))[1])
    return counted


def pairs(painter_of, training, ratio, shows):
    """Yield frames whose layers are copied one by one and as one, and how often trails were copied in the latter."""
    view = LandscapeView()
    painter = painter_of(view, size=SIZE, ratio=ratio)
    for step in ORDER:
        view.show_moment(training.moment(step))
        laid_on, view.plot.still.above = view.plot.still.above, None
        apart = painter.paint()
        view.plot.still.above = laid_on
        shows.clear()
        yield apart, painter.paint(), len(shows)


@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_trails_laid_on_the_map_are_those_copied_over_it(painter_of, trained, shows, ratio):
    training = trained(runs((2.2, 1.2), (-2.0, -0.5), (1.8, -1.5), (-1.5, 1.7)))
    training.landscape.seek_lowest_loss(lambda: False)
    assert len({run.fate for step in ORDER for run in training.moment(step).runs}) > 1  # so trails change their colour
    for apart, laid, copied in pairs(painter_of, training, ratio, shows):
        np.testing.assert_array_equal(laid, apart)
        assert copied == 0


def test_trails_that_reach_into_a_round_corner_are_copied_over_it(painter_of, trained, shows):
    training = trained(runs((2.99, 1.99), (-2.0, -0.5)))
    copies = 0
    for apart, laid, copied in pairs(painter_of, training, 1.0, shows):
        np.testing.assert_array_equal(laid, apart)
        copies += copied
    assert copies > len(ORDER) / 2


RACE = """
[[variation]]
label = "one"
[[variation]]
label = "two"
training.learning_rate = 0.2
"""


@pytest.mark.parametrize("text", [RACE, "[view]\nbasins = true\n"], ids=["race", "basins"])
def test_several_racers_and_trails_with_casings_are_copied_over_it(painter_of, text):
    """Of several racers the trails of one lie below those of another; casings lie below all trails."""
    places = runs((2.2, 1.2), (-2.0, -0.5), (1.8, -1.5))
    view_text = "[view]\nbasins = true\n"
    scenario = parse_scenario(places.replace("[view]\n", view_text) if text == view_text else places + text)
    entrants = trained_entrants(scenario, 150)
    view = RaceView(LandscapeView(basins=ImmediateBasins()))
    painter = painter_of(view, size=SIZE)
    for step in (0, 40, 41, 149, 60, 100):
        view.show_moment(moment_of(scenario, entrants, step, LIGHT, "en"))
        laid_on, view.lead.plot.still.above = view.lead.plot.still.above, None
        apart = painter.paint()
        view.lead.plot.still.above = laid_on
        np.testing.assert_array_equal(painter.paint(), apart)


def picture(color, size=(60, 40)):
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(color))
    return image


def test_only_what_has_changed_is_laid_anew():
    ground, above = picture("#204060"), picture("transparent")
    laid = LaidPicture()
    assert laid.picture(ground, above, 4) == ground
    with QPainter(above) as painter:
        painter.fillRect(10, 10, 5, 5, QColor("#ff0000"))
        painter.fillRect(30, 10, 5, 5, QColor("#ff0000"))
    laid.changed(QRect(8, 8, 10, 10))
    found = laid.picture(ground, above, 4)
    assert found.pixelColor(12, 12) == QColor("#ff0000")
    assert found.pixelColor(32, 12) == QColor("#204060")  # nobody has said so
    for _ in range(MOST):
        laid.changed(QRegion(0, 0, 1, 1))
    laid.changed(QRect(0, 0, 1, 1))
    assert laid.picture(ground, above, 4).pixelColor(32, 12) == QColor("#ff0000")  # so many are as good as all
    assert laid.picture(picture("#ffffff"), above, 4).pixelColor(0, 20) == QColor("#ffffff")
    with QPainter(above) as painter:
        painter.fillRect(1, 1, 1, 1, QColor("#ff0000"))
    laid.changed(QRect(0, 0, 3, 3))
    assert laid.picture(ground, above, 4) is None


@pytest.mark.parametrize("ratio", [1.0, 1.5, 1.37])
@pytest.mark.parametrize("kind", ["map", "curve", "surface"])
def test_the_ground_is_painted_wherever_it_is_seen(painter_of, trained, monkeypatch, kind, ratio):
    training = trained(runs((2.2, 1.2)).replace("[view]", f'[view]\nkind = "{kind.replace("map", "auto")}"'), 20)
    view = RaceView()
    painter = painter_of(view, size=(500, 300), ratio=ratio)
    painter.canvas.place(view, QRectF(20.5, 10.25, 400.3, 250.7))
    sparing = painter.paint(training.moment())
    for kind_of in (View, RaceView, LandscapeView):
        monkeypatch.setattr(kind_of, "covered", lambda self: QRectF())
    np.testing.assert_array_equal(sparing, painter.paint())


def test_the_ground_is_not_painted_below_a_panel(qapp):
    canvas, view = Canvas(), View()
    canvas.place(view, QRectF(20, 20, 160, 60))
    canvas.set_theme(view.theme)
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    view.setOpacity(0.0)
    with QPainter(image) as painter:
        canvas.paint_on(painter, canvas.sceneRect().size().expandedTo(QRectF(0, 0, 200, 100).size()))
    assert image.pixelColor(100, 50) == QColor("#ff0000")
    assert image.pixelColor(5, 50) == image.pixelColor(100, 25) == QColor(view.theme.window)
    canvas.close()
