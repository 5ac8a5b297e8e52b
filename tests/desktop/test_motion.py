"""Reduced motion: nothing moves but what trains."""

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reluviz.desktop.edits import with_value
from reluviz.scenario.sources import find_scenario

EFFECTS = (Qt.UIEffect.UI_General, Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeTooltip)


@pytest.fixture
def effects(qapp):
    """A system whose menus glide."""
    before = enabled()
    for effect in EFFECTS:
        QApplication.setEffectEnabled(effect, True)
    yield list(EFFECTS)
    for effect in reversed(EFFECTS):
        QApplication.setEffectEnabled(effect, effect in before)


def enabled():
    return [effect for effect in EFFECTS if QApplication.isEffectEnabled(effect)]


def test_menus_and_tooltips_do_not_glide_and_do_so_again_where_the_system_has_it(effects, application):
    assert enabled() == effects
    application.actions["reduced_motion"].trigger()
    assert enabled() == []
    application.actions["stage_alone"].trigger()
    application.actions["stage_alone"].trigger()
    assert enabled() == []
    application.actions["reduced_motion"].trigger()
    assert enabled() == effects


@pytest.fixture
def blinking(qapp):
    """A system whose cursors blink."""
    before = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(900)
    yield 900
    QApplication.setCursorFlashTime(before)


def test_no_cursor_blinks(blinking, application):
    application.actions["reduced_motion"].trigger()
    assert QApplication.cursorFlashTime() <= 0
    application.actions["stage_alone"].trigger()
    application.actions["stage_alone"].trigger()
    application.actions["reduced_motion"].trigger()
    assert QApplication.cursorFlashTime() == blinking


def test_a_surface_stands_still_while_nothing_trains(make_application, qtbot):
    scenario = find_scenario("bias")
    for path, value in (("view.kind", "surface"), ("training.engine", "numpy")):
        scenario = with_value(scenario, path, value)
    application = make_application(scenario)
    application.actions["reduced_motion"].trigger()
    window, canvas = application.window, application.stage.canvas
    QTest.keyClick(canvas, Qt.Key.Key_O)
    for name in ("panel_update", "panel_loss", "panel_controls", "stage_alone", "stage_alone"):
        application.actions[name].trigger()
        moving = [found for found in window.findChildren(QAbstractAnimation) if found.state() != found.State.Stopped]
        assert moving == []
    frames, view = application.frames, application.landscape_view
    qtbot.waitUntil(lambda: not frames.is_turning and not view.stage.is_moving and not frames.is_running)
    # No frame comes by itself any more, as it would for a turntable.
    assert not frames.is_running
    azimuth = view.stage.camera.azimuth
    frames.tick()
    assert view.stage.camera.azimuth == azimuth
