from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reluviz.recording.clock import along, exact_rate, plan_of, plan_of_steps
from reluviz.recording.sights import Look, Sight, Sights
from reluviz.scenario.choices import PACES
from reluviz.scenario.display import Recording

WALK = np.column_stack([np.r_[np.linspace(0, 9, 10), np.full(90, 9.0)], np.zeros(100)])
"""Nine units in the first tenth of the steps, then none."""


def steps_of(plan):
    return [plan.step(frame) for frame in range(plan.count)]


def test_linear_counts_evenly_and_holds():
    plan = plan_of(Recording(fps=10, seconds=1.1, hold=0.3), 0, 100)
    assert steps_of(plan) == [*range(0, 101, 10), 100, 100, 100]
    assert plan.seconds == pytest.approx(1.4)


def test_slow_fast_slow_is_symmetric_and_slow_at_its_ends():
    steps = np.array(steps_of(plan_of(Recording(fps=100, seconds=1.01, hold=0, pace="smooth"), 0, 10_000)))
    speed = np.diff(steps)
    assert speed[0] < 10 > speed[-1]
    assert speed[50] == pytest.approx(150, abs=2)  # 3/2 of the mean
    np.testing.assert_allclose(steps + steps[::-1], 10_000, atol=1)


def test_along_the_path_every_frame_goes_equally_far():
    plan = plan_of(Recording(fps=10, seconds=1.0, hold=0, pace="path"), 0, 99, [WALK])
    assert steps_of(plan)[:9] == list(range(9))
    assert steps_of(plan)[-1] == 99


def test_paths_that_go_nowhere_or_blow_up_spoil_nothing():
    still, blown = np.zeros((50, 2)), np.full((50, 2), np.nan)
    assert along([still, blown])(0.3) == 0.3
    assert along([])(0.3) == 0.3
    assert along([still, blown, WALK])(0.5) == pytest.approx(along([WALK])(0.5))


@pytest.mark.parametrize("moving", [1, 2, 3, 10])
def test_the_way_back_ends_before_the_first_frame(moving):
    plan = plan_of(Recording(fps=1, seconds=moving, hold=2, loop_back=True), 0, 90)
    steps = steps_of(plan)
    there = steps[:moving]
    assert steps == [*there, 90, 90, *there[1:-1][::-1]]


def test_frames_beyond_the_film_are_refused():
    plan = plan_of(Recording(fps=1, seconds=3, hold=0), 0, 9)
    for frame in (-1, 3):
        with pytest.raises(IndexError, match=rf"^frame {frame} of 3$"):
            plan.step(frame)


@given(
    pace=st.sampled_from(list(PACES)),
    fps=st.floats(1, 240),
    seconds=st.floats(0.01, 20),
    hold=st.floats(0, 3),
    first=st.integers(0, 1000),
    way=st.integers(0, 1_000_000),
    loop_back=st.booleans(),
)
def test_every_film_is_whole(*, pace, fps, seconds, hold, first, way, loop_back):
    recording = Recording(fps=fps, seconds=seconds, hold=hold, pace=pace, loop_back=loop_back)
    plan = plan_of(recording, first, first + way, [WALK])
    steps = np.array(steps_of(plan))
    there = steps[: plan.moving + plan.held]
    assert (np.diff(there) >= 0).all()
    assert there[-1] == first + way
    assert steps.min() >= first
    assert plan.moving == 1 or steps[0] == first
    again = plan_of(replace(recording, loop_back=False), first, first + way, [WALK])
    np.testing.assert_array_equal(there, steps_of(again))


def test_rates_are_exact():
    assert exact_rate(29.97) == Fraction(30_000, 1001)
    assert exact_rate(23.976) == Fraction(24_000, 1001)
    assert exact_rate(60.0) == 60
    assert exact_rate(12.5) == Fraction(25, 2)


def test_what_was_seen_takes_the_time_that_it_took():
    shown = tuple(Sight(at, step, Look()) for at, step in ((0.0, 5), (1.0, 9), (3.5, 2)))
    steps = [sight.step for sight in Sights(4.0, shown).sampled(9)]
    assert steps == [5, 5, 9, 9, 9, 9, 9, 2, 2]
    plan = plan_of_steps(Recording(fps=2, hold=1.0, loop_back=True, pace="path"), steps)
    assert [plan.step(frame) for frame in range(plan.count)] == [*steps, 2, 2, *steps[7:0:-1]]
    assert [plan.place(frame) for frame in range(plan.count)] == [*range(9), 8, 8, *range(7, 0, -1)]
    assert Sights(0.0, shown[:1]).sampled(1) == shown[:1]
