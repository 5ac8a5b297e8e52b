"""What is computed beside the window stands still, and trainings do not begin, until the next cue is seen."""

import threading
from dataclasses import replace

import pytest

from reluviz.desktop import hush
from reluviz.desktop.grids import ThreadedGrids
from reluviz.desktop.hush import HUSH, Hush
from reluviz.scenario.sources import built_in_lessons
from tests.desktop.test_threaded_grids import Slow, key


@pytest.fixture(autouse=True)
def _over():
    yield
    HUSH.end()


def test_without_a_hush_nobody_waits():
    Hush().keep()


def test_who_keeps_it_goes_on_when_it_ends(monkeypatch):
    monkeypatch.setattr(hush, "LONGEST_SECONDS", 60.0)
    made, comes, kept = Hush(), threading.Event(), threading.Event()
    made.begin()
    waiting = threading.Thread(target=lambda: (comes.set(), made.keep(), kept.set()))
    waiting.start()
    assert comes.wait(20)
    assert not kept.is_set()
    made.end()
    assert kept.wait(20)
    waiting.join()


def test_no_hush_lasts_for_ever(monkeypatch):
    monkeypatch.setattr(hush, "LONGEST_SECONDS", 0.01)
    made = Hush()
    made.begin()
    made.keep()


def test_a_grid_is_computed_after_the_hush(qapp, qtbot, monkeypatch):
    monkeypatch.setattr(hush, "LONGEST_SECONDS", 60.0)
    comes, keep = threading.Event(), HUSH.keep
    monkeypatch.setattr(HUSH, "keep", lambda: (comes.set(), keep()))
    landscape, source = Slow(), ThreadedGrids()
    landscape.gate.set()
    landscape.pause.set()
    try:
        HUSH.begin()
        assert source.request(key(landscape)) is None
        assert comes.wait(20)
        assert not landscape.rows
        HUSH.end()
        qtbot.waitUntil(lambda: source.request(key(landscape)) is not None)
    finally:
        HUSH.end()
        source.close()


def test_the_key_of_the_next_cue_begins_it_and_the_picture_ends_it(application, qtbot, monkeypatch):
    application.handlers.lessons.begin(built_in_lessons()[0])
    qtbot.waitUntil(lambda: HUSH._is_over.is_set() and not application.curtain.is_drawn)
    told = []
    begin = HUSH.begin
    monkeypatch.setattr(HUSH, "begin", lambda: (told.append("begin"), begin())[1])
    monkeypatch.setattr(application.experiment.document, "open", _told(application.experiment.document.open, told))
    application.handlers.lessons.next_cue()
    assert told[0] == "begin"
    assert not HUSH._is_over.is_set()
    qtbot.waitUntil(HUSH._is_over.is_set)
    assert not application.curtain.is_drawn


def test_a_training_begins_once_its_picture_is_drawn(application, qtbot):
    experiment = application.experiment
    experiment.may_begin = lambda: False
    application.handlers.lessons.begin(built_in_lessons()[0])
    experiment.play()
    asked = []
    experiment.may_begin = lambda: asked.append(experiment.session._thread) is not None
    qtbot.waitUntil(lambda: len(asked) > 2)
    assert set(asked) == {None}
    assert experiment.is_playing
    experiment.may_begin = lambda: True
    qtbot.waitUntil(lambda: experiment.history.last_step > 0)


def dragged(application, noise):
    scenario = application.document.scenario
    application.document.change(replace(scenario, data=replace(scenario.data, noise=noise)), "Noise", "noise")
    application.frames.show_now()


def test_under_a_slider_nobody_stands_still_and_trainings_begin(application, qtbot):
    application.experiment.play()
    qtbot.waitUntil(lambda: HUSH._is_over.is_set() and not application.curtain.is_drawn)
    application.experiment.may_begin = lambda: False
    for noise in (0.1, 0.2, 0.3):
        before = application.experiment.history
        dragged(application, noise)
        assert application.experiment.history is not before
        assert application.curtain.is_drawn
        assert HUSH._is_over.is_set()
        qtbot.waitUntil(lambda: application.experiment.history.last_step > 0)


def _told(call, told):
    def called(*args, **kwargs):
        told.append("open")
        return call(*args, **kwargs)

    return called
