"""Assistive technology hears when the followed run's fate changes, and of nothing else."""

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent

from reluviz.desktop import verdict_strip


@pytest.fixture
def heard(application, monkeypatch):
    """What has been announced while a screen reader listens."""
    said = []
    monkeypatch.setattr(verdict_strip, "announce", lambda widget, text: said.append((widget, text)))
    monkeypatch.setattr(verdict_strip.QAccessible, "isActive", lambda: True)
    return said


def trained(application, qtbot, step):
    application.experiment.step(step - application.experiment.history.last_step)
    qtbot.waitUntil(lambda: application.frames.moment.playhead == step)


def test_a_change_of_the_fate_is_said_once_and_a_step_without_one_is_not(application, heard, qtbot):
    trained(application, qtbot, 10)
    assert application.frames.moment.followed_run.fate == "moving"
    assert heard == []
    trained(application, qtbot, 600)
    assert application.frames.moment.followed_run.fate == "converged"
    trained(application, qtbot, 700)
    ((widget, text),) = heard
    assert widget is application.stage.verdict
    assert text.startswith("Converged: loss")


def test_following_another_run_is_not_announced(application, heard, qtbot):
    trained(application, qtbot, 600)
    heard.clear()
    fate = application.frames.moment.followed_run.fate
    application.actions["next_run"].trigger()
    qtbot.waitUntil(lambda: application.frames.moment.followed_run.fate != fate)
    assert heard == []


def test_nothing_is_made_while_nobody_listens(application, heard, monkeypatch, qtbot):
    monkeypatch.setattr(verdict_strip.QAccessible, "isActive", lambda: False)
    trained(application, qtbot, 600)
    assert heard == []


def test_qt_takes_an_announcement(application):
    event = QAccessibleAnnouncementEvent(application.stage.verdict, "Converged")
    assert event.message() == "Converged"
    assert event.object() is application.stage.verdict
    verdict_strip.announce(application.stage.verdict, "Converged")
