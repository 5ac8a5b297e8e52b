"""The racers in the control column: chosen, changed, added and removed, each as one step to undo."""

import pytest
from PySide6.QtCore import Qt

from reluviz.scenario.model import Variation
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.validation import MOST_VARIATIONS
from reluviz.scenario.writing import scenario_text
from reluviz.scene.theme import RUN_COLORS

RACE = """
[model]
variant = "weight-bias"
[training]
engine = "numpy"
batch_size = 10
[[start]]
weight = -3.0
bias = 2.5
[[variation]]
training.optimizer = "adam"
label = {en = "adaptive", fr = "adaptatif"}
[[variation]]
model.activation = "leaky_relu"
color = "purple"
"""


@pytest.fixture
def race(make_application):
    app = make_application(parse_scenario(RACE))
    app.column.set_open_sections(list(app.column.sections))
    return app


def choose(app, qtbot, place):
    qtbot.mouseClick(app.column.race_section.buttons[place], Qt.MouseButton.LeftButton)


def set_value(app, path, value):
    control = app.column.control(path)
    control.changed.emit(value)
    control.gesture_ended.emit()


def changes(app):
    return [dict(variation.changes) for variation in app.document.scenario.variation]


def shown(app):
    return [(button.text(), button.isChecked()) for button in app.column.race_section.buttons if not button.isHidden()]


def test_the_racers_are_listed_with_their_colours(race):
    assert shown(race) == [("ReLU, SGD", True), ("adaptive", False), ("Leaky ReLU", False)]
    dark = race.theme.is_dark
    colors = [button.color for button in race.column.race_section.buttons]
    assert colors == [RUN_COLORS[name][dark] for name in ("blue", "orange", "purple")]


def test_the_controls_show_and_change_the_chosen_racer(race, qtbot):
    column = race.column
    assert column.control("training.optimizer").value == "sgd"
    choose(race, qtbot, 1)
    assert race.experiment.chosen == 1
    assert shown(race)[1] == ("adaptive", True)
    assert column.control("training.optimizer").value == "adam"
    assert not column.control("training.momentum").isEnabled()
    assert column.control("variation.label").value == "adaptive"
    before = race.document.scenario
    set_value(race, "training.learning_rate", 0.2)
    adam, leaky = changes(race)
    assert adam == {"training.optimizer": "adam", "training.learning_rate": 0.2}
    assert leaky == {"model.activation": "leaky_relu"}
    assert race.document.scenario.training == before.training
    assert [session.training.learning_rate for session in race.experiment.race.sessions] == [0.01, 0.2, 0.01]
    # What had been overridden stays so, even with the scenario's own value.
    set_value(race, "training.learning_rate", 0.01)
    choose(race, qtbot, 0)
    set_value(race, "training.learning_rate", 0.3)
    assert [session.training.learning_rate for session in race.experiment.race.sessions] == [0.3, 0.01, 0.3]
    for _ in range(3):
        race.document.undo_stack.undo()
    assert race.document.scenario == before


def test_a_drag_is_one_step_to_undo(race, qtbot):
    choose(race, qtbot, 2)
    before = race.document.scenario
    control = race.column.control("training.learning_rate")
    for value in (0.02, 0.03, 0.04):
        control.changed.emit(value)
    control.gesture_ended.emit()
    assert changes(race)[1]["training.learning_rate"] == 0.04
    race.document.undo_stack.undo()
    assert race.document.scenario == before


def test_the_headings_wear_the_chosen_racer_s_colour(race, qtbot):
    for place, name in ((1, "orange"), (2, "purple"), (0, "blue")):
        choose(race, qtbot, place)
        color = RUN_COLORS[name][race.theme.is_dark].lower()
        for section in ("model", "training"):
            image = race.column.sections[section].heading.grab().toImage()
            assert any(image.pixelColor(10, y).name() == color for y in range(image.height())), (section, name)
        assert race.column.sections["data"].heading.colors == ("", "")


def test_a_racer_is_added_as_a_copy_and_removed_again(race, qtbot):
    choose(race, qtbot, 1)
    section = race.column.race_section
    qtbot.mouseClick(section.add_button, Qt.MouseButton.LeftButton)
    assert race.experiment.chosen == 2
    assert race.document.scenario.variation[1] == Variation(changes=(("training.optimizer", "adam"),))
    assert [text for text, _ in shown(race)] == ["ReLU, SGD", "adaptive", "Adam", "Leaky ReLU"]
    set_value(race, "training.learning_rate", 0.5)
    assert [text for text, _ in shown(race)][2] == "Adam, η = 0.5"
    qtbot.mouseClick(section.remove_button, Qt.MouseButton.LeftButton)
    assert race.experiment.chosen == 1
    assert race.document.scenario == parse_scenario(RACE)
    race.document.undo_stack.undo()
    assert len(race.experiment.race.sessions) == 4
    choose(race, qtbot, 0)
    assert not section.remove_button.isEnabled()


def test_racers_are_added_above_their_list_so_that_the_button_stays(race, qtbot):
    section = race.column.race_section
    before = section.add_button.mapTo(section, section.add_button.rect().topLeft())
    assert before.y() < section.buttons[0].mapTo(section, section.buttons[0].rect().topLeft()).y()
    qtbot.mouseClick(section.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(section.buttons[-1].isVisible)
    assert section.add_button.mapTo(section, section.add_button.rect().topLeft()) == before


def test_a_race_begins_and_ends(application, qtbot):
    application.column.set_open_sections(["race", "model", "training"])
    section = application.column.race_section
    assert shown(application) == []
    assert not section.hint.isHidden()
    assert application.column.sections["model"].heading.colors == ("", "")
    for count in range(1, MOST_VARIATIONS + 1):
        qtbot.mouseClick(section.add_button, Qt.MouseButton.LeftButton)
        assert len(application.document.scenario.variation) == count == application.experiment.chosen
    assert not section.add_button.isEnabled()
    assert section.hint.isHidden()
    assert len({button.color for button in section.buttons}) == 8
    for _ in range(MOST_VARIATIONS):
        application.document.undo_stack.undo()
    assert application.document.scenario.variation == ()
    assert application.experiment.chosen == 0
    assert shown(application) == []


def test_a_label_and_a_colour_are_written_to_the_file(race, qtbot):
    choose(race, qtbot, 2)
    set_value(race, "variation.label", "the leak")
    set_value(race, "variation.color", "grey")
    assert [button.text() for button in race.column.race_section.buttons] == ["ReLU, SGD", "adaptive", "the leak"]
    read = parse_scenario(scenario_text(race.document.scenario))
    assert (read.variation[1].label, read.variation[1].color) == ("the leak", "grey")


def test_a_number_of_units_that_the_starts_do_not_have_is_refused(make_application, qtbot):
    app = make_application(
        parse_scenario(
            "[model]\nvariant = 'hidden-layer'\n[training]\nengine = 'numpy'\n[[start]]\nweight = [1, -1]\n"
            "[[variation]]\ntraining.optimizer = 'adam'"
        )
    )
    app.column.set_open_sections(["race", "model"])
    choose(app, qtbot, 1)
    before = app.document.scenario
    set_value(app, "model.hidden_units", 5)
    assert app.document.scenario == before
    control = app.column.control("model.hidden_units")
    assert control.value == 2
    assert "start.0 has lists of numbers" in control.wrong
