"""The one table of keys that take the focus to a control; GUI thread."""

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
