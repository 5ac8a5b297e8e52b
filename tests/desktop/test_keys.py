"""Keys, pressed on the real widgets: a focused control keeps those that it wants, the stage acts on all of them."""

from itertools import pairwise, product

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reluviz.desktop.actions import ACTIONS
from reluviz.desktop.controls.focus_keys import FOCUS_KEYS, is_control
from reluviz.desktop.edits import with_value
from reluviz.desktop.help_dialogs import keys_html

KEYS = {
    "Space": Qt.Key.Key_Space,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "Delete": Qt.Key.Key_Delete,
    "R": Qt.Key.Key_R,
    "F": Qt.Key.Key_F,
    "L": Qt.Key.Key_L,
    "A": Qt.Key.Key_A,
    "1": Qt.Key.Key_1,
    "0": Qt.Key.Key_0,
}
"""Plain keys that mean something to the window, and most of them to a control as well."""

ARROWS = {"Left", "Right", "Up", "Down"}
"""From a button, they go to the next one."""

WANTED = {
    "slider": {"Left", "Right", "Up", "Down", "Home", "End"},
    "timeline": {"Left", "Right", "Up", "Down", "Home", "End"},
    "number field": {*KEYS},
    "text field": {*KEYS} - {"Up", "Down"},
    "list": {"Space", "Up", "Down", "Home", "End", "R", "F", "L", "A", "1", "0"},
    "switch": {"Space", *ARROWS},
    "segments": {"Space", "Left", "Right", "Up", "Down", "Home", "End"},
    "button": {"Space", *ARROWS},
    "heading": {"Space", *ARROWS},
}
"""What each kind of control keeps for itself."""

WITHOUT_EFFECT = {"Delete"}
"""At a control that does not want it: it does not remove what is on the stage."""


@pytest.fixture
def controls(application):
    """The widgets that take the focus, one of each kind."""
    column = application.column
    column.set_open_sections(list(column.sections))
    column.control("training.momentum").changed.emit(0.5)
    QApplication.processEvents()
    return {
        "slider": column.control("start.weight").slider,
        "timeline": application.transport.timeline,
        "number field": column.control("training.learning_rate").field,
        "text field": column.control("start.label").line,
        "list": column.control("training.optimizer").box,
        "switch": column.control("training.nesterov").switch,
        "segments": column.control("training.gradient").segments,
        "button": column.start_section.add_button,
        "heading": column.sections["model"].heading,
    }


@pytest.fixture
def triggered(application, qtbot):
    """The names of the actions that have been triggered, from a step in the middle of a training."""
    application.experiment.step(20)
    qtbot.waitUntil(lambda: application.frames.moment.playhead == 20)
    application.experiment.go_to(10)
    qtbot.waitUntil(lambda: application.frames.moment.playhead == 10)
    names = []
    for spec in ACTIONS:
        application.actions[spec.name].triggered.connect(lambda *_, name=spec.name: names.append(name))
    return names


def name_of(key):
    return next(spec.name for spec in ACTIONS if key in spec.keys)


@pytest.mark.parametrize("kind", WANTED)
@pytest.mark.parametrize("key", KEYS)
def test_a_focused_control_keeps_its_keys(kind, key, controls, triggered, qtbot):
    widget = controls[kind]
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)
    QTest.keyClick(widget, KEYS[key])
    assert triggered == ([] if key in WANTED[kind] | WITHOUT_EFFECT else [name_of(key)])
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


@pytest.mark.parametrize("key", KEYS)
def test_the_stage_acts_on_every_key(key, application, triggered, qtbot):
    canvas = application.stage.canvas
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    QTest.keyClick(canvas, KEYS[key])
    assert triggered == [name_of(key)]


@pytest.mark.parametrize("kind", ["slider", "timeline", "list", "segments"])
def test_a_control_acts_on_the_keys_that_it_keeps(kind, controls, application, qtbot):
    widget = controls[kind]
    application.experiment.step(20)
    qtbot.waitUntil(lambda: application.experiment.playback.playhead == 20)
    scenario, playhead = application.document.scenario, application.experiment.playback.playhead
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)
    key = {"list": Qt.Key.Key_Down, "segments": Qt.Key.Key_Right}.get(kind, Qt.Key.Key_Home)
    QTest.keyClick(widget, key)
    if kind == "timeline":
        assert application.experiment.playback.playhead == 0 != playhead
    else:
        assert application.document.scenario != scenario


def test_space_plays_again_after_enter_in_a_field(application, qtbot):
    field = application.column.control("training.learning_rate").field
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "0.05")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert application.document.scenario.training.learning_rate == 0.05
    qtbot.waitUntil(application.stage.canvas.hasFocus)
    QTest.keyClick(application.stage.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: application.experiment.history.last_step > 5)


def test_a_held_key_repeats_steps_but_not_playing(application, triggered, qtbot):
    canvas = application.stage.canvas
    canvas.setFocus()
    for name, key in (("Space", Qt.Key.Key_Space), ("Left", Qt.Key.Key_Left)):
        triggered.clear()
        for _ in range(3):
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True, 1)
            QApplication.sendEvent(canvas, event)
        assert triggered == ([] if name == "Space" else [name_of(name)] * 3)


def test_keys_act_while_the_menu_bar_is_hidden(application, qtbot):
    canvas = application.stage.canvas
    QTest.keyClick(canvas, Qt.Key.Key_F)
    assert application.window.menuBar().isHidden()
    application.column.start_section.add_asked.emit()
    assert len(application.document.scenario.start) == 3
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(application.document.scenario.start) == 2
    QTest.keyClick(canvas, Qt.Key.Key_F)
    assert not application.window.menuBar().isHidden()


