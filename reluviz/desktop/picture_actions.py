"""The actions of still pictures' sizes; GUI thread."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from reluviz.desktop.action_spec import ActionSpec

PICTURE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "picture_scale_1",
        QT_TRANSLATE_NOOP("Actions", "As on the screen"),
        QT_TRANSLATE_NOOP("Actions", "A PNG, or a copied picture, is as wide and high as on the screen."),
        (), "picture_size", "views.use_scale_1", checkable=True,
    ),
    ActionSpec(
        "picture_scale_2",
        QT_TRANSLATE_NOOP("Actions", "Twice as fine"),
        QT_TRANSLATE_NOOP("Actions", "A PNG, or a copied picture, is twice as wide and high as on the screen."),
        (), "picture_size", "views.use_scale_2", checkable=True,
    ),
    ActionSpec(
        "picture_scale_3",
        QT_TRANSLATE_NOOP("Actions", "Three times as fine"),
        QT_TRANSLATE_NOOP("Actions", "A PNG, or a copied picture, is three times as wide and high as on the screen."),
        (), "picture_size", "views.use_scale_3", checkable=True,
    ),
    ActionSpec(
        "picture_scale_4",
        QT_TRANSLATE_NOOP("Actions", "Four times as fine"),
        QT_TRANSLATE_NOOP("Actions", "A PNG, or a copied picture, is four times as wide and high as on the screen."),
        (), "picture_size", "views.use_scale_4", checkable=True,
    ),
)  # fmt: skip
"""How fine pictures are, in the order of the menu."""
