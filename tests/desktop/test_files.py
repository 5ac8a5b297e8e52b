"""Opening, dropping, saving, the recent files and unsaved work: one clear line where something is wrong."""

import os
import stat

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reluviz.desktop.settings import MOST_RECENT_FILES, Settings
from reluviz.scenario.reading import read_scenario

SCENARIO = 'title = "One"\n[[start]]\nweight = {weight}\n'


@pytest.fixture
def file(tmp_path):
    """Writes a small scenario, and returns its path."""

    def write(name="one.toml", weight=3.0):
        path = tmp_path / name
        path.write_text(SCENARIO.format(weight=weight), encoding="utf-8")
        return path

    return write


def drop(window, *urls):
    """Drag things onto the window and let them go, as the desktop does; return whether it took them."""
    mime = QMimeData()
    mime.setUrls([QUrl(url) for url in urls])
    at, action, button = window.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(at, action, mime, button, Qt.KeyboardModifier.NoModifier)
    entered.ignore()
    QApplication.sendEvent(window, entered)
    if entered.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(at), action, mime, button, Qt.KeyboardModifier.NoModifier))
    return entered.isAccepted()


def weights(application):
    return [start.weight for start in application.document.scenario.start]


# ---- dropping --------------------------------------------------------------------------------------------------------


def test_a_dropped_file_opens(application, file):
    path = file("été 1.toml", 4.0)
    assert drop(application.window, QUrl.fromLocalFile(str(path)).toString())
    assert weights(application) == [4.0]
    assert application.document.path == path
    assert application.window.windowTitle() == "été 1.toml[*] — reluviz"


def test_the_first_of_several_opens(application, file):
    one, two = file("1.toml", 1.0), file("2.toml", 2.0)
    drop(application.window, QUrl.fromLocalFile(str(one)).toString(), QUrl.fromLocalFile(str(two)).toString())
    assert weights(application) == [1.0]


def test_an_address_of_the_web_is_not_taken(application):
    assert not drop(application.window, "https://example.org/one.toml")
    assert weights(application) == [10, -10]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[model]\nactivaton = 'relu'\n", "model.activaton: found an unknown key; allowed: "),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "not UTF-8 text"),
        (b"[[start]\n", "line 1, column 8: not TOML"),
    ],
)
def test_a_dropped_file_that_is_wrong_is_told_by_its_name(content, words, application, tmp_path):
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    drop(application.window, QUrl.fromLocalFile(str(path)).toString())
    said = application.stage.messages.text
    assert said.startswith("bad.toml: ")
    assert words in said
    assert str(tmp_path) not in said
    assert "\n" not in said
    assert weights(application) == [10, -10]


def test_a_dropped_folder_is_told(application, tmp_path):
    drop(application.window, QUrl.fromLocalFile(str(tmp_path)).toString())
    assert application.stage.messages.text == f"{tmp_path.name}: it is a folder, not a scenario file"


# ---- recent files ----------------------------------------------------------------------------------------------------


def recent(application):
    return [action.text() for action in application.window.recent_menu.actions()]


def test_recent_files_stand_newest_first_and_open(application, file):
    assert recent(application) == []
    assert not application.window.recent_menu.menuAction().isEnabled()
    for number in (1, 2, 3):
        assert application.handlers.file.open_path(file(f"{number}.toml", number))
    assert recent(application) == ["3.toml", "2.toml", "1.toml"]
    assert application.window.recent_menu.menuAction().isEnabled()
    application.window.recent_menu.actions()[2].trigger()
    assert weights(application) == [1]
    assert recent(application) == ["1.toml", "3.toml", "2.toml"]


def test_no_more_than_a_menu_of_recent_files(application, file):
    for number in range(MOST_RECENT_FILES + 3):
        application.handlers.file.open_path(file(f"{number}.toml"))
    assert recent(application) == [f"{number}.toml" for number in range(10, 2, -1)]


def test_a_recent_file_that_has_gone_gives_one_line(application, file):
    path = file()
    application.handlers.file.open_path(path)
    application.handlers.file.new()
    path.unlink()
    application.window.recent_menu.actions()[0].trigger()
    assert application.stage.messages.text == "one.toml: there is no such file"
    assert weights(application) == [10, -10]


def test_recent_files_come_back_in_another_window(make_application, file, tmp_path):
    first = make_application(settings=Settings(tmp_path / "shared.ini"))
    first.handlers.file.open_path(file("kept.toml"))
    first.window.close()
    second = make_application(settings=Settings(tmp_path / "shared.ini"))
    assert recent(second) == ["kept.toml"]
    assert second.window.recent_menu.actions()[0].toolTip() == str(tmp_path / "kept.toml")


