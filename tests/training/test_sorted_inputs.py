"""The batches that basin maps keep: those of the stream, in growing order, kept or not, for all threads the same."""

import threading
import tracemalloc
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.training import sorted_inputs as module
from reluviz.training.batches import BatchStream
from reluviz.training.engine import Problem
from reluviz.training.sorted_inputs import BatchMemory, SortedInputs

DATA, TARGET = Data(mean=0.3, noise=0.2), (Target(),)


def expected(steps, size, precision):
    x, y = BatchStream(DATA, TARGET, 7, precision).draw(steps, size)
    order = np.argsort(x, axis=1)
    return np.stack([np.take_along_axis(x, order, 1), np.take_along_axis(y, order, 1)], axis=1)


def found(kept, steps):
    return np.array(list(islice(kept.batches(), steps)))


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("size", [1, 40, 100])
@pytest.mark.parametrize("kept_bytes", [0, 30_000, 1 << 20])
def test_they_are_those_of_the_stream(kept_bytes, size, precision, monkeypatch):
    monkeypatch.setattr(module, "KEPT_BYTES", kept_bytes)
    monkeypatch.setattr(module, "DRAWN_INPUTS", 400)
    kept = SortedInputs(DATA, TARGET, 7, precision, size)
    right = expected(100, size, precision)
    for steps in (3, 100, 50):  # begun anew, and further than before
        assert np.array_equal(found(kept, steps), right[:steps])


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(module, "KEPT_BYTES", 80_000)
    monkeypatch.setattr(module, "DRAWN_INPUTS", 1000)
    kept = SortedInputs(DATA, TARGET, 7, "float32", 100)
    drawn = []
    monkeypatch.setattr(BatchStream, "draw", lambda self, *a, draw=BatchStream.draw: drawn.append(a) or draw(self, *a))
    found(kept, 150)
    assert len(drawn) == 15
    found(kept, 150)
    assert len(drawn) == 15 + 5  # the first hundred were there


def test_threads_share_them(monkeypatch):
    monkeypatch.setattr(module, "DRAWN_INPUTS", 400)
    kept = SortedInputs(DATA, TARGET, 7, "float32", 100)
    together, made = threading.Barrier(4), []

    def work():
        together.wait(10)
        made.append(found(kept, 300))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    right = expected(300, 100, "float32")
    assert len(made) == 4
    assert all(np.array_equal(one, right) for one in made)


def test_the_last_ones_are_there_for_the_next_map():
    memory, problem = BatchMemory(), Problem(DATA, TARGET, Model())
    training = Training(gradient="batch", batch_size=100)
    one = memory.of(problem, training)
    assert memory.of(problem, replace(training, learning_rate=0.7, optimizer="adam", steps=3)) is one
    for changes in ({"seed": 8}, {"batch_size": 50}, {"precision": "float64"}):
        other = memory.of(problem, replace(training, **changes))
        assert other is not one
    assert memory.of(replace(problem, data=Data()), training) is not memory.of(problem, training)
    one = memory.of(problem, training)
    memory.forget()
    assert memory.of(problem, training) is not one


@pytest.mark.parametrize("size", [1, 100])
def test_they_take_no_more_memory_than_they_say(size, monkeypatch):
    """Not an array for each batch: of one input each, these would take a gigabyte."""
    monkeypatch.setattr(module, "KEPT_BYTES", 2 << 20)
    kept = SortedInputs(DATA, TARGET, 7, "float32", size)
    tracemalloc.start()
    try:
        for _ in islice(kept.batches(), (2 << 20) // 8 // size):
            pass
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < 3 << 20
