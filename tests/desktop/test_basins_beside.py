"""A basin map with mini-batches is computed beside the window, not in its process, once TensorFlow's is there."""

import threading
from dataclasses import replace

import numpy as np

from reluviz.desktop import basins
from reluviz.desktop.basins import ThreadedBasins
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.training import basins_numpy
from reluviz.training.basins import PIECE_SECONDS, BasinQuestion, compute_basins
from reluviz.training.basins_remote import BESIDE_SECONDS
from reluviz.training.tensorflow_process import TensorflowProcess

TRAINING = Training(gradient="batch", batch_size=100, steps=60, learning_rate=0.1)


def question(training):
    landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
    return BasinQuestion(landscape, training, "weight", "bias", (-3.0, 3.0), (-3.0, 3.0), 40, 40, (0.0, 0.0))


def test_mini_batches_are_stepped_beside_the_window_and_here_where_there_is_no_process(qapp, qtbot, monkeypatch):
    here, usual = [], basins_numpy.numpy_starts
    monkeypatch.setattr(
        basins_numpy, "numpy_starts", lambda asked: (here.append(threading.current_thread().name), usual(asked))[1]
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
