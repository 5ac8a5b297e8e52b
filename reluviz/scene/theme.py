"""Colours: one table a theme, and the table of fates with colour, shape and dash; GUI thread and recorder."""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["circle", "square", "cross", "triangle", "diamond", "ring"]


@dataclass(frozen=True, slots=True)
class FateLook:
    """How a fate is told: by colour in each theme, and by shape and dash without it."""

    light: str
    dark: str
    shape: Shape
    dashed: bool

    def color(self, theme: "Theme") -> str:
        """Return the colour that the fate has in a theme."""
        return self.dark if theme.is_dark else self.light


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme, as ``#rrggbb``; text and lines stand at least 4.5 : 1 against their ground."""

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


LIGHT = Theme(
    name="light",
    is_dark=False,
    window="#f6f5f1",
    panel="#ffffff",
    control="#dcdad4",
    line="#d9d7d0",
    text="#1b1f24",
    muted="#5a626c",
    accent="#1b1f24",
    on_accent="#ffffff",
    teacher="#00805c",
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
    muted="#9aa2ad",
    accent="#e9ebee",
    on_accent="#14171c",
    teacher="#2fc795",
    density="#3a4049",
    contour="#6d7681",
    landscape=("#5b6673", "#48515c", "#3a424b", "#2e343c", "#252a31", "#1c2026"),
    halo="#14171c",
    record="#ff6a69",
)

THEMES = {"light": LIGHT, "dark": DARK}

FATE_LOOKS = {
    "converged": FateLook("#0072B2", "#56a8e0", "circle", False),
    "stuck": FateLook("#D55E00", "#f0803c", "square", True),
    "dead": FateLook("#000000", "#ffffff", "cross", True),
    "dying": FateLook("#E69F00", "#E69F00", "triangle", True),
    "diverged": FateLook("#CC79A7", "#e39bc4", "diamond", True),
    "moving": FateLook("#6b7280", "#a7aeb8", "ring", False),
}

RUN_COLORS = {
    "blue": ("#0072B2", "#56a8e0"),
    "red": ("#D55E00", "#f0803c"),
    "green": ("#009E73", "#2fc795"),
    "purple": ("#9d4c7d", "#e39bc4"),
    "grey": ("#6b7280", "#a7aeb8"),
}
"""The colours that a start may ask for (`Start.color`), light and dark; worn while the fate is moving or dying."""
