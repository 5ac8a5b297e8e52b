"""The list of keys, made from the table of actions, and what the program is; GUI thread."""

from html import escape

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from reluviz import __version__
from reluviz.desktop.actions import ACTIONS, MENUS
from reluviz.desktop.controls.focus_keys import FOCUS_KEYS
from reluviz.desktop.landscape_actions import MOUSE
from reluviz.scenario.model import field


def keys_html() -> str:
    """Return the list of all keys and of what the mouse does."""
    parts = []
    for menu, title in MENUS.items():
        rows = [
            (_native(*spec.keys), spec.shown_text().replace("&", ""), spec.shown_help())
            for spec in ACTIONS
            if spec.menu == menu and spec.keys
        ]
        if rows:
            parts.append(_table(QCoreApplication.translate("Actions", str(title)).replace("&", ""), rows))
    controls = [
        (_native(keys), field(path).spec.shown_label(), field(path).spec.shown_help())
        for path, keys in FOCUS_KEYS.items()
    ]
    parts.append(_table(QCoreApplication.translate("Help", "Controls"), controls))
    mouse = [
        (QCoreApplication.translate("Actions", str(what)), QCoreApplication.translate("Actions", str(does)), "")
        for what, does in MOUSE
    ]
    parts.append(_table(QCoreApplication.translate("Help", "Mouse"), mouse))
    return "".join(parts)


def _native(*keys: str) -> str:
    return ", ".join(QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in keys)


def _table(title: str, rows: list[tuple[str, str, str]]) -> str:
    lines = "".join(
        f"<tr><td width='22%' style='padding:2px 24px 2px 0'><b>{escape(keys)}</b></td>"
        f"<td width='30%' style='padding:2px 24px 2px 0'>{escape(text)}</td>"
        f"<td style='padding:2px 0'>{escape(more)}</td></tr>"
        for keys, text, more in rows
    )
    return f"<h3>{escape(title)}</h3><table width='100%' cellspacing='0'>{lines}</table>"


def about_html() -> str:
    """Return what the program is, and what it is made of."""
    import numpy
    import pyqtgraph

    text = QCoreApplication.translate(
        "Help",
        "<h2>reluviz {version}</h2>"
        "<p>Shows, live, why gradient descent gets stuck on a single ReLU neuron.</p>"
        "<p>MIT licence. The typeface is Inter (SIL Open Font License), the icons are Lucide (ISC).</p>"
        "<p>Qt {qt}, pyqtgraph {pyqtgraph}, NumPy {numpy}; TensorFlow in a process of its own.</p>",
    )
    return text.format(version=__version__, qt=qVersion(), pyqtgraph=pyqtgraph.__version__, numpy=numpy.__version__)


def keys_dialog(parent: QWidget) -> QDialog:
    """Return the list of keys as a window that can stay open."""
    return _dialog(parent, QCoreApplication.translate("Help", "Keys and mouse"), keys_html(), (760, 560))


def about_dialog(parent: QWidget) -> QDialog:
    """Return what the program is, as a window."""
    return _dialog(parent, QCoreApplication.translate("Help", "About reluviz"), about_html(), (480, 260))


def _dialog(parent: QWidget, title: str, html: str, size: tuple[int, int]) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    label = QLabel(html, dialog)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    area = QScrollArea(dialog)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(label)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.close)
    rows = QVBoxLayout(dialog)
    rows.setContentsMargins(24, 8, 24, 16)
    rows.addWidget(area, 1)
    rows.addWidget(buttons)
    dialog.resize(*size)
    return dialog
