"""The surface in the window: the camera is a part of the scenario, and what moves it is drawn in time."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reluviz.desktop import motion
from reluviz.desktop.edits import with_value
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.writing import scenario_text
from reluviz.scene.surface_grid import grid_key

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key


@pytest.fixture
def surface(application):
    """The window with the surface over weight and bias."""
    scenario = with_value(application.document.scenario, "model.variant", "weight-bias")
    application.document.change(scenario, "variant")
    application.document.change(with_value(application.document.scenario, "view.kind", "surface"), "view")
    application.frames.show_now()
    assert application.landscape_view.kind == "surface"
    return application


def turn(application, *points, button=RIGHT, keys=NONE):
    port = application.stage.canvas.viewport()
    QTest.mousePress(port, button, keys, points[0])
    for point in points[1:]:
        QTest.mouseMove(port, point)
    QTest.mouseRelease(port, button, keys, points[-1])


def has_its_grid(view):
    """Tell whether a surface is drawn from the grid that the moment asks for, and not from one that came before."""
    grid = view.stage._source.grid
    return grid is not None and grid.key == grid_key(view.moment)


def pixels(application, qtbot):
    """Return the stage as it is once it stands, without what stands beside the pointer."""
    application.landscape_view.pointer.leave()
    view = application.landscape_view
    qtbot.waitUntil(lambda: not application.frames.is_turning and not view.stage.is_moving)
    qtbot.waitUntil(lambda: view.kind != "surface" or has_its_grid(view))
    application.stage.canvas.grab()
    qtbot.waitUntil(lambda: view.kind != "surface" or view.stage.faces.is_whole)
    return application.stage.canvas.grab().toImage()


def test_a_turn_by_the_mouse_is_kept_in_the_scenario_and_can_be_undone(surface, qtbot):
    before = surface.document.scenario.view
    turn(surface, QPoint(300, 200), QPoint(340, 200), QPoint(360, 230))
    after = surface.document.scenario.view
    camera = surface.landscape_view.stage.camera
    assert after.azimuth < before.azimuth
    assert after.elevation > before.elevation
    assert (camera.azimuth, camera.elevation) == pytest.approx((after.azimuth, after.elevation), abs=0.06)
    # A file has it, and reading it gives it back.
    assert parse_scenario(scenario_text(surface.document.scenario)).view == after
    qtbot.waitUntil(lambda: not surface.frames.is_turning)
    surface.actions["undo"].trigger()
    qtbot.waitUntil(lambda: surface.landscape_view.stage.camera.azimuth == before.azimuth)


def test_two_turns_are_two_steps_to_undo_and_keys_in_a_row_are_one(surface):
    count = surface.document.undo_stack.count()
    turn(surface, QPoint(300, 200), QPoint(340, 200))
    turn(surface, QPoint(300, 200), QPoint(340, 200))
    assert surface.document.undo_stack.count() == count + 2
    for _ in range(3):
        QTest.keyClick(surface.stage.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert surface.document.undo_stack.count() == count + 3


def test_a_right_click_asks_for_the_menu_and_turns_nothing(surface):
    before, asked = surface.document.scenario, []
    surface.landscape_view.menu_requested.connect(asked.append)
    QTest.mouseClick(surface.stage.canvas.viewport(), RIGHT, NONE, QPoint(300, 200))
    assert len(asked) == 1
    assert surface.document.scenario == before


def test_a_control_moves_the_camera_and_the_picture_is_fine_again_in_the_end(surface, qtbot):
    view = surface.landscape_view
    surface.column.set_open_sections(["axes"])
    control = surface.column.control("view.azimuth")
    assert control.isVisible()
    for value in (10.0, 20.0, 30.0):
        control.changed.emit(value)
    qtbot.waitUntil(lambda: view.stage.camera.azimuth == 30.0)
    qtbot.waitUntil(lambda: not view.stage.is_moving and not surface.frames.is_turning)
    assert view.trails.isVisible()
    # And then nothing runs any more.
    qtbot.waitUntil(lambda: not surface.frames.is_running)


def test_height_and_cut_have_controls_on_a_surface_only(surface, qtbot):
    surface.column.set_open_sections(["axes"])
    for key in ("height", "cut", "azimuth", "elevation"):
        assert surface.column.control(f"view.{key}").isVisible()
    surface.column.control("view.cut").changed.emit(2.0)
    surface.column.control("view.height").changed.emit("linear")
    qtbot.waitUntil(lambda: surface.landscape_view.stage.mesh.heights.top == 2.0)
    assert surface.landscape_view.stage.mesh.heights.kind == "linear"
    surface.column.control("view.kind").changed.emit("map")
    for key in ("height", "cut", "azimuth", "elevation"):
        assert not surface.column.control(f"view.{key}").isVisible()
    surface.column.control("view.kind").changed.emit("surface")
    assert surface.document.scenario.view.cut == 2.0


def test_the_turntable_stops_where_there_is_nothing_to_turn(surface, qtbot):
    surface.actions["turntable"].trigger()
    qtbot.waitUntil(lambda: (surface.frames.turn or 0.0) > 1.0)
    surface.document.change(with_value(surface.document.scenario, "view.kind", "map"), "view")
    assert surface.frames.turn is None
    assert not surface.actions["turntable"].isChecked()
    assert not surface.actions["turntable"].isEnabled()
    qtbot.waitUntil(lambda: not surface.frames.is_running)


def test_another_scenario_is_seen_from_its_own_camera_though_the_turntable_turned(surface, qtbot):
    surface.actions["turntable"].trigger()
    qtbot.waitUntil(lambda: (surface.frames.turn or 0.0) > 1.0)
    scenario = with_value(surface.document.scenario, "view.azimuth", 35.25)
    surface.document.open(scenario, None)
    assert surface.frames.turn is None
    assert not surface.actions["turntable"].isChecked()
    assert surface.actions["turntable"].isEnabled()
    qtbot.waitUntil(lambda: surface.landscape_view.stage.camera.azimuth == 35.25)
    surface.handlers.camera.set_turntable(False)
    assert surface.document.scenario == scenario
    assert not surface.document.modified
    qtbot.waitUntil(lambda: not surface.frames.is_running)


def test_the_surface_switched_off_gives_way_to_what_its_own_scenario_shows(surface):
    """Not to what was shown before a surface in a scenario that was open earlier."""
    document = surface.document
    document.change(with_value(document.scenario, "view.kind", "curve"), "view")
    QTest.keyClick(surface.stage.canvas, Key.Key_S)
    QTest.keyClick(surface.stage.canvas, Key.Key_S)
    assert document.scenario.view.kind == "curve"
    QTest.keyClick(surface.stage.canvas, Key.Key_S)
    document.open(document.scenario, None)
    assert document.scenario.view.kind == "surface"
    QTest.keyClick(surface.stage.canvas, Key.Key_S)
    assert document.scenario.view.kind == "auto"


@pytest.mark.parametrize("before", ["auto", "map", "curve"])
def test_a_surface_switched_off_comes_back_from_its_file(surface, answers, tmp_path, before):
    document, path = surface.document, tmp_path / "there.toml"
    document.change(with_value(document.scenario, "view.kind", before), "view")
    QTest.keyClick(surface.stage.canvas, Key.Key_S)
    view = replace(document.scenario.view, azimuth=35.0, elevation=12.5, height="linear", cut=2.0)
    document.change(replace(document.scenario, view=view), "view")
    QTest.keyClick(surface.stage.canvas, Key.Key_S)
    assert document.scenario.view.kind == before
    answers.path = path
    surface.actions["save_as"].trigger()
    surface.handlers.file.open_path(path)
    assert document.scenario.view == replace(view, kind=before)
    QTest.keyClick(surface.stage.canvas, Key.Key_S)
    assert document.scenario.view == view


def test_a_click_sets_the_followed_start_on_the_surface(surface, qtbot):
    canvas, view = surface.stage.canvas, surface.landscape_view
    area = view.plot.area
    at = canvas.mapFromScene(view.plot.box.mapToScene(area.width() / 2, area.height() / 2))
    w, b = view.stage.point_at(view.plot.box.mapFromScene(canvas.mapToScene(at)))
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    start = surface.document.scenario.start[0]
    assert (start.weight, start.bias) == pytest.approx((w, b), abs=0.05)
    qtbot.waitUntil(lambda: surface.experiment.history.runs != ())


def test_the_table_of_the_landscape_is_over_the_parameters(surface):
    rows = surface.handlers.views.table("landscape").splitlines()
    assert rows[0] == "weight,bias,loss"
    first, last = (tuple(map(float, row.split(",")))[:2] for row in (rows[1], rows[-1]))
    assert (first, last) == ((-12.0, -12.0), (12.0, 12.0))


@pytest.mark.parametrize(
    ("key", "keys"),
    [
        *((key, SHIFT) for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)),
        *((key, ALT) for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)),
        (Key.Key_Plus, NONE),
        (Key.Key_Minus, NONE),
        (Key.Key_H, NONE),
        (Key.Key_S, NONE),
        (Key.Key_B, NONE),
    ],
)
def test_every_key_changes_the_picture(surface, qtbot, key, keys):
    before = pixels(surface, qtbot)
    starts = surface.document.scenario.start
    QTest.keyClick(surface.stage.canvas, key, keys)
    qtbot.waitUntil(lambda: pixels(surface, qtbot) != before)
    assert surface.document.scenario.start == starts


@pytest.mark.parametrize(("button", "keys"), [(LEFT, NONE), (LEFT, CTRL), (LEFT, SHIFT), (MIDDLE, NONE), (RIGHT, NONE)])
def test_every_drag_changes_the_picture_and_no_start(surface, qtbot, button, keys):
    before, starts = pixels(surface, qtbot), surface.document.scenario.start
    turn(surface, QPoint(300, 200), QPoint(340, 210), QPoint(380, 230), button=button, keys=keys)
    qtbot.waitUntil(lambda: pixels(surface, qtbot) != before)
    assert surface.document.scenario.start == starts


def test_a_wheel_is_drawn_coarsely_at_once_and_finely_in_the_end(surface, qtbot):
    before = pixels(surface, qtbot)
    surface.landscape_view.zoom_by(1.2)
    assert surface.landscape_view.stage.is_moving
    assert pixels(surface, qtbot) != before
    qtbot.waitUntil(lambda: not surface.frames.is_running)


@pytest.mark.parametrize("how", ["key", "double click"])
def test_the_camera_comes_back(surface, qtbot, how):
    before, home = pixels(surface, qtbot), surface.document.scenario.view
    turn(surface, QPoint(300, 200), QPoint(340, 230), button=LEFT)
    surface.landscape_view.zoom_by(0.7)
    surface.landscape_view.pan_by(20.0, 5.0)
    assert pixels(surface, qtbot) != before
    if how == "key":
        QTest.keyClick(surface.stage.canvas, Key.Key_V)
    else:
        QTest.mouseDClick(surface.stage.canvas.viewport(), LEFT, NONE, QPoint(6, 6))
        # Which leaves the button down, for all tests that follow.
        QTest.mouseRelease(surface.stage.canvas.viewport(), LEFT, NONE, QPoint(6, 6))
    assert surface.document.scenario.view == home
    qtbot.waitUntil(lambda: pixels(surface, qtbot) == before)


def test_the_camera_of_a_file_comes_back_to_the_last_digit(surface):
    document = surface.document
    view = replace(document.scenario.view, azimuth=-60.25, elevation=33.333)
    document.open(replace(document.scenario, view=view), None)
    QTest.keyClick(surface.stage.canvas, Key.Key_V)
    # Stopped before it has turned by anything.
    surface.handlers.camera.set_turntable(True)
    surface.handlers.camera.set_turntable(False)
    assert document.scenario.view == view
    assert not document.modified
    QTest.keyClick(surface.stage.canvas, Key.Key_Up, SHIFT)
    # What a key gives is rounded, what it does not turn stays.
    assert (document.scenario.view.azimuth, document.scenario.view.elevation) == (-60.25, 38.3)
    QTest.keyClick(surface.stage.canvas, Key.Key_Right, SHIFT)
    QTest.keyClick(surface.stage.canvas, Key.Key_V)
    assert document.scenario.view == view


def test_the_turntable_leaves_no_timer(surface, qtbot):
    for _ in range(2):
        surface.actions["turntable"].trigger()
        qtbot.waitUntil(lambda: (surface.frames.turn or 0.0) > 0.5)
        assert surface.frames.is_running
        surface.actions["turntable"].trigger()
        qtbot.waitUntil(lambda: not surface.frames.is_running)
    surface.actions["turntable"].trigger()
    assert surface.frames.is_running
    surface.window.close()
    assert not surface.frames.is_running
    assert not surface.frames._timer.isActive()


def test_with_reduced_motion_of_the_system_the_turntable_does_not_start(surface, qtbot, monkeypatch):
    monkeypatch.setattr(motion, "style_reduces_motion", lambda style: True)
    surface.handlers.camera.set_turntable(True)
    assert surface.frames.turn is None
    assert not surface.actions["turntable"].isChecked()
    assert not surface.actions["turntable"].isEnabled()
    assert surface.actions["reduced_motion"].isChecked()


def test_a_style_without_animations_reduces_motion(qapp):
    from PySide6.QtWidgets import QProxyStyle, QStyle

    class Still(QProxyStyle):
        def styleHint(self, hint, option=None, widget=None, data=None):  # noqa: N802
            if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
                return 0
            return super().styleHint(hint, option, widget, data)

    assert motion.style_reduces_motion(Still())
    assert not motion.style_reduces_motion(qapp.style())
