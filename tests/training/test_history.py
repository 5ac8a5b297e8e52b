"""The history: every row comes back, whatever is added, moved, removed, thinned or blown up."""

import pickle
import threading
from collections.abc import Callable

import numpy as np
import pytest

from reluviz.training.engine import Chunk
from reluviz.training.history import Event, History, Run


def total(parameters):
    """A loss that tells every row from every other."""
    return np.sum(np.asarray(parameters, float) ** 2, axis=-1)


def made(runs: int, width: int = 2, **options) -> tuple[History, list[int]]:
    history = History(total, width, **options)
    ids = [history.new_id() for _ in range(runs)]
    history.restart([Run(run, f"run {run}") for run in ids], np.zeros((runs, width)))
    return history, ids


def steps_from(
    history: History, count: int, value: Callable[[np.ndarray], np.ndarray] = np.asarray, batch=True
) -> Chunk:
    """The next steps: every parameter of run r is value(step) + r / 10."""
    steps = np.arange(history.last_step + 1, history.last_step + 1 + count)
    runs = len(history.runs)
    rows = np.broadcast_to(
        np.asarray(value(steps), np.float32)[:, None, None] + np.arange(runs)[:, None] / 10,
        (count, runs, history.width),
    )
    return Chunk(int(steps[0]), rows.astype(np.float32), rows[..., 0] * 100 if batch else None)


def test_gives_back_what_was_appended():
    history, (first, second) = made(2)
    chunks = [steps_from(history, 5)]
    history.append(chunks[0])
    chunks.append(steps_from(history, 3))
    history.append(chunks[1])
    rows = np.concatenate([chunk.parameters for chunk in chunks])
    path = history.path(second)
    assert history.last_step == 8
    assert path.steps.tolist() == list(range(9))
    assert path.parameters[0].tolist() == [0, 0]
    np.testing.assert_array_equal(path.parameters[1:], rows[:, 1])
    np.testing.assert_allclose(path.loss, total(path.parameters), rtol=1e-6)
    assert path.batch_loss is not None
    assert np.isnan(path.batch_loss[0])
    np.testing.assert_allclose(path.batch_loss[1:], rows[:, 1, 0] * 100, rtol=1e-6)
    np.testing.assert_array_equal(history.at(first, 3), rows[2, 0])
    assert history.loss_at(second, 3) == pytest.approx(total(rows[2, 1]))
    assert history.at(first, 99) is not None


@pytest.mark.parametrize(("first", "last"), [(0, 8), (3, 5), (4, 4), (7, 99), (-5, 2), (None, 4), (6, None)])
def test_a_stretch_has_the_steps_asked_for(first, last):
    history, (run,) = made(1)
    history.append(steps_from(history, 8))
    low, high = 0 if first is None else first, 8 if last is None else last
    assert history.path(run, first, last).steps.tolist() == [step for step in range(9) if low <= step <= high]


def test_what_is_not_there_is_empty():
    history, (run,) = made(1)
    history.append(steps_from(history, 4))
    late = history.new_id()
    history.add_run(Run(late), np.ones(2))
    assert history.at(late, 3) is None
    assert history.loss_at(late, 3) is None
    assert history.at(12345, 3) is None
    assert history.run(12345) is None
    assert history.path(late, 0, 3).steps.tolist() == []
    assert history.path(12345).parameters.shape == (0, 2)
    assert history.at(run, -1) is None
    assert history.standing(-1).runs == ()


def test_exact_gradients_have_no_batch_loss():
    history, (run,) = made(1)
    history.append(steps_from(history, 4, batch=False))
    assert history.path(run).batch_loss is None
    history.append(steps_from(history, 2))
    seen = history.path(run).batch_loss
    assert seen is not None
    assert np.isnan(seen[:5]).all()
    assert np.isfinite(seen[5:]).all()


def test_a_run_added_midway_begins_there():
    history, (old,) = made(1)
    history.append(steps_from(history, 5))
    before = history.path(old)
    revision = history.revision
    new = history.new_id()
    history.add_run(Run(new, "late", "blue"), np.array([7.0, 8.0]))
    assert history.at(new, 5).tolist() == [7, 8]
    history.append(steps_from(history, 3))
    assert history.revision == revision, "nothing of the past has changed"
    np.testing.assert_array_equal(history.path(old, 0, 5).parameters, before.parameters)
    np.testing.assert_array_equal(history.path(old, 0, 5).batch_loss, before.batch_loss)
    assert history.path(old).steps.tolist() == list(range(9))
    assert history.path(new).steps.tolist() == [5, 6, 7, 8]
    np.testing.assert_allclose(history.path(new).parameters[1:, 0], [6.1, 7.1, 8.1], rtol=1e-6)
    assert history.run(new) == Run(new, "late", "blue", first_step=5)
    assert history.events == (Event(5, "start added", run=new),)


