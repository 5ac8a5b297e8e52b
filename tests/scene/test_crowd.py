"""Thousands of runs: each has its mark where it stands, some have a trail, and all are counted."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.moment import DRAWN_OF_MORE, MOST_DRAWN
from reluviz.scene.steps_view import StepsView
from reluviz.scene.theme import FATE_LOOKS, LIGHT

MAP = """
[model]
variant = "weight-bias"
[training]
steps = 10
[view]
x_range = [-3.0, 3.0]
y_range = [-2.0, 2.0]
"""


@pytest.fixture
def rows():
    return np.random.default_rng(1).uniform((-2.9, -1.9), (2.9, 1.9), (1000, 2))


def test_every_run_has_a_mark_in_its_fates_colour(painter_of, placed, rows, around, colored):
    view = LandscapeView()
    painter = painter_of(view, size=(1200, 800))
    moment = placed(MAP, rows).moment()
    pixels = painter.paint(moment)
    assert len(view.crowd) == 1000
    seen = [
        colored(around(pixels, painter.at(*run.position), 4), FATE_LOOKS[run.fate].color(LIGHT), 70)
        for run in moment.runs
    ]
    # Some lie under others.
    assert np.mean(seen) > 0.97


def test_some_have_trails_and_that_is_told(painter_of, placed, rows):
    view = LandscapeView()
    painter = painter_of(view, size=(440, 400))
    painter.paint(placed(MAP, rows).moment())
    assert view.runs.note == f"trails of {DRAWN_OF_MORE} of 1,000 runs"
    # And which, where there is room for it.
    painter.resize(900, 400)
    painter.paint(placed(MAP, rows).moment())
    assert view.runs.note == f"trails of {DRAWN_OF_MORE} of 1,000 runs, spread over the order of starts"
    numbers = [run.id for run in placed(MAP, rows).moment().drawn]
    assert 10 <= np.diff(numbers).min() < np.diff(numbers).max() <= 40
    assert len(view.heads.heads) == 1
    steps = StepsView("loss")
    painter_of(steps).paint(placed(MAP, rows).moment())
    assert f"{DRAWN_OF_MORE} of 1,000 runs" in steps.header.caption
    few = placed(MAP, rows[:MOST_DRAWN]).moment()
    assert len(few.drawn) == MOST_DRAWN
    painter_of(view, size=(600, 400)).paint(few)
    assert view.runs.note == ""
    assert len(view.crowd) == 0
    assert len(view.heads.heads) == MOST_DRAWN


def test_the_followed_run_is_always_drawn(placed, rows):
    training = placed(MAP, rows)
    followed = training.history.runs[7].id
    moment = training.moment(followed=followed)
    assert followed in [run.id for run in moment.drawn]
    assert moment.followed_run is moment.runs[7]


def test_counts_are_of_all_runs(placed, rows):
    moment = placed(MAP, rows).moment()
    fates = [run.fate for run in moment.runs]
    assert moment.runs.counts() == {fate: fates.count(fate) for fate in moment.runs.counts()}
    assert sum(moment.runs.counts().values()) == 1000


def test_the_mouse_finds_a_mark(painter_of, placed, rows):
    view = LandscapeView()
    painter_of(view, size=(1200, 800)).paint(placed(MAP, rows).moment())
    at = view.plot.to_pixels(*rows[500])
    found = view.hit(QPointF(*at.tolist()), 3.0)
    assert found is not None
    assert found[0] == view.moment.runs[500].id
    assert view.hit(QPointF(-50.0, -50.0), 3.0) is None


def test_placed_starts_are_always_among_those_drawn(trained):
    starts = "".join(f'[[start]]\nlabel = "placed {place}"\nweight = {place + 1}.0\n' for place in range(5))
    moment = trained(
        f'{starts}[starts]\nkind = "random"\ncount = 1000\ninitializer = "normal"\n'
        '[training]\nengine = "numpy"\nsteps = 2\n'
    ).moment()
    drawn = [run.label for run in moment.drawn if run.label]
    assert drawn == [f"placed {place}" for place in range(5)]
    assert DRAWN_OF_MORE <= len(moment.drawn) <= DRAWN_OF_MORE + 5


@pytest.mark.parametrize("side", [15, 40, 79])
def test_the_trails_of_a_grid_are_in_all_of_it(trained, side):
    """Evenly spaced in the runs' order they would be its diagonal."""
    moment = trained(
        f'[model]\nvariant = "weight-bias"\n[starts]\nkind = "grid"\n'
        f"weight = {{from = -3, to = 3, count = {side}}}\nbias = {{from = -3, to = 3, count = {side}}}\n"
        '[training]\nengine = "numpy"\nsteps = 1\n'
    ).moment(0)
    points = np.array([moment.history.path(run.id, 0, 0).parameters[0] for run in moment.drawn])
    assert len(points) == DRAWN_OF_MORE
    cells, _, _ = np.histogram2d(*points.T, bins=3, range=[(-3.0, 3.0)] * 2)
    assert cells.min() >= 2
