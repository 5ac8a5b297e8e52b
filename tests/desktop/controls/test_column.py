"""Every control is moved by hand, and the scenario, the training and the control agree afterwards."""

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reluviz.desktop.controls.axis_control import AxisControl
from reluviz.desktop.controls.number_control import NumberControl
from reluviz.desktop.edits import value_of, with_many_starts, with_value
from reluviz.scenario.idle import settled
from reluviz.scenario.messages import refusal
from reluviz.scenario.model import FIELDS
from reluviz.scenario.parameters import start_row
from reluviz.scenario.validation import check_scenario

NEEDS = {
    "data.low": {"data.distribution": "uniform"},
    "data.high": {"data.distribution": "uniform"},
    "model.negative_slope": {"model.activation": "leaky_relu"},
    "model.hidden_units": {"model.variant": "hidden-layer"},
    "training.nesterov": {"training.momentum": 0.5},
    "start.bias": {"model.variant": "weight-bias"},
    "start.output_weight": {"model.variant": "weight-bias-output"},
    "start.output_bias": {"model.variant": "weight-bias-output"},
    "starts.bias_initializer": {"model.variant": "weight-bias"},
    "starts.scale": {"starts.initializer": "normal"},
    "starts.weight": {"starts.kind": "grid"},
    "starts.bias": {"starts.kind": "grid", "model.variant": "weight-bias"},
    "view.kind": {"model.variant": "weight-bias"},
    "view.x": {"model.variant": "weight-bias-output"},
    "view.y": {"model.variant": "weight-bias-output"},
}
"""What has to be so for a control to be there."""

TABLES = ("data", "target", "model", "training", "start", "starts")
PATHS = [entry.path for table in TABLES for entry in FIELDS[table] if entry.path != "starts.kind"]
PATHS += ["view.kind", "view.x", "view.y"]


def with_needs(scenario, path):
    if path.startswith("starts."):
        scenario = with_many_starts(scenario, "random")
        scenario = replace(scenario, starts=replace(scenario.starts, count=5))
    for key, value in NEEDS.get(path, {}).items():
        scenario = with_value(scenario, key, value)
    return scenario


def control_of(application, path):
    application.column.set_open_sections(list(application.column.sections))
    table, _, key = path.partition(".")
    return application.column.control(f"target.0.{key}" if table == "target" else path)


def value_in(scenario, path):
    table, _, key = path.partition(".")
    if table in {"target", "start"}:
        return getattr(getattr(scenario, table)[0], key)
    return value_of(scenario, path)


@pytest.mark.parametrize("path", PATHS)
def test_every_control_changes_the_scenario_and_undo_takes_it_back(path, make_application, puzzle, move, qtbot):
    application = make_application(with_needs(puzzle, path))
    control = control_of(application, path)
    assert control.isVisibleTo(application.column)
    before = application.document.scenario
    rng = random.Random(3)
    for _ in range(20):
        move(control, rng)
        if application.document.scenario != before:
            break
    after = application.document.scenario
    assert value_in(after, path) != value_in(before, path)
    check_scenario("", settled(after))
    shown = control_of(application, path).value
    assert shown == (value_in(after, path) if path != "view.kind" else after.view.kind)
    assert application.experiment.session.scenario.model == settled(after).model
    assert application.experiment.session.training == settled(after).training
    # An axis has three fields, each a step of its own.
    assert application.document.undo_stack.count() == 1 or isinstance(control, AxisControl)
    application.document.undo_stack.setIndex(0)
    assert application.document.scenario == before
    qtbot.waitUntil(lambda: application.experiment.session.wait_still(0.0))
    rows = [tuple(application.experiment.history.at(run.id, 0)) for run in application.experiment.history.runs[:2]]
    assert rows == [pytest.approx(start_row(before.model, start)) for start in before.start]


