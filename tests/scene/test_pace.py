"""Of many moments that follow each other, a view draws as many as an eye can follow, and none is left out for good."""

import numpy as np
import pytest

from reluviz.scene.fates_view import FatesView
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.neuron_view import NeuronView
from reluviz.scene.race_view import RaceView
from reluviz.scene.steps_view import StepsView
from reluviz.scene.verdict_view import VerdictView
from reluviz.scene.view import CURVES, EACH, WORDS
from reluviz.training.engine import Chunk


@pytest.mark.parametrize(
    ("make", "pace"),
    [
        (LandscapeView, EACH),
        (lambda: StepsView("loss"), WORDS),
        (NeuronView, CURVES),
        (FatesView, WORDS),
        (VerdictView, WORDS),
    ],
)
def test_a_view_takes_its_turn_and_catches_up(painter_of, placed, make, pace):
    training = placed("", np.array([[1.0]]))
    view = painter_of(make()).view
    moments = [training.moment() for _ in range(2 * pace)]
    for frame, moment in enumerate(moments):
        view.follow(moment, frame)
        assert view.moment is moments[frame - frame % pace]
    view.catch_up()
    assert view.moment is moments[-1]


def test_what_was_left_out_is_forgotten_once_something_newer_is_shown(painter_of, placed):
    training = placed("", np.array([[1.0]]))
    view = painter_of(StepsView("loss")).view
    old, newest = training.moment(), training.moment()
    view.follow(old, 1)
    view.show_moment(newest)
    view.catch_up()
    assert view.moment is newest


def test_curves_are_drawn_in_every_second_frame_in_which_they_have_moved_by_a_pixel(painter_of, placed):
    training = placed("[training]\nsteps = 1000", np.array([[1.0]]))
    training.history.append(Chunk(1, np.ones((400, 1, 1)), None))
    view = painter_of(StepsView("loss")).view
    view.show_moment(training.moment(0))
    width = view.plot.area.width()
    shown = []
    for frame, step in enumerate(range(1, 300)):
        before = view.moment
        view.follow(training.moment(step), frame)
        if view.moment is not before:
            shown.append(frame)
            assert (step - before.playhead) * width >= 1000 or frame % WORDS == 0
            assert frame % CURVES == 0 or frame % WORDS == 0
        else:
            assert (step - before.playhead) * width < 1000 or frame % CURVES
    assert 299 / WORDS < len(shown) < 299 / CURVES


@pytest.mark.parametrize("make", [LandscapeView, RaceView])
def test_a_landscape_is_drawn_in_every_frame_and_whole_once_it_has_caught_up(painter_of, placed, make):
    steps = np.linspace(0.0, 0.5, 11)
    training = placed("[model]\nvariant = 'weight-bias'", np.array([[-1.0, 0.5]]))
    training.history.append(
        Chunk(1, np.stack([steps - 1.0, 0.5 + np.cos(20.0 * np.pi * steps)], axis=1)[:, None], None)
    )
    painter = painter_of(make())
    for frame, step in enumerate((0, 4, 8, 11)):
        painter.view.follow(training.moment(step), frame)
        assert painter.view.moment.step == step
        painter.paint()
    brief = painter.paint()
    painter.view.catch_up()
    whole = painter.paint().astype(int)
    assert np.abs(brief - whole).max() > 20
    at_once = painter_of(make())
    at_once.view.show_moment(training.moment(11))
    # Words that lie over a picture of their own differ by a rounding.
    assert np.abs(whole - at_once.paint()).max() <= 2
