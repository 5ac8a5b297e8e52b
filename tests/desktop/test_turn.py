"""A frame begins in a turn of the event loop that has time for it."""

from time import thread_time

from PySide6.QtCore import QTimer

from reluviz.desktop.frame_loop import MOST_LATE
from reluviz.scene.turn import FULL_SECONDS, Turn


class Busy:
    """Turns that have been asked about, the first of which are full."""

    def __init__(self, full):
        self.asked = 0
        self.full = full

    @property
    def is_full(self):
        self.asked += 1
        return self.asked <= self.full


def count_frames(application, monkeypatch, full):
    """Let a window draw one frame, while turns are full; return how often it was asked, and of frames drawn then."""
    frames = application.frames
    busy, drawn = Busy(full), []
    monkeypatch.setattr(frames, "turn_of_loop", busy)
    monkeypatch.setattr(frames, "tick", lambda: drawn.append(busy.asked))
    return frames, drawn


def test_a_frame_that_is_due_in_a_full_turn_is_drawn_in_the_next(application, monkeypatch, qtbot):
    frames, drawn = count_frames(application, monkeypatch, full=1)
    frames.wake()
    qtbot.waitUntil(lambda: bool(drawn))
    assert drawn[0] == 2
    frames.stop()


def test_no_frame_is_put_off_for_ever(application, monkeypatch, qtbot):
    frames, drawn = count_frames(application, monkeypatch, full=10**9)
    frames.wake()
    qtbot.waitUntil(lambda: bool(drawn))
    assert drawn[0] == MOST_LATE + 1
    frames.stop()


def test_a_turn_is_full_after_work_and_empty_when_the_next_begins(qtbot):
    turn = Turn()
    told = []

    def work():
        end = thread_time() + 2 * FULL_SECONDS
        while thread_time() < end:
            pass
        told.append(turn.is_full)
        QTimer.singleShot(5, lambda: told.append(turn.is_full))

    QTimer.singleShot(5, work)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [True, False]
