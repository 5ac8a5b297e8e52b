"""A lesson file that is dropped on the window: it begins, wherever it is let go, and a wrong one is told."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from reluviz.scenario.lesson_reading import parse_lesson
from reluviz.scenario.text import localized
from tests.desktop.test_lessons import LESSON


@pytest.fixture
def lessons(application):
    application.handlers.lessons.begin(parse_lesson(LESSON, "two"))
    application.frames.show_now()
    return application.handlers.lessons


def dropped(target, path):
    """Let a file go over a part of the window, as the desktop does; return whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(target.rect().center(), *rest)
    entered.ignore()
    QApplication.sendEvent(target, entered)
    let_go = QDropEvent(QPointF(target.rect().center()), *rest)
    let_go.ignore()
    QApplication.sendEvent(target, let_go)
    return entered.isAccepted() and let_go.isAccepted()


@pytest.mark.parametrize("presenting", [False, True])
@pytest.mark.parametrize("part", ["landscape", "loss", "controls", "words"])
def test_it_begins_wherever_it_is_let_go(part, presenting, lessons, application, tmp_path):
    application.handlers.presenter.set_presenting(presenting)
    application.window.show_panel("loss", True)
    application.window.show_panel("controls", True)
    path = tmp_path / "dropped.toml"
    path.write_text(LESSON.replace("Two starts", "Dropped"))
    parts = {
        "landscape": application.stage.canvas.viewport(),
        "loss": application.canvases["loss"].viewport(),
        "controls": application.column.control("training.learning_rate").field,
        "words": application.stage.cue_bar.words,
    }
    assert dropped(parts[part], path)
    assert localized(lessons.lesson.title, "en") == "Dropped"
    assert lessons.cue.name == "ask"
    assert application.frames.veiled
    assert "Dropped" in application.stage.cue_bar.place.text()


def test_a_wrong_one_is_told_and_the_lesson_goes_on(lessons, application, tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(LESSON.replace("weight = 0.5", "weigth = 0.5"))
    dropped(application.window, path)
    said = application.stage.messages.text
    assert said.startswith("wrong.toml")
    assert "weigth" in said
    assert localized(lessons.lesson.title, "en") == "Two starts"
