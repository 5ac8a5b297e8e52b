"""Colours: one table a theme, and the table of fates with colour, shape and dash; GUI thread and recorder."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

LEAST_CONTRAST = 4.5
"""Between text or lines and their ground, as WCAG 2 counts it."""

CONTOUR_CONTRAST = 3.0
"""Between a contour and its ground on a colourful landscape: what WCAG 2 asks of figures."""

Shape = Literal["circle", "square", "cross", "triangle", "diamond", "ring"]

Hatch = Literal["plain", "rising", "crossed", "falling", "dotted", "level"]


@dataclass(frozen=True, slots=True)
class FateLook:
    """How a fate is told: by colour in each theme, and by shape, dash and, over an area, hatching without it."""

    light: str
    dark: str
    shape: Shape
    dashed: bool
    hatch: Hatch

    def color(self, theme: "Theme") -> str:
        """Return the colour that the fate has in a theme."""
        return self.dark if theme.is_dark else self.light


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme, as ``#rrggbb`` (``#aarrggbb`` where one lets through what is behind).

    Text, and lines that carry a value, stand at least `LEAST_CONTRAST` : 1 against `window` and `panel`.
    """

    name: str
    is_dark: bool
    window: str
    """Behind everything."""
    panel: str
    """Behind a view, a field or a menu."""
    control: str
    """The groove of a slider, an unpressed part of a switch."""
    line: str
    """Thin borders and grid lines."""
    text: str
    muted: str
    """Secondary text: captions, ticks."""
    accent: str
    """The pressed, the filled, the focused."""
    on_accent: str
    teacher: str
    density: str
    contour: str
    landscape: tuple[str, ...]
    """The landscape's colours from the lowest loss to the highest."""
    halo: str
    """Around labels and heads, so that they stand off the landscape."""
    record: str
    palette: str = "paper"
    """The name of the landscape's colours, one of `PALETTE_NAMES`."""

    @property
    def numbers(self) -> str:
        """The colour of numbers over the landscape, which have the halo: stronger where that is colourful."""
        return self.muted if self.palette == "paper" else self.text

    def contour_on(self, ground: str) -> str:
        """Return the colour of a contour where the landscape has a colour.

        On paper it is the same everywhere; from the dark to the light end of a palette no colour can be seen.
        """
        if self.palette == "paper":
            return self.contour
        return _inked(ground, (ground,), _luminance(ground) < 0.18, CONTOUR_CONTRAST)

    def ink(self, color: str) -> str:
        """Return a colour for lines and text: as it is where it stands off the ground, else darker or lighter.

        Okabe and Ito's orange and vermilion are made to fill shapes; a thin line of them on white is hard to see.
        """
        return _inked(color, (self.window, self.panel), self.is_dark, LEAST_CONTRAST)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21: WCAG 2.2, "contrast ratio" and "relative luminance"."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _channels(color: str) -> tuple[int, int, int]:
    digits = color[-6:]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _luminance(color: str) -> float:
    shares = [value / 255 for value in _channels(color)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def _inked(color: str, grounds: tuple[str, ...], lighten: bool, least: float) -> str:
    towards = 255 if lighten else 0
    for percent in range(101):
        red, green, blue = (round(value + (towards - value) * percent / 100) for value in _channels(color))
        tried = f"#{red:02x}{green:02x}{blue:02x}"
        if all(contrast(tried, ground) >= least for ground in grounds):
            return tried
    return "#ffffff" if lighten else "#000000"


LIGHT = Theme(
    name="light",
    is_dark=False,
    window="#f6f5f1",
    panel="#ffffff",
    control="#dcdad4",
    line="#d9d7d0",
    text="#1b1f24",
    muted="#565e68",
    accent="#1b1f24",
    on_accent="#ffffff",
    teacher="#007f5b",
    density="#d8d9dc",
    contour="#7d8591",
    landscape=("#9aa7b5", "#b9c0c9", "#cfd3d8", "#e0e2e4", "#ecebe8", "#f6f5f1"),
    halo="#ffffff",
    record="#d1242f",
)

DARK = Theme(
    name="dark",
    is_dark=True,
    window="#14171c",
    panel="#1c2026",
    control="#3a4049",
    line="#333941",
    text="#e9ebee",
    muted="#a3abb5",
    accent="#e9ebee",
    on_accent="#14171c",
    teacher="#2fc795",
    density="#3a4049",
    contour="#6d7681",
    landscape=("#5b6673", "#48515c", "#3a424b", "#2e343c", "#252a31", "#1c2026"),
    halo="#14171c",
    record="#ff6a69",
)

PROJECTOR = Theme(
    name="projector",
    is_dark=False,
    window="#ffffff",
    panel="#ffffff",
    control="#c9cdd3",
    line="#aeb4bc",
    text="#000000",
    muted="#353c45",
    accent="#000000",
    on_accent="#ffffff",
    teacher="#00593f",
    density="#c3c7cd",
    contour="#4d5762",
    landscape=("#6f8196", "#95a4b4", "#b9c4cf", "#d6dde4", "#ecf0f3", "#ffffff"),
    halo="#ffffff",
    record="#b3131f",
)
"""Dark on light for a bright room, where a projector's black is grey: text at 7 : 1, and strong lines and heights."""

TRANSPARENT = replace(LIGHT, name="transparent", window="#00ffffff", panel="#00ffffff")
"""For pictures laid on a light slide: nothing is painted behind the panels."""

THEMES = {"light": LIGHT, "dark": DARK, "projector": PROJECTOR}
"""What the window may wear."""

PICTURE_THEMES = {"light": LIGHT, "dark": DARK, "transparent": TRANSPARENT}
"""What pictures and films may wear."""

_CIVIDIS = (
    "#00224e", "#002e6c", "#1e3a6f", "#35456c", "#47516c", "#575d6d", "#666970", "#757575",
    "#848279", "#948e77", "#a59c74", "#b7a96e", "#c8b866", "#dbc75a", "#eed649", "#fee838",
)  # fmt: skip
_VIRIDIS = (
    "#440154", "#481a6c", "#472f7d", "#414487", "#39568c", "#31688e", "#2a788e", "#23888e",
    "#1f988b", "#22a884", "#35b779", "#54c568", "#7ad151", "#a5db36", "#d2e21b", "#fde725",
)  # fmt: skip

PALETTES = {
    "cividis": (_CIVIDIS, _CIVIDIS[::-1]),
    "viridis": (_VIRIDIS, _VIRIDIS[::-1]),
}
"""Colours of the landscape that are no theme's own, for a light theme and a dark one, from the lowest loss up.

Cividis and viridis are every 17th colour of matplotlib's tables. In the dark theme they are turned round, as paper is:
the heights, most of a map, are near the ground of the theme, and the valley stands out.
"""

PALETTE_NAMES = ("paper", *PALETTES)
"""What a landscape's colours are called; paper is the theme's own."""


def with_palette(theme: Theme, name: str) -> Theme:
    """Return a theme whose landscape has the colours of that name in `PALETTE_NAMES`."""
    own = {**PICTURE_THEMES, **THEMES}[theme.name].landscape
    return replace(theme, landscape=PALETTES[name][theme.is_dark] if name in PALETTES else own, palette=name)


FATE_LOOKS = {
    "converged": FateLook("#0072B2", "#56a8e0", "circle", False, "plain"),
    "stuck": FateLook("#D55E00", "#f0803c", "square", True, "rising"),
    "dead": FateLook("#000000", "#ffffff", "cross", True, "crossed"),
    "dying": FateLook("#E69F00", "#E69F00", "triangle", True, "falling"),
    "diverged": FateLook("#CC79A7", "#e39bc4", "diamond", True, "dotted"),
    "moving": FateLook("#6b7280", "#868e99", "ring", False, "level"),
}

RUN_COLORS = {
    "blue": ("#0072B2", "#56a8e0"),
    "red": ("#D55E00", "#f0803c"),
    "green": ("#009E73", "#2fc795"),
    "purple": ("#9d4c7d", "#e39bc4"),
    "grey": ("#6b7280", "#868e99"),
    "orange": ("#b87800", "#E69F00"),
    "sky": ("#56B4E9", "#b5e3fb"),
    "brown": ("#7a4a21", "#c99a6b"),
}
"""The colours that a start may ask for (`Start.color`), light and dark; worn while the fate is moving or dying."""