def test_space_plays_when_a_menu_has_been_left(application, qtbot):
    """Qt would let the menu bar keep the focus, and open the menu again."""
    bar = application.window.menuBar()
    # As a window manager's focus has it, which there is none of off screen.
    application.window.activateWindow()
    QTest.keyClick(application.window, Qt.Key.Key_Alt)
    bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
    qtbot.waitUntil(bar.hasFocus)
    bar.actions()[1].menu().aboutToHide.emit()
    qtbot.waitUntil(lambda: not bar.hasFocus())
    QTest.keyClick(QApplication.focusWidget() or application.stage.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: application.experiment.is_playing)


@pytest.mark.parametrize(
    ("variant", "key", "word"),
    [
        ("weight-bias", Qt.Key.Key_G, "more than two parameters"),
        ("weight", Qt.Key.Key_S, "two parameters or more"),
        ("weight-bias", Qt.Key.Key_H, "surface only"),
        ("weight-bias", Qt.Key.Key_O, "surface only"),
    ],
)
def test_a_key_that_can_do_nothing_tells_why(variant, key, word, application):
    application.document.change(with_value(application.document.scenario, "model.variant", variant), "variant")
    messages = application.stage.messages
    QTest.keyClick(application.stage.canvas, key)
    assert word in messages.text
    # It is no fault, and goes by itself.
    assert messages.is_floating
    messages.clear()
    QTest.keyClick(application.stage.canvas, Qt.Key.Key_E)
    assert messages.text == ""


def test_no_key_tells_why_where_it_acts(application):
    application.document.change(with_value(application.document.scenario, "model.variant", "weight-bias"), "variant")
    for key in (Qt.Key.Key_S, Qt.Key.Key_H, Qt.Key.Key_O, Qt.Key.Key_O):
        QTest.keyClick(application.stage.canvas, key)
        assert application.stage.messages.text == ""


def test_tab_leads_through_all_controls_from_top_to_bottom_and_on(application):
    column, widget = application.column, application.stage.canvas
    seen = []
    for _ in range(400):
        widget = widget.nextInFocusChain()
        if widget is application.stage.canvas:
            break
        if is_control(widget) and widget.focusProxy() is None and widget.isVisibleTo(application.window):
            seen.append(widget)
    assert application.window.transport.play in seen
    for path in ("model.variant", "model.activation", "start.weight", "training.learning_rate", "training.steps"):
        assert column.control(path).focusProxy() in seen, path
    below = [widget.mapTo(column, widget.rect().topLeft()) for widget in seen if column.isAncestorOf(widget)]
    assert all(after.y() > before.y() - 12 for before, after in pairwise(below))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_menu_has_the_key_of_a_control_or_of_another_menu(application, language):
    """Qt acts on neither of two that share a key."""
    application.actions[f"language_{language}"].trigger()
    titles = [entry.text() for entry in application.window.menuBar().actions()]
    keys = [QKeySequence.mnemonic(title).toString() for title in titles]
    assert all(keys)
    assert len({*keys, *FOCUS_KEYS.values()}) == len(keys) + len(FOCUS_KEYS)


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_key_of_a_control_ends_at_it_where_it_is_seen(language, scale, puzzle, make_application):
    application = make_application(with_value(puzzle, "model.variant", "weight-bias"), size=(1280, 720))
    application.actions[f"language_{language}"].trigger()
    application.window.set_scale(scale)
    column = application.column
    for path, shown in product(FOCUS_KEYS, (True, False)):
        column.set_open_sections([])
        column.verticalScrollBar().setValue(0)
        application.window.show_panel("controls", shown)
        keys = FOCUS_KEYS[path]
        QTest.keySequence(application.stage.canvas, QKeySequence(keys))
        control, focused = column.control(path), QApplication.focusWidget()
        assert focused is not None, path
        assert focused is control or control.isAncestorOf(focused), path
        assert focused.visibleRegion().boundingRect() == focused.rect(), path
        assert control.visibleRegion().boundingRect() == control.rect(), path


def test_the_key_of_a_control_that_is_not_there_tells_so(application):
    assert application.document.scenario.model.variant == "weight"
    QTest.keySequence(application.stage.canvas, QKeySequence(FOCUS_KEYS["start.bias"]))
    assert "Bias" in application.stage.messages.text


def test_tab_leads_through_the_transport_from_left_to_right(application):
    transport = application.transport
    widget, seen = transport.buttons["reset"], []
    for _ in range(400):
        if is_control(widget) and transport.isAncestorOf(widget):
            seen.append(widget)
        widget = widget.nextInFocusChain()
        if widget is transport.buttons["reset"]:
            break
    assert {transport.play, transport.speed, transport.timeline, transport.record} < set(seen)
    assert set(transport.buttons.values()) < set(seen)
    places = [found.mapTo(transport, found.rect().topLeft()).x() for found in seen]
    assert places == sorted(places)


@pytest.mark.parametrize("alone", [False, True])
def test_f10_leads_to_the_menus_and_back(alone, application, qtbot):
    bar, canvas = application.window.menuBar(), application.stage.canvas
    application.window.activateWindow()
    canvas.setFocus()
    application.window.set_stage_alone(alone)
    QTest.keyClick(canvas, Qt.Key.Key_F10)
    qtbot.waitUntil(bar.hasFocus)
    assert bar.activeAction() is bar.actions()[0]
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.activeAction() is bar.actions()[1]
    QTest.keyClick(bar, Qt.Key.Key_F10)
    assert canvas.hasFocus()
    QTest.keyClick(canvas, Qt.Key.Key_F10)
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert canvas.hasFocus()


def test_the_list_of_keys_tells_of_all_of_them():
    for spec in ACTIONS:
        if spec.keys:
            assert spec.shown_text().replace("&", "") in keys_html()
    assert "F10" not in keys_html(presenting=True)
