import itertools

import numpy as np
import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF

from reluviz.scene import fonts
from reluviz.scene.heat import shades
from reluviz.scene.theme import (
    DARK,
    FATE_LOOKS,
    LIGHT,
    PALETTE_NAMES,
    PICTURE_THEMES,
    PROJECTOR,
    RUN_COLORS,
    THEMES,
    TRANSPARENT,
    contrast,
    with_palette,
)
from reluviz.training.fates import FATE_NAMES

ALL_THEMES = {**THEMES, **PICTURE_THEMES}

OKABE_ITO = {
    "converged": "#0072B2", "stuck": "#D55E00", "dead": "#000000", "dying": "#E69F00", "diverged": "#CC79A7",
}  # fmt: skip


def ratio(one, other):
    """WCAG 2.2's contrast ratio, written out from its text."""

    def luminance(color):
        found = []
        for value in QColor(color).getRgb()[:3]:
            share = value / 255
            found.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
        return 0.2126 * found[0] + 0.7152 * found[1] + 0.0722 * found[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_the_published_examples():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ff0000", "#00ff00") == pytest.approx(ratio("#00ff00", "#ff0000"), rel=1e-3)


@pytest.mark.parametrize("theme", ALL_THEMES.values(), ids=ALL_THEMES)
def test_text_stands_off_every_ground(theme):
    for ground in (theme.window, theme.panel, theme.control, theme.halo):
        assert ratio(theme.text, ground) >= 4.5
    for ground in (theme.window, theme.panel, theme.halo):
        assert ratio(theme.muted, ground) >= 4.5
        assert ratio(theme.teacher, ground) >= 4.5
    assert ratio(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("theme", ALL_THEMES.values(), ids=ALL_THEMES)
def test_lines_in_the_colours_of_fates_and_runs_stand_off_the_panels(theme):
    colors = [look.color(theme) for look in FATE_LOOKS.values()]
    colors += [pair[theme.is_dark] for pair in RUN_COLORS.values()]
    for color in colors:
        assert ratio(theme.ink(color), theme.window) >= 4.5
        assert ratio(theme.ink(color), theme.panel) >= 4.5


def test_in_a_bright_room_text_is_stronger_and_heights_differ_more():
    """A projector's black is the room's light: what it throws and what it does not are mixed with it."""
    grounds = (PROJECTOR.window, PROJECTOR.panel, PROJECTOR.halo)
    assert all(ratio(color, ground) >= 7.0 for color in (PROJECTOR.text, PROJECTOR.muted) for ground in grounds)

    def washed(color, share=0.25):
        return QColor(*(round(255 * share + (1 - share) * value) for value in QColor(color).getRgb()[:3])).name()

    for one, other in ((PROJECTOR, LIGHT), (PROJECTOR, DARK)):
        ends = [ratio(washed(theme.landscape[0]), washed(theme.landscape[-1])) for theme in (one, other)]
        assert ends[0] > ends[1]
    assert ratio(washed(PROJECTOR.muted), washed(PROJECTOR.window)) >= 4.5


def test_ink_keeps_a_colour_that_is_readable_and_the_hue_of_one_that_is_not():
    theme = PICTURE_THEMES["light"]
    assert QColor(theme.ink("#0072B2")) == QColor("#0072B2")
    orange, ink = QColor("#E69F00"), QColor(theme.ink("#E69F00"))
    assert ink != orange
    assert ink.hueF() == pytest.approx(orange.hueF(), abs=0.01)


def test_fates_have_the_colours_of_okabe_and_ito_and_a_shape_each():
    light = PICTURE_THEMES["light"]
    assert set(FATE_LOOKS) == set(FATE_NAMES)
    assert {fate: FATE_LOOKS[fate].color(light) for fate in OKABE_ITO} == OKABE_ITO
    assert len({look.shape for look in FATE_LOOKS.values()}) == len(FATE_LOOKS)


def test_the_transparent_theme_lets_through_what_is_behind():
    assert QColor(TRANSPARENT.window).alpha() == 0
    assert QColor(TRANSPARENT.panel).alpha() == 0


def test_the_typeface_is_the_shipped_one_with_figures_of_one_width(qapp):
    for weight, name in ((QFont.Weight.Normal, "Inter"), (QFont.Weight.DemiBold, "Inter")):
        assert QFontInfo(fonts.font(20, weight)).family() == name
    metrics = QFontMetricsF(fonts.font(40))
    assert len({round(metrics.horizontalAdvance(figure), 3) for figure in "0123456789"}) == 1
    assert QFontMetricsF(fonts.font(40, fonts.SEMIBOLD)).horizontalAdvance("loss") > metrics.horizontalAdvance("loss")


def test_one_scale_multiplies_all_sizes(qapp):
    sizes = [fonts.font(size * 2).pixelSize() for size in (fonts.LABEL, fonts.BODY, fonts.VERDICT)]
    assert sizes == sorted(sizes)
    assert sizes == [2 * size for size in (fonts.LABEL, fonts.BODY, fonts.VERDICT)]


def test_the_files_are_loaded_once_for_an_application(qapp, monkeypatch):
    assert fonts.family() == "Inter"

    def forbidden(_path):
        raise AssertionError("loaded again")

    monkeypatch.setattr(fonts.QFontDatabase, "addApplicationFont", forbidden)
    assert fonts.family() == "Inter"


# matplotlib's tables of 256 colours, at some places between those that the palettes are made of.
PUBLISHED = {
    ("viridis", 0): (0.267004, 0.004874, 0.329415),
    ("viridis", 128): (0.127568, 0.566949, 0.550556),
    ("viridis", 255): (0.993248, 0.906157, 0.143936),
    ("cividis", 0): (0.0, 0.135112, 0.304751),
    ("cividis", 63): (0.25974, 0.30512, 0.42281),
    ("cividis", 191): (0.732422, 0.677364, 0.425717),
    ("cividis", 255): (0.995737, 0.909344, 0.217772),
}


@pytest.mark.parametrize(("name", "index"), PUBLISHED)
def test_palettes_are_those_of_matplotlib(name, index):
    for theme in THEMES.values():
        table = shades(with_palette(theme, name).landscape, 256)
        found = int(table[-1 - index if theme.is_dark else index])
        channels = np.array([(found >> shift) & 255 for shift in (16, 8, 0)])
        assert np.abs(channels - 255 * np.array(PUBLISHED[name, index])).max() < 3, theme.name


@pytest.mark.parametrize("name", PALETTE_NAMES)
@pytest.mark.parametrize("theme", ALL_THEMES.values(), ids=ALL_THEMES)
def test_contours_and_numbers_can_be_read_on_every_palette(theme, name):
    made = with_palette(theme, name)
    assert len(made.landscape) >= 6
    lightness = [QColor(color).lightnessF() for color in made.landscape]
    assert lightness[0] != lightness[-1]
    for color in made.landscape:
        # Numbers stand on the halo, of which three quarters hide the landscape.
        ground = QColor(color)
        halo = QColor(made.halo)
        mixed = QColor(
            *(round(0.75 * h + 0.25 * g) for h, g in zip(halo.getRgb()[:3], ground.getRgb()[:3], strict=True))
        )
        assert ratio(made.numbers, mixed.name()) >= 4.5
        if name != "paper":
            assert ratio(made.contour_on(color), color) >= 3.0


def test_a_palette_changes_the_landscape_alone_and_paper_brings_it_back():
    for theme, name in itertools.product(ALL_THEMES.values(), PALETTE_NAMES):
        made = with_palette(theme, name)
        assert (made.text, made.panel, made.name) == (theme.text, theme.panel, theme.name)
        assert with_palette(made, "paper") == theme
    assert set(PALETTE_NAMES) == {"paper", "cividis", "viridis"}
