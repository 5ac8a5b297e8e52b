"""Threads that compute stand still while a laborious frame is made and painted, and go on before the next one."""

import threading
from dataclasses import replace

import pytest

from reluviz.desktop import frame_hush, hush
from reluviz.desktop.frame_hush import LONGER, REST_SHARES, SHORTER, FrameHush
from reluviz.desktop.hush import HUSH, TURNS
from reluviz.scenario.reading import parse_scenario
from tests.desktop.test_race import RACE
from tests.desktop.test_showing import crowded


@pytest.fixture(autouse=True)
def _over():
    yield
    hush.let_go()


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(frame_hush, "perf_counter", lambda: now[0])
    return now


@pytest.fixture
def kept():
    """Have a thread stand still."""
    threads = []

    def keep():
        waiting = threading.Thread(target=TURNS.keep)
        threads.append(waiting)
        waiting.start()
        while not TURNS._has_kept:
            pass

    yield keep
    hush.let_go()
    for thread in threads:
        thread.join()


def is_behind():
    return False


def test_a_frame_has_threads_stand_still_until_it_has_been_painted(qapp, qtbot, clock):
    made = FrameHush(is_behind)
    assert made.is_over
    made.begin()
    assert not made.is_over
    assert not TURNS._is_over.is_set()
    qtbot.waitUntil(lambda: made.is_over)
    assert TURNS._is_over.is_set()


def test_threads_that_stood_still_have_half_of_the_time_that_the_frame_took(qapp, clock, kept):
    made = FrameHush(is_behind)
    made.begin()
    kept()
    clock[0] += 0.004
    made.begin()  # what is painted of it
    clock[0] += 0.006
    made.end()
    clock[0] += 0.0049
    assert not made.is_over
    clock[0] += 0.0002
    assert made.is_over


def test_threads_have_more_and_more_time_where_trainings_are_behind_and_give_it_back(qapp, clock, kept):
    behind, rests = [True], []
    made = FrameHush(lambda: behind[0])

    def frame():
        made.begin()
        kept()
        clock[0] += 0.01
        made.end()
        rests.append(made._rested - clock[0])
        clock[0] += 1.0

    for _ in range(15):
        frame()
    assert rests[0] == pytest.approx(0.01 * 0.5 * LONGER)
    assert rests[1] == pytest.approx(0.01 * 0.5 * LONGER**2)
    assert rests[-1] == pytest.approx(0.01 * REST_SHARES[1])
    behind[0] = False
    frame()
    assert rests[-1] == pytest.approx(0.01 * REST_SHARES[1] * SHORTER)


def test_where_none_stood_still_the_next_frame_begins_at_once(qapp, clock):
    made = FrameHush(is_behind)
    made.begin()
    clock[0] += 0.03
    made.end()
    assert made.is_over


def test_crowded_frames_are_made_in_a_hush_and_others_are_not(application, qtbot):
    told = []
    application.frames.shown.connect(lambda moment: told.append((moment.is_crowded, TURNS._is_over.is_set())))
    application.experiment.play()
    qtbot.waitUntil(lambda: len(told) > 10)
    assert all(is_over for _, is_over in told)
    crowded(application)
    application.experiment.play()
    qtbot.waitUntil(lambda: application.frames.moment.playhead > 20 and application.frames.moment.is_crowded)
    told.clear()
    qtbot.waitUntil(lambda: len(told) > 10)
    assert all(is_crowded and not is_over for is_crowded, is_over in told)


def test_no_frame_begins_before_the_threads_have_gone_on(application, qtbot, monkeypatch):
    begun = []
    monkeypatch.setattr(application.frames, "tick", lambda: begun.append(application.frame_hush.is_over))
    application.frame_hush.begin()
    application.frames.wake()
    qtbot.waitUntil(lambda: len(begun) > 2)
    assert all(begun)


def test_trainings_stand_still_too_but_not_what_somebody_waits_for(make_application, monkeypatch, qtbot):
    monkeypatch.setattr(hush, "LONGEST_SECONDS", 60.0)
    app = make_application(parse_scenario(RACE))
    session = app.experiment.session
    app.experiment.play()
    qtbot.waitUntil(lambda: session.history.last_step > 20)
    app.frames.stop()
    HUSH.begin()
    qtbot.waitUntil(lambda: HUSH._has_kept)
    step = session.history.last_step
    app.experiment.race.reset(20.0)
    assert step > 0
    assert session.history.last_step == 0
    assert session.wait_still(0.0)


def test_another_language_is_put_on_in_a_hush(application, qtbot):
    application.actions["language_fr"].trigger()
    assert application.curtain.is_drawn
    assert not HUSH._is_over.is_set()
    qtbot.waitUntil(HUSH._is_over.is_set)
    assert not application.curtain.is_drawn


def test_a_race_is_behind_when_a_racer_that_trains_is(make_application, qtbot, monkeypatch):
    app = make_application(parse_scenario(RACE))
    app.frames.stop()
    assert not app.experiment.is_behind()
    rates = iter(())
    for session in app.experiment.race.sessions:
        status = replace(session.status(), state="running")
        monkeypatch.setattr(session, "status", lambda status=status: replace(status, steps_per_second=next(rates, 0.0)))
    monkeypatch.setattr(type(app.experiment), "is_playing", property(lambda _: True))
    speed = app.experiment.speed
    for found, is_behind_now in ((0.0, 0.5, 1.0), True), ((0.0, 0.95, 1.0), False), ((0.0, 0.0, 0.0), False):
        rates = iter([share * speed for share in found])
        assert app.experiment.is_behind() == is_behind_now
