"""What is computed beside the window stands still, and trainings do not begin, until the next cue is seen."""

import threading
from contextlib import closing
from dataclasses import replace

import pytest

from reluviz.desktop import basins, grids, hush
from reluviz.desktop.answers import ThreadedAnswers
from reluviz.desktop.basins import ThreadedBasins
from reluviz.desktop.grids import COARSEST, ThreadedGrids
from reluviz.desktop.hush import HUSH, Hush
from reluviz.scenario.sources import built_in_lessons
from reluviz.training import basins_numpy
from tests.desktop.test_basins import question
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
    monkeypatch.setattr(HUSH, "keep", lambda: (comes.set(), keep())[1])
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


@pytest.fixture
def clock(monkeypatch):
    """Let each look whether there is a hush last a hundred seconds; give what had been done at each of them."""
    now, done, looks = [0.0], [], []

    def keep():
        looks.append(len(done))
        now[0] += 100.0
        return 100.0

    monkeypatch.setattr(HUSH, "keep", keep)
    for module in (grids, basins):
        monkeypatch.setattr(module, "perf_counter", lambda: now[0])
    return done, looks


def test_a_question_is_kept_waiting_before_it_is_worked_on(qapp, qtbot, clock):
    done, looks = clock

    class Asked(ThreadedAnswers):
        asked = None

        def _question(self):
            return self.asked

        def _work_on(self, question):
            done.append(question)
            self.asked = None
            self._answered.emit()

    with closing(Asked("reluviz test", ValueError)) as source:
        with source._wake:
            source.asked = "anything"
            source._work_again()
        qtbot.waitUntil(lambda: bool(done))
    assert looks == [0]


def test_a_grid_keeps_the_hush_between_its_rows_and_is_not_thought_long_for_it(qapp, qtbot, clock):
    done, looks = clock
    landscape = Slow(rows=done)
    landscape.gate.set()
    landscape.pause.set()
    asked = key(landscape)
    with closing(ThreadedGrids()) as source:
        assert source.request(asked) is None
        qtbot.waitUntil(lambda: (found := source.newest()) is not None and found.key == asked)
    assert done[0] == COARSEST[1], "what is priced"
    assert sum(done[1:]) == asked.rows, "the whole one at once"
    assert set(looks) >= set(range(len(done)))


def test_a_map_keeps_the_hush_between_its_pieces_and_is_not_thought_long_for_it(qapp, qtbot, clock, monkeypatch):
    done, looks = clock
    compute, sizes = basins.compute_basins, []

    class Starts:
        capacity = 1_000_000

        def __init__(self, question, memory):
            self._inner = basins_numpy.ColumnStarts(question)
            self.begin, self.standing = self._inner.begin, self._inner.standing

        def advance(self, count):
            done.append(count)
            self._inner.advance(count)

    monkeypatch.setattr(basins_numpy, "numpy_starts", Starts)
    monkeypatch.setattr(basins, "compute_basins", lambda asked, *rest, **more: (
        sizes.append(asked.columns), compute(asked, *rest, **more))[1])  # fmt: skip
    asked = question(size=200)
    with closing(ThreadedBasins(lambda: None)) as source:
        source.request(asked)
        qtbot.waitUntil(lambda: (found := source.request(asked)) is not None and found.fate.shape == (200, 200))
    assert sizes == [50, 200], "no map between them, as for what takes long"
    assert set(looks) >= set(range(len(done)))


def test_the_key_of_the_next_cue_begins_it_and_the_picture_ends_it(application, qtbot, monkeypatch):
    lesson, index = next(
        (lesson, index)
        for lesson in built_in_lessons()
        for index in range(1, len(lesson.cues))
        if not lesson.goes_on(index)
    )
    application.handlers.lessons.begin(lesson, lesson.cue_names[index - 1])
    qtbot.waitUntil(lambda: HUSH._is_over.is_set() and not application.curtain.is_drawn)
    told = []
    begin = HUSH.begin
    monkeypatch.setattr(HUSH, "begin", lambda: (told.append("begin"), begin())[1])
    monkeypatch.setattr(application.experiment.document, "open", _told(application.experiment.document.open, told))
    application.handlers.lessons.jump(index)
    assert told[:2] == ["begin", "open"]
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
