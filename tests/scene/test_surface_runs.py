"""Runs over the surface: which parts of a trail are drawn, and how little is read and kept to know it."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.run_layers import RunLayers
from reluviz.scene.stage import HIDDEN, SEEN
from reluviz.scene.surface_runs import COARSE_POINTS

SIZE = (640, 480)
STEPS = 400

RUNS = """
[model]
variant = "weight-bias"
[training]
engine = "numpy"
gradient = "exact"
learning_rate = 0.05
steps = 400
[view]
kind = "surface"
azimuth = 165.0
elevation = 25.0
x_range = [-3.0, 3.0]
y_range = [-3.0, 3.0]
""" + "".join(f"[[start]]\nweight = {w}\nbias = {b}\n" for w, b in ((2.2, 1.2), (-2.0, -0.5), (1.8, -1.5), (-1.5, 1.7)))
"""From there some of them go behind the hill and come out again."""


def parts(view):
    """Return the parts of trails that are drawn, and where each ends."""
    return {
        (key.run, entry.trail.first): (entry.trail.last, entry.trail.tip)
        for layer in (view.trails, view.surface_runs.ghosts)
        for key, entry in layer._drawn.items()
    }


def test_beyond_the_sides_of_the_box_no_part_of_a_trail_is_drawn(painter_of, trained):
    """It would run along the edge; one run leaves the box and another comes in."""
    text = RUNS.replace("azimuth = 165.0\nelevation = 25.0", "elevation = 70.0")
    training, view = trained(text.replace("x_range = [-3.0, 3.0]", "x_range = [1.3, 3.0]")), LandscapeView()
    painter_of(view, size=SIZE).paint(training.moment())
    left = came = 0
    for run in training.moment().runs:
        parameters = training.history.path(run.id).parameters.astype(float)
        inside = (parameters[:, 0] >= 1.3) & (parameters[:, 0] <= 3.0)
        sight = view.stage.sight(training.moment(), parameters)
        drawn = np.zeros(STEPS + 1, dtype=bool)
        for (key, first), (last, _) in parts(view).items():
            if key == run.id:
                drawn[first:last] = True
        np.testing.assert_array_equal(drawn[:-1], (inside & (sight == SEEN))[:-1])
        left += int((inside[:-1] & ~inside[1:]).sum())
        came += int((~inside & (sight != HIDDEN)).sum())
    assert left > 0
    assert came > 100
    assert not view.surface_runs.ghosts._drawn


def test_of_a_trail_no_more_is_kept_than_where_it_is_seen_otherwise(painter_of, trained):
    training, view = trained(RUNS), LandscapeView()
    painter = painter_of(view, size=SIZE)
    for step in (*range(0, STEPS, 7), STEPS):
        painter.paint(training.moment(step))
    changes = 0
    for known in view.surface_runs._known.values():
        kept = [len(part) for part in vars(known).values() if hasattr(part, "__len__")]
        assert max(kept) < 20
        changes += len(known.steps) - 1
    assert changes > 2


@pytest.mark.parametrize("step", [0, 3, 40, 200, STEPS])
def test_parts_are_those_of_a_fresh_picture_wherever_the_playhead_goes(painter_of, trained, step):
    training, view, fresh = trained(RUNS), LandscapeView(), LandscapeView()
    painter = painter_of(view, size=SIZE)
    for there in (10, STEPS, step):
        painter.paint(training.moment(there))
    painter_of(fresh, size=SIZE).paint(training.moment(step))
    assert parts(view) == parts(fresh)


def test_while_it_turns_only_what_is_drawn_is_read(painter_of, trained, monkeypatch):
    training, view = trained(RUNS.replace("steps = 400", "steps = 2000")), LandscapeView(is_live=True)
    painter = painter_of(view, size=SIZE)
    painter.paint(training.moment())
    read = []
    whole = RunLayers._rows

    def rows(self, *asked):
        steps, parameters = whole(self, *asked)
        read.append(parameters.shape[:2])
        return steps, parameters

    monkeypatch.setattr(RunLayers, "_rows", rows)
    painter.paint(training.moment(turn=1.0))
    ((runs, steps),) = read
    assert COARSE_POINTS * 0.8 < runs * steps <= COARSE_POINTS + runs


@pytest.mark.parametrize("points", [1, 7, 16, 40, 1000, 10_000])
def test_few_steps_are_every_so_many_and_the_last_across_stretches(points):
    """As if all had been read and most of them dropped."""
    all_steps = np.concatenate([np.arange(0, 60), np.arange(60, 63), np.arange(63, 64), np.arange(70, 200, 3)])
    bounds = [0, 60, 63, 64, len(all_steps)]
    stretches = [
        SimpleNamespace(
            columns={7: 0, 8: 1},
            steps=all_steps[begin:end],
            parameters=np.stack([all_steps[begin:end], -all_steps[begin:end]])[..., np.newaxis] * 1.0,
        )
        for begin, end in pairwise(bounds)
    ]
    moment = SimpleNamespace(names=("weight",), history=SimpleNamespace(stretches=lambda first: stretches))
    for first, last in ((0, 199), (5, 61), (62, 120), (64, 69)):
        wanted = all_steps[(all_steps >= first) & (all_steps <= last)]
        stride = max(1, -(-len(wanted) * 2 // points))
        few = np.unique(np.concatenate([wanted[::stride], wanted[-1:]]))
        steps, parameters = RunLayers._rows(None, moment, [8, 7], first, last, points)
        assert steps.tolist() == few.tolist()
        assert parameters[..., 0].tolist() == [(-few).tolist(), few.tolist()]
