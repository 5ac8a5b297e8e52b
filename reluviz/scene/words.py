"""What the parameters are called in the figures, in the language of the window; GUI thread and recorder."""

import math
import re
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from reluviz.scenario.axes import PLANE_AXES, is_plane
from reluviz.scenario.parameters import split_name, symbol
from reluviz.scene.fonts import HYPHEN
from reluviz.scene.numbers import format_number, share_text
from reluviz.scene.path_plane import path_points, stands_still

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment

SEEN_AWAY = 1e-3
"""A run that is less than this share of the axis across beside the plane is in it, as far as can be seen."""


RELATION = re.compile(r" ([=<>≤≥≈]) (?=\S)")


def unbroken(text: str) -> str:
    """Return a text in which no line breaks within an equation, a comparison, or a word such as “iront-ils”."""
    return HYPHEN.sub("\u2011", RELATION.sub("\u00a0\\1\u00a0", text))


def parameter_word(name: str) -> str:
    """Return what a parameter is called: ``weight`` of ``weight[0]``, ``output bias`` of ``output_bias``."""
    words = {
        "weight": QCoreApplication.translate("Parameter", "weight"),
        "bias": QCoreApplication.translate("Parameter", "bias"),
        "output_weight": QCoreApplication.translate("Parameter", "output weight"),
        "output_bias": QCoreApplication.translate("Parameter", "output bias"),
    }
    return words[split_name(name)[0]]


def axis_words(name: str) -> str:
    """Return the name of a parameter's axis: ``weight w``, ``bias b₂``."""
    return f"{parameter_word(name)} {symbol(name)}"


def coordinate_symbol(name: str) -> str:
    """Return the sign of what an axis counts: ``w``, ``b₂``, or ``PC 1`` of the plane of a path."""
    return f"PC {PLANE_AXES.index(name) + 1}" if name in PLANE_AXES else symbol(name)


def axis_titles(moment: "Moment") -> tuple[str, str]:
    """Return the names of both axes of a map: ``weight w``; ``PC 1 (93.4 % of the path's variance)``."""
    if moment.plane is None:
        return axis_words(moment.x_name), axis_words(moment.y_name)
    across, up = moment.plane.explained
    if not math.isfinite(across + up):
        return coordinate_symbol(moment.x_name), coordinate_symbol(moment.y_name)
    words = QCoreApplication.translate("Parameter", "PC 1 ({share} of the path's variance)")
    return words.format(share=share_text(across)), f"PC 2 ({share_text(up)})"


def plane_note(moment: "Moment") -> str:
    """Return what is to be said of the plane of the path, or why there is none; empty without one asked for.

    What is drawn is parallel to the plane through the path's last point, and goes through the followed run.
    """
    if not is_plane(moment.scenario):
        return ""
    if moment.plane is None:
        run = moment.followed
        if run is not None and stands_still(path_points(moment.history, run, moment.playhead)):
            return QCoreApplication.translate("LandscapeView", "the path has no plane: it stands still")
        return QCoreApplication.translate("LandscapeView", "the path has no plane yet: it takes three points")
    across, up = moment.plane.explained
    if not math.isfinite(across + up):
        return QCoreApplication.translate("LandscapeView", "plane of the path before")
    words = QCoreApplication.translate("LandscapeView", "plane of the path · {share} of its variance")
    note = words.format(share=share_text(min(across + up, 1.0)))
    away = float(np.linalg.norm(moment.remainder() - moment.plane.origin))
    low, high = moment.scenario.view.x_range
    if away < SEEN_AWAY * (high - low):
        return note
    words = QCoreApplication.translate("LandscapeView", "{note} · at the playhead {away} beside it")
    return words.format(note=note, away=format_number(away, 2))
