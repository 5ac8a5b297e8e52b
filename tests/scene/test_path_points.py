"""The points that a path's plane is found from: evenly through it, as far as it moves."""

import numpy as np
import pytest

from reluviz.scene.path_plane import POINTS, path_points
from reluviz.scene.words import axis_titles, plane_note
from reluviz.training.engine import Chunk
from reluviz.training.history import Run
from tests.scene.test_path_plane import FOUR, components, curved, grow


def grow_all(history, count):
    """Append rows of all runs, each other than those before."""
    first = history.last_step + 1
    rows = np.repeat(curved(count, first)[:, np.newaxis], len(history.runs), axis=1)
    history.append(Chunk(first, rows, None))


def test_points_are_evenly_through_a_path_of_several_stretches(placed):
    training = placed(FOUR, curved(1)[0])
    history = training.history
    # Every other start that is added begins a stretch, of a number of rows that the stride does not divide.
    for place in range(3):
        grow_all(history, 2 * POINTS + 333 * place + 1)
        history.add_run(Run(history.new_id()), np.zeros(4))
    grow_all(history, 2 * POINTS + 7)
    assert len(history.stretches(0)) > 3
    rows = history.path(1).parameters
    stride = len(rows) // POINTS
    wanted = rows[::stride]
    if not np.array_equal(wanted[-1], rows[-1]):
        wanted = np.concatenate([wanted, rows[-1:]])
    assert stride > 5
    np.testing.assert_array_equal(path_points(history, 1), wanted)


@pytest.mark.parametrize("far", [0.0, 1e-10, 5e-7])
def test_a_path_that_stands_still_is_said_to_and_has_no_plane_of_rounding(placed, far):
    training = placed(FOUR, 100.0 * curved(1)[0])
    grow(training.history, 100.0 * curved(1)[0] + far * curved(40))
    moment = training.moment()
    assert moment.plane is None
    assert plane_note(moment) == "the path has no plane: it stands still"
    assert "PC" not in "".join(axis_titles(moment))
    # One that goes a little way has one.
    grow(training.history, 100.0 * curved(1)[0] + 1e-3 * curved(40))
    assert training.moment().plane is not None


def test_the_path_of_a_run_that_has_diverged_ends_there(placed):
    training = placed(FOUR, curved(1)[0])
    far = 40.0 * curved(3, 1)
    history = training.history
    # The history has the run stand at its last point then, for thousands of steps.
    history.append(Chunk(1, np.concatenate([far, np.full((5 * POINTS, 4), np.nan)])[:, np.newaxis], None))
    (run,) = history.runs
    assert run.diverged_at == 4
    points = path_points(history, run.id)
    np.testing.assert_array_equal(points[:4], [curved(1)[0], *far])
    assert len(np.unique(points, axis=0)) == 4
    _, shares = components(points[:4])
    plane = training.moment().plane
    assert plane.explained == pytest.approx(shares[:2], abs=0.2)
    np.testing.assert_array_equal(plane.origin, far[-1])
