"""The plane in which a run is shown at steps before its start was moved."""

import numpy as np

from reluviz.scene.path_plane import POINTS, PathPlanes, path_points, ranges_of_runs
from reluviz.scene.words import plane_note
from tests.scene.test_path_plane import FOUR, curved, grow


def test_before_a_start_was_moved_it_is_that_of_the_longest_life_until_then(placed):
    training = placed(FOUR, curved(1)[0])
    whole = placed(FOUR, curved(1)[0])
    grow(training.history, curved(1999, 1))
    grow(whole.history, curved(1999, 1))
    for first, count in ((40, 20), (90, 3000)):
        training.history.move_run(1, curved(1, first)[0])
        grow(training.history, curved(count, first + 1))
    planes = PathPlanes()
    now = training.moment(5000, planes=planes).plane
    wanted = whole.moment(1998).plane
    first, second = (training.moment(step, planes=planes) for step in (7, 2005))
    for moment in (first, second):
        np.testing.assert_allclose(np.abs(moment.plane.across), np.abs(wanted.across), atol=1e-2)
        np.testing.assert_array_equal(moment.plane.origin, training.history.at(1, 1998))
    assert np.isfinite(first.plane.explained).all()
    assert plane_note(second) == "plane of the path before"
    assert training.moment(1998, planes=planes).plane is first.plane
    assert training.moment(5000, planes=planes).plane is now
    path = path_points(training.history, 1, 1990)
    np.testing.assert_array_equal(path, training.history.path(1, 0, 1998).parameters[:: 1999 // POINTS])
    (low, high), _ = ranges_of_runs([first])
    x, _ = first.coordinates(path)
    assert low < x.min() < x.max() < high
