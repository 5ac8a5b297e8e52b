"""The batches are the plain numbers of numpy.random, whatever the chunks, the noise and the precision."""

import threading

import numpy as np
import pytest

from reluviz.scenario.model import Data, Target, Training
from reluviz.training.batches import BatchStream, batch_stream, cut
from reluviz.training.engine import EngineState, Problem
from reluviz.training.states import state_of_rows

DATA = {
    "standard normal": Data(),
    "normal": Data(mean=0.7, std=2.5),
    "uniform": Data(distribution="uniform", low=-0.5, high=3.0),
    "noisy": Data(mean=-1.0, noise=0.4),
}
ONE = (Target(),)


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_batches_are_a_few_plain_lines_of_numpy(data: Data, precision: str):
    rng = np.random.Generator(np.random.SFC64(7))
    noise_rng = rng.spawn(1)[0]
    if data.distribution == "normal":
        drawn = rng.normal(data.mean, data.std, (30, 20))
    else:
        drawn = rng.uniform(data.low, data.high, (30, 20))
    expected_x = drawn.astype(precision)
    expected_y = np.maximum(expected_x, 0)
    if data.noise:
        expected_y = expected_y + noise_rng.normal(0.0, data.noise, (30, 20)).astype(precision)
    x, y = BatchStream(data, ONE, 7, precision).draw(30, 20)
    assert x.dtype == y.dtype == np.dtype(precision)
    np.testing.assert_array_equal(x, expected_x)
    np.testing.assert_array_equal(y, expected_y)


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_chunks_do_not_matter(data: Data):
    whole = BatchStream(data, ONE, 3, "float32").draw(100, 8)
    stream = BatchStream(data, ONE, 3, "float32")
    parts = [stream.draw(count, 8) for count in (10, 1, 89)]
    for index in range(2):
        np.testing.assert_array_equal(np.concatenate([part[index] for part in parts]), whole[index])


def test_batch_size_may_change_between_draws():
    stream = BatchStream(DATA["noisy"], ONE, 3, "float64")
    x, y = (np.concatenate([a.ravel(), b.ravel()]) for a, b in zip(stream.draw(3, 10), stream.draw(2, 5), strict=True))
    expected_x, expected_y = BatchStream(DATA["noisy"], ONE, 3, "float64").draw(1, 40)
    np.testing.assert_array_equal(x, expected_x[0])
    np.testing.assert_array_equal(y, expected_y[0])


def test_noise_changes_the_targets_only():
    x, y = BatchStream(Data(noise=2.0), ONE, 5, "float64").draw(4, 20_000)
    plain_x, plain_y = BatchStream(Data(), ONE, 5, "float64").draw(4, 20_000)
    np.testing.assert_array_equal(x, plain_x)
    noise = y - plain_y
    assert abs(noise.mean()) < 4 * 2.0 / np.sqrt(noise.size)
    assert noise.std() == pytest.approx(2.0, rel=0.02)
    assert abs(np.corrcoef(noise.ravel(), x.ravel())[0, 1]) < 4 / np.sqrt(noise.size)


def test_precisions_see_the_same_inputs():
    single, double = (BatchStream(Data(), ONE, 1, precision).draw(5, 50)[0] for precision in ("float32", "float64"))
    np.testing.assert_array_equal(single, double.astype("float32"))


def test_seeds_differ():
    first, second = (BatchStream(Data(), ONE, seed, "float64").draw(1, 50)[0] for seed in (0, 1))
    assert not np.isin(first, second).any()


def test_goes_on_from_a_state():
    stream = BatchStream(DATA["noisy"], ONE, 2, "float32")
    stream.draw(3, 7)
    inputs, noise = stream.state()
    expected = stream.draw(4, 7)  # must not change the states taken before
    state = EngineState(3, np.zeros((1, 1)), np.zeros(1, dtype=np.int64), inputs=inputs, noise=noise)
    training = Training(seed=2, precision="float32")
    resumed = batch_stream(Problem(DATA["noisy"], ONE, model=None), training, state)  # type: ignore[arg-type]
    for found, wanted in zip(resumed.draw(4, 7), expected, strict=True):
        np.testing.assert_array_equal(found, wanted)


def test_a_state_without_generators_begins_with_the_seed():
    problem = Problem(Data(), ONE, model=None)  # type: ignore[arg-type]
    stream = batch_stream(problem, Training(seed=9, precision="float64"), state_of_rows([[1.0]], "float64"))
    np.testing.assert_array_equal(stream.draw(1, 5)[0][0], np.random.Generator(np.random.SFC64(9)).normal(0.0, 1.0, 5))


@pytest.mark.parametrize("counts", [[], [7], [4, 4, 4, 1], [3] * 12])
def test_pieces_are_the_batches_that_would_be_drawn_and_no_more(counts: list[int]) -> None:
    stream, plain = (BatchStream(DATA["noisy"], ONE, 6, "float32") for _ in range(2))
    for count, (x, y) in zip(counts, stream.pieces(counts, 20), strict=True):
        expected_x, expected_y = plain.draw(count, 20)
        np.testing.assert_array_equal(x, expected_x)
        np.testing.assert_array_equal(y, expected_y)
    assert stream.state() == plain.state()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("batches")]


def test_an_abandoned_training_leaves_no_thread_that_draws() -> None:
    pieces = BatchStream(DATA["noisy"], ONE, 6, "float32").pieces([5] * 20, 20)
    next(pieces)
    pieces.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("batches")]


def test_a_count_is_cut_into_pieces_of_a_length_and_a_rest() -> None:
    assert cut(10, 4) == [4, 4, 2]
    assert cut(8, 4) == [4, 4]
    assert cut(0, 4) == []
