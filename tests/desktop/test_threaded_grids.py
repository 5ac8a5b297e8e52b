"""Grids are computed in a thread: the newest question first, a coarse answer before a long one, an end at once."""

import threading
from dataclasses import dataclass, field

import numpy as np
import pytest

from reluviz.desktop.grids import PATIENCE_SECONDS, ThreadedGrids
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target
from reluviz.scene.grids import GridKey, compute_grid


@dataclass(frozen=True, eq=False)
class Slow:
    """A landscape whose rows take as long as the test says; it counts them, and waits at a gate."""

    seconds_a_row: float = 0.0
    noise_variance: float = 0.0
    rows: list = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    pause: threading.Event = field(default_factory=threading.Event)

    def grid(self, x_name, y_name, xs, ys, base):
        self.rows.append(len(ys))
        self.gate.wait(20)
        self.pause.wait(self.seconds_a_row * len(ys) * len(xs) / 400)
        return np.add.outer(np.asarray(ys) ** 2, np.asarray(xs) ** 2)


def key(landscape, columns=400, rows=300, base=(0.0, 0.0)):
    return GridKey(landscape, "weight", "bias", (-3.0, 3.0), (-2.0, 2.0), columns, rows, base)


@pytest.fixture
def grids(qapp):
    made = ThreadedGrids()
    yield made
    made.close()


def test_the_answer_comes_later_in_the_gui_thread(grids, qtbot):
    landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
    told = []
    grids.set_changed(lambda: told.append(threading.current_thread()))
    wanted = key(landscape)
    assert grids.request(wanted) is None
    qtbot.waitUntil(lambda: grids.request(wanted) is not None)
    qtbot.waitUntil(lambda: len(told) > 0)
    assert set(told) == {threading.main_thread()}
    np.testing.assert_array_equal(grids.request(wanted).loss, compute_grid(wanted).loss)


def test_what_is_cheap_is_there_at_once(grids):
    landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
    assert grids.request(key(landscape, 40, 25)).loss.shape == (25, 40)


def test_a_long_answer_is_preceded_by_a_coarse_one_of_the_same_slice(grids, qtbot):
    slow = Slow(seconds_a_row=2 * PATIENCE_SECONDS / 300)
    slow.gate.set()
    wanted = key(slow)
    sizes = []
    grids.set_changed(lambda: sizes.append(grids.newest().loss.shape))
    grids.request(wanted)
    qtbot.waitUntil(lambda: sizes[-1:] == [(300, 400)])
    assert sizes[0][0] < 300
    assert grids.newest().key == wanted


def test_a_newer_question_ends_a_long_answer(grids, qtbot):
    slow = Slow(seconds_a_row=0.05)
    slow.gate.set()
    grids.request(key(slow))
    qtbot.waitUntil(lambda: grids.newest() is not None)
    newer = key(slow, base=(0.0, 1.0))
    grids.request(newer)
    qtbot.waitUntil(lambda: grids.newest().key.base == (0.0, 1.0))
    slow.pause.set()
    qtbot.waitUntil(lambda: grids.request(newer) is not None)


def test_closing_leaves_an_answer_unfinished(qapp, qtbot):
    slow = Slow()
    grids = ThreadedGrids()
    grids.request(key(slow, 400, 4000))
    qtbot.waitUntil(lambda: len(slow.rows) == 1)
    closing = threading.Thread(target=grids.close)
    closing.start()
    slow.gate.set()
    closing.join(10)
    assert not closing.is_alive()
    assert sum(slow.rows) < 100


def test_an_error_is_raised_in_the_gui_thread_and_others_are_answered(grids, qtbot):
    class Broken(Slow):
        def grid(self, *rest):
            raise ZeroDivisionError("broken on purpose")

    with qtbot.captureExceptions() as caught:
        grids.request(key(Broken()))
        qtbot.waitUntil(lambda: len(caught) == 1)
    assert "on purpose" in str(caught[0][1])
    fine = Slow()
    fine.gate.set()
    grids.request(key(fine))
    qtbot.waitUntil(lambda: grids.request(key(fine)) is not None)
