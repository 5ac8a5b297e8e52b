"""The system's file dialogs, made when they are asked for; GUI thread."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget


class FileDialogs:
    """Asks for files over a window."""

    def __init__(self, window: QWidget | None = None) -> None:
        self.window = window

    def open_path(self, folder: str) -> Path | None:
        """Return the scenario file to open; None: none."""
        title = QCoreApplication.translate("Files", "Open scenario")
        kinds = QCoreApplication.translate("Files", "Scenarios (*.toml);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self.window, title, folder, kinds)
        return Path(name) if name else None

    def save_path(self, suggested: str) -> Path | None:
        """Return where to save the scenario; None: nowhere."""
        title = QCoreApplication.translate("Files", "Save scenario")
        return self._save(title, suggested, QCoreApplication.translate("Files", "Scenarios (*.toml)"))

    def picture_path(self, suggested: str) -> Path | None:
        """Return where to save a picture; None: nowhere."""
        title = QCoreApplication.translate("Files", "Save picture")
        return self._save(title, suggested, QCoreApplication.translate("Files", "Pictures (*.png *.svg *.pdf)"))

    def table_path(self, suggested: str) -> Path | None:
        """Return where to save data as CSV; None: nowhere."""
        title = QCoreApplication.translate("Files", "Save data")
        return self._save(title, suggested, QCoreApplication.translate("Files", "Tables (*.csv)"))

    def _save(self, title: str, suggested: str, kinds: str) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(self.window, title, suggested, kinds)
        return Path(name) if name else None
