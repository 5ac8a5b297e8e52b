"""The one table of keys that take the focus to a control; GUI thread."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reluviz.scene.view import Canvas

FOCUS_KEYS: dict[str, str] = {
    "model.variant": "Alt+M",
    "model.activation": "Alt+A",
    "start.weight": "Alt+W",
    "start.bias": "Alt+B",
    "training.optimizer": "Alt+O",
    "training.learning_rate": "Alt+L",
    "training.momentum": "Alt+U",
    "training.batch_size": "Alt+Z",
    "training.steps": "Alt+S",
    "training.seed": "Alt+D",
}
"""By the path of the control's field; its section opens."""


def is_control(widget: QWidget | None) -> bool:
    """Tell whether a widget is one to set something with: Tab leads to it, and it is no plot."""
    by_tab = Qt.FocusPolicy.TabFocus
    return widget is not None and not isinstance(widget, Canvas) and widget.focusPolicy() & by_tab == by_tab
