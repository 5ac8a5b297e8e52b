"""The playhead: follows, replays, runs backwards, is held; compared with what a person would count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reluviz.desktop.playback import Playback


def at(newest, place=None):
    playback = Playback()
    playback.advance(newest, 0.0, 100.0)
    if place is not None:
        playback.go_to(place)
    return playback


def test_follows_the_newest_step():
    playback = at(10)
    playback.play()
    assert playback.advance(25, 0.016, 100.0)
    assert playback.playhead == 25


def test_still_takes_over_the_last_steps_after_a_stop():
    playback = at(10)
    playback.play()
    playback.stop()
    playback.advance(12, 0.016, 100.0)
    assert playback.playhead == 12


def test_replays_at_the_speed_and_then_follows():
    playback = at(100, 40)
    playback.play()
    playback.advance(100, 0.1, 200.0)
    assert playback.playhead == 60
    playback.advance(110, 0.5, 200.0)
    assert playback.playhead == 110
    assert playback.following


def test_runs_backwards_to_the_first_step_and_stands():
    playback = at(100)
    playback.run_backwards()
    playback.advance(100, 0.2, 100.0)
    assert playback.playhead == 80
    playback.advance(100, 5.0, 100.0)
    assert (playback.playhead, playback.direction) == (0, 0)


def test_does_not_run_backwards_from_the_first_step():
    playback = at(0)
    playback.run_backwards()
    assert playback.direction == 0


def test_stands_while_it_is_held_though_training_goes_on():
    playback = at(100)
    playback.play()
    playback.hold()
    playback.go_to(30)
    assert not playback.advance(200, 1.0, 100.0)
    assert playback.playhead == 30
    playback.release()
    playback.advance(200, 0.1, 100.0)
    assert playback.playhead == 40


def test_going_to_the_newest_follows_it():
    playback = at(50, 10)
    playback.go_to(50)
    playback.advance(60, 0.0, 1.0)
    assert playback.playhead == 60


@pytest.mark.parametrize(("asked", "given"), [(-5, 0), (7, 7), (500, 100)])
def test_stays_inside_the_history(asked, given):
    assert at(100, asked).playhead == given


def test_a_shorter_history_takes_the_playhead_with_it():
    playback = at(100, 80)
    playback.advance(0, 0.0, 1.0)
    assert playback.playhead == 0
    playback.advance(5, 0.0, 1.0)
    assert playback.playhead == 5


def test_restart_stands_at_the_beginning():
    playback = at(100, 80)
    playback.play()
    playback.restart()
    assert (playback.playhead, playback.direction, playback.following) == (0, 0, True)


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("advance"), st.integers(0, 1000)),
            st.tuples(st.just("go"), st.integers(-10, 1000)),
            st.tuples(st.sampled_from(["play", "back", "stop", "hold", "release"]), st.just(0)),
        ),
        max_size=60,
    )
)
def test_never_leaves_the_history(things):
    playback, newest = Playback(), 0
    for what, number in things:
        if what == "advance":
            newest += number
            playback.advance(newest, 0.05, 400.0)
        elif what == "go":
            playback.go_to(number)
        else:
            calls = {"play": playback.play, "back": playback.run_backwards, "stop": playback.stop,
                     "hold": playback.hold, "release": playback.release}  # fmt: skip
            calls[what]()
        assert 0 <= playback.playhead <= newest
