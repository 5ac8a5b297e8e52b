"""The plane in which the followed run's path varies most, renewed seldom; GUI thread and recorder."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.plane import Plane
from reluviz.training.fates import FATE_NAMES

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment
    from reluviz.training.history import History
    from reluviz.training.records import Run

Array = NDArray[np.float64]

POINTS = 1000
"""About how many points of a path its plane is found from; of a shorter one all."""

FEWEST = 3
"""So many different points a path has at least that has a plane."""

STILL = 1e-6
"""A path that goes less far, as a share of its parameters or of 1, stands still: its plane would be one of rounding."""

GROWTH = 1.5
"""While a training runs, its plane is found anew whenever the path is longer by this factor."""

MARGIN = 0.3
"""The share of the path's extent that is shown beyond it on each side."""

FLATTEST = 0.25
"""The least height of what is shown, as a share of its width: a path that is nearly straight stays so."""

Ranges = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, eq=False)
class _Found:
    """A plane, and what it was found from: a run, where that began, and its newest step."""

    run: int
    begin: tuple[int, int, bytes]
    last_step: int
    plane: Plane
    stale: Plane
    """The same, without shares: for another path than the one that it was found from."""


_Former = tuple[tuple[int, int, int, int], Plane | None, Plane | None]
"""A former life (run, first step, last step, the history's generation), its plane, and the same without shares."""


class PathPlanes:
    """Finds the planes of paths, and keeps them so that nothing trembles while a training runs.

    A plane is that of the whole known path, wherever the playhead is. While the training runs it is found anew only
    when the path has grown by `GROWTH`, a dozen times in a training, and once more when the training stands. Its
    directions never turn round. A path that has begun anew, or another run's, keeps the plane that was shown before,
    without shares of its variance, as long as it has not `FEWEST` different points, and while the training runs until
    it is as long as the one before: a start can be placed, dragged and seen to train in it. So what a run was before
    its start was moved is seen in the plane of its longest life until then.
    """

    def __init__(self) -> None:
        # In a race each racer has a history of its own; one that has ended is not kept for the sake of its plane.
        self._found: WeakKeyDictionary[History, _Found] = WeakKeyDictionary()
        self._former: WeakKeyDictionary[History, _Former] = WeakKeyDictionary()
        self.is_running = False
        """Whether the training, or a replay of it, runs."""

    def plane(self, history: "History", run: int | None, step: int | None = None) -> Plane | None:
        """Return the plane of a run's path in the life that it had at a step, by default in the present one.

        None if that has none, and none of the same history has been shown.
        """
        old = self._found.get(history)
        entry = None if run is None else history.run(run)
        if entry is not None and step is not None and step < entry.first_step and entry.at(step) is not None:
            return self._former_plane(history, entry, step)
        if run is None or entry is None:
            return None if old is None else old.stale
        start = history.at(run, entry.first_step)
        last = history.last_step
        begin = (entry.first_step, history.generation, b"" if start is None else start.tobytes())
        is_same = old is not None and (old.run, old.begin) == (run, begin)
        if old is not None:
            before = old.last_step - old.begin[0]
            has_grown = last - entry.first_step >= (GROWTH if is_same else 1.0) * before
            if (is_same and last == old.last_step) or (self.is_running and not has_grown):
                return old.plane if is_same else old.stale
        found = plane_of_path(history, run)
        if found is None:
            return None if old is None else old.stale
        if old is not None:
            found = found.alike(old.plane)
        stale = replace(found, explained=(math.nan, math.nan))
        self._found[history] = _Found(run, begin, last, found, stale)
        return found

    def _former_plane(self, history: "History", run: "Run", step: int) -> Plane | None:
        lives = [life for life in run.lives if life.first_step <= step]
        longest = max(lives, key=lambda life: life.last_step - life.first_step)
        key = run.id, longest.first_step, longest.last_step, history.generation
        known = self._former.get(history)
        if known is None or known[0] != key:
            plane = plane_of_path(history, run.id, longest.last_step)
            stale = None if plane is None else replace(plane, explained=(math.nan, math.nan))
            known = self._former[history] = key, plane, stale
        return known[1] if longest is lives[-1] else known[2]


