"""The window as tests build it: by the program's own composition root, with NumPy, and with questions answered."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from reluviz.errors import EngineFailed
from reluviz.scenario.reading import find_scenario


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

    def table_path(self, suggested):
        return self._answer("table", suggested)


class NumpyEngines:
    """Engines without the TensorFlow process."""

    def quick(self, problem, landscape):
        from reluviz.training.numpy_engine import NumpyEngine

        return NumpyEngine(problem, landscape)

    def late(self, problem):
        raise EngineFailed("there is no TensorFlow in this test")


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

    def make(scenario=None, path: Path | None = None, *, size=(1280, 800), shown=True, settings=None):
        application = Application(
            scenario or puzzle,
            path,
            language="en",
            settings=settings or Settings(tmp_path / "reluviz.ini"),
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