@pytest.mark.parametrize("path", PATHS)
def test_every_control_explains_itself(path, make_application, puzzle):
    application = make_application(with_needs(puzzle, path), shown=False)
    control = control_of(application, path)
    assert control.toolTip()
    assert control.accessibleName()
    part = control.focusProxy()
    assert part.accessibleName()
    assert part.accessibleDescription() or isinstance(control, AxisControl)


@pytest.mark.parametrize(
    "path", [path for path in PATHS if path not in {"start.label", "starts.weight", "starts.bias"}]
)
def test_typed_numbers_reach_as_far_as_the_format(path, make_application, puzzle):
    application = make_application(with_needs(puzzle, path), shown=False)
    control = control_of(application, path)
    if not isinstance(control, NumberControl):
        return
    top = control.spec.maximum
    # The lower end of the uniform inputs stays below the upper one.
    tops = {"model.hidden_units": 50, "starts.count": 50, "data.low": 999}
    text = f"{tops.get(path, int(top))}"
    control.field.setText(text)
    control.field.take()
    assert control.wrong == ""
    assert value_in(application.document.scenario, path) == pytest.approx(float(text))


@pytest.mark.parametrize("text", ["-1", "0", "1001", "x", "", "1e9"])
def test_a_wrong_number_is_explained_where_it_stands(text, application):
    control = application.column.control("training.learning_rate")
    before = application.document.scenario
    control.field.setText(text)
    control.field.take()
    assert control.wrong == "Type a number above 0, up to 1,000."
    assert control.field.property("wrong")
    assert control.sizeHint().height() > control.content_height()
    assert application.document.scenario == before
    control.field.setText("0.5")
    control.field.take()
    assert control.wrong == ""
    assert application.document.scenario.training.learning_rate == 0.5


@pytest.fixture
def refusing(monkeypatch):
    """Let every change be refused, as if it made no sense beside the others."""

    def refuse(_file, _scenario):
        raise refusal("", "start.0", "this", "that")

    def begin():
        monkeypatch.setattr("reluviz.desktop.application.check_scenario", refuse)

    return begin


@pytest.mark.parametrize("path", PATHS)
def test_every_control_tells_a_refusal_and_shows_what_holds(path, make_application, puzzle, move, refusing, qtbot):
    application = make_application(with_needs(puzzle, path))
    control = control_of(application, path)
    before, shown = application.document.scenario, control.value
    refusing()
    rng = random.Random(3)
    for _ in range(20):
        move(control, rng)
        if control.wrong:
            break
    assert control.wrong == "Found this; allowed: that."
    qtbot.waitUntil(lambda: control.height() == control.sizeHint().height() > control.content_height())
    assert control.value == shown
    assert application.document.scenario == before
    assert application.document.undo_stack.count() == 0


def test_buttons_and_lists_tell_a_refusal_too(application, refusing):
    application.column.set_open_sections(list(application.column.sections))
    starts, teacher = application.column.start_section, application.column.sections["teacher"]
    refusing()
    starts.many.changed.emit("grid")
    assert starts.many.wrong == "Found this; allowed: that."
    assert starts.many.value == "none"
    teacher.add_button.click()
    assert teacher.wrong.isVisible()
    assert teacher.wrong.text() == "Found this; allowed: that."


def test_a_count_that_is_too_large_with_the_placed_starts_is_explained(application, qtbot):
    application.column.start_section.many.changed.emit("random")
    control = application.column.control("starts.count")
    control.field.setFocus()
    control.field.setText("10000")
    QTest.keyClick(control.field, Qt.Key.Key_Return)
    assert control.wrong == "Found 10002 runs; allowed: at most 10000 runs in all."
    assert control.field.text() == "10000"
    assert control.field.property("wrong")
    assert application.document.scenario.starts.count == 100
    # It goes with the next right number, or when the person gives up.
    control.field.setText("9998")
    QTest.keyClick(control.field, Qt.Key.Key_Return)
    assert control.wrong == ""
    assert application.document.scenario.starts.count == 9998
    control.field.setFocus()
    control.field.setText("9999")
    QTest.keyClick(control.field, Qt.Key.Key_Return)
    assert control.wrong
    QTest.keyClick(control.field, Qt.Key.Key_Escape)
    assert control.wrong == ""
    assert control.field.text() == "9,998"


