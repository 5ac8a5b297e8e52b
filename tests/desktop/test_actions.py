"""Every action of the table does what it says."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from reluviz.desktop.action_set import handler_of
from reluviz.desktop.actions import ACTIONS, MENUS, action, is_plain
from tests.desktop.helping_cases import HelpingCases
from tests.desktop.looks_cases import LooksCases
from tests.desktop.running_cases import RunningCases
from tests.desktop.viewing_cases import ViewingCases


class Cases(RunningCases, ViewingCases, LooksCases, HelpingCases):
    """One method an action, by its name."""


@pytest.mark.parametrize("name", [spec.name for spec in ACTIONS])
def test_every_action_does_what_it_says(name, application, qtbot, tmp_path: Path, answers):
    getattr(Cases(), name)(application, qtbot, tmp_path, answers)


def test_names_and_keys_are_unique():
    assert len({spec.name for spec in ACTIONS}) == len(ACTIONS)
    keys = [keys for spec in ACTIONS for keys in spec.keys]
    assert len(set(keys)) == len(keys)
    assert all(not QKeySequence(key).isEmpty() for key in keys)


def test_every_action_is_reachable_and_says_what_it_does():
    for spec in ACTIONS:
        assert spec.menu in {*MENUS, ""}
        assert spec.menu or spec.keys
        assert spec.shown_text()
        assert spec.shown_help().endswith(".")


def test_every_call_is_a_handler(application):
    for spec in ACTIONS:
        assert callable(handler_of(application.handlers, spec))


def test_menus_show_the_keys_without_taking_them(application):
    for spec in ACTIONS:
        made = application.actions[spec.name]
        is_window_wide = [keys for keys in spec.keys if not is_plain(keys)]
        if not is_window_wide:
            assert not made.shortcuts()
        else:
            assert made.shortcuts() == [QKeySequence(keys) for keys in is_window_wide]
            assert made.shortcutContext() == Qt.ShortcutContext.WindowShortcut


def test_plain_keys_are_those_that_a_control_may_want():
    assert is_plain("Space")
    assert is_plain("F")
    assert is_plain("Shift+Space")
    assert not is_plain("F11")
    assert not is_plain("Ctrl+O")
    assert action("play").keys == ("Space",)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_no_menu_needs_a_second_column_on_a_low_screen(scale, language, make_application):
    application = make_application(size=(1280, 720))
    application.actions[f"language_{language}"].trigger()
    application.window.set_scale(scale)
    application.desk.fill_menu()
    menus = [menu for menu in application.window.menuBar().findChildren(QMenu) if menu.actions()]
    assert {"Theme and colours", "Thème et couleurs"} & {menu.title() for menu in menus}
    for menu in menus:
        menu.ensurePolished()
        # Of the entries, not of the menu: that would be as high as this test's screen at most.
        height = sum(menu.actionGeometry(action).height() for action in menu.actions() if action.isVisible())
        assert height <= 700, menu.title()
