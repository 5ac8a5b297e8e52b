"""The list of keys, made from the table of actions, and what the program is; GUI thread."""

from html import escape

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from reluviz import __version__
from reluviz.desktop.actions import ACTIONS, MENUS, action
from reluviz.desktop.controls.focus_keys import FOCUS_KEYS
from reluviz.desktop.landscape_actions import MOUSE
from reluviz.desktop.lesson_actions import PRESENTING
from reluviz.scenario.model import field

WHILE_PRESENTING = ("play", "notes", "spotlight")
"""The actions that are listed among the keys of presenting while one presents."""

FIRST_WHILE_PRESENTING = ("run", "view", "lessons", "edit")
"""The menus that are listed next then; the others come last, after controls and mouse."""


def keys_html(*, presenting: bool = False, in_lesson: bool = False) -> str:
    """Return the list of all keys and of what the mouse does, as they act now.

    Parameters
    ----------
    presenting
        Whether a presentation is given: its keys come first, those of files last, and a key is listed as what it does.
    in_lesson
        Whether it is that of a lesson.
    """
    menus = {menu: _menu_table(menu, presenting, in_lesson) for menu in MENUS}
    before = FIRST_WHILE_PRESENTING if presenting else tuple(menus)
    parts = [menus.pop(menu) for menu in before]
    parts.insert(0 if presenting else len(parts), _presenting_table(presenting, in_lesson))
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
    return "".join([*parts, *reversed(menus.values())])


def _menu_table(menu: str, presenting: bool, in_lesson: bool) -> str:
    taken: set[str] = set()
    if presenting:
        taken = {key for keys, _, _, needs_lesson in PRESENTING if in_lesson or not needs_lesson for key in keys}
        # There is no menu bar then.
        taken |= {key for name in (*WHILE_PRESENTING, "menus") for key in action(name).keys}
    rows = []
    for spec in ACTIONS:
        keys = tuple(key for key in spec.keys if key not in taken)
        # What stands in no menu has to do with what is seen.
        if (spec.menu or "view") == menu and keys:
            rows.append((_native(*keys), spec.shown_text().replace("&", ""), spec.shown_help()))
    title = QCoreApplication.translate("Actions", str(MENUS[menu])).replace("&", "")
    return _table(title, rows) if rows else ""


def _presenting_table(presenting: bool, in_lesson: bool) -> str:
    rows = [
        (
            f"{keys[0]} – {keys[-1]}" if keys[0].isdigit() else _native(*keys),
            QCoreApplication.translate("Actions", str(text)),
            QCoreApplication.translate("Actions", str(more)),
        )
        for keys, text, more, needs_lesson in PRESENTING
        if in_lesson or not (presenting and needs_lesson)
    ]
    if presenting:
        specs = [action(name) for name in WHILE_PRESENTING]
        rows[-1:-1] = [(_native(*spec.keys), spec.shown_text().replace("&", ""), spec.shown_help()) for spec in specs]
    return _table(QCoreApplication.translate("Help", "While presenting"), rows)


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


def keys_dialog(parent: QWidget, *, presenting: bool = False, in_lesson: bool = False) -> QDialog:
    """Return the list of keys, as they act now, as a window that can stay open."""
    html = keys_html(presenting=presenting, in_lesson=in_lesson)
    return _dialog(parent, QCoreApplication.translate("Help", "Keys and mouse"), html, (760, 560))


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
