"""The pace: steps per second whatever the waits are, and no debt after a stall."""

import numpy as np
import pytest

from reluviz.training.pace import (
    CHUNK_SECONDS,
    FASTEST,
    LONGEST_SECONDS,
    MOST_STEPS_A_CHUNK,
    SLACK_SECONDS,
    Pace,
    next_chunk,
)


def run(speed: float, seconds: float, lateness, seed: int = 0) -> tuple[int, list[int]]:
    """Steps made in a simulated time, when every wait ends a random while too late."""
    random = np.random.default_rng(seed)
    pace, now, made = Pace(speed), 0.0, []
    while now < seconds:
        if pace.due and pace.wait == 0.0:
            made.append(pace.due)
            pace = pace.less(pace.due)
        delay = pace.wait + lateness * random.random()
        pace = pace.after(delay)
        now += delay
    return sum(made), made


@pytest.mark.parametrize("speed", [1, 3, 10, 60, 250, 1000, 30_000, 100_000])
def test_keeps_its_speed_though_every_wait_ends_late(speed):
    steps, chunks = run(speed, 20.0, lateness=0.004)
    assert steps == pytest.approx(20 * speed + 1, rel=0.01, abs=1.5)
    assert max(chunks) <= max(1, speed * (CHUNK_SECONDS + 0.005)) + 1, "steps come evenly, not in heaps"


def test_the_first_step_is_due_at_once():
    assert Pace(1.0).due == 1
    assert Pace(1.0).wait == 0
    assert Pace(1.0).less(1).wait == pytest.approx(1.0)


@pytest.mark.parametrize("speed", [1, 50, 100_000])
def test_a_stall_is_not_caught_up(speed):
    pace = Pace(speed).less(1).after(3600.0)
    assert pace.due <= 1 + speed * SLACK_SECONDS


def test_time_that_runs_backwards_takes_nothing_away():
    assert Pace(10.0, 0.5).after(-5.0) == Pace(10.0, 0.5)


def test_a_slower_speed_forgets_what_only_the_faster_one_had_earned():
    fast = Pace(100_000.0).after(1.0)
    assert fast.due == 5001
    assert fast.at_speed(1.0).due == 1
    assert Pace(2.0, 0.25).at_speed(4.0) == Pace(4.0, 0.25)


@pytest.mark.parametrize(
    ("asked", "got"), [(0, 1.0), (-5, 1.0), (1e9, FASTEST), (float("inf"), FASTEST), (123.4, 123.4)]
)
def test_speeds_are_held_within_their_range(asked, got):
    assert Pace(1.0).at_speed(asked).speed == got


def test_waits_gather_a_chunk_of_steps_at_high_speeds():
    pace = Pace(10_000.0, 0.0)
    assert pace.wait == pytest.approx(CHUNK_SECONDS)
    assert pace.after(CHUNK_SECONDS).due == 80


def test_chunks_settle_at_their_time_and_shrink_at_once():
    steps = 1
    for _ in range(20):
        steps = next_chunk(steps, steps * 20e-6)
    assert steps == pytest.approx(LONGEST_SECONDS / 20e-6, abs=1)
    assert next_chunk(steps, steps * 2e-3) == 8
    assert next_chunk(1, 5.0) == 1
    assert next_chunk(8, 0.0) == 16, "it doubles at most"
    assert next_chunk(900, 0.0) == MOST_STEPS_A_CHUNK
