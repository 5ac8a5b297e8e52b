"""The window's manners: what comes back, what floats, what is hidden, what is dropped."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from reluviz.desktop.document import Document
from reluviz.desktop.settings import Settings
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.writing import scenario_text


def test_place_panels_sections_and_settings_come_back(make_application, tmp_path, qtbot):
    first = make_application(settings=Settings(tmp_path / "kept.ini"))
    first.window.resize(1180, 740)
    first.actions["panel_loss"].trigger()
    first.column.sections["data"].heading.click()
    first.actions["theme_dark"].trigger()
    first.actions["palette_viridis"].trigger()
    first.actions["epochs"].trigger()
    first.actions["loop"].trigger()
    first.handlers.run.set_speed(800)
    first.window.close()
    second = make_application(settings=Settings(tmp_path / "kept.ini"), size=(1180, 740))
    assert second.window.panels["loss"].isHidden()
    assert not second.window.panels["neuron"].isHidden()
    assert not second.actions["panel_loss"].isChecked()
    assert second.column.sections["data"].is_open
    assert second.theme.is_dark
    assert second.actions["palette_viridis"].isChecked()
    assert second.frames.epochs
    assert second.experiment.loop
    assert second.experiment.speed == 800
    assert Settings(tmp_path / "kept.ini").get("window/place")[2:] == [1180, 740]


@pytest.mark.parametrize("place", [0, 8, 82, 150])
def test_a_damaged_state_of_the_panels_costs_only_itself(place, make_application, tmp_path):
    first = make_application(settings=Settings(tmp_path / "kept.ini"))
    first.actions["panel_loss"].trigger()
    first.handlers.run.set_speed(800)
    first.window.close()
    settings = Settings(tmp_path / "kept.ini")
    state = settings.get("window/panels")
    settings.set("window/panels", state[:place] + ("A" if state[place] != "A" else "B") + state[place + 1 :])
    second = make_application(settings=settings)
    assert all(
        panel.isVisible() == (name not in {"fates", "push", "update"}) for name, panel in second.window.panels.items()
    )
    assert second.experiment.speed == 800


def test_a_panel_shown_again_shows_the_present(application, qtbot):
    application.actions["panel_neuron"].trigger()
    application.experiment.step(30)
    qtbot.waitUntil(lambda: application.frames.moment.playhead == 30)
    neuron = application.canvases["neuron"].views[0]
    assert neuron.moment.playhead == 0
    application.actions["panel_neuron"].trigger()
    qtbot.waitUntil(lambda: neuron.moment.playhead == 30)
    application.actions["stage_alone"].trigger()
    application.experiment.step(10)
    qtbot.waitUntil(lambda: application.frames.moment.playhead == 40)
    application.actions["stage_alone"].trigger()
    qtbot.waitUntil(lambda: neuron.moment.playhead == 40)


@pytest.mark.parametrize("size", [(1280, 800), (1680, 980)])
def test_panels_that_come_back_are_as_large_as_they_were(size, make_application, qtbot):
    application = make_application(size=size)
    window, sharing = application.window, application.window.sharing
    right = [
        window.panels[name] for name in ("neuron", "push", "loss", "parameters") if window.panels[name].isVisible()
    ]
    window.resizeDocks([right[-1]], [300], Qt.Orientation.Vertical)
    sharing.settle()
    before = sharing.sizes()
    application.actions["stage_alone"].trigger()
    qtbot.waitUntil(lambda: not right[0].isVisible())
    window.leave()
    assert sharing.sizes() == before
    presenter = application.handlers.presenter
    presenter.set_presenting(True)
    qtbot.waitUntil(window.isFullScreen)
    sharing.settle()
    application.actions["stage_alone"].trigger()
    sharing.settle()
    presenter.set_presenting(False)
    window.resize(*size)
    qtbot.waitUntil(lambda: sharing.sizes() == before)


def test_keys_act_in_a_floating_panel(application, qtbot):
    panel = application.window.panels["neuron"]
    panel.setFloating(True)
    qtbot.waitUntil(panel.isFloating)
    qtbot.keyClick(application.canvases["neuron"], Qt.Key.Key_Space)
    assert application.experiment.is_playing


def drop(application, target, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    rest = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(target.rect().center(), actions, *rest)
    QApplication.sendEvent(target, entered)
    dropped = QDropEvent(QPointF(target.rect().center()), actions, *rest)
    QApplication.sendEvent(target, dropped)
    return entered, dropped


def test_a_dropped_file_is_opened_and_not_moved_away(application, puzzle, tmp_path):
    path = tmp_path / "dropped.toml"
    path.write_text(scenario_text(puzzle), encoding="utf-8")
    entered, dropped = drop(application, application.window, path)
    assert application.document.path == path
    assert entered.dropAction() == dropped.dropAction() == Qt.DropAction.CopyAction
    label = application.column.control("start.label")
    assert not label.line.acceptDrops()
    assert not application.column.control("training.learning_rate").field.acceptDrops()


def test_the_title_has_room_for_its_mark(application, qtbot):
    label = application.window.title_label
    application.actions["add_start"].trigger()
    assert label.text() == "The puzzle •"
    qtbot.waitUntil(lambda: label.width() >= label.sizeHint().width())


def test_a_long_title_is_cut_off_for_the_window_s_width_and_told_whole(make_application, puzzle, qtbot):
    title = "Half of all starts < 0 & why " * 6
    application = make_application(replace(puzzle, title=title), size=(1024, 700))
    label, bar = application.window.title_label, application.window.menuBar()
    shown = []
    for width in (1024, 1900, 1200):
        application.window.resize(width, 700)
        qtbot.waitUntil(lambda: label.width() >= label.sizeHint().width() and label.x() + label.width() <= bar.width())
        shown.append(label.text())
        assert label.text().endswith("…")
        assert label.x() > bar.width() / 2
    assert len(shown[1]) > len(shown[2]) > len(shown[0])
    assert label.toolTip() == f"<p>{title.replace('&', '&amp;').replace('<', '&lt;')}</p>"
    application.actions["text_larger"].trigger()
    assert len(label.text()) < len(shown[2])
    application.document.change(replace(puzzle, title="Short"), "Title")
    application.handlers.file.new()
    assert label.text() == "The puzzle"
    assert label.toolTip() == ""


def test_another_screen_s_resolution_draws_the_icons_anew(application, monkeypatch):
    messages = application.stage.messages
    before = application.actions["loop"].icon().availableSizes()[0].width()
    for widget in (application.window, messages):
        monkeypatch.setattr(widget, "devicePixelRatioF", lambda: 3.0)
    QApplication.sendEvent(application.window, QEvent(QEvent.Type.DevicePixelRatioChange))
    for button in (*application.transport.buttons.values(), messages.close_button):
        size = button.iconSize().width()
        assert button.icon().pixmap(button.iconSize(), 3.0).width() == 3 * size
    assert application.actions["loop"].icon().availableSizes()[0].width() == 3 * before


def test_undo_is_the_document_s_unless_something_was_typed(application, qtbot):
    application.actions["add_start"].trigger()
    control = application.column.control("training.learning_rate")
    application.column.focus_control("training.learning_rate")
    qtbot.waitUntil(control.field.hasFocus)
    qtbot.keyClicks(control.field, "7")
    qtbot.keyClick(control.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(application.document.scenario.start) == 3
    control.field.setText("0.01")
    assert not control.field.isUndoAvailable()
    qtbot.keyClick(control.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(application.document.scenario.start) == 2


def test_tooltips_tell_the_key(application):
    assert "Alt+L" in application.column.control("training.learning_rate").toolTip()
    assert "Alt+O" in application.column.control("training.optimizer").toolTip()


def test_a_document_that_ends_tells_of_no_more_to_undo(qtbot, puzzle):
    document = Document(puzzle)
    document.change(replace(puzzle, title="Other"), "Title")
    document.end_gesture()
    told = []
    document.undo_changed.connect(lambda: told.append(1))
    document.undo_stack.undo()
    assert told
    told.clear()
    document.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(document)
    assert told == []


@pytest.mark.parametrize(("size", "least", "part"), [((1280, 720), 130, 1.4), ((1920, 1080), 150, 2.0)])
def test_formulas_take_twice_the_height_only_where_it_leaves_the_others_theirs(size, least, part, make_application):
    window = make_application(size=size).window
    window.show_panel("update", True)
    heights = window.sharing.sizes().heights
    formulas = heights.pop("update")
    del heights["controls"]
    assert len(heights) == (3 if size[1] < 880 else 4)
    assert min(heights.values()) >= least
    assert formulas / max(heights.values()) == pytest.approx(part, abs=0.05)


def test_a_panel_opens_as_high_as_the_others_where_it_would_be_a_slit(make_application):
    window = make_application(size=(1280, 720)).window
    window.show_panel("push", True)
    heights = window.sharing.sizes().heights
    del heights["controls"]
    assert len(heights) == 4
    assert max(heights.values()) - min(heights.values()) <= 2


@pytest.mark.parametrize(("size", "least"), [((1280, 720), 130), ((1680, 980), 155), ((1920, 1080), 155)])
def test_the_fates_get_more_of_the_height_than_plots(size, least, make_application):
    application = make_application(parse_scenario('[model]\nvariant = "weight-bias"'), size=size)
    window, push = application.window, application.canvases["push"].views[0]
    window.show_panel("fates", True)
    heights = window.sharing.sizes().heights
    del heights["controls"]
    fates = heights.pop("fates")
    assert len(heights) == (3 if size[1] < 880 else 4)
    assert min(heights.values()) >= least
    assert fates >= 1.17 * max(heights.values())
    # And leave each of two parameters its strip.
    assert "1 of 2" not in f"{push.header}"
