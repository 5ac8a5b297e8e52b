"""Of many moments that follow each other, a view draws as many as an eye can follow, and none is left out for good."""

import numpy as np
import pytest

from reluviz.scene.fates_view import FatesView
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.neuron_view import NeuronView
from reluviz.scene.steps_view import StepsView
from reluviz.scene.verdict_view import VerdictView
from reluviz.scene.view import CURVES, EACH, WORDS


@pytest.mark.parametrize(
    ("make", "pace"),
    [
        (LandscapeView, EACH),
        (lambda: StepsView("loss"), CURVES),
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