def plane_of_path(history: "History", run: int, step: int | None = None) -> Plane | None:
    """Return the plane of the whole known path of a run, through its last point; None with too few points, or still.

    That of the life that it had at a step, by default of the present one.
    """
    points = path_points(history, run, step)
    return Plane.of_paths(points, points[-1]) if _is_path(points) and not stands_still(points) else None


def stands_still(points: Array) -> bool:
    """Tell whether a path of enough points (n, P) goes nowhere."""
    if len(points) < FEWEST:
        return False
    return bool(np.ptp(points, axis=0).max() <= STILL * max(1.0, float(np.abs(points).max())))


def _is_path(points: Array) -> bool:
    """Tell whether there are `FEWEST` different points."""
    is_other = np.ones(len(points), dtype=np.bool_)
    for _ in range(FEWEST - 1):
        if not is_other.any():
            return False
        is_other &= (points != points[is_other.argmax()]).any(axis=1)
    return bool(is_other.any())


def path_points(history: "History", run: int, step: int | None = None) -> Array:
    """Return about `POINTS` points (n, P) of a run's path, evenly through it: its first and its last among them.

    That of the life that it had at a step, by default of the present one. The path of a run that has diverged ends
    there.
    """
    entry = history.run(run)
    if entry is not None and step is not None:
        entry = entry.at(step)
    if entry is None:
        return np.zeros((0, history.width))
    # From where a run has diverged on it stands still: those steps would leave the few before no points.
    ends = [end for end in (entry.last_step, entry.diverged_at) if end is not None]
    newest = min(ends, default=None)
    parts = []
    stretches = [
        (stretch, len(stretch.steps) if end is None else int(np.searchsorted(stretch.steps, end, side="right")))
        for end in (newest,)
        for stretch in history.stretches(entry.first_step)
        if run in stretch.columns
    ]
    stride = max(1, sum(count for _, count in stretches) // POINTS)
    ahead = 0  # rows between the end of the stretch before and the next that is read
    for stretch, count in stretches:
        parts.append(stretch.parameters[stretch.columns[run], ahead:count:stride].astype(np.float64))
        ahead = (ahead - count) % stride
    last = history.at(run, history.last_step if newest is None else newest)
    if last is not None and not (parts and len(parts[-1]) and np.array_equal(parts[-1][-1], last)):
        parts.append(np.asarray(last, np.float64)[np.newaxis])
    return np.concatenate(parts) if parts else np.zeros((0, history.width))


def ranges_around(x: Array, y: Array) -> Ranges:
    """Return the ends of both axes such that all points are in view."""
    x_range = around(float(x.min()), float(x.max()), 0.0)
    return x_range, around(float(y.min()), float(y.max()), FLATTEST * (x_range[1] - x_range[0]))


def ranges_of_runs(moments: "Sequence[Moment]") -> Ranges | None:
    """Return the ends of the axes of moments' plane that hold all of their heads and drawn trails; None without any.

    What has diverged is far out, and would leave a point of all others.
    """
    plane = moments[0].plane if moments else None
    if plane is None:
        return None
    parts: list[Array] = []
    for moment in moments:
        rows = moment.runs.positions[moment.runs.fates != FATE_NAMES.index("diverged")]
        drawn = [run for run in moment.drawn if run.fate != "diverged"]
        parts += [rows, *(path_points(moment.history, run.id, run.last_step) for run in drawn)]
    points = np.concatenate(parts) if parts else np.zeros((0, 0))
    if not len(points):
        return None
    return ranges_around(*plane.coordinates(points[np.isfinite(points).all(axis=1)]))


def around(low: float, high: float, least: float) -> tuple[float, float]:
    """Return ends of an axis, of two digits or three, with a margin around two values, and at least so far apart."""
    span = max((high - low) * (1 + 2 * MARGIN), least, 1e-6)
    unit = 10.0 ** (math.floor(math.log10(span)) - 1)
    middle = (low + high) / 2
    return round(math.floor((middle - span / 2) / unit) * unit, 9), round(
        math.ceil((middle + span / 2) / unit) * unit, 9
    )