def test_a_grid_that_is_too_large_is_explained(application):
    application.column.start_section.many.changed.emit("grid")
    control = application.column.control("starts.weight")
    count = control.fields[2]
    count.setText("10000")
    count.take()
    assert control.wrong == "Found 10002 runs; allowed: at most 10000 runs in all."
    assert count.property("wrong")
    assert application.document.scenario.starts.weight.count == 9
    # A change of something else takes the complaint away.
    application.column.control("training.learning_rate").changed.emit(0.1)
    assert control.wrong == ""
    assert count.text() == "9"


def test_ends_of_the_uniform_inputs_do_not_cross(make_application, puzzle):
    application = make_application(with_value(puzzle, "data.distribution", "uniform"), shown=False)
    control_of(application, "data.low").changed.emit(3.0)
    data = application.document.scenario.data
    assert data.low == 3.0
    assert data.high > data.low


def test_controls_that_do_not_act_are_hidden(application, qtbot):
    application.column.set_open_sections(list(application.column.sections))
    column = application.column
    momentum = column.control("training.momentum")
    assert momentum.isVisibleTo(column)
    assert not column.control("model.hidden_units").isVisibleTo(column)
    assert not column.control("start.bias").isVisibleTo(column)
    assert not column.control("training.nesterov").isVisibleTo(column)


def test_what_stands_below_a_control_that_does_not_act_stays_where_it_is(application, qtbot):
    column = application.column
    column.set_open_sections(["training"])
    qtbot.waitUntil(lambda: column.control("training.steps").y() > 0)
    momentum, batch = column.control("training.momentum"), column.control("training.batch_size")
    paths = [path for path in column.sections["training"].controls if path != "training.nesterov"]

    def places():
        return {path: (column.control(path).y(), column.control(path).height()) for path in paths}

    before = places()
    for path, value in (("optimizer", "adam"), ("gradient", "exact"), ("optimizer", "sgd"), ("momentum", 0.5)):
        column.control(f"training.{path}").changed.emit(value)
        QApplication.processEvents()
        assert places() == before
        training = application.document.scenario.training
        for control, acting in (
            (momentum, training.optimizer == "sgd"),
            (batch, training.gradient == "batch"),
        ):
            assert control.isEnabled() == control.slider.isVisibleTo(column) == acting
            assert (control.field.text() == "—") is not acting
    assert column.control("training.nesterov").isVisibleTo(column)
    assert momentum.field.text() == "0.5"
    assert batch.toolTip().count("1,000") == 0


def test_a_value_that_does_not_act_is_kept_for_when_it_does(application):
    column = application.column
    column.control("training.momentum").changed.emit(0.9)
    column.control("training.optimizer").changed.emit("adam")
    assert application.experiment.session.training.momentum == 0
    column.control("training.optimizer").changed.emit("sgd")
    assert application.experiment.session.training.momentum == 0.9


def test_live_settings_act_on_the_running_training(application, qtbot):
    session = application.experiment.session
    application.experiment.play()
    qtbot.waitUntil(lambda: session.history.last_step > 5)
    for path, value in (
        ("training.learning_rate", 0.1),
        ("training.optimizer", "adam"),
        ("training.batch_size", 10),
        ("training.gradient", "exact"),
    ):
        before = len(session.history.events)
        application.column.control(path).changed.emit(value)
        qtbot.waitUntil(lambda before=before: len(session.history.events) > before)
        # What changes at the same step would be one event.
        qtbot.waitUntil(lambda: session.history.last_step > session.history.events[-1].step)
    assert application.experiment.session is session
    told = [change[0] for event in session.history.events for change in event.changes]
    assert told == ["learning_rate", "optimizer", "batch_size", "gradient"]
    assert application.experiment.is_playing
    qtbot.waitUntil(lambda: len(application.transport.timeline.marks) == 4)


