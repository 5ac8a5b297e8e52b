"""The lives of runs whose starts were moved: which are kept, and that all that is kept of them is true."""

import pickle

import numpy as np
import pytest

from reluviz.training import history_rows
from reluviz.training.engine import Chunk
from reluviz.training.history import Run
from reluviz.training.lives import MOST_LIVES, MOST_OF_ALL, begun_anew
from reluviz.training.records import Life
from tests.training.test_history import made, steps_from


def appended(history, random, count):
    """Let a history grow by random rows, and return them: (count, R, P)."""
    rows = random.normal(size=(count, len(history.runs), history.width)).astype(np.float32)
    for first in range(0, count, 37):
        history.append(Chunk(history.last_step + 1, rows[first : first + 37], None))
    return rows


@pytest.mark.parametrize("budget", [256_000_000, 12_000])
def test_each_life_is_what_was_appended_though_the_run_was_moved_twice(budget, monkeypatch):
    monkeypatch.setattr(history_rows, "MAX_BLOCK_ROWS", 32)
    random = np.random.default_rng(5)
    history, (moved, other) = made(2, budget=budget)
    rows = [np.zeros((1, 2, 2), np.float32), appended(history, random, 301)]
    for count in (203, 500):
        start = random.normal(size=2).astype(np.float32)
        history.move_run(moved, start)
        rows[-1][-1, 0] = start
        rows.append(appended(history, random, count))
    kept = np.concatenate(rows)
    assert history.run(moved).lives == (Life(0, 300), Life(301, 503))
    assert history.run(other).lives == ()
    ends = ((0, 300), (301, 503), (504, 1004))
    for first, last in ends:
        path = history.path(moved, 0, last)
        assert path.steps[0] == first
        np.testing.assert_array_equal(path.parameters, kept[path.steps, 0])
        np.testing.assert_allclose(path.loss, (kept[path.steps, 0] ** 2).sum(axis=1), rtol=1e-5)
        assert len(path.steps) == last - first + 1 if budget > 1e6 else len(path.steps) < last - first + 1
        (run, _) = history.standing(last).runs
        assert (run.id, run.first_step, run.last_step) == (moved, first, last if last < 1004 else None)
        np.testing.assert_array_equal(history.starts(history.standing(last).runs)[0], kept[first, 0])
        np.testing.assert_array_equal(history.standing(last).parameters[0], history.at(moved, last))
        # From the first step of a life its rows are its own, however few have been kept.
        np.testing.assert_array_equal(history.standing(first).parameters[0], kept[first, 0])
    assert history.path(moved).steps[0] == 504
    assert history.path(moved, 302, 400).steps[-1] <= 400
    again = pickle.loads(pickle.dumps(history))
    np.testing.assert_array_equal(again.path(moved, 0, 300).parameters, history.path(moved, 0, 300).parameters)


def test_a_former_life_has_diverged_when_it_had():
    history, (run,) = made(1)
    history.append(steps_from(history, 10, lambda steps: np.where(steps < 4, steps, 1e9)))
    history.move_run(run, np.array([1.0, 1.0]))
    history.append(steps_from(history, 5))
    assert history.run(run).diverged_at is None
    assert [history.standing(step).diverged.tolist() for step in (3, 4, 9, 10, 15)] == [
        [False], [True], [True], [False], [False]
    ]  # fmt: skip
    assert history.standing(9).runs[0].diverged_at == 4
    assert history.at(run, 9).tolist() == [3, 3]


def test_a_start_that_is_moved_twice_at_one_step_has_one_life_more():
    history, (run,) = made(1)
    history.append(steps_from(history, 5))
    for place in range(3):
        history.move_run(run, np.array([1.0, place]))
    assert history.run(run).lives == (Life(0, 4),)
    history.restart(history.runs, np.zeros((1, 2)))
    assert history.run(run).lives == ()
    history.move_run(run, np.array([1.0, 1.0]))
    assert history.run(run).lives == ()


def test_a_hidden_run_keeps_its_lives():
    history, (run, _) = made(2)
    history.append(steps_from(history, 5))
    history.move_run(run, np.array([1.0, 1.0]))
    history.hide_run(run)
    assert [entry.id for entry in history.standing(3).runs] == [2]
    history.show_run(run)
    assert [entry.id for entry in history.standing(3).runs] == [1, 2]
    assert history.at(run, 3).tolist() == [3, 3]


def test_of_a_long_drag_few_lives_are_kept_but_every_step():
    history, (run,) = made(1)
    history.append(steps_from(history, 1000))
    for _ in range(500):
        history.move_run(run, np.array([1.0, 1.0]))
        history.append(steps_from(history, 3))
    lives = history.run(run).lives
    assert len(lives) == MOST_LIVES
    assert lives[0] == Life(0, 999)
    assert [life.first_step for life in lives[1:]] == [life.last_step + 1 for life in lives[:-1]]
    assert lives[-1].last_step + 1 == history.run(run).first_step
    assert all(life.is_pieced == (life.last_step - life.first_step != 2) for life in lives[1:])
    assert history.standing(1500).runs[0].is_pieced
    for step in (0, 999, 1000, 1001, 1700, history.last_step):
        wanted = 1 if step in range(1000, 2500, 3) else step
        assert history.at(run, step).tolist() == [wanted, wanted]


@pytest.mark.parametrize("runs", [1, 100, MOST_OF_ALL, 10_000])
def test_many_runs_have_fewer_lives_each(runs):
    run = Run(1)
    for step in range(0, 1000, 10):
        run = begun_anew(run, step, runs)
    assert 1 <= len(run.lives) <= min(MOST_LIVES, max(MOST_OF_ALL // runs, 1))
    assert (run.lives[0].first_step, run.lives[-1].last_step) == (0, 989)
