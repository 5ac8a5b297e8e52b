"""What the window says of its file: title, unsaved mark, what can be undone, recent and unsaved files; GUI thread."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from reluviz.desktop.action_set import ActionSet
from reluviz.desktop.document import Document
from reluviz.desktop.handlers.file import FileHandlers
from reluviz.desktop.window import MainWindow
from reluviz.errors import ReluvizError
from reluviz.language import language
from reluviz.scenario.model import Scenario
from reluviz.scenario.reading import read_scenario
from reluviz.scenario.text import localized


class Captions(QObject):
    """Keeps title, menu entries and recent files true to the document.

    Parameters
    ----------
    """

    def __init__(
        self,
        document: Document,
        window: MainWindow,
        actions: ActionSet,
        file: FileHandlers,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._window = window
        self._actions = actions
        self._file = file
        document.file_changed.connect(self.show_file)
        document.changed.connect(self._on_document_changed)
        document.undo_changed.connect(self.show_undo)
        file.recent_changed.connect(self.show_recent)
        window.recent_menu.setToolTipsVisible(True)
        window.drafts_menu.aboutToShow.connect(self._fill_drafts)
        self.show_file()
        self.show_undo()
        self.show_recent()

    def _on_document_changed(self, before: Scenario, after: Scenario) -> None:
        # As from cue to cue of a lesson, under which the training goes on.
        if before.title != after.title:
            self.show_file()

    def show_file(self) -> None:
        """Show the file's name, the scenario's title, and whether it is saved."""
        document, window = self._document, self._window
        path = document.path
        title = localized(document.scenario.title, language())
        name = path.name if path is not None else title or QCoreApplication.translate("Files", "unnamed")
        window.setWindowTitle(f"{name}[*] — reluviz")
        window.setWindowFilePath(str(path) if path is not None else "")
        window.setWindowModified(document.modified)
        shown = title or (path.stem if path is not None else "")
        window.title_label.show_title(shown, " •" if document.modified else "")
        self._actions["reopen_unsaved"].setEnabled(self._file.has_draft)
        # One alone has its action.
        self._window.drafts_menu.menuAction().setVisible(len(self._file.drafts) > 1)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.show_file()
        self.show_undo()

    def show_undo(self) -> None:
        """Show what Undo and Redo would do."""
        stack = self._document.undo_stack
        for name, text, able, what in (
            ("undo", QCoreApplication.translate("Actions", "Undo"), stack.canUndo(), stack.undoText()),
            ("redo", QCoreApplication.translate("Actions", "Redo"), stack.canRedo(), stack.redoText()),
        ):
            action = self._actions[name]
            whole = QCoreApplication.translate("Files", "{action}: {what}").format(action=text, what=what)
            action.setText(whole if what else text)
            action.setEnabled(able)

    def show_recent(self) -> None:
        """Show the files opened last, the newest first."""
        menu = self._window.recent_menu
        menu.clear()
        recent = self._file.recent
        names = [path.name for path in recent]
        for path in recent:
            # Files of the same name are told apart by their folders.
            text = path.name if names.count(path.name) == 1 else f"{path.name} — {path.parent}"
            action = _entry(menu, text, path)
            action.setToolTip(str(path))
            action.triggered.connect(self._on_recent_triggered)
        menu.menuAction().setEnabled(bool(recent))

    def _fill_drafts(self) -> None:
        menu = self._window.drafts_menu
        menu.clear()
        for path in self._file.drafts:
            _entry(menu, self._draft_name(path), path).triggered.connect(self._on_draft_triggered)

    def _draft_name(self, path: Path) -> str:
        """Return what an unsaved work is called: its title, and when it was left."""
        try:
            title = localized(read_scenario(path).title, language())
            left = QDateTime.fromSecsSinceEpoch(int(path.stat().st_mtime))
        except (OSError, ReluvizError):
            return path.name
        title = title or QCoreApplication.translate("Files", "unnamed")
        return f"{title} — {QLocale().toString(left, QLocale.FormatType.ShortFormat)}"

    def _on_recent_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._file.open_path(Path(str(action.data())))

    def _on_draft_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._file.reopen_draft(Path(str(action.data())))


def _entry(menu: QMenu, text: str, path: Path) -> QAction:
    action = menu.addAction(text.replace("&", "&&"))
    action.setData(str(path))
    return action
