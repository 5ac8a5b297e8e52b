"""Whether anything may move that does not train: by the system's style, or at a person's word; GUI thread."""

from PySide6.QtWidgets import QApplication, QStyle

from reluviz.desktop.settings import Settings

KEY = "view/reduced_motion"
"""The setting that says so by hand."""


def motion_is_reduced(settings: Settings) -> bool:
    """Tell whether nothing should turn or glide: a style whose animations take no time is asked for nothing less."""
    return bool(settings.get(KEY)) or style_reduces_motion()


def style_reduces_motion() -> bool:
    """Tell whether the system's style wants no animations."""
    duration = QStyle.StyleHint.SH_Widget_Animation_Duration
    return QApplication.style().styleHint(duration) <= 0
