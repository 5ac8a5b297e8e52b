"""A basin map with mini-batches is computed beside the window, not in its process, once TensorFlow's is there."""

import itertools
import threading
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from reluviz.desktop import basins
from reluviz.desktop.basins import ThreadedBasins
from reluviz.errors import EngineFailed
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.training import basins_numpy
from reluviz.training.basins import PIECE_SECONDS, BasinQuestion, compute_basins
from reluviz.training.basins_remote import BESIDE_SECONDS
from reluviz.training.engine_process import Server
from reluviz.training.tensorflow_process import TensorflowProcess

TRAINING = Training(gradient="batch", batch_size=100, steps=60, learning_rate=0.1)


def question(training):
    landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
    return BasinQuestion(landscape, training, "weight", "bias", (-3.0, 3.0), (-3.0, 3.0), 40, 40, (0.0, 0.0))


def test_mini_batches_are_stepped_beside_the_window_and_here_where_there_is_no_process(qapp, qtbot, monkeypatch):
    here, usual = [], basins_numpy.numpy_starts
    monkeypatch.setattr(
        basins_numpy, "numpy_starts", lambda *asked: (here.append(threading.current_thread().name), usual(*asked))[1]
    )
    pieces, compute = [], basins.compute_basins

    def computing(*arguments, piece_seconds, **rest):
        pieces.append(piece_seconds)
        return compute(*arguments, piece_seconds=piece_seconds, **rest)

    monkeypatch.setattr(basins, "compute_basins", computing)
    process = TensorflowProcess()
    source = ThreadedBasins(lambda: process)

    def answered(asked):
        source.request(asked)
        qtbot.waitUntil(lambda: (found := source.request(asked)) is not None and found.fate.shape == (40, 40))
        np.testing.assert_array_equal(source.request(asked).fate, compute_basins(asked, usual(asked))[0].fate)

    try:
        answered(question(TRAINING))
        assert set(here) == {"reluviz basins"}  # there is no process yet
        assert set(pieces) == {PIECE_SECONDS}
        process.start()
        qtbot.waitUntil(lambda: process.standing == "ready", timeout=60_000)
        here.clear()
        pieces.clear()
        answered(question(replace(TRAINING, learning_rate=0.2)))
        assert not here
        assert set(pieces) == {BESIDE_SECONDS}
        answered(question(replace(TRAINING, engine="numpy")))
        assert set(here) == {"reluviz basins"}
        here.clear()
        process.close()
        answered(question(replace(TRAINING, learning_rate=0.3)))
        assert set(here) == {"reluviz basins"}
    finally:
        source.close()
        process.close()


class Told:
    """A TensorFlow process that steps here what it is asked to, until it is to end, and notes what it is told."""

    standing = "ready"

    def __init__(self):
        self.server = Server(board=None, compiler=None)
        self.told = []
        self.ends_at = 10_000
        self.new_engine_number = itertools.count(1).__next__

    def ask(self, message):
        self.ends_at -= 1
        if self.ends_at < 0:
            raise EngineFailed("it has ended")
        return self.server.answer(message)[0]

    def tell(self, message):
        self.told.append(tuple(message))
        self.server.answer(message)


@pytest.mark.parametrize("how", ["to its end", "left", "ended"])
def test_nothing_of_a_map_stays_in_the_process_however_it_ends(how, qapp, qtbot):
    process = Told()
    asked = question(replace(TRAINING, steps=60 if how != "left" else 10_000))
    if how == "ended":
        process.ends_at = 5
    with closing(ThreadedBasins(lambda: process)) as source:
        source.request(asked)
        if how == "left":
            qtbot.waitUntil(lambda: bool(process.server._starts))
            source.leave()
        else:
            qtbot.waitUntil(lambda: (found := source.request(asked)) is not None and found.fate.shape == (40, 40))
        qtbot.waitUntil(lambda: bool(process.told) and not process.server._starts)
    assert {words for words, _ in process.told} == {"forget starts"}