# ---- saving ----------------------------------------------------------------------------------------------------------


def test_saving_writes_what_is_shown(application, answers, tmp_path):
    application.column.control("start.weight").changed.emit(7.0)
    assert application.window.isWindowModified()
    answers.path = tmp_path / "mine"
    application.actions["save"].trigger()
    assert read_scenario(tmp_path / "mine.toml") == application.document.scenario
    assert not application.window.isWindowModified()
    application.column.control("start.weight").changed.emit(6.0)
    application.actions["save"].trigger()
    assert read_scenario(tmp_path / "mine.toml").start[0].weight == 6.0
    assert len(answers.asked) == 1


def test_a_folder_that_may_not_be_written_to_keeps_the_old_file(application, file, answers, monkeypatch, tmp_path):
    path = file("kept.toml", 5.0)
    application.handlers.file.open_path(path)
    before = path.read_bytes()
    application.column.control("start.weight").changed.emit(1.0)

    def refuse(name, *_rest):
        raise PermissionError(13, "Permission denied", str(name))

    # The superuser may write everywhere: the system's own answer is given in its place.
    monkeypatch.setattr(os, "open", refuse)
    application.actions["save"].trigger()
    monkeypatch.undo()
    assert application.stage.messages.text == "kept.toml: cannot be written: Permission denied"
    assert path.read_bytes() == before
    assert application.document.modified
    assert list(tmp_path.glob(".reluviz-*")) == []
    application.actions["save"].trigger()
    assert application.stage.messages.text == ""
    assert read_scenario(path).start[0].weight == 1.0


def test_a_read_only_file_keeps_its_permissions(application, file):
    path = file()
    path.chmod(0o640)
    application.handlers.file.open_path(path)
    application.column.control("start.weight").changed.emit(1.0)
    application.actions["save"].trigger()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("target", ["folder.toml", "missing/one.toml", "/proc/one.toml"])
def test_saving_where_it_cannot_be_is_told_in_one_line(target, application, answers, tmp_path):
    (tmp_path / "folder.toml").mkdir()
    answers.path = tmp_path / target
    application.column.control("start.weight").changed.emit(1.0)
    application.actions["save_as"].trigger()
    said = application.stage.messages.text
    assert said
    assert "\n" not in said
    assert "Traceback" not in said
    assert application.document.path is None
    assert application.document.modified


# ---- unsaved work ----------------------------------------------------------------------------------------------------


def test_unsaved_work_is_told_of_once_at_the_next_start(make_application, tmp_path):
    def start():
        return make_application(settings=Settings(tmp_path / "shared.ini"))

    first = start()
    assert first.stage.messages.text == ""
    first.column.control("start.weight").changed.emit(7.0)
    first.window.close()
    second = start()
    assert second.stage.messages.text == "Unsaved work is kept: File ▸ Bring back unsaved work opens it."
    second.stage.messages.close_button.click()
    assert second.stage.messages.text == ""
    second.window.close()
    third = start()
    assert third.stage.messages.text == ""
    assert third.actions["reopen_unsaved"].isEnabled()
    third.actions["reopen_unsaved"].trigger()
    assert weights(third) == [7.0, -10]
    assert third.document.modified


# ---- the bar ---------------------------------------------------------------------------------------------------------


def test_a_message_closes_with_escape_a_click_or_the_next_success(application, file, qtbot):
    messages, stage = application.stage.messages, application.stage.canvas
    height = stage.height()
    messages.say("One thing went wrong.")
    assert messages.isVisible()
    assert messages.accessibleName() == "One thing went wrong."
    qtbot.waitUntil(lambda: stage.height() < height)
    stage.setFocus()
    QTest.keyClick(stage, Qt.Key.Key_Escape)
    assert messages.isHidden()
    qtbot.waitUntil(lambda: stage.height() == height)
    messages.say("Another.")
    QTest.mouseClick(messages.close_button, Qt.MouseButton.LeftButton)
    assert messages.isHidden()
    messages.say("A third.")
    application.handlers.file.open_path(file())
    assert messages.text == ""


def test_a_warning_and_a_notice_look_different(application):
    messages = application.stage.messages
    messages.say("The same words.")
    warning = messages.grab().toImage()
    messages.tell("The same words.")
    assert messages.grab().toImage() != warning


def test_an_error_nobody_expected_is_told_in_the_window(application, capsys):
    from reluviz.desktop.program import _Hook

    _Hook(application, debug=False)(KeyError, KeyError("weight"), None)
    assert application.stage.messages.text == "Something went wrong that should not: KeyError: 'weight'"
    assert capsys.readouterr().err == ""
