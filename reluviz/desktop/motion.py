"""Whether anything may move that does not train: by the system's style, or at a person's word; GUI thread."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle

from reluviz.desktop.settings import Settings

KEY = "view/reduced_motion"
"""The setting that says so by hand."""

GENERAL = Qt.UIEffect.UI_General
"""Without this one, Qt has none of its effects."""


class Effects:
    """Takes away what Qt moves as the system does, and gives it back: menus, lists and tooltips glide or fade in, and
    the cursor in a line of text blinks."""

    def __init__(self) -> None:
        self._are_taken = False
        self._flash_ms = 0

    def let_be(self, wanted: bool) -> None:
        """Have the system's effects, or none."""
        if wanted and self._flash_ms:
            QApplication.setCursorFlashTime(self._flash_ms)
            self._flash_ms = 0
        elif not wanted and QApplication.cursorFlashTime() > 0:
            self._flash_ms = QApplication.cursorFlashTime()
            QApplication.setCursorFlashTime(0)
        if wanted and self._are_taken:
            QApplication.setEffectEnabled(GENERAL, True)
        elif not wanted and QApplication.isEffectEnabled(GENERAL):
            QApplication.setEffectEnabled(GENERAL, False)
            self._are_taken = True


def motion_is_reduced(settings: Settings) -> bool:
    """Tell whether nothing should turn or glide: a style whose animations take no time is asked for nothing less."""
    return bool(settings.get(KEY)) or style_reduces_motion(QApplication.style())


def style_reduces_motion(style: QStyle) -> bool:
    """Tell whether the system's style wants no animations."""
    return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0
