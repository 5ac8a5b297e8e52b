"""Finds in the modules' syntax what is marked for translation, and what looks like words but is not."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.i18n.rooms import MARKS, ROOT

FROM_ELSEWHERE = frozenset(
    {
        "reluviz/cli.py",
        "reluviz/commands/arguments.py",
        "reluviz/commands/basins.py",
        "reluviz/commands/command.py",
        "reluviz/commands/tables.py",
        "reluviz/commands/train.py",
        "reluviz/desktop/action_set.py",
        "reluviz/desktop/action_spec.py",
        "reluviz/desktop/controls/column.py",
        "reluviz/desktop/films/form.py",
        "reluviz/desktop/handlers/record.py",
        "reluviz/desktop/help_dialogs.py",
        "reluviz/desktop/panels.py",
        "reluviz/desktop/what_is_this.py",
        "reluviz/recording/ffmpeg.py",
        "reluviz/recording/formats.py",
        "reluviz/recording/slides.py",
        "reluviz/scenario/files.py",
        "reluviz/scenario/messages.py",
        "reluviz/scenario/spec.py",
        "reluviz/scenario/validation.py",
        "reluviz/training/export_words.py",
        "reluviz/training/reasons.py",
    }
)
"""The modules that translate a text which is marked where it is written, in a table."""

NO_WORDS = frozenset({"reluviz basins", "reluviz grids", "; --overwrite replaces it"})
"""What reads as words but is the name of a thread, or an option that a window does not have."""

SHOWING = frozenset(
    (
        "setText",
        "setToolTip",
        "setStatusTip",
        "setWindowTitle",
        "setAccessibleName",
        "setAccessibleDescription",
        "setPlaceholderText",
        "setInformativeText",
        "setDetailedText",
        "setTitle",
        "setPrefix",
        "setSuffix",
        "setSpecialValueText",
        "addAction",
        "addMenu",
        "addItem",
        "addItems",
        "addTab",
        "addRow",
        "addButton",
        "insertItem",
        "setItemText",
        "setTabText",
        "setLabelText",
        "setHeaderLabels",
        "say",
        "tell",
        "drawText",
        "addText",
        "question",
        "warning",
        "information",
        "critical",
        "about",
        "QLabel",
        "QPushButton",
        "QToolButton",
        "QCheckBox",
        "QRadioButton",
        "QAction",
        "QMenu",
        "QGroupBox",
        "QDockWidget",
        "QMessageBox",
        "QToolBar",
        "TitleLabel",
        "Panel",
        "_words",
        "spec_text",
    )
)
"""The calls whose texts are read by people."""

NOT_WORDS = re.compile(r"border: 1px solid|</?\w+>|<br>|&\w+;|\{[^}]*\}|reluviz")
"""What is in texts, or in style sheets, but not read as words."""

PROSE = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}( |$|[.,:;!?])")


@dataclass(frozen=True)
class Marked:
    """One call that marks a text; None where it is no literal."""

    place: str
    context: str | None
    text: str | None


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        # A painter's `translate` moves it, and a text's replaces letters.
        owner = call.func.value
        if call.func.attr == "translate" and not (isinstance(owner, ast.Name) and owner.id[:1] in "Ql"):
            return ""
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}"


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def marked_in(path: Path) -> list[Marked]:
    """Return every call of a module that marks a text."""
    found = []
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Call) and _name(node) in MARKS and len(node.args) >= 2:
            found.append(Marked(_place(path, node), _literal(node.args[0]), _literal(node.args[1])))
    return found


def _unmarked(node: ast.AST) -> Iterator[str]:
    """Yield the literals under a node that no call marks; the parts of an f-string one by one."""
    if isinstance(node, ast.Call) and _name(node) in MARKS:
        return
    if isinstance(node, ast.FormattedValue):
        yield from _unmarked(node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Call) and _name(node) not in SHOWING | {"format", "join"}:
        return  # what it makes of the text is unknown
    elif not isinstance(node, ast.Compare | ast.Subscript | ast.Attribute | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _unmarked(child)


def shown_in(path: Path) -> list[tuple[str, str]]:
    """Return place and text of the words that a module shows as they are written, without a mark."""
    found = []
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Call) and _name(node) in SHOWING:
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                found += [(_place(path, node), text) for text in _unmarked(argument) if _is_word(text)]
    return found


def _is_word(text: str) -> bool:
    return re.search(r"[^\W\d_]{2}", NOT_WORDS.sub("", text)) is not None


def prose_in(path: Path) -> list[tuple[str, str]]:
    """Return place and text of the literals that read as prose, wherever they stand, and are no docstring."""
    found: list[tuple[str, str]] = []

    def look(node: ast.AST) -> None:
        if isinstance(node, ast.Call) and _name(node) in MARKS:
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # a docstring
        if isinstance(node, ast.Raise):
            return  # a programmer's mistake, or told by `errors`
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if PROSE.search(NOT_WORDS.sub("", node.value)):
                found.append((_place(path, node), node.value))
            return
        for child in ast.iter_child_nodes(node):
            look(child)

    look(_parsed(path))
    return found
