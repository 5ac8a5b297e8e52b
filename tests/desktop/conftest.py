"""The window as tests build it: by the program's own composition root, with NumPy, and with questions answered."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from reluviz.errors import EngineFailed
from reluviz.scenario.sources import find_scenario


class Answers:
    """Answers the file dialogs' questions with the paths that a test has given."""

    def __init__(self):
        self.path = None
        self.asked = []

    def _answer(self, what, suggested):
        self.asked.append((what, suggested))
        return self.path

    def open_path(self, folder):
        return self._answer("open", folder)

    def save_path(self, suggested):
        return self._answer("save", suggested)

    def picture_path(self, suggested):
        return self._answer("picture", suggested)

    def film_path(self, suggested):
        return self._answer("film", suggested)

    def table_path(self, suggested):
        return self._answer("table", suggested)


class NumpyEngines:
    """Engines without the TensorFlow process."""

    def quick(self, problem, landscape):
        from reluviz.training.numpy_engine import NumpyEngine

        return NumpyEngine(problem, landscape)

    def late(self, problem):
        raise EngineFailed("there is no TensorFlow in this test")

    def shared_process(self):
        return None


@pytest.fixture
def answers():
    return Answers()


@pytest.fixture
def puzzle():
    scenario = find_scenario("puzzle")
    return replace(scenario, training=replace(scenario.training, engine="numpy"))


def settle(*objects):
    """Delete what was asked to be deleted later."""
    for found in objects:
        found.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


@pytest.fixture
def make_application(qtbot, tmp_path, answers, puzzle):
    """Return a function that builds the whole window; it is closed at the end of the test."""
    from reluviz.desktop.application import Application
    from reluviz.desktop.settings import Settings

    made = []

    def make(scenario=None, path: Path | None = None, *, size=(1280, 800), shown=True, settings=None, first=False):
        if settings is None:
            settings = Settings(tmp_path / "reluviz.ini")
        # Else each of them would be the first start, and its hint would stand above the landscape.
        settings.is_new = first
        application = Application(
            scenario or puzzle,
            path,
            settings=settings,
            engines=NumpyEngines(),
            dialogs=answers,
            draft=tmp_path / "unsaved.toml",
        )
        made.append(application)
        application.window.resize(*size)
        if shown:
            application.show()
            qtbot.waitUntil(application.stage_is_painted)
        return application

    yield make
    for application in made:
        application.window.close()
        application.close()
        settle(application.window, application)


@pytest.fixture
def application(make_application):
    return make_application()


@pytest.fixture
def window(application):
    return application.window


def move_control(control, random, *, typed=False):
    """Change a control by hand, as a person would, to a random value; return whether there was another one."""
    from reluviz.desktop.controls.axis_control import AxisControl
    from reluviz.desktop.controls.choice_control import ChoiceControl
    from reluviz.desktop.controls.number_control import NumberControl
    from reluviz.desktop.controls.switch_control import SwitchControl

    if isinstance(control, NumberControl):
        if typed:
            value = control.scale.value(random.randrange(control.scale.count + 1))
            control.field.setText(str(int(value) if control.whole else value))
            control.field.take()
        else:
            control.slider.setValue(random.randrange(control.scale.count + 1))
            control.slider.gesture_ended.emit()
    elif isinstance(control, ChoiceControl):
        index = random.randrange(len(control.names))
        if control.box is not None:
            control.box.setCurrentIndex(index)
            control.box.activated.emit(index)
        else:
            control.segments.show_index(-1)
            control.segments.chosen.emit(index)
    elif isinstance(control, SwitchControl):
        control.switch.click()
    elif isinstance(control, AxisControl):
        low, high = sorted(random.sample(range(-12, 13), 2))
        for field, number in zip(control.fields, (low, high, random.randint(2, 5)), strict=True):
            field.setText(str(number))
            field.take()
    else:
        control.line.setText(f"run {random.randrange(100)}")
        control.line.editingFinished.emit()


@pytest.fixture
def move():
    return move_control


@pytest.fixture
def record_window(make_application, puzzle, qtbot, tmp_path):
    """The window, with some steps trained, and the dialog open for a film that is quickly made."""
    recording = replace(puzzle.recording, size=(160, 90), fps=10.0, seconds=0.5, hold=0.2)
    made = make_application(replace(puzzle, recording=recording))
    made.settings.set("file/folder", str(tmp_path / "films"))
    (tmp_path / "films").mkdir()
    made.experiment.step(20)
    qtbot.waitUntil(lambda: made.experiment.newest == 20 and made.experiment.playback.playhead == 20)
    made.actions["record"].trigger()
    return made