def test_a_moved_run_begins_anew():
    history, (moved, other) = made(2)
    history.append(steps_from(history, 5))
    revision = history.revision
    history.move_run(moved, np.array([3.0, 4.0]))
    assert history.revision != revision
    history.append(steps_from(history, 2))
    assert history.path(moved).steps.tolist() == [5, 6, 7]
    assert history.path(moved).parameters[0].tolist() == [3, 4]
    assert history.path(moved).loss[0] == 25
    assert np.isnan(history.path(moved).batch_loss[0])
    assert history.path(other).steps.tolist() == list(range(8))
    (then, _) = history.standing(4).runs
    assert (then.id, then.first_step, then.last_step, history.run(moved).last_step) == (moved, 0, 4, None)
    assert history.path(moved, 0, 4).parameters[:, 0].tolist() == [0, 1, 2, 3, 4]
    assert (history.at(moved, 4).tolist(), history.loss_at(moved, 4)) == ([4, 4], 32)
    assert [run.first_step for run in history.standing(5).runs] == [5, 0]
    assert [run.id for run in history.standing(5).runs] == [moved, other]


def test_dragging_a_start_is_one_event():
    history, (run,) = made(1)
    for step in range(20):
        history.move_run(run, np.array([float(step), 0.0]))
        history.append(steps_from(history, 1))
    assert history.events == (Event(19, "start moved", run=run),)


def test_a_removed_run_is_gone_and_its_number_stays_unused():
    history, (gone, kept) = made(2)
    history.append(steps_from(history, 5))
    revision = history.revision
    history.remove_run(gone)
    assert history.revision != revision
    assert history.path(gone).steps.tolist() == []
    assert [run.id for run in history.runs] == [kept]
    history.append(steps_from(history, 2))
    assert history.path(kept).steps.tolist() == list(range(8))
    np.testing.assert_allclose(history.path(kept).parameters[4:7, 0], [4.1, 5.1, 6.0], rtol=1e-6)
    assert history.new_id() not in {gone, kept}


def test_all_runs_can_go_and_new_ones_come():
    history, (run,) = made(1)
    history.append(steps_from(history, 3))
    history.remove_run(run)
    assert history.runs == ()
    assert history.standing(3).parameters.shape == (0, 2)
    new = history.new_id()
    history.add_run(Run(new), np.array([1.0, 1.0]))
    history.append(steps_from(history, 2))
    assert history.path(new).steps.tolist() == [3, 4, 5]


def test_restart_forgets_everything():
    history, (run,) = made(1)
    history.append(steps_from(history, 5, lambda steps: steps * 1e6))
    history.change_training([("learning_rate", 0.1, 0.2)])
    revision = history.revision
    history.restart(history.runs, np.array([[2.0, 2.0]]))
    assert history.revision != revision
    assert history.last_step == 0
    assert history.events == ()
    assert history.run(run) == Run(run, f"run {run}")
    assert history.path(run).parameters.tolist() == [[2, 2]]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 2e6, -1.0000001e6])
@pytest.mark.parametrize("at", [0, 3])
def test_a_diverged_run_stands_at_its_last_point(bad, at):
    history, (bad_run, good_run) = made(2)
    history.append(steps_from(history, 4))
    chunk = steps_from(history, 6)
    chunk.parameters[at, 0, 1] = bad
    chunk.parameters[at + 1 :, 0] = np.nan
    chunk.batch_loss[at:, 0] = np.inf
    history.append(chunk)
    after = steps_from(history, 2)
    after.parameters[:, 0] = bad
    history.append(after)
    path = history.path(bad_run)
    assert history.run(bad_run).diverged_at == 5 + at
    assert history.run(good_run).diverged_at is None
    last = path.parameters[4 + at]
    assert last[0] == 4 + at
    np.testing.assert_array_equal(path.parameters[5 + at :], np.broadcast_to(last, (8 - at, 2)))
    assert np.isfinite(path.loss).all()
    assert np.isnan(path.batch_loss[5 + at :]).all()
    np.testing.assert_array_equal(history.path(good_run).parameters[-2:], after.parameters[:, 1])
    assert history.standing(4 + at).diverged.tolist() == [False, False]
    assert history.standing(5 + at).diverged.tolist() == [True, False]


def test_a_diverged_run_lives_again_when_it_is_moved():
    history, (run,) = made(1)
    history.append(steps_from(history, 3, lambda steps: steps * 1e6))
    assert history.run(run).diverged_at == 2
    history.move_run(run, np.array([1.0, 1.0]))
    history.append(steps_from(history, 2))
    assert history.run(run).diverged_at is None
    assert history.path(run).parameters[:, 0].tolist() == [1, 4, 5]


def test_the_limit_itself_is_inside():
    history, (run,) = made(1)
    history.append(steps_from(history, 1, lambda steps: np.full(len(steps), 1e6)))
    assert history.run(run).diverged_at is None


def test_refuses_what_does_not_follow():
    history, _ = made(2)
    with pytest.raises(ValueError, match="step 3 does not follow step 0"):
        history.append(Chunk(3, np.zeros((1, 2, 2), np.float32), None))
    with pytest.raises(ValueError, match="does not follow"):
        history.append(Chunk(1, np.zeros((1, 3, 2), np.float32), None))


