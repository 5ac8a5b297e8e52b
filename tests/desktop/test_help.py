"""What helps: the hint of the first start."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reluviz.desktop.settings import Settings


@pytest.fixture
def first(make_application):
    """The window at the very first start."""
    return make_application(first=True)


def clicked(application):
    viewport = application.stage.canvas.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())


ENDS = {
    "its cross": lambda app: app.stage.messages.close_button.click(),
    "Escape": lambda app: QTest.keyClick(app.stage.canvas, Qt.Key.Key_Escape),
    "Space": lambda app: QTest.keyClick(app.stage.canvas, Qt.Key.Key_Space),
    "a click": clicked,
    "a presentation": lambda app: app.actions["present"].trigger(),
}


@pytest.mark.parametrize("how", ENDS)
def test_the_hint_goes_once_somebody_has_begun_and_does_not_come_again(how, first, make_application, tmp_path):
    said = first.stage.messages.text
    assert "Space" in said
    assert "F1" in said
    assert first.stage.canvas.hasFocus()
    ENDS[how](first)
    assert first.stage.messages.text == ""
    assert first.handlers.help.hint is None
    settings = Settings(tmp_path / "reluviz.ini")
    assert not settings.is_new
    assert settings.get("help/greeted")


def test_the_hint_stands_above_the_landscape_and_not_on_it(first):
    stage = first.stage
    assert stage.messages.geometry().bottom() < stage.canvas.geometry().top()


def test_the_hint_is_said_in_the_language_of_now(first):
    first.actions["language_fr"].trigger()
    assert first.stage.messages.text.startswith("Espace")
    QTest.keyClick(first.stage.canvas, Qt.Key.Key_Escape)
    assert first.stage.messages.text == ""


def test_another_message_that_has_come_instead_stays(first):
    first.stage.messages.say("Something went wrong.")
    clicked(first)
    assert first.stage.messages.text == "Something went wrong."
    assert first.handlers.help.hint is None


def test_a_later_start_has_no_hint(application):
    assert application.stage.messages.text == ""
