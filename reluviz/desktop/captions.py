"""What the window says of its file: title, unsaved mark, what can be undone, the recent files; GUI thread."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction

from reluviz.desktop.action_set import ActionSet
from reluviz.desktop.document import Document
from reluviz.desktop.handlers.file import FileHandlers
from reluviz.desktop.window import MainWindow
from reluviz.scenario.text import localized


class Captions(QObject):
    """Keeps title, menu entries and recent files true to the document.

    Parameters
    ----------
    language
        The language of the scenario's title.
    """

    def __init__(
        self,
        document: Document,
        window: MainWindow,
        actions: ActionSet,
        file: FileHandlers,
        language: str,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._window = window
        self._actions = actions
        self._file = file
        self._language = language
        document.file_changed.connect(self.show_file)
        document.undo_changed.connect(self.show_undo)
        file.recent_changed.connect(self.show_recent)
        self.show_file()
        self.show_undo()
        self.show_recent()

    def show_file(self) -> None:
        """Show the file's name, the scenario's title, and whether it is saved."""
        document, window = self._document, self._window
        path = document.path
        title = localized(document.scenario.title, self._language)
        name = path.name if path is not None else title or QCoreApplication.translate("Files", "unnamed")
        window.setWindowTitle(f"{name}[*] — reluviz")
        window.setWindowFilePath(str(path) if path is not None else "")
        window.setWindowModified(document.modified)
        shown = title or (path.stem if path is not None else "")
        window.show_title(shown, " •" if document.modified else "")
        self._actions["reopen_unsaved"].setEnabled(self._file.has_draft)

    def show_undo(self) -> None:
        """Show what Undo and Redo would do."""
        stack = self._document.undo_stack
        for name, text, able, what in (
            ("undo", QCoreApplication.translate("Actions", "Undo"), stack.canUndo(), stack.undoText()),
            ("redo", QCoreApplication.translate("Actions", "Redo"), stack.canRedo(), stack.redoText()),
        ):
            action = self._actions[name]
            action.setText(f"{text}: {what}" if what else text)
            action.setEnabled(able)

    def show_recent(self) -> None:
        """Show the files opened last, the newest first."""
        menu = self._window.recent_menu
        if menu is None:
            return
        menu.clear()
        menu.setToolTipsVisible(True)
        recent = self._file.recent
        names = [path.name for path in recent]
        for path in recent:
            # Files of the same name are told apart by their folders.
            text = path.name if names.count(path.name) == 1 else f"{path.name} — {path.parent}"
            action = menu.addAction(text.replace("&", "&&"))
            action.setToolTip(str(path))
            action.setData(str(path))
            action.triggered.connect(self._on_recent_triggered)
        menu.menuAction().setEnabled(bool(self._file.recent))

    def _on_recent_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._file.open_path(Path(str(action.data())))
