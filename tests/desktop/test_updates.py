"""Steps are traced in a thread: answers come, an older question gives way, and nobody waits for the thread's end."""

import threading
from functools import partial
from time import monotonic, sleep

import numpy as np
import pytest

from reluviz.desktop import updates
from reluviz.desktop.updates import ThreadedUpdates
from reluviz.scenario.model import Training
from reluviz.training.retracing import Retracer
from tests.training.retraced import Way


@pytest.fixture
def source(qapp):
    made = ThreadedUpdates()
    yield made
    made.close()


def answered(source, question):
    answer = source.request(question)
    return answer is not None and answer.step == question.step


def until(condition, qtbot):
    qtbot.waitUntil(condition, timeout=10_000)


def test_an_answer_is_that_of_the_one_who_is_asked_at_once(source, qtbot):
    way = Way(Training(optimizer="adam", batch_size=20)).go(300)
    told = []
    source.set_changed(lambda: told.append(1))
    for step in (250, 251, 10, 299):
        question = way.question(step)
        until(partial(answered, source, question), qtbot)
        answer, wanted = source.request(question), Retracer().answer(question)
        assert answer.after.tolist() == wanted.after.tolist()
        assert {name: slot.tolist() for name, slot in answer.slots_before.items()} == {
            name: slot.tolist() for name, slot in wanted.slots_before.items()
        }


class Slow(Retracer):
    """Waits at every piece until it is released."""

    def __init__(self):
        super().__init__()
        self.begun = threading.Event()
        self.release = threading.Event()
        self.asked = []

    def answer(self, question, is_wanted=lambda: True):
        self.asked.append(question.step)
        self.begun.set()
        while not self.release.is_set():
            if not is_wanted():
                break
            sleep(0.001)
        return super().answer(question, is_wanted)


@pytest.fixture
def slow(source):
    source._retracer = Slow()
    yield source._retracer
    source._retracer.release.set()


def test_who_has_gone_away_without_an_answer_is_told_when_it_comes(source, slow, qtbot):
    way = Way(Training(optimizer="adam", batch_size=20)).go(40)
    told = []
    source.set_changed(lambda: told.append(source.request(way.question(30))))
    assert source.request(way.question(30)) is None
    slow.release.set()
    until(lambda: bool(told) and told[-1] is not None, qtbot)
    assert told[-1].step == 30


def test_a_question_about_an_earlier_step_ends_the_work_but_one_about_a_later_step_does_not(source, slow, qtbot):
    way = Way(Training(optimizer="adam", batch_size=20)).go(100)
    source.request(way.question(60))
    assert slow.begun.wait(10)
    source.request(way.question(80))
    sleep(0.02)
    assert slow.asked == [60]
    source.request(way.question(20))
    slow.release.set()
    until(lambda: answered(source, way.question(20)), qtbot)
    assert slow.asked[0] == 60
    assert 80 not in slow.asked


def test_while_it_takes_long_nothing_older_stands_in(source, slow, qtbot, monkeypatch):
    way = Way(Training(optimizer="adam", batch_size=20)).go(100)
    slow.release.set()
    until(lambda: source.request(way.question(50)) is not None, qtbot)
    slow.release.clear()
    slow.begun.clear()
    assert source.request(way.question(90)).step == 50  # for a moment
    monkeypatch.setattr(updates, "SLOW_SECONDS", 0.0)
    until(lambda: source.request(way.question(91)) is None, qtbot)
    slow.release.set()
    until(lambda: answered(source, way.question(91)), qtbot)


def test_closing_ends_the_work(qapp, monkeypatch):
    source = ThreadedUpdates()
    source._retracer = Slow()
    way = Way(Training(optimizer="adam", batch_size=20)).go(10)
    source.request(way.question(5))
    assert source._retracer.begun.wait(10)
    begun = monotonic()
    source.close()
    assert monotonic() - begun < 5
    assert source.request(way.question(6)) is None


def test_the_windows_panel_shows_what_the_training_does_next(application, qtbot):
    application.actions["panel_update"].trigger()
    view = application.canvases["update"].views[0]
    application.experiment.step(25)
    qtbot.waitUntil(lambda: view.update_shown is not None and view.update_shown.step == 25)
    assert not view.update_shown.is_known
    after = view.update_shown.after
    application.experiment.step(1)
    qtbot.waitUntil(lambda: application.frames.moment.playhead == 26)
    np.testing.assert_allclose(after, application.frames.moment.followed_run.position, rtol=1e-6)
    application.experiment.step(-1)
    qtbot.waitUntil(lambda: view.update_shown is not None and view.update_shown.is_known)
    np.testing.assert_allclose(view.update_shown.after, after, rtol=1e-6)


def test_nothing_is_traced_before_the_first_picture(make_application, qtbot):
    application = make_application(shown=False)
    application.frames.show_now()
    batches = application.traces.batches
    assert application.canvases["push"].views[0].moment is not None
    assert batches._thread is None
    assert batches._is_missed
    application.show()
    qtbot.waitUntil(lambda: batches._answer is not None)


def test_an_earlier_step_is_begun_though_the_later_one_never_ends(source, slow, qtbot):
    way = Way(Training(optimizer="adam", batch_size=20)).go(100)
    source.request(way.question(60))
    assert slow.begun.wait(10)
    source.request(way.question(20))  # nothing releases the work on the later step
    until(lambda: slow.asked == [60, 20], qtbot)


@pytest.mark.parametrize("step", [50, 51])
def test_the_answer_for_an_older_history_is_not_shown(source, slow, qtbot, step):
    """Neither as the answer to the same step, nor while that to the next one is found."""
    way = Way(Training(optimizer="adam", batch_size=20)).go(100)
    slow.release.set()
    until(partial(answered, source, way.question(50)), qtbot)
    slow.release.clear()
    assert source.request(way.question(51)).step == 50  # for a moment
    way.stepper.move_run(way.history.runs[0].id, (0.3, 0.2))  # another run, but it may have been any
    assert source.request(way.question(step)) is None
    slow.release.set()
    until(partial(answered, source, way.question(step)), qtbot)
