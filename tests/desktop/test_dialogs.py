"""The dialogs for files and help: their words, the names they offer, and looks that can be read in both themes."""

import gc

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QToolButton,
    QTreeView,
)

from reluviz.desktop.dialogs import BUTTONS, FileDialogs
from reluviz.scene.theme import DARK, LIGHT, contrast


@pytest.fixture
def dialogs(window):
    return FileDialogs(window)


@pytest.fixture
def save_dialog(dialogs, tmp_path):
    made = dialogs.save_dialog("Save picture", str(tmp_path / "the-puzzle.png"), ["Pictures (*.png *.svg *.pdf)"])
    yield made
    made.deleteLater()


def colors_of(icon, side=16, mode=QIcon.Mode.Normal):
    """Return the colours of an icon's nearly opaque pixels, as red, green and blue."""
    image = icon.pixmap(side, side, mode).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return np.array([pixel.getRgb()[:3] for pixel in pixels if pixel.alpha() > 160])


def answer(text):
    """Return what types a name into the dialog that opens next, and accepts it."""

    def act():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        if text is None:
            dialog.reject()
            return
        dialog.selectFile(text)
        dialog.accept()

    return act


def test_saving_speaks_of_saving(save_dialog):
    labels = {label.text().replace("&", "") for label in save_dialog.findChildren(QLabel)}
    assert {"Folder:", "Name:", "Kind:"} <= labels
    box = save_dialog.findChild(QDialogButtonBox)
    assert {button.text().replace("&", "") for button in box.buttons()} == {"Save", "Cancel"}


@pytest.mark.parametrize("larger", [0, 4])
def test_sizes_and_dates_are_whole_and_long_names_leave_them_room(larger, application, dialogs, tmp_path, qtbot):
    for _ in range(larger):
        application.actions["text_larger"].trigger()
    (tmp_path / f"{'a-long-name-' * 12}.toml").write_text("x" * 123_456, encoding="utf-8")
    dialog = dialogs.save_dialog("Save", str(tmp_path / "a.toml"), ["Scenarios (*.toml)"])
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.show()
    table = dialog.findChild(QTreeView, "treeView")
    qtbot.waitUntil(lambda: table.model().rowCount(table.rootIndex()) == 1)
    qtbot.waitUntil(lambda: table.header().sectionSize(3) >= table.sizeHintForColumn(3))
    columns = range(table.model().columnCount())
    for column in columns[1:]:
        assert table.header().sectionSize(column) >= table.sizeHintForColumn(column)
    assert sum(map(table.header().sectionSize, columns)) == table.viewport().width()
    assert table.header().sectionSize(0) > table.header().sectionSize(3)
    dialog.close()
    dialog.deleteLater()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_icons_are_lines_in_the_colour_of_the_text(theme, application, dialogs, tmp_path):
    application.actions[f"theme_{theme.name}"].trigger()
    dialog = dialogs.save_dialog("Save", str(tmp_path / "a.toml"), ["Scenarios (*.toml)"])
    gc.collect()
    buttons = [dialog.findChild(QToolButton, name) for name in BUTTONS]
    icons = [button.icon() for button in buttons]
    provider = dialog.iconProvider()
    icons += [provider.icon(kind) for kind in (QFileIconProvider.IconType.Computer, QFileIconProvider.IconType.Folder)]
    for icon in icons:
        colors = colors_of(icon)
        assert len(colors)
        # Half transparent pixels are rounded.
        assert np.abs(colors - QColor(theme.text).getRgb()[:3]).max() <= 3
    assert contrast(theme.text, theme.window) > 7
    dialog.deleteLater()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("name", ["keys", "about"])
def test_the_help_can_be_read_and_its_button_has_no_picture(name, theme, application):
    application.actions[f"theme_{theme.name}"].trigger()
    application.actions[name].trigger()
    dialog = application.handlers.help.dialog
    QApplication.processEvents()
    (button,) = dialog.findChild(QDialogButtonBox).buttons()
    assert button.icon().isNull()
    image = button.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(-1, 4)[:, :3].astype(int)
    text = QColor(theme.text)
    wanted = np.array([text.blue(), text.green(), text.red()])
    assert (np.abs(pixels - wanted).max(axis=1) < 40).sum() > 10
    application.handlers.help.close_dialog()


def test_a_name_without_an_extension_gets_the_usual_one(dialogs, tmp_path, qtbot):
    QTimer.singleShot(0, answer("mine"))
    assert dialogs.save_path(str(tmp_path / "the-puzzle.toml")) == tmp_path / "mine.toml"
    QTimer.singleShot(0, answer("mine.svg"))
    assert dialogs.picture_path(str(tmp_path / "the-puzzle.png")) == tmp_path / "mine.svg"
    QTimer.singleShot(0, answer(None))
    assert dialogs.table_path(str(tmp_path / "the-puzzle-loss.csv")) is None


def test_the_suggested_name_stands_there(save_dialog, tmp_path):
    assert save_dialog.selectedFiles() == [str(tmp_path / "the-puzzle.png")]
    assert save_dialog.testOption(QFileDialog.Option.DontConfirmOverwrite) is False


def test_opening_takes_a_file_that_is_there(dialogs, tmp_path, qtbot):
    (tmp_path / "one.toml").write_text("")
    QTimer.singleShot(0, answer(str(tmp_path / "one.toml")))
    assert dialogs.open_path(str(tmp_path)) == tmp_path / "one.toml"


def test_escape_closes_the_help(application, qtbot):
    application.actions["keys"].trigger()
    dialog = application.handlers.help.dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
