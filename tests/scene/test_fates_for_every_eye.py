"""Fates are told apart by colour, shape and hatching, each by itself, with every kind of sight."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from reluviz.scene.hatching import draw_swatch
from reluviz.scene.marks import draw_mark
from reluviz.scene.theme import FATE_LOOKS, THEMES
from tests.scene.eyes import SIGHTS, lab, luminance, pixels_of, seen

SIDE = 60


def picture(theme, draw):
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.panel))
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return pixels_of(image)


def silhouette(theme, fate, sight):
    """Return where somebody sees something of a fate's mark."""
    look = FATE_LOOKS[fate]
    center = QPointF(SIDE / 2, SIDE / 2)
    drawn = picture(theme, lambda painter: draw_mark(painter, center, look.shape, look.color(theme), SIDE / 3))
    bright = luminance(seen(drawn, sight))
    ground = bright[0, 0]
    return (np.maximum(bright, ground) + 0.05) / (np.minimum(bright, ground) + 0.05) > 1.3


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_by_their_shapes_alone(theme, sight, qapp):
    for one, other in itertools.combinations(FATE_LOOKS, 2):
        first, second = silhouette(theme, one, sight), silhouette(theme, other, sight)
        assert first.sum() > 200, one
        common = (first & second).sum() / (first | second).sum()
        assert common < 0.85, (one, other)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_by_their_hatching_alone(theme, sight, qapp):
    patterns = {}
    for fate in FATE_LOOKS:
        box = QRectF(0, 0, SIDE, SIDE)
        drawn = picture(theme, lambda painter, fate=fate, box=box: draw_swatch(painter, fate, box, theme, 1.0))
        bright = luminance(seen(drawn, sight))[5:-5, 5:-5]
        contrast = (bright.max() + 0.05) / (bright.min() + 0.05)
        if FATE_LOOKS[fate].hatch == "plain":
            assert contrast < 1.05
        else:
            assert contrast > 1.15, fate
        middle = (bright.max() + bright.min()) / 2
        # Which way the marks differ from their ground is the colour's matter.
        marked = bright < middle if (bright < middle).mean() < 0.5 else bright > middle
        patterns[fate] = marked if contrast > 1.05 else np.zeros_like(marked)
    for one, other in itertools.combinations(patterns, 2):
        shifts = (np.roll(patterns[other], shift, (0, 1)) for shift in itertools.product(range(10), repeat=2))
        assert min((patterns[one] ^ moved)[10:, 10:].mean() for moved in shifts) > 0.08, (one, other)


@pytest.mark.parametrize("sight", ["protanopia", "deuteranopia"])
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_by_their_colours_alone(theme, sight):
    """Of the palette of Okabe and Ito, made for this; grey is left out: on it the shapes and words have to do."""
    found = {}
    for fate, look in FATE_LOOKS.items():
        color = QColor(look.color(theme))
        found[fate] = lab(seen((color.red(), color.green(), color.blue()), sight))
    for one, other in itertools.combinations(found, 2):
        assert np.linalg.norm(found[one] - found[other]) > 10.0, (one, other)