def test_losses_are_never_negative():
    history = History(lambda parameters: np.full(np.shape(parameters)[:-1], -1e-16), 1)
    history.restart([Run(1)], np.zeros((1, 1)))
    assert history.loss_at(1, 0) == 0


@pytest.mark.parametrize(("dtype", "expected"), [("float32", np.float32), ("float64", np.float64)])
def test_parameters_keep_the_precision(dtype, expected):
    history, (run,) = made(1, dtype=dtype)
    history.append(Chunk(1, np.full((1, 1, 2), 1 / 3, expected), None))
    assert history.at(run, 1).dtype == expected
    assert history.at(run, 1)[0] == expected(1 / 3)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_20_runs_of_100_000_steps_take_at_most_50_mb(dtype):
    history, _ = made(20, dtype=dtype)
    rows = np.zeros((1000, 20, 2), dtype)
    losses = np.zeros((1000, 20), dtype)
    for first in range(1, 100_001, 1000):
        history.append(Chunk(first, rows, losses))
    assert history.nbytes <= 50e6
    assert len(history.path(history.runs[7].id).steps) == 100_001, "nothing had to be thinned for that"


def test_beyond_its_budget_it_keeps_every_second_row_and_the_true_steps():
    history, (run, other) = made(2, budget=3_000_000)
    revision = history.revision
    added = moved = None
    while history.last_step < 600_000:
        history.append(steps_from(history, 777))
        if history.last_step == 777 * 101:
            added = history.new_id()
            history.add_run(Run(added), np.array([-1.0, -1.0]))
            born = history.last_step
        if history.last_step == 777 * 333:
            moved = history.last_step
            history.move_run(other, np.array([-2.0, -2.0]))
    assert history.nbytes < 6_000_000
    assert history.revision > revision + 1
    path = history.path(run)
    assert path.steps[0] == 0
    assert path.steps[-1] == history.last_step
    gaps = np.diff(path.steps)
    assert gaps.min() > 0
    assert 1 < gaps.max() <= 64
    assert (path.steps[~np.isin(path.steps, [born, moved, history.last_step])] % 4 == 0).all()
    assert history.at(run, history.last_step)[0] == history.last_step
    np.testing.assert_array_equal(path.parameters[1:, 0], path.steps[1:].astype(np.float32))
    assert history.at(run, 100_001)[0] == path.steps[path.steps <= 100_001][-1]
    assert history.at(added, born).tolist() == [-1, -1], "starts are kept"
    assert history.path(added).steps[0] == born
    assert history.path(other).steps[0] == moved
    assert history.path(other).parameters[0].tolist() == [-2, -2]
    # A view that has drawn up to a step goes on from a row that is still there.
    going_on = history.path(run, int(path.steps[-40]) + 1)
    assert going_on.steps[0] == path.steps[-40]


def test_thinning_lets_go_of_removed_runs():
    history, ids = made(50, budget=8_000_000)
    while history.nbytes < 7_500_000:
        history.append(steps_from(history, 100))
    for run in ids[1:]:
        history.remove_run(run)
    revision = history.revision
    while history.revision == revision:
        history.append(steps_from(history, 500))
    assert history.nbytes < 2_000_000
    assert history.path(ids[0]).steps[0] == 0


def test_a_reader_never_sees_half_a_row():
    history, (run, _) = made(2, budget=400_000)
    problems: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            last = history.last_step
            path = history.path(run)
            expected = path.steps.astype(np.float32)
            if not (path.parameters[:, 0] == expected).all():
                problems.append("a row that is not that of its step")
            if not (np.diff(path.steps) > 0).all() or path.steps[-1] < last:
                problems.append("steps out of order, or missing")
            standing = history.standing(last)
            if not standing.runs or standing.parameters[0, 0] > last:
                problems.append("a row of a later step")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for count in [1, 7, 64, 300] * 60:
            history.append(steps_from(history, count))
            if count == 64:
                history.add_run(Run(history.new_id()), np.zeros(2))
            if count == 300:
                history.remove_run(history.runs[-1].id)
    finally:
        done.set()
        reader.join()
    assert problems == []


def test_what_is_sent_to_another_process_reads_the_same():
    history, ids = made(3)
    history.append(steps_from(history, 50))
    sent = pickle.loads(pickle.dumps(history))
    assert (sent.last_step, sent.runs, sent.events, sent.generation) == (50, history.runs, (), history.generation)
    for step in (0, 20, 50):
        np.testing.assert_array_equal(sent.standing(step).parameters, history.standing(step).parameters)
    np.testing.assert_array_equal(sent.starts(sent.runs), history.starts(history.runs))
    for run in ids:
        np.testing.assert_array_equal(sent.path(run).parameters, history.path(run).parameters)
        np.testing.assert_array_equal(sent.at(run, 7), history.at(run, 7))
    assert len(sent.stretches(0)) == len(history.stretches(0))
