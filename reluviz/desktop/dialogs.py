"""The file dialogs: the platform's own where it has some, else Qt's in the window's looks; GUI thread."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QFileInfo, QSize
from PySide6.QtGui import QAbstractFileIconProvider, QIcon, QPalette
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QHeaderView, QToolButton, QTreeView, QWidget

from reluviz.desktop.controls.control import scale_of
from reluviz.desktop.icons import icon

ICON = 16
"""The side of an icon in the dialog, in pixels before the scale."""

SIZE = (760, 480)
"""The dialog's size in pixels, before the scale."""

BUTTONS = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "arrow-up",
    "newFolderButton": "folder-plus",
    "listModeButton": "layout-grid",
    "detailModeButton": "list",
}
"""The icons of the buttons, by the names that Qt gives them."""


class FileDialogs:
    """Asks for files over a window."""

    def __init__(self, window: QWidget | None = None) -> None:
        self.window = window

    def open_path(self, folder: str) -> Path | None:
        """Return the scenario file to open; None: none."""
        return _answer(self.open_dialog(folder))

    def save_path(self, suggested: str) -> Path | None:
        """Return where to save the scenario; None: nowhere."""
        title = QCoreApplication.translate("Files", "Save scenario")
        kinds = [QCoreApplication.translate("Files", "Scenarios (*.toml)")]
        return _answer(self.save_dialog(title, suggested, kinds))

    def picture_path(self, suggested: str) -> Path | None:
        """Return where to save a picture; None: nowhere."""
        title = QCoreApplication.translate("Files", "Save picture")
        kinds = [QCoreApplication.translate("Files", "Pictures (*.png *.svg *.pdf)")]
        return _answer(self.save_dialog(title, suggested, kinds))

    def film_path(self, suggested: str) -> Path | None:
        """Return where a film goes; None: nowhere."""
        title = QCoreApplication.translate("Files", "Record a film")
        suffix = Path(suggested).suffix
        words = QCoreApplication.translate("Files", "Films")
        kinds = [f"{words} (*{suffix})"] if suffix else [QCoreApplication.translate("Files", "Folders (*)")]
        return _answer(self.save_dialog(title, suggested, kinds))

    def table_path(self, suggested: str) -> Path | None:
        """Return where to save data as CSV; None: nowhere."""
        title = QCoreApplication.translate("Files", "Save data")
        kinds = [QCoreApplication.translate("Files", "Tables (*.csv)")]
        return _answer(self.save_dialog(title, suggested, kinds))

    def open_dialog(self, folder: str) -> QFileDialog:
        """Return the dialog that asks for a file to open."""
        dialog = QFileDialog(self.window, QCoreApplication.translate("Files", "Open scenario"), folder)
        kinds = QCoreApplication.translate("Files", "Scenarios (*.toml);;All files (*)")
        dialog.setNameFilters(kinds.split(";;"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        _dress(dialog, QCoreApplication.translate("Files", "Open"))
        return dialog

    def save_dialog(self, title: str, suggested: str, kinds: list[str]) -> QFileDialog:
        """Return the dialog that asks where to save; a name without an extension gets that of the suggested one.

        So the dialog asks before it replaces the file that is really meant.
        """
        path = Path(suggested)
        dialog = QFileDialog(self.window, title, str(path.parent))
        dialog.setNameFilters(kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(path.suffix.removeprefix("."))
        dialog.selectFile(path.name)
        _dress(dialog, QCoreApplication.translate("Files", "Save"))
        return dialog


def _answer(dialog: QFileDialog) -> Path | None:
    try:
        accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
        names = dialog.selectedFiles() if accepted else []
    finally:
        dialog.deleteLater()
    return Path(names[0]) if names else None


def _dress(dialog: QFileDialog, accept: str) -> None:
    """Give the dialog its words, and, where Qt draws it, the window's icons."""
    label = QFileDialog.DialogLabel
    for which, words in (
        (label.LookIn, QCoreApplication.translate("Files", "Folder:")),
        (label.FileName, QCoreApplication.translate("Files", "Name:")),
        (label.FileType, QCoreApplication.translate("Files", "Kind:")),
        (label.Accept, accept),
        (label.Reject, QCoreApplication.translate("Files", "Cancel")),
    ):
        dialog.setLabelText(which, words)
    if dialog.findChild(QToolButton, "backButton") is None:
        return  # the platform's own
    scale = scale_of(dialog)
    icons = FileIcons(dialog.palette(), scale, dialog.devicePixelRatioF())
    dialog.setIconProvider(icons)
    # The dialog does not keep it.
    dialog.setProperty("icons", icons)
    for name, drawing in BUTTONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(icons.drawn(drawing))
            button.setIconSize(QSize(round(ICON * scale), round(ICON * scale)))
    table = dialog.findChild(QTreeView, "treeView")
    if table is not None:
        # Sizes and dates whole; the names take what is left.
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    dialog.setFilter(QDir.Filter.AllDirs | QDir.Filter.Files | QDir.Filter.NoDotAndDotDot)
    dialog.resize(round(SIZE[0] * scale), round(SIZE[1] * scale))


class FileIcons(QFileIconProvider):
    """Folders, files and disks as the window's other icons: lines in the colour of the text."""

    def __init__(self, palette: QPalette, scale: float, ratio: float) -> None:
        super().__init__()
        self._color = palette.color(QPalette.ColorRole.WindowText).name()
        self._faded = palette.color(QPalette.ColorRole.Mid).name()
        self._size = ICON * scale
        self._ratio = ratio
        self._made: dict[str, QIcon] = {}

    def drawn(self, drawing: str) -> QIcon:
        """Return one of the icons in resources/icons."""
        if drawing not in self._made:
            self._made[drawing] = icon(drawing, self._color, self._faded, self._size, self._ratio)
        return self._made[drawing]

    def icon(self, what: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        """Return the icon of a file, or of a kind of place; Qt's own."""
        kind = QAbstractFileIconProvider.IconType
        if isinstance(what, QFileInfo):
            is_drive = what.isRoot()
            return self.drawn("hard-drive" if is_drive else "folder" if what.isDir() else "file")
        drawings = {kind.Computer: "monitor", kind.Network: "monitor", kind.Drive: "hard-drive", kind.File: "file"}
        return self.drawn(drawings.get(what, "folder"))
