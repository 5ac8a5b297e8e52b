"""The history against a naive one: any order of additions, moves, removals, thinning and blow-ups agrees."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from reluviz.training.engine import Chunk
from reluviz.training.history import Path, Run
from tests.training.test_history import made


@dataclass
class Naive:
    """A history as one would write it: a dictionary of all rows of a run, and the steps at which its lives begin."""

    rows: dict[int, dict[int, np.ndarray]] = field(default_factory=dict)
    births: dict[int, list[int]] = field(default_factory=dict)
    step: int = 0

    def begin(self, run: int, row: np.ndarray) -> None:
        self.rows.setdefault(run, {})[self.step] = row
        births = self.births.setdefault(run, [])
        if self.step not in births:
            births.append(self.step)

    def birth(self, run: int, step: int) -> int:
        return max((birth for birth in self.births[run] if birth <= step), default=step + 1)

    def path(self, run: int, first: int, last: int) -> list[int]:
        return list(range(max(first, self.birth(run, last)), last + 1))


@pytest.mark.parametrize("budget", [256_000_000, 40_000])
@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_changes_agrees_with_a_naive_history(seed, budget):
    random = np.random.default_rng(seed)
    history, ids = made(3, budget=budget)
    naive = Naive()
    for run in ids:
        naive.begin(run, np.zeros(2))
    order, hidden = list(ids), set()
    for _ in range(400):
        runs = [run.id for run in history.runs]
        kind = random.choice(["append", "append", "append", "add", "move", "remove", "hide", "show"])
        row = random.normal(size=2).astype(np.float32)
        if kind == "append":
            count = int(random.integers(1, 60))
            rows = random.normal(size=(count, len(order), 2)).astype(np.float32)
            history.append(Chunk(naive.step + 1, rows, None))
            for column, run in enumerate(order):
                naive.rows[run] |= {naive.step + 1 + index: rows[index, column] for index in range(count)}
            naive.step += count
        elif kind == "add":
            run = history.new_id()
            history.add_run(Run(run), row)
            naive.begin(run, row)
            order.append(run)
        elif kind == "move" and runs:
            run = int(random.choice(runs))
            history.move_run(run, row)
            naive.begin(run, row)
        elif kind == "remove" and order:
            run = int(random.choice(order))
            history.remove_run(run)
            del naive.rows[run]
            order.remove(run)
            hidden.discard(run)
        elif kind == "hide" and runs:
            hidden.add(run := int(random.choice(runs)))
            history.hide_run(run)
        elif kind == "show" and hidden:
            history.show_run(run := hidden.pop())
        # Asked twice: what is kept from the last question must fit this one.
        before = int(random.integers(0, naive.step + 1))
        for step in (naive.step, naive.step, before, before) if budget > 1e6 else ():
            standing = history.standing(step)
            there = [run for run, rows in naive.rows.items() if run not in hidden and step in rows]
            assert [entry.id for entry in standing.runs] == there
            births = [naive.birth(run, step) for run in there]
            assert [entry.first_step for entry in standing.runs] == births
            starts = [naive.rows[run][birth] for run, birth in zip(there, births, strict=True)]
            np.testing.assert_array_equal(history.starts(standing.runs), np.reshape(starts, (-1, 2)))
            ends = [naive.rows[run][step] for run in there]
            np.testing.assert_array_equal(standing.parameters, np.reshape(ends, (-1, 2)))
    assert all(len(history.path(run).steps) == 0 for run in hidden)
    for run in hidden:
        history.show_run(run)
    assert [run.id for run in history.runs] == list(naive.rows)
    for run, rows in naive.rows.items():
        check(history.path(run), rows)
        first, last = sorted(random.integers(0, naive.step, 2).tolist())
        part = history.path(run, first, last)
        check(part, rows)
        entry = history.run(run)
        births = [*(life.first_step for life in entry.lives), entry.first_step]
        assert births == naive.births[run]
        assert [life.last_step + 1 for life in entry.lives] == births[1:]
        for life in entry.lives:
            former = history.path(run, 0, life.last_step)
            check(former, rows)
            assert former.steps[0] == life.first_step
            if budget > 1e6:
                assert former.steps.tolist() == list(range(life.first_step, life.last_step + 1))
        if budget > 1e6:
            assert history.path(run).steps.tolist() == naive.path(run, 0, naive.step)
            assert part.steps.tolist() == naive.path(run, first, last)
            standing = history.standing(last)
            there = [other for other in naive.rows if last in naive.rows[other]]
            assert [entry.id for entry in standing.runs] == there
            np.testing.assert_array_equal(
                standing.parameters.reshape(-1, 2), [naive.rows[one][last] for one in there] or np.zeros((0, 2))
            )
    if budget < 1e6 and len(naive.rows) > 0:
        oldest = min(naive.rows, key=lambda run: min(naive.rows[run]))
        assert len(history.path(oldest).steps) < len(naive.rows[oldest])


def check(path: Path, rows: dict[int, np.ndarray]) -> None:
    assert (np.diff(path.steps) > 0).all()
    for step, parameters in zip(path.steps.tolist(), path.parameters, strict=True):
        np.testing.assert_array_equal(parameters, rows[step])