def test_a_changed_variant_starts_anew_and_goes_on_playing(application, qtbot):
    session = application.experiment.session
    application.experiment.play()
    qtbot.waitUntil(lambda: session.history.last_step > 50)
    application.column.control("model.variant").changed.emit("weight-bias")
    assert application.experiment.session is not session
    assert application.experiment.history.last_step < 50
    qtbot.waitUntil(lambda: application.experiment.history.last_step > 5)
    qtbot.waitUntil(lambda: application.landscape_view.kind == "map")


def test_teacher_of_several_relus(application):
    application.column.set_open_sections(["teacher"])
    section = application.column.sections["teacher"]
    section.add_button.click()
    assert [target.weight for target in application.document.scenario.target] == [1.0, -1.0]
    application.column.control("target.1.weight").changed.emit(-2.0)
    assert application.document.scenario.target[1].weight == -2.0
    section.remove_button.click()
    assert len(application.document.scenario.target) == 1
    assert application.column.control("target.1.weight") is None
    assert not section.remove_button.isEnabled()


def test_one_unit_at_a_time_of_a_hidden_layer(make_application, puzzle):
    application = make_application(with_value(puzzle, "model.variant", "hidden-layer"), shown=False)
    section = application.column.start_section
    section.unit.changed.emit(2)
    application.column.control("start.weight").changed.emit(4.0)
    assert application.document.scenario.start[0].weight == (10.0, 4.0)
    assert "w₂" in application.column.control("start.weight").label
    application.column.control("model.hidden_units").changed.emit(5)
    assert section.unit.spec.maximum == 5
    assert application.experiment.session.landscape.model.hidden_units == 5


@pytest.mark.parametrize("kind", ["random", "grid"])
def test_many_starts_by_rule(kind, application, qtbot):
    section = application.column.start_section
    section.many.changed.emit(kind)
    runs = application.experiment.history.runs
    assert len(runs) == 2 + (100 if kind == "random" else 9)
    section.many.changed.emit("none")
    assert len(application.experiment.history.runs) == 2


def test_folded_sections_build_nothing_and_are_remembered(application):
    column = application.column
    assert column.control("data.noise") is None
    column.sections["data"].heading.click()
    assert column.control("data.noise").isVisibleTo(column)
    application.window.remember()
    assert "data" in application.settings.get("window/sections")
    column.sections["data"].heading.click()
    assert not column.sections["data"].is_open


def test_a_drag_is_one_step_to_undo(application):
    control = application.column.control("start.weight")
    before = application.document.scenario
    control.slider.setSliderDown(True)
    for position in (100, 200, 300):
        control.slider.setSliderPosition(position)
    control.slider.setSliderDown(False)
    control.slider.gesture_ended.emit()
    control.slider.setValue(900)
    assert application.document.undo_stack.count() == 2
    application.document.undo_stack.undo()
    application.document.undo_stack.undo()
    assert application.document.scenario == before


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_nothing_in_the_column_is_wider_than_what_is_seen_of_it(scale, spoken, make_application, qtbot):
    application = make_application(size=(1280, 720))
    application.actions[f"language_{spoken}"].trigger()
    application.window.set_scale(scale)
    column = application.column
    column.set_open_sections(list(column.sections))
    qtbot.waitUntil(lambda: column.widget().width() == column.viewport().width())
    add, remove = column.start_section.add_button, column.start_section.remove_button
    for button in (add, remove):
        assert button.width() >= button.sizeHint().width()
        assert button.mapTo(column.viewport(), button.rect().bottomRight()).x() <= column.viewport().width()
