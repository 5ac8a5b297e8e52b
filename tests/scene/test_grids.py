"""Grids hold the landscape's losses; heat, numbers on contours and kept texts show them truly."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target
from reluviz.scene.contour_labels import place_labels
from reluviz.scene.fonts import font
from reluviz.scene.grids import GridKey, ImmediateGrids, compute_grid, rounded_base
from reluviz.scene.heat import HeatScale, heat_image, shades
from reluviz.scene.stage import widened, zoomed
from reluviz.scene.texts import Texts, draw_text
from reluviz.scene.theme import LIGHT

MAP = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
LINE = Landscape(Data(), (Target(),), Model())


def map_key(**rest):
    ends = {"x_range": (-3.0, 3.0), "y_range": (-2.0, 2.0), "columns": 60, "rows": 40, "base": (0.0, 0.0)}
    return GridKey(landscape=MAP, x_name="weight", y_name="bias", **(ends | rest))


def test_a_map_holds_the_landscapes_losses():
    grid = compute_grid(map_key())
    assert grid.loss.shape == (40, 60)
    assert (grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1]) == (-3.0, 3.0, -2.0, 2.0)
    for row, column in ((0, 0), (13, 41), (39, 59)):
        assert grid.loss[row, column] == pytest.approx(MAP.loss([grid.xs[column], grid.ys[row]]), abs=1e-13)


def test_contours_lie_on_their_loss():
    grid = compute_grid(map_key(columns=241, rows=161))
    assert len(grid.contours) > 5
    assert [contour.level for contour in grid.contours] == sorted(contour.level for contour in grid.contours)
    for contour in grid.contours:
        on_it = np.concatenate(contour.lines)
        assert np.abs(MAP.fast_loss(on_it) - contour.level).max() < 0.02 * contour.level + 2e-4


def test_a_map_whose_contours_nobody_draws_does_without_them():
    rough = map_key(has_contours=False)
    assert compute_grid(rough).contours == ()
    np.testing.assert_array_equal(compute_grid(rough).loss, compute_grid(map_key()).loss)
    assert map_key().same_slice(rough)
    assert not rough.same_slice(map_key()), "it does not stand in for one with contours"


def test_a_curve_has_its_kink():
    grid = compute_grid(GridKey(LINE, "weight", "", (-3.0, 2.1), (0.0, 0.0), 50, 1, (0.0,)))
    assert grid.key.kind == "curve"
    assert 0.0 in grid.xs
    np.testing.assert_allclose(grid.loss, np.where(grid.xs > 0, 0.5 * (grid.xs - 1) ** 2, 0.5 + 0.5 * grid.xs**2))
    assert grid.contours == ()


def test_the_same_key_is_computed_once():
    grids = ImmediateGrids()
    assert grids.request(map_key()) is grids.request(map_key())
    assert grids.request(map_key(columns=61)) is not grids.request(map_key())


def test_which_keys_ask_for_the_same_slice():
    assert map_key().same_slice(map_key(columns=20, x_range=(0.0, 1.0)))
    assert not map_key().same_slice(map_key(base=(0.0, 1.0)))
    assert not map_key().same_slice(None)
    assert GridKey(LINE, "weight", "", (0.0, 1.0), (0.0, 0.0), 1000, 1, (0.0,)).is_cheap
    assert not map_key(columns=400, rows=400).is_cheap


def test_shades_grow_with_the_loss():
    scale = HeatScale.of([[0.0, 0.5], [np.inf, 80.0]], 0.5)
    shade = scale.shade(np.array([0.0, 0.01, 0.5, 5.0, 80.0, 1e9, np.inf]))
    assert shade[0] == 0.0
    assert shade[4] == shade[5] == shade[6] == 1.0
    assert (np.diff(shade[:5]) > 0).all()
    # The valley has shape: half of the target's power is well off the lowest shade.
    assert shade[2] > 0.15


@pytest.mark.parametrize("loss", [np.zeros((2, 2)), np.full((2, 2), np.inf), np.full((2, 2), np.nan)])
def test_flat_and_infinite_landscapes_have_shades(loss):
    scale = HeatScale.of(loss, 0.0)
    assert np.isfinite(scale.shade(np.nan_to_num(loss, nan=np.inf))).all()
    assert not heat_image(loss, scale, shades(LIGHT.landscape)).isNull()


def test_the_picture_has_the_first_row_lowest():
    loss = np.array([[0.0, 0.0, 0.0], [9.0, 9.0, 9.0]])
    image = heat_image(loss, HeatScale.of(loss, 0.5), shades(LIGHT.landscape))
    assert (image.width(), image.height()) == (3, 2)
    assert image.pixelColor(1, 1) == QColor(LIGHT.landscape[0])
    assert image.pixelColor(1, 0) == QColor(LIGHT.landscape[-1])


def circles(radii):
    turn = np.linspace(0, 2 * np.pi, 400)
    return [[np.column_stack([200 + r * np.cos(turn), 150 + r * np.sin(turn)])] for r in radii]


def test_numbers_stand_on_their_contours_apart_from_each_other():
    radii = [40.0, 60.0, 62.0, 100.0, 140.0, 400.0]
    labels = place_labels(circles(radii), [(30.0, 12.0)] * 6, (200.0, 150.0), (20, 20, 380, 280), 8.0, clear=32.0)
    assert len(labels) >= 3
    assert 5 not in {label.index for label in labels}
    for label in labels:
        assert np.hypot(label.x - 200, label.y - 150) == pytest.approx(radii[label.index], abs=1.0)
        assert 20 + 15 <= label.x <= 380 - 15
        assert 20 + 6 <= label.y <= 280 - 6
    for one in labels:
        for other in labels:
            assert one is other or abs(one.x - other.x) >= 30 or abs(one.y - other.y) >= 12


def test_no_numbers_without_contours_or_room():
    assert place_labels([], [], (0, 0), (0, 0, 10, 10), 8.0) == []
    assert place_labels([[]], [(9.0, 9.0)], (0, 0), (0, 0, 10, 10), 8.0) == []
    assert place_labels(circles([40.0]), [(9.0, 9.0)], (200, 150), (50, 50, 40, 40), 8.0) == []


def test_axes_zoom_around_a_value_within_bounds():
    assert zoomed((-1.0, 3.0), 0.5, 0.0) == (-0.5, 1.5)
    low, high = zoomed((0.0, 1e6), 100.0, 5e5)
    assert high - low == pytest.approx(2e6)
    low, high = zoomed((0.0, 2e-5), 1e-6, 1e-5)
    assert high - low == pytest.approx(1e-5)
    assert widened((0.0, 10.0), 0.1) == (-1.0, 11.0)


def test_kept_texts_look_like_drawn_ones(qapp):
    face, halo, color = font(15), QColor("#ffffff"), QColor("#1b1f24")
    pictures = []
    kept = Texts()
    for draw in (draw_text, kept.draw, kept.draw):
        image = QImage(160, 60, QImage.Format.Format_RGB32)
        image.fill(QColor("#9aa7b5"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(3, 4)
        draw(painter, QPointF(20, 30), "w = −0.145", face, color, halo=halo, width=3.0)
        painter.end()
        pictures.append(np.frombuffer(image.constBits(), np.uint8).reshape(60, 160, 4)[..., :3].astype(int))
    plain, first, again = pictures
    np.testing.assert_array_equal(first, again)
    assert np.abs(plain - first).mean() < 1.5
    wide = QFontMetricsF(face).horizontalAdvance("w = −0.145")
    columns = np.nonzero((plain != plain[0, 0]).any(axis=(0, 2)))[0]
    assert columns.min() >= 23 - 4
    assert columns.max() <= 23 + wide + 4


def test_other_parameters_are_taken_as_exactly_as_they_can_be_seen():
    base = np.array([0.0, 12.3456789, 0.1045, -0.0028994, -3e-9])
    taken = np.array(rounded_base(base, (-12.0, 12.0)))
    assert taken[0] == 0.0
    np.testing.assert_allclose(taken, base, rtol=1e-3)
    np.testing.assert_allclose(taken, base, atol=0.005)
    # A run that stands but for its last digits asks for nothing new.
    assert rounded_base(base * (1 + 1e-7), (-12.0, 12.0)) == tuple(taken)
